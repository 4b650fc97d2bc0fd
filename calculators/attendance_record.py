"""The record of a month's attendance: what happened, by date or as counts, and the rules for it.

Lateness and early leave are short or long by the limit of the rule edition in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import Alternatives, Checked
from calculators.core.editions import Editions, Figure, Reading, Section
from calculators.core.kinds import (
    PERSONAL,
    RARE,
    Choice,
    Count,
    Day,
    Days,
    Flag,
    Money,
    MonthOfYear,
)
from calculators.core.months import Month
from calculators.core.problems import Problem, RowProblems
from calculators.core.rows import ByDay, Rows
from calculators.core.workdays import work_calendar

HALF = Decimal("0.5")
NONE = Decimal(0)
ONE = Decimal(1)
ALL = Decimal(100)
LATENESS = ("late", "early")
ABSENCES = {"absent_half": HALF, "absent_full": ONE}
BY_DAY = ByDay(month="month", day="date", what="kind", length="minutes", counted=LATENESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Section):
    """Lateness within the limit: free so many times a month, then a percentage each."""

    within_minutes: Annotated[Figure, "分钟"]
    free_count: Annotated[Figure, "次"]
    bonus_percent: Annotated[Figure, "%"]
    boundary: Annotated[Reading, ("included", "excluded")]
    seconds: Annotated[Reading, ("counted", "dropped")]
    counters: Annotated[Reading, ("together", "separately")]
    same_day: Annotated[Reading, ("two", "one")]
    over_limit: Annotated[Reading, ("free", "counted")]
    charged: Annotated[Reading, ("beyond", "all")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Section):
    """What one occurrence takes: day wages, and a percentage of the bonus."""

    wage_multiplier: Annotated[Figure, "倍"]
    bonus_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Penalty):
    """Lateness over the limit: also deemed to be so many days of absence."""

    absence_days: Annotated[Figure, "天"]
    price: Annotated[Reading, ("own", "half_day")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay(Penalty):
    """Half a day's absence; two on one date may be one day's."""

    same_date: Annotated[Reading, ("one_day", "two_halves")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Section):
    """From what percentages are taken, and the most that is taken."""

    bonus_percent: Annotated[Figure, "%"]
    percent_of: Annotated[Reading, ("after_coefficient", "bonus_base")]
    cap: Annotated[Reading, ("capped", "uncapped")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCompensation(Section):
    """The part of a month's wage that compensation for a loss may take: a line to compare with."""

    wage_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Section):
    """Days of absence beyond which the company may terminate the contract."""

    consecutive_days: Annotated[Figure, "天"]
    cumulative_days: Annotated[Figure, "天"]
    period: Annotated[Reading, ("calendar_year", "month")]
    deemed_cumulative: Annotated[Reading, ("counted", "not_counted")]
    deemed_consecutive: Annotated[Reading, ("counted", "not_counted")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyWage(Section):
    """How a day's wage is made of a month's."""

    pay_divisor: Annotated[Figure, "天"]
    divisor: Annotated[Reading, ("pay_days", "workdays")]
    rounding: Annotated[Reading, ("total", "day_wage")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of the attendance rules."""

    short: Short
    long: Long
    half_day: HalfDay
    full_day: Penalty
    limits: Limits
    loss_compensation: LossCompensation
    termination: Termination
    daily_wage: DailyWage

    def mistake(self) -> str | None:
        """Return what is wrong with figures that each fit on their own, or None."""
        if self.daily_wage.pay_divisor.value == 0:
            return "daily_wage pay_divisor 不能是 0：日工资要用它来除"
        if self.limits.bonus_percent.value > ALL:
            return "limits bonus_percent 不能超过 100：奖金最多扣完"
        if self.short.same_day.choice == "one" and self.short.counters.choice == "separately":
            return "short same_day 要写 two：迟到和早退分开数的时候，不能把两次合成一次"
        return None

    @property
    def long_penalty(self) -> Penalty:
        """What a lateness over the limit takes."""
        return self.half_day if self.long.price.choice == "half_day" else self.long


EDITIONS = Editions("attendance", Rules)
RULES = (EDITIONS,)
EXAMPLE: Mapping[str, Any] = {
    "month": "2026-03",
    "monthly_wage": "21750",
    "events": [
        {"date": "2026-03-02", "kind": "late", "minutes": "5"},
        {"date": "2026-03-04", "kind": "late", "minutes": "5"},
        {"date": "2026-03-10", "kind": "early", "minutes": "5"},
        {"date": "2026-03-17", "kind": "late", "minutes": "5"},
        {"date": "2026-03-25", "kind": "late", "minutes": "20"},
    ],
}


@dataclass(frozen=True, kw_only=True)
class Event(Checked):
    """One lateness, early leave or absence.

    `long` says that a lateness was over the limit (true) or not (false) where its minutes are not
    known. Approved events do not count.
    """

    not_an_object: ClassVar[str] = "not_a_record"

    date: Annotated[date, Day()]
    kind: Annotated[str, Choice((*LATENESS, *ABSENCES))]
    minutes: Annotated[int | None, Count(high=1440)] = None
    seconds: Annotated[int, Count(high=59), RARE] = 0
    long: Annotated[bool | None, Flag(), RARE] = None
    approved: Annotated[bool, Flag(), RARE] = False

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        minutes, seconds = values.get("minutes"), values.get("seconds")
        long, kind = values.get("long"), values.get("kind")
        if kind in ABSENCES:
            if minutes is not None or seconds:
                problems["minutes"] = Problem("minutes_on_absence")
            if long is not None:
                problems["long"] = Problem("long_on_absence")
        elif kind in LATENESS and "minutes" in values and minutes is None:
            if seconds:
                problems["minutes"] = Problem("seconds_without_minutes")
            elif "long" in values and long is None and values.get("approved") is False:
                problems["minutes"] = Problem("length_missing")
        elif kind in LATENESS and minutes == seconds == 0:
            problems["minutes"] = Problem("length_zero")
        return problems

    def exceeds(self, short: Short) -> bool:
        """Tell whether this lateness is over the limit, as boundary and seconds are read."""
        if self.minutes is None:
            return bool(self.long)
        length = Decimal(self.minutes * 60)
        if short.seconds.choice == "counted":
            length += self.seconds
        limit = short.within_minutes.value * 60
        return length >= limit if short.boundary.choice == "excluded" else length > limit


@dataclass(frozen=True, kw_only=True)
class Record(Checked):
    """A month's wage and attendance, and what came before it in the same calendar year."""

    month: Annotated[Month, MonthOfYear()]
    monthly_wage: Annotated[Decimal, Money(), PERSONAL]
    daily_wage: Annotated[Decimal | None, Money(), PERSONAL, RARE] = None
    events: Annotated[tuple[Event, ...] | None, Rows(Event, option="event", by_day=BY_DAY)] = None
    short_count: Annotated[int | None, Count()] = None
    long_count: Annotated[int | None, Count()] = None
    half_day_count: Annotated[int | None, Count()] = None
    full_day_count: Annotated[int | None, Count()] = None
    longest_run: Annotated[Decimal | None, Days()] = None
    prior_absence_days: Annotated[Decimal, Days(), RARE] = NONE
    prior_deemed_days: Annotated[Decimal, Days(), RARE] = NONE
    prior_run_days: Annotated[Decimal, Days(), RARE] = NONE
    minimum_wage: Annotated[Decimal | None, Money(), RARE] = None

    alternatives: ClassVar = (
        Alternatives(
            "attendance",
            {
                "events": ("events",),
                "counts": (
                    "short_count",
                    "long_count",
                    "half_day_count",
                    "full_day_count",
                    "longest_run",
                ),
            },
        ),
    )

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values) | EDITIONS.check_month(values)
        month = values.get("month")
        if month is None or "month" in problems:
            return problems
        rules = EDITIONS.in_force(month.first).rules
        if values.get("events"):
            if rows := _row_problems(values["events"], month, rules.short):
                problems.setdefault("events", RowProblems(rows, values["events"]))
        elif _needs_split(values, rules.short):
            free = rules.short.free_count.value
            problems.setdefault("short_count", Problem("counts_not_split", free=free))
        by_workdays = rules.daily_wage.divisor.choice == "workdays"
        if by_workdays and values.get("daily_wage") is None and not work_calendar(month.year):
            problems["month"] = Problem("no_workdays_to_divide_by", year=month.year)
        return problems

    @property
    def has_counts(self) -> bool:
        """Whether attendance was given as counts."""
        return self.alternatives[0].given(vars(self)) == ["counts"]


def _needs_split(values: Mapping[str, Any], short: Short) -> bool:
    """Tell whether counts leave open what is charged: how many were late, how many left early."""
    if short.counters.choice == "together":
        return False
    count, over = values.get("short_count") or 0, values.get("long_count") or 0
    used = over if short.over_limit.choice == "counted" else 0
    return bool(count) and count + used > short.free_count.value


def _row_problems(
    events: tuple[Event | None, ...], month: Month, short: Short
) -> dict[int, dict[str, Problem]]:
    """Return what is wrong with events in this month, by row; unreadable rows are None."""
    problems: dict[int, dict[str, Problem]] = {}
    absent: dict[date, Decimal] = {}
    for number, event in enumerate(events, 1):
        if event is None:
            continue
        if event.date not in month:
            problems[number] = {"date": Problem("outside_month", month=str(month))}
        elif event.minutes is not None and event.long not in {None, event.exceeds(short)}:
            limit = short.within_minutes.value
            problems[number] = {"long": Problem("long_contradicts", limit=limit)}
        elif event.kind in ABSENCES and not event.approved:
            absent[event.date] = absent.get(event.date, NONE) + ABSENCES[event.kind]
            if absent[event.date] > 1:
                problems[number] = {"date": Problem("absent_twice", day=event.date.isoformat())}
    return problems
