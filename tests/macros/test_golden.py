"""What the build writes of the small handbook, file by file, and figures that files do not show."""

from datetime import date

import markdown
import pytest

from macros import contents, exports
from tests.macros import golden

MADE = golden.made()
EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "pymdownx.details"]


def test_every_file_is_held() -> None:
    assert {path.name for path in golden.FOLDER.iterdir()} == set(MADE)


@pytest.mark.parametrize("name", MADE)
def test_the_build_writes_what_was_read_and_found_good(name: str) -> None:
    assert MADE[name] + "\n" == (golden.FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith(".md")])
def test_nothing_of_the_notation_reaches_a_reader(name: str) -> None:
    html = markdown.markdown(MADE[name].split("---\n")[-1], extensions=EXTENSIONS)
    for leaked in ("{:", "{#", "**", "](", "!!!", "???", "- [ ]"):
        assert leaked not in html


def test_every_fact_has_its_place_in_the_page() -> None:
    html = markdown.markdown(MADE["chapter-one.md"], extensions=EXTENSIONS)
    for letter in ("1-a", "1-b", "1-c", "2-a", "2-b", "2-c"):
        assert f'id="aa-1-{letter}"' in html
    assert html.count("<li>品名</li>") == 1


def test_a_review_is_overdue_from_the_day_after() -> None:
    manuals = golden.BOOK.manuals
    assert contents.overdue(manuals, date(2026, 6, 30)) == []
    assert contents.overdue(manuals, date(2026, 7, 1)) == [manuals[1]]


def test_rules_have_value_unit_and_clause() -> None:
    rules = {rule["name"]: rule for rule in exports.rules()["rules"]}
    edition = rules["attendance"]["editions"][0]
    section = next(each for each in edition["sections"] if each["name"] == "short")
    assert section["clause"] == "co-4-1-2"
    assert section["figures"]["within_minutes"] == {"value": "15", "unit": "分钟"}
