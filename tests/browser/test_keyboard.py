"""The whole task without a mouse, on a page enlarged four times, and with a finger."""

import re

import pytest
from playwright.sync_api import Page, expect

SETTLEMENT = "calculators/settlement/"
CALCULATORS = ("settlement", "attendance", "bonus", "reorder", "turnover", "deadlines")
FOCUSED = "document.activeElement"


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press a key until what fits the selector has the focus, and shows it."""
    for _ in range(120):
        if page.evaluate(f"(wanted) => {FOCUSED}.matches(wanted)", wanted):
            break
        page.keyboard.press(key)
    focused = page.locator(":focus")
    assert page.evaluate(f"(wanted) => {FOCUSED}.matches(wanted)", wanted), wanted
    expect(focused).to_be_in_viewport()
    assert focused.evaluate("element => getComputedStyle(element).outlineStyle") != "none"


def test_the_whole_task_by_keyboard_alone(page: Page) -> None:
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    rows = page.locator("[data-rows=events] li")
    tab_to(page, "#settlement-score")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("90")
    tab_to(page, "[data-action=remove-row]")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(4)
    expect(rows.first.get_by_role("button", name="删去")).to_be_focused()
    tab_to(page, "[data-action=add-row]")
    page.keyboard.press("Enter")
    expect(rows.last.locator("[name=date]")).to_be_focused()
    tab_to(page, "li:last-child [data-action=remove-row]")
    page.keyboard.press("Enter")
    expect(rows.last.get_by_role("button", name="删去")).to_be_focused()
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".calculator-answer")).to_be_focused()
    expect(page.locator("[data-output=bonus_payable]")).to_have_text("2,700.00")
    page.keyboard.press("Tab")
    tab_to(page, "[data-list=steps] summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-list=steps] a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#co-4-"))
    page.go_back()
    expect(page).to_have_url(re.compile(f"{SETTLEMENT}$"))
    expect(page.get_by_text("可以算了")).to_be_visible()


def test_removing_the_last_row_leaves_the_focus_where_one_is_added(page: Page) -> None:
    page.goto(SETTLEMENT)
    expect(page.get_by_text("可以算了")).to_be_visible()
    remove = page.locator("[data-action=remove-row]")
    remove.first.focus()
    for _ in range(remove.count()):
        page.keyboard.press("Enter")
    expect(page.locator("[data-action=add-row]")).to_be_focused()


def test_the_answer_is_announced_and_its_steps_are_not(page: Page) -> None:
    page.goto(SETTLEMENT)
    assert page.locator(".calculator-headline").get_attribute("aria-live") == "polite"
    assert page.locator(".calculator-status").get_attribute("role") == "status"
    live = page.locator("[data-list=steps]").evaluate("list => list.closest('[aria-live]')")
    assert live is None


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("calculator", CALCULATORS)
def test_an_enlarged_page_scrolls_in_one_direction_only(
    page: Page, calculator: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 780})
    page.route("**/assets/runtime/**", lambda route: route.abort())
    page.goto(f"calculators/{calculator}/")
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cut = page.locator(".calculator :is(input, select, textarea, button):visible").evaluate_all(
        "all => all.filter(each => each.getBoundingClientRect().right > innerWidth)"
        ".map(each => each.outerHTML)"
    )
    assert cut == []


@pytest.mark.parametrize("calculator", CALCULATORS)
def test_what_a_finger_aims_at_is_24_px_high_and_wide(page: Page, calculator: str) -> None:
    page.route("**/assets/runtime/**", lambda route: route.abort())
    page.goto(f"calculators/{calculator}/")
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()
    controls = (
        ".calculator-form :is(input, select, textarea, button, summary, .calculator-ways label)"
    )
    small = page.locator(f"{controls}:visible:not([type=radio], [type=checkbox])").evaluate_all(
        "all => all.map(each => [each.outerHTML, each.getBoundingClientRect()])"
        ".filter(([, { width, height }]) => Math.min(width, height) < 24).map(([html]) => html)"
    )
    assert small == []


def test_nothing_moves_for_a_reader_who_does_not_want_it(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(SETTLEMENT)
    moving = page.evaluate(
        "() => [...document.querySelectorAll('body, body *')].filter((each) => {"
        " const { animationName, animationDuration, transitionDuration } = getComputedStyle(each);"
        " return (animationName !== 'none' && parseFloat(animationDuration) > 0.01)"
        " || transitionDuration.split(',').some((one) => parseFloat(one) > 0.01);"
        " }).length"
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
