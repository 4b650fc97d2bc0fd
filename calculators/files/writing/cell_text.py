"""Text of others in a cell of ours: nothing that a spreadsheet would run."""

import re

from calculators.files.characters import INVISIBLE

_SPACE = rf"[\s\x00-\x1f{INVISIBLE}]*"
_RUN = re.compile(rf"{_SPACE}[=+\-@＝＋－＠﹦﹢﹣﹫]|[ \u3000]*[\t\r\n]")


def is_run(text: str) -> bool:
    r"""Tell whether a spreadsheet may take text for a formula, as it stands or pasted again.

    It may where text starts with a sign of formulas, of half or full width, behind spaces or not,
    or with a tab or a line end.

    >>> [is_run(each) for each in ("=1+1", " ＝1", "\tx", "-", "a=1", "张三")]
    [True, True, True, True, False, False]
    """
    return _RUN.match(text) is not None


def guarded(text: str) -> str:
    """Return text behind an apostrophe where a spreadsheet that opens a text file would run it.

    >>> guarded("=1+1"), guarded("张三")
    ("'=1+1", '张三')
    """
    return f"'{text}" if is_run(text) else text
