"""What holds for every request: of pay by its rules, of all calculators by their declarations."""

import json
import math
import random
import re
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators import answer, answer_text, settlement, verify
from calculators.core.kinds import Money, Number
from calculators.core.months import Month
from calculators.core.numbers import parse, plain
from calculators.core.receipts import read, seal, written
from calculators.registry import CALCULATORS, Calculator
from tests.calculators import oracle, random_requests

type Request = dict[str, Any]

AMOUNT = re.compile(r"[0-9,]+\.[0-9]{2}(?![0-9])")
PERCENTS = ("short", "short_free", "long", "half_day", "full_day")
WAGES = ("long_wage", "half_day_wage", "full_day_wage")

LATENESS: st.SearchStrategy[Request] = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["late", "early"]),
        "minutes": st.sampled_from([1, 14, 15, 16]) | st.integers(1, 240),
        "seconds": st.sampled_from([0, 1, 59]),
    }
)
ABSENCE: st.SearchStrategy[Request] = st.sampled_from(["absent_half", "absent_full"]).map(
    lambda kind: {"kind": kind}
)


@st.composite
def months(draw: st.DrawFn) -> Request:
    """Return a request of `settlement` with events, of which there may be none."""
    month = Month(draw(st.sampled_from([2025, 2026, 2027])), draw(st.integers(1, 12)))
    days = st.sampled_from([day.isoformat() for day in month.days])
    events = draw(st.lists(st.tuples(days, LATENESS), max_size=8))
    absent = draw(st.dictionaries(days, ABSENCE, max_size=5))
    return {
        "month": str(month),
        "monthly_wage": draw(st.integers(1, 10**6)),
        "bonus_base": draw(st.integers(0, 10**5)),
        "score": draw(st.integers(0, 100)),
        "events": [{"date": day, **event} for day, event in (*events, *absent.items())],
    }


@st.composite
def pay_requests(draw: st.DrawFn) -> Request:
    """Return any valid request of `settlement`: events or counts, given day rates, huge amounts."""
    return oracle.random_request(random.Random(draw(st.integers(0, 2**32))))


def settled(request: Request) -> dict[str, Any]:
    reply = answer("settlement", request)
    assert "result" in reply, reply
    return reply


def costs(request: Request) -> list[Decimal]:
    """Return what a month costs its employee: each deduction, and the pay that is lacking."""
    result = settled(request)["result"]
    names = ("wage_deduction", "bonus_percent_uncapped", "bonus_deduction")
    return [*(Decimal(result[name]) for name in names), -Decimal(result["pay_before_tax"])]


def grew(before: list[Decimal], after: list[Decimal]) -> bool:
    return all(old <= new for old, new in zip(before, after, strict=True))


@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(request: Request, rng: random.Random) -> None:
    shuffled = rng.sample(request["events"], len(request["events"]))
    first, second = settled(request), settled(request | {"events": shuffled})
    for part in ("result", "steps", "notices"):
        assert first[part] == second[part]


@given(months(), st.data())
def test_a_longer_lateness_never_costs_less(request: Request, data: st.DataObject) -> None:
    late = [n for n, event in enumerate(request["events"]) if "minutes" in event]
    assume(late)
    longer = [dict(event) for event in request["events"]]
    longer[data.draw(st.sampled_from(late))]["minutes"] += data.draw(st.integers(1, 60))
    assert grew(costs(request), costs(request | {"events": longer}))


@given(months(), LATENESS | ABSENCE, st.data())
def test_one_more_event_never_costs_less(
    request: Request, event: Request, data: st.DataObject
) -> None:
    days = [day.isoformat() for day in Month.parse(request["month"]).days]
    more = [*request["events"], {"date": data.draw(st.sampled_from(days)), **event}]
    assume("result" in answer("settlement", request | {"events": more}))
    assert grew(costs(request), costs(request | {"events": more}))


@given(pay_requests())
def test_the_steps_of_a_month_add_up_to_its_result(request: Request) -> None:
    inputs = settlement.Inputs.read(request)
    outcome = settlement.calculate(inputs)
    result, values = outcome.result, {step.key: Decimal(step.value) for step in outcome.steps}
    assert len(values) == len(outcome.steps)

    percent = sum((values.get(key, Decimal(0)) for key in PERCENTS), Decimal(0))
    assert percent == result.bonus_percent_uncapped
    capped = [value for key, value in values.items() if key.startswith("bonus_percent")]
    assert capped in ([], [result.bonus_percent])
    assert result.bonus_percent == (capped[0] if capped else percent) == min(percent, Decimal(100))

    days = sum((values.get(key, Decimal(0)) for key in WAGES), Decimal(0))
    assert days == result.wage_multiplier == values.get("wage_multiplier", days)
    rate = inputs.daily_wage or Fraction(inputs.monthly_wage) / Fraction("21.75")
    taken = values.get("wage_deduction", values.get("wage_deduction_given", Decimal(0)))
    fen = math.floor(Fraction(rate) * Fraction(days) * 100 + Fraction(1, 2))
    assert taken == result.wage_deduction == Decimal(fen).scaleb(-2)
    assert values.get("daily_wage", result.daily_wage) == result.daily_wage

    gross, lost = values["bonus_gross"], values.get("bonus_deduction", Decimal(0))
    assert (gross, lost) == (result.bonus_gross, result.bonus_deduction)
    payable = values.get("bonus_payable", gross)
    assert payable == result.bonus_payable == gross - lost
    pay = inputs.monthly_wage + payable - taken
    assert values["pay_before_tax"] == result.pay_before_tax == pay
    ways = [value for key, value in values.items() if key.startswith("absence_cumulative")]
    assert ways == ([result.absence_cumulative] if result.absence_cumulative else [])


@pytest.fixture(params=list(CALCULATORS.values()), ids=list(CALCULATORS), scope="module")
def calculator(request: pytest.FixtureRequest) -> Calculator:
    chosen: Calculator = request.param
    return chosen


SEEDS = st.integers(0, 2**32).map(random.Random)


@settings(max_examples=60)
@given(rng=SEEDS)
def test_what_is_printed_parses_back_to_the_same(
    calculator: Calculator, rng: random.Random
) -> None:
    reply = answer(calculator.name, random_requests.valid(calculator, rng))
    inputs = calculator.inputs.read(reply["inputs"])
    assert inputs.text() == reply["inputs"]
    for field in calculator.result.fields():
        text = reply["result"][field.name]
        if isinstance(field.kind, Money) and text is not None:
            assert f"{parse(text):.2f}" == text
        elif isinstance(field.kind, Number) and text is not None:
            assert plain(parse(text)) == text
    for step in reply["steps"]:
        if step["unit"] in {"日期", "北京时间"}:
            continue
        assert plain(parse(step["value"])) == plain(Decimal(step["value"]))
        assert "None" not in step["label"] + step["formula"]
        for amount in AMOUNT.findall(step["formula"]) if step["unit"] == "元" else ():
            assert f"{parse(amount):,.2f}" == amount
    receipt = seal(reply, "zh-Hans")
    assert read(written(receipt).encode()) == receipt
    assert verify(written(receipt).encode()) == {"same": True, "differences": []}


@settings(max_examples=60)
@given(rng=SEEDS)
def test_what_is_read_could_be_made_as_well(calculator: Calculator, rng: random.Random) -> None:
    inputs = calculator.inputs.read(random_requests.valid(calculator, rng))
    assert calculator.inputs(**vars(inputs)) == inputs
    assert list(vars(inputs)) == [field.name for field in calculator.inputs.fields()]


@settings(max_examples=60)
@given(rng=SEEDS)
def test_what_is_understood_gives_the_same_bytes_again(
    calculator: Calculator, rng: random.Random
) -> None:
    text = json.dumps(random_requests.valid(calculator, rng))
    first = answer_text(calculator.name, text)
    assert answer_text(calculator.name, json.dumps(json.loads(first)["inputs"])) == first


@settings(max_examples=60)
@given(rng=SEEDS)
def test_notices_never_change_a_figure(calculator: Calculator, rng: random.Random) -> None:
    inputs = calculator.inputs.read(random_requests.valid(calculator, rng))
    told = calculator.calculate(inputs)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("calculators."):
                for own in {"notices", "_notices"} & vars(module).keys():
                    patch.setattr(module, own, lambda *_: ())
        untold = calculator.calculate(inputs)
    assert (told.result, told.steps) == (untold.result, untold.steps)
