"""Levels and orders of stock: both sides of every limit, edge cases, and random articles.

The random ones are compared with scipy and stockpyl, whose formulas are written by others.
"""

import math
import random
import statistics
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import pytest
from scipy import stats
from stockpyl.eoq import economic_order_quantity
from stockpyl.loss_functions import normal_loss

from calculators import answer
from calculators.core.editions import Reading
from calculators.core.problems import Problems
from calculators.reorder import EXAMPLE, calculate
from calculators.stock_plan import Plan
from calculators.stock_record import EDITIONS, Inputs

SERIES = "要写成一串不小于 0 的数，用逗号、空格或换行隔开；"
LEVELS = {"reorder_point": "10", "max_level": "30"}
PARAMETERS = {"period": "day", "demand_mean": "100", "demand_sd": "20", "lead_time": "4"}


def reorder(**given: Any) -> dict[str, Any]:
    reply = answer("reorder", given)
    assert "result" in reply, reply
    return reply


def result(**given: Any) -> dict[str, Any]:
    found: dict[str, Any] = reorder(**given)["result"]
    return found


# What the reader should mend or doubt; any other notice informs.
WARNINGS = {
    "lead_time_doubtful",
    "lead_time_sd_without_lead_time",
    "levels_contradict",
    "max_below_reorder_point",
    "no_demand",
    "normal_weak_pattern",
    "normal_weak_wide",
    "review_period_doubtful",
    "rounded_to_nothing",
    "service_below_target",
    "zeros_in_history",
}


def codes(**given: Any) -> list[str]:
    """Return the codes of an answer's notices, each of the level that is its own."""
    notices = reorder(**given)["notices"]
    found = [notice["code"] for notice in notices]
    levels = ["warning" if code in WARNINGS else "info" for code in found]
    assert [notice["level"] for notice in notices] == levels
    return found


def said(code: str, **given: Any) -> str:
    (text,) = [each["text"] for each in reorder(**given)["notices"] if each["code"] == code]
    return str(text)


def formulas(**given: Any) -> list[str]:
    return [step["formula"] for step in reorder(**given)["steps"]]


def problems(**given: Any) -> dict[str, str]:
    reply = answer("reorder", given)
    assert list(reply) == ["problems"], reply
    found: dict[str, str] = reply["problems"]
    return found


# Against other implementations.


def random_article(rng: random.Random) -> dict[str, Any]:
    given: dict[str, Any] = {
        "period": rng.choice(["day", "week", "month"]),
        "lead_time": round(rng.uniform(0.1, 30), 2),
        "lead_time_sd": rng.choice([0, round(rng.uniform(0, 3), 2)]),
        "review_period": rng.choice([0, 0, round(rng.uniform(0.5, 14), 1)]),
        "on_hand": rng.randrange(5000),
        "on_order": rng.choice([0, rng.randrange(2000)]),
        "backorders": rng.choice([0, rng.randrange(300)]),
    }
    if rng.random() < 0.5:
        given["history"] = [rng.randrange(1, 200) for _ in range(rng.randrange(2, 40))]
    else:
        given["demand_mean"] = round(rng.uniform(1, 300), 3)
        given["demand_sd"] = round(rng.uniform(0.1, 90), 3)
    if rng.random() < 0.5:
        given["cycle_service_level"] = round(rng.uniform(0.5001, 0.9999), 4)
    else:
        given["z"] = round(rng.uniform(0.01, 3.5), 3)
    if rng.random() < 0.5:
        given["lot_size"] = rng.randrange(1, 3000)
    else:
        given["fixed_cost"] = round(rng.uniform(1, 500), 2)
        given["holding_cost"] = round(rng.uniform(0.01, 50), 4)
    return given


def independent(given: dict[str, Any]) -> dict[str, float]:
    history = given.get("history")
    mean = statistics.fmean(history) if history else given["demand_mean"]
    sd = statistics.stdev(history) if history else given["demand_sd"]
    lead, review = given["lead_time"], given["review_period"]
    z = given["z"] if "z" in given else stats.norm.ppf(given["cycle_service_level"])
    supply = (mean * given["lead_time_sd"]) ** 2
    sd_lead = math.sqrt(lead * sd**2 + supply)
    sd_cover = math.sqrt((lead + review) * sd**2 + supply)
    safety = z * sd_cover
    point = mean * lead + safety
    year = {"day": 365, "week": 52, "month": 12}[given["period"]]
    found = {
        "demand_mean": mean,
        "demand_sd": sd,
        "z": z,
        "cycle_service_level": stats.norm.cdf(z),
        "lead_time_demand": mean * lead,
        "sd_lead_time_demand": sd_lead,
        "safety_stock": safety,
        "reorder_point": point,
        "cv": sd / mean,
        "inventory_position": given["on_hand"] + given["on_order"] - given["backorders"],
        "days_of_supply": given["on_hand"] / (mean * year / 365),
    }
    lot = given.get("lot_size")
    if lot is None:
        lot, found["annual_cost"] = economic_order_quantity(
            given["fixed_cost"], given["holding_cost"], mean * year
        )
        found["eoq"] = lot
    if review:
        found["max_level"] = mean * (review + lead) + safety
        cycle = given.get("lot_size", mean * review)
    else:
        found["max_level"] = point + lot
        cycle = lot
    shortage, _ = normal_loss(safety, 0, sd_cover)
    found["fill_rate"] = max(0, 1 - shortage / cycle)
    position = found["inventory_position"]
    due = review or position < point
    found["order_qty"] = max(0, found["max_level"] - position) if due else 0
    return found


@pytest.mark.parametrize("part", range(10), ids=lambda part: f"part{part}")
def test_random_articles_agree_with_scipy_and_stockpyl(part: int) -> None:
    rng = random.Random(20260301 + part)
    for _ in range(30):
        given = random_article(rng)
        found = result(**given)
        for name, value in independent(given).items():
            close = math.isclose(float(found[name]), value, rel_tol=1e-10, abs_tol=1e-6)
            assert close, (name, found[name], value, given)
        for name in ("safety_stock", "reorder_point", "max_level", "order_qty"):
            assert found[f"{name}_units"] == math.ceil(float(found[name]))


def test_what_is_understood_gives_the_same_reply_again() -> None:
    rng = random.Random(20260202)
    for _ in range(100):
        reply = reorder(**random_article(rng))
        assert answer("reorder", reply["inputs"]) == reply


def test_the_steps_add_up_to_the_result() -> None:
    rng = random.Random(20260203)
    for _ in range(100):
        given = random_article(rng)
        reply = reorder(**given)
        values = {step["value"] for step in reply["steps"]}
        shown = ["safety_stock", "reorder_point", "max_level", "fill_rate", "order_qty", "cv"]
        shown += ["inventory_position", "days_of_supply", "lead_time_demand", "sd_lead_time_demand"]
        shown += ["eoq", "annual_cost"] if "fixed_cost" in given else []
        assert {reply["result"][name] for name in shown} <= values


# Demand.


@pytest.mark.parametrize(
    "written",
    [
        [12, "15", 9, 0],
        "12,15,9,0",
        " 12 15\n9\t0 ",
        "１２，１５　９、０",
        "12；15；9；0；",
        "12,\r\n15,\r\n9,\r\n0\r\n",
    ],
)
def test_a_history_as_people_write_it(written: object) -> None:
    reply = reorder(history=written)
    assert reply["inputs"]["history"] == ["12", "15", "9", "0"]
    assert reply["result"]["demand_mean"] == "9"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("a b c d e", f"需求历史{SERIES}第 1、2、3、4、5 个要改，第一处写的是 a"),
        ("12", "需求历史至少要 2 个数，才看得出波动，你填了 1 个"),
        ([], "需求历史至少要 2 个数，才看得出波动，你填了 0 个"),
        ([1] * 5001, "需求历史最多 5000 条，你填了 5001 条，请检查"),
        (12, "需求历史要写成一串数，用逗号、空格或换行隔开，例如 12, 15, 9，你填的是 12"),
        (
            "12 -3 x 5",
            f"需求历史{SERIES}第 2、3 个要改，第一处写的是 -3",
        ),
        (
            [1, None, True, [], {}, "NaN", "1e3"],
            f"需求历史{SERIES}第 2、3、4、5、6… 个要改，第一处写的是 null",
        ),
    ],
)
def test_a_history_that_is_refused(written: object, problem: str) -> None:
    assert problems(history=written) == {"history": problem}


def test_a_history_of_five_thousand_is_read_to_its_end() -> None:
    assert result(history=[1] * 4999 + [5001])["demand_mean"] == "2"


def in_python(*history: Decimal) -> Inputs:
    return Inputs(history=history)


def test_python_callers_are_held_to_the_same_limits_of_a_history() -> None:
    one, two = Decimal(1), Decimal(2)
    assert in_python(one, two).history == (one, two)
    assert in_python(*[one] * 5000).history == (one,) * 5000
    for history, problem in (
        ([one], "series_too_short {'shortest': 2, 'found': 1}"),
        ([one] * 5001, "too_many_rows {'longest': 5000, 'found': 5001}"),
        ([one, -two, Decimal("NaN")], "series_items {'numbers': '2、3', 'found': '-2'}"),
    ):
        with pytest.raises(Problems) as refused:
            in_python(*history)
        assert str(refused.value) == f"history: {problem}"
    with pytest.raises(TypeError, match=r"^expected Decimal, got int$"):
        in_python(one, 2)  # type: ignore[arg-type]


def test_sample_and_population() -> None:
    given = {"history": [2, 4, 4, 4, 5, 5, 7, 9], "lead_time": 1}
    assert result(**given, sd_kind="population")["demand_sd"] == "2"
    assert result(**given)["demand_sd"] == "2.13809"
    assert "√(32 ÷ 8) = 2 件" in formulas(**given, sd_kind="population")
    assert "√(32 ÷ (8 − 1)) ≈ 2.138 件" in formulas(**given)


def test_no_demand() -> None:
    found = result(history=[0, 0, 0], lead_time=3, on_hand=10, period="day", lot_size=5)
    assert found["safety_stock"] == found["reorder_point"] == found["order_qty"] == "0"
    assert found["days_of_supply"] is None
    assert found["cv"] is found["adi"] is found["demand_pattern"] is None
    assert found["fill_rate"] == "1"
    assert "no_demand" in codes(history=[0, 0], lead_time=1)
    assert result(demand_mean=0, demand_sd=5, lead_time=2)["safety_stock"] == "0"


@pytest.mark.parametrize(
    ("history", "pattern", "adi"),
    [
        ([10, 12, 11, 9], "smooth", "1"),
        ([10] * 25 + [0] * 8, "smooth", "1.32"),
        ([10] * 100 + [0] * 33, "intermittent", "1.33"),
        ([3, 17, 3, 17], "erratic", "1"),  # CV² of the population: 0.7² exactly is not over 0.49
        ([0, 30, 0, 0, 2, 0, 0, 55], "lumpy", "2.666667"),
    ],
)
def test_the_pattern_of_demand(history: list[int], pattern: str, adi: str) -> None:
    found = result(history=history, lead_time=1)
    assert (found["demand_pattern"], found["adi"]) == (pattern, adi)


def test_the_limit_of_size_variation_itself_is_smooth() -> None:
    given = {"history": [3, 17, 3, 17], "lead_time": 1, "sd_kind": "population"}
    assert result(**given)["demand_pattern"] == "smooth"


@pytest.mark.parametrize(("sd", "weak"), [("49.9999", False), ("50", True)])
def test_a_wide_variation_is_warned_of(sd: str, *, weak: bool) -> None:
    given = {"demand_mean": "100", "demand_sd": sd, "lead_time": "1"}
    assert ("normal_weak_wide" in codes(**given)) is weak
    assert ("fitting_named" in codes(**given)) is weak


def test_zeros_are_named_as_a_bias() -> None:
    assert said("zeros_in_history", history=[5, 0, 6, 0]).startswith("历史 4 期里有 2 期是 0。")
    assert "zeros_in_history" not in codes(history=[5, 1, 6, 2])
    assert said("zeros_in_history", history=[0, 0, 0]).startswith("历史 3 期里有 3 期是 0。")


def test_a_slow_mover_is_offered_a_poisson_quantile() -> None:
    given = {"demand_mean": "1.5", "demand_sd": "1.2", "lead_time": "2"}
    level = int(stats.poisson.ppf(0.95, 3))
    assert f"平均需求 3 件，有 95% 的把握不超过 {level} 件" in said("fitting_poisson", **given)
    with_review = given | {"review_period": "2", "z": "1.281551566"}
    level = int(stats.poisson.ppf(0.9, 6))
    assert f"平均需求 6 件，有 90% 的把握不超过 {level} 件" in said(
        "fitting_poisson", **with_review
    )


@pytest.mark.parametrize(
    "given",
    [
        {"demand_mean": "3", "demand_sd": "1.7", "lead_time": "2"},
        {"demand_mean": "4", "demand_sd": "2", "lead_time": "1.5"},
        {"history": "4, 4, 1", "lead_time": "2"},  # mean and variance 3, whose root has no end
    ],
)
def test_demand_that_varies_just_as_poisson_s_is_offered_its_quantile(
    given: dict[str, str],
) -> None:
    level = int(stats.poisson.ppf(0.95, 6))
    assert f"平均需求 6 件，有 95% 的把握不超过 {level} 件" in said("fitting_poisson", **given)


def test_demand_that_varies_more_than_poisson_s_is_offered_its_history() -> None:
    for given in (
        {"demand_mean": "4", "demand_sd": "2.000001", "lead_time": "1.5"},
        {"history": "4, 4, 0.999999", "lead_time": "2"},
    ):
        assert "fitting_poisson" not in codes(**given)
    assert "fitting_empirical" in codes(history="4, 4, 0.999999", lead_time="2")


def test_a_poisson_quantile_is_offered_up_to_a_thousand_units() -> None:
    given = {"demand_mean": "4", "demand_sd": "2"}
    level = int(stats.poisson.ppf(0.95, 1000))
    text = said("fitting_poisson", **given, lead_time="250")
    assert f"平均需求 1000 件，有 95% 的把握不超过 {level} 件" in text
    assert "fitting_named" in codes(**given, lead_time="250.000001")


@pytest.mark.parametrize("lead_time", ["1.2", "1.5", "2"])
def test_lumpy_demand_is_offered_what_its_history_shows(lead_time: str) -> None:
    history = [0, 30, 0, 0, 2, 0, 0, 55, 0, 4]
    given = {"history": history, "cycle_service_level": "0.8"}
    runs = sorted(a + b for a, b in pairwise(history))
    kept = runs[math.ceil(0.8 * len(runs)) - 1]
    said_of_runs = f"连续 2 期为一段，共 9 段，有 80% 的段里需求不超过 {kept} 件"
    assert said_of_runs in said("fitting_empirical", **given, lead_time=lead_time)
    reviewed = given | {"lead_time": "1", "review_period": "0.5"}
    assert said_of_runs in said("fitting_empirical", **reviewed)


def test_a_history_as_long_as_the_lead_time_is_one_run() -> None:
    history = [0, 30, 0, 0, 2, 0, 0, 55, 0, 4]
    text = said("fitting_empirical", history=history, lead_time="10")
    assert "连续 10 期为一段，共 1 段，有 95% 的段里需求不超过 91 件" in text


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"lead_time": 1, "lead_time_sd": 1},
        {"lead_time": 11},
        {"lead_time": 0},
        {"lead_time": 1, "sd_lead_time_demand": 5},
    ],
)
def test_a_method_that_cannot_be_worked_out_is_named(more: dict[str, Any]) -> None:
    assert "fitting_named" in codes(history=[0, 30, 0, 0, 2, 0, 0, 55, 0, 4], **more)


# Levels.


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


# A policy in use.


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


# Orders.


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


# What is refused, and how a reply is made.


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
