"""What CHANGELOG.md says of an edition: its section, and which clauses each entry is about.

    ## 2027-01-01（2027年1月版）

    - 【实质】免罚从每月 3 次改为 2 次（co-4-1-2）。
    - 【文字】“补货点”统一了说法（co-3-4-2-1 至 co-3-4-2-3）。

【实质】 changes what somebody must do or gets, 【文字】 only how it is said; the owner says which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FILE = "CHANGELOG.md"
SUBSTANTIVE = "实质"
KINDS = (SUBSTANTIVE, "文字")

_SPAN = re.compile(
    r"(?<![A-Za-z])(?P<first>[a-z]{2}(?:-[0-9]+)+)(?:\s*[至到～~—–]+\s*(?P<last>[a-z]{2}(?:-[0-9]+)+))?"
)
_KIND = re.compile(rf"【({'|'.join(KINDS)})】\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the changelog: its kind, "" where the owner gave none, its words, its clauses."""

    kind: str
    text: str
    clauses: frozenset[str]


def entries(changelog: str, date: str, anchors: Sequence[str]) -> tuple[Entry, ...]:
    r"""Return the entries of an edition; `anchors` are those of all clauses in their order.

    >>> text = "# 更新\n\n## 2027-01-01（新版）\n\n- 【实质】少一次（aa-1 至 aa-3）\n"
    >>> (entry,) = entries(text, "2027-01-01", ["aa-1", "aa-2", "aa-3", "aa-4"])
    >>> entry.kind, sorted(entry.clauses)
    ('实质', ['aa-1', 'aa-2', 'aa-3'])
    """
    sections = re.split(r"^##(?!#)\s*", changelog, flags=re.MULTILINE)[1:]
    own = (each for each in sections if re.match(rf"{date}(?![0-9])", each))
    items = re.split(r"^[-*](?!\*)\s*", next(own, ""), flags=re.MULTILINE)[1:]
    return tuple(_entry(" ".join(item.split()), anchors) for item in items)


def _entry(item: str, anchors: Sequence[str]) -> Entry:
    kind = _KIND.match(item)
    named: set[str] = set()
    for span in _SPAN.finditer(item):
        first, last = span["first"], span["last"] or span["first"]
        named |= {first, last}
        if first in anchors and last in anchors:
            named |= set(anchors[anchors.index(first) : anchors.index(last) + 1])
    return Entry(kind[1] if kind else "", _KIND.sub("", item, 1), frozenset(named))
