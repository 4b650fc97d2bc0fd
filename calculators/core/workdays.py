"""The official working days of mainland China, a year at a time.

Source: the State Council's notice for each year, in `rules/calendar/<year>.toml`. A year without a
notice has no known working days: nobody can say yet which Sundays will be worked.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from calculators.core.editions import RuleError

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of one year: which weekdays are off and which weekends are worked."""

    year: int
    notice: str
    days_off: Mapping[date, str]
    makeup_workdays: Mapping[date, str]

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
    place = f"rules/calendar/{source.name}"
    try:
        table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
        calendar = _read(year, table)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{place}：不是有效的 TOML 文件（{error}）") from error
    except KeyError as error:
        raise RuleError(f"{place}：缺少 {error.args[0]}，请照前一年的文件写") from error
    _check(calendar, place)
    return calendar


def _read(year: int, table: Mapping[str, Any]) -> WorkCalendar:
    days_off: dict[date, str] = {}
    makeup_workdays: dict[date, str] = {}
    for holiday in table["holidays"]:
        length: int = (holiday["to"] - holiday["from"]).days + 1
        days_off |= {holiday["from"] + timedelta(n): holiday["name"] for n in range(length)}
        makeup_workdays |= dict.fromkeys(holiday["makeup_workdays"], holiday["name"])
    return WorkCalendar(year, table["notice"], days_off, makeup_workdays)


def _check(calendar: WorkCalendar, place: str) -> None:
    """Raise RuleError for what no notice can say, as when last year's file was only renamed."""
    for day, name in (*calendar.days_off.items(), *calendar.makeup_workdays.items()):
        if day.year != calendar.year:
            raise RuleError(f"{place}：{name}的 {day} 不在 {calendar.year} 年，请核对日期")
    for day, name in calendar.makeup_workdays.items():
        if day.weekday() < _SATURDAY or day in calendar.days_off:
            raise RuleError(f"{place}：{name}的调休上班日 {day} 要是放假以外的周六或周日，请核对")
    if str(calendar.year) not in calendar.notice or not calendar.days_off:
        raise RuleError(f"{place}：notice 要写 {calendar.year} 年的放假通知，并列出放假的日子")


def years() -> tuple[int, ...]:
    """Return the years with a calendar, in order.

    >>> years()[0]
    2025
    """
    folder = files("calculators") / "rules" / "calendar"
    return tuple(sorted(int(source.name.removesuffix(".toml")) for source in folder.iterdir()))
