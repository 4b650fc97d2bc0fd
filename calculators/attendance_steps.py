"""The steps of attendance: what decided each amount, with the clause behind it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from calculators.attendance_account import Absence, Account, Result, pay_days
from calculators.attendance_record import Record, Rules
from calculators.attendance_tally import Tally
from calculators.core.numbers import percent_of, plain
from calculators.core.outcome import Step, Term


def steps(account: Account) -> Iterator[Step]:
    """Yield what decided each amount and count, in the order in which it is worked out.

    >>> from calculators.attendance import account_of
    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), short_count=4)
    >>> [each.key for each in steps(account_of(month, Decimal(2000), Decimal(2000)))]
    ['short', 'bonus_deduction', 'bonus_payable']
    """
    inputs, result = account.inputs, account.result
    yield from _percent_steps(account)
    yield from _wage_steps(account)
    yield from _bonus_steps(account)
    if result.below_minimum_wage:
        yield Step.money(
            "pay_below_minimum",
            account.pay,
            _percent_clause(account),
            wage=inputs.monthly_wage,
            bonus=result.bonus_payable,
            deduction=result.wage_deduction,
            pay=account.pay,
            minimum=inputs.minimum_wage,
        )
    yield from _absence_steps(account.rules, account.absence, result)


def _percent_steps(account: Account) -> Iterator[Step]:
    rules, counts, result = account.rules, account.counts, account.result
    yield from _short_steps(rules, counts)
    percent_each = rules.short.bonus_percent.value
    parts = [counter.charged * percent_each for counter in counts.counters]
    over = _lateness(rules, "long")
    for key, penalty, count in account.penalties:
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
            _percent_clause(account),
            terms=" + ".join(f"{plain(part)}%" for part in parts),
            sum=result.bonus_percent_uncapped,
            limit=rules.limits.bonus_percent.value,
        )


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


def _lateness(rules: Rules, kind: str) -> Term:
    """Return what readers call a lateness: of which kind, within the limit or over it."""
    key = f"{kind}_{rules.short.boundary.choice}"
    return Term(key, {"minutes": rules.short.within_minutes.value})


def _percent_clause(account: Account) -> str:
    """Return the first clause that took a percentage of the bonus."""
    if account.counts.charged or not account.penalties:
        return account.rules.short.clause
    return account.penalties[0][1].clause


def _wage_steps(account: Account) -> Iterator[Step]:
    inputs, rules, result = account.inputs, account.rules, account.result
    taking = [each for each in account.penalties if each[1].wage_multiplier.value]
    if not taking:
        return
    over = _lateness(rules, "long")
    days: list[Decimal] = []
    for key, penalty, count in taking:
        multiplier = penalty.wage_multiplier.value
        days.append(count * multiplier)
        yield Step.number(
            f"{key}_wage",
            days[-1],
            penalty.clause,
            over=over,
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
    divisor = pay_days(inputs, rules)
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
    if beyond := result.wage_deduction_beyond_time_not_worked:
        more = {"beyond": result.wage_multiplier - result.absence_days_actual, "taken": beyond}
        key = f"beyond_{wage_deduction}"
        yield Step.money(key, beyond, clause, actual=result.absence_days_actual, **more, **amounts)


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


def _bonus_steps(account: Account) -> Iterator[Step]:
    result = account.result
    if not (result.bonus_percent and account.bonus_gross):
        return
    clause = _percent_clause(account)
    amounts = {
        "gross": account.bonus_gross,
        "base": account.bonus_base,
        "percent": result.bonus_percent,
        "uncapped": percent_of(account.bonus_base, result.bonus_percent),
        "deduction": result.bonus_deduction,
        "payable": result.bonus_payable,
    }
    key = "bonus_deduction"
    if account.rules.limits.percent_of.choice == "bonus_base":
        whole = result.bonus_deduction < amounts["uncapped"]
        key = "bonus_deduction_of_base_capped" if whole else "bonus_deduction_of_base"
    yield Step.money(key, result.bonus_deduction, clause, **amounts)
    yield Step.money("bonus_payable", result.bonus_payable, clause, **amounts)


def _absence_steps(rules: Rules, absence: Absence, result: Result) -> Iterator[Step]:
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
