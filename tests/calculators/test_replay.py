"""The stock over time under its policy."""

from decimal import Decimal
from typing import Any

import pytest

from calculators.reorder import Inputs, calculate
from calculators.stock_record import EDITIONS
from calculators.stock_replay import LONGEST, SIMULATED, Replay, replay

RULES = EDITIONS.all[-1].rules


def played(**values: Any) -> Replay:
    found = replay(Inputs.read(values), RULES)
    assert found is not None
    return found


STEADY = {"period": "week", "demand_mean": 100, "demand_sd": 0, "lead_time": 2, "lot_size": 300}


def test_steady_demand_never_runs_out_and_orders_a_lot_each_cycle() -> None:
    run = played(**STEADY)
    assert run.simulated
    assert run.stockouts == 0
    assert run.fill_rate == 1
    assert {each.demand for each in run.periods} == {Decimal(100)}
    ordered = [each.ordered for each in run.periods if each.ordered]
    assert len(ordered) == SIMULATED * 100 // 310  # ten units below the point it is noticed
    assert set(ordered) == {Decimal(310)}


def test_a_policy_without_safety_stock_runs_out_where_demand_varies() -> None:
    varying = {**STEADY, "demand_sd": 40}
    without = played(**varying, reorder_point=200)
    assert without.stockouts > played(**varying).stockouts
    assert without.short > 0
    assert without.fill_rate is not None
    assert without.fill_rate < 1


def test_what_is_late_is_owed_and_counted_once() -> None:
    run = played(history="10 50 0 0", lead_time=2, reorder_point=5, lot_size=20)
    # 25 at first; 15 left; 50 asked: 15 served, 35 owed; what was ordered at 4 arrives two later.
    assert [int(each.short) for each in run.periods] == [0, 35, 0, 0]
    assert run.stockouts == 1
    assert run.fill_rate == Decimal("0.416667")


def test_the_first_order_is_the_one_that_the_calculator_says() -> None:
    values = {**STEADY, "on_hand": 120, "on_order": 30, "backorders": 5}
    run = played(**values)
    order = calculate(Inputs.read(values)).result.order_qty
    arrived = [(number, each.received) for number, each in enumerate(run.periods) if each.received]
    assert order == 355
    assert arrived[0] == (2, Decimal(385))  # with what was on order, a lead time later


def test_with_reviews_nothing_is_ordered_between_them() -> None:
    run = played(**{**STEADY, "lot_size": None}, review_period=4)
    ordered = [number for number, each in enumerate(run.periods, 1) if each.ordered]
    assert ordered == list(range(4, SIMULATED + 1, 4))
    assert run.stockouts == 0


def test_a_history_is_replayed_as_it_is_and_a_long_one_from_its_end() -> None:
    history = [n % 7 for n in range(LONGEST + 50)]
    run = played(history=history, lead_time=1, lot_size=10)
    assert not run.simulated
    assert [int(each.demand) for each in run.periods] == history[-LONGEST:]


def test_a_lead_time_of_ages_is_no_work() -> None:
    run = played(**{**STEADY, "lead_time": 10**9, "reorder_point": 50})
    assert not any(each.received for each in run.periods)


@pytest.mark.parametrize("missing", ["demand_mean", "demand_sd", "lead_time", "lot_size"])
def test_what_is_not_known_is_not_played(missing: str) -> None:
    assert replay(Inputs.read({**STEADY, missing: None}), RULES) is None
