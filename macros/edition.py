"""Which edition of the handbook a build makes: one that counts from a day, or a draft.

`publishing/` says it in a folder that HANDBOOK_EDITION names: `edition.json`, and pages that it
adds, such as the comparison with the edition before. A build that nobody publishes makes a draft.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "edition.json"
REVISION = "revision.md"
"""The page that compares an edition with the one before it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A published edition: its day, ISO 8601, which names its folder, and its title."""

    date: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookEdition:
    """An edition as its pages know it.

    `date` is the day from which it counts, ISO 8601, "" for a draft. `earlier` are the editions
    published before it, the newest first. `pages` are Markdown by path below docs/. Where it
    `is_published` its folder stands beside those of others; `runtime` is the address of the
    runtime's folder from its own.
    """

    date: str = ""
    title: str = "草稿"
    earlier: tuple[Dated, ...] = ()
    is_published: bool = False
    runtime: str = "assets/runtime/"
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it."""
        return not self.date


def load(folder: str | None) -> HandbookEdition:
    """Return the edition that a folder says, a draft without one."""
    if not folder:
        return HandbookEdition()
    given: dict[str, Any] = json.loads(Path(folder, FILE).read_text("utf-8"))
    earlier = tuple(Dated(**each) for each in given.pop("earlier"))
    pages = {path.name: path.read_text("utf-8") for path in sorted(Path(folder).glob("*.md"))}
    return HandbookEdition(**given, earlier=earlier, pages=pages)
