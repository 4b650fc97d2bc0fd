"""What the search finds: real queries, typed into the box of a real browser."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.bench.search import TABLES, Judged, Summary, ask_all, read_queries

FIRST = 0.85  # of the queries that the manuals answer: a clause that does is the first result
FIVE = 0.96  # the same among the first five
UNANSWERED = 0.75  # of the queries that they do not answer: nothing is said to answer them


def named(judged: Iterable[Judged]) -> str:
    return "\n".join(
        f"{each.query.words}: place {each.rank}, wanted {' '.join(each.query.targets)}, "
        f"found {[' '.join(anchors) for anchors in each.found.anchors[:5]]}"
        for each in judged
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_the_search_finds_what_readers_ask(page: Page, table: Path) -> None:
    page.goto("")
    judged = ask_all(page, read_queries(table))
    summary = Summary.of(judged)
    answerable = [each for each in judged if each.query.has_answer]
    late = [each for each in answerable if not each.is_among(1)]
    missing = [each for each in late if not each.is_among(5)]
    pretended = [each for each in judged if not each.query.has_answer and each.found.is_answer]
    assert summary.few >= FIVE * summary.answerable, named(missing)
    assert summary.first >= FIRST * summary.answerable, named(late)
    assert summary.unanswerable - summary.answered >= UNANSWERED * summary.unanswerable, named(
        pretended
    )
