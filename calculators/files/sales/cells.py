"""What a cell of a sale says: the day that it was on, and the quantity.

Quantities are counted in millionths of a unit, in integers: a sum of millions is exact and small.
"""

import re
from datetime import date
from functools import lru_cache

from calculators.core.numbers import EXACT, half_width, parse
from calculators.core.problems import Problem
from calculators.files.tables import UNSTORED

MILLION = 10**6
_HIGHEST = 10**9 * MILLION
_SHORT = 9  # a whole number of so many digits is below the highest

_WEEKDAY = r"[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?"
_CLOCK = r"(?:上午|下午)?\s*[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\s*(?:[AaPp][Mm])?"
_DATED = re.compile(
    r"(?:"
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"|年\s*(?P<month_word>[0-9]{1,2})月\s*(?P<day_word>[0-9]{1,2})日"
    r"|(?P<month_digits>[0-9]{2})(?P<day_digits>[0-9]{2}))"
    r"|(?P<year_short>[0-9]{2})(?:-(?P<month_short>[0-9]{2})-(?P<day_short>[0-9]{2})"
    r"|年(?P<month_said>[0-9]{1,2})月(?P<day_said>[0-9]{1,2})日)"
    r")"
    rf"(?:\s*{_WEEKDAY})?(?:(?:T|\s+){_CLOCK})?(?:\s*{_WEEKDAY})?"
)
_LONGEST = 40  # longer texts are no dates, and take long to be found none
_TIME = re.compile(_CLOCK)
_YEARS = range(1900, 2200)  # others are slips of the keyboard: 0226, 2926


class Unreadable(ValueError):
    """A cell that cannot be read; the key of the sentence that says why and what to do."""

    def __init__(self, key: str) -> None:
        """Take the key, of the table `stock_files`."""
        super().__init__(key)
        self.key = key


def read_day(text: str) -> date:
    """Return the day that a cell names; a weekday and a time behind it are dropped.

    A year of two digits is one of this century, and stands with `-` or 年 alone: 02/03/26 may be
    the third of February as well. Raises Unreadable.

    >>> [read_day(text).isoformat() for text in ("2026/3/2", "26-03-02 星期一", "2026年3月2日")]
    ['2026-03-02', '2026-03-02', '2026-03-02']
    """
    if len(text) > _LONGEST and len(text.strip()) > _LONGEST:
        raise Unreadable("not_a_date")
    return _day(without_time(text).strip())


def without_time(text: str) -> str:
    """Return a date without the time behind it: times make most texts of a file different ones.

    >>> without_time("2026/3/2 09:30"), without_time("26-03-02 星期一")
    ('2026/3/2', '26-03-02 星期一')
    """
    head, _, behind = text.partition(" ")
    return head if behind and _TIME.fullmatch(behind) else text


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    bare = half_width(text)
    if not bare:
        raise Unreadable("no_date")
    if bare == UNSTORED:
        raise Unreadable("unstored")
    match = _DATED.fullmatch(bare)
    if match is None:
        raise Unreadable("not_a_date")
    year, month, day = (int(part) for part in match.groups() if part and part.isdecimal())
    if match["year_short"]:
        year += 2000
    if year not in _YEARS:
        raise Unreadable("no_such_day")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("no_such_day") from None


def read_quantity(text: str) -> int:
    """Return the millionths of a unit that a cell names, below zero for a return.

    Raises Unreadable for more than 6 decimals, more than 10⁹, and what is no number.

    >>> read_quantity("1,200"), read_quantity("－３.5")
    (1200000000, -3500000)
    """
    if text.isascii() and text.isdigit() and len(text) <= _SHORT:
        return int(text) * MILLION
    bare = half_width(text)
    if not bare:
        raise Unreadable("no_quantity")
    if bare == UNSTORED:
        raise Unreadable("unstored")
    try:
        millionths = EXACT.scaleb(parse(bare), 6)
    except Problem:
        raise Unreadable("not_a_quantity") from None
    if abs(millionths) > _HIGHEST:
        raise Unreadable("quantity_range")
    if millionths != millionths.to_integral_value():
        raise Unreadable("quantity_decimals")
    return int(millionths)
