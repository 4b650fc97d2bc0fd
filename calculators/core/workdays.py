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
    """Return the calendar of year, or None where no notice has been entered."""
    source = files("calculators") / "rules" / "calendar" / f"{year:04}.toml"
    if not source.is_file():
        return None
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    days_off: dict[date, str] = {}
    makeup_workdays: dict[date, str] = {}
    for holiday in table["holidays"]:
        length: int = (holiday["to"] - holiday["from"]).days + 1
        days_off |= {holiday["from"] + timedelta(n): holiday["name"] for n in range(length)}
        makeup_workdays |= dict.fromkeys(holiday["makeup_workdays"], holiday["name"])
    return WorkCalendar(year, table["notice"], days_off, makeup_workdays)
