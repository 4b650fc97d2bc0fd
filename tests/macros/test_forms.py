"""The form against the declaration, and what stands in the page before a script runs."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest

from calculators import answer
from calculators.core.editions import RuleError
from calculators.core.kinds import Money
from calculators.core.rows import Rows
from calculators.core.words import words
from calculators.registry import CALCULATORS, Calculator
from macros import forms
from macros.book import Link
from macros.lines import PageError


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    ancestors: list["Element"]
    text: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Collects elements with their ancestors and their text."""

    VOID = frozenset({"input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.elements: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), list(self.open))
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text.append(data)

    def having(self, **attributes: str) -> list[Element]:
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [e for e in self.elements if wanted.items() <= e.attributes.items()]


def find_clause(anchor: str) -> Link:
    return Link(f"#{anchor}", f"条 {anchor}", f"{anchor} 说的")


def quote(anchor: str) -> forms.Quotation:
    return forms.Quotation("手册一", (f"{anchor} 的第一句。", "第二句 <不是标记>。"))


def page(name: str) -> Page:
    parsed = Page(forms.calculator(name, find_clause, quote, "手册"))
    assert parsed.open == []
    return parsed


def controls(parsed: Page, name: str, *, in_rows: bool) -> list[Element]:
    return [
        element
        for element in parsed.having(name=name)
        if element.tag in {"input", "select", "textarea"}
        and any("data-rows" in above.attributes for above in element.ancestors) == in_rows
    ]


def value_of(parsed: Page, control: Element) -> str:
    if control.tag == "textarea":
        return "".join(control.text)
    if control.tag == "select":
        options = [e for e in parsed.elements if e.tag == "option" and control in e.ancestors]
        chosen = [option for option in options if "selected" in option.attributes] or options
        return str(chosen[0].attributes["value"])
    return str(control.attributes["value"])


@pytest.fixture(params=list(CALCULATORS.values()), ids=list(CALCULATORS))
def calculator(request: pytest.FixtureRequest) -> Calculator:
    chosen: Calculator = request.param
    return chosen


def test_each_input_has_one_labelled_control(calculator: Calculator) -> None:
    parsed = page(calculator.name)
    labels = {label.attributes.get("for") for label in parsed.elements if label.tag == "label"}
    for each in calculator.inputs.fields():
        if isinstance(each.kind, Rows):
            continue
        (control,) = controls(parsed, each.name, in_rows=False)
        assert control.attributes["id"] in labels
        assert ("required" in control.attributes) == each.required
        default = each.default if isinstance(each.default, str) else ""
        assert value_of(parsed, control) == str(calculator.example.get(each.name, default))
        described = str(control.attributes["aria-describedby"]).split()
        assert all(parsed.having(id=name) for name in described)


def test_each_row_of_the_example_and_the_empty_one_has_every_field(calculator: Calculator) -> None:
    parsed = page(calculator.name)
    for each in calculator.inputs.fields():
        if not isinstance(each.kind, Rows):
            continue
        rows = len(calculator.example.get(each.name, [])) + 1
        for member in each.kind.row.fields():
            found = controls(parsed, member.name, in_rows=True)
            assert len(found) == rows, member.name
            assert all(element.ancestors[-1].tag == "label" for element in found)


def test_no_control_is_without_an_input(calculator: Calculator) -> None:
    known: set[str] = set()
    for each in calculator.inputs.fields():
        members = each.kind.row.fields() if isinstance(each.kind, Rows) else [each]
        known |= {member.name for member in members}
    radios = {f"{calculator.name}-{each.name}" for each in calculator.inputs.alternatives}
    named = {e.attributes["name"] for e in page(calculator.name).elements if "name" in e.attributes}
    assert named == known | radios


def test_the_answer_to_the_example_stands_in_the_page(calculator: Calculator) -> None:
    reply = answer(calculator.name, calculator.example)
    parsed = page(calculator.name)
    for name in calculator.result.headline:
        (shown,) = parsed.having(data_output=name)
        text = "".join(shown.text).replace(",", "")
        given = reply["result"][name]
        assert text == ("" if given is None else str(given))
        assert ("hidden" in shown.ancestors[-2].attributes) == (not text)
    for slot, expected in (
        ("formula", [step["formula"] for step in reply["steps"]]),
        ("clause", [f"条 {step['clause']}" for step in reply["steps"]]),
        ("clause-text", [f"{step['clause']} 说的" for step in reply["steps"]]),
        ("text", [notice["text"] for notice in reply["notices"]]),
    ):
        shown_now = [
            "".join(element.text)
            for element in parsed.having(data_slot=slot)
            if not any(above.tag == "template" for above in element.ancestors)
        ]
        assert shown_now == expected


def test_no_inline_script_or_style(calculator: Calculator) -> None:
    for element in page(calculator.name).elements:
        assert element.tag not in {"script", "style"}
        assert not any(name == "style" or name.startswith("on") for name in element.attributes)


def test_a_rule_table_has_a_row_for_each_section_and_says_from_when() -> None:
    parsed = Page(forms.rule_table("bonus", ["grades"], find_clause))
    rows = ["".join(e.text).strip() for e in parsed.elements if e.tag == "th"]
    assert rows == ["等级", "得分起点", "发放系数", "优秀", "良好", "合格", "不合格"]
    cells = ["".join(e.text) for e in parsed.elements if e.tag == "td"]
    assert cells == ["90 分", "1.5 倍", "80 分", "1.2 倍", "60 分", "1 倍", "0 分", "0.5 倍"]
    (caption,) = [e for e in parsed.elements if e.tag == "caption"]
    assert "".join(caption.text) == "依据 条 co-4-2-3；计算器从 2025-01-01 起照此计算"


def test_a_calculator_or_section_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(PageError, match="没有叫“tax”的计算器"):
        forms.calculator("tax", find_clause, quote, "手册")
    with pytest.raises(PageError, match="规则 bonus 里没有“grade”这一节；现有 grades"):
        forms.rule_table("bonus", ["grade"], find_clause)


def test_a_rule_that_cites_no_clause_of_the_manuals_stops_the_build() -> None:
    anchors: Any = {"co-4-1-2", "co-4-2-3"}
    with pytest.raises(RuleError) as refused:
        forms.check_rules(anchors)
    assert str(refused.value) == (
        "calculators/rules/attendance/2025-01-01.toml 第 37 行：“旷工半天”引用的条款 co-4-1-3 "
        "在手册里没有，请核对 clause 或在手册里加上这个锚点"
    )


def test_a_figure_without_a_heading_is_a_sentence() -> None:
    with pytest.raises(RuleError, match="里没有“fee”，请补上它在表格里的列名"):
        words().figure("fee")


def test_what_says_what_somebody_earns_is_marked_in_the_form(calculator: Calculator) -> None:
    parsed = page(calculator.name)
    marked = {
        e.attributes["data-field"] for e in parsed.elements if "data-personal" in e.attributes
    }
    amounts = {
        each.name
        for each in calculator.inputs.fields()
        if calculator.about == "people" and isinstance(each.kind, Money)
    }
    assert marked == amounts - {"minimum_wage"}  # of a place, not of a person
    assert bool(marked) == any("data-personal-too" in e.attributes for e in parsed.elements)


def test_editions_and_cited_clauses_stand_in_the_page(calculator: Calculator) -> None:
    reply = answer(calculator.name, calculator.example)
    parsed = page(calculator.name)
    editions = {
        (rule.attributes["data-rule"], "".join(edition.text))
        for edition in parsed.having(data_slot="edition")
        for rule in edition.ancestors
        if "data-rule" in rule.attributes
    }
    assert editions == {(rule["name"], rule["in_force_from"]) for rule in reply["rules"]}
    for step in reply["steps"]:
        (clause,) = parsed.having(data_clause=step["clause"])
        assert f"{step['clause']} 的第一句。" in "".join(clause.text)
        assert "第二句 <不是标记>。" in "".join(clause.text)
