"""Attendance: what lateness, early leave and unexcused absence take from a month's pay.

Source: co-4-1-2 and co-4-1-3 of the commercial-operations manual; figures in `rules/attendance/`,
working days in `rules/calendar/`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from calculators import attendance_record
from calculators.attendance_record import (
    EDITIONS,
    HALF,
    NONE,
    RULES,
    Penalty,
    Record,
    Rules,
    absence_by_day,
    just_over,
    tally,
)
from calculators.core.declaration import Declared
from calculators.core.kinds import Choice, Count, Flag, Money, Number
from calculators.core.numbers import EXACT, percent_of, plain, to_fen
from calculators.core.outcome import Notice, Outcome, Step
from calculators.core.workdays import work_calendar

__all__ = ["EXAMPLE", "RULES", "Inputs", "Result", "calculate", "price"]

EXAMPLE: Mapping[str, Any] = {**attendance_record.EXAMPLE, "bonus_gross": "2000"}


@dataclass(frozen=True, kw_only=True)
class Inputs(Record):
    """A record and the bonus (CNY) from which percentages are taken."""

    bonus_gross: Annotated[Decimal, Money()] = NONE


@dataclass(frozen=True, kw_only=True)
class Result(Declared):
    """Counts, what they take from wage and bonus (CNY), and where absence stands (days)."""

    short_count: Annotated[int, Count()]
    charged_count: Annotated[int, Count()]
    long_count: Annotated[int, Count()]
    half_day_count: Annotated[int, Count()]
    full_day_count: Annotated[int, Count()]
    bonus_percent_uncapped: Annotated[Decimal, Number()]
    bonus_percent: Annotated[Decimal, Number()]
    wage_multiplier: Annotated[Decimal, Number()]
    daily_wage: Annotated[Decimal, Money()]
    wage_deduction: Annotated[Decimal, Money()]
    bonus_deduction: Annotated[Decimal, Money()]
    bonus_payable: Annotated[Decimal, Money()]
    absence_days_actual: Annotated[Decimal, Number()]
    absence_days_deemed: Annotated[Decimal, Number()]
    absence_cumulative: Annotated[Decimal, Number()]
    absence_longest_run: Annotated[Decimal | None, Number()]
    may_terminate_consecutive: Annotated[bool | None, Flag()]
    may_terminate_cumulative: Annotated[str, Choice()]
    wage_deduction_beyond_time_not_worked: Annotated[Decimal, Money()]
    below_minimum_wage: Annotated[bool | None, Flag()]

    headline: ClassVar[tuple[str, ...]] = ("wage_deduction", "bonus_percent", "bonus_deduction")


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
    outcome = price(inputs, inputs.bonus_gross)
    if outcome.result.bonus_percent and not inputs.bonus_gross:
        notice = Notice("info", "no_bonus_to_deduct_from", {})
        return replace(outcome, notices=(*outcome.notices, notice))
    return outcome


def price(inputs: Record, bonus_gross: Decimal) -> Outcome[Result]:
    """Return what the attendance on record takes from the wage and from a bonus (CNY).

    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), short_count=4)
    >>> price(month, Decimal(2000)).result.bonus_deduction
    Decimal('100.00')
    """
    with localcontext(EXACT):
        return _price(inputs, bonus_gross)


def _price(inputs: Record, bonus_gross: Decimal) -> Outcome[Result]:
    edition = EDITIONS.in_force(inputs.month.first)
    rules = edition.rules
    counts = tally(inputs, rules)

    charged = max(0, counts.short - int(rules.short.free_count.value))
    occurred = (
        (rules.long, counts.long),
        (rules.half_day, counts.half_day),
        (rules.full_day, counts.full_day),
    )
    percent_uncapped = charged * rules.short.bonus_percent.value + sum(
        (count * penalty.bonus_percent.value for penalty, count in occurred), NONE
    )
    percent = min(percent_uncapped, rules.limits.bonus_percent.value)
    multiplier = sum((count * penalty.wage_multiplier.value for penalty, count in occurred), NONE)
    deemed = counts.long * rules.long.absence_days.value
    actual = counts.half_day * HALF + counts.full_day

    day_wage = _day_wage(inputs, rules)
    wage_deduction = to_fen(day_wage * Fraction(multiplier))
    bonus_deduction = percent_of(bonus_gross, percent)
    bonus_payable = bonus_gross - bonus_deduction
    pay = inputs.monthly_wage + bonus_payable - wage_deduction
    result = Result(
        short_count=counts.short,
        charged_count=charged,
        long_count=counts.long,
        half_day_count=counts.half_day,
        full_day_count=counts.full_day,
        bonus_percent_uncapped=percent_uncapped,
        bonus_percent=percent,
        wage_multiplier=multiplier,
        daily_wage=to_fen(day_wage),
        wage_deduction=wage_deduction,
        bonus_deduction=bonus_deduction,
        bonus_payable=bonus_payable,
        absence_days_actual=actual,
        absence_days_deemed=deemed,
        absence_cumulative=(inputs.prior_absence_days + inputs.prior_deemed_days + actual + deemed),
        absence_longest_run=counts.longest_run,
        may_terminate_consecutive=(
            None
            if counts.longest_run is None
            else counts.longest_run > rules.termination.consecutive_days.value
        ),
        may_terminate_cumulative=_may_terminate_cumulative(inputs, rules, actual, deemed),
        wage_deduction_beyond_time_not_worked=to_fen(
            day_wage * Fraction(max(NONE, multiplier - actual))
        ),
        below_minimum_wage=None if inputs.minimum_wage is None else pay < inputs.minimum_wage,
    )
    return Outcome(
        result=result,
        steps=tuple(_steps(inputs, rules, result, bonus_gross)),
        notices=tuple(_notices(inputs, rules, result, pay)),
        rules=(edition,),
    )


def _day_wage(inputs: Record, rules: Rules) -> Fraction:
    """Return the exact wage (CNY) of a day: rounded only where a total is made."""
    if inputs.daily_wage is not None:
        return Fraction(inputs.daily_wage)
    return Fraction(inputs.monthly_wage) / Fraction(rules.daily_wage.pay_divisor.value)


def _may_terminate_cumulative(
    inputs: Record, rules: Rules, actual: Decimal, deemed: Decimal
) -> str:
    limit = rules.termination.cumulative_days.value
    actual += inputs.prior_absence_days
    if actual > limit:
        return "actual"
    return "only_with_deemed" if actual + inputs.prior_deemed_days + deemed > limit else "none"


def _steps(inputs: Record, rules: Rules, result: Result, bonus_gross: Decimal) -> Iterator[Step]:
    yield from _percent_steps(rules, result)
    yield from _wage_steps(inputs, rules, result)
    if result.bonus_percent and bonus_gross:
        clause = _percent_clause(rules, result)
        amounts = {
            "gross": bonus_gross,
            "percent": result.bonus_percent,
            "deduction": result.bonus_deduction,
            "payable": result.bonus_payable,
        }
        yield Step.money("bonus_deduction", result.bonus_deduction, clause, **amounts)
        yield Step.money("bonus_payable", result.bonus_payable, clause, **amounts)
    yield from _absence_steps(inputs, rules, result)


def _penalties(rules: Rules, result: Result) -> list[tuple[str, Penalty, int]]:
    """Return the penalties that applied: the key of their step, the rule, how often."""
    each = (
        ("long", rules.long, result.long_count),
        ("half_day", rules.half_day, result.half_day_count),
        ("full_day", rules.full_day, result.full_day_count),
    )
    return [(key, penalty, count) for key, penalty, count in each if count]


def _percent_clause(rules: Rules, result: Result) -> str:
    """Return the first clause that took a percentage of the bonus."""
    applied = _penalties(rules, result)
    return rules.short.clause if result.charged_count or not applied else applied[0][1].clause


def _percent_steps(rules: Rules, result: Result) -> Iterator[Step]:
    minutes = rules.short.within_minutes.value
    parts: list[Decimal] = []
    if result.short_count:
        parts.append(result.charged_count * rules.short.bonus_percent.value)
        yield Step.number(
            "short" if result.charged_count else "short_free",
            parts[-1],
            rules.short.clause,
            minutes=minutes,
            count=result.short_count,
            free=rules.short.free_count.value,
            charged=result.charged_count,
            percent=rules.short.bonus_percent.value,
        )
    for key, penalty, count in _penalties(rules, result):
        percent = penalty.bonus_percent.value
        total = count * percent
        parts.append(total)
        yield Step.number(
            key, total, penalty.clause, minutes=minutes, count=count, percent=percent, total=total
        )
    parts = [part for part in parts if part]
    capped = result.bonus_percent < result.bonus_percent_uncapped
    if len(parts) > 1 or capped:
        alone = "_alone" if len(parts) == 1 else ""
        yield Step.number(
            f"bonus_percent_capped{alone}" if capped else "bonus_percent",
            result.bonus_percent,
            _percent_clause(rules, result),
            terms=" + ".join(f"{plain(part)}%" for part in parts),
            sum=result.bonus_percent_uncapped,
            limit=rules.limits.bonus_percent.value,
        )


def _wage_steps(inputs: Record, rules: Rules, result: Result) -> Iterator[Step]:
    taking = [each for each in _penalties(rules, result) if each[1].wage_multiplier.value]
    if not taking:
        return
    days: list[Decimal] = []
    for key, penalty, count in taking:
        multiplier = penalty.wage_multiplier.value
        days.append(count * multiplier)
        yield Step.number(
            f"{key}_wage",
            days[-1],
            penalty.clause,
            minutes=rules.short.within_minutes.value,
            count=count,
            multiplier=multiplier,
            days=days[-1],
        )
    clause = taking[0][1].clause
    if len(days) > 1:
        terms = " + ".join(map(plain, days))
        total = result.wage_multiplier
        yield Step.number("wage_multiplier", total, clause, terms=terms, days=total)
    amounts = {
        "wage": inputs.monthly_wage,
        "divisor": rules.daily_wage.pay_divisor.value,
        "daily_wage": result.daily_wage,
        "sign": "=" if result.daily_wage == _day_wage(inputs, rules) else "≈",
        "multiplier": result.wage_multiplier,
        "deduction": result.wage_deduction,
    }
    given = inputs.daily_wage is not None
    if not given:
        yield Step.money("daily_wage", result.daily_wage, clause, **amounts)
    yield Step.money(
        "wage_deduction_given" if given else "wage_deduction",
        result.wage_deduction,
        clause,
        **amounts,
    )


def _absence_steps(inputs: Record, rules: Rules, result: Result) -> Iterator[Step]:
    termination = rules.termination
    if result.absence_longest_run:
        yield Step.number(
            "absence_longest_run",
            result.absence_longest_run,
            termination.clause,
            days=result.absence_longest_run,
            limit=termination.consecutive_days.value,
        )
    if result.absence_cumulative:
        yield Step.number(
            "absence_cumulative",
            result.absence_cumulative,
            termination.clause,
            actual=inputs.prior_absence_days + result.absence_days_actual,
            deemed=inputs.prior_deemed_days + result.absence_days_deemed,
            sum=result.absence_cumulative,
            limit=termination.cumulative_days.value,
        )


def _notices(inputs: Record, rules: Rules, result: Result, pay: Decimal) -> Iterator[Notice]:
    yield from _pay_notices(inputs, rules, result, pay)
    yield from _absence_notices(inputs, rules, result)
    yield from _date_notices(inputs, rules)


def _pay_notices(inputs: Record, rules: Rules, result: Result, pay: Decimal) -> Iterator[Notice]:
    """Yield what the law says to what is taken from pay; only what applies."""
    if beyond := result.wage_deduction_beyond_time_not_worked:
        yield Notice("warning", "wage_deduction_beyond_time_not_worked", {"amount": beyond})
    if result.wage_deduction > inputs.monthly_wage:
        yield Notice(
            "warning",
            "deduction_above_wage",
            {"deduction": result.wage_deduction, "wage": inputs.monthly_wage},
        )
    percent = rules.loss_compensation.wage_percent.value
    line = percent_of(inputs.monthly_wage, percent)
    if result.wage_deduction > line:
        taken = {"deduction": result.wage_deduction, "percent": percent, "line": line}
        yield Notice("info", "loss_compensation_line", taken)
    if result.below_minimum_wage:
        values = {"pay": pay, "minimum": inputs.minimum_wage}
        yield Notice("warning", "below_minimum_wage", values)
    terminates = result.may_terminate_consecutive or result.may_terminate_cumulative == "actual"
    if (result.wage_deduction or result.bonus_deduction) and not terminates:
        yield Notice("info", "burden_of_proof", {})  # the right to terminate says so itself


def _absence_notices(inputs: Record, rules: Rules, result: Result) -> Iterator[Notice]:
    """Yield what absence gives a right to, what it does not, and what could not be judged."""
    if result.may_terminate_consecutive:
        days = result.absence_longest_run
        yield Notice("warning", "may_terminate_consecutive", {"days": days})
    if result.may_terminate_cumulative == "actual":
        days = inputs.prior_absence_days + result.absence_days_actual
        yield Notice("warning", "may_terminate_cumulative", {"days": days})
    if result.may_terminate_cumulative == "only_with_deemed":
        yield Notice("warning", "only_with_deemed", {})
    halves, whole = 2 * rules.half_day.wage_multiplier.value, rules.full_day.wage_multiplier.value
    if result.half_day_count > 1 and halves > whole:
        values = {"count": result.half_day_count, "halves": halves, "whole": whole}
        yield Notice("info", "two_halves_cost_more", values)
    if result.absence_longest_run is None and not inputs.has_counts:
        yield Notice("info", "no_work_calendar", {"year": inputs.month.year})
    elif result.absence_longest_run is None and result.absence_days_actual:
        yield Notice("info", "longest_run_not_given", {})
    earlier = max(inputs.prior_absence_days, inputs.prior_run_days)
    if (inputs.longest_run or 0) > result.absence_days_actual + earlier:
        values = {"run": inputs.longest_run, "days": result.absence_days_actual}
        yield Notice("warning", "longest_run_beyond_counts", values)


def _date_notices(inputs: Record, rules: Rules) -> Iterator[Notice]:
    """Yield dates that should be checked against the clock and the calendar."""
    minutes = rules.short.within_minutes.value
    if over := just_over(inputs, minutes):
        values = {"days": _listed(over), "minutes": minutes}
        yield Notice("info", "just_over_limit", values)
    calendar = work_calendar(inputs.month.year)
    rest = [day for day in absence_by_day(inputs) if calendar and not calendar.is_workday(day)]
    if rest:
        yield Notice("warning", "absent_on_rest_day", {"days": _listed(rest)})
    if inputs.month.month == 1 and (
        inputs.prior_absence_days or inputs.prior_deemed_days or inputs.prior_run_days
    ):
        yield Notice("warning", "prior_in_january", {"year": inputs.month.year})


def _listed(days: Iterable[date]) -> str:
    """Return dates as readers see them, each once, in order."""
    return "、".join(day.isoformat() for day in sorted(set(days)))
