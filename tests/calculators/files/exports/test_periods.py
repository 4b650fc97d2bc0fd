"""Dates and periods as exports write them."""

from datetime import date

import pytest

from calculators.core.months import Month
from calculators.files.exports.periods import Period, months_named, period_of, weekday_of


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
        "2026年3月考勤月报 打印日期 2026-04-02",
        "打印时间：2026-04-02 2026年3月考勤月报",
        "2026年3月考勤月报 2026-04-02",
        "2026年3月考勤 制表日期：2026年4月",
        "考勤 2026-03 更新于 2026/4/2 08:00",
        "查询时间：2026-03-01 00:00 至 2026-03-31 23:59",
        "查询日期：2026-03",
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
    told = period_of("统计日期：2026-03-09 打印 2026-04-01")
    assert told == Period(date(2026, 3, 9), date(2026, 3, 9))


def test_the_months_that_a_title_names() -> None:
    told = months_named("2026年3月考勤 统计日期：2026年4月1日至2026-04-30 打印：2026-05 2026/3")
    assert told == (Month(2026, 3),)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "考勤表",
        "报表生成时间：2026-04-01",
        "月度汇总 打印时间：2026-04-01",
        "查询时间：2026-04-01 09:30",
        "2026-04-01",
        "填报 2026-04-01 审批 2026-04-02",
        "制作 2026年4月1日 王五",
        "下载日期：2026年4月",
        "2026-13-01 至 2026-13-31",
        "2026年13月",
        "2026-03-31 至 2026-03-01",
    ],
)
def test_a_title_without_a_period(title: str) -> None:
    assert period_of(title) is None
