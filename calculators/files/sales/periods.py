"""Days, weeks and months as counted periods: which one a day lies in, where it begins and ends.

A week is a calendar week from Monday, a month a calendar month. Periods are numbered without gaps,
so that the distance of two is a subtraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

LONGER: Mapping[str, tuple[str, ...]] = {"day": ("week", "month"), "week": ("month",), "month": ()}
SHORTER: Mapping[str, tuple[str, ...]] = {"day": (), "week": ("day",), "month": ("week", "day")}

_WEEK = 7  # 0001-01-01, the first day of Python's calendar, was a Monday
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of one length: `day`, `week` or `month`."""

    code: str

    def of(self, day: date) -> int:
        """Return the number of the period that a day lies in.

        >>> week = Periods("week")
        >>> week.of(date(2026, 3, 9)) - week.of(date(2026, 3, 8))
        1
        """
        if self.code == "month":
            return day.year * _YEAR + day.month - 1
        days = day.toordinal() - 1
        return days // _WEEK if self.code == "week" else days

    def begin(self, number: int) -> date:
        """Return the first day of a period.

        >>> Periods("week").begin(Periods("week").of(date(2026, 3, 8))).isoformat()
        '2026-03-02'
        """
        if self.code == "month":
            return date(number // _YEAR, number % _YEAR + 1, 1)
        return date.fromordinal((number * _WEEK if self.code == "week" else number) + 1)

    def end(self, number: int) -> date:
        """Return the last day of a period.

        >>> Periods("month").end(Periods("month").of(date(2026, 2, 3))).isoformat()
        '2026-02-28'
        """
        return self.begin(number + 1) - timedelta(days=1)

    def count(self, first: date, last: date) -> int:
        """Return over how many periods two days stretch, both included.

        >>> Periods("month").count(date(2025, 12, 31), date(2026, 1, 1))
        2
        """
        return self.of(last) - self.of(first) + 1
