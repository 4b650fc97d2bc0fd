"""Terms and their tooltips."""

import re

import markdown
import pytest

from macros.glossary import Term, Tooltips, read
from macros.lines import PageError, Source

TERMS = (Term("库存", "stock", "手上的货。"), Term("安全库存", "safety stock", "多备的货。"))


def shown(text: str) -> str:
    return markdown.markdown(text, extensions=[Tooltips(TERMS), "attr_list", "def_list"])


PAGE = """\
# 术语表

两句介绍。

库存 · stock
:   手上的货。

安全库存 · safety stock
:   多备的货。见 [co-3-4-2-1]。
"""


def page(text: str) -> Source:
    return Source("lists/glossary.md", {}, text, first_line=4)


def test_the_page_gives_the_terms() -> None:
    assert read(page(PAGE)) == TERMS


def test_a_meaning_may_speak_of_opinions() -> None:
    text = PAGE.replace("手上的货。", "说出意见 和看法。")
    assert read(page(text))[0].meaning == "说出意见 和看法。"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("库存 · stock\n", "库存·stock\n", "第 8 行：术语写成“中文 · English”"),
        ("stock\n:   手", "stock\n\n:   手", "第 9 行：“库存 · stock”的下一行要写“:   解释”"),
        (":   手", ":  手", "第 9 行：解释写成“:   解释”"),
        ("手上的货。", "手上的\n货。", "第 10 行：术语写成“中文 · English”"),
        ("安全库存 ·", "库存 ·", "第 12 行：术语“库存”写了两次"),
    ],
)
def test_an_entry_that_would_be_lost_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(PageError) as caught:
        read(page(PAGE.replace(old, new, 1)))
    assert said in str(caught.value)


def test_the_longest_term_is_marked_in_the_middle_of_a_sentence() -> None:
    assert shown("要留安全库存才行。") == (
        '<p>要留<abbr tabindex="0" title="多备的货。（safety stock）">安全库存</abbr>才行。</p>'
    )


def test_a_term_is_marked_where_it_first_occurs() -> None:
    assert shown("库存多，库存少。\n\n库存。").count("<abbr") == 1


def test_text_around_and_between_terms_stays() -> None:
    text = shown("甲**乙库存丙**丁安全库存戊*己*庚库存辛")
    assert text.count("<abbr") == 2
    assert re.sub("<[^>]+>", "", text) == "甲乙库存丙丁安全库存戊己庚库存辛"


def test_links_headings_code_and_the_glossary_itself_stay_as_they_are() -> None:
    for text in ("# 库存", "## 库存", "[库存](x)", "`库存`", "库存\n:   [x](y)"):
        assert "<abbr" not in shown(text)
