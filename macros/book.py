"""The handbook's words as data: manuals, clauses, articles and their facts, roles and topics."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

# What a fact is; data for other systems names it so.
KINDS = (
    *("purpose", "scope", "principle", "definition", "role", "duty", "process-step", "rule"),
    *("figure", "deadline", "metric", "sanction", "reward", "record", "approval"),
)
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
# Headings of the calendar in their order, and how the times under each begin.
PERIODS = {
    "每天": "每天",
    "每周": "每周",
    "每月": "每月",
    "每季度": "每季度",
    "每年": "每年",
    "活动和直播前后": "活动|直播",
    "随时和限时": "实时|立即|[0-9]+ (?:分钟|小时|天|个工作日)内",
    "定期（多久一次待定）": "定期$",
    "及时（多长时间以内待定）": "及时$|规定时间$",
}
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
ROLE_KINDS = {
    "post": "岗位",
    "department": "部门和团队",
    "everyone": "所有人",
    "situation": "遇到这些情况时",
    "outside": "公司以外",
}

_LINK = re.compile(r"\[([^\]]+)\](?:\((?:[^()]|\([^()]*\))*\))?")


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
    lists below itself; `affects` are those whom it concerns without acting; `open` is what the
    policy owner must still decide; `line` is where it stands in its page's Markdown.
    """

    anchor: str
    line: int
    kind: str
    text: str
    items: tuple[str, ...] = ()
    who: tuple[Who, ...] = ()
    affects: tuple[Who, ...] = ()
    when: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    matter: str = ""
    approvers: tuple[Who, ...] = ()
    checklist: str = ""

    @property
    def people(self) -> tuple[Who, ...]:
        """Everybody whom the fact concerns: who acts, approves or is affected, each once."""
        return tuple(dict.fromkeys((*self.who, *self.approvers, *self.affects)))

    def falls(self, period: str) -> bool:
        """Return whether one of the fact's times belongs under a heading of the calendar."""
        return any(re.match(PERIODS[period], each) for each in self.when)

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


@dataclass(frozen=True, slots=True)
class Link:
    """Where a clause stands, seen from the page that cites it, and its words, a sentence a line."""

    href: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the handbook itself says under an article, such as 请法务复核."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clause with its facts; `who` holds for all that do not say otherwise."""

    manual: Manual
    clause: Clause
    topic: str
    who: tuple[Who, ...]
    open: tuple[str, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody whom the manuals name; `also` names those whose duties are this one's, too."""

    name: str
    slug: str
    kind: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Topics that belong together: a page of the site, with the names of its topics by key."""

    slug: str
    title: str
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in a chapter: the heading under which it stands, whom it names, its lines."""

    title: str
    page: str
    anchor: str
    roles: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Book:
    """The manuals, and the words that they share."""

    manuals: tuple[Manual, ...]
    clauses: Mapping[str, Clause]
    articles: tuple[Article, ...]
    roles: Mapping[str, Role]
    groups: tuple[Group, ...]
    drawings: tuple[Drawing, ...] = ()

    def manual_of(self, page: str) -> Manual | None:
        """Return the manual that a page belongs to."""
        folder = page.rpartition("/")[0]
        return next((each for each in self.manuals if each.folder == folder), None)

    def words_of(self, anchor: str) -> str:
        """Return what a clause says, a sentence a line; nothing for a heading without facts."""
        article = self._articles.get(anchor)
        return "\n".join(fact.sentence for fact in article.facts) if article else ""

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return {article.clause.anchor: article for article in self.articles}

    def group_of(self, topic: str) -> Group:
        """Return the group that a topic belongs to."""
        return next(group for group in self.groups if topic in group.topics)

    def facts(self) -> Iterator[tuple[Article, Fact]]:
        """Give every fact with its article, in the order of the manuals."""
        for article in self.articles:
            for fact in article.facts:
                yield article, fact

    @cached_property
    def concerning(self) -> Mapping[str, Sequence[tuple[Article, Fact]]]:
        """The facts by the names of the roles that they concern."""
        found = defaultdict(list)
        for article, fact in self.facts():
            for name in dict.fromkeys(who.name for who in fact.people):
                found[name].append((article, fact))
        return found
