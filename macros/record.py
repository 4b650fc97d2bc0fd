"""What an edition leaves for those after it: its clauses, what they say, what it answers.

`edition/clauses.json` is also read by its own and by later pages (docs/assets/editions.js), which
lead from one edition to the same clause of another. Paths are relative to the edition's folder.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from calculators.cases import Table
from calculators.door import Reply
from macros.book import UNDECIDED, Article, Book, Fact
from macros.handbook import Handbook

CLAUSES = "edition/clauses.json"
CASES = "edition/cases.json"

_KINDS = {
    "purpose": "目的",
    "scope": "适用范围",
    "principle": "原则",
    "definition": "定义",
    "role": "岗位说明",
    "duty": "职责",
    "process-step": "步骤",
    "rule": "规定",
    "figure": "数目",
    "deadline": "时限",
    "metric": "考核",
    "sanction": "处罚",
    "reward": "奖励",
    "record": "记录",
    "approval": "审批",
}
# The small print after a line. Editions that know fewer labels are compared by those alone.
LABELS = (
    *("种类", "岗位", "批准", "批什么", "关系到", "何时", "记录", "系统", "核对清单"),
    UNDECIDED,
)


class Line(TypedDict):
    """A line of a clause: its anchor, its words, its small print by label."""

    id: str
    text: str
    marks: dict[str, str]


type Said = Sequence[Line]
"""What a clause says, line by line: its heading, its facts, its drawings, its notes."""


def files(handbook: Handbook, tables: Iterable[Table], addresses: Iterable[str]) -> dict[str, str]:
    """Return the files by path; `addresses` are those of all pages."""
    book = handbook.book
    clauses = {
        "labels": LABELS,
        "clauses": {
            anchor: {
                "href": f"{handbook.urls[clause.page]}#{anchor}",
                "title": clause.heading,
                "text": book.words_of(anchor),
            }
            for anchor, clause in book.clauses.items()
        },
        "said": said(book),
        "redirects": dict(handbook.redirects),
        "pages": sorted(addresses),
    }
    return {CLAUSES: _json(clauses), CASES: _json(list(answers(tables)))}


def said(book: Book) -> dict[str, Said]:
    """Return what each clause says, in the order of the manuals."""
    articles = {article.clause.anchor: article for article in book.articles}
    return {anchor: list(_lines(book, anchor, articles.get(anchor))) for anchor in book.clauses}


def _lines(book: Book, anchor: str, article: Article | None) -> Iterator[Line]:
    marks = {UNDECIDED: "；".join(article.open)} if article else {}
    yield _line(anchor, book.clauses[anchor].heading, marks)
    for fact in article.facts if article else ():
        yield _line(fact.anchor, fact.sentence, _marks(fact))
    for number, drawing in enumerate(each for each in book.drawings if each.anchor == anchor):
        yield _line(f"{anchor}-drawing-{number}", f"{drawing.title}\n{drawing.text}", {})
    for number, note in enumerate(article.notes if article else ()):
        yield _line(f"{anchor}-note-{number}", f"{note.title}\n{note.text}", {})


def _line(anchor: str, text: str, marks: Mapping[str, str]) -> Line:
    return {"id": anchor, "text": text, "marks": {key: each for key, each in marks.items() if each}}


def _marks(fact: Fact) -> dict[str, str]:
    named = {
        "岗位": fact.who,
        "批准": fact.approvers,
        "关系到": fact.affects,
        "何时": fact.when,
        "记录": fact.records,
        "系统": fact.systems,
    }
    return {
        "种类": _KINDS[fact.kind],
        **{label: "、".join(map(str, found)) for label, found in named.items()},
        "批什么": fact.matter,
        "核对清单": fact.checklist,
        UNDECIDED: "；".join(fact.open),
    }


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
