"""Decimal numbers as text, in and out, and the rounding of money."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from calculators.core.problems import Problem

FEN = Decimal("0.01")

_UNSEEN = "\u200b\u200c\u200d\u200e\u202a\u202c\u202d\u2060\u2066\u2068\u2069\ufeff"
"""Marks that come along with a number from a chat or an address book. Those that turn the
direction of writing to the left are left out: with them other digits are seen than are stored."""
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－：／　", "0123456789.,-:/ ", _UNSEEN)
_PLAIN = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_LONGEST = 40
# Wide enough for every product of inputs: an answer never depends on the caller's context.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
# A quotient that is no tie is further from one than half a fen by its divisor's last digit: with so
# many digits it cannot be taken for one.
_QUOTIENT = Context(prec=150, rounding=ROUND_HALF_UP)


def half_width(text: str) -> str:
    r"""Return text stripped, its full-width digits and signs as an input method leaves them halved.

    Marks that nobody sees are dropped where they change nothing that is seen.

    >>> half_width(" ２１，７５０．５ "), half_width("\u202d8000\u202c"), half_width("\u202e0008")
    ('21,750.5', '8000', '\u202e0008')
    """
    return (text if text.isascii() else text.translate(_HALF_WIDTH)).strip()


def parse(text: str) -> Decimal:
    """Return the number that text writes plainly: digits, a point, separators of thousands.

    Raises Problem("not_a_number") for anything else: exponents, NaN, infinity, other scripts.

    >>> parse("21,750.50")
    Decimal('21750.50')
    """
    text = half_width(text)
    if len(text) > _LONGEST or not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise Problem("not_a_number", found=text)
    number = Decimal(text.replace(",", ""))
    return number or abs(number)  # -0 is 0


def plain(number: Decimal) -> str:
    """Return number without exponent or trailing zeros.

    >>> plain(Decimal("1E+2")), plain(Decimal("0.50")), plain(Decimal("-0"))
    ('100', '0.5', '0')
    """
    text = str(number)  # much faster than f"{number:f}", and nearly always the same
    if "E" in text or "e" in text:  # which of them is up to the caller's context
        text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def to_fen(amount: Decimal) -> Decimal:
    """Return amount (CNY) rounded half up to fen, the only rounding of money.

    >>> to_fen(Decimal("16.665"))
    Decimal('16.67')
    """
    return EXACT.quantize(amount, FEN)


def divided(amount: Decimal, divisor: Decimal) -> Decimal:
    """Return amount / divisor exactly, then rounded half up to fen.

    >>> divided(Decimal(5000) * 3, Decimal("21.75"))
    Decimal('689.66')
    """
    return to_fen(_QUOTIENT.divide(amount, divisor))


def round_half_up(number: Decimal) -> Decimal:
    """Return the whole number that is nearest, of two the larger.

    >>> round_half_up(Decimal("79.5")), round_half_up(Decimal("79.49"))
    (Decimal('80'), Decimal('79'))
    """
    return EXACT.quantize(number, Decimal(1))


@cache  # of the few places that a number can end at
def unit(place: int) -> Decimal:
    """Return one at a decimal place: 0 is the point, -2 two places behind it.

    >>> unit(-2)
    Decimal('0.01')
    """
    return Decimal(1).scaleb(place)


def rounded(number: Decimal, decimals: int = 6, digits: int = 12) -> Decimal:
    """Return a statistic rounded half up to so many decimals and at most so many digits in all.

    >>> rounded(Decimal("28.2842712474619")), rounded(Decimal("1234567.12345678"))
    (Decimal('28.284271'), Decimal('1234567.12346'))
    """
    return EXACT.quantize(number, unit(max(-decimals, number.adjusted() - digits + 1)))


def readable(number: Decimal) -> Decimal:
    """Return a statistic as a working shows it: four digits, but two decimals to six.

    What has up to three decimals is left as it is: somebody may have entered it so.

    >>> [str(readable(Decimal(x))) for x in ("1234.5678", "1.644853627", "0.998765", "72.064")]
    ['1234.57', '1.645', '0.9988', '72.064']
    """
    if number == EXACT.quantize(number, unit(-3)):
        return number
    return rounded(number, min(6, max(2, 3 - number.adjusted())))


def times(amount: Decimal, factor: Decimal) -> Decimal:
    """Return amount × factor exactly, then rounded half up to fen.

    >>> times(Decimal("1234.56"), Decimal("1.2"))
    Decimal('1481.47')
    """
    return to_fen(EXACT.multiply(amount, factor))


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return percent of amount exactly, then rounded half up to fen.

    >>> percent_of(Decimal("333.30"), Decimal(5))
    Decimal('16.67')
    """
    return times(amount, EXACT.scaleb(percent, -2))
