"""Contradictions: one page holds them, each article that is concerned shows them.

### 库存：实时看，还是定期盘点 {#conflict-stock-watch clauses="co-3-4-2-2"}
"""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import lines
from macros.book import Book
from macros.lines import PageError, Source, attributes

PAGE = "lists/conflicts.md"
_LEVEL = "###"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Clauses that do not agree; `topic` where they stand in different manuals."""

    anchor: str
    title: str
    clauses: tuple[str, ...]
    topic: str
    body: str


def read(source: Source, book: Book) -> tuple[Conflict, ...]:
    """Return the conflicts of their page.

    Raises PageError for a heading without an anchor of its own, a clause or a topic that is not
    there.
    """
    found: dict[str, Conflict] = {}
    for conflict, place in _conflicts(source):
        if not conflict.anchor.startswith("conflict-") or conflict.anchor in found:
            raise PageError(f"{place}：“{conflict.title}”的锚点要写 #conflict-…，而且只用一次")
        if not conflict.clauses:
            raise PageError(f"{place}：“{conflict.title}”要写 clauses=涉及的条款")
        if unknown := [each for each in conflict.clauses if each not in book.clauses]:
            raise PageError(f"{place}：没有条款 {'、'.join(unknown)}")
        if conflict.topic and not any(conflict.topic in group.topics for group in book.groups):
            raise PageError(
                f"{place}：主题“{conflict.topic}”不在 docs/topics/index.md 的 topics 里"
            )
        found[conflict.anchor] = conflict
    return tuple(found.values())


def _conflicts(source: Source) -> Iterator[tuple[Conflict, str]]:
    """Give each conflict with the place of its heading."""
    body = list(lines.lines(source.markdown))
    marked = [(at, lines.heading(line.text)) for at, line in enumerate(body) if not line.fenced]
    starts = [(at, found) for at, found in marked if found]
    ends = [*(at for at, _ in starts[1:]), len(body)]
    for (start, found), end in zip(starts, ends, strict=True):
        if found.lead != _LEVEL:
            continue
        place = source.place(body[start].number)
        given = attributes(found.braces or "", place, ("id", "clauses", "topic"))
        conflict = Conflict(
            anchor=given.get("id", ""),
            title=found.text,
            clauses=tuple(given.get("clauses", "").split()),
            topic=given.get("topic", ""),
            body="\n".join(line.text for line in body[start + 1 : end]).strip(),
        )
        yield conflict, place
