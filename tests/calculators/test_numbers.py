"""Numbers as text, and the rounding of money, whatever the caller's context is."""

from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from calculators.core.numbers import parse, plain, readable, to_fen
from calculators.core.problems import Problem


@pytest.mark.parametrize(
    ("number", "text"),
    [("-0", "0"), ("-0.00", "0"), ("1E+2", "100"), ("100", "100"), ("0.50", "0.5"), ("-1.0", "-1")],
)
def test_plain_numbers(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_no_exponent_is_written_in_any_context() -> None:
    with localcontext(capitals=0):
        assert plain(Decimal("1E+2")) == "100"


def test_a_working_shows_no_more_than_six_decimals() -> None:
    assert str(readable(Decimal("0.00012345"))) == "0.000123"


def test_what_is_no_number_is_named() -> None:
    with pytest.raises(Problem) as refused:
        parse(" 1e3 ")
    assert (refused.value.key, refused.value.values) == ("not_a_number", {"found": "1e3"})


def test_money_is_rounded_half_up_in_any_context() -> None:
    with localcontext(prec=3, rounding=ROUND_DOWN):
        assert to_fen(Decimal("16.665")) == Decimal("16.67")
        assert to_fen(Decimal("123456.785")) == Decimal("123456.79")
