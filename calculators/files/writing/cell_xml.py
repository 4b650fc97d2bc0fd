"""Cells of a workbook as XML: text is always typed as text, so nothing in it is ever a formula."""

import re
from enum import IntEnum
from functools import lru_cache

from calculators.files.characters import UNPRINTABLE, printable
from calculators.files.writing.cell_text import is_run

LONGEST_TEXT = 32_767
"""What a cell of Excel holds, in UTF-16 units."""
_SURELY_KEPT = LONGEST_TEXT // 2  # characters, of two units at most
_DIGITS = 15
SHORT = 80
"""Longer text hardly comes twice."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MARKED = re.compile(rf"[&<>\r{UNPRINTABLE}]|_x")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x000D_ as a line end


class Style(IntEnum):
    """How a cell looks: the place of its format among those of the workbook."""

    PLAIN = 0
    HEADER = 1
    MONEY = 2
    WRAPPED = 3


QUOTED = len(Style)
"""Added to a style: the text stays text when a reader edits it and leaves the cell."""


class Figure(str):
    """The text of a number that stands in a workbook as a number."""

    __slots__ = ()


@lru_cache(maxsize=4096)
def figure(content: str) -> str:
    """Return a number as a Figure if a spreadsheet keeps all its digits, any other text as it is.

    >>> [type(figure(each)).__name__ for each in ("-12.50", "1234567890123456", "2026-03")]
    ['Figure', 'str', 'str']
    """
    if _PLAIN.fullmatch(content) and len(content.lstrip("-0.").replace(".", "")) <= _DIGITS:
        return Figure(content)
    return content


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, from 1.

    >>> letters(1), letters(26), letters(27), letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def number(content: str, style: int) -> str:
    """Return what stands behind the reference of a cell with a number.

    >>> number(figure("1.50"), Style.MONEY)
    '" s="2"><v>1.50</v></c>'
    """
    return f'" s="{style}"><v>{content}</v></c>'


def text(content: str, style: int) -> str:
    """Return what stands behind the reference of a cell with text that it can hold.

    >>> text("=1<2", Style.PLAIN)
    '" s="4" t="inlineStr"><is><t>=1&lt;2</t></is></c>'
    """
    if is_run(content):
        style += QUOTED
    if _MARKED.search(content):
        content = escaped(content)
    space = "" if content == content.strip() else ' xml:space="preserve"'
    return f'" s="{style}" t="inlineStr"><is><t{space}>{content}</t></is></c>'


same_text = lru_cache(maxsize=4096)(text)
"""The same for short text, of which much comes again: units, clauses, labels of steps."""


def escaped(content: str) -> str:
    r"""Return text as XML, and Excel, read it back; what they cannot hold is marked.

    >>> escaped("a&b\r\nc\x07"), escaped("_x000D_")
    ('a&amp;b\nc�', '_x005F_x000D_')
    """
    content = printable(content.replace("\r\n", "\n").replace("\r", "\n"))
    content = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPE.sub("_x005F_", content)


def cut(content: str) -> str:
    """Return text as far as a cell holds it, with … at its end where it is longer.

    >>> len(cut("x" * 40_000)), cut("x" * 40_000)[-2:], cut("短")
    (32767, 'x…', '短')
    """
    if len(content) <= _SURELY_KEPT:
        return content
    units = content.encode("utf-16-le", "surrogatepass")
    if len(units) <= LONGEST_TEXT * 2:
        return content
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"
