"""The calculators' overview: a question leads to its calculator, and to the place in it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

OVERVIEW = "calculators/"


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("我这个月迟到了几次，要扣多少？", "attendance-short_count"),  # not the way that is chosen
        ("一次订多少最省钱？", "reorder-fixed_cost"),
        ("扣完以后，低于最低工资吗？", "settlement-minimum_wage"),  # rarely needed
        ("客户来问，最晚什么时候答复？", "deadlines-kind"),
    ],
)
def test_a_question_leads_to_the_field_that_answers_it(
    page: Page, question: str, field: str
) -> None:
    page.goto(OVERVIEW)
    page.get_by_role("link", name=question).click()
    expect(page.locator(f"#{field}")).to_be_focused()
    expect(page.locator(f"#{field}")).to_be_in_viewport(ratio=1)
    page.wait_for_load_state()
    label = page.locator(f"label[for={field}]").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert label
    assert header
    assert label["y"] >= header["height"]


def test_an_address_that_names_no_field_is_no_error(page: Page) -> None:
    page.goto("calculators/bonus/#%E0%A4%A")
    page.locator("#bonus-score").fill("90")
    expect(page.locator("[data-output=bonus_gross]")).to_have_text("3,000.00")


def test_every_question_has_its_place_and_every_calculator_a_question(
    page: Page, site: Path
) -> None:
    page.goto(OVERVIEW)
    links = page.locator(".questions li a").evaluate_all("links => links.map(a => a.href)")
    asked = set()
    for link in map(urlsplit, links):
        name = link.path.rstrip("/").rpartition("/")[2]
        asked.add(name)
        html = (site / "calculators" / name / "index.html").read_text("utf-8")
        assert not link.fragment or f'id="{link.fragment}"' in html
    pages = {path.parent.name for path in (site / "calculators").glob("*/index.html")}
    assert asked == pages


def test_the_questions_fill_less_than_two_screens_of_a_phone(page: Page) -> None:
    page.goto(OVERVIEW)
    box = page.locator(".questions").bounding_box()
    assert box
    assert box["y"] + box["height"] < 2 * 844
