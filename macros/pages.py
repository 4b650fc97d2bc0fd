"""A page as readers get it: its author's words, and what the build knows around them.

After each fact its people, times and records; under each article the contradictions that concern
it; drawings in the place of their texts; links in the place of bare anchors.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, relpath
from textwrap import indent
from typing import Literal

from macros import lines
from macros.book import UNDECIDED, Article, Book, Clause, Drawing, Fact, Manual, Who
from macros.conflicts import PAGE as CONFLICTS
from macros.conflicts import Conflict
from macros.lines import Line, PageError

OPEN_POINTS = "lists/open-points.md"
RECORDS = "lists/records.md"
SYSTEMS = "lists/systems.md"
ROLES = "roles/index.md"

_ANCHOR = re.compile(r"\[[a-z]{2}-[0-9]")
# A bare anchor, or a piece of code, in which nothing is linked.
_BARE = re.compile(
    r"(?P<code>`[^`]*`)"
    r"|(?P<before>[\u4e00-\u9fff]+ )?(?<![\]!])\[(?P<anchor>[a-z]{2}(?:-[0-9]+)+)\](?![(\[{:])"
)
_DRAWING = re.compile(r"(?P<kind>flow|chart) +(?P<title>\S.*)")

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
        target = "" if here else _relative(path, self.page)
        return f"{target}#{anchor}" if anchor else target

    def clause(self, clause: Clause, anchor: str = "") -> str:
        """Return a link to a clause, or to a fact in it, naming its manual from outside it."""
        manual = self.book.manual_of(clause.page)
        outside = manual if manual != self.book.manual_of(self.page) else None
        text = f"{outside.short} {clause.heading}" if outside else clause.heading
        return f"[{text}]({self.to(clause.page, anchor or clause.anchor)})"

    def role(self, who: Who) -> str:
        """Return a link to a role's page."""
        return f"[{who}]({self.to(f'roles/{self.book.roles[who.name].slug}.md')})"

    def roles(self, who: Iterable[Who]) -> str:
        """Return links to the pages of roles."""
        return "、".join(self.role(each) for each in who)

    def conflict(self, conflict: Conflict, words: str = "") -> str:
        """Return a link to a contradiction's entry."""
        return f"[{words or conflict.title}]({self.to(CONFLICTS, conflict.anchor)})"

    def drawing(self, drawing: Drawing) -> str:
        """Return a link to the heading under which a drawing stands."""
        return f"[{drawing.title}]({self.to(drawing.page, drawing.anchor)})"

    def open(self, words: str, anchor: str) -> str:
        """Return the mark of something undecided, linked to its entry in the list of all."""
        return f"[待定：{words}]({self.to(OPEN_POINTS, f'open-{anchor}')}){{ .mark-open }}"

    def marks(self, fact: Fact, who: Iterable[Who], *more: str, label: str = "岗位") -> str:
        """Return people, times, records and open points of a fact as one line after its words."""
        return _spans(
            f"{label}：{self.roles(who)}" if who else "",
            f"关系到：{self.roles(fact.affects)}" if fact.affects else "",
            f"何时：{'、'.join(fact.when)}" if fact.when else "",
            *(self._named("记录", RECORDS, name) for name in fact.records),
            *(self._named("系统", SYSTEMS, name) for name in fact.systems),
            *(self.open(words, fact.anchor) for words in fact.open),
            *more,
        )

    def _named(self, label: str, page: str, name: str) -> str:
        return "" if page == self.page else f"{label}：[{name}]({self.to(page, anchor_of(name))})"

    def linked(self, markdown: str) -> str:
        """Return Markdown with links in the place of bare anchors such as `[co-3-4-2-1]`.

        Raises PageError for an anchor that no manual has.
        """
        if not _ANCHOR.search(markdown):
            return markdown

        def link(match: re.Match[str]) -> str:
            if match["code"]:
                return match["code"]
            before, anchor = match["before"] or "", match["anchor"]
            if anchor not in self.book.clauses:
                raise PageError(f"没有条款 [{anchor}]")
            clause = self.book.clauses[anchor]
            manual = self.book.manual_of(clause.page)
            if manual and before.strip().endswith(manual.short):  # the author has named the manual
                return f"{before}[{clause.heading}]({self.to(clause.page, anchor)})"
            return before + self.clause(clause)

        return _BARE.sub(link, markdown)


@cache
def _relative(path: str, page: str) -> str:
    return relpath(path, dirname(page) or ".")


def anchor_of(name: str) -> str:
    """Return the anchor of a record or a system: its name, which an address may hold.

    >>> anchor_of("FAQ 文档")
    'FAQ-文档'
    """
    return name.replace(" ", "-")


def complete(markdown: str, writer: Writer, draw: Draw, place: Callable[[int], str]) -> str:
    """Return a page's Markdown with all that the build adds to it.

    `draw(kind, title, text)` gives a drawing as one block of HTML; `place` names a line by its
    number. Raises PageError for a link to a clause that is not there, or a drawing without title.
    """
    manual = writer.book.manual_of(writer.page)
    written: list[str] = []
    block: list[Line] = []
    article: Article | None = None
    articles = {each.line: each for each in writer.book.articles if each.clause.page == writer.page}
    conflicts = {each.anchor: each for each in writer.conflicts}
    for line in lines.lines(markdown):
        if line.fenced:
            block.append(line)
            continue
        written += _drawn(block, draw, place)
        block = []
        added: Iterable[str] = [line.text]
        marked = lines.heading(line.text)
        if manual and marked:
            written += _notes(article, writer)
            article = articles.get(line.number)
            added = _heading(marked, article, manual, writer)
        elif manual and article:
            added = _fact(line, article, writer)
        elif writer.page == CONFLICTS and marked and marked.braces:
            added = _concerned(marked, conflicts, writer)
        try:
            written += [writer.linked(each) for each in added]
        except PageError as error:
            raise PageError(f"{place(line.number)}：{error}") from error
    written += _drawn(block, draw, place)
    written += _notes(article, writer)
    return "\n".join(written)


def _drawn(block: Sequence[Line], draw: Draw, place: Callable[[int], str]) -> Sequence[str]:
    """Return a fenced block as it is, or drawn."""
    info = lines.fence_info(block[0].text).strip() if block else ""
    if not re.match("(?:flow|chart)\\b", info, re.IGNORECASE):
        return [line.text for line in block]
    match = _DRAWING.fullmatch(info)
    if match is None or block[0].text.startswith(" "):
        raise PageError(
            f"{place(block[0].number)}：图要从行首写起，写成 ```flow 标题 或 ```chart 标题"
        )
    kind: Literal["flow", "chart"] = "flow" if match["kind"] == "flow" else "chart"
    return [draw(kind, match["title"], "\n".join(line.text for line in block[1:-1]))]


def _heading(
    marked: lines.Marked, article: Article | None, manual: Manual, writer: Writer
) -> Iterator[str]:
    anchor = re.search(r"#([a-z0-9-]+)", marked.braces or "")
    yield f"{marked.lead} {marked.text}" + (f" {{#{anchor[1]}}}" if anchor else "")
    if marked.lead == "#" and anchor:
        header = manual.header
        yield from _line(
            f"[{manual.name}]({writer.to(manual.page)})",
            # Of what is in force the day decides, which the page says at its top.
            "" if header["status"] == "生效" else header["status"],
            f"版次：{header['edition']}",
            f"生效日：{header['effective']}",
            *_people(header),
        )
    if article:
        group = writer.book.group_of(article.topic)
        place = writer.to(f"topics/{group.slug}.md", article.topic)
        yield from _line(
            f"岗位：{writer.roles(article.who)}" if article.who else "",
            f"主题：[{group.topics[article.topic]}]({place})",
            *(writer.open(words, article.clause.anchor) for words in article.open),
        )


def _people(header: Mapping[str, str]) -> Iterator[str]:
    """Give who proposed, reviewed and approved a manual."""
    people = {"提出": "proposed_by", "审核": "reviewed_by", "批准": "approved_by"}
    if all(header[key] == UNDECIDED for key in people.values()):
        yield f"{'、'.join(people)}：{UNDECIDED}"
        return
    for label, key in people.items():
        is_dated = key == "approved_by" and header["approved_on"] != UNDECIDED
        day = f"（{header['approved_on']}）" if is_dated else ""
        yield f"{label}：{header[key]}{day}"


def _fact(line: Line, article: Article, writer: Writer) -> Iterator[str]:
    fact = next((each for each in article.facts if each.line == line.number), None)
    marked = lines.fact(line.text)
    if fact is None or marked is None:
        yield line.text
        return
    who = fact.who if fact.who != article.who else ()
    yield f"{marked.lead}{marked.text}{writer.marks(fact, who)}"
    yield f"{' ' * len(marked.lead)}{{: #{fact.anchor} .fact }}"


def _line(*pieces: str) -> Iterator[str]:
    """Give pieces as a paragraph of small print under a heading."""
    yield ""
    yield " ".join(f"<span>{piece}</span>" for piece in pieces if piece)
    yield "{: .article-marks }"
    yield ""


def _spans(*pieces: str) -> str:
    shown = " ".join(f"<span>{piece}</span>" for piece in pieces if piece)
    return f'<span class="marks">{shown}</span>' if shown else ""


def _notes(article: Article | None, writer: Writer) -> Iterator[str]:
    """Give the contradictions that concern an article, those inside its manual at full length."""
    if article is None:
        return
    concerned = [each for each in writer.conflicts if article.clause.anchor in each.clauses]
    if inside := [each for each in concerned if not each.topic]:
        yield '\n!!! warning "前后不一致"\n'
        for each in inside:
            words = f"**{writer.conflict(each)}。**{each.body}"
            yield indent(writer.linked(words), "    ") + "\n"
    if between := [each for each in concerned if each.topic]:
        yield '\n??? note "别的手册写法不同"\n'
        for each in between:
            others = [anchor for anchor in each.clauses if anchor != article.clause.anchor]
            links = "、".join(writer.clause(writer.book.clauses[anchor]) for anchor in others)
            yield f"    - {writer.conflict(each)}：另见 {links}"
        yield ""


def _concerned(
    marked: lines.Marked, conflicts: dict[str, Conflict], writer: Writer
) -> Iterator[str]:
    anchor = re.search(r"#([a-z0-9-]+)", marked.braces or "")
    conflict = conflicts[anchor[1]] if anchor else None
    if conflict:
        yield f"{marked.lead} {marked.text} {{#{conflict.anchor}}}"
        links = (writer.clause(writer.book.clauses[each]) for each in conflict.clauses)
        yield from _line(f"涉及：{'、'.join(links)}")
