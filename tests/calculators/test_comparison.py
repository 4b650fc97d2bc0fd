"""Two answers side by side: every output that changed, by how much, and the steps behind it."""

import json
import random
from itertools import pairwise
from typing import Any

import pytest

from calculators import answer, compare, compare_text
from calculators.registry import CALCULATORS
from calculators.settlement import EXAMPLE
from tests.calculators import random_requests


def compared(now: dict[str, Any], name: str = "settlement", before: Any = EXAMPLE) -> Any:
    return compare(name, {"before": before, "now": {**before, **now}})


def test_another_score_changes_the_bonus_and_what_follows_from_it() -> None:
    reply = compared({"score": "90"})
    results = {each["label"]: each for each in reply["results"]}
    assert results["税前应得"] == {
        "label": "税前应得",
        "unit": "元",
        "before": "22,450.00",
        "now": "23,300.00",
        "difference": "+850.00",
        "changed": True,
    }
    assert results["绩效奖金扣减"]["difference"] == "+150.00"
    assert results["工资扣款"]["difference"] == ""
    assert not results["工资扣款"]["changed"]
    assert (results["考核等级"]["before"], results["考核等级"]["now"]) == ("合格", "优秀")
    assert results["考核等级"]["difference"] == ""
    formulas = [(each["before"]["formula"], each["now"]["formula"]) for each in reply["steps"]]
    assert formulas[:2] == [
        ("发放系数 1", "发放系数 1.5"),
        ("2,000.00 × 1 = 2,000.00 元", "2,000.00 × 1.5 = 3,000.00 元"),
    ]
    assert "工资扣款" not in str(formulas)


def test_a_step_that_comes_or_goes_has_no_other_side_and_moves_no_other() -> None:
    without = {**EXAMPLE, "events": EXAMPLE["events"][:1]}
    reply = compared({}, before=without)
    assert reply["steps"] == []
    came = compare("settlement", {"before": without, "now": EXAMPLE})["steps"]
    went = compare("settlement", {"before": EXAMPLE, "now": without})["steps"]
    assert [each["now"] for each in came if each["before"] is None]
    for step in came:
        if step["before"] and step["now"]:
            assert step["before"]["unit"] == step["now"]["unit"]
    key = lambda each: json.dumps(each, sort_keys=True)  # noqa: E731
    turned = ({"before": each["now"], "now": each["before"]} for each in went)
    assert sorted(came, key=key) == sorted(turned, key=key)


def test_what_becomes_less_has_a_minus() -> None:
    reply = compared({"score": "10"})
    assert reply["results"][0]["difference"] == "−850.00"


def test_what_is_unknown_on_one_side_has_no_difference() -> None:
    reply = compared({"minimum_wage": "99999"})
    (one,) = (each for each in reply["results"] if each["label"] == "低于填写的最低工资")
    assert (one["before"], one["now"], one["difference"]) == ("—", "是", "")


@pytest.mark.parametrize("side", ["before", "now"])
def test_what_cannot_be_answered_has_its_problems(side: str) -> None:
    request = {"before": EXAMPLE, "now": EXAMPLE, side: {**EXAMPLE, "score": "100.5"}}
    assert compare("settlement", request) == answer("settlement", request[side])


def test_half_a_request_and_an_unknown_calculator_are_refused() -> None:
    assert set(compare("bonus", {"before": {}})["problems"]) == set(answer("bonus", {})["problems"])
    assert "problems" in compare("tax", {"before": {}, "now": {}})
    assert json.loads(compare_text("bonus", "["))["problems"].keys() == {""}


@pytest.mark.parametrize("name", CALCULATORS)
def test_answers_at_random_say_all_that_changed_and_nothing_else(name: str) -> None:
    rng = random.Random(7)
    requests = [random_requests.valid(CALCULATORS[name], rng) for _ in range(15)]
    for before, now in pairwise(requests):
        reply = compare(name, {"before": before, "now": now})
        then, today = answer(name, before)["result"], answer(name, now)["result"]
        changed = [key for key in today if then[key] != today[key]]
        assert sum(each["changed"] for each in reply["results"]) == len(changed)
        assert compare(name, {"before": now, "now": now})["steps"] == []
