"""Forms, answers and rule tables as HTML, made from the calculators' own declarations.

Knows calculators and templates, not MkDocs: where a clause stands is asked through `Link`.
"""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from calculators.core.declaration import Alternatives, Field
from calculators.core.editions import Edition, RuleError, Section
from calculators.core.words import words
from calculators.core.workdays import work_calendar, years
from calculators.door import answer
from calculators.figures import filled, newest, shown
from calculators.registry import CALCULATORS, Calculator
from macros.templating import TEMPLATES


@dataclass(frozen=True, slots=True)
class Link:
    """Where a clause stands, seen from the page that cites it."""

    href: str
    title: str


type FindClause = Callable[[str], Link]


class PageError(ValueError):
    """A mistake in a page's macro, as a sentence for its author."""


def calculator(name: str, find_clause: FindClause, runtime: str) -> str:
    """Return form and answer of a calculator.

    The answer to the example is worked out here and stands in the page before any script runs.
    `runtime` is the address of the runtime folder, seen from the page.
    """
    reply = answer(name, CALCULATORS[name].example if name in CALCULATORS else {})
    if "problems" in reply:
        raise PageError(f'calculator("{name}")：{"；".join(reply["problems"].values())}')
    chosen = CALCULATORS[name]
    cited = {section.clause: find_clause(section.clause) for _, section in _sections(chosen)}
    return TEMPLATES.get_template("calculator.html.j2").render(
        calculator=chosen,
        words=words().of(chosen.name),
        layout=layout(chosen),
        example=chosen.example,
        reply=reply,
        clauses=cited,
        clauses_json=json.dumps(
            {clause: {"href": link.href, "title": link.title} for clause, link in cited.items()},
            ensure_ascii=False,
        ),
        runtime=runtime,
        money=_money,
        filled=filled,
    )


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
        for edition, section in _sections(chosen):
            if section.clause not in anchors:
                place = f"rules/{edition.name}/{edition.in_force_from}.toml"
                raise RuleError(
                    f"{place}：“{section.title}”引用的条款 {section.clause} 在手册里没有，"
                    "请核对 clause 或在手册里加上这个锚点"
                )


def _sections(chosen: Calculator) -> Iterator[tuple[Edition[Any], Section]]:
    for editions in chosen.rules:
        for edition in editions.all:
            for section in chain.from_iterable(edition.sections.values()):
                yield edition, section


def _money(text: str) -> str:
    """Return an amount of a reply with separators of thousands, as readers see it."""
    return f"{Decimal(text):,.2f}"
