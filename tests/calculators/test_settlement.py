"""A month's pay before tax: the example that its page shows, and pay below nothing."""

from decimal import ROUND_FLOOR, localcontext
from typing import Any

from calculators import answer
from calculators.settlement import EXAMPLE


def test_five_times_late() -> None:
    reply = answer("settlement", EXAMPLE)
    result = reply["result"]
    assert result["wage_deduction"] == "1000.00"
    assert result["bonus_deduction"] == "300.00"
    assert result["pay_before_tax"] == "22450.00"
    assert {step["clause"] for step in reply["steps"]} == {"co-4-1-2", "co-4-1-3", "co-4-2-3"}
    assert [rule["name"] for rule in reply["rules"]] == ["attendance", "bonus"]


def test_notices_and_steps_of_both_stand_together() -> None:
    request = {**EXAMPLE, "score": "50", "previous_score": "40"}
    reply = answer("settlement", request)
    codes = [notice["code"] for notice in reply["notices"]]
    assert codes == [
        "consecutive_fail",
        "failing_is_not_incompetence",
        "wage_deduction_beyond_time_not_worked",
        "burden_of_proof",
    ]
    assert [step["formula"] for step in reply["steps"]][-1] == (
        "21,750.00 + 850.00 − 1,000.00 = 21,600.00 元"
    )


def test_pay_below_nothing_stands_with_a_warning() -> None:
    request: dict[str, Any] = {
        "month": "2026-03",
        "monthly_wage": "2175",
        "bonus_base": "0",
        "score": "70",
        "full_day_count": "8",
    }
    reply = answer("settlement", request)
    assert reply["result"]["pay_before_tax"] == "-225.00"
    levels = {notice["code"]: notice["level"] for notice in reply["notices"]}
    assert levels["negative_pay"] == levels["deduction_above_wage"] == "warning"
    nothing = answer("settlement", request | {"monthly_wage": "0"})
    assert nothing["result"]["pay_before_tax"] == "0.00"
    assert "negative_pay" not in {notice["code"] for notice in nothing["notices"]}


def test_pay_never_depends_on_the_callers_decimal_context() -> None:
    request = {**EXAMPLE, "monthly_wage": "123456789.12", "bonus_base": "98765.43"}
    expected = answer("settlement", request)
    with localcontext(prec=4, rounding=ROUND_FLOOR):
        assert answer("settlement", request) == expected
