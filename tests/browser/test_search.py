"""The theme's search box with what answers it: when it loads, what results show, how it is used."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server

PAGE = "how-to-use/"
INDEX = "/search/documents.json"


def box(page: Page) -> Locator:
    return page.locator("[data-md-component=search-query]")


def items(page: Page) -> Locator:
    return page.locator(".md-search-result__item")


def status(page: Page) -> Locator:
    return page.locator(".md-search-result__meta")


def search(page: Page, query: str) -> None:
    opener = page.locator("label[for=__search]").first  # not on wide screens
    (opener if opener.is_visible() else box(page)).click()
    box(page).press_sequentially(query)
    expect(items(page).first).to_be_visible()


def asked(server: Server) -> int:
    return sum(path.endswith(INDEX) for path in server.asked)


def test_the_index_is_loaded_when_the_box_is_touched(page: Page, server: Server) -> None:
    page.goto("calculators/bonus/")
    expect(page.get_by_text("可以算了")).to_be_visible()
    assert not asked(server)
    with page.expect_response(re.compile(INDEX)):
        page.locator("label[for=__search]").first.click()
    expect(box(page)).to_have_value("")
    box(page).press_sequentially("绩效奖金")
    expect(items(page).first).to_be_visible()
    expect(status(page)).to_contain_text("符合条件")
    assert asked(server) == 1


def test_an_index_that_was_lost_is_loaded_at_the_next_key(page: Page, server: Server) -> None:
    server.lose(INDEX)
    page.goto(PAGE)
    with page.expect_console_message(lambda message: "503" in message.text):
        page.locator("label[for=__search]").first.click()
    box(page).press_sequentially("绩")
    expect(status(page)).to_have_text("搜索出了问题")
    server.mend()
    box(page).press_sequentially("效")
    expect(status(page)).to_contain_text("符合条件")


def test_a_result_is_the_clause_with_its_manual_its_sentence_and_its_calculator(page: Page) -> None:
    page.goto(PAGE)
    search(page, "迟到扣钱")
    clause, calculator = items(page).first.locator("a").all()
    expect(clause.locator(".search-where")).to_contain_text("商业运营")
    expect(clause.locator(".search-name")).to_have_text("4.1.2 迟到与早退")
    expect(clause.locator(".search-sentence mark").first).to_have_text(re.compile("迟到|扣"))
    expect(calculator).to_have_text("算一算：考勤扣罚")
    calculator.click()
    expect(page).to_have_url(re.compile(r"/calculators/attendance/\?h=#attendance-month$"))


def test_a_result_opens_its_clause_with_what_was_found_marked(page: Page) -> None:
    page.goto(PAGE)
    search(page, "迟到扣钱")
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/4-management-systems/\?h=.*#co-4-1-2$"))
    expect(page.locator(".md-content mark").first).to_have_text("迟到")
    expect(page.locator("#co-4-1-2")).to_be_in_viewport()


def test_the_way_back_leads_to_the_results(page: Page) -> None:
    page.goto(PAGE)
    search(page, "迟到扣钱")
    items(page).first.locator("a").first.click()
    expect(page).to_have_url(re.compile("#co-4-1-2$"))
    page.go_back()
    expect(box(page)).to_have_value("迟到扣钱")
    expect(items(page).first).to_contain_text("4.1.2 迟到与早退")


def test_emptying_the_box_with_its_button_empties_the_list(page: Page) -> None:
    page.goto(PAGE)
    search(page, "盘点")
    page.locator(".md-search__options button[type=reset]").click()
    expect(items(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("co-4-1-2", "4.1.2 迟到与早退"),
        ("OO-4-3-2", "4.3.2 信息安全管理"),
        ("lc-1-1", "1.1 目的"),
        ("oo-4-3-2-a", "4.3.2 信息安全管理"),
        ("迟到20分钟", "4.1.2 迟到与早退"),
        ("旷工4天", "4.1.3 旷工与解除"),
    ],
)
def test_a_number_of_a_clause_or_of_nothing(page: Page, query: str, first: str) -> None:
    page.goto(PAGE)
    search(page, query)
    expect(items(page).first).to_contain_text(first)
    expect(status(page)).to_contain_text("符合条件")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("运营专员", "岗位：运营专员"),
        ("安全库存", "术语：安全库存 · safety stock"),
        ("绩效奖金", "计算器：绩效奖金"),
        ("市场调研报告", "核对清单：市场调研报告"),
        ("流程图", "页面：流程图"),
    ],
)
def test_what_a_question_names_is_a_result_too(page: Page, query: str, found: str) -> None:
    page.goto(PAGE)
    search(page, query)
    expect(page.locator(".md-search-result__link").get_by_text(found).first).to_be_attached()


def test_an_english_word_is_not_taken_apart(page: Page) -> None:
    page.goto(PAGE)
    search(page, "profit")
    expect(items(page).first.locator("mark")).to_have_text("盈利")
    expect(items(page).filter(has_text="certificate of leaving")).to_have_count(0)


def test_what_nothing_answers_is_said_with_a_way_on(page: Page) -> None:
    page.goto(PAGE)
    search(page, "食堂几点开饭")
    expect(status(page)).to_have_text("没有找到")
    expect(items(page).first).to_contain_text("手册里没有找到“食堂几点开饭”")
    expect(items(page)).to_have_count(1)
    items(page).locator("a").first.click()
    expect(page).to_have_url(re.compile("/topics/"))


def test_what_is_only_near_is_said_to_be_no_more(page: Page) -> None:
    page.goto(PAGE)
    search(page, "年度体检")
    expect(status(page)).to_have_text("没有完全对上的，最接近的是这些")


def test_markup_in_a_question_stays_text(page: Page) -> None:
    page.goto(PAGE)
    search(page, "食堂<b>几点</b>开饭")
    expect(items(page).first).to_contain_text("没有找到“食堂<b>几点</b>开饭”")
    expect(items(page).locator("b")).to_have_count(0)


def test_a_word_chosen_with_the_mouse_in_an_input_method_is_searched(page: Page) -> None:
    page.goto(PAGE)
    page.locator("label[for=__search]").first.click()
    box(page).evaluate(
        """box => {
          box.value = "报销";
          box.dispatchEvent(new InputEvent("input", { inputType: "insertCompositionText" }));
        }"""
    )
    expect(items(page).first).to_contain_text("报销")


def test_an_address_opens_the_search_with_its_query(page: Page) -> None:
    page.goto(f"{PAGE}?q=报销")
    expect(box(page)).to_have_value("报销")
    expect(items(page).first).to_contain_text("报销")


def test_the_keyboard_opens_chooses_and_leaves(page: Page) -> None:
    page.goto(PAGE)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    box(page).press_sequentially("补货")
    expect(items(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(items(page).first.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).not_to_be_focused()
    expect(items(page).first).not_to_be_visible()
