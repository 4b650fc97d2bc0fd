"""Dates and periods as exports write them."""

from datetime import date

import pytest

from calculators.core.months import Month
from calculators.files.exports.periods import Period, date_of, period_of, weekday_of


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026-03-02 00:00:00",
        "2026-03-02T09:30:00",
        "2026/3/2",
        "2026/03/02 9:30",
        "2026.3.2",
        "2026年3月2日",
        "2026年03月02日 星期一",
        "26-03-02 星期一",
        "26-03-02（周一）",
        "２０２６／３／２",
        "20260302",
        " 2026-03-02 ",
    ],
)
def test_a_date_in_every_form(text: str) -> None:
    assert date_of(text) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "20260230",
        "3月2日",
        "46083",
        "合计",
        "2026-03",
        "2026-03-02 到",
        "09:30",
        "-",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert date_of(text) is None


def test_the_weekday_that_a_date_or_header_names() -> None:
    named = [
        weekday_of(text) for text in ("25-10-09 星期四", "1\n星期天", "(周日)", "六", "31", "")
    ]
    assert named == ["四", "日", "日", "六", "", ""]


@pytest.mark.parametrize(
    "title",
    [
        "月度汇总 统计日期：2026-03-01 至 2026-03-31",
        "月度汇总 统计日期：2026-03-01 至 2026-03-31 报表生成时间：2026-04-01 09:00",
        "报表生成时间：2026-04-01 09:00 统计日期：2026-03-01至2026-03-31",
        "统计日期：2026/3/1~2026/3/31",
        "统计日期：2026.03.01-2026.03.31",
        "统计日期 2026年3月1日—2026年3月31日",
        "2026年3月1日至3月31日",
        "2026年3月1日至31日",
        "2026-03-01 00:00 至 2026-03-31 23:59",
        "考勤20260301-20260331",
        "上下班打卡_月报 统计时间:03-01 ～ 03-31 制表时间:2026-04-02 10:00",
        "开始日期：2026-03-01 结束日期：2026-03-31",
        "统计日期 2026-03-01 2026-03-31",
        "2026年3月考勤",
        "考勤月份：2026-03",
        "2026/03 月报",
    ],
)
def test_a_whole_month_in_every_form(title: str) -> None:
    assert period_of(title) == Period(date(2026, 3, 1), date(2026, 3, 31))


def test_days_without_a_year() -> None:
    told = "统计时间:12-01 ～ 12-31"
    assert period_of(told) is None
    assert period_of(told, Month(2025, 12)) == Period(date(2025, 12, 1), date(2025, 12, 31))
    made = period_of(f"{told} 制表时间:2026-01-04", Month(2027, 12))
    assert made == Period(date(2025, 12, 1), date(2025, 12, 31))
    crossing = period_of("统计时间:12-26 ～ 01-25 制表时间:2026-02-01")
    assert crossing == Period(date(2025, 12, 26), date(2026, 1, 25))


def test_a_period_of_days() -> None:
    some = period_of("2026-03-09 至 2026-03-11")
    assert some is not None
    assert [day.day for day in some.days] == [9, 10, 11]
    assert period_of("2026-03-09") == Period(date(2026, 3, 9), date(2026, 3, 9))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "考勤表",
        "报表生成时间：2026-04-01",
        "2026-13-01 至 2026-13-31",
        "2026年13月",
        "2026-03-31 至 2026-03-01",
    ],
)
def test_a_title_without_a_period(title: str) -> None:
    assert period_of(title) is None
