"""Settlement: a month's pay before tax, from its score and its attendance.

Joins `bonus` (co-4-2-3) and `attendance` (co-4-1-2, co-4-1-3); it has no figures of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from calculators import attendance, attendance_record, bonus
from calculators.core.declaration import About
from calculators.core.kinds import Money
from calculators.core.numbers import EXACT
from calculators.core.outcome import Notice, Outcome, Step
from calculators.core.payslips import Line

RULES = (*attendance_record.RULES, *bonus.RULES)
ABOUT: About = "people"
DATED_BY = "month"
PAYSLIP = (
    *bonus.PAYSLIP,
    *attendance.PAYSLIP,
    Line("pay_before_tax", "paid", {"bonus_payable": 1, "wage_deduction": -1}),
)
EXAMPLE: Mapping[str, Any] = {**attendance_record.EXAMPLE, "bonus_base": "2000", "score": "70"}


@dataclass(frozen=True, kw_only=True)
class Inputs(attendance_record.Record, bonus.Inputs):
    """All that `bonus` and `attendance` ask for, but for the bonus that the one hands the other."""


@dataclass(frozen=True, kw_only=True)
class Result(attendance.Result, bonus.Result):
    """Both results, and monthly wage + bonus payable − wage deduction (CNY), which may be < 0."""

    pay_before_tax: Annotated[Decimal, Money()]

    headline: ClassVar[tuple[str, ...]] = (
        "pay_before_tax",
        "wage_deduction",
        "bonus_deduction",
        "bonus_payable",
    )


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return a month's pay before tax (CNY) and how it comes about, in the month's editions.

    Source: co-4-1-2, co-4-1-3, co-4-2-3. What can be wrong with inputs is raised where `Inputs` is
    made: Problems by field (a month without an edition too), TypeError for another type.

    >>> from calculators.core.months import Month
    >>> outcome = calculate(
    ...     Inputs(
    ...         month=Month(2026, 3),
    ...         monthly_wage=Decimal(21750),
    ...         bonus_base=Decimal(2000),
    ...         score=Decimal(70),
    ...         short_count=4,
    ...     )
    ... )
    >>> outcome.result.bonus_deduction, outcome.result.pay_before_tax
    (Decimal('100.00'), Decimal('23650.00'))
    """
    earned = bonus.calculate(inputs)
    taken = attendance.price(inputs, earned.result.bonus_gross, inputs.bonus_base)
    gross = EXACT.add(inputs.monthly_wage, taken.result.bonus_payable)
    pay = EXACT.subtract(gross, taken.result.wage_deduction)
    result = Result.joined(earned.result, taken.result, pay_before_tax=pay)
    total = Step.money(
        "pay_before_tax",
        pay,
        earned.steps[-1].clause,
        wage=inputs.monthly_wage,
        bonus=result.bonus_payable,
        deduction=result.wage_deduction,
        pay=pay,
    )
    return Outcome(
        result=result,
        steps=(*earned.steps, *taken.steps, total),
        notices=(*earned.notices, *taken.notices, *_notices(pay)),
        rules=(*taken.rules, *earned.rules),
    )


def _notices(pay: Decimal) -> tuple[Notice, ...]:
    return (Notice("warning", "negative_pay", {"pay": pay}),) if pay < 0 else ()
