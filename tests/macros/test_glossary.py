"""Terms and their tooltips."""

import re

import markdown

from macros.glossary import Term, Tooltips, read

TERMS = (Term("库存", "stock", "手上的货。"), Term("安全库存", "safety stock", "多备的货。"))


def shown(text: str) -> str:
    return markdown.markdown(text, extensions=[Tooltips(TERMS), "attr_list", "def_list"])


def test_the_page_gives_the_terms() -> None:
    assert (
        read("库存 · stock\n:   手上的货。\n\n安全库存 · safety stock\n:   多备的货。见 [co-1]。\n")
        == TERMS
    )


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
    for text in ("# 库存", "[库存](x)", "`库存`", "库存\n:   [x](y)"):
        assert "<abbr" not in shown(text)
