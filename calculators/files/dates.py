"""Days and months as the cells of any file write them.

One strict reading for attendance, sales and requests: what two people may read differently, as
02/03/26, is no date.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from calculators.core.months import Month
from calculators.core.numbers import half_width
from calculators.files.tables import UNSTORED, ShownPart

_DAY_NAME = "[一二三四五六日天]"
_WEEKDAY = (
    rf"(?:[(（](?:星期|周|礼拜)?{_DAY_NAME}[)）]|(?:星期|周|礼拜){_DAY_NAME}|(?<=\s){_DAY_NAME})"
)
_CLOCK = r"(?:上午|下午)?\s*[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\s*(?:[AaPp][Mm])?"
_DATED = re.compile(
    r"(?:"
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"|年\s*(?P<month_word>[0-9]{1,2})月\s*(?P<day_word>[0-9]{1,2})日?"
    r"|(?P<month_digits>[0-9]{2})(?P<day_digits>[0-9]{2}))"
    r"|(?P<year_short>[0-9]{2})(?:-(?P<month_short>[0-9]{2})-(?P<day_short>[0-9]{2})"
    r"|年(?P<month_said>[0-9]{1,2})月(?P<day_said>[0-9]{1,2})日?)"
    r")"
    rf"(?:\s*{_WEEKDAY})?(?:(?:T|\s+){_CLOCK})?(?:\s*{_WEEKDAY})?"
)
_MONTH = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/](?P<month>[0-9]{1,2})|年\s*(?P<month_word>[0-9]{1,2})(?:月份?)?"
    r"|(?P<month_digits>[0-9]{2})"
    r"|\.(?P<month_pointed>[0-9]{2}))"  # the number 2026.10 is stored as 2026.1
)
_LONGEST = 40  # longer texts are no dates, and take long to be found none
_TIME = re.compile(_CLOCK)
YEARS = range(1900, 2200)  # others are slips of the keyboard: 0226, 2926


class Unreadable(ValueError):
    """A cell that cannot be read; the key says why."""

    def __init__(self, key: str, **values: Any) -> None:
        """Take the key, of a sentence that says what to do, and the values that it names."""
        super().__init__(key)
        self.key = key
        self.values = values


def read_day(text: str) -> date:
    """Return the day that a cell names; a weekday and a time behind it are dropped.

    A year of two digits is one of this century, and stands with `-` or 年 alone: 02/03/26 may be
    the third of February as well. Raises Unreadable with `no_date` (an empty cell), `unstored`,
    `not_a_date` or `no_such_day`.

    >>> [read_day(text).isoformat() for text in ("2026/3/2", "26-03-02 星期一", "2026年3月2日")]
    ['2026-03-02', '2026-03-02', '2026-03-02']
    """
    if len(text) > _LONGEST and len(text.strip()) > _LONGEST:
        raise Unreadable("not_a_date")
    return _day(without_time(text).strip())


def day_in(text: str) -> date | None:
    """Return the day that a cell names, None for anything else.

    >>> str(day_in("25-10-09 星期四")), day_in("2026-02-30"), day_in("3月2日")
    ('2025-10-09', None, None)
    """
    try:
        return read_day(text)
    except Unreadable:
        return None


def without_time(text: str) -> str:
    """Return a date without the time behind it: times make most texts of a file different ones.

    >>> without_time("2026/3/2 09:30"), without_time("26-03-02 星期一")
    ('2026/3/2', '26-03-02 星期一')
    """
    head, _, behind = text.partition(" ")
    return head if behind and _TIME.fullmatch(behind) else text


def month_of(text: str) -> Month | None:
    """Return the month that a cell shows, or the first day of which it names; None for others.

    >>> [str(month_of(text)) for text in ("2026年3月", "202603", "2026.03", "2026-03-01")]
    ['2026-03', '2026-03', '2026-03', '2026-03']
    >>> month_of("2026.1"), month_of("2026-03-15"), month_of("2026-13")
    (None, None, None)
    """
    if len(text) > _LONGEST and len(text.strip()) > _LONGEST:
        return None
    return _month(text.shown if isinstance(text, ShownPart) else text.strip())


@lru_cache(maxsize=1024)
def _month(text: str) -> Month | None:
    match = _MONTH.fullmatch(half_width(text))
    if match is None:
        day = day_in(text)
        return Month(day.year, day.month) if day and day.day == 1 else None
    year, month = (int(part) for part in match.groups() if part)
    try:
        return Month(year, month) if year in YEARS else None
    except ValueError:
        return None


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
    try:
        if year in YEARS:
            return date(year, month, day)
    except ValueError:
        pass  # 30 February
    raise Unreadable("no_such_day", first_year=YEARS[0], last_year=YEARS[-1])
