"""Forms, answers and rule tables as HTML, made from the calculators' own declarations.

Knows calculators and templates, not MkDocs: where a clause stands is asked through `Link`.
"""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from calculators.cases import Table, change_in_words, expected_in_words, values_in_words
from calculators.core.declaration import Alternatives, Field
from calculators.core.editions import Edition, RuleError, Section
from calculators.core.words import words
from calculators.core.workdays import work_calendar, years
from calculators.door import answer
from calculators.figures import filled, newest, shown
from calculators.pictures import pictures_of
from calculators.registry import CALCULATORS, Calculator
from macros.book import Link
from macros.lines import PageError
from macros.templating import TEMPLATES

type FindClause = Callable[[str], Link]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A clause as it is printed: the manual that it stands in, its sentences."""

    manual: str
    sentences: tuple[str, ...]


type Quote = Callable[[str], Quotation]


def calculator(name: str, find_clause: FindClause, quote: Quote, handbook: str) -> str:
    """Return form and answer of a calculator; `handbook` is the name under which it is printed.

    The answer to the example is worked out here and stands in the page before any script runs.
    """
    reply = answer(name, CALCULATORS[name].example if name in CALCULATORS else {})
    if "problems" in reply:
        raise PageError(f'calculator("{name}")：{"；".join(reply["problems"].values())}')
    chosen = CALCULATORS[name]
    cited = {section.clause: find_clause(section.clause) for _, _, section in _sections(chosen)}
    return TEMPLATES.get_template("calculator.html.j2").render(
        calculator=chosen,
        words=words().of(chosen.name),
        layout=layout(chosen),
        example=chosen.example,
        reply=reply,
        pictures=pictures_of(name, chosen.example)["pictures"],
        clauses=cited,
        clauses_json=json.dumps(
            {clause: asdict(link) for clause, link in cited.items()},
            ensure_ascii=False,
        ),
        money=_money,
        notices=_notices(),
        quote=quote,
        handbook=handbook,
        filled=filled,
    )


def receipt_check() -> str:
    """Return the form that takes a receipt and the places for what is found of it."""
    return TEMPLATES.get_template("receipt.html.j2").render()


def rule_table(name: str, sections: Sequence[str], find_clause: FindClause) -> str:
    """Return the figures of sections of a rule's newest edition as a table."""
    edition = newest(name)
    if missing := [each for each in sections if each not in edition.sections]:
        known = "、".join(edition.sections)
        raise PageError(f"规则 {name} 里没有“{missing[0]}”这一节；现有 {known}")
    rows = [section for each in sections for section in edition.sections[each]]
    columns = list(dict.fromkeys(figure for row in rows for figure in row.figures()))
    return TEMPLATES.get_template("rule_table.html.j2").render(
        edition=edition,
        heading=sections[0] if len(rows) > len(sections) else "case",
        columns=columns,
        rows=rows,
        words=words(),
        shown=shown,
        cited=[find_clause(clause) for clause in dict.fromkeys(row.clause for row in rows)],
    )


def readings(name: str, sections: Sequence[str], find_clause: FindClause) -> str:
    """Return how the rules of a calculator are read today and why, under their clauses.

    Without names of sections all of them. A clause of the same page is not linked again.
    """
    if name not in CALCULATORS:
        raise PageError(f"没有叫“{name}”的计算器；现有 {'、'.join(CALCULATORS)}")
    groups: dict[str, list[tuple[str, str]]] = {}
    known: dict[str, None] = {}
    for edition in (newest(editions.name) for editions in CALCULATORS[name].rules):
        for section, rows in edition.sections.items():
            known[section] = None
            if sections and section not in sections:
                continue
            for row in rows:
                for key, reading in row.readings().items():
                    said = filled(words().reading(edition.name, key, reading.choice))
                    groups.setdefault(row.clause, []).append((said, reading.why))
    if missing := [each for each in sections if each not in known]:
        raise PageError(f"计算器 {name} 的规则里没有“{missing[0]}”这一节；现有 {'、'.join(known)}")
    linked = ((find_clause(clause), each) for clause, each in groups.items())
    return TEMPLATES.get_template("readings.html.j2").render(
        groups=[(None if link.href.startswith("#") else link, each) for link, each in linked]
    )


def worked_cases(table: Table) -> str:
    """Return the worked cases of a calculator in words."""
    language, inputs = words(), table.calculator.inputs
    return TEMPLATES.get_template("worked_cases.html.j2").render(
        shared=values_in_words(inputs, table.inputs, language),
        cases=[
            {
                "title": case.title,
                "rules": [change_in_words(*change, language) for change in case.rules.items()],
                "inputs": values_in_words(inputs, case.inputs, language),
                "expected": expected_in_words(table, case, language),
            }
            for case in table.cases
        ],
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of a form: plain fields, a choice between ways to fill in, rarely needed fields."""

    plain: tuple[Field, ...]
    alternatives: tuple[tuple[Alternatives, Mapping[str, tuple[Field, ...]]], ...]
    rare: tuple[Field, ...]


def layout(chosen: Calculator) -> Layout:
    """Return where each input of a calculator stands in its form; each stands in one place."""
    fields = {field.name: field for field in chosen.inputs.fields()}
    alternatives = tuple(
        (each, {way: tuple(fields[name] for name in names) for way, names in each.ways.items()})
        for each in chosen.inputs.alternatives
    )
    placed = {
        field.name for _, ways in alternatives for members in ways.values() for field in members
    }
    rest = [field for field in fields.values() if field.name not in placed]
    return Layout(
        plain=tuple(field for field in rest if not field.rare),
        alternatives=alternatives,
        rare=tuple(field for field in rest if field.rare),
    )


def check_rules(anchors: Container[str]) -> None:
    """Raise RuleError for a mistake in a rule or calendar, or a clause that no manual has."""
    for year in years():
        work_calendar(year)
    for chosen in CALCULATORS.values():
        for edition, path, section in _sections(chosen):
            if section.clause not in anchors:
                raise RuleError(
                    f"{edition.place(*path, 'clause')}：“{section.title}”引用的条款 "
                    f"{section.clause} 在手册里没有，请核对 clause 或在手册里加上这个锚点"
                )
            for name, reading in section.readings().items():
                words().reading(edition.name, name, reading.choice)


def citing() -> dict[str, list[str]]:
    """Return the names of the calculators that work out each clause, the most special one first."""
    found: dict[str, list[str]] = {}
    for name in sorted(CALCULATORS, key=lambda each: len(CALCULATORS[each].rules)):
        for _, _, section in _sections(CALCULATORS[name]):
            if name not in found.setdefault(section.clause, []):
                found[section.clause].append(name)
    return found


def _sections(chosen: Calculator) -> Iterator[tuple[Edition[Any], tuple[str | int, ...], Section]]:
    """Yield every section of a calculator's rules, with its edition and its place there."""
    for editions in chosen.rules:
        for edition in editions.all:
            for name, rows in edition.sections.items():
                for number, section in enumerate(rows):
                    yield edition, (name, number) if len(rows) > 1 else (name,), section


def _notices() -> str:
    """Return the days off and the weekend days worked of each year with a notice."""
    calendars = {year: work_calendar(year) for year in years()}
    days = {
        year: {"off": sorted(calendar.days_off), "worked": sorted(calendar.makeup_workdays)}
        for year, calendar in calendars.items()
        if calendar
    }
    return json.dumps(days, default=str)


def _money(text: str) -> str:
    """Return an amount of a reply with separators of thousands, as readers see it."""
    return f"{Decimal(text):,.2f}"
