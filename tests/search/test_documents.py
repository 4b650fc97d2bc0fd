"""What the search loads: every clause once, addresses that there are, and no more than it needs."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from macros.glossary import Term
from macros.lines import PageError
from macros.search.characters import simplified, sounds
from macros.search.groups import Groups, load, read
from tests.conftest import ROOT

LIMIT = 150_000  # bytes, compressed


@pytest.fixture(scope="module")
def data(site: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((site / "search" / "documents.json").read_text("utf-8"))
    return loaded


@pytest.mark.content
def test_every_clause_is_a_document(data: dict[str, Any], site: Path) -> None:
    clauses = [each["at"] for each in data["documents"] if each["kind"] == "clause"]
    articles = json.loads((site / "articles.json").read_text(encoding="utf-8"))["articles"]
    assert clauses == [each["url"] for each in articles]


@pytest.mark.content
def test_documents_stand_where_they_say(data: dict[str, Any], site: Path) -> None:
    pages: dict[str, str] = {}
    for document in data["documents"]:
        for address in (document["at"], document["page"], document.get("calculator", "")):
            path, _, anchor = address.partition("#")
            if path not in pages:
                pages[path] = (site / path / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in pages[path], address


@pytest.mark.content
def test_no_macro_or_link_is_left_in_a_text(data: dict[str, Any]) -> None:
    texts = [
        text for each in data["documents"] for text in (each["title"], *each.get("sentences", ()))
    ]
    assert not [text for text in texts if any(sign in text for sign in ("{{", "](", "**", "{:"))]


def test_a_clause_with_figures_leads_to_its_calculator(data: dict[str, Any]) -> None:
    found = {each["at"].partition("#")[2]: each.get("calculator") for each in data["documents"]}
    assert found["co-4-1-2"] == "calculators/attendance/#attendance-month"
    assert found["lc-1-1"] is None


def test_what_the_search_loads_is_small(site: Path) -> None:
    files = ("search/documents.json", "search/search_index.json", "assets/search/results.js")
    assert sum(len(gzip.compress((site / file).read_bytes())) for file in files) < LIMIT


def test_pages_load_no_documents_with_the_theme(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["docs"] == []


def test_the_words_that_the_owner_keeps_are_well_formed() -> None:
    lines = read((ROOT / "docs" / "search-words.txt").read_text(encoding="utf-8")).lines
    assert len(lines) > 300


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("迟到", "docs/search-words.txt 第 1 行：“迟到”后面要写员工的说法，用空格隔开"),
        ("? 审批", "docs/search-words.txt 第 1 行：“审批”后面要写员工的说法，用空格隔开"),
        (
            "迟到 晚到\n\n早退 晚到",
            "docs/search-words.txt 第 3 行：“晚到”在第 1 行已有；一个词只能写在一行",
        ),
        (
            "？ 审批 批准",
            "docs/search-words.txt 第 1 行：“？”里有问号；英文问号只写在行首，后面空一格",
        ),
        ("SLA 时限 sla", "docs/search-words.txt 第 1 行：“sla”在第 1 行已有；一个词只能写在一行"),
    ],
)
def test_words_that_cannot_be_are_refused(text: str, said: str) -> None:
    with pytest.raises(PageError) as refused:
        read(text)
    assert str(refused.value) == said


def test_a_file_of_words_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"^docs/search-words\.txt 不见了"):
        load(tmp_path)
    (tmp_path / "search-words.txt").write_bytes("迟到 晚到".encode("gbk"))
    with pytest.raises(PageError, match=r"^docs/search-words\.txt 不是 UTF-8"):
        load(tmp_path)


def test_the_glossary_adds_its_english_names() -> None:
    groups = Groups(("? 迟到 late", "退货 return"))
    terms = [Term("迟到", "lateness, late", ""), Term("换货", "exchange of goods (swap)", "")]
    assert groups.with_terms(terms) == [
        "? 迟到 late lateness",
        "退货 return",
        "换货 exchange_of_goods",
    ]


def test_characters_sound_as_in_their_words() -> None:
    found = sounds(["长期调整库存率", "部长调动"])
    heard = {
        character: [each for each in found if character in found[each]] for character in "长调率"
    }
    assert heard == {"长": ["chang", "zhang"], "调": ["diao", "tiao"], "率": ["lv"]}


def test_traditional_characters_lead_to_those_in_use() -> None:
    pairs = simplified("迟檔")
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert table["遲"] == "迟"
    assert table["檔"] == "档"
