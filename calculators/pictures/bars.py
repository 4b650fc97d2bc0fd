"""Bars below each other, each under its words and its figure: any number fits a phone."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from calculators.pictures.svg import LINE, WIDTH, Scale, bar, text

_THICK = 12
_GAP = 10
_FOOT = 4  # from the foot of words to what is below


class Bar(NamedTuple):
    """What a bar says, its figure in words, its length, and a note below, "" for none."""

    label: str
    figure: str
    amount: Decimal
    striped: bool = False
    note: str = ""

    @property
    def height(self) -> float:
        return LINE + _THICK + _GAP + bool(self.note) * LINE


def height(bars: Sequence[Bar]) -> float:
    """Return how high bars are together.

    >>> height([Bar("", "", Decimal(1)), Bar("", "", Decimal(1), note="here")])
    92
    """
    return sum(each.height for each in bars)


def drawn(bars: Sequence[Bar]) -> Iterator[str]:
    """Yield bars as SVG; the longest is as wide as the picture.

    >>> [each[:5] for each in drawn([Bar("迟到", "9.00", Decimal(9))])]
    ['<text', '<text', '<rect']
    """
    scale = Scale(Decimal(0), max(each.amount for each in bars), 0, WIDTH)
    top = 0.0
    for each in bars:
        foot = top + LINE - _FOOT
        yield text(each.label, 0, foot)
        yield text(each.figure, WIDTH, foot, anchor="end", kind="figure")
        yield bar(0, top + LINE, scale.at(each.amount), _THICK, striped=each.striped)
        if each.note:
            yield text(each.note, 0, foot + LINE + _THICK, kind="here")
        top += each.height
