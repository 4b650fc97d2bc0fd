"""Long sales, one row a sale or a day: `date, sku, quantity`, made into one entry an article.

The sales of each period are summed net of returns, over every period from the first to the last
date of all tables; a period without sales is zero. A line that cannot be read makes a problem of
its article alone.
"""

from collections.abc import Iterator, Sequence

from calculators.core.kinds import Kind, Series, found
from calculators.files.cell_values import reader
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.headers import Headers
from calculators.files.remarks import Refused, place
from calculators.files.sales import demand as sale_demand
from calculators.files.sales.inputs import Further
from calculators.files.sales.ledger import Ledger
from calculators.files.sales.lines import SaleLines
from calculators.files.sales.periods import LONGER, Periods
from calculators.files.tables import Table, cell

_LOOKED_AT = 100

type Tables = Sequence[tuple[Table, Headers]]


def entries(tables: Tables, settings: Settings, reading: Reading) -> Iterator[Entry]:
    """Return the entries of tables of sales, all lines read before the first; raise Refused.

    >>> from calculators.files.headers import find, known
    >>> from calculators.registry import CALCULATORS
    >>> lines = ["date sku quantity", "2026-03-02 007 5", "2026-03-04 007 2"]
    >>> table = Table("", iter(enumerate((line.split() for line in lines), 1)))
    >>> headers = find(table, known("stock"))
    >>> from calculators.core.words import words
    >>> chosen = CALCULATORS["reorder"]
    >>> settings = Settings(calculator=chosen, language=words(), values={"period": "day"})
    >>> [entry] = entries([(table, headers)], settings, Reading())
    >>> entry.about, entry.source, entry.request["history"]
    ('007', '2-3', ['5', '0', '2'])
    """
    kinds = {each.name: each.kind for each in settings.calculator.inputs.fields()}
    period = _period(tables, settings, kinds["period"])
    series = kinds["history"]
    longest = series.longest if isinstance(series, Series) else 0
    ledger = Ledger(Periods(period), longest)
    for table, headers in tables:
        lines = SaleLines(table, headers, Further(headers, kinds), ledger)
        lines.post()
        _tell(lines, reading)
    if not ledger.articles:
        raise Refused("stock_files.no_lines")
    notices = tuple(sale_demand.whole(ledger, reading))
    return sale_demand.entries(ledger, settings, notices)


def _period(tables: Tables, settings: Settings, kind: Kind[str]) -> str:
    """Return the period of the batch: that of the first row that names one, else the setting."""
    read = reader(kind)
    for table, headers in tables:
        column = headers.named("period")
        for number, cells in table.ahead(headers.last_row + _LOOKED_AT) if column else ():
            stated = read(cell(cells, column.index).strip()) if column else ""
            if number > headers.last_row and stated in LONGER:
                return str(stated)
    if "period" not in settings.values:
        raise Refused("stock_files.period_needed")
    return kind.read(settings.values["period"])


def _tell(lines: SaleLines, reading: Reading) -> None:
    """Say what was read of a table and what was skipped."""
    where = place(lines.table.sheet)
    headings = {
        name: found(column.header)
        for name, column in (("sku", lines.sku), ("date", lines.day), ("quantity", lines.quantity))
    }
    reading.add("stock_files.read", place=where, count=lines.read, **headings)
    if lines.skipped.count:
        reading.add("stock_files.skipped", place=where, **lines.skipped.values)
    if lines.homeless.count:
        reading.add("stock_files.homeless", place=where, **lines.homeless.values)
    if history := lines.headers.named("history"):
        reading.add("stock_files.history_ignored", place=where, header=found(history.header))
