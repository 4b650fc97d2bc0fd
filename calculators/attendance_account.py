"""What a month's attendance comes to: its result, its absence, its penalties and its day's wage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple

from calculators.attendance_record import NONE, ONE, Penalty, Record, Rules
from calculators.attendance_tally import Tally
from calculators.core.declaration import Declared
from calculators.core.editions import Edition
from calculators.core.kinds import Choice, Count, Flag, Money, Number
from calculators.core.numbers import divided, percent_of
from calculators.core.workdays import workdays_of


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


class Absence(NamedTuple):
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


def absence_of(inputs: Record, rules: Rules, actual: Decimal, deemed: Decimal) -> Absence:
    """Return this month's absence and what is read to belong to it.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> rules = EDITIONS.in_force(Month(2026, 3).first).rules
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    >>> absence_of(month, rules, Decimal(1), Decimal("0.5")).cumulative
    Decimal('1.5')
    """
    termination = rules.termination
    since = "this_month"
    if termination.period.choice == "calendar_year":
        since = "this_year"
        actual += inputs.prior_absence_days
        deemed += inputs.prior_deemed_days
    counts = termination.deemed_cumulative.choice == "counted"
    return Absence(actual, deemed if counts else NONE, since)


class DayWage(NamedTuple):
    """The wage (CNY) of one day: a wage and the days that it is for, not divided yet."""

    wage: Decimal
    days: Decimal

    def of(self, days: Decimal) -> Decimal:
        """Return the wage (CNY) of so many days, exact until it is rounded to fen.

        >>> DayWage(Decimal(5000), Decimal("21.75")).of(Decimal(3))
        Decimal('689.66')
        """
        return divided(self.wage * days, self.days)


def wage_of_day(inputs: Record, rules: Rules) -> DayWage:
    """Return the wage of a day, exact unless it is given or read to be rounded first.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> rules = EDITIONS.in_force(Month(2026, 3).first).rules
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    >>> wage_of_day(month, rules).of(Decimal(2))
    Decimal('2000.00')
    """
    if inputs.daily_wage is not None:
        return DayWage(inputs.daily_wage, ONE)
    exact = DayWage(inputs.monthly_wage, pay_days(inputs, rules))
    first = rules.daily_wage.rounding.choice == "day_wage"
    return DayWage(exact.of(ONE), ONE) if first else exact


def pay_days(inputs: Record, rules: Rules) -> Decimal:
    """Return the days that a month's wage is for.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> rules = EDITIONS.in_force(Month(2026, 3).first).rules
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    >>> pay_days(month, rules)
    Decimal('21.75')
    """
    if rules.daily_wage.divisor.choice == "workdays":
        days = workdays_of(inputs.month)
        if days is not None:
            return Decimal(len(days))
    return rules.daily_wage.pay_divisor.value


def penalties(rules: Rules, counts: Tally) -> list[tuple[str, Penalty, int]]:
    """Return the penalties that applied: the key of their step, the rule, how often.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> rules = EDITIONS.in_force(Month(2026, 3).first).rules
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750), long_count=1)
    >>> from calculators.attendance_tally import tally
    >>> [(key, count) for key, _, count in penalties(rules, tally(month, rules))]
    [('long', 1)]
    """
    own = rules.long_penalty is rules.long
    each = (
        ("long" if own else "long_as_half_day", rules.long_penalty, counts.long),
        ("half_day", rules.half_day, counts.half_day),
        ("full_day", rules.full_day, counts.full_day),
    )
    return [(key, penalty, count) for key, penalty, count in each if count]


class Deductions(NamedTuple):
    """What is taken from wage and bonus (CNY), and the percentage of the bonus that is taken."""

    percent: Decimal
    wage: Decimal
    bonus: Decimal


class Pay(NamedTuple):
    """What deductions are taken from (CNY): a wage, and a bonus with and without its grade."""

    inputs: Record
    rules: Rules
    bonus_gross: Decimal
    bonus_base: Decimal

    def deductions(self, percent: Decimal, days: Decimal) -> Deductions:
        """Return what a percentage of the bonus, not capped yet, and so many days' wages come to.

        >>> from calculators.attendance_record import EDITIONS
        >>> from calculators.core.months import Month
        >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(21750))
        >>> rules = EDITIONS.in_force(Month(2026, 3).first).rules
        >>> Pay(month, rules, Decimal(1500), Decimal(1000)).deductions(Decimal(120), ONE)
        Deductions(percent=Decimal('100'), wage=Decimal('1000.00'), bonus=Decimal('1500.00'))
        """
        limits = self.rules.limits
        capped = limits.cap.choice == "capped"
        if capped:
            percent = min(percent, limits.bonus_percent.value)
        of_base = limits.percent_of.choice == "bonus_base"
        bonus = percent_of(self.bonus_base if of_base else self.bonus_gross, percent)
        if capped:
            bonus = min(bonus, self.bonus_gross)
        return Deductions(percent, wage_of_day(self.inputs, self.rules).of(days), bonus)


class Share(NamedTuple):
    """What one kind of lateness or absence takes from wage and bonus (CNY), and its clause."""

    key: str
    wage: Decimal
    bonus: Decimal
    clause: str


class Account(NamedTuple):
    """A month's attendance with its result: what steps and notices tell of."""

    inputs: Record
    edition: Edition[Rules]
    rules: Rules
    counts: Tally
    penalties: Sequence[tuple[str, Penalty, int]]
    absence: Absence
    result: Result
    bonus_gross: Decimal
    bonus_base: Decimal

    @property
    def run_is_beyond(self) -> bool:
        """Whether actual absence alone runs on for longer than the limit."""
        run = self.counts.run
        return run is not None and run.actual > self.rules.termination.consecutive_days.value

    @property
    def pay(self) -> Decimal:
        """Wage and bonus after deductions (CNY)."""
        return self.inputs.monthly_wage + self.result.bonus_payable - self.result.wage_deduction

    def shares(self) -> Iterator[Share]:
        """Yield by how much each kind raises the deductions, in the order of the steps.

        They sum to the deductions to the fen: a bonus that is all gone cannot lose more.
        """
        pay = Pay(self.inputs, self.rules, self.bonus_gross, self.bonus_base)
        short = self.rules.short
        percent, days = self.counts.charged * short.bonus_percent.value, NONE
        before, after = pay.deductions(NONE, NONE), pay.deductions(percent, days)
        yield Share("short", after.wage - before.wage, after.bonus - before.bonus, short.clause)
        for key, penalty, count in self.penalties:
            percent += count * penalty.bonus_percent.value
            days += count * penalty.wage_multiplier.value
            before, after = after, pay.deductions(percent, days)
            yield Share(key, after.wage - before.wage, after.bonus - before.bonus, penalty.clause)
