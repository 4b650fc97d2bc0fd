"""Levels of stock: both sides of every limit, a policy in use, what is refused."""

import math
from decimal import localcontext

import pytest
from scipy import stats

from calculators import answer
from calculators.reorder import EXAMPLE, calculate
from calculators.stock_record import Inputs
from tests.calculators.stock import (
    LEVELS,
    PARAMETERS,
    codes,
    formulas,
    problems,
    reorder,
    result,
    said,
)


def test_no_lead_time_needs_no_stock() -> None:
    found = result(**PARAMETERS | {"lead_time": "0"})
    assert (found["safety_stock"], found["reorder_point"]) == ("0", "0")
    found = result(**PARAMETERS | {"lead_time": "0", "review_period": "4"})
    assert found["safety_stock"] == "65.794145"
    assert found["max_level"] == "465.794145"


@pytest.mark.parametrize(
    ("level", "safety", "reached"),
    [("0.5", "0", "0.5"), ("0.3", "0", "0.5"), ("0.500001", "0.0001", "0.500001")],
)
def test_half_of_all_cycles_needs_no_safety_stock(level: str, safety: str, reached: str) -> None:
    found = result(**PARAMETERS, cycle_service_level=level)
    assert (found["safety_stock"], found["cycle_service_level"]) == (safety, reached)
    assert ("no_safety_stock" in codes(**PARAMETERS, cycle_service_level=level)) is (safety == "0")


@pytest.mark.parametrize("level", ["1", "0", "95", "-0.5", "1.0000001", 1.5, 100])
def test_levels_that_are_refused(level: object) -> None:
    assert problems(cycle_service_level=level) == {
        "cycle_service_level": (
            "周期服务水平要大于 0、小于 1（95% 写 0.95；1 就是永不断货，要无穷多的库存），"
            f"你填的是 {level}"
        )
    }


def test_a_level_close_to_certainty() -> None:
    found = result(**PARAMETERS, cycle_service_level="0.9999999999")
    assert math.isclose(float(found["z"]), stats.norm.isf(1e-10), rel_tol=1e-10)


def test_the_default_level_is_the_rules() -> None:
    assert reorder(**PARAMETERS)["result"] == result(**PARAMETERS, cycle_service_level="0.95")


def test_what_lacks_its_inputs_is_null() -> None:
    found = result(cycle_service_level="0.9")
    known = {name for name, value in found.items() if value is not None}
    assert known == {"z", "cycle_service_level"}
    found = result(demand_sd="20", lead_time="4")
    assert found["safety_stock"] == "65.794145"
    assert found["reorder_point"] is None
    found = result(demand_mean="100", lead_time="4", on_hand="10")
    assert found["lead_time_demand"] == "400"
    assert found["safety_stock"] is found["reorder_point"] is found["status"] is None
    assert "demand_sd_unknown" in codes(demand_mean="100", lead_time="4")
    assert "lead_time_unknown" in codes(demand_mean="100", demand_sd="1")
    assert "lot_unknown" in codes(**PARAMETERS)
    for given in ({"demand_sd": "5", "lead_time": "2"}, {"on_hand": "5"}, {"lead_time": "2"}):
        assert "demand_mean_unknown" in codes(**given)
    assert "demand_mean_unknown" not in codes(reorder_point="10", max_level="20", on_hand="1")
    assert "demand_mean_unknown" not in codes(lead_time_demand="60", sd_lead_time_demand="7")


def test_what_is_not_served_has_no_service_level() -> None:
    deviation_unknown = {"demand_mean": "100", "lead_time": "4", "reorder_point": "430"}
    demand_unknown = {"demand_sd": "0", "lead_time": "4", "reorder_point": "430"}
    for given in (
        {"on_hand": "5"},
        {"demand_mean": "5", "lead_time": "2"},
        {"max_level": "9"},
        deviation_unknown | {"lot_size": "300"},
        demand_unknown | {"lot_size": "300"},
    ):
        found = result(**given)
        assert found["cycle_service_level"] is found["fill_rate"] is None
    assert result(z="1.644853626951")["cycle_service_level"] == "0.95"
    assert result(cycle_service_level="0.9")["cycle_service_level"] == "0.9"


def test_a_lead_time_of_nothing_needs_no_stock() -> None:
    given = {"demand_mean": "100", "demand_sd": "20", "lead_time": "0", "lead_time_sd": "1"}
    found = result(**given)
    assert (found["safety_stock"], found["reorder_point"]) == ("0", "0")
    assert "lead_time_sd_without_lead_time" in codes(**given)
    steps = answer("reorder", {"period": "day", **given})["steps"]
    assert "√(0 × 20²) = 0 件" in [step["formula"] for step in steps]  # at once is always at once
    reviewed = result(**given, review_period="4", z="1")
    assert reviewed["safety_stock"] == "107.703296"  # √(4 × 20² + 100² × 1²)


def test_an_order_rounded_down_to_nothing_is_said() -> None:
    given = {"reorder_point": "50", "max_level": "80", "on_hand": "40", "order_multiple": "100"}
    assert result(**given, multiple_rounding="down")["order_qty"] == "0"
    assert "rounded_to_nothing" in codes(**given, multiple_rounding="down")
    assert "rounded_to_nothing" not in codes(**given, multiple_rounding="up")


def test_lead_time_demand_given_instead() -> None:
    found = result(**PARAMETERS, lead_time_demand="500", sd_lead_time_demand="10", z="2")
    assert (found["safety_stock"], found["reorder_point"]) == ("20", "520")
    found = result(
        **PARAMETERS, lead_time_demand="500", sd_lead_time_demand="30", z="2", review_period="4"
    )
    assert found["safety_stock"] == "100"  # √(30² + 4 × 20²) = 50
    assert found["max_level"] == "1000"


def test_eoq_needs_the_period() -> None:
    costs = {"fixed_cost": "8", "holding_cost": "0.225"}
    assert result(demand_mean="25", period="week", **costs)["eoq"] == "304.04678"
    assert result(demand_mean="25", **costs)["eoq"] is None
    assert "period_unknown" in codes(demand_mean="25", **costs)
    assert result(demand_mean="25", period="week", fixed_cost="0", holding_cost="1")["eoq"] == "0"


def test_a_lead_time_of_over_a_year_is_doubted() -> None:
    given = {"demand_mean": "10", "demand_sd": "1", "period": "month"}
    assert "lead_time_doubtful" not in codes(**given, lead_time="12")
    assert "超过一年" in said("lead_time_doubtful", **given, lead_time="12.5")
    assert "review_period_doubtful" in codes(**given, lead_time="1", review_period="14")


def test_a_reorder_point_in_use_is_judged() -> None:
    """Chopra and Meindl, examples 11-2 and 11-4: B&M's Palm Pilots."""
    given = {"period": "week", "demand_mean": 2500, "demand_sd": 500, "lead_time": 2}
    given |= {"reorder_point": 6000, "lot_size": 10000}
    found = result(**given)
    assert found["safety_stock"] == "1000"
    assert found["cycle_service_level"] == "0.92135"
    assert found["fill_rate"] == "0.997487"
    assert found["z"] == "1.414213562373"
    assert "service_below_target" in codes(**given)
    assert "92.135% 的把握不断货，低于目标 95%" in said("service_below_target", **given)
    assert "service_below_target" not in codes(**given, cycle_service_level="0.92135")
    assert (
        result(**given)["fill_rate"]
        == result(**given | {"reorder_point": None}, safety_stock=1000)["fill_rate"]
    )


def test_a_reorder_point_below_the_demand() -> None:
    found = result(**PARAMETERS, reorder_point="380", lot_size="100")
    assert found["safety_stock"] == "-20"
    assert found["safety_stock_units"] == -20
    assert found["cycle_service_level"] == "0.308538"
    none = result(**PARAMETERS, reorder_point="0", lot_size="10")
    assert none["fill_rate"] == "0"
    assert "400 ≥ 10，满足率 0" in formulas(**PARAMETERS, reorder_point="0", lot_size="10")


@pytest.mark.parametrize(("point", "reached"), [("1200", "Φ(20)"), ("1400", "Φ(25)")])
def test_no_reorder_point_however_high_is_certain_to_last(point: str, reached: str) -> None:
    assert f"{reached} ≈ 1，即 100%" in formulas(**PARAMETERS, reorder_point=point)
    assert result(**PARAMETERS, reorder_point=point, lot_size="100")["fill_rate"] == "1"


def test_a_maximum_in_use_under_periodic_review_is_judged() -> None:
    found = result(**PARAMETERS, review_period="5", max_level="960", on_hand="300")
    assert found["safety_stock"] == "60"
    assert found["cycle_service_level"] == "0.841345"
    assert found["order_qty"] == "660"


def test_certain_demand() -> None:
    given = PARAMETERS | {"demand_sd": "0", "lot_size": "100"}
    assert result(**given)["cycle_service_level"] == "1"
    assert result(**given)["fill_rate"] == "1"
    short = result(**given, reorder_point="390")
    assert (short["cycle_service_level"], short["fill_rate"], short["z"]) == ("0", "0.9", None)


def test_levels_that_contradict_each_other() -> None:
    assert "levels_contradict" in codes(**PARAMETERS, safety_stock="50", reorder_point="451")
    assert "levels_contradict" not in codes(**PARAMETERS, safety_stock="50", reorder_point="450")
    judged = {"cycle_service_level": "0.933193", "z": "1.5"}  # the level as given: (460 − 400) ÷ 40
    found = result(**PARAMETERS, safety_stock="50", reorder_point="460")
    assert {name: found[name] for name in judged} == judged
    found = result(**PARAMETERS, review_period="5", safety_stock="50", max_level="990")
    assert {name: found[name] for name in judged} == judged  # (990 − 900) ÷ 60
    assert "max_below_reorder_point" in codes(reorder_point="10", max_level="9.99", on_hand="1")
    assert "max_below_reorder_point" not in codes(reorder_point="10", max_level="10")


@pytest.mark.parametrize(
    ("given", "noticed"),
    [
        ({"lead_time": "4"}, ["demand_mean_unknown"]),
        ({"max_level": "30", "lead_time": "2"}, ["demand_mean_unknown"]),
        ({"reorder_point": "30", "review_period": "7"}, ["demand_mean_unknown"]),
        ({"max_level": "30", "review_period": "7", "lead_time": "2"}, []),
        ({"reorder_point": "10", "max_level": "30", "on_hand": "9"}, []),
        ({"reorder_point": "1", "on_hand": "70"}, ["lot_unknown"]),
        ({"demand_mean": "10"}, ["lead_time_unknown"]),
        ({"demand_mean": "10", "on_hand": "70"}, ["period_unknown", "lead_time_unknown"]),
        ({"demand_mean": "9", "lead_time": "4", "lot_size": "5"}, ["demand_sd_unknown"]),
        ({"demand_mean": "0", "demand_sd": "0", "lead_time": "4"}, ["no_demand", "lot_unknown"]),
        (
            {"history": "1,4,6,8,10", "lead_time": "2"},
            ["normal_weak_wide", "fitting_empirical", "lot_unknown"],
        ),
        (
            {"history": "1,9,1,9,1,9", "lead_time": "2"},
            ["normal_weak_pattern", "fitting_empirical", "lot_unknown"],
        ),
        (
            {"demand_mean": "10", "demand_sd": "8", "lead_time": "2"},
            ["normal_weak_wide", "fitting_named", "lot_unknown"],
        ),
        (PARAMETERS, ["lot_unknown"]),
        (PARAMETERS | {"cycle_service_level": "0.5"}, ["no_safety_stock", "lot_unknown"]),
        (PARAMETERS | {"z": "-1"}, ["no_safety_stock", "lot_unknown"]),
        (PARAMETERS | {"z": "0"}, ["no_safety_stock", "lot_unknown"]),
        (PARAMETERS | {"z": "0.000001"}, ["lot_unknown"]),
        (PARAMETERS | {"lead_time": "0"}, ["lot_unknown"]),
        (PARAMETERS | {"lead_time_sd": "1"}, ["lot_unknown"]),
        (
            PARAMETERS | {"lead_time": "0", "lead_time_sd": "1"},
            ["lead_time_sd_without_lead_time", "lot_unknown"],
        ),
        (PARAMETERS | {"lead_time": "0", "lead_time_sd": "1", "review_period": "7"}, []),
        (PARAMETERS | {"lead_time": "365"}, ["lot_unknown"]),
        (PARAMETERS | {"lead_time": "365.000001"}, ["lead_time_doubtful", "lot_unknown"]),
        (
            PARAMETERS | {"review_period": "365.000001"},
            ["fill_rate_too_low", "review_period_doubtful"],
        ),
        (
            LEVELS | {"on_hand": "9", "order_multiple": "22", "multiple_rounding": "down"},
            ["rounded_to_nothing"],
        ),
    ],
)
def test_what_is_noticed(given: dict[str, str], noticed: list[str]) -> None:
    assert codes(**given) == [*noticed, "stock_formulas_added"]


def test_a_lot_that_is_given_is_not_shown_as_an_economic_one() -> None:
    assert result(**PARAMETERS, lot_size="300")["eoq"] is None


def test_a_lot_that_does_not_outlast_its_lead_time() -> None:
    assert "fill_rate_too_low" in codes(**PARAMETERS, lot_size="399.999999")
    assert "fill_rate_too_low" not in codes(**PARAMETERS, lot_size="400")


def test_everything_that_is_wrong_at_once() -> None:
    assert problems(
        history="1 2",
        demand_mean="5",
        z="1",
        cycle_service_level="0.9",
        lot_size="5",
        holding_cost="1",
        order_multiple="0",
        lead_time="两周",
        period="year",
        on_hand="-1",
        surprise="1",
    ) == {
        "period": "一期是要写 day（天）、week（周）、month（个月），你填的是 year",
        "history": "“填每期的历史”和“填平均数和标准差”只能用一种，请删去一种",
        "lead_time": "采购提前期要填数字（数字和小数点），你填的是 两周",
        "cycle_service_level": "“填服务水平”和“填安全系数 z”只能用一种，请删去一种",
        "on_hand": "在手库存不能是负数，你填的是 -1",
        "lot_size": "“填订货批量”和“填费用，算经济批量”只能用一种，请删去一种",
        "fixed_cost": "经济批量要两项费用一起算：请填一次订货费用，或删去另一项",
        "order_multiple": "包装倍数要在 0.000001 到 1000000000 之间，你填的是 0",
        "surprise": problems(surprise="1")["surprise"],
    }


def test_costs_come_in_pairs() -> None:
    assert list(problems(fixed_cost="1")) == ["holding_cost"]
    assert list(problems(holding_cost="1")) == ["fixed_cost"]
    assert list(problems(fixed_cost="1", holding_cost="0")) == ["holding_cost"]


@pytest.mark.parametrize("given", [{}, {"period": "day"}, {"lead_time": "  "}])
def test_nothing_to_work_out(given: dict[str, str]) -> None:
    assert list(problems(**given)) == [""]


def test_the_caller_s_context_changes_nothing() -> None:
    expected = calculate(Inputs.read(EXAMPLE))
    with localcontext(prec=3):
        assert calculate(Inputs.read(EXAMPLE)) == expected


def test_large_figures() -> None:
    names = ("demand_mean", "demand_sd", "lead_time", "lead_time_sd")
    found = result(**dict.fromkeys(names, 10**9), z="10", on_hand="0", lot_size="0.000001")
    assert found["safety_stock"] == "10000000005000000000"
    assert found["order_qty"] == found["max_level"]
