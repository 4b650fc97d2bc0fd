"""A payslip held against the answer: which of its lines differ, by how much, and at which step."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculators.core.kinds import Money
from calculators.core.numbers import EXACT
from calculators.core.outcome import Outcome
from calculators.core.payslips import Line
from calculators.core.problems import Problem, Problems
from calculators.core.words import Words
from calculators.door import Reply, opened, text_door
from calculators.registry import Calculator

_AMOUNT = Money()


def check_payslip(name: str, request: object) -> Reply:
    """Return how the amounts of a `payslip`, by output, differ from the answer to `inputs`.

    Amounts are compared exactly. A total that differs by no more than the lines that it is made of
    says so; one that cannot be read has a `problem` and keeps no other from being compared. Never
    raises: `problems` are those of the request.

    >>> inputs = {"month": "2026-03", "bonus_base": "1000", "score": "90"}
    >>> request = {"inputs": inputs, "payslip": {"bonus_gross": "1200"}}
    >>> check_payslip("bonus", request)["lines"][0]["said"]
    '少发了 300.00 元'
    """
    sides = request if isinstance(request, Mapping) else {}
    payslip = sides.get("payslip")
    said = payslip if isinstance(payslip, Mapping) else {}

    def respond(calculator: Calculator, inputs: Any, language: Words) -> Reply:
        amounts, problems = _amounts(calculator, said)
        lines = _lines(calculator, calculator.calculate(inputs), amounts, language)
        unread = language.problems(Problems(problems)).items()
        return {"lines": lines + [{"name": name, "problem": text} for name, text in unread]}

    return opened(name, sides.get("inputs"), respond)


def payslip_text(name: str, request: str) -> str:
    """Return how a payslip differs from an answer as one line of JSON, both as text.

    >>> payslip_text("bonus", "{")
    '{"problems": {"": "不是有效的 JSON（第 1 行第 2 个字符附近），请检查括号、引号和逗号"}}'
    """
    return text_door(name, request, check_payslip)


def _amounts(
    calculator: Calculator, payslip: Mapping[str, object]
) -> tuple[dict[str, Decimal], dict[str, Problem]]:
    """Return the amounts that a payslip gives, and what cannot be read of it, by output."""
    names = tuple(line.output for line in calculator.payslip)
    amounts: dict[str, Decimal] = {}
    problems: dict[str, Problem] = {}
    for name, raw in payslip.items():
        if name not in names:
            problems[name] = Problem("unknown_field", field=name, names=names)
        elif raw not in (None, ""):
            try:
                amounts[name] = _AMOUNT.read(raw)
            except Problem as problem:
                problems[name] = problem
    return amounts, problems


def _lines(
    calculator: Calculator, outcome: Outcome[Any], amounts: Mapping[str, Decimal], language: Words
) -> list[Reply]:
    """Return each line of the payslip beside what was worked out, in the answer's order."""
    lines = []
    differences: dict[str, Decimal] = {}  # of lines that the payslip leaves out: what theirs make
    for line in calculator.payslip:
        parts = ((sign, differences.get(part, Decimal(0))) for part, sign in line.made_of.items())
        expected = sum((sign * each for sign, each in parts), Decimal(0))
        amount = amounts.get(line.output)
        if amount is None:
            differences[line.output] = expected
            continue
        worked_out = getattr(outcome.result, line.output)
        difference = EXACT.subtract(amount, worked_out)
        differences[line.output] = difference
        lines.append(
            {
                "name": line.output,
                "label": language.field(line.output)["label"],
                "payslip": language.say("payslip", "amount", amount=amount),
                "worked_out": language.say("payslip", "amount", amount=worked_out),
                "same": difference == 0,
                "said": language.say("payslip", _verdict(line, difference), by=abs(difference)),
                "follows": difference != 0 and difference == expected,
                "step": _step(line, outcome, language),
            }
        )
    return lines


def _verdict(line: Line, difference: Decimal) -> str:
    """Return the key of the sentence about a difference."""
    if difference == 0:
        return "same"
    return f"{line.sense}_{'more' if difference > 0 else 'less'}"


def _step(line: Line, outcome: Outcome[Any], language: Words) -> Reply | None:
    """Return the step that works an output out, with its number; none where there was nothing to.

    The key of such a step is the output's name, or begins with it where rules are read otherwise.
    """
    for number, step in enumerate(outcome.steps, 1):
        if step.key == line.output or step.key.startswith(f"{line.output}_"):
            return {"number": number, **language.step(step), "clause": step.clause}
    return None
