"""What the manuals say, put together in other orders: by topic, role, time, record, system.

Each function returns Markdown for the page of `writer`; every line links back to its clause.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from macros.conflicts import PAGE as CONFLICTS
from macros.manuals import (
    HEADER,
    PERIODS,
    UNDECIDED,
    VAGUE,
    Article,
    Book,
    Fact,
    Group,
    Manual,
    Role,
    Who,
)
from macros.pages import Writer

_ROLE_KINDS = {
    "post": "岗位",
    "department": "部门和团队",
    "everyone": "所有人",
    "outside": "公司以外",
}
_DOES = ("duty", "process-step", "record", "deadline", "role")


def pages(writer: Callable[[str], Writer]) -> dict[str, str]:
    """Return the pages that are made whole, one a role and one a group of topics, by path."""
    book = writer("").book
    made = {}
    for role in book.roles.values():
        path = f"roles/{role.slug}.md"
        made[path] = role_page(writer(path), role)
    for group in book.groups:
        path = f"topics/{group.slug}.md"
        made[path] = topic_page(writer(path), group)
    return made


def navigation(nav: Sequence[Any], book: Book) -> list[Any]:
    """Return mkdocs.yml's nav with the manuals, their chapters and the groups of topics in it.

    >>> navigation([{"主题": ["topics/index.md"]}], Book(groups=(Group("finance", "财务", {}),)))
    [{'主题': ['topics/index.md', 'topics/finance.md']}]
    """
    more: dict[str, list[Any]] = {
        "manuals/index.md": [
            {each.title: [each.page, *(chapter.page for chapter in each.chapters)]}
            for each in book.manuals
        ],
        "topics/index.md": [f"topics/{group.slug}.md" for group in book.groups],
    }
    return [
        {title: [*part, *more.get(part[0], ())] if isinstance(part, list) else part}
        for entry in nav
        for title, part in entry.items()
    ]


def manuals(writer: Writer) -> str:
    """Return the manuals with their chapters."""
    return "\n\n".join(
        f"## [{manual.name}]({writer.to(manual.page)})\n\n{chapters(writer, manual)}"
        for manual in writer.book.manuals
    )


def manual_links(writer: Writer) -> str:
    """Return links to the manuals in one line."""
    return " · ".join(
        f"[{manual.title}]({writer.to(manual.page)})" for manual in writer.book.manuals
    )


def chapters(writer: Writer, manual: Manual) -> str:
    """Return links to the chapters of a manual."""
    return "\n".join(
        f"- [{chapter.title}]({writer.to(chapter.page)})" for chapter in manual.chapters
    )


def header(manual: Manual) -> str:
    """Return who answers for a manual and from when it holds, as a table."""
    rows = [f"| {HEADER[key]} | {value} |" for key, value in manual.header.items()]
    return "\n".join(["| 项目 | 内容 |", "| --- | --- |", *rows])


def topics(writer: Writer) -> str:
    """Return the groups of topics, linked to their pages."""
    return "\n".join(
        f"- **[{group.title}]({writer.to(f'topics/{group.slug}.md')})**"
        + (f"：{'、'.join(group.topics.values())}" if len(group.topics) > 1 else "")
        for group in writer.book.groups
    )


def topic_page(writer: Writer, group: Group) -> str:
    """Return the page of a group of topics: differences first, then every article, by manual."""
    return _page(group.title, _topics(writer, group))


def _topics(writer: Writer, group: Group) -> Iterator[str]:
    for topic, name in group.topics.items():
        articles = [each for each in writer.book.articles if each.topic == topic]
        yield f"## {name} {{#{topic}}}"
        differing = [each for each in writer.conflicts if each.topic == topic]
        if differing:
            links = (f"[{each.title}]({writer.to(CONFLICTS, each.anchor)})" for each in differing)
            yield f"各手册写法不同：{'、'.join(links)}"
        for manual in writer.book.manuals:
            own = [each for each in articles if each.manual == manual]
            if own:
                yield f"### {manual.short} {{#{topic}-{manual.prefix}}}"
            for article in own:
                place = writer.to(article.clause.page, article.clause.anchor)
                yield f"**[{article.clause.heading}]({place})**"
                yield "\n".join(f"- {_said(writer, fact)}" for fact in article.facts)


def roles(writer: Writer) -> str:
    """Return everybody whom the manuals name, by kind, with the manuals that name them."""
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article, fact in writer.book.facts():
        for who in (*fact.who, *fact.approvers):
            named[who.name][article.manual.short] = None
    parts = []
    for kind, title in _ROLE_KINDS.items():
        links = [
            f"- {writer.role(Who(role.name))}（{'、'.join(named[role.name])}）"
            for role in writer.book.roles.values()
            if role.kind == kind
        ]
        parts += [f"## {title}", '<div class="columns" markdown>', "\n".join(links), "</div>"]
    return "\n\n".join(parts)


def role_page(writer: Writer, role: Role) -> str:
    """Return the page of a role: what it does, decides and must keep to, by when, with clauses."""
    return _page(role.name, _role(writer, role))


def _role(writer: Writer, role: Role) -> Iterator[str]:
    yield f"[全部岗位]({writer.to('roles/index.md')})"
    if role.also:
        yield f"写给{writer.roles([Who(each) for each in role.also])}的条文，也适用。"
    facts = [
        (article, fact)
        for article, fact in writer.book.facts()
        if role.name in {who.name for who in (*fact.who, *fact.approvers)}
    ]
    timed = [(a, f) for a, f in facts if f.when and not VAGUE.keys() & set(f.when)]
    decides = [(a, f) for a, f in facts if role.name in {who.name for who in f.approvers}]
    rest = [each for each in facts if each not in decides]
    parts = {
        "有时间的": timed,
        "要批的、要定的": decides,
        "要做的": [(a, f) for a, f in rest if f.kind in _DOES],
        "要遵守的、与你有关的": [(a, f) for a, f in rest if f.kind not in _DOES],
    }
    for title, found in parts.items():
        if found:
            yield f"## {title}"
        for manual in writer.book.manuals:
            own = [each for each in found if each[0].manual == manual]
            if own:
                yield f"**{manual.name}**"
                yield _entries(writer, own, role)


def calendar(writer: Writer) -> str:
    """Return every duty that has a time, from daily to yearly, then those whose time is open."""
    parts = []
    for period, starts in PERIODS.items():
        found = [(a, f) for a, f in writer.book.facts() if _falls(f, starts)]
        if found:
            parts += [f"## {period}", _entries(writer, found)]
    return "\n\n".join(parts)


def records(writer: Writer) -> str:
    """Return every record and form, with the clauses that ask for it."""
    return _by_name(writer, lambda fact: fact.records)


def systems(writer: Writer) -> str:
    """Return every system and tool, with the clauses that name it."""
    return _by_name(writer, lambda fact: fact.systems)


def approvals(writer: Writer) -> str:
    """Return what needs an approval, by whom, under which clause."""
    rows = [
        f"| {fact.matter} | {_approvers(writer, fact)} | {fact.sentence} |"
        f" {writer.clause(article.clause, fact.anchor)} |"
        for article, fact in writer.book.facts()
        if fact.kind == "approval"
    ]
    return "\n".join(["| 批什么 | 谁批 | 条文怎么写 | 依据 |", "| --- | --- | --- | --- |", *rows])


def checklists(writer: Writer) -> str:
    """Return the lists of required elements, to be ticked."""
    parts = []
    for article, fact in writer.book.facts():
        if fact.checklist:
            items = "\n".join(f"- [ ] {item}" for item in fact.items)
            link = writer.clause(article.clause, fact.anchor)
            parts.append(f"## {fact.checklist} {{#{fact.anchor}}}\n\n{items}\n\n依据：{link}")
    return "\n\n".join(parts)


def open_points(writer: Writer) -> str:
    """Return everything that the policy owners must still decide, by manual and clause."""
    parts = []
    for manual in writer.book.manuals:
        lines = [
            line
            for article in writer.book.articles
            if article.manual == manual
            for line in _undecided(writer, article)
        ]
        heads = [HEADER[key] for key, value in manual.header.items() if value == UNDECIDED]
        if heads:
            lines.insert(0, f"- [手册的页首]({writer.to(manual.page)})：{'、'.join(heads)}")
        parts += [f"## {manual.name}", f"共 {len(lines)} 处。", "\n".join(lines)]
    return "\n\n".join(parts)


def _undecided(writer: Writer, article: Article) -> Iterator[str]:
    link = writer.clause(article.clause)
    if article.open:
        yield f"- {link}：**{'；'.join(article.open)}**\n{{: #open-{article.clause.anchor} }}"
    for fact in article.facts:
        if fact.open:
            where = f"[{article.clause.heading}]({writer.to(article.clause.page, fact.anchor)})"
            yield (
                f"- {where}：**{'；'.join(fact.open)}**"
                f'<span class="marks"><span>{fact.sentence}</span></span>'
                f"\n{{: #open-{fact.anchor} }}"
            )


def reviews(writer: Writer, today: date) -> str:
    """Return which manuals are past the day by which they are to be reviewed."""
    late = overdue(writer.book.manuals, today)
    without = [each for each in writer.book.manuals if each.header["review_by"] == UNDECIDED]
    lines = [
        f"- [{each.name}]({writer.to(each.page)})：应在 {each.header['review_by']} 以前复审，"
        f"已过 {(today - date.fromisoformat(each.header['review_by'])).days} 天"
        for each in late
    ]
    parts = ["## 已过复审日", "\n".join(lines) or f"到 {today} 为止，没有过期的手册。"]
    if without:
        listed = "\n".join(f"- [{each.name}]({writer.to(each.page)})" for each in without)
        parts += ["## 没有定复审日", listed]
    return "\n\n".join(parts)


def overdue(each_manual: Iterable[Manual], today: date) -> list[Manual]:
    """Return the manuals whose day of review has passed."""
    return [
        manual
        for manual in each_manual
        if manual.header["review_by"] != UNDECIDED
        and date.fromisoformat(manual.header["review_by"]) < today
    ]


def _page(title: str, parts: Iterable[str]) -> str:
    return "\n\n".join([f"---\ntitle: {title}\n---", f"# {title}", *parts]) + "\n"


def _by_name(writer: Writer, names: Callable[[Fact], Sequence[str]]) -> str:
    found = defaultdict(list)
    for article, fact in writer.book.facts():
        for name in names(fact):
            found[name].append((article, fact))
    return "\n\n".join(
        f"## {name} {{#{name}}}\n\n{_entries(writer, entries)}" for name, entries in found.items()
    )


def _entries(
    writer: Writer, found: Iterable[tuple[Article, Fact]], role: Role | None = None
) -> str:
    return "\n".join(f"- {_said(writer, fact, article, role)}" for article, fact in found)


def _said(
    writer: Writer, fact: Fact, article: Article | None = None, role: Role | None = None
) -> str:
    """Return a fact as it is quoted outside its article: sentence, people, times, clause."""
    others = tuple(who for who in fact.who if role is None or str(who) != role.name)
    shown = [
        f"谁：{writer.roles(others)}" if others else "",
        f"何时：{'、'.join(fact.when)}" if fact.when else "",
        *(writer.open(words, f"open-{fact.anchor}") for words in fact.open),
        writer.clause(article.clause, fact.anchor) if article else "",
    ]
    pieces = " ".join(f"<span>{each}</span>" for each in shown if each)
    return fact.sentence + (f'<span class="marks">{pieces}</span>' if pieces else "")


def _approvers(writer: Writer, fact: Fact) -> str:
    if fact.approvers:
        return writer.roles(fact.approvers)
    return writer.open("由谁批准", f"open-{fact.anchor}")


def _falls(fact: Fact, starts: Sequence[str]) -> bool:
    return any(each.startswith(start) for each in fact.when for start in starts)
