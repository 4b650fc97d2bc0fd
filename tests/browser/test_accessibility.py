"""What axe-core finds: nothing, on any page, light and dark, and in what a reader makes of one.

The same sweep sees to it that no page is wider than a narrow phone.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Server
from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SETTLEMENT = "calculators/settlement/"
PHONE: ViewportSize = {"width": 360, "height": 780}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}

# The theme's colours go dark by this attribute alone; only contrast comes to be another by it.
AUDIT = """
async function audit(part = document) {
  const still = new CSSStyleSheet();
  still.replaceSync("* { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [still];
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  const { scrollWidth } = document.documentElement;
  const found = scrollWidth > innerWidth ? [`${location.pathname} is ${scrollWidth} px wide`] : [];
  for (const [scheme, runOnly] of [["default", tags], ["slate", colours]]) {
    document.body.setAttribute("data-md-color-scheme", scheme);
    // "preload" fetches all sheets again, for one rule that none of ours can break.
    const options = { runOnly, preload: false, resultTypes: ["violations"] };
    const { violations } = await axe.run(part, options);
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes) {
        found.push([location.pathname, scheme, id, html, failureSummary].join("\\n"));
      }
    }
  }
  return found;
}
"""
ON_ITS_OWN = """
globalThis.audited = new Promise((done) => {
  addEventListener("DOMContentLoaded", () => done(audit(%s)));
});
"""


@pytest.fixture
def auditing(page: Page) -> Page:
    """Open an empty page that has `audit()` wherever it goes."""
    page.add_init_script(AXE.read_text("utf-8") + AUDIT + "globalThis.audit = audit;")
    return page


def audited(page: Page) -> Any:
    return page.evaluate("audit()")


def names(site: Path) -> Iterator[str]:
    """Yield the addresses of all pages."""
    for path in sorted(site.rglob("index.html")):
        name = path.parent.relative_to(site).as_posix()
        yield f"{name}/" if name != "." else ""


def found_on(page: Page, server: Server, part: str, addresses: Iterable[str]) -> list[str]:
    """Return what is found in a part of pages."""
    server.is_kept = True
    page.add_init_script(AXE.read_text("utf-8") + AUDIT + ON_ITS_OWN % part)
    found: list[str] = []
    for address in addresses:
        page.goto(address, wait_until="commit")
        found += page.evaluate("audited")
    return found


@pytest.mark.content
def test_axe_finds_nothing_in_any_page_and_none_is_wider_than_a_phone(
    page: Page, server: Server, site: Path
) -> None:
    page.set_viewport_size(PHONE)
    assert found_on(page, server, "'.md-content'", names(site)) == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_axe_finds_nothing_around_a_page_of_each_kind(
    page: Page, server: Server, site: Path, viewport: ViewportSize
) -> None:
    """What stands around a page is alike on all of its kind."""
    page.set_viewport_size(viewport)
    kinds = {name.partition("/")[0] + str(name.count("/")): name for name in names(site)}
    assert found_on(page, server, "document", kinds.values()) == []


def test_axe_finds_nothing_in_an_answer_with_notices_nor_in_problems(auditing: Page) -> None:
    auditing.goto(SETTLEMENT)
    auditing.locator("#settlement-score").fill("55")
    expect(auditing.locator("[data-output=bonus_payable]")).to_have_text("850.00")
    auditing.get_by_text("更多可填的").click()
    for details in auditing.get_by_text("更多", exact=True).all():
        details.click()
    assert audited(auditing) == []
    auditing.get_by_role("button", name="记住这个答案").click()
    auditing.locator("#settlement-score").fill("90")
    expect(auditing.locator("[data-list=results]")).to_contain_text("2,550.00")
    auditing.get_by_text("变了的步骤").click()
    auditing.get_by_text("和工资条对一对").click()
    auditing.locator("[data-line] input").first.fill("100")
    expect(auditing.locator("[data-verdict]").first).to_be_visible()
    auditing.locator("handbook-month [data-date]").nth(8).click()
    auditing.get_by_role("button", name="＋ 旷工半天").click()
    auditing.get_by_role("button", name="复制链接").click()
    assert audited(auditing) == []
    auditing.get_by_role("button", name="看整月的记录").click()
    auditing.locator("#settlement-score").fill("900")
    auditing.locator("[name=minutes]").first.fill("0")
    auditing.get_by_role("button", name="加一条记录").click()
    expect(auditing.locator("#settlement-events-problem")).to_be_visible()
    assert audited(auditing) == []


def test_axe_finds_nothing_where_python_failed(auditing: Page, server: Server) -> None:
    server.lose(".wasm")
    auditing.goto(SETTLEMENT)
    expect(auditing.get_by_role("button", name="再试一次")).to_be_visible()
    auditing.locator("#settlement-score").fill("90")
    expect(auditing.get_by_text("还没有按你填的计算")).to_be_visible()
    assert audited(auditing) == []


def test_axe_finds_nothing_in_the_search(auditing: Page) -> None:
    auditing.goto("")
    auditing.get_by_role("button", name="搜索条款").click()
    query = auditing.get_by_role("textbox", name="搜索")
    query.press_sequentially("迟到")
    query.press("End")  # the theme looks when a key comes up
    results = auditing.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    expect(auditing.locator("body[data-md-scrolllock]")).to_be_attached()  # until then it is wider
    results.first.hover()
    assert audited(auditing) == []
