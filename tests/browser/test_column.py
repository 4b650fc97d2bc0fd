"""A column of sales, copied from a table and pasted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_calculator import open_ready

HISTORY = "#reorder-history"
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  if (!field.dispatchEvent(paste)) return;
  field.setRangeText(text); // as the browser would
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def said(page: Page) -> str:
    shown = page.locator("[data-pasted] > :not([hidden])").all_text_contents()
    return "".join(shown) if page.locator("[data-pasted]").is_visible() else ""


@pytest.fixture
def empty(page: Page) -> Page:
    """Open the reorder calculator where it takes a history, with none."""
    open_ready(page, "calculators/reorder/")
    page.get_by_role("button", name="清空", exact=True).click()
    page.get_by_label("填每期的历史").check()
    return page


@pytest.mark.parametrize(
    ("copied", "pasted", "told"),
    [
        ("12\r\n15\r\n9\r\n", "12\n15\n9", "粘贴了 3 个数。"),
        ("销量\n12\n15", "12\n15", "粘贴了 2 个数。去掉了表头“销量”。"),
        ("1,200\n980\n1,050.5", "1200\n980\n1050.5", "粘贴了 3 个数。去掉了千位分隔的逗号。"),
        ("12\n\n\n9\n\n", "12\n0\n0\n9", "粘贴了 4 个数。空着的 2 格填成了 0。"),
        ("\n12\n15", "0\n12\n15", "粘贴了 3 个数。空着的 1 格填成了 0。"),
        ("1,200\t980\t1,050", "1200\n980\n1050", "粘贴了 3 个数。去掉了千位分隔的逗号。"),
        (
            "日期\t销量\n2026-03-01\t12\n2026-03-02\t1,015",
            "12\n1015",
            "粘贴了 2 个数。去掉了表头“销量”。去掉了千位分隔的逗号。",
        ),
        (
            "日期\t销量\n3 月 1 日\t12\n3 月 2 日\t15\n合计：\t27\n",
            "12\n15",
            "粘贴了 2 个数。去掉了表头“销量”。“合计：”的那一行没有算进来。",
        ),
    ],
)
def test_what_is_no_number_of_a_column_is_left_out_and_told(
    empty: Page, copied: str, pasted: str, told: str
) -> None:
    empty.locator(HISTORY).evaluate(PASTE, copied)
    assert empty.locator(HISTORY).input_value() == pasted
    assert said(empty) == told
    numbers = [float(number) for number in pasted.split()]
    expect(empty.locator("[data-list=steps]")).to_contain_text(
        f"{sum(numbers):g} ÷ {len(numbers)} "
    )
    empty.locator("#reorder-lead_time").fill("3")
    assert said(empty) == told  # it stays while other fields are filled in
    empty.get_by_role("button", name="清空", exact=True).click()
    assert said(empty) == ""


def test_of_two_columns_of_numbers_none_is_taken(empty: Page) -> None:
    empty.locator(HISTORY).evaluate(PASTE, "数量\t金额\n12\t240\n15\t300")
    assert empty.locator(HISTORY).input_value() == ""
    assert "2 列数" in said(empty)


@pytest.mark.parametrize("copied", ["1,200", "120,115,130", "门店\n销量\n1,200\n980"])
def test_of_commas_that_may_separate_thousands_the_reader_is_told(empty: Page, copied: str) -> None:
    empty.locator(HISTORY).evaluate(PASTE, copied)
    assert empty.locator(HISTORY).input_value() == copied
    expect(empty.get_by_text("如果逗号是千位分隔，请把它去掉")).to_be_visible()
    empty.locator(HISTORY).press("End")
    empty.locator(HISTORY).press_sequentially(" 1")
    assert said(empty) == ""


@pytest.mark.parametrize("copied", ["12, 15, 9", "12,15\n9,8", "12 件\n15 件"])
def test_what_is_no_column_of_numbers_is_pasted_as_it_is(empty: Page, copied: str) -> None:
    empty.locator(HISTORY).evaluate(PASTE, copied)
    assert empty.locator(HISTORY).input_value() == copied
    assert said(empty) == ""


def test_a_second_column_goes_below_the_first(empty: Page) -> None:
    empty.locator(HISTORY).fill("1 2")
    empty.locator(HISTORY).evaluate("(field) => field.setSelectionRange(3, 3)")
    empty.locator(HISTORY).evaluate(PASTE, "3\n4")
    assert empty.locator(HISTORY).input_value() == "1 2\n3\n4"
    empty.locator(HISTORY).evaluate("(field) => field.setSelectionRange(0, 0)")
    empty.locator(HISTORY).evaluate(PASTE, "5\n6")
    assert empty.locator(HISTORY).input_value() == "5\n6\n1 2\n3\n4"
