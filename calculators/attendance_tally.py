"""How often each thing happened in a month's attendance, as the rules in force are read.

Absence is counted in halves of a day and in runs of official working days.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from calculators.attendance_record import (
    ABSENCES,
    HALF,
    LATENESS,
    NONE,
    ONE,
    Event,
    Record,
    Rules,
    Short,
)
from calculators.core.workdays import workdays_of


class Counter(NamedTuple):
    """Lateness under one free allowance: `kind` is late, early, or lateness for both.

    `used` free times went to lateness over the limit, `free` are left.
    """

    kind: str
    short: int
    used: int
    free: int
    charged: int


class Run(NamedTuple):
    """The longest run of absence (days): `before` lay before this month, `actual` is not deemed."""

    days: Decimal
    before: Decimal
    actual: Decimal


class Tally(NamedTuple):
    """How often each thing happened in the month, and the longest run of absence.

    `merged` occurrences were counted with another one of the same day; of `spared` ones the seconds
    alone were over the limit, or all there was.
    """

    counters: tuple[Counter, ...]
    long: int
    half_day: int
    full_day: int
    run: Run | None
    merged: int = 0
    spared: int = 0

    @property
    def short(self) -> int:
        """Lateness within the limit."""
        return sum([counter.short for counter in self.counters])

    @property
    def charged(self) -> int:
        """Lateness within the limit that is charged."""
        return sum([counter.charged for counter in self.counters])


def tally(inputs: Record, rules: Rules) -> Tally:
    """Return how often each thing happened, from the counts or from the events.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(1), long_count=2)
    >>> tally(month, EDITIONS.in_force(month.month.first).rules).long
    2
    """
    if inputs.has_counts:
        # With late and early counted apart, a record that this could change is refused before.
        short, long = inputs.short_count or 0, inputs.long_count or 0
        return Tally(
            counters=(_counter("lateness", short, long, rules.short),),
            long=long,
            half_day=inputs.half_day_count or 0,
            full_day=inputs.full_day_count or 0,
            run=_given_run(inputs, rules),
        )
    absent = absence_by_day(inputs)
    whole = sum(days == 1 for days in absent.values())
    halves = sum(days == HALF for days in absent.values())
    if rules.half_day.same_date.choice == "two_halves":
        halves = sum(event.kind == "absent_half" for event in _counted(inputs))
        whole = sum(event.kind == "absent_full" for event in _counted(inputs))
    late = [event for event in _counted(inputs) if event.kind in LATENESS]
    timed = [event for event in late if not _spared_whole(event, rules.short)]
    merged = _merged(timed, rules.short)
    return Tally(
        counters=tuple(_counters(timed, merged, rules.short)),
        long=sum(event.exceeds(rules.short) for event in timed),
        half_day=halves,
        full_day=whole,
        run=_run(inputs, absent, rules),
        merged=merged,
        spared=sum(_spared(event, rules.short) for event in late),
    )


def _counters(events: list[Event], merged: int, short: Short) -> Iterator[Counter]:
    """Return lateness by free allowance, late and early together or apart."""
    together = short.counters.choice == "together"
    for kind in ("lateness",) if together else LATENESS:
        over = [event.exceeds(short) for event in events if together or event.kind == kind]
        yield _counter(kind, over.count(False) - merged, over.count(True), short)


def _counter(kind: str, count: int, over: int, short: Short) -> Counter:
    allowance = int(short.free_count.value)
    used = min(allowance, over) if short.over_limit.choice == "counted" else 0
    free = allowance - used
    beyond = max(0, count - free)
    charged = count if beyond and short.charged.choice == "all" else beyond
    return Counter(kind, count, used, free, charged)


def _merged(events: list[Event], short: Short) -> int:
    """Return how many occurrences within the limit belong to another one of the same day."""
    if short.same_day.choice == "two":
        return 0
    days: dict[date, list[str]] = {}
    for event in events:
        if not event.exceeds(short):
            days.setdefault(event.date, []).append(event.kind)
    return sum(min(map(kinds.count, LATENESS)) for kinds in days.values())


def _spared_whole(event: Event, short: Short) -> bool:
    """Tell whether nothing is left of a lateness once its seconds are dropped."""
    return event.minutes == 0 and short.seconds.choice == "dropped"


def _spared(event: Event, short: Short) -> bool:
    """Tell whether dropping seconds made a lateness short, or nothing."""
    if short.seconds.choice == "counted" or not event.seconds:
        return False
    exactly = replace(short, seconds=replace(short.seconds, choice="counted"))
    return event.minutes == 0 or event.exceeds(exactly) > event.exceeds(short)


def _counted(inputs: Record) -> Iterator[Event]:
    return (event for event in inputs.events or () if not event.approved)


def absence_by_day(inputs: Record) -> dict[date, Decimal]:
    """Return days absent by date; two halves of one date are one day.

    >>> from calculators.core.months import Month
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


def just_over(inputs: Record, short: Short) -> list[date]:
    """Return the dates of lateness known to be over the limit by one minute at most.

    >>> from calculators.attendance_record import EDITIONS
    >>> from calculators.core.months import Month
    >>> late = Event(date=date(2026, 3, 2), kind="late", minutes=16)
    >>> month = Record(month=Month(2026, 3), monthly_wage=Decimal(1), events=(late,))
    >>> just_over(month, EDITIONS.in_force(month.month.first).rules.short)
    [datetime.date(2026, 3, 2)]
    """
    longest = (short.within_minutes.value + 1) * 60
    return [
        event.date
        for event in _counted(inputs)
        if event.minutes is not None
        and event.exceeds(short)
        and event.minutes * 60 + event.seconds <= longest
    ]


def _counted_absence(
    inputs: Record, absent: Mapping[date, Decimal], rules: Rules
) -> Mapping[date, Decimal]:
    """Return the days that make a run, with deemed absence where that counts: one a date."""
    if rules.termination.deemed_consecutive.choice == "not_counted":
        return absent
    counted = dict(absent)
    for event in _counted(inputs):
        if event.kind in LATENESS and event.exceeds(rules.short):
            days = counted.get(event.date, NONE) + rules.long.absence_days.value
            counted[event.date] = min(ONE, days)
    return counted


def _given_run(inputs: Record, rules: Rules) -> Run | None:
    """Return the longest run as it is given, None where it is not.

    Where lateness deemed absence counts for it, it may be longer than what was really missed.
    """
    if (days := inputs.longest_run) is None:
        return None
    actual = days
    if rules.termination.deemed_consecutive.choice == "counted":
        missed = (inputs.half_day_count or 0) * HALF + (inputs.full_day_count or 0)
        actual = min(days, missed + max(inputs.prior_absence_days, inputs.prior_run_days))
    return Run(days, before=NONE, actual=actual)


def _run(inputs: Record, absent: Mapping[date, Decimal], rules: Rules) -> Run | None:
    """Return the longest absence on working days in a row, None without a calendar.

    A run that reached the end of the month before goes on at this month's first working day.
    """
    days, prior = workdays_of(inputs.month), inputs.prior_run_days
    if days is None:
        return None
    longest, before = _longest(days, _counted_absence(inputs, absent, rules), prior)
    actual, _ = _longest(days, absent, prior)
    return Run(longest, before, actual)


def _longest(
    days: Iterable[date], absent: Mapping[date, Decimal], prior: Decimal
) -> tuple[Decimal, Decimal]:
    """Return the longest run (days) on these days behind prior, and what of it lay before them."""
    longest, before, run, carried = NONE, NONE, prior, prior
    for day in days:
        if day in absent:
            run += absent[day]
        else:
            run = carried = NONE
        if run > longest:
            longest, before = run, carried
    return longest, before
