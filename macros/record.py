"""What an edition leaves for those after it: its clauses, what they say, what it answers.

`edition/clauses.json` is also read by its own and by later pages (docs/assets/editions.js), which
lead from one edition to the same clause of another. Paths are relative to the edition's folder.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from calculators.cases import Table
from calculators.door import Reply
from macros.book import Article, Fact
from macros.handbook import Handbook

CLAUSES = "edition/clauses.json"
CASES = "edition/cases.json"

type Said = Mapping[str, tuple[str, str]]
"""The lines of a clause by anchor: words, and what stands in small print after them."""


def files(handbook: Handbook, tables: Iterable[Table], addresses: Iterable[str]) -> dict[str, str]:
    """Return the files by path; `addresses` are those of all pages."""
    clauses = {
        "clauses": {
            anchor: {
                "href": f"{handbook.urls[clause.page]}#{anchor}",
                "title": clause.heading,
                "text": handbook.book.words_of(anchor),
            }
            for anchor, clause in handbook.book.clauses.items()
        },
        "said": {each.clause.anchor: said(each) for each in handbook.book.articles},
        "redirects": dict(handbook.redirects),
        "pages": sorted(addresses),
    }
    return {CLAUSES: _json(clauses), CASES: _json(list(answers(tables)))}


def said(article: Article) -> Said:
    """Return what a clause says: its heading, each fact with its people and times, its notes."""
    heading = "；".join(f"待定：{words}" for words in article.open)
    lines = {article.clause.anchor: (article.clause.heading, heading)}
    lines |= {fact.anchor: (fact.sentence, _marks(fact)) for fact in article.facts}
    notes = ((note.title, note.text) for note in article.notes)
    return lines | {f"{article.clause.anchor}-note-{n}": note for n, note in enumerate(notes, 1)}


def _marks(fact: Fact) -> str:
    named = {
        "岗位": fact.who,
        "批准": fact.approvers,
        "关系到": fact.affects,
        "何时": fact.when,
        "记录": fact.records,
        "系统": fact.systems,
    }
    said = [f"{label}：{'、'.join(map(str, found))}" for label, found in named.items() if found]
    return "；".join([*said, *(f"待定：{words}" for words in fact.open)])


def answers(tables: Iterable[Table]) -> Iterator[dict[str, Any]]:
    """Give the worked cases that stay true for ever: without other rules, with their replies."""
    for table in tables:
        for case in table.cases:
            if not case.rules:
                yield {
                    "calculator": table.calculator.name,
                    "title": case.title,
                    "request": {**table.inputs, **case.inputs},
                    "reply": decisive(table.reply(case)),
                }


def decisive(reply: Reply) -> dict[str, Any]:
    """Return of a reply what a later one must say, too: result and rules, or what is refused."""
    if "problems" in reply:
        return {"refused": sorted(reply["problems"])}
    return {"result": reply["result"], "rules": reply["rules"]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
