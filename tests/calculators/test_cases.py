"""The cases with known answers, and random months against an independent implementation."""

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculators import answer, answer_text
from tests.calculators import oracle

PARTS = pytest.mark.parametrize("part", range(10), ids=lambda part: f"part{part}")

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "pay.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_known_answer(case: dict[str, Any]) -> None:
    reply = json.loads(answer_text(case["calculator"], json.dumps(case["inputs"])))
    result = reply["result"]
    assert {name: result[name] for name in case["expected"]} == case["expected"]


@PARTS
def test_random_months_agree_with_the_independent_implementation(part: int) -> None:
    rng = random.Random(20260101 + part)
    for _ in range(300):
        request = oracle.random_request(rng)
        assert answer("settlement", request)["result"] == oracle.settlement(request), request


@PARTS
def test_what_is_understood_gives_the_same_reply_again(part: int) -> None:
    rng = random.Random(20260111 + part)
    for _ in range(30):
        reply = answer("settlement", oracle.random_request(rng))
        assert answer("settlement", reply["inputs"]) == reply


@PARTS
def test_settlement_is_bonus_and_attendance_joined(part: int) -> None:
    rng = random.Random(20260121 + part)
    for _ in range(30):
        request = oracle.random_request(rng)
        settled = answer("settlement", request)["result"]
        earned = answer("bonus", _only(request, "month", "bonus_base", "score", "previous_score"))
        record = {k: v for k, v in request.items() if k not in {"bonus_base", "score"}}
        record.pop("previous_score", None)
        gross = earned["result"]["bonus_gross"]
        if len(gross) > len("999999999999.99"):
            continue  # more than a request may carry
        taken = answer("attendance", {**record, "bonus_gross": gross})
        pay = settled.pop("pay_before_tax")
        assert settled == earned["result"] | taken["result"]
        wage, bonus, deduction = (
            Decimal(text)
            for text in (
                taken["inputs"]["monthly_wage"],
                taken["result"]["bonus_payable"],
                taken["result"]["wage_deduction"],
            )
        )
        assert Decimal(pay) == wage + bonus - deduction


def _only(request: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: request[name] for name in names if name in request}
