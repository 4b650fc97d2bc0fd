"""The lines of one table of sales, posted to the ledger: `date, sku, quantity` and further columns.

Most lines are of a known article, on a known day, of a known quantity: these take one short way.
Every other line takes the long way, which reads each cell and says what is wrong with it.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import Any

from calculators.files.characters import visible
from calculators.files.dates import Unreadable, read_day
from calculators.files.headers import Column, Headers, bare, surplus
from calculators.files.identity import is_total
from calculators.files.remarks import Remark, place
from calculators.files.sales.cells import read_quantity
from calculators.files.sales.inputs import Further, fault
from calculators.files.sales.ledger import Article, Ledger
from calculators.files.tables import UNSTORED, Row, Table, cell

_REMEMBERED = 100_000
_NAMED = 5
_NO_CODES = {
    re.compile(re.escape(UNSTORED)): "unstored",
    re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)"): "broken_sku",
    re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+"): "exponent_sku",
}


@dataclass(slots=True)
class Noted:
    """Rows that are counted and of which the first few are named."""

    count: int = 0
    rows: list[str] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Count a row."""
        self.count += 1
        if self.count <= _NAMED:
            self.rows.append(str(row))

    @property
    def values(self) -> dict[str, Any]:
        """What a sentence names: `count` and `rows`."""
        more = "…" if self.count > _NAMED else ""
        return {"count": self.count, "rows": "、".join(self.rows) + more}


@dataclass(slots=True)
class SaleLines:
    """The lines of a table, and what was found in them.

    `further` are the columns of inputs. `read` counts lines that were posted. Lines without an
    article are `homeless` where they have a date and a quantity, else `skipped`.
    """

    table: Table
    headers: Headers
    further: Further
    ledger: Ledger
    sku: Column = field(init=False)
    day: Column = field(init=False)
    quantity: Column = field(init=False)
    read: int = 0
    skipped: Noted = field(default_factory=Noted)
    homeless: Noted = field(default_factory=Noted)
    _here: dict[str, Article] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the columns."""
        columns: Mapping[str, Column] = {c.name: c for c in reversed(self.headers.columns)}
        self.sku, self.day = columns["sku"], columns["date"]
        self.quantity = columns["quantity"]

    def post(self) -> None:
        """Go through the lines once."""
        sku, day, quantity = (each.index for each in (self.sku, self.day, self.quantity))
        pick = self.further.pick
        articles, dated, amounts = self._here, self.ledger.dated, self.ledger.amounts
        width = sys.maxsize if self.table.sheet else self.headers.width
        lines = 0
        for number, cells in self._rows():
            try:
                article = articles[cells[sku].strip()]
                period = dated[cells[day]] - article.base
                amount = amounts[cells[quantity]]
                usual = period >= 0 <= amount and len(cells) <= width
                if usual and (pick is None or pick(cells) == article.seen):
                    article.sums[period] += amount
                    article.row = number
                    lines += 1
                    continue
            except (KeyError, IndexError, OverflowError):  # anything new: the long way
                pass
            self._line(number, cells)
        self.read += lines

    def _rows(self) -> Iterator[Row]:
        """Return the rows below the headers, with nothing in between where there are millions."""
        rows = dropwhile(lambda row: row[0] <= self.headers.last_row, self.table.rows)
        if not self.table.merges:
            return rows
        return self.table.filled(rows, (self.sku.index, self.day.index))

    def _line(self, number: int, cells: Sequence[str]) -> None:
        """Read a line cell by cell."""
        written = cell(cells, self.sku.index).strip()
        sku = visible(written)
        date_text, quantity_text = cell(cells, self.day.index), cell(cells, self.quantity.index)
        day, no_day = _read(read_day, date_text)
        if (day is None or sku not in self._here) and self._is_none(number, sku, cells):
            return
        amount, no_amount = _read(read_quantity, quantity_text)
        at = place(self.table.sheet, number)
        article = self._here[written] = self._article(sku, number, at)
        self.further.note(article, at, cells)
        if no_day:
            fault(article, no_day.key, at, self.day, date_text, **no_day.values)
        if no_amount:
            fault(article, no_amount.key, at, self.quantity, quantity_text, **no_amount.values)
        if surplus(self.table, self.headers, cells):
            fault(article, "surplus", at, self.quantity, quantity_text)
        if day is None:
            return
        period = self.ledger.place(date_text, day, at)  # a bad quantity does not hide its date
        if amount is None:
            return
        self.read += 1
        if len(self.ledger.amounts) < _REMEMBERED:
            self.ledger.amounts[quantity_text] = amount
        if amount < 0:
            article.return_lines += 1
            article.returned -= amount
        try:
            self.ledger.post(article, period, amount)
        except OverflowError:
            fault(article, "sum_range", at, self.quantity, quantity_text)

    def _is_none(self, number: int, sku: str, cells: Sequence[str]) -> bool:
        """Tell whether a line is of no article: a total, headers again, or no code; note that."""
        date_text = cell(cells, self.day.index)
        if not sku and not any(map(is_total, cells)):
            if date_text.strip() and cell(cells, self.quantity.index).strip():
                self.homeless.add(number)
            elif any(text.strip() for text in cells):
                self.skipped.add(number)
            return True
        again = bare(sku) == bare(self.sku.header) and bare(date_text) == bare(self.day.header)
        if not sku or is_total(sku) or again or is_total(date_text):
            self.skipped.add(number)
            return True
        return False

    def _article(self, sku: str, row: int, at: Remark) -> Article:
        """Return the article of a code, noting where it stands."""
        article = self._here.get(sku)
        if article is not None:
            article.row = row
            return article
        known = sku in self.ledger.articles
        self._here[sku] = article = self.ledger.article(sku)
        article.open(self.table, row)
        if not known:
            for sign, key in _NO_CODES.items():
                if sign.fullmatch(sku):
                    fault(article, key, at, self.sku, sku)
        return article


def _read[T](read: Callable[[str], T], text: str) -> tuple[T | None, Unreadable | None]:
    """Return what a cell says, or None and why it cannot be read."""
    try:
        return read(text), None
    except Unreadable as wrong:
        return None, wrong
