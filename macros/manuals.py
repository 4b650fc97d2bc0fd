"""The manuals as data: chapters, clauses, articles and their facts, read from the manuals' pages.

A page is the one source: its headings carry the permanent anchors, each fact is one line that ends
in what it is, who does it, when, with which records and systems, and what is still to be decided:

    ### 4.5.1 日常运营流程 {#os-4-5-1 topic=daily-operations .process-step who=运营专员}

    - 运营专员把前一天的销售数据汇总起来。 {: #a when=每天早上 record=每日销售汇总}

What stands on an article's heading holds for its facts, unless a fact says otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, takewhile
from typing import Any

from calculators.figures import FigureError, figure

KINDS = {
    "purpose": "目的",
    "scope": "适用范围",
    "principle": "原则",
    "role": "设岗",
    "duty": "职责",
    "process-step": "步骤",
    "rule": "规定",
    "figure": "数目",
    "deadline": "时限",
    "metric": "指标",
    "sanction": "处罚",
    "reward": "奖励",
    "record": "记录",
    "approval": "审批",
    "definition": "定义",
}
UNDECIDED = "待定"
# Words for a time that leave the time itself open, and what is to be decided then.
VAGUE = {
    "定期": "“定期”是多久一次",
    "及时": "“及时”是多长时间以内",
    "规定时间": "“规定时间”是多久",
    "直播前": "直播前多久",
    "活动结束后": "活动结束后多长时间以内",
    "每年（月份待定）": "在每年哪个月",
}
PERIODS = {
    "每天": ("每天",),
    "每周": ("每周",),
    "每月": ("每月",),
    "每季度": ("每季度",),
    "每年": ("每年",),
    "活动和直播前后": ("活动", "直播"),
    "随时和限时": ("实时", "立即", "24 小时内", "48 小时内"),
    "定期（多久一次待定）": ("定期",),
    "及时（多长时间以内待定）": ("及时", "规定时间"),
}

_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<title>.+?)(?: \{(?P<attributes>:? *#[^}]*)\})?")
_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)+) (?P<title>.+)|第.+?章 .+")
_FACT = re.compile(r"(?P<lead> *(?:- +)?)(?P<text>\S.*?) \{: *(?P<attributes>#[^}]*)\}")
_ITEM = re.compile(r" {4,}- (?P<text>.+)")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[^\s}]+)|\.(?P<kind>[a-z-]+)"
    r'|(?P<key>[a-z]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))|(?P<unread>\S+)'
)
_FIGURE = re.compile(r"\{\{ *figure\(\"(?P<path>[^\"]+)\"\) *\}\}")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_NOTED = re.compile(r"(?P<name>.+)（(?P<note>[^（）]+)）")
_OF_ARTICLE = {"id", "kind", "topic", "who", "when", "open"}
_OF_FACT = {"id", "kind", "who", "when", "record", "system", "open", "matter", "by", "checklist"}


class ManualError(ValueError):
    """A mistake in a manual, as a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page as its author wrote it: path below docs/, front matter, Markdown after it.

    `first_line` is the number of the Markdown's first line in the file.
    """

    path: str
    meta: Mapping[str, Any]
    markdown: str
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Who:
    """A role as a fact names it; `note` is 推定 where the manual does not name the owner itself."""

    name: str
    note: str = ""

    def __str__(self) -> str:
        """Name and note, as readers see them."""
        return f"{self.name}（{self.note}）" if self.note else self.name


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered heading of a manual: its permanent anchor, its words, the page it stands on."""

    anchor: str
    number: str
    title: str
    page: str

    @property
    def heading(self) -> str:
        """Number and title, as readers see them."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sentence of a manual, with its people and times.

    `text` is Markdown with the rules' figures filled in; `items` are the elements that the sentence
    lists below itself; `open` is what the policy owner must still decide.
    """

    anchor: str
    kind: str
    text: str
    items: tuple[str, ...] = ()
    who: tuple[Who, ...] = ()
    when: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    matter: str = ""
    approvers: tuple[Who, ...] = ()
    checklist: str = ""

    @property
    def sentence(self) -> str:
        """The text as it is quoted elsewhere: without links, its list in one line."""
        listed = "、".join(self.items) + "。" if self.items else ""
        return _LINK.sub(r"\1", self.text) + listed


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of a manual."""

    page: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """A manual: its folder, its names, its header and its chapters in order."""

    folder: str
    prefix: str
    name: str
    short: str
    title: str
    header: Mapping[str, str]
    chapters: tuple[Chapter, ...]

    @property
    def page(self) -> str:
        """The manual's own page."""
        return f"{self.folder}/index.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clause with its facts; `who` is what holds for all of them."""

    manual: Manual
    clause: Clause
    topic: str
    who: tuple[Who, ...]
    open: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody whom the manuals name; `also` names those whose duties are this one's, too."""

    name: str
    slug: str
    en: str
    kind: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Topics that belong together: a page of the site, with the names of its topics by key."""

    slug: str
    title: str
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The five manuals, and the words that they share."""

    manuals: tuple[Manual, ...] = ()
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()

    def manual_of(self, page: str) -> Manual | None:
        """Return the manual that a page belongs to."""
        return next((each for each in self.manuals if page.startswith(each.folder + "/")), None)

    def group_of(self, topic: str) -> Group:
        """Return the group that a topic belongs to."""
        return next(group for group in self.groups if topic in group.topics)

    def facts(self) -> Iterator[tuple[Article, Fact]]:
        """Give every fact with its article, in the order of the manuals."""
        for article in self.articles:
            for fact in article.facts:
                yield article, fact


HEADER = {
    "owner": "归谁管",
    "status": "状态",
    "edition": "版次",
    "effective": "生效日",
    "proposed_by": "谁提出",
    "reviewed_by": "谁审核",
    "approved_by": "谁批准",
    "approved_on": "批准日",
    "review_by": "最晚复审日",
}
STATUSES = ("草案", "生效", "废止")
_DATES = ("effective", "approved_on", "review_by")


def read(sources: Iterable[Source]) -> Book:
    """Return the manuals that stand in sources.

    Raises ManualError, naming page and line, where a page does not follow the form that this
    module's docstring shows, or names a role or a topic that roles/index.md and topics/index.md do
    not know.
    """
    by_path = {source.path: source for source in sources}
    listed = _meta(by_path, "manuals/index.md", "manuals")
    roles = {
        each["name"]: Role(**each | {"also": tuple(each.get("also", ()))})
        for each in _meta(by_path, "roles/index.md", "roles")
    }
    groups = tuple(Group(**each) for each in _meta(by_path, "topics/index.md", "topics"))
    manuals = tuple(_manual(f"manuals/{name}", by_path) for name in listed)
    clauses: dict[str, Clause] = {}
    articles: list[Article] = []
    words = _Words(roles, {topic for group in groups for topic in group.topics})
    for manual in manuals:
        for chapter in manual.chapters:
            page = _Page(by_path[chapter.page], manual, words)
            for clause in page.clauses():
                if clause.anchor in clauses:
                    there = clauses[clause.anchor].page
                    raise ManualError(f"{clause.page}：锚点 {clause.anchor} 在 {there} 已有")
                clauses[clause.anchor] = clause
            articles += page.articles()
    for path in by_path:
        if re.fullmatch(r"manuals/[^/]+/[^/]+\.md", path) and path.split("/")[1] not in listed:
            raise ManualError(
                f"{path}：手册 {path.split('/')[1]} 要写进 manuals/index.md 的 manuals"
            )
    return Book(
        manuals=manuals, clauses=clauses, articles=tuple(articles), roles=roles, groups=groups
    )


def _meta(sources: Mapping[str, Source], path: str, key: str) -> Any:
    if path not in sources or key not in sources[path].meta:
        raise ManualError(f"{path}：开头的 --- 之间缺少 {key}")
    return sources[path].meta[key]


def _manual(folder: str, sources: Mapping[str, Source]) -> Manual:
    page = f"{folder}/index.md"
    given = {key: str(value) for key, value in _meta(sources, page, "manual").items()}
    if missing := [key for key in ("prefix", "name", "short", *HEADER) if not given.get(key)]:
        raise ManualError(f"{page}：manual 里缺少 {'、'.join(missing)}；没有定的写 {UNDECIDED}")
    if given["status"] not in STATUSES:
        raise ManualError(f"{page}：status 要写 {'、'.join(STATUSES)} 之一")
    for key in _DATES:
        if given[key] != UNDECIDED and not _is_day(given[key]):
            raise ManualError(f"{page}：{key} 要写 2027-01-01 这样的日期，或者 {UNDECIDED}")
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


def attributes(text: str, place: str, known: Iterable[str]) -> dict[str, str]:
    """Return what stands between the braces of a line: `#id .kind key=value key="a value"`.

    >>> attributes('#a .duty when="活动前 2 周"', "page.md", {"id", "kind", "when"})
    {'id': 'a', 'kind': 'duty', 'when': '活动前 2 周'}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text.strip(" :")):
        if match["unread"]:
            raise ManualError(f"{place}：看不懂“{match['unread']}”，要写成 键=值")
        key = match["key"] or match.lastgroup or ""
        if key not in known:
            raise ManualError(f"{place}：不认识“{key}”；可以写的有 {'、'.join(sorted(known))}")
        found[key] = match["quoted"] if match["quoted"] is not None else match[match.lastgroup or 0]
    return found


def heading_of(line: str) -> re.Match[str] | None:
    """Match a heading: groups `marks`, `title`, `attributes`."""
    return _HEADING.fullmatch(line)


def fact_of(line: str) -> re.Match[str] | None:
    """Match the line of a fact: groups `lead`, `text`, `attributes`."""
    return _FACT.fullmatch(line)


def outside_fences(markdown: str) -> Iterator[tuple[int, str]]:
    """Give the lines of Markdown that stand in no fenced block, with their numbers from 1."""
    fenced = False
    for number, line in enumerate(markdown.split("\n"), 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


@dataclass(frozen=True, slots=True)
class _Words:
    """The names that a fact may use."""

    roles: Mapping[str, Role]
    topics: set[str]

    def who(self, text: str, place: str) -> tuple[Who, ...]:
        return tuple(self._one(name, place) for name in split(text))

    def _one(self, name: str, place: str) -> Who:
        if name in self.roles:
            return Who(name)
        if (match := _NOTED.fullmatch(name)) and match["name"] in self.roles:
            return Who(match["name"], match["note"])
        raise ManualError(f"{place}：岗位“{name}”不在 roles/index.md 的 roles 里")


@dataclass(frozen=True, slots=True)
class _Page:
    """A chapter's page, being read."""

    source: Source
    manual: Manual
    words: _Words

    def clauses(self) -> Iterator[Clause]:
        for number, line in outside_fences(self.source.markdown):
            if not (match := heading_of(line)):
                continue
            place = self._place(number)
            numbered = _NUMBER.fullmatch(match["title"])
            if numbered is None:
                if match["attributes"]:
                    raise ManualError(f"{place}：有锚点的标题要有条款号：“{match['title']}”")
                continue
            if not match["attributes"]:
                raise ManualError(f"{place}：“{line}”要写成“### 4.1.2 标题 {{#co-4-1-2}}”这样")
            anchor = attributes(match["attributes"], place, _OF_ARTICLE)["id"]
            number_of = numbered["number"] or self.source.path.split("/")[-1].split("-")[0]
            expected = f"{self.manual.prefix}-{number_of.replace('.', '-')}"
            if anchor != expected:
                raise ManualError(f"{place}：“{match['title']}”的锚点要写 {{#{expected}}}")
            title = numbered["title"] or match["title"]
            yield Clause(anchor, numbered["number"] or "", title, self.source.path)

    def articles(self) -> Iterator[Article]:
        clauses = {clause.anchor: clause for clause in self.clauses()}
        lines = list(outside_fences(self.source.markdown))
        starts = [at for at, (_, line) in enumerate(lines) if heading_of(line)]
        for start, end in pairwise([*starts, len(lines)]):
            number, line = lines[start]
            match = heading_of(line)
            place = self._place(number)
            given = attributes((match and match["attributes"]) or "", place, _OF_ARTICLE)
            facts = tuple(self._facts(lines[start + 1 : end], given))
            if "topic" not in given:
                if facts:
                    raise ManualError(f"{place}：这一条有内容，标题要写 topic=主题")
                continue
            if given["topic"] not in self.words.topics:
                raise ManualError(
                    f"{place}：主题“{given['topic']}”不在 topics/index.md 的 topics 里"
                )
            if not facts:
                raise ManualError(f"{place}：这一条没有内容；每句的末尾写 {{: #a}} 这样的标记")
            yield Article(
                manual=self.manual,
                clause=clauses[given["id"]],
                topic=given["topic"],
                who=self.words.who(given.get("who", ""), place),
                open=split(given.get("open", ""), "；"),
                facts=facts,
            )

    def _facts(self, lines: Sequence[tuple[int, str]], given: dict[str, str]) -> Iterator[Fact]:
        seen: set[str] = set()
        for at, (number, line) in enumerate(lines):
            if match := fact_of(line):
                place = self._place(number)
                fact = self._fact(match, given, place, [each for _, each in lines[at + 1 :]])
                if fact.anchor in seen:
                    raise ManualError(f"{place}：{fact.anchor} 写了两次")
                seen.add(fact.anchor)
                yield fact

    def _fact(
        self, match: re.Match[str], given: dict[str, str], place: str, below: list[str]
    ) -> Fact:
        own = attributes(match["attributes"], place, _OF_FACT)
        kind = own.get("kind", given.get("kind"))
        if kind not in KINDS:
            raise ManualError(f"{place}：种类“{kind}”要写成 .duty 这样；有 {'、'.join(KINDS)}")
        when = split(own.get("when", given.get("when", "")))
        for each in when:
            if not any(each.startswith(first) for start in PERIODS.values() for first in start):
                raise ManualError(
                    f"{place}：时间“{each}”看不懂；要以“每天”“每月”“定期”这样的词开头"
                )
        who = self.words.who(own.get("who", given.get("who", "")), place)
        by = own.get("by", "")
        decides = kind == "approval" and by != UNDECIDED
        if (kind == "approval") != ("matter" in own):
            raise ManualError(f"{place}：.approval 要写 matter=批什么，别的种类不写")
        undecided = [VAGUE[each] for each in when if each in VAGUE]
        undecided += ["由谁批准"] if by == UNDECIDED else []
        items = tuple(
            self._filled(item["text"], place)
            for item in takewhile(bool, (_ITEM.fullmatch(each) for each in below))
            if item
        )
        if ("checklist" in own) > bool(items):
            raise ManualError(f"{place}：checklist 的要素写在下面，每个一行，前面空四格")
        return Fact(
            anchor=f"{given['id']}-{own['id']}",
            kind=kind,
            text=self._filled(match["text"], place),
            items=items,
            who=who,
            when=when,
            records=split(own.get("record", "")),
            systems=split(own.get("system", "")),
            open=(*split(own.get("open", ""), "；"), *undecided),
            matter=own.get("matter", ""),
            approvers=(self.words.who(by, place) or who) if decides else (),
            checklist=own.get("checklist", ""),
        )

    def _filled(self, text: str, place: str) -> str:
        try:
            return _FIGURE.sub(lambda match: figure(match["path"]), text)
        except FigureError as error:
            raise ManualError(f"{place}：{error}") from error

    def _place(self, number: int) -> str:
        return f"{self.source.path} 第 {self.source.first_line + number - 1} 行"


def split(text: str, mark: str = ",") -> tuple[str, ...]:
    """Return the values of a text that stand apart by a mark.

    >>> split("运营专员, 部门经理")
    ('运营专员', '部门经理')
    """
    return tuple(part.strip() for part in text.split(mark) if part.strip())
