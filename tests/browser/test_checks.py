"""What a reader checks an answer against: the answer before, a payslip, the clauses' own words."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_calculator import SETTLEMENT, open_ready

KEEP = "记住这个答案，改一改再比"


def compared(page: Page, label: str) -> Locator:
    return page.locator("[data-list=results] li").filter(has_text=label).first


def line(page: Page, name: str) -> Locator:
    return page.locator(f"[data-line={name}]")


def type_payslip(page: Page, **amounts: str) -> None:
    for name, amount in amounts.items():
        line(page, name).locator("input").fill(amount)


def test_another_score_is_compared_with_the_answer_kept(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_text("记住了。现在改上面的数")).to_be_visible()
    page.locator("#settlement-score").fill("89.5")
    expect(compared(page, "税前应得")).to_have_text("税前应得22,450.00 → 22,790.00元 +340.00")
    expect(compared(page, "工资扣款")).to_contain_text("没有变")
    expect(compared(page, "考核等级")).to_contain_text("合格 → 良好")
    page.get_by_text("变了的步骤：5 步").click()
    step = page.locator("[data-list=changed-steps] li").nth(1)
    expect(step).to_contain_text("原来2,000.00 × 1 = 2,000.00 元")
    expect(step).to_contain_text("现在2,000.00 × 1.2 = 2,400.00 元")
    page.locator("#settlement-score").fill("70.00")
    expect(page.get_by_text("结果和步骤都没有变")).to_be_visible()


def test_the_comparison_moves_on_to_another_answer_and_ends(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_role("button", name=KEEP).click()
    page.locator("#settlement-score").fill("89.5")
    expect(compared(page, "税前应得")).to_contain_text("+340.00")
    page.get_by_role("button", name="改成和现在的比").click()
    page.locator("#settlement-score").fill("90")
    expect(compared(page, "税前应得")).to_contain_text("22,790.00 → 23,300.00")
    page.locator("#settlement-score").fill("900")  # refused: what was compared stays
    expect(page.locator("#settlement-score-problem")).to_be_visible()
    expect(compared(page, "税前应得")).to_contain_text("22,790.00 → 23,300.00")
    page.get_by_role("button", name="不比了").click()
    expect(page.get_by_role("button", name=KEEP)).to_be_focused()
    expect(page.locator("[data-comparison]")).to_be_hidden()


def test_a_payslip_is_held_against_the_answer_line_by_line(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_text("和工资条对一对").click()
    type_payslip(page, wage_deduction="1,500", bonus_deduction="300", pay_before_tax="21950")
    wage = line(page, "wage_deduction")
    expect(wage).to_contain_text("多扣了 500.00 元：工资条 1,500.00 元，算出来 1,000.00 元。")
    expect(wage).to_contain_text("第 8 步：")
    expect(wage).to_contain_text("21,750.00 ÷ 21.75 × 1 = 1,000.00 元")
    expect(line(page, "bonus_deduction").locator("[data-verdict]")).to_have_text(
        "对得上", use_inner_text=True
    )
    expect(line(page, "pay_before_tax")).to_contain_text("少发了 500.00 元")
    expect(line(page, "pay_before_tax")).to_contain_text("这里差的就是上面几项差的")
    type_payslip(page, wage_deduction="一千")
    expect(wage.locator(".calculator-problem")).to_contain_text("工资扣款要填数字")
    expect(line(page, "pay_before_tax")).to_contain_text("第 14 步：")
    page.locator("#settlement-monthly_wage").fill("32625")
    type_payslip(page, wage_deduction="1500")
    expect(wage.locator("[data-verdict]")).to_have_text("对得上", use_inner_text=True)


def test_emptying_the_form_empties_the_payslip(page: Page) -> None:
    open_ready(page, SETTLEMENT)
    page.get_by_text("和工资条对一对").click()
    type_payslip(page, wage_deduction="1500")
    expect(line(page, "wage_deduction")).to_contain_text("多扣了")
    page.get_by_role("button", name="清空", exact=True).click()
    expect(line(page, "wage_deduction").locator("input")).to_have_value("")
    expect(line(page, "wage_deduction").locator("[data-verdict]")).to_be_hidden()
    type_payslip(page, wage_deduction="1500")  # somebody else: of the first one nothing is left
    page.wait_for_timeout(300)
    expect(line(page, "wage_deduction").locator("[data-verdict]")).to_be_hidden()


def test_emptying_the_form_forgets_the_answer_that_was_kept(page: Page) -> None:
    open_ready(page, "calculators/bonus/")
    page.get_by_role("button", name="记住这个答案").click()
    page.locator("#bonus-score").fill("90")
    expect(page.locator("[data-list=results]")).to_contain_text("3,000.00")
    page.get_by_role("button", name="清空", exact=True).click()
    for name, text in (("month", "2026-03"), ("bonus_base", "1000"), ("score", "90")):
        page.locator(f"#bonus-{name}").fill(text)
    expect(page.get_by_role("button", name="记住这个答案")).to_be_visible()
    expect(page.get_by_text("和记住的答案比较")).to_be_hidden()
    expect(page.locator("handbook-pictures figure").first).to_be_visible()


def test_only_calculators_of_pay_ask_for_a_payslip(page: Page) -> None:
    open_ready(page, "calculators/turnover/")
    assert page.get_by_text("和工资条对一对").count() == 0
