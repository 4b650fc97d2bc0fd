"""Our working days against an independent list, day by day; calendars that cannot be."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from calculators.core import workdays
from calculators.core.editions import RuleError
from calculators.core.workdays import work_calendar, years
from tests.conftest import ROOT


@pytest.mark.content
@pytest.mark.parametrize("year", years())
def test_every_day_of_a_year_with_a_notice(year: int) -> None:
    work_calendar.cache_clear()
    calendar = work_calendar(year)
    assert calendar is not None
    day = date(year, 1, 1)
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        pytest.skip(f"chinesecalendar does not know {year} yet; raise it in pyproject.toml")
    while day.year == year:
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(1)


def test_a_day_of_another_year_is_no_question_for_a_calendar() -> None:
    calendar = work_calendar(years()[0])
    assert calendar is not None
    with pytest.raises(ValueError, match=r"^1999-12-31 is not in 2024$"):
        calendar.is_workday(date(1999, 12, 31))


def test_a_year_without_a_notice_has_no_calendar() -> None:
    assert work_calendar(years()[-1] + 1) is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder of calendars, read instead of the package's."""
    monkeypatch.setattr(workdays, "files", lambda _: tmp_path)
    work_calendar.cache_clear()
    calendars = tmp_path / "rules" / "calendar"
    calendars.mkdir(parents=True)
    yield calendars
    work_calendar.cache_clear()


@pytest.mark.parametrize(
    ("year", "old", "new", "said"),
    [
        (2027, "", "", "2027.toml 第 7 行：元旦的 2026-01-01 不在 2027 年"),
        (
            2026,
            "[2026-02-14, ",
            "[2026-02-13, ",
            "第 15 行：春节的调休上班日 2026-02-13 要是放假以外的周六或周日",
        ),
        (2026, "[2026-02-14, ", '["2 月 14 日", ', "第 15 行：春节的 makeup_workdays 要写日期"),
        (2026, "[2026-02-14, ", "[2025-02-15, ", "第 15 行：春节的 2025-02-15 不在 2026 年"),
        (2026, "notice", "notify", "第 1 行：缺少 notice"),
        (2026, "to = 2026-02-23", "till = 2026-02-23", "第 11 行：缺少 to"),
        (2026, "to = 2026-02-23", 'to = "2026-02-23"', "第 14 行：春节的 to 要写日期"),
        (2026, "2026年部分", "今年部分", "第 3 行：notice 要写 2026 年的放假通知"),
        (2026, "from = 2026-01-01", "from = 1 月 1 日", "第 7 行：不是有效的 TOML 文件"),
    ],
)
def test_a_calendar_that_cannot_be(folder: Path, year: int, old: str, new: str, said: str) -> None:
    source = ROOT / "calculators" / "rules" / "calendar" / "2026.toml"
    text = source.read_text(encoding="utf-8").replace(old, new, 1)
    (folder / f"{year}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=said):
        work_calendar(year)
