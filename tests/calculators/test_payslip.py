"""A payslip against the answer: what agrees, what differs by how much, and where it comes from."""

import json
from typing import Any

import pytest

from calculators import answer, cases, check_payslip, payslip_text
from calculators.registry import CALCULATORS
from calculators.settlement import EXAMPLE
from tests import try_cases

RIGHT = {
    "bonus_gross": "2000",
    "wage_deduction": "1000",
    "bonus_deduction": "300",
    "bonus_payable": "1,700.00",
    "pay_before_tax": "22450.00",
}


def checked(**payslip: str) -> dict[str, Any]:
    reply = check_payslip("settlement", {"inputs": EXAMPLE, "payslip": payslip})
    return {line["name"]: line for line in reply["lines"]}


def test_a_right_payslip_agrees_in_every_line() -> None:
    lines = checked(**RIGHT)
    assert list(lines) == list(RIGHT)
    for line in lines.values():
        assert line["same"]
        assert line["said"] == "对得上"
        assert line["payslip"] == line["worked_out"]
        assert not line["follows"]


def test_a_line_that_differs_says_by_how_much_and_at_which_step() -> None:
    line = checked(wage_deduction="1500")["wage_deduction"]
    assert not line["same"]
    assert line["said"] == "多扣了 500.00 元"
    assert (line["payslip"], line["worked_out"]) == ("1,500.00", "1,000.00")
    steps = answer("settlement", EXAMPLE)["steps"]
    assert steps[line["step"]["number"] - 1]["formula"] == line["step"]["formula"]
    assert line["step"]["formula"] == "21,750.00 ÷ 21.75 × 1 = 1,000.00 元"


@pytest.mark.parametrize(
    ("payslip", "said"),
    [
        ({"wage_deduction": "999.99"}, "少扣了 0.01 元"),
        ({"bonus_deduction": "300.01"}, "多扣了 0.01 元"),
        ({"bonus_payable": "1699.99"}, "少发了 0.01 元"),
        ({"pay_before_tax": "22450.01"}, "多发了 0.01 元"),
        ({"pay_before_tax": "￥22,450 元"}, "对得上"),
    ],
)
def test_a_fen_is_a_difference_and_another_way_to_write_is_none(
    payslip: dict[str, str], said: str
) -> None:
    assert [line["said"] for line in checked(**payslip).values()] == [said]


def test_a_total_that_only_carries_on_a_difference_says_so() -> None:
    lines = checked(wage_deduction="1500", bonus_deduction="400", pay_before_tax="21850")
    assert not lines["wage_deduction"]["follows"]
    assert lines["pay_before_tax"]["said"] == "少发了 600.00 元"
    assert lines["pay_before_tax"]["follows"]  # the 100 go through the bonus that is not given
    more = checked(wage_deduction="1500", pay_before_tax="21849.99")
    assert not more["pay_before_tax"]["follows"]


def test_what_is_wrong_with_an_amount_is_said_by_its_line() -> None:
    lines = checked(wage_deduction="一千", tax="1", bonus_deduction="300")
    assert lines["bonus_deduction"]["same"]
    assert lines["wage_deduction"]["problem"] == "工资扣款要填数字（数字和小数点），你填的是 一千"
    assert "tax" in lines["tax"]["problem"]
    refused = {"inputs": {**EXAMPLE, "score": "101"}, "payslip": {"wage_deduction": "1"}}
    assert check_payslip("settlement", refused)["problems"].keys() == {"score"}
    assert payslip_text("settlement", "{").startswith('{"problems"')


def test_only_pay_has_a_payslip() -> None:
    assert {name for name, each in CALCULATORS.items() if each.payslip} == {
        "attendance",
        "bonus",
        "settlement",
    }


@pytest.mark.parametrize("name", ["attendance", "bonus", "settlement"])
def test_the_step_named_is_the_one_that_comes_to_the_amount(name: str) -> None:
    table = cases.read_all(try_cases.CASES)[f"tests/cases/{name}.toml"]
    for case in table.cases:
        inputs = {**table.inputs, **case.inputs}
        reply = answer(name, inputs)
        if "problems" in reply:
            continue
        outputs = [line.output for line in CALCULATORS[name].payslip]
        payslip = {output: reply["result"][output] for output in outputs}
        payslip = {key: value for key, value in payslip.items() if not value.startswith("-")}
        request = json.dumps({"inputs": inputs, "payslip": payslip}, default=str)
        for line in json.loads(payslip_text(name, request))["lines"]:
            assert line["same"]
            if step := line["step"]:
                assert reply["steps"][step["number"] - 1]["value"] == payslip[line["name"]]
            else:
                assert line["worked_out"] == "0.00" or line["name"] == "bonus_payable"
