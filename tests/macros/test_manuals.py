"""Clauses and their anchors."""

import pytest

from macros.manuals import ManualError, clauses

PAGE = "manuals/commercial-operations/4.md"


def test_clauses_are_found_by_their_anchor() -> None:
    text = "## 4.1 考勤制度\n\n### 4.1.2 迟到与早退 {#co-4-1-2}\n\n### 4.1.3 旷工 { #co-4-1-3 }\n"
    found = clauses([(PAGE, text), ("index.md", "## 1 首页 {#co-1}")])
    assert [(clause.heading, clause.page) for clause in found.values()] == [
        ("4.1.2 迟到与早退", PAGE),
        ("4.1.3 旷工", PAGE),
    ]


def test_an_anchor_is_prefix_and_number() -> None:
    with pytest.raises(ManualError, match=r"4\.md：“4\.1\.2 迟到”的锚点要写 \{#co-4-1-2\}"):
        clauses([(PAGE, "### 4.1.2 迟到 {#co-4-1-3}")])


@pytest.mark.parametrize(
    "heading",
    [
        "### 4.1.1 作息",
        "### 4.1.1 作息 {#co_4_1_1}",
        "### 4.1.1 作息 {#CO-4-1-1}",
        "## 总则 {#co-1}",
    ],
)
def test_a_clause_without_a_good_anchor_is_refused(heading: str) -> None:
    with pytest.raises(ManualError, match=r"要写成“### 4\.1\.2 标题"):
        clauses([(PAGE, heading)])


def test_a_manual_without_a_prefix_is_refused() -> None:
    with pytest.raises(ManualError, match="手册 new 还没有锚点前缀"):
        clauses([("manuals/new/1.md", "")])


def test_an_anchor_stands_once() -> None:
    with pytest.raises(ManualError, match=r"锚点 co-4-1 在 .*4\.md 已有"):
        clauses([(PAGE, "## 4.1 一 {#co-4-1}\n"), (PAGE.replace("4", "5"), "## 4.1 二 {#co-4-1}")])
