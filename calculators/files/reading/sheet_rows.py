"""The second way through a sheet: its rows, as text, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from calculators.files.reading.cell_texts import (
    date_text,
    duration_text,
    iso_text,
    number_text,
    partly_shown,
)
from calculators.files.reading.faults import Fault
from calculators.files.reading.merges import column_of
from calculators.files.reading.workbook_parts import LONGEST_CELL, Formats, Texts, unescaped
from calculators.files.reading.xml_events import Attributes, natural, walk
from calculators.files.tables import UNSTORED, Merge, Row


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of a workbook's sheets refer to."""

    texts: Sequence[str]
    formats: Formats
    from_1904: bool

    def said(self, kind: str, style: str, value: str) -> str:
        """Return what a cell says, by its type and format. Raises Fault for a text that lacks."""
        match kind:
            case "s":
                index = natural(value)
                if index >= len(self.texts):
                    raise Fault("damaged")
                return self.texts[index]
            case "n":
                return self._number(style, value)
            case "b":
                return "true" if value in {"1", "true"} else "false"
            case "d":
                return self._dated(style, iso_text(value))
            case _:  # text written in the cell, the result of a formula, an error
                return unescaped(value)

    def _number(self, style: str, value: str) -> str:
        if style in self.formats.dates:
            return self._dated(style, date_text(value, from_1904=self.from_1904))
        if style in self.formats.durations:
            return duration_text(value)
        return number_text(value)

    def _dated(self, style: str, text: str) -> str:
        part = self.formats.parts.get(style)
        return partly_shown(text, part) if part else text


def rows(chunks: Iterable[bytes], book: Book, merges: Sequence[Merge]) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything. Raises Fault."""
    reader = _Reader(book)
    covered = _Covered(merges)
    for _ in walk(reader, chunks):
        for number, cells in reader.ready:
            covered.clear(number, cells)
            yield number, cells
        reader.ready.clear()


class _Reader(Texts):
    def __init__(self, book: Book) -> None:
        super().__init__()
        self.starts |= {"row": self._start_row, "c": self._start_cell}
        self.starts |= {"v": self._value, "f": self._formula}
        self.ends |= {"row": self._end_row, "c": self._end_cell, "v": self._leave}
        self.ready: list[tuple[int, list[str]]] = []
        self._book = book
        self._row = self._column = 0
        self._cells: list[str] = []
        self._attributes: Attributes = {}
        self._computed = False

    def _start_row(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        self._row = int(written) if written else self._row + 1
        self._column = 0

    def _end_row(self) -> None:
        if self._cells:
            self.ready.append((self._row, self._cells))
            self._cells = []

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = column_of(reference) if reference else self._column + 1
        self._attributes = attributes

    def _value(self, _: Attributes) -> None:
        self._taken = True

    def _formula(self, _: Attributes) -> None:
        self._computed = True

    def _end_cell(self) -> None:
        said = ""
        if self._pieces:
            kind, style = self._attributes.get("t", "n"), self._attributes.get("s", "0")
            said = self._book.said(kind, style, "".join(self._pieces))
            self._pieces.clear()
            self._length = 0
        # The result of a formula may be a text of no length; a number or a date may not.
        elif self._computed and self._attributes.get("t") != "str":
            said = UNSTORED
        self._computed = False
        if said:
            cells, missing = self._cells, self._column - len(self._cells)
            if missing == 1:
                cells.append(said)
            else:  # some before it are empty, or a damaged file goes back
                cells += [""] * missing
                cells[self._column - 1] = said

    def _refuse_length(self) -> None:
        raise Fault("long_text", row=self._row, most=LONGEST_CELL)


class _Covered:
    """Merged cells but the first: whatever a file holds there, no spreadsheet shows it."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._waiting = iter(merges)
        self._next = next(self._waiting, None)
        self._reaching: list[Merge] = []

    def clear(self, row: int, cells: list[str]) -> None:
        if self._next is None and not self._reaching:
            return
        while self._next is not None and self._next.first_row <= row:
            self._reaching.append(self._next)
            self._next = next(self._waiting, None)
        self._reaching = [each for each in self._reaching if each.last_row >= row]
        for each in self._reaching:
            first = each.first_column - (row != each.first_row)
            for column in range(first, min(each.last_column, len(cells))):
                cells[column] = ""
