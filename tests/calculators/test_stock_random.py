"""Random articles against scipy and stockpyl, whose formulas are written by others."""

import math
import random
import statistics
from typing import Any

import pytest
from scipy import stats
from stockpyl.eoq import economic_order_quantity
from stockpyl.loss_functions import normal_loss

from calculators import answer
from tests.calculators.stock import reorder, result


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
