"""The way between a list and its clause."""

import re

from playwright.sync_api import Page, expect


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
