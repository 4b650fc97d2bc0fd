"""Every page on a narrow phone, and the way between a list and its clause."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect


def test_no_page_is_wider_than_a_narrow_phone(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.route("**/assets/runtime/**", lambda route: route.abort())  # Python is not the point here
    wide = []
    for path in sorted(site.rglob("index.html")):
        name = path.parent.relative_to(site).as_posix()
        page.goto(f"{name}/" if name != "." else "", wait_until="domcontentloaded")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


def test_a_reader_goes_from_a_post_to_its_clause_and_back(page: Page) -> None:
    page.goto("roles/")
    page.get_by_role("link", name="仓库管理人员", exact=True).click()
    page.get_by_role("link", name="商业运营 3.4.3.4").first.click()
    expect(page).to_have_url(re.compile("#co-3-4-3-4-a$"))
    fact = page.locator("#co-3-4-3-4-a")
    expect(fact).to_be_in_viewport()
    fact.get_by_role("link", name="快递面单").click()
    expect(page.get_by_role("heading", name="快递面单")).to_be_in_viewport()


def test_a_step_of_a_drawing_leads_to_its_clause(page: Page) -> None:
    page.goto("manuals/commercial-operations/3-processes/")
    drawing = page.get_by_role("figure").filter(has_text="库存管理").first
    drawing.locator("svg a").nth(1).click()
    expect(page.locator("#co-3-4-2-2")).to_be_in_viewport()
