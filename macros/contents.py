"""Where things stand: manuals, chapters, topics, roles, drawings, and the site's navigation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from macros.book import HEADER, ROLE_KINDS, UNDECIDED, Book, Manual, Who
from macros.edition import HandbookEdition
from macros.pages import Writer
from macros.templating import TEMPLATES


def navigation(nav: Sequence[Any], book: Book) -> list[Any]:
    """Return mkdocs.yml's nav with the manuals, their chapters and the groups of topics in it."""
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
        f"## [{manual.title}]({writer.to(manual.page)})\n\n全名：{manual.name}\n\n"
        + chapters(writer, manual)
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
    return "\n".join(["| 项目 | 内容 |", "| --- | --- |", f"| 全名 | {manual.name} |", *rows])


def topics(writer: Writer) -> str:
    """Return the groups of topics, linked to their pages."""
    return "\n".join(
        f"- **[{group.title}]({writer.to(f'topics/{group.slug}.md')})**"
        + (f"：{'、'.join(group.topics.values())}" if len(group.topics) > 1 else "")
        for group in writer.book.groups
    )


def roles(writer: Writer) -> str:
    """Return everybody whom the manuals name, by kind, with the manuals that name them."""
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article, fact in writer.book.facts():
        for who in fact.people:
            named[who.name][article.manual.short] = None
    parts = []
    for kind, title in ROLE_KINDS.items():
        links = [
            f"- {writer.role(Who(role.name))}（{'、'.join(named[role.name])}）"
            for role in writer.book.roles.values()
            if role.kind == kind
        ]
        parts += [f"## {title}", '<div class="columns" markdown>', "\n".join(links), "</div>"]
    return "\n\n".join(parts)


def drawings(writer: Writer) -> str:
    """Return links to the drawings, by manual."""
    parts = []
    for manual in writer.book.manuals:
        links = [
            f"- {writer.drawing(drawing)}"
            for drawing in writer.book.drawings
            if drawing.page.startswith(manual.folder + "/")
        ]
        if links:
            parts += [f"## {manual.title}", "\n".join(links)]
    return "\n\n".join(parts)


def editions(edition: HandbookEdition) -> str:
    """Return an edition and those before it as a table of HTML, for a page in the site's root.

    >>> "还没有发布过" in editions(HandbookEdition())
    True
    """
    return TEMPLATES.get_template("editions.html.j2").render(edition=edition)


def reviews(writer: Writer, today: date) -> str:
    """Return which manuals are past the day by which they are to be reviewed."""
    lines = [
        f"- [{each.name}]({writer.to(each.page)})：应在 {each.header['review_by']} 以前复审，"
        f"已过 {(today - date.fromisoformat(each.header['review_by'])).days} 天"
        for each in overdue(writer.book.manuals, today)
    ]
    parts = ["## 已过复审日", "\n".join(lines) or f"到 {today} 为止，没有过期的手册。"]
    without = [each for each in writer.book.manuals if each.header["review_by"] == UNDECIDED]
    if without:
        listed = "\n".join(f"- [{each.name}]({writer.to(each.page)})" for each in without)
        parts += ["## 没有定复审日", listed]
    return "\n\n".join(parts)


def overdue(manuals: Iterable[Manual], today: date) -> list[Manual]:
    """Return the manuals whose day of review has passed."""
    return [
        manual
        for manual in manuals
        if manual.header["review_by"] != UNDECIDED
        and date.fromisoformat(manual.header["review_by"]) < today
    ]
