"""How the search's evaluation judges: which result is right, and what queries add up to."""

from pathlib import Path

import pytest

from tests.bench.search import NOTHING, TABLES, Found, Judged, Query, Summary, judge, read_queries
from tests.conftest import ROOT

ANCHORS = ROOT / "tests" / "cases" / "anchors.txt"


def found(*anchors: str, status: str = "", milliseconds: float = 1) -> Found:
    """Return what was found, a result a word, its anchors apart by commas."""
    return Found([each.split(",") for each in anchors], status, milliseconds)


# Which result is right.


@pytest.mark.parametrize(
    ("anchors", "rank"),
    [
        ("co-3-4", 1),
        ("co-3-4-b", 1),
        ("lc-1 co-3-4", 2),
        (",co-3,co-3-4-1,co-3-4-c", 1),  # any link of a result counts
        ("lc-1 lc-2 lc-3 lc-4 lc-5 lc-6 lc-7 lc-8 lc-9 co-3-4", 10),
    ],
)
def test_a_clause_or_its_fact_is_right(anchors: str, rank: int) -> None:
    assert judge(found(*anchors.split()), ["ao-9", "co-3-4"]) == rank


@pytest.mark.parametrize(
    "anchors",
    [
        "",
        "co-3",
        "co-3-4-1",  # a clause of its own, not a fact
        "co-3-4-1-a",
        "co-3-40",
        "aco-3-4",
        "co-3-4-",
        "lc-1 lc-2 lc-3 lc-4 lc-5 lc-6 lc-7 lc-8 lc-9 lc-10 co-3-4",  # nobody sees the eleventh
    ],
)
def test_what_only_looks_alike_is_not(anchors: str) -> None:
    assert judge(found(*anchors.split()), ["co-3-4"]) is None


@pytest.mark.parametrize(
    ("anchors", "status", "is_answer"),
    [
        ("co-1", "找到 1 个符合条件的结果", True),
        ("", "没有找到符合条件的结果", False),
        ("co-1", "没有找到“宿舍”，相近的有", False),
        ("", "", False),
    ],
)
def test_what_claims_to_answer(anchors: str, status: str, is_answer: bool) -> None:  # noqa: FBT001  # a column of the table
    assert found(*anchors.split(), status=status).is_answer is is_answer


# What queries add up to.


def test_a_summary_keeps_what_has_no_answer_apart() -> None:
    has_answer, has_none = Query("迟到", ("co-4-1-2",), "short"), Query("宿舍", (NOTHING,), "none")
    judged = [Judged(has_answer, found(), rank) for rank in (1, 2, 5, 10, None)]
    judged += [Judged(has_none, found("co-1"), None), Judged(has_none, found(), None)]
    summary = Summary.of(judged)
    assert (summary.answerable, summary.first, summary.few) == (5, 1, 3)
    assert summary.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 5 + 1 / 10) / 5)
    assert (summary.unanswerable, summary.answered) == (2, 1)


def test_a_summary_of_what_has_no_answer_alone() -> None:
    summary = Summary.of([Judged(Query("宿舍", (NOTHING,), "none"), found(), None)])
    assert (summary.answerable, summary.reciprocal, summary.unanswerable) == (0, 0, 1)


@pytest.mark.parametrize(
    ("times", "median", "slow"),
    [([7], 7, 7), ([3, 1], 2, 3), (range(1, 21), 10.5, 19), (range(1, 101), 50.5, 95)],
)
def test_how_soon(times: list[float], median: float, slow: float) -> None:
    query = Query("迟到", ("co-4-1-2",), "short")
    summary = Summary.of([Judged(query, found(milliseconds=each), 1) for each in times])
    assert (summary.median, summary.slow) == (median, slow)


# The table of queries.


def test_queries_name_clauses_that_there_are() -> None:
    known = {*ANCHORS.read_text(encoding="utf-8").split(), NOTHING}
    queries = [query for table in TABLES for query in read_queries(table)]
    assert {target for query in queries for target in query.targets} <= known
    assert len({query.words for query in queries}) == len(queries)
    assert {query.has_answer for query in queries} == {True, False}


def test_a_query_is_read_as_it_stands(tmp_path: Path) -> None:
    table = tmp_path / "queries.tsv"
    table.write_text('query\ttargets\tkind\n"SLA" 是什么\tos-4-5-3 os-1\tmixed\n', encoding="utf-8")
    assert read_queries(table) == [Query('"SLA" 是什么', ("os-4-5-3", "os-1"), "mixed")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("words\ttargets\tkind\n", "the columns are"),
        ("query\ttargets\tkind\n迟到\tco-4-1-2\n", "queries.tsv:2: not a query"),
        ("query\ttargets\tkind\n车\tlc-8-3\tshort\n迟到\t\tshort\n", "queries.tsv:3: not a query"),
        ("query\ttargets\tkind\n迟到\tco-1 NONE\tshort\n", "queries.tsv:2: a clause"),
    ],
)
def test_what_is_no_query_is_refused(text: str, said: str, tmp_path: Path) -> None:
    table = tmp_path / "queries.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_queries(table)
