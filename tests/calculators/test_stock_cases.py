"""Stock cases of textbooks and of other systems, their field names mapped to ours."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from calculators import answer

# The other kinds show where the field goes on: production, discounts, exact (r, Q) policies.
IN_SCOPE = {
    "z",
    "rop_from_ltd",
    "rop_demand_var",
    "rop_leadtime_var",
    "rop_both_var",
    "safety_stock_from_history",
    "periodic_order_qty",
    "eoq",
    "order_multiple",
    "turnover",
}
CASES: list[dict[str, Any]] = [
    case
    for case in json.loads(
        (Path(__file__).parents[1] / "cases" / "stock.json").read_text(encoding="utf-8")
    )
    if case["kind"] in IN_SCOPE
]
OURS = {"reorder_point_rounded_up": "reorder_point_units", "mean": "demand_mean", "sd": "demand_sd"}


def request_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case's inputs under our names; a rate a year becomes one a week or a day."""
    given = {name: each["value"] for name, each in case["inputs"].items()}
    units = " ".join(each["unit"] for each in case["inputs"].values())
    if case["kind"] == "turnover":
        return given
    for word in ("day", "week", "month"):
        if word in units:
            given["period"] = word
    if "z" in given:
        given.pop("cycle_service_level", None)
    if "monthly_demand" in given:
        given["history"] = given.pop("monthly_demand")
    if (rate := given.pop("demand_rate", None)) is not None:
        given |= {"demand_mean": rate / 52, "period": "week"} if rate % 52 == 0 else {}
        given |= {"demand_mean": rate / 365, "period": "day"} if rate % 365 == 0 else {}
    if "shortfall_to_max" in given:
        level = given.pop("shortfall_to_max")
        rounding = {"floor": "down", "ceil": "up"}[given.pop("rule")]
        given |= {"max_level": level, "reorder_point": level, "on_hand": 0}
        given |= {"order_multiple": given.pop("multiple"), "multiple_rounding": rounding}
    return given


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['kind']}")
def test_known_answer(case: dict[str, Any]) -> None:
    name = "turnover" if case["kind"] == "turnover" else "reorder"
    reply = answer(name, request_of(case))
    assert "result" in reply, reply
    for field, value in case["expected"].items():
        tolerance = case["tolerance"]
        if isinstance(tolerance, dict):
            tolerance = tolerance[field]
        found = reply["result"][OURS.get(field, field)]
        assert math.isclose(float(found), value, rel_tol=0, abs_tol=tolerance + 1e-12), field
