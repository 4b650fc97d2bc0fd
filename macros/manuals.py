"""The manuals, read from their pages.

A page is the one source: its headings carry the permanent anchors, each fact is one line that ends
in what it is, who does it, when, with which records and systems, and what is still to be decided:

    ### 4.5.1 日常运营流程 {#os-4-5-1 topic=daily-operations .process-step who=运营专员}

    - 运营专员把前一天的销售数据汇总起来。 {: #a when=每天早上 record=每日销售汇总}

Kind and people on an article's heading hold for its facts, unless a fact says otherwise. A line of
an article that is neither a fact nor plainly something else is refused: it would be lost.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import dedent
from typing import Any

from calculators.figures import FigureError, figure
from macros import lines
from macros.book import (
    HEADER,
    KINDS,
    PERIODS,
    ROLE_KINDS,
    STATUSES,
    UNDECIDED,
    VAGUE,
    Article,
    Book,
    Chapter,
    Clause,
    Drawing,
    Fact,
    Group,
    Manual,
    Note,
    Role,
    Who,
)
from macros.lines import Line, Marked, PageError, attributes

_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)+) (?P<title>.+)|第.+?章 .+")
_ITEM = re.compile(r"    - (?P<text>\S.*)")
_NOTE = re.compile(r"(?:!!!|\?\?\?\+?) [a-z]+(?: \"(?P<title>[^\"]*)\")?")
# Lines of an article that are not the manual's own words: a macro, a remark of the handbook.
_MACRO = re.compile(r"\{\{ *(?!figure\().*\}\}")
_BESIDE = re.compile(r"\{\{.*\}\}|>.*")
_FIGURE = re.compile(r"\{\{ *figure\(\"(?P<path>[^\"]+)\"\) *\}\}")
_DRAWING = re.compile(r"(?:flow|chart) +(?P<title>\S.*)")
_NOTED = re.compile(r"(?P<name>.+)（(?P<note>[^（）]+)）")
_OF_ARTICLE = {"id", "kind", "topic", "who", "open"}
_OF_FACT = {
    "id",
    "kind",
    "who",
    "when",
    "record",
    "system",
    "open",
    "matter",
    "by",
    "for",
    "checklist",
}
_OF_MANUAL = {"prefix", "name", "short", *HEADER}
_DATES = ("effective", "approved_on", "review_by")


@dataclass(frozen=True, slots=True)
class Source:
    """A page as its author wrote it: path below docs/, front matter, Markdown after it.

    `first_line` is the number of the Markdown's first line in the file.
    """

    path: str
    meta: Mapping[str, Any]
    markdown: str
    first_line: int = 1

    def place(self, line: int) -> str:
        """Name a line of the Markdown as it is counted in the file."""
        return f"{self.path} 第 {self.first_line + line - 1} 行"


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
    names = _Names(
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
                f"{manual.page}：prefix {manual.prefix} 已经是 {there} 的，请换两个字母"
            )
        prefixes[manual.prefix] = manual.page
        for chapter in manual.chapters:
            page = _Page(by_path[chapter.page], manual, names)
            found = page.clauses()
            for clause in found.values():
                if clause.anchor in clauses:
                    there = clauses[clause.anchor].page
                    raise PageError(f"{clause.page}：锚点 {clause.anchor} 在 {there} 已有")
                clauses[clause.anchor] = clause
            articles += page.articles(found)
            drawings += page.drawings()
    for path in by_path:
        if re.fullmatch(r"manuals/[^/]+/[^/]+\.md", path) and path.split("/")[1] not in listed:
            raise PageError(f"{path}：手册 {path.split('/')[1]} 要写进 manuals/index.md 的 manuals")
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
        raise PageError(f"{path}：开头的 --- 之间缺少 {key}")
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
    place = "roles/index.md 的 roles"
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
    place = "topics/index.md 的 topics"
    given = [_given(each, place, ("slug", "title", "topics")) for each in raw]
    return tuple(Group(each["slug"], each["title"], dict(each["topics"])) for each in given)


def _manual(folder: str, sources: Mapping[str, Source]) -> Manual:
    page = f"{folder}/index.md"
    raw = _given(_meta(sources, page, "manual"), f"{page}：manual ", sorted(_OF_MANUAL))
    given = {key: str(value) for key, value in raw.items()}
    if not re.fullmatch("[a-z]{2}", given["prefix"]):
        raise PageError(f"{page}：prefix 要写两个小写字母，现在是 {given['prefix']}")
    if given["status"] not in STATUSES:
        raise PageError(f"{page}：status 要写 {'、'.join(STATUSES)} 之一")
    for key in _DATES:
        if given[key] != UNDECIDED and not _is_day(given[key]):
            raise PageError(f"{page}：{key} 要写 2027-01-01 这样的日期，或者 {UNDECIDED}")
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


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The names that a fact may use."""

    roles: Mapping[str, Role]
    topics: Collection[str]
    records: Collection[str]
    systems: Collection[str]

    def who(self, text: str, place: str) -> tuple[Who, ...]:
        return tuple(self._one(name, place) for name in split(text))

    def _one(self, name: str, place: str) -> Who:
        if name in self.roles:
            return Who(name)
        if (match := _NOTED.fullmatch(name)) and match["name"] in self.roles:
            return Who(match["name"], match["note"])
        raise PageError(f"{place}：岗位“{name}”不在 roles/index.md 的 roles 里")

    def record(self, text: str, place: str) -> tuple[str, ...]:
        return _known(text, self.records, f"{place}：记录", "lists/records.md 的 records")

    def system(self, text: str, place: str) -> tuple[str, ...]:
        return _known(text, self.systems, f"{place}：系统", "lists/systems.md 的 systems")


def _known(text: str, known: Collection[str], place: str, declared: str) -> tuple[str, ...]:
    for name in split(text):
        if name not in known:
            raise PageError(f"{place}“{name}”不在 {declared} 里")
    return split(text)


def split(text: str, mark: str = ",") -> tuple[str, ...]:
    """Return the values of a text that stand apart by a mark.

    >>> split("运营专员, 部门经理")
    ('运营专员', '部门经理')
    """
    return tuple(part.strip() for part in text.split(mark) if part.strip())


@dataclass(frozen=True, slots=True)
class _Page:
    """A chapter's page, being read."""

    source: Source
    manual: Manual
    names: _Names

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
                raise PageError(f"{place}：主题“{given['topic']}”不在 topics/index.md 的 topics 里")
            reader = _ArticleReader(self.source, self.names, given)
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
        for line in lines.lines(self.source.markdown):
            marked = None if line.fenced else lines.heading(line.text)
            if marked and marked.braces:
                anchor = attributes(marked.braces, self._place(line), _OF_ARTICLE)["id"]
            if title and line.fenced and "｜" in line.text:
                roles |= dict.fromkeys(line.text.split("｜")[0].split("、"))
            if line.fenced and (match := _DRAWING.match(lines.fence_info(line.text))):
                title = match["title"]
            elif title and lines.closes(line.text):
                yield Drawing(title, self.source.path, anchor, tuple(roles))
                title, roles = "", {}

    def _place(self, line: Line) -> str:
        return self.source.place(line.number)


class _ArticleReader:
    """Reads the lines under an article's heading, one after another."""

    def __init__(self, source: Source, names: _Names, given: Mapping[str, str]) -> None:
        self.facts: dict[str, Fact] = {}
        self.notes: list[tuple[str, str]] = []
        self._source = source
        self._names = names
        self._given = given
        self._pending: tuple[Marked, Line] | None = None
        self._items: list[str] | None = None  # of the fact above, where that is an item of a list
        self._in_note = False

    def read(self, body: Iterable[Line]) -> None:
        """Read every line. Raises PageError for one that would be lost."""
        for line in body:
            if line.fenced or not line.text.strip():
                continue
            if line.text.startswith("    "):
                self._indented(line)
                continue
            self._finish()
            if marked := lines.fact(line.text):
                self._pending, self._items = (marked, line), [] if marked.lead else None
            elif note := _NOTE.fullmatch(line.text.rstrip()):
                self.notes.append((note["title"] or "", ""))
                self._in_note = True
            elif not _BESIDE.fullmatch(line.text.rstrip()):
                raise PageError(
                    f"{self._place(line)}：这一行没有标记。条文的每一句写成一行，末尾写 {{: #a}}；"
                    "手册自己的话以“> ”开头，或者写进 !!! note"
                )
        self._finish()

    def _indented(self, line: Line) -> None:
        """Read a line of a note, or an element of the list under the fact above."""
        if self._in_note:
            if not _MACRO.fullmatch(line.text.strip()):  # what it writes is data of its own room
                title, text = self.notes[-1]
                self.notes[-1] = (title, f"{text}{self._filled(line.text, self._place(line))}\n")
            return
        if self._items is None:
            raise PageError(f"{self._place(line)}：缩进的要素要写在以“- ”开头的一句下面")
        item = _ITEM.fullmatch(line.text.rstrip())
        if item is None or "{:" in line.text:
            raise PageError(f"{self._place(line)}：要素每个一行，写成“    - 要素”，末尾不写标记")
        self._items.append(self._filled(item["text"], self._place(line)))

    def _place(self, line: Line) -> str:
        return self._source.place(line.number)

    def _finish(self) -> None:
        """Keep the fact above, whose elements have all been read."""
        if self._pending is not None:
            marked, line = self._pending
            fact = self._fact(marked, line, tuple(self._items or ()))
            if fact.anchor in self.facts:
                raise PageError(f"{self._place(line)}：{fact.anchor} 写了两次")
            self.facts[fact.anchor] = fact
        self._pending, self._items, self._in_note = None, None, False

    def _fact(self, marked: Marked, line: Line, items: tuple[str, ...]) -> Fact:
        place = self._place(line)
        own = attributes(marked.braces or "", place, _OF_FACT)
        if not re.fullmatch("[a-z]+", own.get("id", "")):
            raise PageError(f"{place}：标记要有一个小写字母的编号，写成 {{: #a}} 这样")
        kind = own.get("kind", self._given.get("kind"))
        if kind not in KINDS:
            raise PageError(f"{place}：种类“{kind}”要写成 .duty 这样；有 {'、'.join(KINDS)}")
        if (kind == "approval") != ("matter" in own):
            raise PageError(f"{place}：.approval 要写 matter=批什么，别的种类不写")
        if "by" in own and kind != "approval":
            raise PageError(f"{place}：by=谁批，只有 .approval 才写")
        if "checklist" in own and not items:
            raise PageError(f"{place}：checklist 的要素写在下面，每个一行，前面空四格")
        when = split(own.get("when", ""))
        for each in when:
            if not any(re.match(start, each) for start in PERIODS.values()):
                raise PageError(
                    f"{place}：时间“{each}”看不懂；写“定期”“及时”，或者以“每天”“每月”这样的词开头"
                )
        who = self._names.who(own.get("who", self._given.get("who", "")), place)
        by = own.get("by", "")
        named = () if by == UNDECIDED else self._names.who(by, place) or who
        approvers = named if kind == "approval" else ()
        undecided = [VAGUE[each] for each in when if each in VAGUE]
        if kind == "approval" and not approvers:
            undecided.append("由谁批准")
        return Fact(
            anchor=f"{self._given['id']}-{own['id']}",
            line=line.number,
            kind=kind,
            text=self._filled(marked.text, place),
            items=items,
            who=who,
            affects=self._names.who(own.get("for", ""), place),
            when=when,
            records=self._names.record(own.get("record", ""), place),
            systems=self._names.system(own.get("system", ""), place),
            open=(*split(own.get("open", ""), "；"), *undecided),
            matter=own.get("matter", ""),
            approvers=approvers,
            checklist=own.get("checklist", ""),
        )

    def _filled(self, text: str, place: str) -> str:
        try:
            return _FIGURE.sub(lambda match: figure(match["path"]), text)
        except FigureError as error:
            raise PageError(f"{place}：{error}") from error
