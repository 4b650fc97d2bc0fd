"""The title above a table, and headers as a sentence lists them."""

from collections.abc import Iterable

from calculators.files.headers import Headers
from calculators.files.tables import Table

_LOOKED_AT = 40


def texts_above(table: Table, headers: Headers) -> list[str]:
    """Return the texts above the lowest row of headers, each once.

    A row of one title right above the headers may have been taken for their upper row.

    >>> from calculators.files.headers import find, known
    >>> table = Table("", iter([(1, ["月度汇总 2026-03"]), (2, ["姓名"])]))
    >>> texts_above(table, find(table, known("person")))
    ['月度汇总 2026-03']
    """
    rows = table.ahead(_LOOKED_AT)
    cells = [cell for n, row in rows if n < headers.last_row for cell in row if cell.strip()]
    return list(dict.fromkeys(cells))


def title_of(table: Table, headers: Headers) -> str:
    """Return all text above the lowest row of headers."""
    return " ".join(texts_above(table, headers))


def listed(headers: Iterable[str]) -> str:
    r"""Return headers one after the other, each in one line.

    >>> listed(["补卡次数\n(次)", "部门"])
    '补卡次数(次)、部门'
    """
    return "、".join(flat(header) for header in headers)


def flat(header: str) -> str:
    r"""Return a header in one line.

    >>> flat("补卡次数\n(次)")
    '补卡次数(次)'
    """
    return "".join(header.split())
