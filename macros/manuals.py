"""The manuals: where each clause stands, read from the headings of their pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HEADING = re.compile(
    r"#{2,6} (?P<number>[0-9]+(?:\.[0-9]+)*) (?P<title>.+?) \{ *#(?P<anchor>[a-z]+-[0-9-]+) *\}"
)
_NUMBERED = re.compile(r"^(?:#{3,6} [0-9]+\.[0-9.]* .*|#{2,6} .*\{.*)$", re.MULTILINE)
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

    Raises ManualError where a clause has no anchor, or one that is not its manual's prefix and the
    clause's number, or stands twice.

    >>> page = ("manuals/commercial-operations/4.md", "### 4.1.2 迟到与早退 {#co-4-1-2}")
    >>> clauses([page])["co-4-1-2"].heading
    '4.1.2 迟到与早退'
    """
    found: dict[str, Clause] = {}
    for page, markdown in pages:
        folders = page.split("/")
        if folders[0] != "manuals" or len(folders) < 3:  # noqa: PLR2004  # manuals/<manual>/<page>
            continue
        if folders[1] not in _PREFIXES:
            raise ManualError(f"{page}：手册 {folders[1]} 还没有锚点前缀，请写进 macros/manuals.py")
        for line in _NUMBERED.findall(markdown):
            match = _HEADING.fullmatch(line)
            if match is None:
                raise ManualError(f"{page}：“{line}”要写成“### 4.1.2 标题 {{#co-4-1-2}}”这样")
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
