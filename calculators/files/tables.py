"""A table of text: what a CSV file or a sheet of a workbook holds, before anything is understood.

Every cell is text: a number as a spreadsheet shows it (15 digits at most, no exponent), a date as
`2026-03-02`, a time of a date as `2026-03-02 09:30:00`, true and false as `true` and `false`; an
empty cell is "".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import ClassVar, Self

UNSTORED = "#公式没有存下结果"
"""Stands in the place of a formula whose result the file does not hold: no cell reads like it."""


class ShownPart(str):
    """The text of a date of which a spreadsheet shows the beginning alone.

    Excel makes a date of 2026-03. What takes months or years takes what is shown; all others have
    the day that is stored.
    """

    __slots__ = ()
    _length: ClassVar[int]

    @property
    def shown(self) -> str:
        """The part that is shown.

        >>> ShownMonth("2026-03-01").shown, ShownYear("2026-03-01").shown
        ('2026-03', '2026')
        """
        return self[: self._length]

    def strip(self, _: str | None = None, /) -> Self:
        """Return it as it is: a date has no spaces around it."""
        return self


class ShownMonth(ShownPart):
    """One that shows year and month."""

    __slots__ = ()
    _length = len("2026-03")


class ShownYear(ShownPart):
    """One that shows the year."""

    __slots__ = ()
    _length = len("2026")


type Row = tuple[int, Sequence[str]]
"""A row's number as a spreadsheet shows it, from 1, and its cells; cells at the end may lack."""


def cell(cells: Sequence[str], index: int) -> str:
    """Return the text of a cell (from 0), "" where the row is shorter.

    >>> cell(["A"], 0), cell(["A"], 1)
    ('A', '')
    """
    return cells[index] if index < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, as rows and columns from 1, the last included; the first has the value."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Table:
    """A sheet's name ("" in a text file), its rows, to be gone through once, and what is special.

    Rows without any text may be left out. Merged cells but the first are "". `file` is the name of
    the file, as a sentence shows it. `guessed` tells that its encoding is taken for GB18030, since
    it is no other, `looks_big5` that it is rather Big5: headers that are known make it sure.
    """

    sheet: str
    rows: Iterator[Row]
    file: str = field(default="", kw_only=True)
    guessed: bool = field(default=False, kw_only=True)
    looks_big5: bool = field(default=False, kw_only=True)
    merges: Sequence[Merge] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: bool = False

    def ahead(self, count: int) -> list[Row]:
        """Return the first rows, which stay to be gone through.

        >>> table = Table("", iter([(1, ["a"]), (2, ["b"])]))
        >>> table.ahead(1), list(table.rows)
        ([(1, ['a'])], [(1, ['a']), (2, ['b'])])
        """
        first = list(islice(self.rows, count))
        self.rows = chain(first, self.rows)
        return first

    def source(self, first: int, last: int | None = None) -> str:
        """Return how a row, or rows from first to last, are named: `sheet!row`, or `row`.

        >>> Table("考勤", iter(())).source(5, 9), Table("", iter(())).source(5)
        ('考勤!5-9', '5')
        """
        rows = str(first) if last is None or last == first else f"{first}-{last}"
        return f"{self.sheet}!{rows}" if self.sheet else rows

    def filled(self, rows: Iterable[Row], columns: Iterable[int] | None = None) -> Iterator[Row]:
        """Yield rows with the value of merged cells in each, in some columns (from 0) or all.

        >>> table = Table("", iter(()), [Merge(1, 1, 2, 1)])
        >>> list(table.filled([(1, ["甲", "1"]), (2, ["", "2"])], [0]))
        [(1, ['甲', '1']), (2, ['甲', '2'])]
        """
        if not self.merges:  # nothing in between where there may be millions
            yield from rows
            return
        wanted = None if columns is None else set(columns)
        merges = [m for m in self.merges if wanted is None or m.first_column - 1 in wanted]
        waiting = sorted(merges, key=lambda merge: merge.first_row, reverse=True)
        reaching: list[tuple[Merge, Sequence[int], str]] = []  # with the places to fill in a row
        for number, cells in rows:
            if not reaching and not (waiting and waiting[-1].first_row <= number):
                yield number, cells
                continue
            full = list(cells)
            while waiting and waiting[-1].first_row <= number:
                merge = waiting.pop()
                first = merge.first_column - 1
                value = full[first] if merge.first_row == number and first < len(full) else ""
                places: Sequence[int] = range(first, merge.last_column)
                if wanted is not None:
                    places = [place for place in places if place in wanted]
                reaching.append((merge, places, value))
            reaching = [each for each in reaching if each[0].last_row >= number]
            full += [""] * (max((each[0].last_column for each in reaching), default=0) - len(full))
            for _, places, value in reaching:
                for place in places:
                    full[place] = value
            yield number, full
