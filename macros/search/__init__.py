"""What the search box finds, as data: docs/assets/search/ puts it in the order of what was asked.

Each clause is a document of its own, so that the answer is the clause and not its chapter; so is
each calculator, role, topic, checklist, record, system, term, contradiction and page. The pages
that say again what clauses say (lists, roles, topics) are found by their names alone.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from calculators.core.words import words
from calculators.registry import CALCULATORS
from macros.articles import with_figures
from macros.book import Article
from macros.conflicts import PAGE as CONFLICTS
from macros.forms import citing, layout
from macros.glossary import PAGE as GLOSSARY
from macros.glossary import Term
from macros.handbook import Handbook
from macros.lines import Source
from macros.pages import RECORDS, SYSTEMS, anchor_of
from macros.search.characters import simplified, sounds
from macros.search.groups import Groups

_CHECKLISTS = "lists/checklists.md"
_NO_TEXT = re.compile(r"\s*(?:[#<|>:!-]|\{|\d+\. |$)")
_MACRO = re.compile(r"\{\{.*?\}\}|\{:.*?\}")
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to be found: its address, its heading, the page that it stands on, its sentences.

    `names` are words that find it and are not shown: the people and the topic of a clause.
    `calculator` is the address of the most special one that works a clause out.
    """

    kind: str
    at: str
    title: str
    english: str = ""
    page: str
    sentences: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    calculator: str = ""


def index(handbook: Handbook, terms: Sequence[Term], groups: Groups) -> str:
    """Return all that the search loads, as JSON: documents, groups of words, characters."""
    found = list(documents(handbook, terms))
    lines = groups.with_terms(terms)
    texts = [*(text for each in found for text in (each.title, *each.sentences)), *lines]
    used = set("".join(texts))
    data = {
        "documents": [_without_empty(asdict(each)) for each in found],
        "groups": lines,
        "simplified": simplified(used),
        "sounds": sounds(texts),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _without_empty(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value}


def documents(handbook: Handbook, terms: Iterable[Term]) -> Iterator[Document]:
    """Give everything that can be found, clauses first."""
    urls, book = handbook.urls, handbook.book
    cited = citing()
    for article in book.articles:
        clause = article.clause
        yield Document(
            kind="clause",
            at=f"{urls[clause.page]}#{clause.anchor}",
            title=clause.heading,
            page=urls[clause.page],
            sentences=tuple(fact.sentence for fact in article.facts),
            names=(*_people(article), book.group_of(article.topic).topics[article.topic]),
            calculator=_form(cited[clause.anchor][0], urls) if clause.anchor in cited else "",
        )
    for name in CALCULATORS:
        source, language = handbook.sources[_page_of(name)], words().of(name)
        inputs = CALCULATORS[name].inputs.fields()
        yield Document(
            kind="calculator",
            at=urls[source.path],
            title=str(source.meta["title"]),
            page=urls[source.path],
            sentences=_opening(source),
            names=tuple(language.field(each.name)["label"] for each in inputs),
        )
    yield from _pages(handbook)
    yield from _lists(handbook)
    for term in terms:
        page = urls[GLOSSARY]
        yield Document(
            kind="term",
            at=f"{page}#{anchor_of(term.zh)}",
            title=term.zh,
            english=term.en,
            page=page,
            sentences=(term.meaning,),
        )


def _pages(handbook: Handbook) -> Iterator[Document]:
    """Give the pages that stand above others, and those that say something of their own."""
    urls, book = handbook.urls, handbook.book
    for manual in book.manuals:
        yield Document(kind="page", at=urls[manual.page], title=manual.name, page=urls[manual.page])
        for chapter in manual.chapters:
            at, title = urls[chapter.page], f"{manual.short} · {chapter.title}"
            yield Document(kind="page", at=at, title=title, page=at)
    for role in book.roles.values():
        at = f"roles/{role.slug}/"
        yield Document(kind="role", at=at, title=role.name, page=at)
    known = {_page_of(name) for name in CALCULATORS}
    for path, source in handbook.sources.items():
        if book.manual_of(path) is None and path not in known:
            title, at = str(source.meta["title"]), urls[path]
            yield Document(kind="page", at=at, title=title, page=at, sentences=_opening(source))


def _lists(handbook: Handbook) -> Iterator[Document]:
    """Give what stands in lists and has an address there."""
    urls, book = handbook.urls, handbook.book
    for group in book.groups:
        at = f"topics/{group.slug}/"
        yield Document(kind="page", at=at, title=group.title, page=at)
        for topic, name in group.topics.items():
            page = f"topics/{group.slug}/"
            yield Document(kind="topic", at=f"{page}#{topic}", title=name, page=page)
    named: dict[tuple[str, str], dict[str, str]] = {
        ("checklist", _CHECKLISTS): {},
        ("record", RECORDS): {},
        ("system", SYSTEMS): {},
    }
    checklists, records, systems = named.values()
    for _, fact in book.facts():
        if fact.checklist:
            checklists[fact.anchor] = fact.checklist
        records |= {anchor_of(name): name for name in fact.records}
        systems |= {anchor_of(name): name for name in fact.systems}
    for (kind, path), titles in named.items():
        for anchor, title in titles.items():
            page = urls[path]
            yield Document(kind=kind, at=f"{page}#{anchor}", title=title, page=page)
    for conflict in handbook.conflicts:
        page = urls[CONFLICTS]
        text = "\n".join(line for line in conflict.body.splitlines() if not line.startswith("|"))
        said = tuple(filter(None, [_plain(text)]))
        at = f"{page}#{conflict.anchor}"
        yield Document(kind="conflict", at=at, title=conflict.title, page=page, sentences=said)


def _people(article: Article) -> Iterator[str]:
    """Give the names of those whom an article concerns, each once."""
    everybody = (who.name for fact in article.facts for who in fact.people)
    yield from dict.fromkeys((*(who.name for who in article.who), *everybody))


def _form(calculator: str, urls: Mapping[str, str]) -> str:
    """Return the address of the first field of a calculator's form."""
    first = next(iter(layout(CALCULATORS[calculator]).plain))
    return f"{urls[_page_of(calculator)]}#{calculator}-{first.name}"


def _page_of(calculator: str) -> str:
    return f"calculators/{calculator}.md"


def _opening(source: Source) -> tuple[str, ...]:
    """Return the first line of text of a page, without its markup; a page may have none."""
    text = (line for line in source.markdown.splitlines() if not _NO_TEXT.match(line))
    return tuple(filter(None, [_plain(next(text, ""))]))


def _plain(markdown: str) -> str:
    return " ".join(
        _LINK.sub(r"\1", _MACRO.sub("", with_figures(markdown))).replace("*", "").split()
    )
