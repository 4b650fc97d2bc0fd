"""The handbook as data for other systems: articles.json, rules.json, llms.txt.

Their JSON Schemas stand beside the pages, docs/articles.schema.json and docs/rules.schema.json.
Addresses are relative to the site's root, so that they hold wherever the site is put.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from calculators.core.editions import Edition
from calculators.core.numbers import plain
from calculators.registry import CALCULATORS
from macros.book import Article, Book, Fact, Manual
from macros.conflicts import PAGE as CONFLICTS
from macros.conflicts import Conflict

_FOR_MODELS = """\
> 五本电商运营制度手册，每条有固定的条款号（例如 co-4-1-2）。引用时写明条款号并附链接。
> 标“待定”的，条文没有写明，不要补上；有“前后不一致”和“请法务复核”的，一起引用。

地址相对于本文件所在的位置。"""
_DATA = """\
## 数据

- [articles.json](articles.json)：每一条的内容、岗位、时间、记录、待定、说明和前后不一致
- [articles.schema.json](articles.schema.json)：它的格式
- [rules.json](rules.json)：计算器用的数目，带单位和条款
- [rules.schema.json](rules.schema.json)：它的格式"""


def files(
    book: Book, conflicts: Sequence[Conflict], urls: Mapping[str, str], name: str
) -> dict[str, str]:
    """Return the files by name; `urls` maps pages to addresses, `name` is the site's."""
    return {
        "articles.json": _json(articles(book, conflicts, urls)),
        "rules.json": _json(rules()),
        "llms.txt": llms(book, urls, name),
    }


def articles(book: Book, conflicts: Sequence[Conflict], urls: Mapping[str, str]) -> dict[str, Any]:
    """Return manuals, articles and contradictions: what a quotation must not leave out."""
    return {
        "$schema": "articles.schema.json",
        "manuals": [
            {
                "id": manual.prefix,
                "name": manual.name,
                "short": manual.short,
                "url": urls[manual.page],
                **dict(manual.header),
                "chapters": [
                    {"title": chapter.title, "url": urls[chapter.page]}
                    for chapter in manual.chapters
                ],
            }
            for manual in book.manuals
        ],
        "articles": [_article(each, conflicts, urls) for each in book.articles],
        "conflicts": [
            {
                "id": each.anchor,
                "title": each.title,
                "clauses": list(each.clauses),
                "url": f"{urls[CONFLICTS]}#{each.anchor}",
            }
            for each in conflicts
        ],
    }


def _article(
    article: Article, conflicts: Sequence[Conflict], urls: Mapping[str, str]
) -> dict[str, Any]:
    clause = article.clause
    return {
        "id": clause.anchor,
        "manual": article.manual.prefix,
        "number": clause.number,
        "title": clause.title,
        "topic": article.topic,
        "url": f"{urls[clause.page]}#{clause.anchor}",
        "open": list(article.open),
        "notes": [{"title": each.title, "text": each.text} for each in article.notes],
        "conflicts": [each.anchor for each in conflicts if clause.anchor in each.clauses],
        "facts": [_fact(each) for each in article.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.anchor,
        "kind": fact.kind,
        "text": fact.sentence,
        "items": list(fact.items),
        "checklist": fact.checklist,
        "who": [str(each) for each in fact.who],
        "affects": [str(each) for each in fact.affects],
        "when": list(fact.when),
        "records": list(fact.records),
        "systems": list(fact.systems),
        "open": list(fact.open),
        **(
            {"approval": {"of": fact.matter, "by": [str(each) for each in fact.approvers]}}
            if fact.kind == "approval"
            else {}
        ),
    }


def rules() -> dict[str, Any]:
    """Return every edition of every rule: its figures and readings with clause."""
    editions = {each.name: each for chosen in CALCULATORS.values() for each in chosen.rules}
    return {
        "$schema": "rules.schema.json",
        "rules": [
            {"name": name, "editions": [_edition(edition) for edition in found.all]}
            for name, found in editions.items()
        ],
    }


def _edition(edition: Edition[Any]) -> dict[str, Any]:
    return {
        "in_force_from": edition.in_force_from.isoformat(),
        "sha256": edition.sha256,
        "sections": [
            {
                "name": name,
                "title": section.title,
                "clause": section.clause,
                "figures": {
                    key: {"value": plain(figure.value), "unit": figure.unit}
                    for key, figure in section.figures().items()
                },
                "readings": {
                    key: {"choice": reading.choice, "why": reading.why}
                    for key, reading in section.readings().items()
                },
            }
            for name, sections in edition.sections.items()
            for section in sections
        ],
    }


def llms(book: Book, urls: Mapping[str, str], name: str) -> str:
    """Return what a language model needs to find and quote the handbook (llmstxt.org)."""

    def chapters(manual: Manual) -> str:
        return "\n".join(f"- [{each.title}]({urls[each.page]})" for each in manual.chapters)

    parts = [
        f"# {name}",
        _FOR_MODELS,
        *(f"## {manual.name}\n\n{chapters(manual)}" for manual in book.manuals),
        _DATA,
    ]
    return "\n\n".join(parts) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
