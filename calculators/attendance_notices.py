"""The notices of attendance: what a careful lawyer would say, what should be checked."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from calculators.attendance_account import Account
from calculators.attendance_record import Record, Rules
from calculators.attendance_tally import absence_by_day, just_over
from calculators.core.numbers import percent_of
from calculators.core.outcome import Notice, Term
from calculators.core.workdays import work_calendar


def notices(account: Account) -> Iterator[Notice]:
    """Yield what the law says to what is taken, to absence, and what in the record is doubtful.

    >>> from decimal import Decimal
    >>> from calculators.attendance import account_of
    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), short_count=4)
    >>> [each.code for each in notices(account_of(month, Decimal(2000), Decimal(2000)))]
    ['burden_of_proof']
    """
    inputs = account.inputs
    yield from _pay_notices(account)
    if inputs.longest_run or inputs.prior_run_days:
        yield from _run_doubts(account)
    yield from _absence_notices(account)
    if inputs.events:
        yield from _date_notices(inputs, account.rules)
    if inputs.prior_absence_days or inputs.prior_deemed_days or inputs.prior_run_days:
        yield from _prior_notices(inputs, account.rules)


def _pay_notices(account: Account) -> Iterator[Notice]:
    """Yield what the law says to what is taken from pay; only what applies."""
    inputs, rules, result = account.inputs, account.rules, account.result
    taken: dict[str, Any]
    if beyond := result.wage_deduction_beyond_time_not_worked:
        late = result.short_count or result.long_count
        taken = {"amount": beyond, "minutes": Term("minutes_not_counted") if late else ""}
        yield Notice("warning", "wage_deduction_beyond_time_not_worked", taken)
    if result.wage_deduction > inputs.monthly_wage:
        yield Notice(
            "warning",
            "deduction_above_wage",
            {"deduction": result.wage_deduction, "wage": inputs.monthly_wage},
        )
    if result.bonus_payable < 0:
        yield Notice("warning", "negative_bonus", {"payable": result.bonus_payable})
    if result.wage_deduction:
        percent = rules.loss_compensation.wage_percent.value
        line = percent_of(inputs.monthly_wage, percent)
        if result.wage_deduction > line:
            taken = {"deduction": result.wage_deduction, "percent": percent, "line": line}
            yield Notice("info", "loss_compensation_line", taken)
    if result.below_minimum_wage:
        values = {"pay": account.pay, "minimum": inputs.minimum_wage}
        yield Notice("warning", "below_minimum_wage", values)
    terminates = account.run_is_beyond or result.may_terminate_cumulative == "actual"
    if (result.wage_deduction or result.bonus_deduction) and not terminates:
        yield Notice("info", "burden_of_proof", {})  # the right to terminate says so itself


def _absence_notices(account: Account) -> Iterator[Notice]:
    """Yield what absence gives a right to, what it does not, and what could not be judged."""
    inputs, rules, result, absence = (
        account.inputs,
        account.rules,
        account.result,
        account.absence,
    )
    values: dict[str, Any]
    if (run := account.counts.run) is not None and result.may_terminate_consecutive:
        code = "may_terminate_consecutive" if account.run_is_beyond else "only_run_with_deemed"
        values = {"days": run.days, "actual": run.actual}
        yield Notice("warning", code, values)
    if result.may_terminate_cumulative == "actual":
        values = {"since": Term(absence.since), "days": absence.actual}
        yield Notice("warning", "may_terminate_cumulative", values)
    if result.may_terminate_cumulative == "only_with_deemed":
        yield Notice("warning", "only_with_deemed", {})
    one_day = rules.half_day.same_date.choice == "one_day"  # else it is meant to cost more
    if one_day and result.half_day_count > 1:
        halves = 2 * rules.half_day.wage_multiplier.value
        whole = rules.full_day.wage_multiplier.value
        if halves > whole:
            check = Term("check_same_date") if inputs.has_counts else ""  # dates have told already
            values = {"halves": halves, "whole": whole, "check": check}
            yield Notice("info", "two_halves_cost_more", values)
    if result.absence_longest_run is None and not inputs.has_counts:
        yield Notice("info", "no_work_calendar", {"year": inputs.month.year})
    elif result.absence_longest_run is None and result.absence_days_actual:
        yield Notice("info", "longest_run_not_given", {})


def _run_doubts(account: Account) -> Iterator[Notice]:
    """Yield what in the record should be looked at again before its runs are believed."""
    inputs, rules, result = account.inputs, account.rules, account.result
    this_month = result.absence_days_actual
    if rules.termination.deemed_consecutive.choice == "counted":
        this_month += result.absence_days_deemed
    earlier = max(inputs.prior_absence_days, inputs.prior_run_days)
    if (inputs.longest_run or 0) > this_month + earlier:
        values = {"run": inputs.longest_run, "days": this_month}
        yield Notice("warning", "longest_run_beyond_counts", values)
    # In January a run may have begun in the year before, whose absence is not asked for.
    if inputs.month.month > 1 and inputs.prior_run_days > inputs.prior_absence_days:
        values = {"run": inputs.prior_run_days, "days": inputs.prior_absence_days}
        yield Notice("warning", "prior_run_beyond_prior", values)


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


def _prior_notices(inputs: Record, rules: Rules) -> Iterator[Notice]:
    """Yield what of absence before this month does not count, or should be checked."""
    prior = inputs.prior_absence_days or inputs.prior_deemed_days
    if rules.termination.period.choice == "month":
        if prior:
            yield Notice("info", "prior_not_counted", {})
    elif inputs.month.month == 1 and (prior or inputs.prior_run_days):
        yield Notice("warning", "prior_in_january", {"year": inputs.month.year})


def _listed(days: Iterable[date]) -> str:
    """Return dates as readers see them, each once, in order."""
    return "、".join(day.isoformat() for day in sorted(set(days)))
