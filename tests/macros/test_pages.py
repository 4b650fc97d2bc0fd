"""What the build adds to a page's own words."""

import pytest

from macros import conflicts, pages
from macros.manuals import ManualError
from tests.macros.small import CHAPTER, DIFFERENT, GOODS, ONE, TWO, writer


def complete(page: str, markdown: str, **changed: str) -> str:
    def draw(kind: str, title: str, text: str) -> str:
        return f"<figure>{kind}/{title}/{text}</figure>"

    return pages.complete(markdown, writer(page, **changed), draw)


def test_a_heading_keeps_its_anchor_only_and_says_whose_article_it_is() -> None:
    assert (
        "## 1.1 上班 {#aa-1-1}\n\n"
        "<span>谁：[员工](../../roles/staff.md)</span> "
        "<span>主题：[作息](../../topics/people.md#hours)</span>\n{: .article-marks }\n"
    ) in complete(ONE, CHAPTER)


def test_a_fact_shows_its_times_and_records_but_not_again_its_article_s_people() -> None:
    assert (
        '不超过 {{ figure("attendance.short.within_minutes") }}。<span class="marks">'
        "<span>何时：每天早上</span> "
        "<span>记录：[打卡记录](../../lists/records.md#打卡记录)</span></span>\n"
        "  {: #aa-1-1-a .fact }\n"
    ) in complete(ONE, CHAPTER)


def test_a_fact_of_other_people_names_them() -> None:
    shown = complete(ONE, CHAPTER)
    assert "经理批准请假。" in shown
    assert "<span>谁：[经理](../../roles/manager.md)</span>" in shown


def test_what_is_open_is_marked_and_linked_to_the_list() -> None:
    shown = complete(ONE, CHAPTER)
    for words in ("由谁排班", "备用钥匙放在哪里", "“定期”是多久一次"):
        mark = f"[待定：{words}](../../lists/open-points.md#open-aa-1-1-c){{ .mark-open }}"
        assert mark in shown
    assert "[待定：清点制度还没有写](../../lists/open-points.md#open-bb-2-1)" in complete(
        TWO, GOODS
    )


def test_a_paragraph_takes_its_anchor_on_a_line_of_its_own() -> None:
    assert "\n{: #bb-2-1-a .fact }" in complete(TWO, GOODS)
    assert "<span>何时：每月</span>" in complete(TWO, GOODS)


def test_a_list_below_a_fact_stays_its_list() -> None:
    shown = complete(ONE, CHAPTER.replace("至少写明：", "- 至少写明："))
    assert "\n  {: #aa-1-2-a .fact }\n    - 品名\n    - 数量\n" in shown


def test_a_contradiction_stands_under_each_article_and_links_to_the_list() -> None:
    shown = complete(ONE, CHAPTER)
    note = "**打卡还是不打。**[1.1 上班](#aa-1-1) 要打卡，[1.2 盘点](#aa-1-2) 没有写。"
    assert shown.count(f'!!! warning "前后不一致"\n\n    {note}') == 2
    assert shown.count("没有写。 [全部不一致](../../lists/conflicts.md#conflict-clock)") == 2


def test_a_difference_between_manuals_names_the_other_manual() -> None:
    assert (
        '??? note "别的手册写法不同"\n\n'
        "    - [盘点的叫法](../../lists/conflicts.md#conflict-count)"
        "：另见 [甲 1.2 盘点](../one/1-start.md#aa-1-2)"
    ) in complete(TWO, GOODS)


def test_the_page_of_contradictions_links_its_clauses() -> None:
    shown = complete(conflicts.PAGE, DIFFERENT)
    assert "### 打卡还是不打 {#conflict-clock}\n" in shown
    assert "涉及：[甲 1.1 上班](../manuals/one/1-start.md#aa-1-1)、" in shown
    assert "| 甲 | [甲 1.2 盘点](../manuals/one/1-start.md#aa-1-2) |" in shown


def test_a_chapter_says_which_manual_and_edition_it_belongs_to() -> None:
    assert (
        "# 第一章 开始 {#aa-1}\n\n"
        "[甲公司制度](index.md) · 草案 · 版次：待定 · 生效日：待定\n{: .article-marks }"
    ) in complete(ONE, CHAPTER)


def test_a_drawing_stands_in_the_place_of_its_text() -> None:
    text = "```flow 打卡\n员工｜打卡 [aa-1-1]\n```\n\n之后。"
    assert complete(ONE, text) == "<figure>flow/打卡/员工｜打卡 [aa-1-1]</figure>\n\n之后。"


def test_a_bare_anchor_becomes_a_link_on_any_page() -> None:
    assert (
        complete("how.md", "见 [aa-1-1]。") == "见 [甲 1.1 上班](manuals/one/1-start.md#aa-1-1)。"
    )


@pytest.mark.parametrize("text", ["[aa-1-1](#x)", "![aa-1-1](x.png)", "[aa-1-1][x]", "[待定]"])
def test_what_is_a_link_already_stays(text: str) -> None:
    assert complete("how.md", text) == text


def test_a_link_to_no_clause_is_refused() -> None:
    with pytest.raises(ManualError, match=r"how\.md：没有条款 \[aa-9-9\]"):
        complete("how.md", "见 [aa-9-9]。")
