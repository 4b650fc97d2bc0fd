"""An answer taken along: as text, on paper, as a link that others open."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_calculator import CHAPTER, SETTLEMENT, open_ready, output

COPIED = "文字已经复制"


def pasted(page: Page) -> str:
    """Return what a reader pastes."""
    page.evaluate(
        """() => {
          const field = document.createElement("textarea");
          field.id = "pasted";
          document.getElementById("pasted")?.remove();
          document.body.prepend(field);
          field.focus();
        }"""
    )
    page.keyboard.press("Control+V")
    return page.locator("#pasted").input_value()


def answer_score(page: Page, score: str, payable: str) -> None:
    page.locator("#settlement-score").fill(score)
    expect(page.locator("[data-output=bonus_payable]")).to_have_text(payable)


def test_the_answer_is_copied_as_text_with_steps_clauses_editions_and_notices(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    answer_score(page, "90", "2,550.00")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("status").get_by_text(COPIED)).to_be_visible()
    assert not page.evaluate("isSecureContext")  # no clipboard is lent, as on an intranet
    expect(page.get_by_label("要复制的内容")).to_be_hidden()
    lines = pasted(page).splitlines()
    draft = "电商运营制度手册（草稿，不能作为依据）"
    assert lines[:3] == [draft, "月度结算", "按你填的计算"]
    assert "绩效得分：90 分" in lines
    assert "第 5 条：日期 2026-03-25，类型 迟到，分钟 20" in lines
    assert "税前应得：23,300.00 元" in lines
    assert "5. 扣减比例合计：5% + 10% = 15%（4.1.2 迟到与早退）" in lines
    assert any("绩效奖金（从 2025-01-01 起）" in line for line in lines)
    assert any(line.endswith("（依据：劳动法 第50条；工资支付暂行规定 第15条）") for line in lines)


def test_over_a_safe_address_the_browsers_clipboard_is_used(
    chromium: Browser, server: Server
) -> None:
    address = server.address.replace("handbook.test", "127.0.0.1")
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    open_ready(page, f"{address}/calculators/bonus/")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_text(COPIED)).to_be_visible()
    assert "绩效得分：89.5 分" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_where_no_copying_is_allowed_the_text_is_there_to_be_copied_by_hand(page: Page) -> None:
    open_ready(page, "calculators/bonus/")
    page.evaluate("document.execCommand = () => false")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_text("请自己复制")).to_be_visible()
    area = page.locator("calculator-sharing textarea")
    expect(area).to_be_focused()
    text = area.input_value()
    assert text.startswith("电商运营制度手册（草稿，不能作为依据）\n绩效奖金\n")
    assert area.evaluate("area => area.selectionEnd - area.selectionStart") == len(text)
    page.get_by_role("button", name="清空", exact=True).click()
    expect(page.get_by_text("请自己复制")).to_be_hidden()
    expect(area).to_have_value("")


def test_an_answer_that_is_not_of_what_is_typed_is_not_taken_along(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("900")
    expect(page.get_by_text("上面有要改的地方")).to_be_visible()
    for name in ("复制文字", "打印"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text("下面还不是按你填的算的")).to_be_visible()
    expect(page.locator(".calculator-sheet")).to_have_count(0)


def test_what_is_printed_is_the_sheet_alone_with_the_clauses_in_full(page: Page) -> None:
    open_ready(page, CHAPTER)
    answer_score(page, "90", "2,550.00")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    sheet = page.locator(".calculator-sheet")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("heading", name="月度结算")).to_be_visible()
    expect(sheet).to_contain_text("绩效得分：90 分")
    expect(sheet).to_contain_text("23,300.00")
    expect(sheet).to_contain_text("考勤扣罚（从 2025-01-01 起）")
    expect(sheet).to_contain_text("旷工一天：扣当天工资的 3 倍，再扣当月绩效奖金的 50%。")
    expect(sheet.locator("input, button, nav")).to_have_count(0)
    shown = page.evaluate(
        "() => [...document.body.children].filter(e => e.checkVisibility()).map(e => e.className)"
    )
    assert shown == ["calculator-sheet md-typeset"]
    page.emulate_media(media="screen")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Tab")  # back on the page
    expect(sheet).to_have_count(0)


def test_a_short_answer_takes_one_page_of_paper(page: Page) -> None:
    open_ready(page, "calculators/bonus/")
    page.get_by_role("button", name="打印").click()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1


def copied_link(page: Page) -> str:
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_text("链接已经复制")).to_be_visible()
    return pasted(page)


def test_a_link_fills_in_what_was_filled_in_but_what_somebody_earns(
    page: Page, server: Server
) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-monthly_wage").fill("8765.43")
    page.locator("[data-rows=events] li").last.get_by_label("类型").select_option("早退")
    answer_score(page, "90", "2,550.00")
    link = copied_link(page)
    expect(page.get_by_text("工资和奖金没有勾选，没有写进去")).to_be_visible()
    assert "8765" not in link
    assert link.startswith(f"{server.address}/{SETTLEMENT}#calculator=settlement&")
    other = page.context.new_page()
    other.goto(link)
    expect(other.locator("#settlement-score")).to_have_value("90")
    expect(other.locator("[data-rows=events] li").last.locator("[name=kind]")).to_have_value(
        "early"
    )
    expect(other.locator("[data-rows=events] li")).to_have_count(5)
    for personal in ("monthly_wage", "bonus_base", "daily_wage"):
        expect(other.locator(f"#settlement-{personal}")).to_have_value("")
    told = other.get_by_role("status").filter(has_text="链接里的内容已经填在下面")
    expect(told).to_contain_text("链接没有带来“绩效奖金基数、月工资（不含绩效奖金）”，请自己填")
    missing = "还要填：绩效奖金基数、月工资（不含绩效奖金）"
    expect(other.get_by_text(missing)).to_be_visible()
    expect(other.locator("#settlement-monthly_wage-problem")).to_be_hidden()  # nobody was wrong
    expect(other.locator(".calculator-answer")).to_be_hidden()  # of the example: nobody's
    other.get_by_role("button", name="计算", exact=True).click()
    expect(other.locator("#settlement-monthly_wage-problem")).to_be_visible()
    assert other.url == f"{server.address}/{SETTLEMENT}"
    assert not any("score" in path for path in server.asked)
    other.locator("#settlement-monthly_wage").fill("21750")
    other.locator("#settlement-bonus_base").fill("2000")
    expect(other.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    other.reload()
    expect(other.locator("#settlement-monthly_wage")).to_have_value("21750")


def test_a_link_says_what_somebody_earns_where_the_reader_asks_so(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_label("只填次数").check()
    page.locator("#settlement-full_day_count").fill("2")
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("6,000.00")
    page.get_by_label("链接里也写上").check()
    link = copied_link(page)
    assert "events.1" not in link  # of the way that is not chosen
    other = page.context.new_page()
    open_ready(other, link)
    expect(other.get_by_text("按你填的计算", exact=True)).to_be_visible()
    assert output(other, "wage_deduction") == "6,000.00"
    expect(other.get_by_label("只填次数")).to_be_checked()
    expect(other.get_by_text("链接没有带来")).to_be_hidden()


def test_a_link_that_is_opened_on_the_same_page_counts_for_its_own_calculator(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.evaluate("location.hash = 'calculator=bonus&score=33'")
    page.evaluate("location.hash = 'calculator=settlement&score=91'")
    expect(page.locator("#settlement-score")).to_have_value("91")
    expect(page.locator("#settlement-score")).to_be_in_viewport()


HOSTILE = {
    "html": ({"score": "<img src=x onerror=alert(1)>"}, "你填的是 <img src=x onerror=alert"),
    "a name that is html": ({"<b>x</b>": "1"}, "没有填：“<b>x</b>”"),
    "names of objects": ({"__proto__": "1", "constructor.1.name": "2"}, "__proto__、constructor"),
    "wrong types": ({"month": "13月", "events": "7", "way.attendance": "no"}, "月份、"),
    "rows of nothing": ({"events.99999999999.nap": "1", "events.0.kind": "x"}, "没有填：“"),
    "a long name": ({"n" * 500: "1"}, "没有填：“nnnnnnnnnnnnnnnnnnnnnnnn…”"),
    "a novel": ({"score": "9" * 100_000}, "链接太长"),
    "a thousand names": ({f"n{n}": "" for n in range(700)}, "n0、n1、n2、n3、n4…"),
}


@pytest.mark.parametrize(("inputs", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_link_does_no_harm_and_says_what_it_left_out(
    page: Page, inputs: dict[str, str], said: str
) -> None:
    open_ready(page, f"{SETTLEMENT}#{urlencode({'calculator': 'settlement', **inputs})}")
    expect(page.locator("form.calculator-form")).to_contain_text(said)
    expect(page.locator("form.calculator-form :is(img, b)")).to_have_count(0)
    for name, text in (("month", "2026-03"), ("bonus_base", "2000"), ("monthly_wage", "21750")):
        page.locator(f"#settlement-{name}").fill(text)
    page.locator("#settlement-score").fill("70")
    for button in page.get_by_role("button", name="删去").all()[::-1]:
        button.click()
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,000.00")


def test_what_no_link_can_hold_is_said(page: Page) -> None:
    open_ready(page, "calculators/reorder/")
    page.locator("#reorder-history").fill("12345 " * 2000)
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_text("链接里写不下")).to_be_visible()
