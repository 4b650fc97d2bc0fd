"""The steps of a reorder plan, whole: clause, label and formula as readers see them."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculators import answer

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "reorder_steps.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_steps_of_a_plan(case: dict[str, Any]) -> None:
    steps = answer("reorder", case["inputs"])["steps"]
    assert [f"{each['clause']} {each['label']}：{each['formula']}" for each in steps] == case[
        "steps"
    ]
