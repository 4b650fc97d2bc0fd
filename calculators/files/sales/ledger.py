"""The sums of sales: of each article, one number a period, held as tightly as can be.

An article holds the periods from its first sale to its last, as 64-bit integers of millionths,
not its lines: ten thousand articles with a year of days take some 30 MB, however many sales.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculators.files.dates import without_time
from calculators.files.remarks import Refused, Remark
from calculators.files.sales.periods import Periods
from calculators.files.tables import Table

_BYTES = 8
_SPARE = 16
_SHARE = 8
_NAMED = 3
_REMEMBERED = 100_000
_MOST = 40_000_000  # periods of all articles together, 320 MB
_ARTICLE = 50  # what an article takes without its periods, counted in periods


@dataclass(slots=True)
class Span:
    """The rows of an article in one table."""

    table: Table
    first: int
    last: int


@dataclass(slots=True)
class Article:
    """What the lines of one article say.

    `sums[n]` belongs to the period `base + n`. `row` is the last row in the table that is being
    read. `given` holds, by the name of a further column, its text and where it stands; `seen` the
    texts of those columns in the last line.
    """

    sku: str
    base: int = 0
    sums: "array[int]" = field(default_factory=lambda: array("q"))
    row: int = 0
    spans: list[Span] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    faults_more: int = 0
    return_lines: int = 0
    returned: int = 0
    given: dict[str, tuple[str, Remark]] = field(default_factory=dict)
    seen: Any = None

    def open(self, table: Table, row: int) -> None:
        """Note that the article stands in a table, from this row on."""
        if self.spans:
            self.spans[-1].last = self.row
        self.spans.append(Span(table, row, row))
        self.row = row

    @property
    def source(self) -> str:
        """The rows that the article is in; in the last table, those up to `row`."""
        lasts = [*(span.last for span in self.spans[:-1]), self.row]
        spans = zip(self.spans, lasts, strict=True)
        return "、".join(span.table.source(span.first, last) for span, last in spans)

    def fault(self, key: str, at: Remark, **values: Any) -> None:
        """Note what is wrong in a row; only the first few are kept, the others counted."""
        if len(self.faults) == _NAMED:
            self.faults_more += 1
        else:
            self.faults.append(Remark.of(f"stock_files.{key}", at=at, **values))

    def add(self, period: int, amount: int) -> None:
        """Add millionths to a period. Raises OverflowError where 64 bits do not hold the sum."""
        if not self.sums:
            self.base = period
        held = len(self.sums)
        room = held // _SHARE + _SPARE  # to spare, so that the next periods find their place
        if period < self.base:
            room = max(room, self.base - period)
            self.sums = array("q", bytes(_BYTES * room)) + self.sums
            self.base -= room
        elif period >= self.base + held:
            room = max(room, period - self.base - held + 1)
            self.sums.frombytes(bytes(_BYTES * room))
        self.sums[period - self.base] += amount

    def over(self, first: int, last: int) -> "array[int]":
        """Return the sums of every period from first to last.

        >>> article = Article("A")
        >>> article.add(7, 5), article.add(5, 1)
        (None, None)
        >>> list(article.over(4, 8))
        [0, 1, 0, 5, 0]
        """
        whole = array("q", bytes(_BYTES * (last - first + 1)))
        begin, end = max(first, self.base), min(last + 1, self.base + len(self.sums))
        if begin < end:
            held = self.sums[begin - self.base : end - self.base]
            whole[begin - first : end - first] = held
        return whole


class Dated(dict[str, int]):
    """The periods of dates, by the texts that stood in lines that could be read.

    >>> dated = Dated()
    >>> dated.remember("2026-03-02 09:30", 7)
    >>> dated["2026-03-02 16:45"]
    7
    """

    def __missing__(self, text: str) -> int:
        """Return the period of a date with a time. Raises KeyError for one that was not read."""
        day = without_time(text)
        if day == text:
            raise KeyError(text)
        return self[day]

    def remember(self, text: str, period: int) -> None:
        """Keep the period of a date; texts that are all different do not fill the memory."""
        if len(self) >= _REMEMBERED:
            self.clear()
        self[without_time(text)] = period


@dataclass(slots=True)
class Ledger:
    """All articles by their codes, in the order of appearance, and the days of their sales.

    `dated` are the periods of days that stood in lines that could be read, `amounts` the
    millionths of quantities, both by their texts. `count` is the number of periods from the first
    of those days to the last.
    """

    periods: Periods
    longest: int
    articles: dict[str, Article] = field(default_factory=dict)
    dated: Dated = field(default_factory=Dated)
    amounts: dict[str, int] = field(default_factory=dict)
    first: tuple[date, Remark] | None = None
    last: tuple[date, Remark] | None = None
    count: int = 0
    _held: int = 0

    def __iter__(self) -> Iterator[Article]:
        """Go through the articles in their order."""
        return iter(self.articles.values())

    def article(self, sku: str) -> Article:
        """Return the article of a code, a new one where there is none."""
        if sku not in self.articles:
            self.articles[sku] = Article(sku)
            self._hold(_ARTICLE)
        return self.articles[sku]

    def place(self, text: str, day: date, at: Remark) -> int:
        """Note the day of a line that can be read; return its period."""
        if text in self.dated:
            return self.dated[text]
        if self.first is None or day < self.first[0]:
            self.first = day, at
        if self.last is None or day > self.last[0]:
            self.last = day, at
        self.count = self.periods.count(self.first[0], self.last[0])
        self.dated.remember(text, self.periods.of(day))
        return self.periods.of(day)

    def post(self, article: Article, period: int, amount: int) -> None:
        """Add a sale to an article. Raises OverflowError as its sums do.

        Once there are more periods than can be answered no more are held.
        """
        if self.count > self.longest:
            return
        before = len(article.sums)
        article.add(period, amount)
        self._hold(len(article.sums) - before)

    def _hold(self, periods: int) -> None:
        self._held += periods
        if self._held > _MOST:
            raise Refused("stock_files.too_large", skus=len(self.articles), count=self.count)
