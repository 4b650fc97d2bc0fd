"""The theme's search, whose index is loaded when somebody searches."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server

PAGE = "calculators/bonus/"


def asked(server: Server) -> int:
    return sum(path.endswith("/search/documents.json") for path in server.asked)


def search(page: Page, query: str) -> None:
    page.locator("label[for=__search]").first.click()
    write(page, query)


def write(page: Page, more: str) -> None:
    query = page.locator("[data-md-component=search-query]")
    query.press_sequentially(more)
    query.press("End")  # the theme looks when a key comes up


def test_the_index_is_loaded_when_somebody_searches(page: Page, server: Server) -> None:
    page.goto(PAGE)
    expect(page.get_by_text("可以算了")).to_be_visible()
    assert not asked(server)
    search(page, "绩效")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.locator(".md-search-result__meta")).to_contain_text("符合条件")
    write(page, "奖金")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert asked(server) == 1


def test_an_index_that_was_lost_is_loaded_at_the_next_key(page: Page, server: Server) -> None:
    server.lose("/search/documents.json")
    page.goto(PAGE)
    with page.expect_console_message(lambda message: "503" in message.text):
        search(page, "绩")
    server.mend()
    write(page, "效")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
