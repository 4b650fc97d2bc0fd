"""A first way through a sheet: how large it is, what is merged and what is hidden.

Merged cells stand behind the rows, so a sheet is gone through twice rather than held in memory; and
what is broken or too large is known before the first row is handed out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from calculators.files.reading.archives import Archive
from calculators.files.reading.faults import Fault
from calculators.files.reading.merges import LAST_COLUMN, LAST_ROW, column_of, merge, usable
from calculators.files.reading.xml_events import Attributes, Part, natural, read
from calculators.files.tables import Merge

MOST_CELLS = 5_000_000
"""Cells of a sheet, empty ones between others counted: 1,048,576 rows of three are 3.1 million."""
MOST_MERGES = 500_000
_YES = {"1", "true"}


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a sheet before its rows are read; a sheet without text has no last row."""

    last_row: int
    last_column: int
    merges: list[Merge]
    hidden_rows: list[int]
    hidden_columns: list[int]


def survey(archive: Archive, member: str) -> Survey:
    """Go through a sheet. Raises Fault for one that is damaged or too large."""
    if archive.size(member) > MOST_CELLS * len("<c/>"):
        _refuse_crowd(archive.chunks(member))
    seen = read(_Seen(), archive.chunks(member))
    last_row, last_column = seen.last_row, seen.last_column
    hidden = {
        column
        for first, last in seen.hidden_columns
        for column in range(first, min(last, last_column) + 1)
    }
    return Survey(
        last_row,
        last_column,
        usable(seen.merges, last_row, last_column),
        [row for row in seen.hidden_rows if row <= last_row],
        sorted(hidden),
    )


def _refuse_crowd(chunks: Iterable[bytes]) -> None:
    """Refuse what plainly has too many cells: to parse that many takes ten times as long."""
    count = 0
    for chunk in chunks:
        count += chunk.count(b"<c ") + chunk.count(b"<c>") + chunk.count(b"<c/")
        if count > MOST_CELLS:
            raise Fault("cells", most=MOST_CELLS)


class _Seen(Part):
    def __init__(self) -> None:
        super().__init__()
        self.starts = {
            "c": self._cell,
            "v": self._filled,
            "is": self._filled,
            "f": self._filled,
            "row": self._start_row,
            "mergeCell": self._merge,
            "col": self._columns,
        }
        self.merges: list[Merge] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.last_row = self.last_column = 0
        self._row = self._column = self._width = self._cells = self._spread = 0

    def _cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = column_of(reference) if reference else self._column + 1
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Fault("cells", most=MOST_CELLS)

    def _filled(self, _: Attributes) -> None:
        """Note that a cell holds something; the empty ones before it are held with it."""
        if self._column > self._width:
            self._spread += self._column - self._width
            self._width = self._column
            self.last_row = self._row
            self.last_column = max(self.last_column, self._width)
            if self._spread > MOST_CELLS:
                raise Fault("cells", most=MOST_CELLS)

    def _start_row(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        row = _within(written, LAST_ROW) if written else self._row + 1
        if row <= self._row:
            raise Fault("damaged")
        self._row, self._column, self._width = row, 0, 0
        if attributes.get("hidden") in _YES:
            self.hidden_rows.append(row)

    def _merge(self, attributes: Attributes) -> None:
        self.merges.append(merge(attributes.get("ref", "")))
        if len(self.merges) > MOST_MERGES:
            raise Fault("merges", most=MOST_MERGES)

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _YES:
            first, last = (_within(attributes.get(end), LAST_COLUMN) for end in ("min", "max"))
            self.hidden_columns.append((first, last))
            if len(self.hidden_columns) > LAST_COLUMN:
                raise Fault("damaged")


def _within(written: str | None, most: int) -> int:
    number = natural(written)
    if not 1 <= number <= most:
        raise Fault("damaged")
    return number
