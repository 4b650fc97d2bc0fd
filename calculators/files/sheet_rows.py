"""The second way through a sheet: its rows, as text, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from calculators.files.cell_texts import date_text, duration_text, iso_text, number_text
from calculators.files.faults import Fault
from calculators.files.merges import LAST_COLUMN, place
from calculators.files.tables import UNSTORED, Merge, Row
from calculators.files.workbook_parts import LONGEST_CELL, Formats, unescaped
from calculators.files.xml_events import Attributes, natural, walk


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
                return iso_text(value)
            case _:  # text written in the cell, the result of a formula, an error
                return unescaped(value)

    def _number(self, style: str, value: str) -> str:
        if style in self.formats.dates:
            return date_text(value, from_1904=self.from_1904)
        if style in self.formats.durations:
            return duration_text(value)
        return number_text(value)


def rows(chunks: Iterable[bytes], book: Book, merges: Sequence[Merge]) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything. Raises Fault."""
    reader = _Reader(book)
    covered = _Covered(merges)
    for _ in walk(reader, chunks):
        for number, cells in reader.ready:
            covered.clear(number, cells)
            yield number, cells
        reader.ready.clear()


@dataclass(slots=True)
class _Reader:
    book: Book
    ready: list[tuple[int, list[str]]] = field(default_factory=list)
    _row: int = 0
    _cells: list[str] = field(default_factory=list)
    _column: int = 0
    _kind: str = "n"
    _style: str = "0"
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _formula: bool = False
    _stored: bool = False
    _taken: bool = False
    _reading: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            reference = attributes.get("r")
            self._column = place(reference)[1] if reference else self._column + 1
            if self._column > LAST_COLUMN:
                raise Fault("damaged")
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._formula = self._stored = False
            self._length = 0
            self._pieces.clear()
        elif name == "v":
            self._taken = self._stored = True
        elif name == "t":
            self._taken = not self._reading
            self._stored = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._reading = True
        elif name == "row":
            written = attributes.get("r")
            self._row = int(written) if written else self._row + 1
            self._column = 0

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._taken = False
        elif name == "c":
            self._cell()
        elif name == "rPh":
            self._reading = False
        elif name == "row" and self._cells:
            self.ready.append((self._row, self._cells))
            self._cells = []

    def text(self, data: str) -> None:
        if self._taken:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise Fault("long_text", row=self._row, most=LONGEST_CELL)

    def _cell(self) -> None:
        value = "".join(self._pieces)
        if value:
            said = self.book.said(self._kind, self._style, value)
        elif self._formula and not (self._stored and self._kind == "str"):
            said = UNSTORED
        else:
            return
        if said:
            cells = self._cells
            cells += [""] * (self._column - len(cells))
            cells[self._column - 1] = said


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
