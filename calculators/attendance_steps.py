"""The steps of attendance: what decided each amount, with the clause behind it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from calculators.attendance_account import Absence, Account, Result, pay_days, wage_of_day
from calculators.attendance_record import LATENESS, Event, Record, Rules
from calculators.attendance_tally import Run, Tally
from calculators.core.numbers import percent_of, plain
from calculators.core.outcome import Step, Term, equals


def steps(account: Account) -> Iterator[Step]:
    """Yield what decided each amount and count, in the order in which it is worked out.

    >>> from calculators.attendance import account_of
    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), short_count=4)
    >>> [each.key for each in steps(account_of(month, Decimal(2000), Decimal(2000)))]
    ['short', 'bonus_deduction', 'bonus_payable']
    """
    inputs, result = account.inputs, account.result
    if inputs.events:
        yield from _approved_steps(inputs.events, account.rules)
    yield from _percent_steps(account)
    if account.penalties:
        yield from _wage_steps(account)
    if result.bonus_percent and account.bonus_gross:
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
    if result.absence_days_deemed:
        yield from _deemed_steps(account)
    if account.counts.run is not None and account.counts.run.days:
        yield from _run_steps(account.counts.run, account.rules)
    if result.absence_cumulative:
        yield from _cumulative_steps(account.rules, account.absence, result)


def _approved_steps(events: Iterable[Event], rules: Rules) -> Iterator[Step]:
    """Yield what was left out because it was approved: a record must not seem to be overlooked."""
    approved = [event.kind for event in events if event.approved]
    if approved:
        clause = (rules.short if approved[0] in LATENESS else rules.full_day).clause
        yield Step.number("approved", Decimal(len(approved)), clause, count=len(approved))


def _percent_steps(account: Account) -> Iterator[Step]:
    rules, counts, result = account.rules, account.counts, account.result
    yield from _short_steps(rules, counts)
    percent_each = rules.short.bonus_percent.value
    parts = [counter.charged * percent_each for counter in counts.counters]
    for key, penalty, count in account.penalties:
        percent = penalty.bonus_percent.value
        total = count * percent
        parts.append(total)
        over = _lateness(rules, "long")
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
    amounts = {
        "wage": inputs.monthly_wage,
        "divisor": pay_days(inputs, rules),
        "daily_wage": result.daily_wage,
        "multiplier": result.wage_multiplier,
        "deduction": result.wage_deduction,
    }
    if daily_wage:
        sign = equals(result.daily_wage * amounts["divisor"], inputs.monthly_wage)
        yield Step.money(daily_wage, result.daily_wage, clause, sign=sign, **amounts)
    # Held against the wage of all its days: a day's wage that was not rounded cannot be written.
    wage, divisor = wage_of_day(inputs, rules)
    sign = equals(result.wage_deduction * divisor, wage * result.wage_multiplier)
    yield Step.money(wage_deduction, result.wage_deduction, clause, sign=sign, **amounts)
    if taken := result.wage_deduction_beyond_time_not_worked:
        beyond = result.wage_multiplier - result.absence_days_actual
        yield Step.money(
            f"beyond_{wage_deduction}",
            taken,
            clause,
            actual=result.absence_days_actual,
            beyond=beyond,
            taken=taken,
            sign=equals(taken * divisor, wage * beyond),
            **amounts,
        )


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
    clause = _percent_clause(account)
    of_base = account.rules.limits.percent_of.choice == "bonus_base"
    whole = account.bonus_base if of_base else account.bonus_gross
    uncapped = percent_of(whole, result.bonus_percent)
    amounts: dict[str, Any] = {
        "gross": account.bonus_gross,
        "base": account.bonus_base,
        "percent": result.bonus_percent,
        "sign": equals(uncapped, whole * result.bonus_percent.scaleb(-2)),
        "uncapped": uncapped,
        "deduction": result.bonus_deduction,
        "payable": result.bonus_payable,
    }
    key = "bonus_deduction"
    if of_base:
        capped = result.bonus_deduction < uncapped
        key = "bonus_deduction_of_base_capped" if capped else "bonus_deduction_of_base"
    yield Step.money(key, result.bonus_deduction, clause, **amounts)
    yield Step.money("bonus_payable", result.bonus_payable, clause, **amounts)


def _deemed_steps(account: Account) -> Iterator[Step]:
    """Yield what lateness over the limit is deemed to be, where that counts for anything."""
    rules, result = account.rules, account.result
    readings = (rules.termination.deemed_cumulative, rules.termination.deemed_consecutive)
    if any(each.choice == "counted" for each in readings):
        yield Step.number(
            "long_deemed",
            result.absence_days_deemed,
            rules.long.clause,
            over=_lateness(rules, "long"),
            count=account.counts.long,
            days=rules.long.absence_days.value,
            total=result.absence_days_deemed,
        )


def _run_steps(run: Run, rules: Rules) -> Iterator[Step]:
    termination = rules.termination
    with_deemed = termination.deemed_consecutive.choice == "counted"
    yield Step.number(
        "absence_longest_run_from_before" if run.before else "absence_longest_run",
        run.days,
        termination.clause,
        run=Term("run_with_deemed" if with_deemed else "run"),
        before=run.before,
        now=run.days - run.before,
        days=run.days,
        limit=termination.consecutive_days.value,
    )


def _cumulative_steps(rules: Rules, absence: Absence, result: Result) -> Iterator[Step]:
    termination, since = rules.termination, Term(absence.since)
    counted = termination.deemed_cumulative.choice == "counted"
    values: dict[str, Any] = {
        "since": since,
        "absence": Term("absence" if counted else "absence_without_deemed"),
        "actual": absence.actual,
        "deemed": absence.deemed,
        "sum": result.absence_cumulative,
        "limit": termination.cumulative_days.value,
    }
    before = absence.actual - result.absence_days_actual
    if not absence.deemed:
        key = "absence_cumulative_from_before" if before else "absence_cumulative"
        values |= {"before": before, "now": result.absence_days_actual}
        yield Step.number(key, result.absence_cumulative, termination.clause, **values)
        return
    parts = (
        ("absence_actual", before, absence.actual),
        ("absence_deemed", absence.deemed - result.absence_days_deemed, absence.deemed),
    )
    for key, earlier, total in parts:
        if earlier:
            part = {"since": since, "before": earlier, "now": total - earlier, "total": total}
            yield Step.number(key, total, termination.clause, **part)
    yield Step.number(
        "absence_cumulative_with_deemed", result.absence_cumulative, termination.clause, **values
    )
