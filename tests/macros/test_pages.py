"""Links and drawings in a page, and what is said of mistakes in them; golden/ holds the rest."""

import pytest

from macros import pages
from macros.lines import PageError
from tests.macros.small import CHAPTER, ONE, writer


def complete(page: str, markdown: str) -> str:
    def draw(kind: str, title: str, text: str) -> str:
        return f"<figure>{kind}/{title}/{text}</figure>"

    return pages.complete(markdown, writer(page), draw, lambda line: f"{page} 第 {line} 行")


def test_a_drawing_stands_in_the_place_of_its_text() -> None:
    text = "```flow 打卡\n员工｜打卡 [aa-1-1]\n```\n\n之后。"
    assert complete("how.md", text) == "<figure>flow/打卡/员工｜打卡 [aa-1-1]</figure>\n\n之后。"


def test_a_bare_anchor_becomes_a_link_on_any_page() -> None:
    assert (
        complete("how.md", "见 [aa-1-1]。") == "见 [甲 1.1 上班](manuals/one/1-start.md#aa-1-1)。"
    )


def test_a_manual_that_the_author_has_named_is_not_named_again() -> None:
    linked = "在甲 [1.1 上班](manuals/one/1-start.md#aa-1-1)。"
    assert complete("how.md", "在甲 [aa-1-1]。") == linked


@pytest.mark.parametrize(
    "text",
    [
        *("[aa-1-1](#x)", "![aa-1-1](x.png)", "[aa-1-1][x]", "[待定]", "`[aa-9-9]`"),
        *("```\n# 注释\n[aa-9-9]\n- 一 {: #a}\n```", "~~~ text\n```flow x\n~~~"),
    ],
)
def test_what_is_a_link_or_code_stays(text: str) -> None:
    assert complete("how.md", text) == text


def test_a_fence_in_an_article_leaves_the_rest_of_it_alone() -> None:
    shown = complete(ONE, f"{CHAPTER}\n```\n# 注释\n```\n")
    assert "```\n# 注释\n```\n\n\n!!! warning" in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一\n\n见 [aa-9-9]。", "how.md 第 3 行：没有条款 [aa-9-9]"),
        ("```flow\n打卡 [aa-1-1]\n```", "how.md 第 1 行：图要从行首写起，写成 ```flow 标题"),
        ("```Flow 打卡\n打卡 [aa-1-1]\n```", "how.md 第 1 行：图要从行首写起，写成 ```flow 标题"),
        ("  ```chart 组织\n一｜二 [aa-1-1]\n  ```", "how.md 第 1 行：图要从行首写起"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PageError) as caught:
        complete("how.md", text)
    assert said in str(caught.value)
