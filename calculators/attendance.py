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
)
from calculators.attendance_tally import Tally, absence_by_day, just_over, tally
from calculators.core.declaration import Declared
from calculators.core.kinds import Choice, Count, Flag, Money, Number
from calculators.core.numbers import EXACT, percent_of, plain, to_fen
from calculators.core.outcome import Notice, Outcome, Step, Term
from calculators.core.problems import Problem
from calculators.core.workdays import work_calendar

__all__ = ["EXAMPLE", "RULES", "Inputs", "Result", "calculate", "price"]

EXAMPLE: Mapping[str, Any] = {**attendance_record.EXAMPLE, "bonus_gross": "2000"}


@dataclass(frozen=True, kw_only=True)
class Inputs(Record):
    """A record and the bonus (CNY) from which percentages are taken."""

    bonus_gross: Annotated[Decimal, Money()] = NONE

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        month = values.get("month")
        if month is not None and "month" not in problems and values.get("bonus_gross"):
            limits = EDITIONS.in_force(month.first).rules.limits
            if limits.percent_of.choice == "bonus_base":
                problems["bonus_gross"] = Problem("needs_bonus_base")
        return problems


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
    outcome = price(inputs, inputs.bonus_gross, inputs.bonus_gross)
    if outcome.result.bonus_percent and not inputs.bonus_gross:
        notice = Notice("info", "no_bonus_to_deduct_from", {})
        return replace(outcome, notices=(*outcome.notices, notice))
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
        return _price(inputs, bonus_gross, bonus_base)


def _price(inputs: Record, bonus_gross: Decimal, bonus_base: Decimal) -> Outcome[Result]:
    edition = EDITIONS.in_force(inputs.month.first)
    rules = edition.rules
    counts = tally(inputs, rules)

    occurred = _penalties(rules, counts)
    percent_uncapped = counts.charged * rules.short.bonus_percent.value + sum(
        (count * penalty.bonus_percent.value for _, penalty, count in occurred), NONE
    )
    capped = rules.limits.cap.choice == "capped"
    percent = percent_uncapped
    if capped:
        percent = min(percent, rules.limits.bonus_percent.value)
    multiplier = sum(
        (count * penalty.wage_multiplier.value for _, penalty, count in occurred), NONE
    )
    deemed = counts.long * rules.long.absence_days.value
    actual = counts.half_day * HALF + counts.full_day
    absence = _absence(inputs, rules, actual, deemed)

    day_wage = _day_wage(inputs, rules)
    wage_deduction = to_fen(day_wage * Fraction(multiplier))
    of_base = rules.limits.percent_of.choice == "bonus_base"
    bonus_deduction = percent_of(bonus_base if of_base else bonus_gross, percent)
    if capped:
        bonus_deduction = min(bonus_deduction, bonus_gross)
    bonus_payable = bonus_gross - bonus_deduction
    pay = inputs.monthly_wage + bonus_payable - wage_deduction
    result = Result(
        short_count=counts.short,
        charged_count=counts.charged,
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
        absence_cumulative=absence.cumulative,
        absence_longest_run=counts.longest_run,
        may_terminate_consecutive=(
            None
            if counts.longest_run is None
            else counts.longest_run > rules.termination.consecutive_days.value
        ),
        may_terminate_cumulative=absence.beyond(rules.termination.cumulative_days.value),
        wage_deduction_beyond_time_not_worked=to_fen(
            day_wage * Fraction(max(NONE, multiplier - actual))
        ),
        below_minimum_wage=None if inputs.minimum_wage is None else pay < inputs.minimum_wage,
    )
    return Outcome(
        result=result,
        steps=(
            *_percent_steps(rules, counts, result),
            *_wage_steps(inputs, rules, counts, result),
            *_bonus_steps(rules, counts, result, bonus_gross, bonus_base),
            *_absence_steps(rules, absence, result),
        ),
        notices=tuple(_notices(inputs, rules, absence, result, pay)),
        rules=(edition,),
    )


@dataclass(frozen=True, slots=True)
class _Absence:
    """Absence (days) that counts towards the cumulative limit, and since when (a term)."""

    actual: Decimal
    deemed: Decimal
    since: str

    @property
    def cumulative(self) -> Decimal:
        return self.actual + self.deemed

    def beyond(self, limit: Decimal) -> str:
        """Return whether actual absence, or only with deemed absence, is over limit (days)."""
        if self.actual > limit:
            return "actual"
        return "only_with_deemed" if self.cumulative > limit else "none"


def _absence(inputs: Record, rules: Rules, actual: Decimal, deemed: Decimal) -> _Absence:
    """Return this month's absence and what is read to belong to it."""
    termination = rules.termination
    since = "this_month"
    if termination.period.choice == "calendar_year":
        since = "this_year"
        actual += inputs.prior_absence_days
        deemed += inputs.prior_deemed_days
    counts = termination.deemed_cumulative.choice == "counted"
    return _Absence(actual, deemed if counts else NONE, since)


def _day_wage(inputs: Record, rules: Rules) -> Fraction:
    """Return the wage (CNY) of a day, exact unless it is read to be rounded first."""
    if inputs.daily_wage is not None:
        return Fraction(inputs.daily_wage)
    exact = Fraction(inputs.monthly_wage) / Fraction(_divisor(inputs, rules))
    first = rules.daily_wage.rounding.choice == "day_wage"
    return Fraction(to_fen(exact)) if first else exact


def _divisor(inputs: Record, rules: Rules) -> Decimal:
    """Return the days that a month's wage is for."""
    calendar = work_calendar(inputs.month.year)
    if rules.daily_wage.divisor.choice == "workdays" and calendar is not None:
        return Decimal(sum(map(calendar.is_workday, inputs.month.days)))
    return rules.daily_wage.pay_divisor.value


def _penalties(rules: Rules, counts: Tally) -> list[tuple[str, Penalty, int]]:
    """Return the penalties that applied: the key of their step, the rule, how often."""
    own = rules.long_penalty is rules.long
    each = (
        ("long" if own else "long_as_half_day", rules.long_penalty, counts.long),
        ("half_day", rules.half_day, counts.half_day),
        ("full_day", rules.full_day, counts.full_day),
    )
    return [(key, penalty, count) for key, penalty, count in each if count]


def _percent_clause(rules: Rules, counts: Tally) -> str:
    """Return the first clause that took a percentage of the bonus."""
    applied = _penalties(rules, counts)
    return rules.short.clause if counts.charged or not applied else applied[0][1].clause


def _lateness(rules: Rules, kind: str) -> Term:
    """Return what readers call a lateness: of which kind, within the limit or over it."""
    key = f"{kind}_{rules.short.boundary.choice}"
    return Term(key, {"minutes": rules.short.within_minutes.value})


def _short_steps(rules: Rules, counts: Tally) -> Iterator[Step]:
    """Yield what is charged of lateness within the limit, and what decided how often it was."""
    short = rules.short
    if counts.spared:
        yield Step.number("seconds_dropped", Decimal(counts.spared), short.clause, n=counts.spared)
    if counts.merged:
        count, merged = counts.short, counts.merged
        values: dict[str, Any] = {"all": count + merged, "merged": merged, "count": count}
        yield Step.number("same_day_once", Decimal(count), short.clause, **values)
    for counter in counts.counters:
        if not counter.short:
            continue
        percent = short.bonus_percent.value
        values = {
            "lateness": _lateness(rules, counter.kind),
            "over": _lateness(rules, "long"),
            "count": counter.short,
            "all": short.free_count.value,
            "used": counter.used,
            "free": counter.free,
            "charged": counter.charged,
            "percent": percent,
        }
        if counter.used:
            yield Step.number("free_used", Decimal(counter.free), short.clause, **values)
        key = "short" if short.charged.choice == "beyond" else "short_all"
        key = key if counter.charged else "short_free"
        yield Step.number(key, counter.charged * percent, short.clause, **values)


def _percent_steps(rules: Rules, counts: Tally, result: Result) -> Iterator[Step]:
    yield from _short_steps(rules, counts)
    percent_each = rules.short.bonus_percent.value
    parts = [counter.charged * percent_each for counter in counts.counters]
    over = _lateness(rules, "long")
    for key, penalty, count in _penalties(rules, counts):
        percent = penalty.bonus_percent.value
        total = count * percent
        parts.append(total)
        yield Step.number(
            key, total, penalty.clause, over=over, count=count, percent=percent, total=total
        )
    parts = [part for part in parts if part]
    capped = result.bonus_percent < result.bonus_percent_uncapped
    if len(parts) > 1 or capped:
        alone = "_alone" if len(parts) == 1 else ""
        yield Step.number(
            f"bonus_percent_capped{alone}" if capped else "bonus_percent",
            result.bonus_percent,
            _percent_clause(rules, counts),
            terms=" + ".join(f"{plain(part)}%" for part in parts),
            sum=result.bonus_percent_uncapped,
            limit=rules.limits.bonus_percent.value,
        )


def _wage_steps(inputs: Record, rules: Rules, counts: Tally, result: Result) -> Iterator[Step]:
    taking = [each for each in _penalties(rules, counts) if each[1].wage_multiplier.value]
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
            over=_lateness(rules, "long"),
            count=count,
            multiplier=multiplier,
            days=days[-1],
        )
    clause = taking[0][1].clause
    if len(days) > 1:
        terms = " + ".join(map(plain, days))
        total = result.wage_multiplier
        yield Step.number("wage_multiplier", total, clause, terms=terms, days=total)
    daily_wage, wage_deduction = _wage_keys(inputs, rules)
    divisor = _divisor(inputs, rules)
    exact = result.daily_wage * divisor == inputs.monthly_wage
    amounts = {
        "wage": inputs.monthly_wage,
        "divisor": divisor,
        "daily_wage": result.daily_wage,
        "sign": "=" if exact else "≈",
        "multiplier": result.wage_multiplier,
        "deduction": result.wage_deduction,
    }
    if daily_wage:
        yield Step.money(daily_wage, result.daily_wage, clause, **amounts)
    yield Step.money(wage_deduction, result.wage_deduction, clause, **amounts)


def _wage_keys(inputs: Record, rules: Rules) -> tuple[str | None, str]:
    """Return the keys of the steps that make a day's wage, if it is made, and the deduction."""
    if inputs.daily_wage is not None:
        return None, "wage_deduction_given"
    by_workdays = rules.daily_wage.divisor.choice == "workdays"
    first = rules.daily_wage.rounding.choice == "day_wage"
    return (
        "daily_wage_by_workdays" if by_workdays else "daily_wage",
        "wage_deduction_day_first" if first else "wage_deduction",
    )


def _bonus_steps(
    rules: Rules, counts: Tally, result: Result, bonus_gross: Decimal, bonus_base: Decimal
) -> Iterator[Step]:
    if not (result.bonus_percent and bonus_gross):
        return
    clause = _percent_clause(rules, counts)
    amounts = {
        "gross": bonus_gross,
        "base": bonus_base,
        "percent": result.bonus_percent,
        "uncapped": percent_of(bonus_base, result.bonus_percent),
        "deduction": result.bonus_deduction,
        "payable": result.bonus_payable,
    }
    key = "bonus_deduction"
    if rules.limits.percent_of.choice == "bonus_base":
        whole = result.bonus_deduction < amounts["uncapped"]
        key = "bonus_deduction_of_base_capped" if whole else "bonus_deduction_of_base"
    yield Step.money(key, result.bonus_deduction, clause, **amounts)
    yield Step.money("bonus_payable", result.bonus_payable, clause, **amounts)


def _absence_steps(rules: Rules, absence: _Absence, result: Result) -> Iterator[Step]:
    termination = rules.termination
    if result.absence_longest_run:
        with_deemed = termination.deemed_consecutive.choice == "counted"
        yield Step.number(
            "absence_longest_run_with_deemed" if with_deemed else "absence_longest_run",
            result.absence_longest_run,
            termination.clause,
            days=result.absence_longest_run,
            limit=termination.consecutive_days.value,
        )
    if result.absence_cumulative:
        counted = termination.deemed_cumulative.choice == "counted"
        yield Step.number(
            "absence_cumulative" if counted else "absence_cumulative_actual",
            result.absence_cumulative,
            termination.clause,
            since=Term(absence.since),
            actual=absence.actual,
            deemed=absence.deemed,
            sum=absence.cumulative,
            limit=termination.cumulative_days.value,
        )


def _notices(
    inputs: Record, rules: Rules, absence: _Absence, result: Result, pay: Decimal
) -> Iterator[Notice]:
    yield from _pay_notices(inputs, rules, result, pay)
    yield from _absence_notices(inputs, rules, absence, result)
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
    if result.bonus_payable < 0:
        yield Notice("warning", "negative_bonus", {"payable": result.bonus_payable})
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


def _absence_notices(
    inputs: Record, rules: Rules, absence: _Absence, result: Result
) -> Iterator[Notice]:
    """Yield what absence gives a right to, what it does not, and what could not be judged."""
    values: dict[str, Any]
    if result.may_terminate_consecutive:
        days = result.absence_longest_run
        yield Notice("warning", "may_terminate_consecutive", {"days": days})
    if result.may_terminate_cumulative == "actual":
        values = {"since": Term(absence.since), "days": absence.actual}
        yield Notice("warning", "may_terminate_cumulative", values)
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
    yield from _doubts(inputs, rules, result)


def _doubts(inputs: Record, rules: Rules, result: Result) -> Iterator[Notice]:
    """Yield what in the record should be looked at again."""
    this_month = result.absence_days_actual
    if rules.termination.deemed_consecutive.choice == "counted":
        this_month += result.absence_days_deemed
    earlier = max(inputs.prior_absence_days, inputs.prior_run_days)
    if (inputs.longest_run or 0) > this_month + earlier:
        values = {"run": inputs.longest_run, "days": this_month}
        yield Notice("warning", "longest_run_beyond_counts", values)


def _date_notices(inputs: Record, rules: Rules) -> Iterator[Notice]:
    """Yield dates that should be checked against the clock and the calendar."""
    minutes = rules.short.within_minutes.value
    if over := just_over(inputs, rules.short):
        values = {"days": _listed(over), "minutes": minutes}
        yield Notice("info", "just_over_limit", values)
    calendar = work_calendar(inputs.month.year)
    rest = [day for day in absence_by_day(inputs) if calendar and not calendar.is_workday(day)]
    if rest:
        yield Notice("warning", "absent_on_rest_day", {"days": _listed(rest)})
    prior = inputs.prior_absence_days or inputs.prior_deemed_days
    if rules.termination.period.choice == "month":
        if prior:
            yield Notice("info", "prior_not_counted", {})
    elif inputs.month.month == 1 and (prior or inputs.prior_run_days):
        yield Notice("warning", "prior_in_january", {"year": inputs.month.year})


def _listed(days: Iterable[date]) -> str:
    """Return dates as readers see them, each once, in order."""
    return "、".join(day.isoformat() for day in sorted(set(days)))
