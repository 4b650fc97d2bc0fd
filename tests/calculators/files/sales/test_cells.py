"""The quantity of a sale, as cells write it."""

import pytest

from calculators.files.dates import Unreadable
from calculators.files.sales.cells import read_quantity
from calculators.files.tables import UNSTORED


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("5", 5_000_000),
        ("0", 0),
        ("-0", 0),
        ("-3", -3_000_000),
        ("－３", -3_000_000),
        ("1,200", 1_200_000_000),
        ("１，２００．５", 1_200_500_000),
        (" 7 ", 7_000_000),
        ("0.000001", 1),
        ("1.50000000", 1_500_000),
        ("1000000000", 10**15),
        ("-1,000,000,000", -(10**15)),
        ("000000000005", 5_000_000),
    ],
)
def test_a_quantity(text: str, millionths: int) -> None:
    assert read_quantity(text) == millionths


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "no_quantity"),
        ("  ", "no_quantity"),
        (UNSTORED, "unstored"),
        ("abc", "not_a_quantity"),
        ("5件", "not_a_quantity"),
        ("1e5", "not_a_quantity"),
        ("NaN", "not_a_quantity"),
        ("(5)", "not_a_quantity"),
        ("1,20", "not_a_quantity"),
        ("--5", "not_a_quantity"),
        ("٣", "not_a_quantity"),
        ("²", "not_a_quantity"),
        ("9" * 41, "not_a_quantity"),
        ("9" * 40, "quantity_range"),
        ("1000000000.000001", "quantity_range"),
        ("-1000000001", "quantity_range"),
        ("0.0000001", "quantity_decimals"),
    ],
)
def test_no_quantity(text: str, key: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read_quantity(text)
    assert wrong.value.key == key
