"""Further columns of sales: inputs of the calculator, which hold for an article as a whole.

They stand in every line of the article, or in one of them: what is there must be the same.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from calculators.core.kinds import Kind, found
from calculators.core.numbers import half_width
from calculators.core.problems import Problem
from calculators.files.cell_values import reader
from calculators.files.headers import Column, Headers
from calculators.files.remarks import Remark
from calculators.files.sales.ledger import Article
from calculators.files.tables import UNSTORED, cell

_WORKED_OUT = "history"  # of the quantities


class Further:
    """The columns of inputs in one table."""

    def __init__(self, headers: Headers, kinds: Mapping[str, Kind[Any]]) -> None:
        """Take the headers, and the kind of each input by its name.

        `pick` takes the texts of all these columns from a row, None where there are none.
        """
        self._columns = [
            (column, kinds[column.name], reader(kinds[column.name]))
            for column in headers.columns
            if column.name in kinds and column.name != _WORKED_OUT
        ]
        indices = [column.index for column, *_ in self._columns]
        self.pick: Callable[[Sequence[str]], Any] | None = itemgetter(*indices) if indices else None

    def note(self, article: Article, at: Remark, cells: Sequence[str]) -> None:
        """Note what a row says of an article, and where it says otherwise than before."""
        if self.pick is None:
            return
        try:
            article.seen = self.pick(cells)
        except IndexError:
            article.seen = None
        for column, kind, read in self._columns:
            written = half_width(cell(cells, column.index))
            text = read(written)
            if not text:
                continue
            if column.name not in article.given:
                article.given[column.name] = text, at
                _check(article, at, column, kind, text)
                continue
            other, before = article.given[column.name]
            if text != other and not _same(kind, text, other):
                there = {"other": found(other), "other_at": before}
                fault(article, "input_differs", at, column, written, **there)


def fault(  # the place and what is wrong there
    article: Article, key: str, at: Remark, column: Column, text: str, **values: Any
) -> None:
    """Note what is wrong with a cell of an article.

    >>> from calculators.files.remarks import place
    >>> article = Article("A")
    >>> column = Column(2, "quantity", "数量")
    >>> fault(article, "not_a_quantity", place("", 7), column, "abc")
    >>> sorted(article.faults[0].values)
    ['at', 'found', 'header']
    """
    article.fault(key, at, header=found(column.header), found=found(text), **values)


def _check(article: Article, at: Remark, column: Column, kind: Kind[Any], text: str) -> None:
    """Note a text that the input does not take; by its kind, so that the cell can be named."""
    if text == UNSTORED:
        fault(article, "unstored", at, column, text)
        return
    try:
        kind.read(text)
    except Problem as wrong:
        values = {name: value for name, value in wrong.values.items() if name != "found"}
        if "codes" in values:
            values["codes"] = "、".join(values["codes"])
        fault(article, f"input_{wrong.key}", at, column, text, **values)


def _same(kind: Kind[Any], text: str, other: str) -> bool:
    """Tell whether two texts are of one value: 7 and 7.0."""
    try:
        return bool(kind.read(text) == kind.read(other))
    except Problem:
        return False
