"""The glossary: its page holds the words, and they show their meaning wherever they occur.

安全库存 · safety stock
:   为了应付需求和到货时间的波动而多备的库存。见 [co-3-4-2-1]。
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros import lines
from macros.lines import PageError, Source

PAGE = "lists/glossary.md"
_NAMES = re.compile(r"(?P<zh>\S.*?) · (?P<en>\S.*)")
_MEANING = re.compile(r":   (?P<meaning>\S.*?)(?:见 \[.+)?")
# Words in these stay as they are: they lead somewhere, or are the glossary's own.
_QUIET = {"a", "abbr", "button", "code", "dt", "label", "pre", "summary"}
_QUIET |= {f"h{level}" for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade with its English name and its meaning in a sentence."""

    zh: str
    en: str
    meaning: str


def read(source: Source) -> tuple[Term, ...]:
    """Return the terms of the glossary's page.

    Raises PageError for names without a meaning in the next line, a meaning without names above
    it, or a term that stands twice.
    """
    found: dict[str, Term] = {}
    names: re.Match[str] | None = None
    for line in lines.lines(source.markdown):
        place = source.place(line.number)
        text = line.text.rstrip()
        if text.startswith(":"):
            meaning = _MEANING.fullmatch(text)
            if names is None or meaning is None:
                raise PageError(f"{place}：解释写成“:   解释”，上一行写“中文 · English”")
            if names["zh"] in found:
                raise PageError(f"{place}：术语“{names['zh']}”写了两次")
            found[names["zh"]] = Term(names["zh"], names["en"], meaning["meaning"])
            names = None
        elif names is not None:
            raise PageError(f"{place}：“{names[0]}”的下一行要写“:   解释”，一行写完")
        else:
            names = _NAMES.fullmatch(text)
            if names is None and text and (found or "·" in text):
                raise PageError(f"{place}：术语写成“中文 · English”，点两边各空一格，下一行写解释")
    return tuple(found.values())


class Tooltips(Extension):
    """Marks the first occurrence of each term in a page with its meaning.

    Python-Markdown's own abbreviations end at word boundaries, which Chinese does not write.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        super().__init__()
        self.terms = {each.zh: f"{each.meaning}（{each.en}）" for each in terms}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register with Python-Markdown; after inline patterns have made their elements."""
        if self.terms:
            md.treeprocessors.register(_Marker(md, self.terms), "tooltips", 6)


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, terms: Mapping[str, str]) -> None:
        super().__init__(md)
        self._terms = terms
        longest_first = sorted(terms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def run(self, root: Element) -> None:
        self._mark(root, set())

    def _mark(self, element: Element, seen: set[str]) -> None:
        if element.tag == "dt" and (names := _NAMES.fullmatch(element.text or "")):
            element.set("id", names["zh"].replace(" ", "-"))
        if element.tag in _QUIET:
            return
        children = list(element)
        element.text, made = self._split(element.text, seen)
        for at, new in enumerate(made):
            element.insert(at, new)
        for child in children:
            self._mark(child, seen)
            child.tail, made = self._split(child.tail, seen)
            place = list(element).index(child) + 1
            for at, new in enumerate(made):
                element.insert(place + at, new)

    def _split(self, text: str | None, seen: set[str]) -> tuple[str | None, list[Element]]:
        """Return the text before the first term, and an element with its tail for each term."""
        made: list[Element] = []
        before, end = text, 0
        for match in self._pattern.finditer(text or ""):
            if match[0] in seen:
                continue
            seen.add(match[0])
            if made:
                made[-1].tail = match.string[end : match.start()]
            else:
                before = match.string[: match.start()]
            abbr = Element("abbr", {"title": self._terms[match[0]], "tabindex": "0"})
            abbr.text = match[0]
            made.append(abbr)
            end = match.end()
        if made:
            made[-1].tail = (text or "")[end:]
        return before, made
