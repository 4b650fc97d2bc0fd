"""A page as readers get it: its author's words, and what the build knows around them.

After each fact its people, times and records; under each article the contradictions that concern
it; drawings in the place of their texts; links in the place of bare anchors.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Literal

from macros.conflicts import PAGE as CONFLICTS
from macros.conflicts import Conflict
from macros.manuals import (
    Article,
    Book,
    Clause,
    Fact,
    Manual,
    ManualError,
    Who,
    fact_of,
    heading_of,
)

_BARE = re.compile(r"(?<![\]!])\[([a-z]{2}(?:-[0-9]+)+)\](?![(\[{:])")
_FENCE = re.compile(r"```(?P<kind>flow|chart) (?P<title>.+)")

type Draw = Callable[[Literal["flow", "chart"], str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes Markdown for one page: `page` is where the links start from."""

    book: Book
    conflicts: Sequence[Conflict]
    page: str

    def to(self, path: str, anchor: str = "") -> str:
        """Return the address of another page, seen from this one."""
        here = path == self.page
        target = "" if here else relpath(path, dirname(self.page) or ".")
        return f"{target}#{anchor}" if anchor else target

    def clause(self, clause: Clause, anchor: str = "") -> str:
        """Return a link to a clause, or to a fact in it, naming its manual from outside it."""
        manual = self.book.manual_of(clause.page)
        inside = manual is None or manual == self.book.manual_of(self.page)
        text = clause.heading if inside or manual is None else f"{manual.short} {clause.heading}"
        return f"[{text}]({self.to(clause.page, anchor or clause.anchor)})"

    def role(self, who: Who) -> str:
        """Return a link to a role's page."""
        return f"[{who}]({self.to(f'roles/{self.book.roles[who.name].slug}.md')})"

    def roles(self, who: Sequence[Who]) -> str:
        """Return links to the pages of roles."""
        return "、".join(self.role(each) for each in who)

    def record(self, name: str) -> str:
        """Return a link to a record's entry."""
        return f"[{name}]({self.to('lists/records.md', name)})"

    def system(self, name: str) -> str:
        """Return a link to a system's entry."""
        return f"[{name}]({self.to('lists/systems.md', name)})"

    def open(self, words: str, anchor: str) -> str:
        """Return the mark of something undecided, linked to its entry in the list of all."""
        return f"[待定：{words}]({self.to('lists/open-points.md', anchor)}){{ .mark-open }}"

    def marks(self, fact: Fact, *, who: bool) -> str:
        """Return a fact's people, times, records and open points as one line after its text."""
        shown = [
            f"谁：{self.roles(fact.who)}" if who and fact.who else "",
            f"何时：{'、'.join(fact.when)}" if fact.when else "",
            f"记录：{'、'.join(map(self.record, fact.records))}" if fact.records else "",
            f"系统：{'、'.join(map(self.system, fact.systems))}" if fact.systems else "",
            *(self.open(words, f"open-{fact.anchor}") for words in fact.open),
        ]
        pieces = " ".join(f"<span>{each}</span>" for each in shown if each)
        return f'<span class="marks">{pieces}</span>' if pieces else ""

    def clauses_linked(self, markdown: str) -> str:
        """Return Markdown with links in the place of bare anchors such as `[co-3-4-2-1]`."""

        def link(match: re.Match[str]) -> str:
            if match[1] not in self.book.clauses:
                raise ManualError(f"{self.page}：没有条款 {match[0]}")
            return self.clause(self.book.clauses[match[1]])

        return _BARE.sub(link, markdown)


def complete(markdown: str, writer: Writer, draw: Draw) -> str:
    """Return a page's Markdown with all that the build adds to it.

    `draw(kind, title, text)` gives a drawing as one block of HTML. Raises ManualError for a link to
    a clause that is not there.
    """
    lines = iter(markdown.split("\n"))
    if writer.book.manual_of(writer.page):
        lines = _annotated(lines, writer)
    elif writer.page == CONFLICTS:
        lines = _conflicts(lines, writer)
    return "\n".join(_drawn(lines, draw, writer))


def _drawn(lines: Iterator[str], draw: Draw, writer: Writer) -> Iterator[str]:
    for line in lines:
        if match := _FENCE.fullmatch(line):
            text = []
            for inner in lines:
                if inner == "```":
                    break
                text.append(inner)
            kind: Literal["flow", "chart"] = "flow" if match["kind"] == "flow" else "chart"
            yield draw(kind, match["title"], "\n".join(text))
        else:
            yield writer.clauses_linked(line)


def _annotated(lines: Iterator[str], writer: Writer) -> Iterator[str]:
    articles = {
        article.clause.anchor: article
        for article in writer.book.articles
        if article.clause.page == writer.page
    }
    article: Article | None = None
    facts: dict[str, Fact] = {}
    for line in lines:
        if heading := heading_of(line):
            yield from _notes(article, writer)
            anchor = re.search(r"#([a-z0-9-]+)", heading["attributes"] or "")
            article = articles.get(anchor[1]) if anchor else None
            facts = {fact.anchor: fact for fact in article.facts} if article else {}
            yield f"{heading['marks']} {heading['title']}" + (
                f" {{#{anchor[1]}}}" if anchor else ""
            )
            if heading["marks"] == "#" and anchor:
                yield from _belongs(writer)
            if article:
                yield from _introduced(article, writer)
        elif article and (match := fact_of(line)):
            letter = re.match(r"#([a-z]+)", match["attributes"])
            fact = facts[f"{article.clause.anchor}-{letter and letter[1]}"]
            marks = writer.marks(fact, who=fact.who != article.who)
            yield f"{match['lead']}{match['text']}{marks}"
            yield f"{' ' * len(match['lead'])}{{: #{fact.anchor} .fact }}"
        else:
            yield line
    yield from _notes(article, writer)


def _belongs(writer: Writer) -> Iterator[str]:
    manual = writer.book.manual_of(writer.page)
    if isinstance(manual, Manual):
        header = manual.header
        yield ""
        yield (
            f"[{manual.name}]({writer.to(manual.page)}) · {header['status']} · "
            f"版次：{header['edition']} · 生效日：{header['effective']}"
        )
        yield "{: .article-marks }"
        yield ""


def _introduced(article: Article, writer: Writer) -> Iterator[str]:
    group = writer.book.group_of(article.topic)
    topic = (
        f"[{group.topics[article.topic]}]({writer.to(f'topics/{group.slug}.md', article.topic)})"
    )
    pieces = [f"<span>谁：{writer.roles(article.who)}</span>"] if article.who else []
    pieces.append(f"<span>主题：{topic}</span>")
    pieces += [
        f"<span>{writer.open(words, f'open-{article.clause.anchor}')}</span>"
        for words in article.open
    ]
    yield ""
    yield " ".join(pieces)
    yield "{: .article-marks }"
    yield ""


def _notes(article: Article | None, writer: Writer) -> Iterator[str]:
    if article is None:
        return
    concerned = [each for each in writer.conflicts if article.clause.anchor in each.clauses]
    inside = [each for each in concerned if not each.topic]
    if inside:
        yield ""
        yield '!!! warning "前后不一致"'
        for each in inside:
            yield ""
            listed = f"[全部不一致]({writer.to(CONFLICTS, each.anchor)})"
            yield f"    **{each.title}。**{each.body} {listed}"
    between = [each for each in concerned if each.topic]
    if between:
        yield ""
        yield '??? note "别的手册写法不同"'
        yield ""
        for each in between:
            others = [anchor for anchor in each.clauses if anchor != article.clause.anchor]
            links = "、".join(writer.clause(writer.book.clauses[anchor]) for anchor in others)
            yield f"    - [{each.title}]({writer.to(CONFLICTS, each.anchor)})：另见 {links}"
    if concerned:
        yield ""


def _conflicts(lines: Iterator[str], writer: Writer) -> Iterator[str]:
    by_anchor = {each.anchor: each for each in writer.conflicts}
    for line in lines:
        heading = heading_of(line)
        anchor = re.search(r"#([a-z0-9-]+)", (heading and heading["attributes"]) or "")
        if heading is None or anchor is None:
            yield line
            continue
        conflict = by_anchor[anchor[1]]
        yield f"{heading['marks']} {heading['title']} {{#{conflict.anchor}}}"
        yield ""
        links = (writer.clause(writer.book.clauses[each]) for each in conflict.clauses)
        yield f"涉及：{'、'.join(links)}"
        yield "{: .article-marks }"
        yield ""
