"""Pictures stand below the answer, follow what is typed, and have their table."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from calculators.pictures import pictures_of
from calculators.registry import CALCULATORS
from tests.browser.conftest import Server

DRAWN = {"settlement": 1, "attendance": 1, "bonus": 1, "reorder": 2}


def open_ready(page: Page, name: str) -> None:
    page.goto(f"calculators/{name}/")
    expect(page.get_by_text("可以算了")).to_be_visible()


@pytest.mark.parametrize("name", DRAWN)
def test_the_pictures_of_the_example_stand_in_the_page(
    page: Page, server: Server, name: str
) -> None:
    server.lose(".wasm")
    page.goto(f"calculators/{name}/")
    wanted = pictures_of(name, CALCULATORS[name].example)["pictures"]
    assert len(wanted) == DRAWN[name]
    figures = page.locator(".picture")
    expect(figures).to_have_count(len(wanted))
    for number, each in enumerate(wanted):
        figure = figures.nth(number)
        drawing = figure.get_by_role("img", name=each["title"], exact=True)
        expect(drawing).to_be_visible()
        assert drawing.locator("desc").text_content() == each["description"]
        figure.get_by_text("图里的数").click()
        cells = [cell for row in each["rows"] for cell in row["cells"]]
        expect(figure.get_by_role("cell").filter(has_not=page.get_by_role("link"))).to_have_text(
            cells
        )


def test_a_picture_follows_what_is_typed_and_its_table_stays_open(page: Page) -> None:
    open_ready(page, "settlement")
    figure = page.locator(".picture")
    figure.get_by_text("图里的数").click()
    page.get_by_label("只填次数").check()
    expect(figure).to_have_count(0)  # no record, no deduction
    page.locator("#settlement-full_day_count").fill("2")
    expect(figure.locator("p")).to_contain_text("工资扣 6,000.00 元")
    figure.get_by_text("图里的数").click()
    page.locator("#settlement-full_day_count").fill("1")
    expect(figure.locator("p")).to_contain_text("工资扣 3,000.00 元")
    expect(figure.get_by_role("cell", name="3,000.00")).to_be_visible()
    link = figure.get_by_role("link", name="4.1.3").first
    assert (link.get_attribute("href") or "").endswith("#co-4-1-3")


def test_the_ladder_shows_where_a_score_stands(page: Page) -> None:
    open_ready(page, "bonus")
    drawing = page.locator(".picture svg")
    expect(drawing).to_contain_text("你在这一级：89.5 分")
    page.locator("#bonus-score").fill("90")
    expect(drawing).to_contain_text("你在这一级：90 分")
    expect(page.locator(".picture p")).to_contain_text("90 分是优秀，按 1.5 倍发，应发 3,000.00 元")


def test_stock_over_time_and_service_follow_demand_and_policy(page: Page) -> None:
    open_ready(page, "reorder")
    stock, service = page.locator(".picture").nth(0), page.locator(".picture").nth(1)
    expect(stock.locator("p")).to_contain_text("没有断过货")
    page.locator("#reorder-history").fill("96, 110, 87, 300, 118, 93, 105, 99, 121, 90")
    page.get_by_text("更多可填的").click()
    page.locator("#reorder-reorder_point").fill("150")
    expect(stock.locator("p")).to_contain_text(re.compile("10 周里有 [1-9] 周断过货"))
    expect(stock.locator("svg")).to_contain_text("补货点 150 件")
    page.locator("#reorder-reorder_point").fill("")
    page.get_by_label("填平均数和标准差").check()
    page.locator("#reorder-demand_mean").fill("102")
    page.locator("#reorder-demand_sd").fill("10")
    expect(stock.locator("p")).to_contain_text("模拟 52 周，每周平均卖 102 件")
    page.locator("#reorder-cycle_service_level").fill("0.99")
    expect(service.locator("svg")).to_contain_text("99%，33 件")


def test_pictures_fit_a_small_phone_in_dark_and_light(chromium: Browser, server: Server) -> None:
    server.lose(".wasm")  # the example's stay
    for scheme in ("light", "dark"):
        context = chromium.new_context(
            base_url=server.address + "/",
            viewport={"width": 360, "height": 740},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        for name in DRAWN:
            page.goto(f"calculators/{name}/")
            for details in page.locator(".picture details").all():
                details.locator("summary").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            for words in page.locator(".picture svg text").all():
                box = words.bounding_box()
                assert box
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= 360
                assert box["height"] >= 11  # to be read
        context.close()
