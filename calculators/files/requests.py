"""One request a row: our template, and any table whose columns are inputs of a calculator."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculators.core.kinds import Choice, Day, Kind, MonthOfYear, Start
from calculators.core.numbers import half_width
from calculators.core.rows import Rows
from calculators.core.words import words
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.headers import Headers, after, known
from calculators.files.identity import about_articles
from calculators.files.remarks import Remark, place
from calculators.files.tables import UNSTORED, Row, Table

IDENTITY = frozenset({*known("person").values(), "sku"})
_BETWEEN = re.compile(r"[\n;；]")
_TOTALS = re.compile(r"(合计|总计|小计|共计|总数)[:：]?")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})月?(?:[-/.]?01(?: 00:00:00)?)?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 00:00:00)?")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a table has who a row is about, and the inputs: name, index from 0, how it is read."""

    articles: bool
    identity: Mapping[str, int]
    inputs: Sequence[tuple[str, int, str, Callable[[str], Any]]]

    @classmethod
    def of(cls, headers: Headers, settings: Settings) -> "Shape":
        """Return the shape that headers describe; the first of two columns of a name counts."""
        kinds = {field.name: field.kind for field in settings.inputs.fields()}
        first = {column.name: column for column in reversed(headers.columns)}
        return cls(
            about_articles(settings.calculator),
            {name: column.index for name, column in first.items() if name in IDENTITY},
            [
                (name, column.index, column.header, reader(kinds[name]))
                for name, column in first.items()
                if name in kinds
            ],
        )

    def about(self, cells: Sequence[str]) -> Person | str:
        """Return who or what a row is about; nobody is false."""
        named = {name: _cell(cells, index) for name, index in self.identity.items()}
        if any(_TOTALS.fullmatch(text) for text in named.values()):
            return ""
        return named.get("sku", "") if self.articles else Person(**named)

    def request(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[Remark]]:
        """Return the inputs that a row has cells for, and what is wrong with cells."""
        request: dict[str, Any] = {}
        problems = []
        for name, index, header, read in self.inputs:
            text = _cell(cells, index)
            if text is UNSTORED:
                problems.append(Remark.of("batch.unstored", header=header))
            elif text:
                request[name] = read(text)
        return request, problems


def entries(
    tables: Sequence[tuple[Table, Headers]], settings: Settings, reading: Reading
) -> Iterator[Entry]:
    """Yield an entry for each row; rows that are about nobody are skipped and counted."""
    for table, headers in tables:
        shape = Shape.of(headers, settings)
        total = skipped = 0
        for number, cells in rows(table, headers, shape):
            if not any(cells):
                continue
            about = shape.about(cells)
            if shape.identity and not about:
                skipped += 1
                continue
            total += 1
            request, problems = shape.request(cells)
            yield Entry(
                source=table.source(number), about=about, request=request, problems=problems
            )
        reading.add("batch.rows_read", place=place(table.sheet), count=total)
        if skipped:
            reading.add("batch.rows_about_nobody", place=place(table.sheet), count=skipped)


def rows(table: Table, headers: Headers, shape: Shape) -> Iterator[Row]:
    """Yield the rows below headers; a merged name holds for all its rows."""
    return table.filled(after(table, headers), shape.identity.values())


def reader(kind: Kind[Any]) -> Callable[[str], Any]:
    """Return what brings a cell into the form that a kind reads: months, dates, choices, records.

    >>> reader(MonthOfYear())("2026年3月"), reader(Day())("2026/3/2"), reader(MonthOfYear())("x")
    ('2026-03', '2026-03-02', 'x')
    """
    match kind:
        case MonthOfYear():
            return _month
        case Day():
            return _date
        case Start():
            return _start
        case Choice():
            codes = {words().choice(code): code for code in kind.codes}
            return lambda text: codes.get(text, text)
        case Rows():
            return lambda text: _rows(kind, text)
        case _:
            return str


def _cell(cells: Sequence[str], index: int) -> str:
    text = cells[index] if index < len(cells) else ""
    return text if text is UNSTORED else text.strip()


def _rows(kind: Rows, text: str) -> list[Any]:
    """Return records written a line each; what is none stays text, to be named in a problem."""
    records: list[Any] = []
    for line in filter(None, map(str.strip, _BETWEEN.split(text))):
        try:
            records.append(kind.written(line))
        except ValueError:
            records.append(line)
    return records


def _month(text: str) -> str:
    match = _YEAR_MONTH.fullmatch(half_width(text))
    return f"{match[1]}-{match[2]:0>2}" if match else text


def _date(text: str) -> str:
    match = _DATE.fullmatch(half_width(text))
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else text


def _start(text: str) -> str:
    dated = _date(text)
    return dated if dated != text else _month(text) if "月" in text else text
