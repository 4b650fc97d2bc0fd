"""The manuals: where each clause stands, read from the headings of their pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HEADING = re.compile(
    r"^#{2,6} (?P<number>[0-9]+(?:\.[0-9]+)*) (?P<title>.+?) \{ *#(?P<anchor>[a-z]+-[0-9-]+) *\}$",
    re.MULTILINE,
)
_PREFIXES = {"commercial-operations": "co"}


class ManualError(ValueError):
    """A mistake in a manual, as a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a manual: its permanent anchor, its heading and the page that it stands on."""

    anchor: str
    number: str
    title: str
    page: str

    @property
    def heading(self) -> str:
        """Number and title, as readers see them."""
        return f"{self.number} {self.title}"


def clauses(pages: Iterable[tuple[str, str]]) -> dict[str, Clause]:
    """Return the clauses of pages, (path below docs/, Markdown), by anchor.

    Raises ManualError where an anchor is not its manual's prefix and the clause's number, or stands
    twice.

    >>> page = ("manuals/commercial-operations/4.md", "### 4.1.2 迟到与早退 {#co-4-1-2}")
    >>> clauses([page])["co-4-1-2"].heading
    '4.1.2 迟到与早退'
    """
    found: dict[str, Clause] = {}
    for page, markdown in pages:
        folders = page.split("/")
        if folders[0] != "manuals" or len(folders) < 3:  # noqa: PLR2004  # manuals/<manual>/<page>
            continue
        for match in _HEADING.finditer(markdown):
            clause = Clause(match["anchor"], match["number"], match["title"], page)
            _check(clause, _PREFIXES[folders[1]], found)
            found[clause.anchor] = clause
    return found


def _check(clause: Clause, prefix: str, found: Mapping[str, Clause]) -> None:
    expected = f"{prefix}-{clause.number.replace('.', '-')}"
    if clause.anchor != expected:
        raise ManualError(f"{clause.page}：“{clause.heading}”的锚点要写 {{#{expected}}}")
    if clause.anchor in found:
        raise ManualError(
            f"{clause.page}：锚点 {clause.anchor} 在 {found[clause.anchor].page} 已有"
        )
