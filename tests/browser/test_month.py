"""Attendance entered on the days of a month."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_calculator import SETTLEMENT, open_ready, output


@pytest.fixture
def month(page: Page) -> Locator:
    """Open an empty settlement of March 2026 at its calendar."""
    open_ready(page, SETTLEMENT)
    page.get_by_role("button", name="清空", exact=True).click()
    page.locator("#settlement-month").fill("2026-03")
    return page.locator("handbook-month")


def day(month: Locator, number: int) -> Locator:
    return month.locator("[data-date]").nth(number - 1)


def test_the_example_stands_in_the_calendar(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    dates = [control.input_value() for control in page.locator("li [name=date]").all()]
    happened = page.locator("handbook-month [data-happened]")
    assert [each.get_attribute("data-date") for each in happened.all()] == sorted({*dates})
    page.get_by_role("button", name="删去").first.click()
    assert happened.count() == len({*dates[1:]})


def test_a_month_is_entered_with_taps_and_minutes_alone(page: Page, month: Locator) -> None:
    page.locator("#settlement-monthly_wage").fill("8700")
    page.locator("#settlement-bonus_base").fill("1500")
    page.locator("#settlement-score").fill("85")
    day(month, 9).click()
    expect(month.get_by_text("3月9日星期一")).to_be_visible()
    month.get_by_role("button", name="＋ 迟到").click()
    page.keyboard.type("16")
    day(month, 10).click()
    month.get_by_role("button", name="＋ 旷工半天").click()
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("1,200.00")
    assert output(page, "bonus_deduction") == "540.00"
    tags = [day(month, number).get_attribute("data-tag") for number in (9, 10, 11)]
    assert tags == ["迟", "半", ""]
    expect(day(month, 10)).to_have_accessible_name("3月10日星期二，旷工半天")


def test_a_chosen_day_shows_its_rows_alone(page: Page, month: Locator) -> None:
    for number in (9, 10):
        day(month, number).click()
        month.get_by_role("button", name="＋ 旷工半天").click()
    rows = page.locator("[data-rows=events] li")
    expect(rows.nth(0)).to_be_hidden()
    expect(rows.nth(1)).to_be_visible()
    rows.nth(1).get_by_label("日期").fill("2026-03-09")  # to another day: the choice goes with it
    expect(rows.nth(0)).to_be_visible()
    expect(day(month, 9)).to_have_attribute("aria-pressed", "true")
    day(month, 12).click()
    expect(rows.nth(0)).to_be_hidden()
    month.get_by_role("button", name="看整月的记录").click()
    expect(day(month, 12)).to_be_focused()
    expect(rows.nth(0)).to_be_visible()
    expect(rows.nth(1)).to_be_visible()


def test_a_row_stays_while_its_date_is_typed_and_its_neighbours_button_follows_it(
    page: Page, month: Locator
) -> None:
    for number in (9, 10):
        day(month, number).click()
        month.get_by_role("button", name="＋ 旷工半天").click()
    rows = page.locator("[data-rows=events] li")
    date = rows.nth(1).get_by_label("日期")
    date.fill("2026-04-09")
    expect(rows.nth(0)).to_be_visible()
    expect(rows.nth(1)).to_be_visible()
    date.fill("2026-03-10")
    day(month, 10).click()
    rows.nth(1).get_by_role("button", name="删去").click()
    expect(
        page.get_by_role("button", name="加一条记录")
    ).to_be_focused()  # not a row that is hidden


def test_a_row_that_is_wrong_is_shown_when_the_button_is_pressed(
    page: Page, month: Locator
) -> None:
    for name, text in (("monthly_wage", "8700"), ("bonus_base", "1500"), ("score", "85")):
        page.locator(f"#settlement-{name}").fill(text)
    day(month, 9).click()
    month.get_by_role("button", name="＋ 迟到").click()  # without its minutes
    day(month, 10).click()
    expect(page.locator("[data-rows=events] li")).to_be_hidden()
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator("[data-rows=events] li")).to_be_visible()
    expect(page.locator("#settlement-events-problem")).to_contain_text("第 1 条")
    expect(page.locator("[data-rows=events]")).to_be_focused()


def test_holidays_and_worked_weekends_are_shown_of_each_known_year(
    page: Page, month: Locator
) -> None:
    page.locator("#settlement-month").fill("2026-02")
    assert month.locator("[data-date]").count() == 28
    expect(day(month, 14)).to_have_accessible_name("2月14日星期六，调休上班")
    expect(day(month, 17)).to_have_accessible_name("2月17日星期二，放假")
    assert day(month, 16).get_attribute("data-tag") == "休"
    weeks = [row.locator("td").count() for row in month.locator("tbody tr").all()]
    assert weeks == [7, 7, 7, 7, 6]  # from Sunday the first to Saturday the 28th
    expect(month.get_by_text("看不出哪天放假")).to_be_hidden()
    page.locator("#settlement-month").fill("2031-02")
    expect(month.get_by_text("看不出哪天放假")).to_be_visible()
    page.locator("#settlement-month").fill("")
    expect(month.locator("table")).to_be_hidden()
    expect(month.get_by_text("先填月份")).to_be_visible()


def test_keys_walk_over_the_days(page: Page, month: Locator) -> None:
    day(month, 1).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(day(month, 7)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(month.get_by_text("3月6日星期五")).to_be_visible()
    assert month.locator("[data-date][tabindex='0']").count() == 1


def test_a_month_that_was_kept_is_there_after_a_reload(page: Page, month: Locator) -> None:
    day(month, 9).click()
    month.get_by_role("button", name="＋ 旷工一天").click()
    page.reload()
    expect(day(month, 9)).to_have_accessible_name("3月9日星期一，旷工一天")
