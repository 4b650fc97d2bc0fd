"""The handbook as data."""

from macros import exports
from tests.macros.small import writer

BOOK = writer("").book
URLS = {
    page: page.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"
    for manual in BOOK.manuals
    for page in (manual.page, *(chapter.page for chapter in manual.chapters))
}


def test_an_article_has_its_address_and_facts() -> None:
    first = exports.articles(BOOK, URLS)["articles"][0]
    assert (first["id"], first["url"]) == ("aa-1-1", "manuals/one/1-start/#aa-1-1")
    assert first["facts"][0] == {
        "id": "aa-1-1-a",
        "kind": "duty",
        "text": "早上打卡，不超过 15 分钟。",
        "items": [],
        "who": ["员工"],
        "when": ["每天早上"],
        "records": ["打卡记录"],
        "systems": [],
        "open": [],
    }
    assert first["facts"][1]["approval"] == {"of": "请假", "by": ["经理"]}


def test_rules_have_value_unit_and_clause() -> None:
    rules = {rule["name"]: rule for rule in exports.rules()["rules"]}
    (edition,) = rules["attendance"]["editions"]
    section = next(each for each in edition["sections"] if each["name"] == "short")
    assert section["clause"] == "co-4-1-2"
    assert section["figures"]["within_minutes"] == {"value": "15", "unit": "分钟"}


def test_llms_txt_leads_to_chapters_and_data() -> None:
    text = exports.llms(BOOK, URLS, "手册")
    assert text.startswith("# 手册\n\n> ")
    assert "## 甲公司制度\n\n- [第一章 开始](manuals/one/1-start/)" in text
    assert "[articles.json](articles.json)" in text
