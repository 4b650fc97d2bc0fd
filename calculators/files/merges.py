"""Merged cells, as a sheet lists them behind its rows."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import heappop, heappush

from calculators.files.faults import Fault
from calculators.files.tables import Merge

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def place(cell: str) -> tuple[int, int]:
    """Return row and column, from 1, of a cell that is named as in a formula. Raises Fault.

    >>> place("A1"), place("XFD1048576")
    ((1, 1), (1048576, 16384))
    """
    match = _CELL.fullmatch(cell)
    if match is None:
        raise Fault("damaged")
    row, column = int(match[2]), _column(match[1])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise Fault("damaged")
    return row, column


def merge(reference: str) -> Merge:
    """Return the merged cells that a reference names. Raises Fault.

    >>> merge("B2:C3")
    Merge(first_row=2, first_column=2, last_row=3, last_column=3)
    """
    first, _, last = reference.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def usable(merges: Iterable[Merge], last_row: int, last_column: int) -> list[Merge]:
    """Return merged cells from top to bottom, held to the part of a sheet where there is text.

    Of those that overlap, which only damaged files have, the upper left stays, as when a
    spreadsheet repairs them: so no row is in more of them than it has columns.

    >>> usable([Merge(1, 1, 900, 900), Merge(2, 2, 3, 3)], 5, 4)
    [Merge(first_row=1, first_column=1, last_row=5, last_column=4)]
    """
    kept: list[Merge] = []
    open_now: list[tuple[int, int]] = []  # columns of those that reach the row, from left to right
    ends: list[tuple[int, tuple[int, int]]] = []
    for each in sorted(set(merges), key=lambda m: (m.first_row, m.first_column)):
        if each.first_row > last_row or each.first_column > last_column:
            continue
        while ends and ends[0][0] < each.first_row:
            open_now.remove(heappop(ends)[1])
        columns = each.first_column, min(each.last_column, last_column)
        if _overlaps(open_now, columns):
            continue
        insort(open_now, columns)
        heappush(ends, (each.last_row, columns))
        kept.append(Merge(each.first_row, columns[0], min(each.last_row, last_row), columns[1]))
    return kept


def _overlaps(taken: Sequence[tuple[int, int]], columns: tuple[int, int]) -> bool:
    at = bisect_left(taken, columns)
    left = at > 0 and taken[at - 1][1] >= columns[0]
    right = at < len(taken) and taken[at][0] <= columns[1]
    return left or right
