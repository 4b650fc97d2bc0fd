"""Checking a receipt in a real browser: what holds, what differs, what is none."""

import json
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from calculators import files_of
from calculators.core.receipts import check_value
from calculators.settlement import EXAMPLE
from tests.browser.conftest import Server

RECEIPT = "calculators/receipt/"


def kept() -> str:
    text: str = files_of("settlement", EXAMPLE)["files"]["receipt"]["text"]
    return text


def finding(page: Page) -> Locator:
    return page.locator("[data-finding]:visible")


def hand_in(page: Page, content: bytes, name: str = "凭据.json") -> None:
    file = FilePayload(name=name, mimeType="application/json", buffer=content)
    page.get_by_label("凭据文件").set_input_files(file)


def paste(page: Page, text: str) -> None:
    page.get_by_label("或者把凭据的文字粘贴在这里").fill(text)
    page.get_by_role("button", name="核对", exact=True).click()


def test_a_receipt_that_the_site_saved_still_holds(page: Page, tmp_path: Path) -> None:
    page.goto("calculators/settlement/")
    with page.expect_download() as saving:
        page.get_by_role("button", name="保存计算凭据").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    page.goto(RECEIPT)
    page.get_by_label("凭据文件").set_input_files(file)
    expect(finding(page)).to_contain_text("对得上：")
    expect(page.locator("[data-told]")).to_contain_text("凭据上写的：月度结算")
    expect(page.locator("[data-told] dd").first).to_have_text("22450.00 元")
    assert page.locator("[data-list=findings] li").count() == 0


def test_what_differs_is_said_value_by_value_and_step_by_step(page: Page) -> None:
    receipt = json.loads(kept())
    receipt["result"]["pay_before_tax"] = "99999.00"
    receipt["steps"][-1]["formula"] = "给我 99,999.00 元"
    receipt["check"] = check_value(receipt)
    page.goto(RECEIPT)
    paste(page, json.dumps(receipt))
    said = "对不上：和今天重新算出来的有 2 处不一样。"
    expect(finding(page)).to_have_text(said, use_inner_text=True)
    result, step = page.locator("[data-list=findings] li").all_inner_texts()
    assert result == '结果“税前应得”（pay_before_tax）：凭据是 "99999.00"，今天是 "22450.00"'
    assert "给我 99,999.00 元" in step
    assert "= 22,450.00 元" in step


def test_a_receipt_of_another_edition_is_said_to_be_one(page: Page) -> None:
    receipt = json.loads(kept())
    receipt["rules"][0]["in_force_from"] = "2024-01-01"
    receipt["check"] = check_value(receipt)
    page.goto(RECEIPT)
    hand_in(page, json.dumps(receipt).encode())
    expect(page.locator("[data-list=findings] li").first).to_have_text(
        "规则 attendance 自 2024-01-01 起施行的那一版，现在没有了"
    )


def test_what_is_no_receipt_is_said_in_one_sentence_and_the_next_file_is_read(page: Page) -> None:
    page.goto(RECEIPT)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(finding(page)).to_contain_text("还没有凭据")
    hand_in(page, bytes([0x89, 0x50, 0x4E, 0x47]), "照片.png")
    expect(finding(page)).to_contain_text("这个文件读不出文字")
    hand_in(page, b" " * 2_000_001)
    expect(finding(page)).to_contain_text("这个太大了")
    for content in (b"", b"%PDF-1.7", b"[]", b"{}", b"[" * 100_000, kept()[:-9].encode()):
        hand_in(page, content)
        expect(finding(page)).to_contain_text("这不是完整的计算凭据")
        expect(page.locator("[data-list=findings] li")).to_have_count(1)
        hand_in(page, kept().encode())
        expect(finding(page)).to_contain_text("对得上：")


def test_a_dropped_receipt_is_read(page: Page) -> None:
    page.goto(RECEIPT)
    page.locator("handbook-receipt").evaluate(
        """(place, text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "凭据.json"));
          place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }""",
        kept(),
    )
    expect(finding(page)).to_contain_text("对得上：")


def test_a_receipt_handed_in_while_python_cannot_start_is_checked_once_it_can(
    page: Page, server: Server
) -> None:
    server.lose(".wasm")
    page.goto(RECEIPT)
    hand_in(page, kept().encode())
    retry = page.get_by_role("button", name="再试一次")
    expect(retry).to_be_visible()
    server.mend()
    retry.click()
    expect(finding(page)).to_contain_text("对得上：")


def test_nothing_of_a_receipt_leaves_the_browser(page: Page, server: Server) -> None:
    page.goto(RECEIPT)
    expect(page.get_by_text("正在准备核对")).to_be_hidden()
    before = len(server.asked)
    paste(page, kept())
    expect(finding(page)).to_contain_text("对得上：")
    assert [path for path in server.asked[before:] if not path.endswith(".zip")] == []
