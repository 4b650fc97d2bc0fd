"""Turnover and days of inventory."""

import random
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

import pytest

from calculators import answer
from calculators.turnover import EDITIONS, Inputs, Rules, calculate


def turnover(**given: Any) -> dict[str, Any]:
    reply = answer("turnover", given)
    assert "result" in reply, reply
    return reply


def problems(**given: Any) -> dict[str, str]:
    reply = answer("turnover", given)
    assert list(reply) == ["problems"], reply
    found: dict[str, str] = reply["problems"]
    return found


def test_from_both_ends_of_a_year() -> None:
    reply = turnover(cogs="3600000", opening_inventory="520000", closing_inventory="480000")
    assert reply["result"] == {
        "average_inventory": "500000.00",
        "turnover": "7.2",
        "days_of_inventory": "50.694444",
    }
    assert [step["formula"] for step in reply["steps"]] == [
        "(520,000.00 + 480,000.00) ÷ 2 = 500,000.00 元",
        "3,600,000.00 ÷ 500,000.00 = 7.2 次",
        "365 × 500,000.00 ÷ 3,600,000.00 ≈ 50.69 天",
    ]


def test_what_was_rounded_away_is_not_called_equal() -> None:
    steps = turnover(cogs="2500000.01", average_inventory="1000000")["steps"]
    assert steps[0]["formula"] == "2,500,000.01 ÷ 1,000,000.00 ≈ 2.5 次"  # 2.50000001


def test_an_inventory_of_nothing_at_one_end_counts_as_nothing() -> None:
    for ends in (("0", "480000"), ("480000", "0")):
        opening, closing = ends
        reply = turnover(cogs="3600000", opening_inventory=opening, closing_inventory=closing)
        assert reply["result"]["average_inventory"] == "240000.00"


def test_the_caller_s_decimal_context_changes_nothing() -> None:
    given = {"cogs": "3600000", "opening_inventory": "520001", "closing_inventory": "480002"}
    inputs = Inputs.read(given)
    with localcontext(prec=3):
        rough = calculate(inputs)
    assert rough == calculate(inputs)


def test_a_year_of_no_days_is_refused() -> None:
    rules = EDITIONS.all[-1].rules
    days = replace(rules.year.days, value=Decimal(0))
    assert rules.mistake() is None
    assert str(Rules(year=replace(rules.year, days=days)).mistake()).startswith(
        "year days 不能是 0"
    )


def test_days_follow_from_the_turnover_before_it_is_rounded() -> None:
    found = turnover(cogs="4380000", average_inventory="870000")["result"]
    assert (found["turnover"], found["days_of_inventory"]) == ("5.034483", "72.5")


def test_another_time_than_a_year() -> None:
    given = {"cogs": "900000", "average_inventory": "500000"}
    assert turnover(**given, days="90")["result"]["days_of_inventory"] == "50"
    assert turnover(**given)["result"] == turnover(**given, days="365")["result"]
    assert list(problems(**given, days="0")) == ["days"]


def test_half_a_fen_of_average_is_rounded_only_where_it_is_shown() -> None:
    found = turnover(cogs="1", opening_inventory="0.01", closing_inventory="0")["result"]
    assert (found["average_inventory"], found["turnover"]) == ("0.01", "200")


def test_nothing_in_stock_and_nothing_sold() -> None:
    reply = turnover(cogs="0", average_inventory="0")
    assert reply["result"]["turnover"] is reply["result"]["days_of_inventory"] is None
    codes = [notice["code"] for notice in reply["notices"]]
    assert codes == ["no_inventory", "no_cogs", "turnover_formulas_added"]
    assert turnover(cogs="0", average_inventory="5")["result"]["turnover"] == "0"
    assert turnover(cogs="5", average_inventory="0")["result"]["days_of_inventory"] is None


def test_an_average_between_two_fen_is_shown_whole() -> None:
    ends = {"opening_inventory": "100.00", "closing_inventory": "100.01"}
    reply = turnover(cogs="500000", **ends)
    assert reply["result"]["average_inventory"] == "100.01"
    assert [step["formula"] for step in reply["steps"]] == [
        "(100.00 + 100.01) ÷ 2 = 100.005 元",
        "500,000.00 ÷ 100.005 ≈ 4999.75 次",
        "365 × 100.005 ÷ 500,000.00 ≈ 0.073 天",
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"cogs": "请填销售成本", "average_inventory": "请填期初和期末库存，或填平均库存"}),
        ({"cogs": "1", "opening_inventory": "1"}, {"closing_inventory": "请填期末库存"}),
        ({"cogs": "1", "closing_inventory": "1"}, {"opening_inventory": "请填期初库存"}),
        (
            {"cogs": "1", "opening_inventory": "1", "average_inventory": "1"},
            {"opening_inventory": "“填期初和期末”和“填平均库存”只能用一种，请删去一种"},
        ),
        (
            {"cogs": "-1", "average_inventory": "1.234"},
            {
                "cogs": "销售成本不能是负数，你填的是 -1",
                "average_inventory": "平均库存最多写 2 位小数，你填的是 1.234",
            },
        ),
    ],
)
def test_what_is_refused(given: dict[str, str], expected: dict[str, str]) -> None:
    assert problems(**given) == expected


def test_random_years_against_plain_arithmetic() -> None:
    rng = random.Random(20260204)
    for _ in range(300):
        cogs, opening, closing = (Decimal(rng.randrange(1, 10**9)) / 100 for _ in range(3))
        reply = turnover(cogs=cogs, opening_inventory=opening, closing_inventory=closing)
        found = reply["result"]
        average = float(opening + closing) / 2
        assert abs(float(found["turnover"]) - float(cogs) / average) <= 1e-6
        assert abs(float(found["days_of_inventory"]) / (365 * average / float(cogs)) - 1) <= 1e-6
        assert answer("turnover", reply["inputs"]) == reply
