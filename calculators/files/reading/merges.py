"""Merged cells, as a sheet lists them behind its rows."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from string import ascii_letters

from calculators.files.reading.faults import Fault
from calculators.files.reading.xml_events import natural
from calculators.files.tables import Merge

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_MERGED = 2_000_000
"""Cells of all merges, which whoever goes through the rows goes through too: 20 columns of 100,000
rows, all merged."""
_DIGITS = "0123456789"


class _Columns(dict[str, int]):
    """The columns by their letters, each worked out when it is first met."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= len("XFD")):
            raise Fault("damaged")
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        if number > LAST_COLUMN:
            raise Fault("damaged")
        self[letters] = number
        return number


_COLUMNS = _Columns()


def column_of(cell: str) -> int:
    """Return the column, from 1, of a cell that is named as in a formula. Raises Fault.

    >>> column_of("A1"), column_of("XFD1048576")
    (1, 16384)
    """
    return _COLUMNS[cell.rstrip(_DIGITS)]


def merge(reference: str) -> Merge:
    """Return the merged cells that a reference names. Raises Fault.

    >>> merge("B2:C3")
    Merge(first_row=2, first_column=2, last_row=3, last_column=3)
    """
    first, _, last = reference.replace("$", "").partition(":")
    columns = sorted(column_of(cell) for cell in (first, last or first))
    rows = sorted(natural(cell.lstrip(ascii_letters)) for cell in (first, last or first))
    if not 1 <= rows[0] <= rows[1] <= LAST_ROW:
        raise Fault("damaged")
    return Merge(rows[0], columns[0], rows[1], columns[1])


def usable(merges: Iterable[Merge], last_row: int, last_column: int) -> list[Merge]:
    """Return merged cells from top to bottom, held to the part of a sheet where there is text.

    Of those that overlap, which only damaged files have, the upper left stays, as when a
    spreadsheet repairs them: so no row is in more of them than it has columns. Raises Fault where
    they hold too many cells.

    >>> usable([Merge(1, 1, 900, 900), Merge(2, 2, 3, 3)], 5, 4)
    [Merge(first_row=1, first_column=1, last_row=5, last_column=4)]
    """
    kept: list[Merge] = []
    open_now: list[tuple[int, int]] = []  # columns of those that reach the row, from left to right
    ends: list[tuple[int, tuple[int, int]]] = []
    cells = 0
    for each in sorted(set(merges), key=lambda m: (m.first_row, m.first_column)):
        if each.first_row > last_row or each.first_column > last_column:
            continue
        while ends and ends[0][0] < each.first_row:
            del open_now[bisect_left(open_now, heappop(ends)[1])]
        rows = each.first_row, min(each.last_row, last_row)
        columns = each.first_column, min(each.last_column, last_column)
        if _overlaps(open_now, columns):
            continue
        cells += (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)
        if cells > MOST_MERGED:
            raise Fault("merged", most=MOST_MERGED)
        insort(open_now, columns)
        heappush(ends, (each.last_row, columns))
        kept.append(Merge(rows[0], columns[0], rows[1], columns[1]))
    return kept


def _overlaps(taken: Sequence[tuple[int, int]], columns: tuple[int, int]) -> bool:
    at = bisect_left(taken, columns)
    left = at > 0 and taken[at - 1][1] >= columns[0]
    right = at < len(taken) and taken[at][0] <= columns[1]
    return left or right
