"""What a cell of a sale says of its quantity.

Quantities are counted in millionths of a unit, in integers: a sum of millions is exact and small.
"""

from typing import Final

from calculators.core.numbers import EXACT, half_width, parse
from calculators.core.problems import Problem
from calculators.files.dates import Unreadable
from calculators.files.tables import UNSTORED

DECIMALS: Final = 6
MILLION = 10**DECIMALS
MOST = 10**9
HIGHEST = MOST * MILLION
"""Of a sale, and of all of a period."""

_SHORT = 9  # a whole number of so many digits is below the highest


def read_quantity(text: str) -> int:
    """Return the millionths of a unit that a cell names, below zero for a return.

    Raises Unreadable for more than 6 decimals, more than 10⁹, and what is no number.

    >>> read_quantity("1,200"), read_quantity("－３.5")
    (1200000000, -3500000)
    """
    if text.isascii() and text.isdigit() and len(text) <= _SHORT:
        return int(text) * MILLION
    bare = half_width(text)
    if not bare:
        raise Unreadable("no_quantity")
    if bare == UNSTORED:
        raise Unreadable("unstored")
    try:
        millionths = EXACT.scaleb(parse(bare), DECIMALS)
    except Problem:
        raise Unreadable("not_a_quantity") from None
    if abs(millionths) > HIGHEST:
        raise Unreadable("quantity_range", most=MOST)
    if millionths != millionths.to_integral_value():
        raise Unreadable("quantity_decimals", decimals=DECIMALS)
    return int(millionths)
