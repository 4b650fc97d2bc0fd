"""What a reader has typed is there again after a reload and on the way back, until cleared."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_calculator import CHAPTER, SETTLEMENT, open_ready, output

COUNTS = "只填次数"
# What a browser tells a page that it has held back whole.
SHOWN_AGAIN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
REFUSING = {
    "no storage": """Object.defineProperty(window, "sessionStorage", {
      get() { throw new DOMException("denied", "SecurityError"); },
    });""",
    "no room": """Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };""",
}


def test_what_is_typed_is_there_after_a_reload_and_answered_as_the_readers_own(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("90")
    rows = page.locator("[data-rows=events] li")
    for _ in range(4):
        rows.last.get_by_role("button", name="删去").click()
    page.get_by_role("button", name="加一条记录").click()
    rows.last.get_by_label("日期").fill("2026-03-10")
    rows.last.get_by_label("类型").select_option("旷工半天")
    rows.last.get_by_text("更多").click()
    rows.last.locator("[name=approved]").check()
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("3,000.00")
    page.reload()
    expect(page.get_by_text("按你填的计算", exact=True)).to_be_visible()
    assert output(page, "bonus_payable") == "3,000.00"
    expect(page.locator("#settlement-score")).to_have_value("90")
    expect(rows).to_have_count(2)
    expect(rows.last.get_by_label("日期")).to_have_value("2026-03-10")
    expect(rows.last.get_by_label("类型")).to_have_value("absent_half")
    expect(rows.last.locator("[name=approved]")).to_be_checked()


def test_what_is_typed_is_there_on_the_way_back_the_chosen_way_too(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_label(COUNTS).check()
    page.locator("#settlement-full_day_count").fill("2")
    page.goto("lists/glossary/")
    page.go_back()
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("6,000.00")
    expect(page.get_by_label(COUNTS)).to_be_checked()
    page.get_by_label("按日期逐条填").check()  # what stands there is not lost either
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("1,000.00")


def test_what_python_refuses_is_there_again_with_its_problem(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("八十")
    page.reload()
    expect(page.locator("#settlement-score-problem")).to_contain_text("你填的是 八十")
    expect(page.locator(".calculator-answer")).to_be_hidden()  # of the example, which is not asked


def test_a_calculator_in_a_chapter_knows_what_was_typed_and_others_do_not(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("91")
    page.goto(CHAPTER)
    expect(page.locator("#settlement-score")).to_have_value("91")
    page.goto("calculators/bonus/")
    expect(page.locator("#bonus-score")).to_have_value("89.5")
    expect(page.get_by_text("例子的答案", exact=True)).to_be_visible()


def test_clearing_leaves_nothing_of_the_reader_on_the_page_or_in_the_browser(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-monthly_wage").fill("8765.43")
    expect(page.locator(".calculator-answer")).to_contain_text("8,765.43")
    page.get_by_role("button", name="清空", exact=True).click()
    expect(page.get_by_text("还要填：")).to_contain_text("绩效得分")
    expect(page.locator(".calculator-answer")).to_be_hidden()
    assert page.evaluate("JSON.stringify(sessionStorage)").count("entries") == 0
    page.reload()
    expect(page.get_by_text("例子的答案", exact=True)).to_be_visible()
    expect(page.locator("#settlement-monthly_wage")).to_have_value("21750")


def test_after_clearing_the_next_answer_is_shown(page: Page) -> None:
    open_ready(page, "calculators/bonus/")
    page.get_by_role("button", name="清空", exact=True).click()
    for name, text in (("month", "2026-03"), ("bonus_base", "1000"), ("score", "90")):
        page.locator(f"#bonus-{name}").fill(text)
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("1,500.00")
    expect(page.get_by_text("按你填的计算", exact=True)).to_be_visible()


def test_a_page_that_the_browser_held_back_follows_what_was_typed_and_cleared_since(
    page: Page,
) -> None:
    open_ready(page, SETTLEMENT)
    score = page.locator("#settlement-score")
    score.fill("90")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    page.evaluate(
        """() => {
          const key = "entries of settlement";
          sessionStorage.setItem(key, sessionStorage.getItem(key).replace('"90"', '"80"'));
        }"""
    )
    page.evaluate(SHOWN_AGAIN)
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,040.00")
    expect(score).to_have_value("80")
    page.evaluate("sessionStorage.clear()")
    page.evaluate(SHOWN_AGAIN)
    expect(score).to_have_value("")
    expect(page.locator(".calculator-answer")).to_be_hidden()


@pytest.mark.parametrize("refusal", REFUSING.values(), ids=REFUSING.keys())
def test_a_browser_that_refuses_to_keep_anything_does_no_harm(page: Page, refusal: str) -> None:
    page.add_init_script(refusal)
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("90")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    page.evaluate(SHOWN_AGAIN)
    expect(page.locator("#settlement-score")).to_have_value("90")
    page.get_by_role("button", name="清空", exact=True).click()
    expect(page.locator("#settlement-score")).to_have_value("")


@pytest.mark.parametrize("kept", ["{", "null", "7", '{"values": {"score": [1], "gone": "x"}}'])
def test_what_another_edition_of_the_page_kept_does_no_harm(page: Page, kept: str) -> None:
    page.add_init_script(f"sessionStorage.setItem('entries of bonus', {kept!r})")
    open_ready(page, "calculators/bonus/")
    page.locator("#bonus-month").fill("2026-03")
    page.locator("#bonus-bonus_base").fill("1000")
    page.locator("#bonus-score").fill("90")
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("1,500.00")
