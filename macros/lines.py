"""The lines of a page: which stand in a fenced block, and what the marked ones say.

### 4.5.1 日常运营流程 {#os-4-5-1 topic=daily-operations}          a heading with attributes
- 运营专员把数据汇总起来。 {: #a who=运营专员 when=每天早上}         a fact
```flow 库存管理                                                the first line of a drawing
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(r" *(?P<mark>`{3,}|~{3,}) *(?P<info>.*?) *")
_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<title>.+?)(?:\s+\{:?(?P<attributes>[^}]*)\})?\s*")
_FACT = re.compile(
    r"(?P<lead>(?:- +)?)(?P<text>\S.*?)\s*\{:(?P<attributes>(?:\"[^\"]*\"|[^\"}])*)\}\s*"
)
_ATTRIBUTE = re.compile(
    r"#(?P<id>[^\s}]+)|\.(?P<kind>[a-z-]+)"
    r'|(?P<key>[a-z]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))|(?P<unread>\S+)'
)


class PageError(ValueError):
    """A mistake in a page, as a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page as its author wrote it: path below docs/, front matter, Markdown after it.

    `first_line` is the number of the Markdown's first line in the file.
    """

    path: str
    meta: Mapping[str, Any]
    markdown: str
    first_line: int = 1

    def place(self, line: int) -> str:
        """Name a line of the Markdown as it is counted in the file."""
        return f"docs/{self.path} 第 {self.first_line + line - 1} 行"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown; `number` counts from 1; `fenced` covers a block's marks, too."""

    number: int
    text: str
    fenced: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A heading or a fact: what stands before its words, the words, what its braces hold."""

    lead: str
    text: str
    braces: str | None


def lines(markdown: str) -> Iterator[Line]:
    r"""Give the lines of Markdown.

    >>> [line.fenced for line in lines("一\n```\n# 二\n```\n三")]
    [False, True, True, True, False]
    """
    fence = ""
    for number, text in enumerate(markdown.split("\n"), 1):
        match = _FENCE.fullmatch(text)
        if fence:
            yield Line(number, text, fenced=True)
            if match and match["mark"].startswith(fence) and not match["info"]:
                fence = ""
        else:
            fence = match["mark"] if match else ""
            yield Line(number, text, bool(fence))


def fence_info(text: str) -> str:
    """Return what stands behind the mark that opens a fenced block.

    >>> fence_info("```flow 库存管理")
    'flow 库存管理'
    """
    match = _FENCE.fullmatch(text)
    return match["info"] if match else ""


def closes(text: str) -> bool:
    """Tell whether a line of a fenced block closes it, as drawings are written."""
    return bool(_FENCE.fullmatch(text)) and not fence_info(text)


def heading(text: str) -> Marked | None:
    """Return a line's heading, or None where it is none."""
    match = _HEADING.fullmatch(text)
    return Marked(match["marks"], match["title"], match["attributes"]) if match else None


def fact(text: str) -> Marked | None:
    """Return a line's fact, or None where it is none."""
    match = _FACT.fullmatch(text)
    return Marked(match["lead"], match["text"], match["attributes"]) if match else None


def attributes(braces: str, place: str, known: Collection[str]) -> dict[str, str]:
    """Return what stands between the braces of a line. Raises PageError, naming the place.

    >>> attributes('#a .duty when="活动前 2 周"', "page.md", {"id", "kind", "when"})
    {'id': 'a', 'kind': 'duty', 'when': '活动前 2 周'}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(braces):
        if match["unread"]:
            raise PageError(f"{place}：看不懂“{match['unread']}”，要写成 键=值，有空格的加英文引号")
        key = match["key"] or match.lastgroup or ""
        if key not in known:
            raise PageError(f"{place}：不认识“{key}”；可以写的有 {'、'.join(sorted(known))}")
        if key in found:
            raise PageError(f"{place}：“{key}”写了两次；几个值写在一起，用英文逗号隔开")
        found[key] = match["quoted"] if match["quoted"] is not None else match[match.lastgroup or 0]
    return found
