"""What CHANGELOG.md says of an edition: its section, and which clauses each entry is about.

    ## 2027-01-01（2027年1月版）

    - 【实质】免罚从每月 3 次改为 2 次（co-4-1-2）。
    - 【文字】“补货点”统一了说法（co-3-4-2-1 至 co-3-4-2-3）。

The first day in a heading names the edition: `## 2027年1月版（2027-01-01）` does as well.
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
_DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_KIND = re.compile(rf"【({'|'.join(KINDS)})】\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the changelog: its kind, "" where the owner gave none, its words, its clauses."""

    kind: str
    text: str
    clauses: frozenset[str]


def section(changelog: str, date: str) -> str:
    r"""Return the section of an edition from its heading's words on, "" where there is none.

    >>> section("# 更新\n\n## 新版（2027-01-01）\n\n- 少一次\n\n## 2026-12-01\n", "2027-01-01")
    '新版（2027-01-01）\n\n- 少一次\n\n'
    """
    sections = re.split(r"^##(?!#) *", changelog, flags=re.MULTILINE)[1:]
    days = ((_DAY.search(each.partition("\n")[0]), each) for each in sections)
    return next((each for day, each in days if day and day[0] == date), "")


def entries(changelog: str, date: str, anchors: Sequence[str]) -> tuple[Entry, ...]:
    r"""Return the entries of an edition; `anchors` are those of all clauses in their order.

    >>> text = "# 更新\n\n## 2027-01-01（新版）\n\n- 【实质】少一次（aa-1 至 aa-3）\n"
    >>> (entry,) = entries(text, "2027-01-01", ["aa-1", "aa-2", "aa-3", "aa-4"])
    >>> entry.kind, sorted(entry.clauses)
    ('实质', ['aa-1', 'aa-2', 'aa-3'])
    """
    items = re.split(r"^[-*](?!\*)\s*", section(changelog, date), flags=re.MULTILINE)[1:]
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
