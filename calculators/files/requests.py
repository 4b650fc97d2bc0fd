"""One request a row: our template, and any table whose columns are inputs of a calculator."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculators.core.declaration import About
from calculators.files.cell_values import reader
from calculators.files.characters import visible
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.headers import Headers, after, surplus
from calculators.files.identity import ARTICLE, PERSON, is_broken, is_total
from calculators.files.remarks import Remark, place, placed
from calculators.files.tables import UNSTORED, Row, Table, cell

IDENTITY = frozenset((*PERSON, *ARTICLE))


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a table has who a row is about, and the inputs: name, index from 0, how it is read."""

    table: Table
    headers: Headers
    row_about: About
    identity: Mapping[str, int]
    inputs: Sequence[tuple[str, int, str, Callable[[str], Any]]]

    @classmethod
    def of(cls, table: Table, headers: Headers, settings: Settings) -> "Shape":
        """Return the shape that headers describe; the first of two columns of a name counts."""
        kinds = {field.name: field.kind for field in settings.calculator.inputs.fields()}
        first = {column.name: column for column in reversed(headers.columns)}
        return cls(
            table,
            headers,
            settings.calculator.about,
            {name: column.index for name, column in first.items() if name in IDENTITY},
            [
                (name, column.index, column.header, reader(kinds[name]))
                for name, column in first.items()
                if name in kinds
            ],
        )

    def about(self, cells: Sequence[str]) -> Person | str | None:
        """Return who or what a row is about, None where it is about nobody: a total, a blank row.

        What is asked needs nobody's name where answers are about no person and no article.
        """
        named = {name: visible(cell(cells, index)) for name, index in self.identity.items()}
        if any(map(is_total, named.values())):
            return None
        about = named.get("sku", "") if self.row_about == "articles" else Person(**named)
        asked = self.row_about == "requests" and any(
            cell(cells, index).strip() for _, index, *_ in self.inputs
        )
        return about if about or asked or not self.identity else None

    def request(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[Remark]]:
        """Return the inputs that a row has cells for, and what is wrong with cells."""
        request: dict[str, Any] = {}
        problems = [
            Remark.of("batch.no_code", header=name, found=text)
            for name, index in self.identity.items()
            if is_broken(text := cell(cells, index).strip())
        ]
        if count := surplus(self.table, self.headers, cells):
            return {}, [*problems, Remark.of("batch.surplus", count=count)]
        for name, index, header, read in self.inputs:
            text = cell(cells, index).strip()
            if text == UNSTORED:
                problems.append(Remark.of("batch.unstored", header=header))
            elif text:
                request[name] = read(text)
        return request, problems


def entries(
    tables: Sequence[tuple[Table, Headers]], settings: Settings, reading: Reading
) -> Iterator[Entry]:
    """Yield an entry for each row; rows that are about nobody are skipped and counted."""
    for table, headers in tables:
        shape = Shape.of(table, headers, settings)
        total = skipped = 0
        for number, cells in rows(table, headers, shape):
            if not any(cells):
                skipped += bool(cells)  # a line of commas; an empty one is none
                continue
            about = shape.about(cells)
            if about is None:
                skipped += 1
                continue
            total += 1
            request, problems = shape.request(cells)
            yield Entry(
                source=table.source(number),
                about=about,
                request=request,
                problems=[placed(place(table.sheet, number), each) for each in problems],
            )
        reading.add("batch.rows_read", place=place(table.sheet), count=total)
        if skipped:
            reading.add("batch.rows_about_nobody", place=place(table.sheet), count=skipped)


def rows(table: Table, headers: Headers, shape: Shape) -> Iterator[Row]:
    """Yield the rows below headers; a merged name holds for all its rows."""
    return table.filled(after(table, headers), shape.identity.values())
