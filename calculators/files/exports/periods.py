"""Dates and weekdays of an export, and the period that its title names."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from calculators.core.months import Month
from calculators.files.characters import normalized
from calculators.files.dates import day_in

_LONGEST = 60
_LONGEST_TITLE = 5000
_LONGEST_MONTH = 31
_CENTURY = range(2000, 2100)
WEEKDAYS = "一二三四五六日"
_CLOCK = r"(?:[T ]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_WEEKDAY = re.compile(r"(?:星期|周|礼拜|[\s(]|^)([一二三四五六日天])\)?$")
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
_TWO_DAYS = re.compile(
    rf"(?<![0-9]){_FULL}{_CLOCK}(?: +|[ ,;]*(?:结束|截止|终止|止)[^0-9]{{0,6}}){_FULL}(?![0-9])"
)
_ONE_DAY = re.compile(rf"统计(?:时间|日期)? *:? *{_FULL}(?![0-9])")
_ONE_MONTH = re.compile(r"(?<![0-9])([0-9]{4})[-/.年] *([0-9]{1,2})(?![-/.0-9]|月 *[0-9]{1,2} *日)")
# When the report was made; 查询 before a month, or before two days, names what it is about.
_MADE = re.compile(
    r"(?:生成|制表|制作|填表|导出|创建|打印|更新|下载|查询(?=[^0-9]{0,6}[0-9]{4}[-/.年][0-9]+[-/.月][0-9]))"
    r"(?:时间|日期|于)? *:? *(?P<year>[0-9]{4})[-/.年] *(?P<month>[0-9]{1,2}+)"
    rf"(?:[-/.月] *(?P<day>[0-9]{{1,2}}+))?+[月日]?+(?!{_CLOCK}{_TO}[0-9]){_CLOCK}"
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


def date_of(text: str) -> date | None:
    """Return the date that a cell writes, None for anything else.

    Another century is a slip of the pen, not a month of its own: it would refuse the whole file.

    >>> str(date_of("25-10-09 星期四")), date_of("2126-03-02")
    ('2025-10-09', None)
    """
    day = day_in(text)
    return day if day and day.year in _CENTURY else None


def weekday_of(text: str) -> str:
    r"""Return the day of the week that a date or a header of a day names, "" for none.

    >>> weekday_of("25-10-09 星期四"), weekday_of("1\n星期日"), weekday_of("六"), weekday_of("31")
    ('四', '日', '六', '')
    """
    match = _WEEKDAY.search(normalized(text[-_LONGEST:]))
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
    plain, made = _said(title)
    if match := _COMPACT_RANGE.search(plain):
        return _period(_day(*match.groups()[:3]), _day(*match.groups()[3:]))
    if match := _RANGE.search(plain):
        return _range(match, made, month)
    if match := _TWO_DAYS.search(plain):
        return _period(_day(*match.groups()[:3]), _day(*match.groups()[3:]))
    if match := _ONE_MONTH.search(plain):
        return _whole(int(match[1]), int(match[2]))
    if match := _ONE_DAY.search(plain):
        only = _day(*match.groups())
        return _period(only, only)
    return None


def months_named(title: str) -> tuple[Month, ...]:
    """Return the months that a title names as such, each once: not days, not when it was made.

    >>> [str(month) for month in months_named("2026年3月考勤 2026-04 导出时间：2026-05-02")]
    ['2026-03', '2026-04']
    """
    named = _ONE_MONTH.findall(_said(title)[0])
    whole = (_whole(int(year), int(month)) for year, month in named)
    return tuple(dict.fromkeys(period.month for period in whole if period))


def _said(title: str) -> tuple[str, re.Match[str] | None]:
    """Return a title without the dates of its making, and the first of those."""
    plain = " ".join(normalized(title[:_LONGEST_TITLE]).split())
    return _MADE.sub(" ", plain), _MADE.search(plain)


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
        day = int(made["day"] or _LONGEST_MONTH)
        later = (last_month, last_day) > (int(made["month"]), day)
        return str(int(made["year"]) - later)
    return None if month is None else str(month.year)


def _day(year: str, month: str, day: str) -> date | None:
    if int(year) not in _CENTURY:
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
