"""The manuals, read from their pages.

A page is the one source: its headings carry the permanent anchors, each fact is one line that ends
in what it is, who does it, when, with which records and systems, and what is still to be decided:

    ### 4.5.1 日常运营流程 {#os-4-5-1 topic=daily-operations .process-step who=运营专员}

    - 运营专员把前一天的销售数据汇总起来。 {: #a when=每天早上 record=每日销售汇总}

Kind and people on an article's heading hold for its facts, unless a fact says otherwise.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import dedent
from typing import Any

from macros import lines
from macros.articles import ArticleReader, Names, split
from macros.book import (
    HEADER,
    ROLE_KINDS,
    STATUSES,
    UNDECIDED,
    Article,
    Book,
    Chapter,
    Clause,
    Drawing,
    Group,
    Manual,
    Note,
    Role,
)
from macros.lines import Line, Marked, PageError, Source, attributes

_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)+) (?P<title>.+)|第.+?章 .+")
_DRAWING = re.compile(r"(?:flow|chart) +(?P<title>\S.*)")
_OF_ARTICLE = {"id", "kind", "topic", "who", "open"}
_OF_MANUAL = {"prefix", "name", "short", *HEADER}
_DATES = ("effective", "approved_on", "review_by")


def read(sources: Iterable[Source]) -> Book:
    """Return the manuals that stand in sources.

    Raises PageError, naming page and line, where a page does not follow the form that this module's
    docstring shows, or uses a name that is not declared: roles in roles/index.md, topics in
    topics/index.md, records and systems in lists/records.md and lists/systems.md.
    """
    by_path = {source.path: source for source in sources}
    listed = _meta(by_path, "manuals/index.md", "manuals")
    roles = _roles(_meta(by_path, "roles/index.md", "roles"))
    groups = _groups(_meta(by_path, "topics/index.md", "topics"))
    names = Names(
        roles=roles,
        topics={topic for group in groups for topic in group.topics},
        records=set(_meta(by_path, "lists/records.md", "records")),
        systems=set(_meta(by_path, "lists/systems.md", "systems")),
    )
    manuals = tuple(_manual(f"manuals/{name}", by_path) for name in listed)
    clauses: dict[str, Clause] = {}
    articles: list[Article] = []
    drawings: list[Drawing] = []
    prefixes: dict[str, str] = {}
    for manual in manuals:
        if manual.prefix in prefixes:
            there = prefixes[manual.prefix]
            raise PageError(
                f"docs/{manual.page}：prefix {manual.prefix} 已经是 docs/{there} 的，请换两个字母"
            )
        prefixes[manual.prefix] = manual.page
        for chapter in manual.chapters:
            page = _Page(by_path[chapter.page], manual, names)
            found = page.clauses()
            for clause in found.values():
                if clause.anchor in clauses:
                    there = clauses[clause.anchor].page
                    raise PageError(
                        f"docs/{clause.page}：锚点 {clause.anchor} 在 docs/{there} 已有"
                    )
                clauses[clause.anchor] = clause
            articles += page.articles(found)
            drawings += page.drawings()
    for path in by_path:
        if re.fullmatch(r"manuals/[^/]+/[^/]+\.md", path) and path.split("/")[1] not in listed:
            raise PageError(
                f"docs/{path}：手册 {path.split('/')[1]} 要写进 docs/manuals/index.md 的 manuals"
            )
    return Book(
        manuals=manuals,
        clauses=clauses,
        articles=tuple(articles),
        roles=roles,
        groups=groups,
        drawings=tuple(drawings),
    )


def _meta(sources: Mapping[str, Source], path: str, key: str) -> Any:
    if path not in sources or not sources[path].meta.get(key):
        raise PageError(f"docs/{path}：开头的 --- 之间缺少 {key}")
    return sources[path].meta[key]


def _given(raw: Any, place: str, needed: Collection[str], more: Collection[str] = ()) -> Any:
    """Return a table of front matter. Raises PageError for one that lacks a key or has another."""
    if not isinstance(raw, Mapping):
        raise PageError(f"{place}：“{raw}”要写成 键: 值，键有 {'、'.join(needed)}")
    if missing := [key for key in needed if not raw.get(key)]:
        raise PageError(f"{place}里缺少 {'、'.join(missing)}")
    if unknown := [str(key) for key in raw if key not in {*needed, *more}]:
        raise PageError(
            f"{place}：不认识 {'、'.join(unknown)}；可以写的有 {'、'.join([*needed, *more])}"
        )
    return raw


def _roles(raw: Any) -> dict[str, Role]:
    place = "docs/roles/index.md 的 roles"
    found: dict[str, Role] = {}
    for each in raw:
        given = _given(each, place, ("name", "slug", "kind"), ("also",))
        name, slug, kind, also = (given.get(key) for key in ("name", "slug", "kind", "also"))
        if kind not in ROLE_KINDS:
            raise PageError(f"{place}：“{name}”的 kind 要写 {'、'.join(ROLE_KINDS)} 之一")
        if not isinstance(also or [], list):
            raise PageError(f"{place}：“{name}”的 also 要写成 [员工, 全体员工] 这样")
        if name in found or slug in {role.slug for role in found.values()}:
            raise PageError(f"{place}：“{name}”（{slug}）写了两次")
        found[name] = Role(name, slug, kind, tuple(also or ()))
    for role in found.values():
        if unknown := [name for name in role.also if name not in found]:
            raise PageError(f"{place}：“{role.name}”的 also 里没有岗位“{unknown[0]}”")
    return found


def _groups(raw: Any) -> tuple[Group, ...]:
    place = "docs/topics/index.md 的 topics"
    given = [_given(each, place, ("slug", "title", "topics")) for each in raw]
    return tuple(Group(each["slug"], each["title"], dict(each["topics"])) for each in given)


def _manual(folder: str, sources: Mapping[str, Source]) -> Manual:
    page = f"{folder}/index.md"
    raw = _given(_meta(sources, page, "manual"), f"docs/{page}：manual ", sorted(_OF_MANUAL))
    given = {key: str(value) for key, value in raw.items()}
    if not re.fullmatch("[a-z]{2}", given["prefix"]):
        raise PageError(f"docs/{page}：prefix 要写两个小写字母，现在是 {given['prefix']}")
    if given["status"] not in STATUSES:
        raise PageError(f"docs/{page}：status 要写 {'、'.join(STATUSES)} 之一")
    for key in _DATES:
        if given[key] != UNDECIDED and not is_day(given[key]):
            raise PageError(f"docs/{page}：{key} 要写 2027-01-01 这样的日期，或者 {UNDECIDED}")
    chapters = sorted(
        (int(match[1]), path)
        for path in sources
        if (match := re.fullmatch(rf"{folder}/([0-9]+)-[^/]+\.md", path))
    )
    return Manual(
        folder=folder,
        prefix=given["prefix"],
        name=given["name"],
        short=given["short"],
        title=str(_meta(sources, page, "title")),
        header={key: given[key] for key in HEADER},
        chapters=tuple(Chapter(path, str(_meta(sources, path, "title"))) for _, path in chapters),
    )


def is_day(text: str) -> bool:
    """Return whether a text is a day in the one way that days are written: 2027-01-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Page:
    """A chapter's page, being read."""

    source: Source
    manual: Manual
    names: Names

    def clauses(self) -> dict[str, Clause]:
        """Return the numbered headings by anchor."""
        found: dict[str, Clause] = {}
        for line in lines.lines(self.source.markdown):
            marked = None if line.fenced else lines.heading(line.text)
            if marked and (clause := self._clause(marked, line)):
                if clause.anchor in found:
                    raise PageError(f"{self._place(line)}：锚点 {clause.anchor} 在这一页已有")
                found[clause.anchor] = clause
        return found

    def _clause(self, marked: Marked, line: Line) -> Clause | None:
        place = self._place(line)
        numbered = _NUMBER.fullmatch(marked.text)
        if numbered is None:
            if marked.braces is not None:
                raise PageError(f"{place}：有锚点的标题要有条款号：“{marked.text}”")
            return None
        anchor = attributes(marked.braces or "", place, _OF_ARTICLE).get("id")
        if anchor is None:
            raise PageError(f"{place}：“{line.text}”要写成“### 4.1.2 标题 {{#co-4-1-2}}”这样")
        number = numbered["number"] or self.source.path.split("/")[-1].split("-")[0]
        expected = f"{self.manual.prefix}-{number.replace('.', '-')}"
        if anchor != expected:
            raise PageError(f"{place}：“{marked.text}”的锚点要写 {{#{expected}}}")
        title = numbered["title"] or marked.text
        return Clause(anchor, numbered["number"] or "", title, self.source.path)

    def articles(self, clauses: Mapping[str, Clause]) -> Iterator[Article]:
        """Give the articles: headings that say their topic, with what stands under them."""
        body = list(lines.lines(self.source.markdown))
        starts = [
            at for at, line in enumerate(body) if not line.fenced and lines.heading(line.text)
        ]
        for start, end in pairwise([*starts, len(body)]):
            marked = lines.heading(body[start].text)
            place = self._place(body[start])
            given = attributes((marked and marked.braces) or "", place, _OF_ARTICLE)
            under = body[start + 1 : end]
            if "topic" not in given:
                if any(lines.fact(line.text) for line in under if not line.fenced):
                    raise PageError(f"{place}：这一条有内容，标题要写 topic=主题")
                continue
            if given["topic"] not in self.names.topics:
                raise PageError(
                    f"{place}：主题“{given['topic']}”不在 docs/topics/index.md 的 topics 里"
                )
            reader = ArticleReader(self.source, self.names, given)
            reader.read(under)
            if not reader.facts:
                raise PageError(f"{place}：这一条没有内容；每句的末尾写 {{: #a}} 这样的标记")
            yield Article(
                manual=self.manual,
                clause=clauses[given["id"]],
                topic=given["topic"],
                who=self.names.who(given.get("who", ""), place),
                open=split(given.get("open", ""), "；"),
                facts=tuple(reader.facts.values()),
                notes=tuple(Note(title, dedent(text).strip()) for title, text in reader.notes),
                line=body[start].number,
            )

    def drawings(self) -> Iterator[Drawing]:
        """Give the drawings with the anchors of the headings above them and the roles in them."""
        anchor, title = "", ""
        roles: dict[str, None] = {}
        text: list[str] = []
        for line in lines.lines(self.source.markdown):
            marked = None if line.fenced else lines.heading(line.text)
            if marked and marked.braces:
                anchor = attributes(marked.braces, self._place(line), _OF_ARTICLE)["id"]
            if title and line.fenced and "｜" in line.text:
                roles |= dict.fromkeys(line.text.split("｜")[0].split("、"))
            if line.fenced and (match := _DRAWING.match(lines.fence_info(line.text))):
                title = match["title"]
            elif title and lines.closes(line.text):
                yield Drawing(title, self.source.path, anchor, tuple(roles), "\n".join(text))
                title, roles, text = "", {}, []
            elif title:
                text.append(line.text)

    def _place(self, line: Line) -> str:
        return self.source.place(line.number)
