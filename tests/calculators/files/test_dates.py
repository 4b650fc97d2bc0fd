"""Days and months as the cells of any file write them."""

import time
from datetime import date

import pytest

from calculators.core.months import Month
from calculators.files.dates import Unreadable, day_in, month_of, read_day
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
        "2026年3月2",
        "26年3月2日",
        "26-03-02",
        "20260302",
        "２０２６－０３－０２",
        "２０２６／３／２",
        "26-03-02 星期一",
        "2026-03-02(周一)",
        "2026-03-02(一)",
        "2026-03-02 一",
        "2026年03月02日星期一",
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
    assert read_day(text) == day_in(text) == date(2026, 3, 2)


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
        ("26/3/2", "not_a_date"),
        ("26-3-2", "not_a_date"),
        ("2026-03", "not_a_date"),
        ("3月2日", "not_a_date"),
        ("26.03.02", "not_a_date"),
        ("46083", "not_a_date"),
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
    assert day_in(text) is None


def test_a_cell_full_of_spaces_takes_no_time() -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable):
        read_day("2026-03-02" + " " * 100_000 + "x")
    assert read_day("2026-03-02" + " " * 100_000) == date(2026, 3, 2)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "2026-03",
        "2026-3",
        "2026/3",
        "2026/03",
        "2026年3月",
        "2026年03月份",
        "２０２６年３月",
        "202603",
        "2026.03",
        " 2026-03 ",
        "2026-03-01",
        "2026-03-01 00:00:00",
        "2026/3/1",
        "20260301",
    ],
)
def test_a_month(text: str) -> None:
    assert month_of(text) == Month(2026, 3)


def test_the_number_2026_10_is_no_january() -> None:
    """A spreadsheet stores the number 2026.10 as 2026.1."""
    assert month_of("2026.10") == Month(2026, 10)
    assert month_of("2026.1") is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "三月", "3月", "2026", "20263", "2026031", "2026-13", "202613", "2026.3"),
        *("2026-03-15", "2026-00", "0226-03", "26-03", UNSTORED, "x" * 100_000),
    ],
)
def test_no_month(text: str) -> None:
    assert month_of(text) is None
