"""A history of demand: as people write it, its statistics, its pattern and what fits it."""

import math
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from scipy import stats

from calculators.core.problems import Problems
from calculators.stock_record import Inputs
from tests.calculators.stock import codes, formulas, problems, reorder, result, said

SERIES = "要写成一串不小于 0 的数，用逗号、空格或换行隔开；"


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
