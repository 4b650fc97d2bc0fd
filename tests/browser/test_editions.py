"""Three published editions, as readers of any day find them."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect

from tests.browser.conftest import SUB_PATH, Server
from tests.browser.test_accessibility import AUDIT, AXE, DESKTOP, PHONE
from tests.publishing.company import FIRST, SECOND, THIRD, TITLES, Company

CHAPTER = "manuals/commercial-operations/4-management-systems/"
NOTICE = ".edition-notice"
TOLD = ".edition-told"
ENLARGED: ViewportSize = {"width": 195, "height": 422}  # a phone at 200 %


@pytest.fixture(scope="session")
def site(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export what is published: the server of these tests has it in the place of a built site."""
    folder = tmp_path_factory.mktemp("published") / "handbook"
    with_draft = company.copy(folder.with_name("with-draft"))
    with_draft.run("draft").check_returncode()
    with_draft.run("export", str(folder)).check_returncode()
    return folder


def on(page: Page, day: str, address: str) -> None:
    """Open a page at noon of a day in China."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00+08:00"))
    page.goto(address)


def count(page: Page, month: str, times: int) -> None:
    """Ask the calculator of attendance for a month with so many short latenesses."""
    page.locator("[data-way]").nth(1).check()
    page.locator("#attendance-short_count").fill(str(times))
    page.locator("#attendance-month").fill(month)


def test_the_root_leads_to_the_edition_in_force(page: Page) -> None:
    on(page, SECOND, "")
    expect(page).to_have_url(re.compile(f"{SUB_PATH}/current/$"))
    expect(page.locator(".md-version__current")).to_have_text(TITLES[SECOND])
    expect(page.locator(NOTICE)).to_be_hidden()


@pytest.mark.parametrize(
    ("edition", "day", "said"),
    [
        (FIRST, FIRST, None),
        (FIRST, "2026-12-31", None),
        (
            FIRST,
            SECOND,
            f"已失效：有效期从 {FIRST} 到 2026-12-31。看现行的一版",
        ),
        (FIRST, "2031-05-05", f"已失效：有效期从 {FIRST} 到 2026-12-31。看现行的一版"),
        (SECOND, SECOND, None),
        (SECOND, "2026-12-31", f"还没有生效：{SECOND} 起有效。看现行的一版"),
        (SECOND, THIRD, f"已失效：有效期从 {SECOND} 到 2027-02-28。看现行的一版"),
        (THIRD, "2027-02-28", f"还没有生效：{THIRD} 起有效。看现行的一版"),
        (THIRD, "2040-01-01", None),
        (FIRST, "2026-11-30", f"还没有生效：{FIRST} 起有效。暂无现行的一版。"),
    ],
)
def test_a_page_says_whether_its_edition_is_in_force(
    page: Page, edition: str, day: str, said: str | None
) -> None:
    on(page, day, f"{edition}/{CHAPTER}")
    expect(page.locator(".md-version")).to_be_visible()
    if said is None:
        expect(page.locator(NOTICE)).to_be_hidden()
    else:
        shown = page.locator(f"{NOTICE} [data-state]:visible")
        without_start = said.replace(f"从 {edition} 到", "到")  # a phone has no room for it
        expect(shown).to_have_text(without_start, use_inner_text=True)
        page.set_viewport_size(PHONE)
        assert boxes(page, NOTICE)[0]["height"] < 28  # one line
        page.set_viewport_size(DESKTOP)
        expect(shown).to_have_text(said, use_inner_text=True)


def boxes(page: Page, *selectors: str) -> list[FloatRect]:
    found = [page.locator(selector).bounding_box() for selector in selectors]
    return [box for box in found if box]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, ENLARGED], ids=["phone", "desktop", "200%"])
@pytest.mark.parametrize(
    ("edition", "day"), [(FIRST, THIRD), (SECOND, "2026-12-31"), ("draft", THIRD)]
)
def test_what_is_not_in_force_says_so_wherever_a_link_leads(
    page: Page, edition: str, day: str, viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    for clause in ("co-4-3-1", "co-4-1-2-a"):
        on(page, day, "about:blank")
        on(page, day, f"{edition}/{CHAPTER}#{clause}")
        expect(page.locator(NOTICE)).to_be_visible()
        expect(page.locator(f"#{clause}")).to_be_in_viewport()
        header, notice, led_to = boxes(page, ".md-header", NOTICE, f"#{clause}")
        assert page.evaluate("scrollY") > 0
        bottom = notice["y"] + notice["height"]
        assert notice["y"] == pytest.approx(header["height"], abs=1)
        assert bottom <= led_to["y"] <= bottom + 60
        lines = 2 if viewport == ENLARGED else 1
        assert notice["height"] < 28 * lines


def test_nothing_moves_when_the_notice_comes(page: Page) -> None:
    page.add_init_script(
        """globalThis.shifts = 0;
        const add = (seen) => seen.getEntries().forEach((each) => (shifts += each.value));
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });"""
    )
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        on(page, THIRD, f"{FIRST}/{CHAPTER}")
        expect(page.locator(NOTICE)).to_be_visible()
        notice, title = boxes(page, NOTICE, "article h1")
        assert notice["y"] + notice["height"] <= title["y"]
        assert page.evaluate("shifts") < 0.01


def test_a_printed_page_has_one_statement_that_covers_nothing(page: Page) -> None:
    on(page, THIRD, f"{FIRST}/{CHAPTER}#co-4-3-1")
    expect(page.locator(NOTICE)).to_be_visible()
    page.emulate_media(media="print")
    notice, title = boxes(page, NOTICE, "article h1")
    assert notice["y"] < 0  # at the beginning, where the page is scrolled from
    assert notice["y"] + notice["height"] <= title["y"]
    assert page.locator("body").inner_text().count("已失效") == 1


@pytest.mark.parametrize(
    "address", ["editions/", CHAPTER, "calculators/attendance/", "calculators/receipt/"]
)
def test_an_enlarged_phone_need_not_scroll_sideways(page: Page, address: str) -> None:
    page.set_viewport_size(ENLARGED)
    on(page, THIRD, f"{FIRST}/{address}")
    expect(page.locator(NOTICE)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == ENLARGED["width"]


def test_a_phone_shows_the_name_of_the_site_and_the_edition(page: Page) -> None:
    on(page, THIRD, f"{FIRST}/{CHAPTER}")
    expect(page.locator(".md-version")).to_be_visible()
    for text in (".md-header__topic:first-child > .md-ellipsis", ".md-version__current"):
        assert page.locator(text).evaluate("each => each.scrollWidth <= each.clientWidth")


def test_the_day_is_the_one_in_china(page: Page) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat("2026-12-31T16:30:00+00:00"))
    page.goto(f"{SECOND}/{CHAPTER}")
    expect(page.locator(".md-version__current")).to_have_text(TITLES[SECOND])
    expect(page.locator(NOTICE)).to_be_hidden()


@pytest.mark.parametrize(
    ("anchor", "leads_to"),
    [
        ("", f"{CHAPTER}"),
        ("#co-4-1-2", f"{CHAPTER}#co-4-1-2"),
        ("#co-4-1-2-a", f"{CHAPTER}#co-4-1-2-a"),
        ("#co-4-3-3", f"{CHAPTER}#co-4-3-1"),  # gone, and redirected
        ("#co-4-3-3-a", f"{CHAPTER}#co-4-3-1"),
    ],
)
def test_an_old_page_links_the_same_clause_in_force(page: Page, anchor: str, leads_to: str) -> None:
    on(page, THIRD, f"{FIRST}/{CHAPTER}{anchor}")
    link = page.locator(f"{NOTICE} a:visible")
    # The page there says what became of a clause that is gone.
    href = re.escape(f"/{THIRD}/{CHAPTER}{anchor}") + "$"
    expect(link).to_have_attribute("href", re.compile(href))
    link.click()
    expect(page).to_have_url(re.compile(re.escape(f"/{THIRD}/{leads_to}") + "$"))
    expect(page.locator(NOTICE)).to_be_hidden()
    expect(page.locator(TOLD)).to_have_count(1 if "4-3-3" in anchor else 0)


@pytest.mark.parametrize("address", [CHAPTER, "manuals/"])
@pytest.mark.parametrize("anchor", ["co-4-3-3", "co-4-3-3-a"])
def test_a_link_to_a_clause_that_is_gone_leads_on_and_says_so(
    page: Page, anchor: str, address: str
) -> None:
    on(page, THIRD, f"{THIRD}/{address}#{anchor}")
    expect(page).to_have_url(re.compile(f"/{THIRD}/{CHAPTER}#co-4-3-1$"))
    told = page.locator(f"#co-4-3-1 + {TOLD}")
    expect(told).to_have_text("原来的 4.3.3 条在这一版里没有了，现在看这一条。")
    expect(told).to_be_in_viewport()


def test_a_link_to_a_sentence_that_is_gone_leads_to_its_clause(page: Page) -> None:
    on(page, THIRD, f"{THIRD}/{CHAPTER}#co-4-1-2-zz")
    expect(page).to_have_url(re.compile("#co-4-1-2$"))
    expect(page.locator("#co-4-1-2")).to_be_in_viewport()
    expect(page.locator(TOLD)).to_have_count(0)


@pytest.mark.parametrize(
    ("edition", "anchor", "said", "leads_to"),
    [
        (FIRST, "co-4-3-5", f"这一版里没有 4.3.5 条。有这一条的是{TITLES[THIRD]}。", THIRD),
        (FIRST, "co-4-3-5-a", f"这一版里没有 4.3.5 条。有这一条的是{TITLES[THIRD]}。", THIRD),
        (
            SECOND,
            "co-4-9-9",
            "哪一版里都没有 4.9.9 条。请看看链接抄得对不对，或者搜索要找的内容。",
            None,
        ),
    ],
)
def test_a_link_to_a_clause_that_the_edition_has_not_is_answered(
    page: Page, edition: str, anchor: str, said: str, leads_to: str | None
) -> None:
    on(page, SECOND, f"{edition}/{CHAPTER}#{anchor}")
    told = page.locator(f"h1 + {TOLD}")
    expect(told).to_have_text(said)
    expect(told).to_be_in_viewport()
    if leads_to:
        told.locator("a").click()
        expect(page).to_have_url(re.compile(f"/{leads_to}/{CHAPTER}#{anchor}$"))
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
        expect(page.locator(TOLD)).to_have_count(0)


def test_where_a_clause_is_is_not_guessed(page: Page, server: Server) -> None:
    server.lose(f"{THIRD}/edition/clauses.json")
    on(page, SECOND, f"{FIRST}/{CHAPTER}#co-4-3-5")
    expect(page.locator(TOLD)).to_have_text("这一版里没有 4.3.5 条。")


def test_a_page_that_another_edition_has_not_leads_to_its_first(page: Page) -> None:
    on(page, FIRST, f"{SECOND}/revision/")
    link = page.locator(f"{NOTICE} a:visible")
    expect(link).to_have_attribute("href", re.compile(f"/{FIRST}/$"))


def test_the_menu_says_what_each_edition_is_and_stays_on_the_clause(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    on(page, "2027-01-15", f"{SECOND}/{CHAPTER}#co-4-3-1")
    page.evaluate("scrollTo(0, 0)")  # below, the theme shows the page's title in its place
    page.get_by_role("button", name=TITLES[SECOND]).focus()
    items = page.locator(".md-version__item")
    expect(items).to_have_text(
        [f"{TITLES[THIRD]} 未生效", f"{TITLES[SECOND]} 现行", f"{TITLES[FIRST]} 已失效"],
        use_inner_text=True,
    )
    items.nth(2).locator("a").click()
    expect(page).to_have_url(re.compile(f"/{FIRST}/{CHAPTER}#co-4-3-1$"))


@pytest.mark.parametrize("how", ["hover", "focus", "tap"])
def test_what_the_menu_opens_in_another_tab_is_there(
    chromium: Browser, server: Server, how: str
) -> None:
    """A comparison has no page in the first edition: its link leads to what is there."""
    context = chromium.new_context(base_url=f"{server.address}/", viewport=PHONE, has_touch=True)
    page = context.new_page()
    on(page, THIRD, f"{THIRD}/revision/")
    button = page.get_by_role("button", name=TITLES[THIRD])
    {"hover": button.hover, "focus": button.focus, "tap": button.tap}[how]()
    items = page.locator(".md-version__link")
    if how == "focus":
        for _ in range(3):
            page.keyboard.press("Tab")
        expect(items.nth(2)).to_be_focused()
    else:
        items.nth(2).hover()
    expect(items.nth(2)).to_have_attribute("href", re.compile(f"/{FIRST}/$"))
    items.nth(1).hover()
    expect(items.nth(1)).to_have_attribute("href", re.compile(f"/{SECOND}/revision/$"))
    with context.expect_page() as opened:
        items.nth(1).click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(f"/{SECOND}/revision/$"))
    items.nth(2).click()
    expect(page).to_have_url(re.compile(f"/{FIRST}/$"))
    context.close()


def test_each_edition_gives_its_own_figures(page: Page) -> None:
    for edition, figure in ((FIRST, "10"), (SECOND, "15"), (THIRD, "20")):
        on(page, "2027-04-02", f"{edition}/calculators/attendance/")
        count(page, "2027-04", 5)
        expect(page.locator("[data-output=bonus_percent]")).to_have_text(figure)
        warning = page.locator("[data-cited=later]")
        if edition == THIRD:
            expect(warning).to_be_hidden()
        else:
            expect(warning).to_have_text(
                f"这个月要按{TITLES[THIRD]}（从 {THIRD} 起）算；下面是按旧的一版算的，不能用。"
            )
            there = warning.locator("a")
            expect(there).to_have_attribute(
                "href", re.compile(f"/{THIRD}/calculators/attendance/$")
            )


@pytest.mark.parametrize(
    ("month", "figure", "cited", "said"),
    [
        ("2027-03", "20", "../../", ""),
        ("2027-02", "15", f"/{SECOND}/", f"条文：当时有效的{TITLES[SECOND]}（从 {SECOND} 起）"),
        ("2026-12", "10", f"/{FIRST}/", f"条文：当时有效的{TITLES[FIRST]}（从 {FIRST} 起）"),
    ],
)
def test_the_month_picks_the_rules_and_the_clauses(
    page: Page, month: str, figure: str, cited: str, said: str
) -> None:
    on(page, THIRD, f"{THIRD}/calculators/attendance/")
    count(page, month, 5)
    expect(page.locator("[data-output=bonus_percent]")).to_have_text(figure)
    clause = page.locator("[data-list=steps] details.clause").first
    expect(clause.locator("a")).to_have_attribute(
        "href", re.compile(re.escape(f"{cited}{CHAPTER}#co-4-1-2") + "$")
    )
    then = {"20": "1", "15": "2", "10": "3"}[figure]
    expect(clause.locator(".clause-text")).to_contain_text(f"累计不超过 {then} 次的")
    note = page.locator(".calculator-editions [data-cited]:visible")
    if said:
        expect(note).to_have_text(f"；{said}")
        page.evaluate("window.print = () => {}")
        page.get_by_role("button", name="打印").click()
        page.emulate_media(media="print")
        sheet = page.locator(".calculator-sheet")
        expect(sheet).to_contain_text(said)
        expect(sheet.locator("[data-sheet=clauses]")).to_contain_text(f"累计不超过 {then} 次的")
    else:
        expect(note).to_have_count(0)


def test_a_month_before_the_first_edition_is_answered_with_a_notice(page: Page) -> None:
    on(page, THIRD, f"{THIRD}/calculators/attendance/")
    count(page, "2026-11", 5)
    expect(page.locator("[data-output=bonus_percent]")).to_have_text("10")
    clause = page.locator("[data-list=steps] details.clause a").first
    href = re.escape(f"/{FIRST}/{CHAPTER}#co-4-1-2") + "$"
    expect(clause).to_have_attribute("href", re.compile(href))
    said = f"那时还没有生效的手册，下面引用的是最早的{TITLES[FIRST]}（从 {FIRST} 起）的条文。"
    notice = page.locator(".calculator-outdated:visible")
    expect(notice).to_have_text(said)
    assert notice.evaluate("each => getComputedStyle(each).fontSize") == "16px"
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="打印").click()
    page.emulate_media(media="print")
    expect(page.locator(".calculator-sheet")).to_contain_text(said)


def test_receipts_are_checked_with_the_rules_of_the_edition_and_it_says_so(page: Page) -> None:
    on(page, THIRD, f"{FIRST}/calculators/receipt/")
    said = page.locator("[data-other-edition]")
    expect(said).to_have_text(
        f"这里用{TITLES[FIRST]}（已失效）的程序和规则核对，下面说“今天”的，也是今天用这一版算的。"
        "用现行的一版核对",
        use_inner_text=True,
    )
    same = page.locator("[data-finding=same]")
    page.evaluate("document.querySelector('handbook-receipt section').hidden = false")
    same.evaluate("each => { each.hidden = false; }")
    expect(same).to_have_text(
        "对得上：用这一版的程序和规则重新算，每一个字都和凭据一样。", use_inner_text=True
    )
    said.locator("a").click()
    expect(page).to_have_url(re.compile(f"/{THIRD}/calculators/receipt/$"))
    expect(page.locator(".md-version")).to_be_visible()
    expect(said).to_be_hidden()
    page.evaluate("document.querySelector('handbook-receipt section').hidden = false")
    same.evaluate("each => { each.hidden = false; }")
    expect(same).to_have_text(
        "对得上：用今天的程序和规则重新算，每一个字都和凭据一样。", use_inner_text=True
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (THIRD, f"{THIRD} 这一天按{TITLES[THIRD]}办。它从 {THIRD} 起有效，目前还没有下一版。"),
        (
            "2027-02-28",
            f"2027-02-28 这一天按{TITLES[SECOND]}办。它从 {SECOND} 起有效，到 2027-02-28 为止。",
        ),
        (FIRST, f"{FIRST} 这一天按{TITLES[FIRST]}办。它从 {FIRST} 起有效，到 2026-12-31 为止。"),
        ("2026-11-30", f"2026-11-30 这一天还没有生效的制度，最早的一版是{TITLES[FIRST]}。"),
        ("", "请填一个完整的日期，例如 2026-12-01。"),
    ],
)
def test_a_date_leads_to_the_edition_in_force_then(page: Page, day: str, said: str) -> None:
    on(page, SECOND, f"{FIRST}/editions/")
    expect(page.locator("[data-said=found]")).to_contain_text(TITLES[SECOND])  # today's
    page.get_by_label("日期").fill(day)
    shown = page.locator("[data-said]:visible")
    expect(shown).to_have_text(said, use_inner_text=True)
    if "这一天按" in said:
        page.get_by_role("button", name="打开那一天有效的制度").click()
        edition = next(date for date in (THIRD, SECOND, FIRST) if date <= day)
        expect(page).to_have_url(re.compile(f"/{edition}/$"))


def test_an_old_page_lists_what_came_after_it(page: Page) -> None:
    on(page, SECOND, f"{FIRST}/changes/")
    rows = page.locator("[data-editions] tbody tr")
    expect(rows).to_have_text(
        [
            re.compile(f"{TITLES[THIRD]}\\s*{THIRD}\\s*未生效\\s*修订对照"),
            re.compile(f"{TITLES[SECOND]}\\s*{SECOND}\\s*现行\\s*修订对照"),
            re.compile(f"{TITLES[FIRST]}\\s*{FIRST}\\s*已失效\\s*第一版"),
        ]
    )
    rows.first.get_by_text("修订对照").click()
    expect(page).to_have_url(re.compile(f"/{THIRD}/revision/$"))


def test_what_is_not_known_is_said(page: Page, server: Server) -> None:
    server.lose("editions.json")
    on(page, SECOND, f"{FIRST}/{CHAPTER}")
    expect(page.locator(NOTICE)).to_contain_text("没有查到这一版现在是不是有效")


def test_clauses_that_could_not_be_loaded_are_not_passed_off(page: Page, server: Server) -> None:
    server.lose(f"{SECOND}/edition/clauses.json")
    on(page, THIRD, f"{THIRD}/calculators/attendance/")
    count(page, "2027-02", 5)
    note = page.locator(".calculator-editions [data-cited]:visible")
    expect(note).to_have_text(
        f"；条文：没有取到当时有效的{TITLES[SECOND]}（从 {SECOND} 起），引的是这一版的"
    )


def test_what_is_printed_of_an_old_edition_says_so(page: Page) -> None:
    on(page, THIRD, f"{FIRST}/calculators/attendance/")
    count(page, "2027-03", 5)
    expect(page.locator("[data-cited=later]")).to_be_visible()
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="打印").click()
    page.emulate_media(media="print")
    expect(page.locator(".calculator-sheet")).to_contain_text("下面是按旧的一版算的，不能用")


def test_axe_finds_nothing_in_what_editions_add(page: Page) -> None:
    page.add_init_script(AXE.read_text("utf-8") + AUDIT + "globalThis.audit = audit;")
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for address in (
            f"{FIRST}/editions/",
            f"{THIRD}/revision/",
            f"{FIRST}/{CHAPTER}#co-4-3-5",
            f"{THIRD}/{CHAPTER}#co-4-3-3",
            f"{FIRST}/calculators/receipt/",
        ):
            on(page, "2027-01-15", address)
            expect(page.locator(".md-version")).to_be_attached()
            expect(page.locator(NOTICE)).to_be_visible()
            assert page.evaluate("audit()") == []
