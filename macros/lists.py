"""What the manuals say, put together in other orders: by topic, role, time, record, system.

Each function returns Markdown for the page of `writer`; every line links back to its clause.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from textwrap import indent

from macros.book import (
    HEADER,
    PERIODS,
    UNDECIDED,
    VAGUE,
    Article,
    Fact,
    Group,
    Manual,
    Role,
)
from macros.pages import ROLES, Writer, anchor_of
from macros.templating import TEMPLATES

_DOES = ("duty", "process-step", "record", "deadline")
_DESCRIBES = ("purpose", "scope", "principle", "definition", "role")
_ABOUT_APPROVAL = re.compile("由谁.{0,4}(?:批准|审批|审核|授权)")

type Entries = list[tuple[Article, Fact]]


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


def topic_page(writer: Writer, group: Group) -> str:
    """Return the page of a group of topics: differences first, then every article, by manual."""
    return _page(group.title, _topics(writer, group))


def _topics(writer: Writer, group: Group) -> Iterator[str]:
    for topic, name in group.topics.items():
        yield f"## {name} {{#{topic}}}"
        differing = [each for each in writer.conflicts if each.topic == topic]
        if differing:
            yield f"各手册写法不同：{'、'.join(map(writer.conflict, differing))}"
        for manual in writer.book.manuals:
            own = [a for a in writer.book.articles if a.topic == topic and a.manual == manual]
            if own:
                yield f"### {manual.short} {{#{topic}-{manual.prefix}}}"
            for article in own:
                place = writer.to(article.clause.page, article.clause.anchor)
                yield f"**[{article.clause.heading}]({place})**"
                yield "\n".join(
                    f"- {fact.sentence}{writer.marks(fact, fact.who)}" for fact in article.facts
                )


def role_page(writer: Writer, role: Role) -> str:
    """Return the page of a role: what it does, decides and must keep to, by when, with clauses."""
    return _page(role.name, _role(writer, role))


def _role(writer: Writer, role: Role) -> Iterator[str]:
    yield f"[全部岗位]({writer.to(ROLES)})"
    own = _naming(writer, role.name)
    others = {name: _naming(writer, name) for name in role.also}
    everything = [*own, *(each for facts in others.values() for each in facts)]
    timed = [(a, f) for a, f in everything if f.when and not VAGUE.keys() & set(f.when)]
    decides = [(a, f) for a, f in own if role.name in {who.name for who in f.approvers}]
    rest = [each for each in own if each not in decides]
    parts = {
        ("有时间的", "timed"): list(
            {fact.anchor: (article, fact) for article, fact in timed}.values()
        ),
        ("要批的、要定的", "decides"): decides,
        ("要做的", "does"): [(a, f) for a, f in rest if f.kind in _DOES],
        ("有关的规定", "rules"): [(a, f) for a, f in rest if f.kind not in _DOES + _DESCRIBES],
        ("岗位说明", "described"): [(a, f) for a, f in rest if f.kind in _DESCRIBES],
    }
    for (title, anchor), found in parts.items():
        if found:
            yield f"## {title} {{#{anchor}}}"
            yield _by_manual(writer, found, role.name)
    concerned = {article.clause.anchor for article, _ in own}
    conflicts = [each for each in writer.conflicts if concerned & set(each.clauses)]
    if conflicts:
        yield "## 与你有关的前后不一致 {#conflicts}"
        yield "\n".join(f"- {writer.conflict(each)}" for each in conflicts)
    drawings = [each for each in writer.book.drawings if role.name in each.roles]
    if drawings:
        yield "## 你在哪些流程图里 {#drawings}"
        yield "\n".join(f"- {writer.drawing(each)}" for each in drawings)
    if role.also:
        yield "## 写给更多人的，你也要照做 {#also}"
    for name, found in others.items():
        yield f'??? note "写给{name}的 {len(found)} 条"'
        yield indent(_by_manual(writer, found, name), "    ")
        yield f"    [{name}]({writer.to(f'roles/{writer.book.roles[name].slug}.md')})的一页"


def _naming(writer: Writer, name: str) -> Entries:
    return list(writer.book.concerning.get(name, ()))


def _by_manual(writer: Writer, found: Entries, name: str) -> str:
    parts = []
    for manual in writer.book.manuals:
        own = [each for each in found if each[0].manual == manual]
        if own:
            parts += [f"**{manual.name}**", _entries(writer, own, name)]
    return "\n\n".join(parts)


def calendar(writer: Writer) -> str:
    """Return every duty that has a time, from daily to yearly, then those whose time is open."""
    parts = []
    for period in PERIODS:
        found = [(a, f) for a, f in writer.book.facts() if f.falls(period)]
        if found:
            parts += [f"## {period}", _entries(writer, found, without="岗位：没有写")]
    return "\n\n".join(parts)


def records(writer: Writer) -> str:
    """Return every record and form, with the clauses that ask for it."""
    return _by_name(writer, lambda fact: fact.records)


def systems(writer: Writer) -> str:
    """Return every system and tool, with the clauses that name it."""
    return _by_name(writer, lambda fact: fact.systems)


def _by_name(writer: Writer, names: Callable[[Fact], Collection[str]]) -> str:
    found = defaultdict(list)
    for article, fact in writer.book.facts():
        for name in names(fact):
            found[name].append((article, fact))
    return "\n\n".join(
        f"## {name} {{#{anchor_of(name)}}}\n\n{_entries(writer, entries)}"
        for name, entries in found.items()
    )


def approvals(writer: Writer) -> str:
    """Return what needs an approval and by whom; then what nobody is named to approve."""
    rows = [
        _row(
            fact.matter,
            writer.roles(fact.approvers),
            fact.sentence + writer.marks(fact, ()),
            writer.clause(article.clause, fact.anchor),
        )
        for article, fact in writer.book.facts()
        if fact.kind == "approval"
    ]
    table = "\n".join([_row("批什么", "谁批", "条文怎么写", "依据"), _row(*["---"] * 4), *rows])
    unnamed = [
        (article, fact)
        for article, fact in writer.book.facts()
        if fact.kind != "approval" and any(_ABOUT_APPROVAL.search(each) for each in fact.open)
    ]
    if not unnamed:
        return table
    return f"{table}\n\n## 要不要批、由谁批，条文没有写\n\n{_entries(writer, unnamed)}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def checklists(writer: Writer) -> str:
    """Return the lists of required elements, to be ticked."""
    return "\n\n".join(
        f"## {fact.checklist} {{#{fact.anchor}}}\n\n"
        + TEMPLATES.get_template("checklist.html.j2").render(items=fact.items)
        + f"\n\n依据：{writer.clause(article.clause, fact.anchor)}"
        for article, fact in writer.book.facts()
        if fact.checklist
    )


def open_points(writer: Writer) -> str:
    """Return everything that the policy owners must still decide, by manual and clause.

    What lacks nothing but a time stands apart: it is much, and settled quickly.
    """
    parts: list[str] = []
    totals = []
    for manual in writer.book.manuals:
        heads = tuple(HEADER[key] for key, value in manual.header.items() if value == UNDECIDED)
        points = list(_undecided(writer, manual))
        count = len(heads) + sum(len(each.points) for each in points)
        totals.append(f"[{manual.short} {count} 处](#open-{manual.prefix})")
        lines = (
            [f"- [手册的页首]({writer.to(manual.page)})：**{'；'.join(heads)}**"] if heads else []
        )
        lines += [each.line for each in points if not each.timeless]
        parts.append(f"## {manual.name} {{#open-{manual.prefix}}}\n\n" + "\n".join(lines))
        if timeless := [each.line for each in points if each.timeless]:
            parts.append("### 只差时间的\n\n" + "\n".join(timeless))
    return "\n\n".join(["、".join(totals), *parts])


@dataclass(frozen=True, slots=True)
class _Open:
    """A line of the list of open points, with the points that it names."""

    points: tuple[str, ...]
    line: str

    @property
    def timeless(self) -> bool:
        return set(self.points) <= set(VAGUE.values())


def _undecided(writer: Writer, manual: Manual) -> Iterator[_Open]:
    for article in (each for each in writer.book.articles if each.manual == manual):
        clause = article.clause
        named = [(clause.anchor, article.open, "")]
        named += [(fact.anchor, fact.open, fact.sentence) for fact in article.facts]
        for anchor, points, said in named:
            if points:
                quoted = f'<span class="marks">{said}</span>' if said else ""
                link = writer.clause(clause, anchor)
                words = "；".join(points)
                yield _Open(points, f"- {link}：**{words}**{quoted}\n{{: #open-{anchor} }}")


def _page(title: str, parts: Iterable[str]) -> str:
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---"
    return "\n\n".join([front, f"# {title}", *parts]) + "\n"


def _entries(writer: Writer, found: Entries, name: str = "", without: str = "") -> str:
    """Return facts as they are quoted outside their articles: words, people, times, clause.

    `name` is the role whose page it is, which need not be told its own name; `without` is said
    where a fact names nobody.
    """
    quoted = []
    for article, fact in found:
        acting = dict.fromkeys((*fact.who, *fact.approvers))
        others = tuple(who for who in acting if who.name != name)
        notes = [f"这个岗位：{who.note}" for who in acting if who.name == name and who.note]
        more = [*notes, writer.clause(article.clause, fact.anchor)]
        if not fact.people and without:
            more.insert(0, without)
        label = "还涉及" if name else "岗位"
        quoted.append(f"- {fact.sentence}{writer.marks(fact, others, *more, label=label)}")
    return "\n".join(quoted)
