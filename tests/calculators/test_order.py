"""How much to order and whether: both sides of every limit, minimum orders and multiples."""

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculators.core.editions import Reading
from calculators.stock_plan import Plan
from calculators.stock_record import EDITIONS, Inputs
from tests.calculators.stock import LEVELS, formulas, result


@pytest.mark.parametrize(
    ("on_hand", "status", "quantity", "formula"),
    [
        ("9.999999", "below", "20.000001", "30 − 9.999999 ≈ 20 件"),
        ("10", "at", "0", "10 = 10，补 0 件"),
        ("10.000001", "above", "0", "10.000001 > 10，补 0 件"),
    ],
)
def test_the_reorder_point_itself_is_not_below(
    on_hand: str, status: str, quantity: str, formula: str
) -> None:
    found = result(**LEVELS, on_hand=on_hand)
    assert (found["status"], found["order_qty"]) == (status, quantity)
    assert formula in formulas(**LEVELS, on_hand=on_hand)


def test_an_order_that_lacks_a_level_is_unknown() -> None:
    found = result(reorder_point="10", on_hand="5")
    assert (found["status"], found["order_qty"]) == ("below", None)
    found = result(max_level="30", on_hand="5")
    assert (found["status"], found["order_qty"]) == (None, None)


def test_the_rules_may_order_at_the_reorder_point() -> None:
    rules = EDITIONS.in_force(date.max).rules
    at_or_below = Reading("at_or_below", "…")
    rules = replace(rules, alert=replace(rules.alert, at_reorder_point=at_or_below))
    inputs = {on_hand: Inputs.read(LEVELS | {"on_hand": on_hand}) for on_hand in ("10", "10.1")}
    assert Plan.of(inputs["10"], rules).order.quantity == 20
    assert Plan.of(inputs["10.1"], rules).order.quantity == 0


def test_the_rules_may_round_down() -> None:
    rules = EDITIONS.in_force(date.max).rules
    down = Reading("down", "…")
    rules = replace(rules, order=replace(rules.order, multiple_rounding=down))
    given = LEVELS | {"on_hand": "9", "order_multiple": "4"}
    assert Plan.of(Inputs.read(given), rules).order.quantity == 20
    assert Plan.of(Inputs.read(given | {"multiple_rounding": "up"}), rules).order.quantity == 24


def test_figures_of_the_rules_that_cannot_be() -> None:
    rules = EDITIONS.in_force(date.max).rules
    for percent in (0, 100):
        target = replace(rules.service.target, value=Decimal(percent))
        mistaken = replace(rules, service=replace(rules.service, target=target))
        assert str(mistaken.mistake()).startswith("service target 要大于 0、小于 100")
    half = replace(rules.service.target, value=Decimal("0.5"))
    assert replace(rules, service=replace(rules.service, target=half)).mistake() is None
    weeks = replace(rules.year.weeks, value=Decimal(0))
    mistaken = replace(rules, year=replace(rules.year, weeks=weeks))
    assert str(mistaken.mistake()).startswith("year 的数不能是 0")


def test_what_is_on_order_counts_and_what_is_owed_does_not() -> None:
    found = result(**LEVELS, on_hand="8", on_order="12", backorders="11")
    assert (found["inventory_position"], found["status"], found["order_qty"]) == (
        "9",
        "below",
        "21",
    )
    assert result(**LEVELS, on_hand="8", on_order="12")["order_qty"] == "0"


@pytest.mark.parametrize(
    ("more", "quantity"),
    [
        ({"moq": "20"}, "20"),
        ({"moq": "20.000001"}, "20.000001"),
        ({"order_multiple": "20"}, "20"),
        ({"order_multiple": "3"}, "21"),
        ({"order_multiple": "3", "multiple_rounding": "down"}, "18"),
        ({"order_multiple": "3", "multiple_rounding": "down", "moq": "19"}, "21"),
        ({"order_multiple": "3", "multiple_rounding": "down", "moq": "18"}, "18"),
        ({"order_multiple": "21", "multiple_rounding": "down"}, "0"),
        ({"order_multiple": "0.3"}, "20.1"),
        ({"order_multiple": "6", "moq": "25"}, "30"),
    ],
)
def test_minimum_order_and_multiples(more: dict[str, str], quantity: str) -> None:
    found = result(reorder_point="20", max_level="30", on_hand="10", **more)
    assert found["order_qty"] == quantity
    assert found["order_qty_units"] == math.ceil(float(quantity))


def test_a_full_shelf_needs_no_minimum_order() -> None:
    found = result(review_period="7", max_level="30", on_hand="30", moq="100")
    assert found["order_qty"] == "0"
    assert "30 ≥ 30，补 0 件" in formulas(review_period="7", max_level="30", on_hand="30")


def test_days_of_supply() -> None:
    assert result(demand_mean="10", on_hand="70", period="day")["days_of_supply"] == "7"
    assert result(demand_mean="10", on_hand="70", period="week")["days_of_supply"] == "49.134615"
    assert result(demand_mean="10", on_hand="70", period="month")["days_of_supply"] == "212.916667"
    assert result(demand_mean="10", on_hand="70")["days_of_supply"] is None
