"""How places in a table are named in a sentence."""

from collections.abc import Iterable
from typing import Any

from calculators.files.headers import Headers
from calculators.files.tables import Table

_SHOWN = 20
_LOOKED_AT = 40


def title_of(table: Table, headers: Headers) -> str:
    """Return all text above the lowest row of headers.

    A row of one title right above the headers may have been taken for their upper row.

    >>> from calculators.files.headers import find, known
    >>> table = Table("", iter([(1, ["月度汇总 2026-03"]), (2, ["姓名"])]))
    >>> title_of(table, find(table, known("person")))
    '月度汇总 2026-03'
    """
    rows = table.ahead(_LOOKED_AT)
    cells = [cell for n, row in rows if n < headers.last_row for cell in row if cell.strip()]
    return " ".join(dict.fromkeys(cells))


def prefix(table: Table) -> str:
    """Return a sheet's name as it stands before the number of a row.

    >>> prefix(Table("考勤", iter(()))), prefix(Table("", iter(())))
    ('考勤 ', '')
    """
    return f"{table.sheet} " if table.sheet else ""


def row_of(table: Table, row: int) -> dict[str, Any]:
    """Return the values that name a row: `{sheet}第 {row} 行`.

    >>> row_of(Table("考勤", iter(())), 5)
    {'sheet': '考勤 ', 'row': 5}
    """
    return {"sheet": prefix(table), "row": row}


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers of rows in short, the first of many.

    >>> ranges([9, 5, 6, 7])
    '5-7、9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:_SHOWN]]
    return "、".join(shown) + ("……" if len(runs) > _SHOWN else "")


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
