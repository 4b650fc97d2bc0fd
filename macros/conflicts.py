"""Contradictions: one page holds them, each article that is concerned shows them.

### 库存：实时看，还是定期盘点 {#conflict-stock-watch clauses="co-3-4-2-2"}
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from macros.manuals import ManualError, Source, attributes, heading_of

PAGE = "lists/conflicts.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Clauses that do not agree; `topic` where they stand in different manuals."""

    anchor: str
    title: str
    clauses: tuple[str, ...]
    topic: str
    body: str


def read(source: Source, clauses: Collection[str]) -> tuple[Conflict, ...]:
    """Return the conflicts of their page. Raises ManualError where one names no known clause."""
    return tuple(_conflicts(source, clauses))


def _conflicts(source: Source, clauses: Collection[str]) -> Iterator[Conflict]:
    for part in re.split(r"^(?=#)", source.markdown, flags=re.MULTILINE):
        line, _, body = part.partition("\n")
        match = heading_of(line)
        if match is None or not match["attributes"]:
            continue
        place = f"{source.path}：“{match['title']}”"
        given = attributes(match["attributes"], place, ("id", "clauses", "topic"))
        named = tuple(given.get("clauses", "").split())
        if not named:
            raise ManualError(f"{place}要写 clauses=涉及的条款")
        if unknown := [each for each in named if each not in clauses]:
            raise ManualError(f"{place}：没有条款 {'、'.join(unknown)}")
        yield Conflict(
            anchor=given["id"],
            title=match["title"],
            clauses=named,
            topic=given.get("topic", ""),
            body=body.strip(),
        )
