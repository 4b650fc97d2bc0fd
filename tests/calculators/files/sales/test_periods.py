"""Days, weeks and months as counted periods."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from calculators.files.sales.periods import LONGER, SHORTER, Periods

DAYS = [date(2023, 12, 20) + timedelta(days=number) for number in range(500)]


@pytest.mark.parametrize("code", ["day", "week", "month"])
def test_every_day_lies_in_its_period_and_periods_follow_each_other(code: str) -> None:
    periods = Periods(code)
    for before, day in pairwise(DAYS):
        number = periods.of(day)
        assert periods.begin(number) <= day <= periods.end(number)
        assert number - periods.of(before) == (day == periods.begin(number))


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    for day in DAYS:
        assert Periods("week").begin(Periods("week").of(day)).weekday() == 0
        assert Periods("week").end(Periods("week").of(day)).weekday() == 6
        assert Periods("month").begin(Periods("month").of(day)) == day.replace(day=1)
        assert Periods("day").begin(Periods("day").of(day)) == day


def test_the_other_periods_stand_from_the_nearest() -> None:
    assert LONGER == {"day": ("week", "month"), "week": ("month",), "month": ()}
    assert SHORTER == {"day": (), "week": ("day",), "month": ("week", "day")}
