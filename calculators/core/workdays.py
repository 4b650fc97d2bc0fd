"""The official working days of mainland China, a year at a time.

Source: the State Council's notice for each year, in `rules/calendar/<year>.toml`. A year without a
notice has no known working days: nobody can say yet which Sundays will be worked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from calculators.core.editions import RuleError, parse_toml
from calculators.core.lines import Mistake, Place
from calculators.core.months import Month
from calculators.core.problems import Problem

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of one year: which weekdays are off and which weekends are worked."""

    year: int
    days_off: frozenset[date]
    makeup_workdays: frozenset[date]

    def is_workday(self, day: date) -> bool:
        """Tell whether day, of this year, is an official working day.

        >>> work_calendar(2026).is_workday(date(2026, 2, 14))  # a Saturday worked for 春节
        True
        """
        if day.year != self.year:
            raise ValueError(f"{day} is not in {self.year}")
        if day in self.makeup_workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off


@cache
def work_calendar(year: int) -> WorkCalendar | None:
    """Return the calendar of year, or None where no notice has been entered. Raises RuleError.

    >>> work_calendar(2026).is_workday(date(2026, 10, 1)), work_calendar(1999)
    (False, None)
    """
    source = files("calculators") / "rules" / "calendar" / f"{year:04}.toml"
    if not source.is_file():
        return None
    file = f"calculators/rules/calendar/{source.name}"
    table, text = parse_toml(file, source.read_bytes())
    try:
        return _read(year, table)
    except Mistake as mistake:
        raise RuleError(mistake.told(file, text)) from None


@lru_cache(maxsize=64)  # a batch asks for the same month again and again
def workdays_of(month: Month) -> tuple[date, ...] | None:
    """Return the working days of a month, None in a year without a calendar. Raises RuleError.

    >>> len(workdays_of(Month(2026, 2))), workdays_of(Month(1999, 1))
    (16, None)
    """
    calendar = work_calendar(month.year)
    return None if calendar is None else tuple(filter(calendar.is_workday, month.days))


def _read(year: int, table: Mapping[str, Any]) -> WorkCalendar:
    """Return the calendar that a file holds; one that was only renamed is told by its dates."""
    days_off: set[date] = set()
    makeup_workdays: set[date] = set()
    notice = str(_part(table, ("notice",)))
    holidays = _part(table, ("holidays",))
    for number, holiday in enumerate(holidays):
        first, last, worked = _holiday(year, holiday, ("holidays", number))
        days_off |= {first + timedelta(n) for n in range((last - first).days + 1)}
        makeup_workdays |= {*worked}
    for number, holiday in enumerate(holidays):
        for day in holiday["makeup_workdays"]:
            if day.weekday() < _SATURDAY or day in days_off:
                said = f"{holiday['name']}的调休上班日 {day} 要是放假以外的周六或周日，请核对"
                raise Mistake(("holidays", number, "makeup_workdays"), said)
    if str(year) not in notice or not days_off:
        raise Mistake(("notice",), f"notice 要写 {year} 年的放假通知，并列出放假的日子")
    return WorkCalendar(year, frozenset(days_off), frozenset(makeup_workdays))


def _holiday(
    year: int, holiday: Mapping[str, Any], path: tuple[str | int, ...]
) -> tuple[date, date, list[date]]:
    """Return the first and last day off, and the weekend days worked for a holiday."""
    name, first, last, worked = (
        _part(holiday, (*path, key)) for key in ("name", "from", "to", "makeup_workdays")
    )
    for key, days in (("from", [first]), ("to", [last]), ("makeup_workdays", worked)):
        for day in days:
            if not isinstance(day, date):
                said = f"{name}的 {key} 要写日期，例如 {year}-10-01，不加引号"
                raise Mistake((*path, key), said)
            if day.year != year:
                raise Mistake((*path, key), f"{name}的 {day} 不在 {year} 年，请核对日期")
    return first, last, worked


def _part(table: Mapping[str, Any], path: Place) -> Any:
    """Return what stands under the last key of path in its table."""
    key = str(path[-1])
    if key not in table:
        raise Mistake(path, f"缺少 {key}，请照前一年的文件写")
    return table[key]


def years() -> tuple[int, ...]:
    """Return the years with a calendar, in order.

    >>> years()[0]
    2024
    """
    folder = files("calculators") / "rules" / "calendar"
    return tuple(sorted(int(source.name.removesuffix(".toml")) for source in folder.iterdir()))


def is_workday(day: date) -> bool:
    """Tell whether day is an official working day.

    Raises Problem("no_work_calendar") in a year without a notice: it is never guessed.

    >>> is_workday(date(2026, 2, 28)), is_workday(date(2026, 3, 1))
    (True, False)
    """
    calendar = work_calendar(day.year)
    if calendar is None:
        raise Problem("no_work_calendar", year=day.year, years="、".join(map(str, years())))
    return calendar.is_workday(day)


def workday_from(day: date) -> date:
    """Return day, or the first working day after it. Raises Problem("no_work_calendar").

    >>> workday_from(date(2026, 2, 15)).isoformat()
    '2026-02-24'
    """
    while not is_workday(day):
        day += timedelta(1)
    return day


def workday_until(day: date) -> date:
    """Return day, or the last working day before it. Raises Problem("no_work_calendar").

    >>> workday_until(date(2026, 2, 23)).isoformat()
    '2026-02-14'
    """
    while not is_workday(day):
        day -= timedelta(1)
    return day
