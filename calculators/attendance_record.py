"""The record of a month's attendance: what happened, by date or as counts, and how often.

Lateness and early leave are short or long by the limit of the rule edition in force; absence is
counted in halves of a day and in runs of official working days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import Alternatives, Checked
from calculators.core.editions import Editions, Figure, Section
from calculators.core.kinds import (
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
from calculators.core.rows import Rows
from calculators.core.workdays import work_calendar

HALF = Decimal("0.5")
NONE = Decimal(0)
ALL = Decimal(100)
LATENESS = ("late", "early")
ABSENCES = {"absent_half": HALF, "absent_full": Decimal(1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Section):
    """Lateness within the limit: free so many times a month, then a percentage each."""

    within_minutes: Annotated[Figure, "分钟"]
    free_count: Annotated[Figure, "次"]
    bonus_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Section):
    """What one occurrence takes: day wages, and a percentage of the bonus."""

    wage_multiplier: Annotated[Figure, "倍"]
    bonus_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Penalty):
    """Lateness over the limit: also deemed to be so many days of absence."""

    absence_days: Annotated[Figure, "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Section):
    """The most that is taken from the bonus."""

    bonus_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCompensation(Section):
    """The part of a month's wage that compensation for a loss may take: a line to compare with."""

    wage_percent: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Section):
    """Days of absence beyond which the company may terminate the contract."""

    consecutive_days: Annotated[Figure, "天"]
    cumulative_days: Annotated[Figure, "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyWage(Section):
    """How a day's wage is made of a month's."""

    pay_divisor: Annotated[Figure, "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of the attendance rules."""

    short: Short
    long: Long
    half_day: Penalty
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
        return None


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

    def exceeds(self, limit: Decimal) -> bool:
        """Tell whether this lateness is longer than limit (minutes); exactly limit is not."""
        if self.minutes is None:
            return bool(self.long)
        return self.minutes * 60 + self.seconds > limit * 60


@dataclass(frozen=True, kw_only=True)
class Record(Checked):
    """A month's wage and attendance, and what came before it in the same calendar year."""

    month: Annotated[Month, MonthOfYear()]
    monthly_wage: Annotated[Decimal, Money()]
    daily_wage: Annotated[Decimal | None, Money(), RARE] = None
    events: Annotated[tuple[Event, ...] | None, Rows(Event, option="event")] = None
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
        if month is not None and "month" not in problems and values.get("events"):
            limit = EDITIONS.in_force(month.first).rules.short.within_minutes.value
            if rows := _row_problems(values["events"], month, limit):
                problems.setdefault("events", RowProblems(rows, values["events"]))
        return problems

    @property
    def has_counts(self) -> bool:
        """Whether attendance was given as counts."""
        return self.alternatives[0].given(vars(self)) == ["counts"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each thing happened in the month, and the longest run of absence (days)."""

    short: int
    long: int
    half_day: int
    full_day: int
    longest_run: Decimal | None


def _row_problems(
    events: tuple[Event | None, ...], month: Month, limit: Decimal
) -> dict[int, dict[str, Problem]]:
    """Return what is wrong with events in this month, by row; unreadable rows are None."""
    problems: dict[int, dict[str, Problem]] = {}
    absent: dict[date, Decimal] = {}
    for number, event in enumerate(events, 1):
        if event is None:
            continue
        if event.date not in month:
            problems[number] = {"date": Problem("outside_month", month=str(month))}
        elif event.minutes is not None and event.long not in {None, event.exceeds(limit)}:
            problems[number] = {"long": Problem("long_contradicts", limit=limit)}
        elif event.kind in ABSENCES and not event.approved:
            absent[event.date] = absent.get(event.date, NONE) + ABSENCES[event.kind]
            if absent[event.date] > 1:
                problems[number] = {"date": Problem("absent_twice", day=event.date.isoformat())}
    return problems


def tally(inputs: Record, rules: Rules) -> Tally:
    """Return how often each thing happened, from the counts or from the events.

    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(1), long_count=2)
    >>> tally(month, EDITIONS.in_force(month.month.first).rules)
    Tally(short=0, long=2, half_day=0, full_day=0, longest_run=None)
    """
    if inputs.has_counts:
        return Tally(
            short=inputs.short_count or 0,
            long=inputs.long_count or 0,
            half_day=inputs.half_day_count or 0,
            full_day=inputs.full_day_count or 0,
            longest_run=inputs.longest_run,
        )
    limit = rules.short.within_minutes.value
    late = [event.exceeds(limit) for event in _counted(inputs) if event.kind in LATENESS]
    absent = absence_by_day(inputs)
    return Tally(
        short=late.count(False),
        long=late.count(True),
        half_day=sum(days == HALF for days in absent.values()),
        full_day=sum(days == 1 for days in absent.values()),
        longest_run=_longest_run(inputs, absent),
    )


def _counted(inputs: Record) -> Iterator[Event]:
    return (event for event in inputs.events or () if not event.approved)


def absence_by_day(inputs: Record) -> dict[date, Decimal]:
    """Return days absent by date; two halves of one date are one day.

    >>> half = Event(date=date(2026, 3, 2), kind="absent_half")
    >>> absence_by_day(
    ...     Record(month=Month(2026, 3), monthly_wage=Decimal(1), events=(half, half))
    ... )
    {datetime.date(2026, 3, 2): Decimal('1.0')}
    """
    absent: dict[date, Decimal] = {}
    for event in _counted(inputs):
        if event.kind in ABSENCES:
            absent[event.date] = absent.get(event.date, NONE) + ABSENCES[event.kind]
    return absent


def just_over(inputs: Record, limit: Decimal) -> list[date]:
    """Return the dates of lateness known to be over limit (minutes) by one minute at most.

    >>> late = Event(date=date(2026, 3, 2), kind="late", minutes=16)
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(1), events=(late,))
    >>> just_over(month, Decimal(15))
    [datetime.date(2026, 3, 2)]
    """
    return [
        event.date
        for event in _counted(inputs)
        if event.minutes is not None and event.exceeds(limit) and not event.exceeds(limit + 1)
    ]


def _longest_run(inputs: Record, absent: Mapping[date, Decimal]) -> Decimal | None:
    """Return the longest absence (days) on working days in a row, None without a calendar.

    A run that reached the end of the month before goes on at this month's first working day.
    """
    calendar = work_calendar(inputs.month.year)
    if calendar is None:
        return None
    longest, run = NONE, inputs.prior_run_days
    for day in filter(calendar.is_workday, inputs.month.days):
        run = run + absent[day] if day in absent else NONE
        longest = max(longest, run)
    return longest
