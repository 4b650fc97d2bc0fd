"""Our working days against an independent list, day by day."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from calculators.core.workdays import work_calendar


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_a_year_with_a_notice(year: int) -> None:
    calendar = work_calendar(year)
    assert calendar is not None
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(1)


def test_a_year_without_a_notice_has_no_calendar() -> None:
    assert work_calendar(2027) is None
