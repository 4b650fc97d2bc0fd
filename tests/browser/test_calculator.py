"""The whole path in a real browser: open, type, read, follow a clause, go wrong, try again."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from calculators import files_of
from calculators.settlement import EXAMPLE
from tests.browser.conftest import Server

CHAPTER = "manuals/commercial-operations/4-management-systems/"
SETTLEMENT = "calculators/settlement/"


def open_ready(page: Page, path: str) -> None:
    """Open a page and wait until Python answers."""
    page.goto(path)
    expect(page.locator("[data-status=ready]")).to_be_visible()


def output(page: Page, name: str) -> str:
    return page.locator(f"[data-output={name}]").inner_text()


def test_the_example_is_answered_before_python_is_there(page: Page, server: Server) -> None:
    server.lose(".wasm")
    page.goto(CHAPTER)
    expect(page.get_by_text("例子的答案", exact=True)).to_be_visible()
    assert output(page, "wage_deduction") == "1,000.00"
    assert output(page, "bonus_deduction") == "300.00"
    assert output(page, "pay_before_tax") == "22,450.00"


@pytest.mark.content
def test_python_gives_the_example_the_same_answer_as_the_build(page: Page, server: Server) -> None:
    def shown() -> list[str]:
        slots = page.locator(".calculator-answer [data-slot], [data-output]")
        return ["".join(text.split()) for text in slots.all_text_contents()]

    server.lose(".wasm")
    page.goto(CHAPTER)
    built = shown()
    server.mend()
    open_ready(page, CHAPTER)
    expect(page.locator("[data-action=save]").first).to_be_enabled()  # Python has answered
    assert shown() == built


def test_an_employee_reads_what_a_month_of_lateness_costs(page: Page) -> None:
    open_ready(page, CHAPTER)
    form = page.locator("form.calculator-form")
    form.get_by_label("月工资").fill("8700")
    form.get_by_label("绩效奖金基数").fill("1,500")
    form.get_by_label("绩效得分", exact=False).first.fill("85")
    rows = form.locator("[data-rows=events] li")
    for _ in range(4):
        rows.last.get_by_role("button", name="删去").click()
    rows.first.get_by_label("日期").fill("2026-03-09")
    rows.first.locator("[name=minutes]").fill("16")
    form.get_by_role("button", name="加一条记录").click()
    rows.last.get_by_label("日期").fill("2026-03-10")
    rows.last.get_by_label("类型").select_option("旷工半天")
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("1,200.00")
    assert output(page, "bonus_deduction") == "540.00"  # 1500 × 1.2 × (10% + 20%)
    assert output(page, "pay_before_tax") == "8,760.00"
    formulas = page.locator("[data-list=steps] [data-slot=formula]").all_inner_texts()
    assert "1 + 2 = 3 天" in formulas
    assert "1,800.00 × 30% = 540.00 元" in formulas


def test_the_receipt_of_the_answer_shown_is_the_one_that_python_writes(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("90")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    page.locator("#settlement-score").fill("900")  # refused: the answer to 90 is still shown
    expect(page.get_by_text("上面有要改的地方")).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("button", name="保存计算凭据").click()
    receipt = files_of("settlement", {**EXAMPLE, "score": "90"})["files"]["receipt"]
    assert saving.value.suggested_filename == receipt["name"]
    assert saving.value.path().read_bytes() == receipt["text"].encode()


def test_a_clause_unfolded_stays_so_while_its_step_says_the_same(
    page: Page, server: Server
) -> None:
    server.lose(".wasm")
    page.goto(SETTLEMENT)
    words = page.locator("[data-list=steps] .clause-text")
    for step in (1, 2):
        page.locator("[data-list=steps] .clause summary").nth(step).click()
    server.mend()
    page.get_by_role("button", name="再试一次").click()
    page.locator("#settlement-score").fill("90")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    expect(words.nth(1)).to_be_hidden()  # another bonus: another step
    expect(words.nth(2)).to_be_visible()


def test_a_clause_is_read_in_place_and_its_page_is_one_click_further(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.locator("#settlement-score").fill("95")
    for place, formula in ((2, "4 − 3 = 1 次"), (9, "3,000.00 × 15%")):  # the build's, the script's
        step = page.locator("[data-list=steps] > li").nth(place)
        expect(step).to_contain_text(formula)
        step.get_by_text("4.1.2 迟到与早退").click()
        words = step.locator(".clause-text")
        expect(words).to_be_visible()
        expect(words).to_contain_text("迟到或早退在 15 分钟以内：一个月里累计不超过 3 次的，不处罚")
        expect(words).to_contain_text("\n迟到或早退超过 15 分钟", use_inner_text=True)
    step.get_by_role("link", name="在手册里看这一条").click()
    expect(page).to_have_url(re.compile(rf"{CHAPTER}#co-4-1-2$"))
    expect(page.locator("#co-4-1-2")).to_be_in_viewport()


def test_clauses_that_python_cites_link_to_the_page_too(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_label("绩效得分", exact=False).first.fill("95")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")
    hrefs = page.locator("[data-list=steps] a").evaluate_all("links => links.map(a => a.href)")
    assert hrefs
    for href in hrefs:
        assert re.search(rf"/handbook/{CHAPTER}#co-4-[12]-[23]$", href)


def test_counts_instead_of_dates(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_label("只填次数").check()
    expect(page.get_by_role("button", name="加一条记录")).to_be_hidden()
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("0.00")
    page.locator("#settlement-full_day_count").fill("2")
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("6,000.00")
    page.get_by_label("按日期逐条填").check()
    expect(page.locator("[data-output=wage_deduction]")).to_have_text("1,000.00")


def test_a_problem_stands_beside_its_field_and_loses_nothing(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    score = page.locator("#settlement-score")
    score.fill("100.5")
    problem = page.locator("#settlement-score-problem")
    expect(problem).to_have_text("绩效得分要在 0 到 100 之间，你填的是 100.5")
    expect(score).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("上面有要改的地方")).to_be_visible()
    page.get_by_role("button", name="计算", exact=True).click()
    expect(score).to_be_focused()
    expect(problem).to_be_in_viewport()
    expect(score).to_have_value("100.5")
    assert output(page, "pay_before_tax") == "22,450.00"
    score.fill("90")
    expect(problem).to_be_hidden()
    expect(score).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,550.00")


def test_a_problem_of_a_folded_field_unfolds_it(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_text("更多可填的").click()
    page.locator("#settlement-minimum_wage").fill("两千")
    expect(page.locator("#settlement-minimum_wage-problem")).to_be_visible()
    page.get_by_text("更多可填的").click()
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator("#settlement-minimum_wage")).to_be_focused()


def test_a_problem_of_a_row_is_named_by_its_number_and_led_to(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    rows = page.locator("[data-rows=events] li")
    rows.nth(1).locator("[name=minutes]").fill("0")
    problem = page.locator("#settlement-events-problem")
    expect(problem).to_have_text("第 2 条：迟到或早退 0 分钟不算，请删去这一条或改正分钟")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(problem).to_be_in_viewport()
    rows.nth(1).locator("[name=minutes]").fill("5")
    page.locator("#settlement-month").fill("2026-04")
    expect(problem).to_have_text("第 1、2、3、4、5 条：日期不在 2026-04 这个月里，请改正日期或月份")


def test_a_row_that_nobody_has_filled_in_has_no_number(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    rows = page.locator("[data-rows=events] li")
    for field in ("[name=date]", "[name=minutes]"):
        rows.nth(1).locator(field).fill("")
    page.get_by_role("button", name="加一条记录").click()
    expect(rows.last.locator("[name=date]")).to_be_focused()
    rows.nth(2).locator("[name=minutes]").fill("0")
    said = "第 2 条：迟到或早退 0 分钟不算，请删去这一条或改正分钟"
    expect(page.locator("#settlement-events-problem")).to_have_text(said)
    blank = rows.evaluate_all("rows => rows.map(row => row.hasAttribute('data-blank'))")
    assert blank == [False, True, False, False, False, True]


def test_an_answer_that_is_not_of_what_is_typed_says_so(page: Page, server: Server) -> None:
    server.lose("snapshot.bin", "calculators.zip")
    page.goto(SETTLEMENT)
    expect(page.get_by_text("计算规则没有取到")).to_be_visible()
    page.locator("#settlement-score").fill("90")
    expect(page.get_by_text("还没有按你填的计算")).to_be_visible()
    server.mend()
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_text("按你填的计算", exact=True)).to_be_visible()
    assert output(page, "bonus_payable") == "2,550.00"


def test_a_reply_that_python_cannot_give_is_said_and_the_next_is_given(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.evaluate(
        """() => {
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (order) {
            if (order.door !== "answer") return post.call(this, order);
            Worker.prototype.postMessage = post;
            post.call(this, { ...order, request: 1 });  // not text: Python raises
          };
        }"""
    )
    page.locator("#settlement-score").fill("90")
    expect(page.get_by_text("这一次没有算出来")).to_be_visible()
    page.locator("#settlement-score").fill("80")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,040.00")
    expect(page.get_by_text("这一次没有算出来")).to_be_hidden()


def test_a_row_with_a_kind_and_no_date_is_not_passed_over(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_role("button", name="加一条记录").click()
    rows = page.locator("[data-rows=events] li")
    rows.last.get_by_label("类型").select_option("旷工一天")
    expect(page.locator("#settlement-events-problem")).to_have_text("第 6 条：请填日期")
    rows.last.get_by_role("button", name="删去").click()
    expect(page.locator("#settlement-events-problem")).to_be_hidden()


def test_the_example_is_called_so_until_something_is_typed(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator(".calculator-answer")).to_be_focused()
    expect(page.get_by_text("例子的答案", exact=True)).to_be_visible()
    page.locator("#settlement-score").fill("71")
    expect(page.get_by_text("按你填的计算", exact=True)).to_be_visible()
    page.get_by_role("button", name="清空", exact=True).click()
    expect(page.locator("#settlement-score")).to_have_value("")
    expect(page.locator("[data-rows=events] li")).to_have_count(0)
    expect(page.get_by_text("还要填：")).to_contain_text("绩效得分")
    expect(page.locator("#settlement-score-problem")).to_be_hidden()  # nothing is wrong yet
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator("#settlement-score-problem")).to_have_text("请填绩效得分")
    expect(page.locator("#settlement-month")).to_be_focused()


def test_without_a_script_nothing_that_is_typed_is_sent(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/{SETTLEMENT}")
    expect(page.locator("noscript")).to_be_visible()
    expect(page.get_by_role("button", name="计算", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="删去")).to_have_count(0)
    asked = len(server.asked)
    page.locator("#settlement-monthly_wage").fill("8000")
    page.locator("#settlement-monthly_wage").press("Enter")
    page.wait_for_timeout(300)
    assert page.url == f"{server.address}/{SETTLEMENT}"
    assert len(server.asked) == asked
    context.close()


def test_when_a_script_is_lost_nothing_that_is_typed_is_sent(page: Page, server: Server) -> None:
    server.lose("assets/elements.js")
    page.goto(SETTLEMENT)
    page.locator("#settlement-monthly_wage").fill("8000")
    page.locator("#settlement-monthly_wage").press("Enter")
    page.wait_for_timeout(300)
    assert not any("8000" in path for path in server.asked)


def test_what_is_typed_while_python_loads_is_answered(page: Page) -> None:
    held: list[Route] = []
    page.route("**/snapshot.bin", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks what it is given
    page.goto(SETTLEMENT)
    expect(page.get_by_text("正在准备计算")).to_be_visible()
    page.get_by_label("绩效奖金基数").press_sequentially("55")
    page.get_by_label("绩效奖金基数").fill("4000")
    for route in held:
        route.continue_()
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("3,400.00")
    expect(page.get_by_text("正在准备计算")).to_be_hidden()


def test_two_tabs_answer_each_its_own(page: Page) -> None:
    other = page.context.new_page()
    for each, score in ((page, "90"), (other, "70")):
        each.goto("calculators/bonus/")
        each.locator("#bonus-score").fill(score)
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("3,000.00")
    expect(other.locator("[data-output=bonus_gross]")).to_have_text("2,000.00")
    other.close()
    page.locator("#bonus-score").fill("70")
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("2,000.00")


# What a theme does that loads pages without leaving the one that is there.
SWAP = """async (address) => {
  const page = await (await fetch(address)).text();
  history.pushState(null, "", address);
  const content = new DOMParser().parseFromString(page, "text/html").querySelector("article");
  document.querySelector("article").replaceWith(content);
}"""


def test_a_page_that_is_swapped_in_is_served_by_the_same_python(page: Page, server: Server) -> None:
    open_ready(page, SETTLEMENT)
    started = len([path for path in server.asked if path.endswith("python-worker.js")])
    for calculator, field, text, answer in (
        ("bonus", "bonus-score", "90", "3,000.00"),
        ("settlement", "settlement-score", "90", "2,550.00"),
    ):
        page.evaluate(SWAP, f"{server.address}/calculators/{calculator}/")
        page.locator(f"#{field}").fill(text)
        expect(page.locator("article")).to_contain_text(answer)
        expect(page.get_by_text("可以算了")).to_be_visible()
    assert len([path for path in server.asked if path.endswith("python-worker.js")]) == started == 1


def test_python_starts_where_a_page_with_a_calculator_is_swapped_in(
    page: Page, server: Server
) -> None:
    page.goto("lists/glossary/")
    page.evaluate(SWAP, f"{server.address}/calculators/bonus/")
    page.locator("#bonus-score").fill("90")
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("3,000.00")


def test_a_calendar_file_is_saved_as_python_makes_it(page: Page, server: Server) -> None:
    open_ready(page, "calculators/deadlines/")
    expect(page.locator("[data-output=due]")).to_be_hidden()
    page.locator("#deadlines-kind").select_option("答复客户咨询")
    page.locator("#deadlines-start").fill("2026-02-14 18:00")
    expect(page.locator("[data-output=due]")).to_have_text("2026-02-24 18:00:00")
    expect(page.locator("[data-output=plan_due]")).to_be_hidden()
    asked_before = len(server.asked)
    with page.expect_download() as download:
        page.get_by_role("button", name="存入日历").click()
    request = {"kind": "reply", "start": "2026-02-14 18:00", "calendar": "working"}
    wanted = files_of("deadlines", request)["files"]["ics"]
    assert download.value.suggested_filename == wanted["name"]
    assert download.value.path().read_bytes() == wanted["text"].encode()
    assert len(server.asked) == asked_before


def loaded(server: Server) -> int:
    return sum(path.endswith("/snapshot.bin") for path in server.asked)


def test_a_page_without_a_calculator_loads_what_the_next_page_needs_once(
    page: Page, server: Server
) -> None:
    page.goto("")
    page.wait_for_load_state("networkidle")
    assert loaded(server) == 1
    page.goto("roles/")
    page.wait_for_load_state("networkidle")
    assert loaded(server) == 1
    assert not any("worker.js" in path and "python" in path for path in server.asked)


@pytest.mark.parametrize(
    "connection",
    [
        "undefined",  # a browser that does not tell
        '{effectiveType: "4g", saveData: true}',
        '{effectiveType: "4g", type: "cellular", saveData: false}',
        '{effectiveType: "3g", saveData: false}',
    ],
)
def test_nothing_is_loaded_ahead_where_it_may_cost(
    page: Page, server: Server, connection: str
) -> None:
    page.add_init_script(
        f'Object.defineProperty(navigator, "connection", {{ get: () => ({connection}) }})'
    )
    page.goto("")
    page.wait_for_load_state("networkidle")
    page.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done, 500)))")
    assert any(path.endswith("/assets/start.js") for path in server.asked)
    assert not any("/assets/runtime/" in path for path in server.asked)


def test_what_is_still_the_examples_is_named_below_the_caption(page: Page) -> None:
    said = page.locator("[data-untouched]")
    open_ready(page, SETTLEMENT)
    expect(said).to_be_hidden()
    page.locator("#settlement-score").fill("90")
    expect(said).to_have_text(
        "没有改的，还是例子里的：月份、绩效奖金基数、月工资（不含绩效奖金）、考勤记录"
    )
    page.get_by_role("button", name="删去").first.click()
    page.locator("#settlement-monthly_wage").fill("8700")
    expect(said).to_have_text("没有改的，还是例子里的：月份、绩效奖金基数")
    page.reload()
    expect(said).to_have_text("没有改的，还是例子里的：月份、绩效奖金基数")
    page.get_by_role("button", name="清空", exact=True).click()
    expect(page.locator("#settlement-month")).to_be_focused()
    for name, text in (("month", "2026-03"), ("bonus_base", "2000"), ("score", "90")):
        page.locator(f"#settlement-{name}").fill(text)
    page.locator("#settlement-monthly_wage").fill("8700")
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("3,000.00")
    expect(said).to_be_hidden()
    page.reload()  # what happens to be as in the example is the reader's own
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("3,000.00")
    expect(said).to_be_hidden()
