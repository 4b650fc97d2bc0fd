"""Kinds of values: how each is read from text, checked, and written as text again.

A kind stands in the annotation of an input or an output. From it come the form's control, the
command line's option and what a reply holds.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, ClassVar, Never

from calculators.core.months import Month
from calculators.core.numbers import EXACT, half_width, parse, plain, unit
from calculators.core.problems import Problem
from calculators.core.times import BEIJING, read_date, read_instant

_SHOWN = 24
_SHORT = 16
_REPEATED = (str, int)
_NAMED = 5
_BETWEEN = re.compile(r"[\s,;；、]+")
RARE = "rare"
"""Marks an input that few readers need: the form keeps it folded away."""
PERSONAL = "personal"
"""Marks an input that says what somebody earns: a link carries it only where the reader asks so."""


def found(raw: object) -> str:
    """Return what was given, short and printable, to be named in a problem.

    >>> found("1" * 50), found([1, 2]), found(True)
    ('111111111111111111111111…', '[…]', 'true')
    """
    if raw is None or isinstance(raw, bool):
        return {None: "null", True: "true", False: "false"}[raw]
    if isinstance(raw, Mapping):
        return "{…}"
    if isinstance(raw, list | tuple):
        return "[…]"
    written = text_of(raw) if isinstance(raw, int | float | Decimal) else str(raw)
    whole = (written or "").strip()
    shown = whole[:_SHOWN]
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
    return text if shown == whole else text + "…"


def text_of(raw: object) -> str | None:
    """Return a number or text as text, or None for what is neither (true, lists, objects).

    >>> text_of(21750), text_of(" 3 "), text_of(True)
    ('21750', '3', None)
    """
    match raw:
        case str():
            return half_width(raw)
        case Decimal():
            return f"{raw:f}"
        case bool():
            return None
        case int():
            return f"{Decimal(raw):f}"
        case float():
            return repr(raw)
        case _:
            return None


def remembering[T](read: Callable[[object], T]) -> Callable[[object], T]:
    """Return read, which remembers short texts: most cells of a batch say what others said.

    >>> remembering(Count().read)("３")
    3
    """
    remembered = lru_cache(maxsize=1024)(read)

    def reading(raw: object) -> T:
        return remembered(raw) if type(raw) is str and len(raw) <= _SHORT else read(raw)

    return reading


class Kind[T](ABC):
    """How values of one kind cross the border between text and Python."""

    python_type: ClassVar[type]
    control: ClassVar[str]
    """The form's control for this kind."""

    @abstractmethod
    def read(self, raw: object) -> T:
        """Return the value that raw (text, or a JSON value) stands for. Raises Problem."""

    @abstractmethod
    def text(self, value: T) -> Any:
        """Return value as a reply holds it: text, an integer, true or false, a list."""

    def check(self, value: T) -> None:  # noqa: B027  # most kinds allow all of their type
        """Raise Problem where value is of the right type and still not allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Kind[Decimal]):
    """A decimal number between low and high, both included, with so many decimals at most."""

    python_type: ClassVar = Decimal
    control: ClassVar = "number"
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(10**9)
    decimals: int = 6
    step: Decimal | None = None

    def read(self, raw: object) -> Decimal:
        text = text_of(raw)
        if text is None:
            raise Problem("not_a_number", found=found(raw))
        try:
            number = parse(self.bare(text))
        except Problem:
            raise Problem("not_a_number", found=found(raw)) from None
        self.check(number)
        return number

    def bare(self, text: str) -> str:
        """Return text without the signs that this kind's numbers may carry."""
        return text

    def check(self, value: Decimal) -> None:
        if not value.is_finite():
            raise Problem("not_a_number", found=str(value))
        if value < self.low or value > self.high:
            unbounded = self.low == 0 and self.high >= 10**9
            self._refuse(value, "negative" if value < 0 and unbounded else "range")
        if self.step and EXACT.remainder(value, self.step):
            self._refuse(value, "step", step=plain(self.step))
        if value != EXACT.quantize(value, unit(-self.decimals)):  # whatever the caller's context
            self._refuse(value, "decimals", decimals=self.decimals)

    def _refuse(self, value: Decimal, key: str, **values: Any) -> Never:
        low, high = plain(self.low), plain(self.high)
        raise Problem(key, low=low, high=high, found=found(plain(value)), **values)

    def text(self, value: Decimal) -> Any:
        return plain(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Number):
    """An amount in CNY, up to 12 digits before the point and 2 behind it."""

    control: ClassVar = "money"
    high: Decimal = Decimal("999999999999.99")
    decimals: int = 2

    def bare(self, text: str) -> str:
        return text.removeprefix("￥").removeprefix("¥").removesuffix("元").strip()

    def text(self, value: Decimal) -> Any:
        return f"{value or abs(value):.2f}"  # -0 is 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Money):
    """What one unit costs (CNY): finer than amounts that are paid."""

    control: ClassVar = "number"
    low: Decimal = Decimal("0.000001")
    decimals: int = 6

    def text(self, value: Decimal) -> Any:
        return plain(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(Number):
    """A number of days, counted in halves."""

    control: ClassVar = "days"
    step: Decimal | None = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Kind[int]):
    """A whole number between low and high, both included."""

    python_type: ClassVar = int
    control: ClassVar = "count"
    low: int = 0
    high: int = 10**9

    def read(self, raw: object) -> int:
        try:
            number = parse(text_of(raw) or "")
        except Problem:
            raise Problem("not_whole", found=found(raw)) from None
        whole = int(number)
        if number != whole:
            raise Problem("not_whole", found=found(raw))
        self.check(whole)
        return whole

    def check(self, value: int) -> None:
        if not self.low <= value <= self.high:
            Number(low=Decimal(self.low), high=Decimal(self.high)).check(Decimal(value))

    def text(self, value: int) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class Flag(Kind[bool]):
    """True or false."""

    python_type: ClassVar = bool
    control: ClassVar = "flag"

    def read(self, raw: object) -> bool:
        if isinstance(raw, bool):
            return raw
        text = text_of(raw)
        if text not in {"true", "false"}:
            raise Problem("not_a_flag", found=found(raw))
        return text == "true"

    def text(self, value: bool) -> Any:  # noqa: FBT001  # the value is the flag
        return value


@dataclass(frozen=True, slots=True)
class Choice(Kind[str]):
    """One of a few codes; the catalogue of words has a label for each (`choices.<code>`)."""

    python_type: ClassVar = str
    control: ClassVar = "choice"
    codes: tuple[str, ...] = ()

    def read(self, raw: object) -> str:
        text = text_of(raw)
        if text is None:
            raise Problem("not_a_choice", codes=self.codes, found=found(raw))
        self.check(text)
        return text

    def check(self, value: str) -> None:
        if self.codes and value not in self.codes:
            raise Problem("not_a_choice", codes=self.codes, found=found(value))

    def text(self, value: str) -> Any:
        return value


@dataclass(frozen=True, slots=True)
class MonthOfYear(Kind[Month]):
    """A month, `YYYY-MM`."""

    python_type: ClassVar = Month
    control: ClassVar = "month"

    def read(self, raw: object) -> Month:
        try:
            return Month.parse(text_of(raw) or "")
        except ValueError:
            raise Problem("not_a_month", found=found(raw)) from None

    def text(self, value: Month) -> Any:
        return str(value)


@dataclass(frozen=True, slots=True)
class Day(Kind[date]):
    """A date, `YYYY-MM-DD`."""

    python_type: ClassVar = date
    control: ClassVar = "date"

    def read(self, raw: object) -> date:
        try:
            return read_date(text_of(raw) or "")
        except ValueError:
            raise Problem("not_a_date", found=found(raw)) from None

    def text(self, value: date) -> Any:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class Instant(Kind[datetime]):
    """An instant to the second, written in Beijing time with its offset."""

    python_type: ClassVar = datetime
    control: ClassVar = "instant"

    def read(self, raw: object) -> datetime:
        try:
            return read_instant(text_of(raw) or "")
        except ValueError:
            raise Problem("not_an_instant", found=found(raw)) from None

    def text(self, value: datetime) -> Any:
        return value.astimezone(BEIJING).isoformat()


@dataclass(frozen=True, slots=True)
class Start(Kind[str]):
    """From when something counts: an instant, a date, a month, a year or a quarter, as text.

    Which of them another input decides, so a declaration with this kind checks the form itself.
    Full-width digits stay as they are, to be named in the problem.
    """

    python_type: ClassVar = str
    control: ClassVar = "start"

    def read(self, raw: object) -> str:
        text = raw if isinstance(raw, str) else text_of(raw)
        if text is None:
            raise Problem("not_a_start", found=found(raw))
        return text.strip()

    def text(self, value: str) -> Any:
        try:
            return read_instant(value).isoformat()
        except ValueError:
            return value


@cache  # of the few kinds that are declared
def _item_reader(item: Number) -> Callable[[object], Decimal]:
    return remembering(item.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Kind[tuple[Decimal, ...]]):
    """Numbers in the order of time: a list, or text with commas, spaces or line ends between.

    >>> Series().read("12，15 9、０")
    (Decimal('12'), Decimal('15'), Decimal('9'), Decimal('0'))
    """

    python_type: ClassVar = tuple
    control: ClassVar = "series"
    item: Number = Number(decimals=20)
    shortest: int = 2
    longest: int = 5000

    def read(self, raw: object) -> tuple[Decimal, ...]:
        if isinstance(raw, list | tuple):
            items: list[object] = list(raw)
        elif isinstance(raw, str):
            separated = half_width(raw)
            items = [each for each in _BETWEEN.split(separated) if each]
        else:
            raise Problem("not_a_series", found=found(raw))
        self._check_length(len(items))
        numbers: list[Decimal] = []
        wrong: dict[int, object] = {}
        read_item = _item_reader(self.item)
        read: dict[object, Decimal] = {}  # a history has few numbers that differ
        for place, each in enumerate(items, 1):
            known = read.get(each) if type(each) in _REPEATED else None
            if known is None:
                try:
                    known = read_item(each)
                except Problem:
                    wrong[place] = each
                    continue
                if type(each) in _REPEATED:
                    read[each] = known
            numbers.append(known)
        self._refuse(wrong)
        return tuple(numbers)

    def check(self, value: tuple[Decimal, ...]) -> None:
        for each in value:
            if not isinstance(each, Decimal):
                raise TypeError(f"expected Decimal, got {type(each).__name__}")
        self._check_length(len(value))
        self._refuse({n: x for n, x in enumerate(value, 1) if not self._fits(x)})

    def _fits(self, number: Decimal) -> bool:
        try:
            self.item.check(number)
        except Problem:
            return False
        return True

    def _check_length(self, length: int) -> None:
        if length < self.shortest:
            raise Problem("series_too_short", shortest=self.shortest, found=length)
        if length > self.longest:
            raise Problem("too_many_rows", longest=self.longest, found=length)

    def _refuse(self, wrong: Mapping[int, object]) -> None:
        """Raise Problem for items that are no number: the first few by place, the first in full."""
        if not wrong:
            return
        places = [str(place) for place in wrong]
        more = "…" if len(places) > _NAMED else ""
        numbers = "、".join(places[:_NAMED]) + more
        raise Problem("series_items", numbers=numbers, found=found(next(iter(wrong.values()))))

    def text(self, value: tuple[Decimal, ...]) -> Any:
        return [plain(each) for each in value]
