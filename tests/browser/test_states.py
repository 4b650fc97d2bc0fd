"""What befalls a calculator in the middle: it recovers, or says what to do."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server

SETTLEMENT = "calculators/settlement/"
EXAMPLE = "例子的答案"
# A worker that dies without a word, as one does whose memory a phone takes away.
REMEMBER_WORKERS = """
globalThis.workers = [];
globalThis.Worker = class extends Worker {
  constructor(...how) { super(...how); workers.push(this); }
};
"""
KILL = "() => workers.at(-1).terminate()"


def ask_for_90(page: Page) -> None:
    page.locator("#settlement-score").fill("90")


def expect_90(page: Page) -> None:
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    expect(page.get_by_text("按你填的计算", exact=True)).to_be_visible()


def test_once_python_is_there_answers_need_no_network(page: Page) -> None:
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    page.context.set_offline(True)
    ask_for_90(page)
    expect_90(page)


def test_a_worker_that_dies_in_the_middle_is_started_anew_and_asked_again(page: Page) -> None:
    page.clock.install()
    page.add_init_script(REMEMBER_WORKERS)
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    page.evaluate(KILL)
    ask_for_90(page)
    page.clock.fast_forward("00:31")
    expect_90(page)


def test_what_a_dead_worker_was_asked_around_an_answer_comes_too(page: Page) -> None:
    page.clock.install()
    page.add_init_script(REMEMBER_WORKERS)
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    expect(page.locator("[data-action=save]").first).to_be_enabled()
    page.evaluate(KILL)
    page.get_by_text("和工资条对一对").click()
    page.locator("[data-line=wage_deduction] input").fill("1500")
    page.clock.fast_forward(31_000)
    expect(page.locator("[data-line=wage_deduction] [data-verdict]")).to_contain_text("1,000.00")


def test_a_calculation_that_is_asked_too_early_does_not_take_the_cursor_later(page: Page) -> None:
    page.goto(SETTLEMENT)
    page.get_by_role("button", name="计算", exact=True).click()
    page.locator("#settlement-bonus_base").fill("4000")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("3,400.00")
    expect(page.locator("#settlement-bonus_base")).to_be_focused()


def test_a_worker_that_dies_again_is_said_and_started_by_the_reader(page: Page) -> None:
    page.clock.install()
    page.add_init_script(REMEMBER_WORKERS)
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    page.evaluate(
        "() => { const { postMessage } = Worker.prototype; Worker.prototype.postMessage ="
        " function (order) { if (order.type === 'start') postMessage.call(this, order);"
        " else if (globalThis.mended) postMessage.call(this, order); }; }"
    )
    ask_for_90(page)
    page.clock.fast_forward("00:31")
    expect(page.get_by_text("正在准备计算")).to_be_visible()
    expect(page.get_by_text("可以算了")).to_be_visible()
    page.clock.fast_forward("00:31")
    expect(page.get_by_text("Python 没有装好")).to_be_visible()
    expect(page.locator("#settlement-score")).to_have_value("90")
    page.evaluate("() => { globalThis.mended = true; }")
    page.get_by_role("button", name="再试一次").click()
    expect_90(page)


def test_a_download_that_stalls_shows_how_far_it_came_and_can_be_tried_again(page: Page) -> None:
    page.clock.install()
    page.context.route("**/called.wasm", lambda _: None, times=1)  # never answered
    page.goto(SETTLEMENT)
    expect(page.get_by_text("正在准备计算")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 3)
    expect(page.get_by_role("button", name="再试一次")).to_be_hidden()
    page.clock.fast_forward("00:21")
    expect(page.get_by_text("等了好一会儿")).to_be_visible()
    ask_for_90(page)
    page.get_by_role("button", name="再试一次").click()
    expect_90(page)


@pytest.mark.parametrize(
    "lacking",
    [
        "delete globalThis.WebAssembly;",
        "globalThis.Worker = class extends Worker { constructor(from) { super(from); } };",
    ],
    ids=["WebAssembly", "module workers"],
)
def test_an_old_browser_is_told_so_and_keeps_the_example(page: Page, lacking: str) -> None:
    page.add_init_script(lacking)
    page.goto(SETTLEMENT)
    expect(page.get_by_text("这个浏览器太旧")).to_be_visible()
    expect(page.get_by_text("Python 没有装好")).to_be_hidden()
    expect(page.get_by_text(EXAMPLE, exact=True)).to_be_visible()
    expect(page.locator("[data-output=pay_before_tax]")).to_have_text("22,450.00")


def test_a_hundred_clicks_ask_once_each_and_answer_the_last(page: Page, server: Server) -> None:
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    asked = len(server.asked)
    page.locator("#settlement-score").fill("90")
    page.evaluate(
        """() => {
          const [form] = document.querySelectorAll("form.calculator-form");
          const press = (button) => form.querySelector(button).click();
          for (let click = 0; click < 100; click++) {
            press("[type=submit]");
            press("[data-action=add-row]");
          }
        }"""
    )
    expect_90(page)
    expect(page.locator("[data-rows=events] li")).to_have_count(105)
    expect(page.locator(".calculator-problem:visible")).to_have_count(0)
    assert len(server.asked) == asked


def test_a_novel_in_a_number_field_is_refused_in_one_sentence(page: Page) -> None:
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    novel = "话说天下大势，分久必合，合久必分。" * 20_000
    page.evaluate(
        f"""() => {{
          const field = document.getElementById("settlement-score");
          field.value = {json.dumps(novel)};
          field.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}"""
    )
    problem = page.locator("#settlement-score-problem")
    expect(problem).to_contain_text("绩效得分要填数字")
    assert len(problem.inner_text()) < 100
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    ask_for_90(page)
    expect_90(page)


@pytest.mark.parametrize("path", [SETTLEMENT, "calculators/receipt/"])
def test_scripts_that_do_not_run_are_told_of(page: Page, server: Server, path: str) -> None:
    said = page.get_by_text("这一页的程序没有运行起来")
    page.goto(path)
    expect(said).to_be_hidden()
    server.lose("/assets/elements.js")
    page.reload()
    expect(said).to_be_visible()
    server.mend()
    server.change(lambda _: b"class { #of; a later century }", "/assets/elements.js")
    page.reload()
    expect(said).to_be_visible()
    server.mend()
    page.reload()
    expect(said).to_be_hidden()
