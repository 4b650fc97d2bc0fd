"""Dates as exports write them, and the period that a title names."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calculators.core.months import Month

_LONGEST = 60
_LONGEST_TITLE = 5000
WEEKDAYS = "一二三四五六日"
_CLOCK = r"(?:[T ]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_DATE = re.compile(
    r"([0-9]{4}|[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    rf"{_CLOCK} *\(?(?:星期|周|礼拜)?([一二三四五六日天])?\)?"
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜|[\s(]|^)([一二三四五六日天])\)?$")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TO = r" *(?:至|到|~|〜|-|–|—)+ *"
_RANGE = re.compile(
    rf"(?<![0-9])(?:([0-9]{{4}})[-/.年])?([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?{_CLOCK}{_TO}"
    r"(?:([0-9]{4})[-/.年])?(?:([0-9]{1,2})[-/.月])?([0-9]{1,2})日?(?![0-9])"
)
_COMPACT_RANGE = re.compile(
    rf"(?<![0-9])([0-9]{{4}})([0-9]{{2}})([0-9]{{2}}){_TO}"
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])"
)
_FULL = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_TWO_DAYS = re.compile(rf"(?<![0-9]){_FULL}[^0-9]{{1,10}}{_FULL}(?![0-9])")
_ONE_DAY = re.compile(r"(?<![0-9])([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?![0-9])")
_ONE_MONTH = re.compile(r"(?<![0-9])([0-9]{4})[-/.年]([0-9]{1,2})(?![-/.0-9])")
_MADE = re.compile(
    r"(?:生成|制表|导出|创建)(?:时间|日期|于)? *:? *"
    rf"([0-9]{{4}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?{_CLOCK}"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def month(self) -> Month:
        """The month of the first day."""
        return Month(self.first.year, self.first.month)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, where all are in one month."""
        return tuple(day for day in self.month.days if self.first <= day <= self.last)


def halved(text: str) -> str:
    """Return text with full-width letters, digits and signs halved, stripped.

    >>> halved(" ２０２６／３／２　")
    '2026/3/2'
    """
    return unicodedata.normalize("NFKC", text).strip()


def date_of(text: str) -> date | None:
    """Return the date that a cell writes, None for anything else.

    >>> [str(date_of(text)) for text in ("2026/3/2", "25-10-09 星期四", "2026年3月2日")]
    ['2026-03-02', '2025-10-09', '2026-03-02']
    >>> date_of("2026-02-30"), date_of("3月2日")
    (None, None)
    """
    return _date_of(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _date_of(text: str) -> date | None:
    plain = halved(text)
    if match := _COMPACT.fullmatch(plain):
        return _day(*match.groups())
    if match := _DATE.fullmatch(plain):
        return _day(match[1].rjust(4, "_").replace("__", "20"), match[2], match[3])
    return None


def weekday_of(text: str) -> str:
    r"""Return the day of the week that a date or a header of a day names, "" for none.

    >>> weekday_of("25-10-09 星期四"), weekday_of("1\n星期日"), weekday_of("六"), weekday_of("31")
    ('四', '日', '六', '')
    """
    match = _WEEKDAY.search(halved(text[-_LONGEST:]))
    return match[1].replace("天", "日") if match else ""


def period_of(title: str, month: Month | None = None) -> Period | None:
    """Return the period that the text above a table names, None where it names none.

    Of days without a year, the year is the last before the report was made, or that of `month`.

    >>> period_of("月度汇总 统计日期：2026-03-01 至 2026-03-31").last.isoformat()
    '2026-03-31'
    >>> period_of("统计时间:12-01 ～ 12-31 制表时间:2026-01-04 09:00").first.isoformat()
    '2025-12-01'
    >>> period_of("2026年3月考勤").last.isoformat()
    '2026-03-31'
    """
    plain = " ".join(halved(title[:_LONGEST_TITLE]).split())
    made = _MADE.search(plain)
    plain = _MADE.sub(" ", plain)
    if match := _COMPACT_RANGE.search(plain):
        return _period(_day(*match.groups()[:3]), _day(*match.groups()[3:]))
    if match := _RANGE.search(plain):
        return _range(match, made, month)
    if match := _TWO_DAYS.search(plain):
        return _period(_day(*match.groups()[:3]), _day(*match.groups()[3:]))
    if match := _ONE_DAY.search(plain):
        only = _day(*match.groups())
        return _period(only, only)
    if match := _ONE_MONTH.search(plain):
        return _whole(int(match[1]), int(match[2]))
    return None


def _range(match: re.Match[str], made: re.Match[str] | None, month: Month | None) -> Period | None:
    first_year, first_month, first_day, last_year, last_month, last_day = match.groups()
    last_month = last_month or first_month
    year = last_year or first_year or _year(int(last_month), int(last_day), made, month)
    if not year:
        return None
    crossing = not (first_year or last_year) and int(first_month) > int(last_month)
    begun = first_year or (str(int(year) - 1) if crossing else year)
    return _period(_day(begun, first_month, first_day), _day(year, last_month, last_day))


def _year(
    last_month: int, last_day: int, made: re.Match[str] | None, month: Month | None
) -> str | None:
    """Return the year of a period that does not say it."""
    if made is not None:
        later = (last_month, last_day) > (int(made[2]), int(made[3]))
        return str(int(made[1]) - later)
    return None if month is None else str(month.year)


def _day(year: str, month: str, day: str) -> date | None:
    if not year.startswith("20"):  # a slip of the pen, not a month of its own
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _period(first: date | None, last: date | None) -> Period | None:
    return Period(first, last) if first and last and first <= last else None


def _whole(year: int, month: int) -> Period | None:
    try:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None
