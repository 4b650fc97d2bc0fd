"""The day and the quantity of a sale, as cells write them."""

import time
from datetime import date

import pytest

from calculators.files.sales.cells import Unreadable, read_day, read_quantity
from calculators.files.tables import UNSTORED


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        " 2026-03-02 ",
        "2026/3/2",
        "2026.03.02",
        "2026年3月2日",
        "2026年 3月 2日",
        "26年3月2日",
        "26-03-02",
        "20260302",
        "２０２６－０３－０２",
        "２０２６／３／２",
        "26-03-02 星期一",
        "2026-03-02(周一)",
        "2026-03-02 （星期一）",
        "2026-03-02 10:30",
        "2026-03-02 10:30:00",
        "2026-03-02T10:30:00.123",
        "2026/3/2 9:30",
        "2026/3/2 上午 9:30",
        "2026/3/2 9:30:00 PM",
        "2026-03-02 星期一 10:30",
        "2026-03-02 10:30 星期一",
    ],
)
def test_a_day(text: str) -> None:
    assert read_day(text) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "no_date"),
        ("　", "no_date"),
        (UNSTORED, "unstored"),
        ("2026-02-29", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("2026/0/1", "no_such_day"),
        ("0226-03-02", "no_such_day"),
        ("2926-03-02", "no_such_day"),
        ("2026-03/02", "not_a_date"),
        ("3/2/2026", "not_a_date"),
        ("02/03/26", "not_a_date"),
        ("26.03.02", "not_a_date"),
        ("46083", "not_a_date"),
        ("2026-03", "not_a_date"),
        ("2026-03-02 30:00", "not_a_date"),
        ("2026-03-02 abc", "not_a_date"),
        ("2026-03-021", "not_a_date"),
        ("2026-03-02T10:30:00Z", "not_a_date"),
        ("二〇二六年三月二日", "not_a_date"),
        ("٢٠٢٦-٠٣-٠٢", "not_a_date"),
        ("今天", "not_a_date"),
    ],
)
def test_no_day(text: str, key: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read_day(text)
    assert wrong.value.key == key


def test_a_cell_full_of_spaces_takes_no_time() -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable):
        read_day("2026-03-02" + " " * 100_000 + "x")
    assert read_day("2026-03-02" + " " * 100_000) == date(2026, 3, 2)
    assert time.process_time() - begun < 0.5


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
