"""Pictures show the calculators' own figures, in words, lines and table alike."""

import json
import random
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from calculators import answer, answer_text
from calculators.pictures import pictures_of, pictures_text
from calculators.registry import CALCULATORS
from tests.calculators import random_requests

SVG = "{http://www.w3.org/2000/svg}"


def pictures(name: str, **inputs: Any) -> list[dict[str, Any]]:
    """Return the pictures of the answer to the example with other inputs."""
    request = {**CALCULATORS[name].example, **inputs}  # None takes an input away
    drawn: list[dict[str, Any]] = pictures_of(name, request)["pictures"]
    return drawn


def parts(picture: dict[str, Any], kind: str) -> list[ET.Element]:
    """Return the elements of a class."""
    root = ET.fromstring(picture["svg"])  # noqa: S314  # our own
    return [each for each in root.iter() if each.get("class") == f"picture-{kind}"]


def number(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "").replace("−", "-"))


@pytest.mark.parametrize("name", CALCULATORS)
def test_what_is_drawn_can_be_drawn_again_and_what_is_refused_is_refused(name: str) -> None:
    for request in islice(random_requests.texts(name, random.Random(7)), 60):
        drawn, reply = pictures_text(name, request), json.loads(answer_text(name, request))
        assert drawn == pictures_text(name, request)
        if "problems" in reply:
            assert json.loads(drawn) == reply
            continue
        for each in json.loads(drawn)["pictures"]:
            root = ET.fromstring(each["svg"])  # noqa: S314  # our own
            assert root.findtext(f"{SVG}title") == each["title"]
            assert root.findtext(f"{SVG}desc") == each["description"]
            widths = {len(row["cells"]) + bool(row["clause"]) for row in each["rows"]}
            assert widths == {len(each["columns"])}


def test_deductions_sum_to_those_of_the_answer() -> None:
    for name in ("attendance", "settlement"):
        for text in islice(random_requests.texts(name, random.Random(11)), 200):
            reply = json.loads(answer_text(name, text))
            if "problems" in reply:
                continue
            result = reply["result"]
            wanted = {"工资": result["wage_deduction"], "奖金": result["bonus_deduction"]}
            taken = {"工资": Decimal(0), "奖金": Decimal(0)}
            for picture in json.loads(pictures_text(name, text))["pictures"]:
                for row in picture["rows"]:
                    taken[row["cells"][1]] += number(row["cells"][2])
            assert taken == {source: Decimal(amount) for source, amount in wanted.items()}


def test_bars_are_as_long_as_amounts_and_tell_wage_from_bonus_without_colour() -> None:
    (picture,) = pictures("attendance", events=None, short_count=4, full_day_count=1)
    full, striped = parts(picture, "full"), parts(picture, "striped")
    amounts = [number(row["cells"][2]) for row in picture["rows"]]
    assert amounts == [Decimal(100), Decimal(3000), Decimal(1000)]
    assert [float(bar.get("width") or 0) for bar in full] == [320.0]
    assert [float(bar.get("width") or 0) for bar in striped] == [10.7, 106.7]  # of 3000
    assert [row["clause"] for row in picture["rows"]] == ["co-4-1-2", "co-4-1-3", "co-4-1-3"]


def test_a_bonus_that_is_all_gone_loses_no_more() -> None:
    (picture,) = pictures("attendance", events=None, long_count=6, full_day_count=1)
    bonus = [row["cells"] for row in picture["rows"] if row["cells"][1] == "奖金"]
    result = answer(
        "attendance",
        {**CALCULATORS["attendance"].example, "events": None, "long_count": 6, "full_day_count": 1},
    )["result"]
    assert sum(number(cells[2]) for cells in bonus) == Decimal(result["bonus_deduction"])
    assert result["bonus_payable"] == "0.00"


def test_a_month_without_deductions_has_no_picture() -> None:
    assert pictures("attendance", events=[]) == []


def test_the_ladder_pays_what_the_calculator_pays_at_each_grade() -> None:
    (picture,) = pictures("bonus", score="79.99")
    marks = []
    for row in picture["rows"]:
        grade, start, coefficient, amount, mark = row["cells"]
        request = {**CALCULATORS["bonus"].example, "score": start}
        result = answer("bonus", request)["result"]
        assert (grade, coefficient) == (result["grade"], result["coefficient"])
        assert number(amount) == Decimal(result["bonus_gross"])
        assert row["clause"] == "co-4-2-3"
        marks.append((grade, bool(mark)))
    assert marks == [("优秀", False), ("良好", False), ("合格", True), ("不合格", False)]
    assert [float(each.get("width") or 0) for each in parts(picture, "full")] == [213.3]
    assert [each.text for each in parts(picture, "here")] == ["▲ 你在这一级：79.99 分"]


def test_a_bonus_of_nothing_has_its_ladder_too() -> None:
    (picture,) = pictures("bonus", bonus_base="0")
    assert {row["cells"][3] for row in picture["rows"]} == {"0.00"}


REORDER = {"history": None, "demand_mean": "102", "demand_sd": "30"}


def test_the_stock_drawn_is_the_stock_of_the_table_and_balances() -> None:
    for inputs in ({}, REORDER, {**REORDER, "on_hand": None, "review_period": "3"}):
        picture = pictures("reorder", **inputs)[0]
        (line, _) = parts(picture, "stock")  # the plot's and the legend's
        assert len((line.get("d") or "").split("L")) >= len(picture["rows"]) + 1
        rows = [[number(cell) for cell in row["cells"]] for row in picture["rows"]]
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        for before, (_, demand, received, _, short, closing) in pairwise(rows):
            assert abs(before[5] + received - demand - closing) < Decimal("0.1")  # as shown
            assert 0 <= short <= demand
        short_periods = sum(1 for row in rows if row[4])
        marks = parts(picture, "short")
        assert len(marks) == (short_periods + 1 if short_periods else 0)  # one in the legend


def test_the_levels_drawn_are_those_of_the_answer() -> None:
    picture = pictures("reorder")[0]
    result = answer("reorder", CALCULATORS["reorder"].example)["result"]
    words = [each.text for each in parts(picture, "words")]
    for name, key in (
        ("最大库存水平", "max_level_units"),
        ("补货点", "reorder_point_units"),
        ("安全库存", "safety_stock_units"),
    ):
        assert f"{name} {result[key]} 件" in words


def test_the_service_drawn_needs_the_stock_that_the_calculator_gives() -> None:
    picture = pictures("reorder")[1]
    for row in picture["rows"]:
        percent, stock = row["cells"]
        level = Decimal(percent.removesuffix("%")).scaleb(-2)
        request = {**CALCULATORS["reorder"].example, "cycle_service_level": str(level)}
        assert stock == str(answer("reorder", request)["result"]["safety_stock_units"])
    assert [each.text for each in parts(picture, "here")] == ["95%，25 件"]


def test_stock_that_cannot_be_known_is_not_drawn() -> None:
    assert pictures("reorder", lead_time=None, lead_time_demand="200") == []
    keys = [each["key"] for each in pictures("reorder", lot_size=None)]
    assert keys == ["service"]
    keys = [each["key"] for each in pictures("reorder", history="5 5 5 5")]
    assert keys == ["stock"]
