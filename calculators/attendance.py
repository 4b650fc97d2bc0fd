"""Attendance: what lateness, early leave and unexcused absence take from a month's pay.

Source: co-4-1-2 and co-4-1-3 of the commercial-operations manual; figures in `rules/attendance/`,
working days in `rules/calendar/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Annotated, Any

from calculators import attendance_record
from calculators.attendance_account import (
    Account,
    Pay,
    Result,
    absence_of,
    penalties,
    wage_of_day,
)
from calculators.attendance_notices import notices
from calculators.attendance_record import (
    EDITIONS,
    HALF,
    NONE,
    ONE,
    RULES,
    Record,
)
from calculators.attendance_steps import steps
from calculators.attendance_tally import tally
from calculators.core.declaration import About
from calculators.core.kinds import PERSONAL, Money
from calculators.core.numbers import EXACT
from calculators.core.outcome import Notice, Outcome
from calculators.core.payslips import Line
from calculators.core.problems import Problem

__all__ = ["ABOUT", "EXAMPLE", "RULES", "Inputs", "Result", "account_of", "calculate", "price"]

ABOUT: About = "people"
DATED_BY = "month"
PAYSLIP = (
    Line("wage_deduction", "taken"),
    Line("bonus_deduction", "taken"),
    Line("bonus_payable", "paid", {"bonus_gross": 1, "bonus_deduction": -1}),
)
EXAMPLE: Mapping[str, Any] = {**attendance_record.EXAMPLE, "bonus_gross": "2000"}


@dataclass(frozen=True, kw_only=True)
class Inputs(Record):
    """A record and the bonus (CNY) from which percentages are taken."""

    bonus_gross: Annotated[Decimal, Money(), PERSONAL] = NONE

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        month = values.get("month")
        if month is not None and "month" not in problems and values.get("bonus_gross"):
            limits = EDITIONS.in_force(month.first).rules.limits
            if limits.percent_of.choice == "bonus_base":
                problems["bonus_gross"] = Problem("needs_bonus_base")
        return problems


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return what a month's attendance takes from wage and bonus (CNY), in the month's edition.

    Source: co-4-1-2, co-4-1-3. What can be wrong with inputs is raised where `Inputs` is made:
    Problems by field (a month without an edition too), TypeError for a value of another type.

    >>> from calculators.core.months import Month
    >>> outcome = calculate(
    ...     Inputs(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    ... )
    >>> outcome.result.wage_deduction
    Decimal('1000.00')
    """
    outcome = price(inputs, inputs.bonus_gross, inputs.bonus_gross)
    if outcome.result.bonus_percent and not inputs.bonus_gross:
        notice = Notice("info", "no_bonus_to_deduct_from", {})
        return outcome._replace(notices=(*outcome.notices, notice))
    return outcome


def price(inputs: Record, bonus_gross: Decimal, bonus_base: Decimal) -> Outcome[Result]:
    """Return what the attendance on record takes from the wage and from a bonus (CNY).

    `bonus_base` is the bonus before its coefficient: percentages are of the one or the other.

    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), short_count=4)
    >>> price(month, Decimal(2000), Decimal(2000)).result.bonus_deduction
    Decimal('100.00')
    """
    with localcontext(EXACT):
        account = account_of(inputs, bonus_gross, bonus_base)
        return Outcome(
            result=account.result,
            steps=tuple(steps(account)),
            notices=tuple(notices(account)),
            rules=(account.edition,),
        )


def account_of(inputs: Record, bonus_gross: Decimal, bonus_base: Decimal) -> Account:
    """Return what the attendance on record comes to (CNY, days); `price` puts it into steps.

    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    >>> account_of(month, Decimal(0), Decimal(0)).pay
    Decimal('20750.00')
    """
    edition = EDITIONS.in_force(inputs.month.first)
    rules = edition.rules
    counts = tally(inputs, rules)

    occurred = penalties(rules, counts)
    percent_uncapped = counts.charged * rules.short.bonus_percent.value + sum(
        [count * penalty.bonus_percent.value for _, penalty, count in occurred], NONE
    )
    multiplier = sum(
        [count * penalty.wage_multiplier.value for _, penalty, count in occurred], NONE
    )
    deemed = counts.long * rules.long.absence_days.value
    actual = counts.half_day * HALF + counts.full_day
    absence = absence_of(inputs, rules, actual, deemed)

    day_wage = wage_of_day(inputs, rules)
    taken = Pay(inputs, rules, bonus_gross, bonus_base).deductions(percent_uncapped, multiplier)
    bonus_payable = bonus_gross - taken.bonus
    pay = inputs.monthly_wage + bonus_payable - taken.wage
    result = Result.joined(
        short_count=counts.short,
        charged_count=counts.charged,
        long_count=counts.long,
        half_day_count=counts.half_day,
        full_day_count=counts.full_day,
        bonus_percent_uncapped=percent_uncapped,
        bonus_percent=taken.percent,
        wage_multiplier=multiplier,
        daily_wage=day_wage.of(ONE),
        wage_deduction=taken.wage,
        bonus_deduction=taken.bonus,
        bonus_payable=bonus_payable,
        absence_days_actual=actual,
        absence_days_deemed=deemed,
        absence_cumulative=absence.cumulative,
        absence_longest_run=None if counts.run is None else counts.run.days,
        may_terminate_consecutive=(
            None
            if counts.run is None
            else counts.run.days > rules.termination.consecutive_days.value
        ),
        may_terminate_cumulative=absence.beyond(rules.termination.cumulative_days.value),
        wage_deduction_beyond_time_not_worked=day_wage.of(max(NONE, multiplier - actual)),
        below_minimum_wage=None if inputs.minimum_wage is None else pay < inputs.minimum_wage,
    )
    return Account(
        inputs=inputs,
        edition=edition,
        rules=rules,
        counts=counts,
        penalties=occurred,
        absence=absence,
        result=result,
        bonus_gross=bonus_gross,
        bonus_base=bonus_base,
    )
