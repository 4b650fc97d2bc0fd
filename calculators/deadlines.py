"""Deadlines: by when enquiries, promotions and reviews are due, by the calendar or by working days.

Source: os-4-5-1, os-4-5-2, os-4-5-3 and os-5-1 of the online-store manual, co-4-2-2 of the
commercial-operations manual; figures in `rules/deadlines/`, working days in `rules/calendar/`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, ClassVar

from calculators.core.calendar_file import Entry, calendar_file
from calculators.core.declaration import About, Checked, Declared
from calculators.core.editions import Edition, Editions, Figure, Reading, Section
from calculators.core.kinds import Choice, Day, Instant, Start, found
from calculators.core.months import Month
from calculators.core.outcome import Notice, Outcome, Step
from calculators.core.problems import Problem
from calculators.core.times import (
    BEIJING,
    first_of_month,
    first_of_quarter,
    first_of_year,
    read_date,
    read_instant,
)
from calculators.core.words import Words
from calculators.core.workdays import is_workday, workday_from, workday_until

_DAY = timedelta(days=1)
_QUARTER = 3
_SHORTEST_MONTH = 28
_LAST_YEAR = 9990  # the answer, too, must be a day that a date can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Section):
    """Hours in which something is to be done; `clock` says what days off do to them."""

    within_hours: Annotated[Figure, "小时"]
    clock: Annotated[Reading, ("pause", "extend")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead(Section):
    """Weeks by which something comes before a day; `rest_day` moves one that is not worked."""

    weeks_before: Annotated[Figure, "周"]
    rest_day: Annotated[Reading, ("before", "after")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMonth(Section):
    """Days of the next month, the first and the last included."""

    from_day: Annotated[Figure, "日"]
    to_day: Annotated[Figure, "日"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear(Section):
    """A whole month of the next year."""

    month: Annotated[Figure, "月"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarterly(Section):
    """How often in a quarter, and whether within it or in the one after it."""

    times: Annotated[Figure, "次"]
    quarter: Annotated[Reading, ("within", "after")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of the deadlines."""

    reply: Hours
    after_sales: Hours
    promotion_plan: Ahead
    promotion_submission: Ahead
    monthly_review: NextMonth
    annual_review: NextYear
    quarterly_review: Quarterly

    def mistake(self) -> str | None:
        """Return what is wrong with figures that each fit on their own, or None."""
        review = self.monthly_review
        if not 1 <= review.from_day.value <= review.to_day.value <= _SHORTEST_MONTH:
            return (
                "monthly_review from_day 和 to_day 要在 1 到 28 之间，先起后止：每个月都要有这几天"
            )
        if not 1 <= self.annual_review.month.value <= 12:  # noqa: PLR2004  # months of a year
            return "annual_review month 要在 1 到 12 之间"
        if self.promotion_plan.weeks_before.value < self.promotion_submission.weeks_before.value:
            return "promotion_plan weeks_before 不能比 promotion_submission 的少：先制定，后提交"
        return None


EDITIONS = Editions("deadlines", Rules)
RULES = (EDITIONS,)
ABOUT: About = "requests"
DATED_BY = "start"
EXAMPLE: Mapping[str, Any] = {"kind": "promotion", "start": "2026-10-18", "calendar": "working"}

_READ: Mapping[str, Callable[[str], date]] = {
    "reply": read_instant,
    "after_sales": read_instant,
    "promotion": read_date,
    "monthly_review": first_of_month,
    "annual_review": first_of_year,
    "quarterly_review": first_of_quarter,
}
"""How the start of each kind is read; months, years and quarters stand as their first day."""


@dataclass(frozen=True, kw_only=True)
class Inputs(Checked):
    """What is due, from when, and whether days off count.

    `start` is ISO 8601 text: the instant of a reply or an after-sales case (Beijing time where no
    offset is given), the day of a promotion, or the month, year or quarter under review.
    """

    kind: Annotated[str, Choice(tuple(_READ))]
    start: Annotated[str, Start()]
    calendar: Annotated[str, Choice(("natural", "working"))] = "natural"

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        kind, start = values.get("kind", ""), values.get("start")
        if kind not in _READ or start is None:
            return problems
        try:
            begin = _READ[kind](start)
        except ValueError:
            return problems | {"start": Problem(f"start_of_{kind}", found=found(start))}
        if begin.year > _LAST_YEAR:
            return problems | {"start": Problem("too_late", last=_LAST_YEAR, found=found(start))}
        try:
            edition = EDITIONS.in_force(_day(begin))
        except Problem as problem:
            asked = {**problem.values, "day": Start().text(start)}
            return problems | {"start": Problem(problem.key, **asked)}
        if values.get("calendar") == "working":
            try:
                _answer(edition, kind, begin, working=True)
            except Problem as problem:
                problems["calendar"] = problem
        return problems


@dataclass(frozen=True, kw_only=True)
class Result(Declared):
    """What is due: one instant, two days, or a window of days; the others are None."""

    due: Annotated[datetime | None, Instant()] = None
    plan_due: Annotated[date | None, Day()] = None
    submit_due: Annotated[date | None, Day()] = None
    opens: Annotated[date | None, Day()] = None
    closes: Annotated[date | None, Day()] = None

    headline: ClassVar[tuple[str, ...]] = ("due", "plan_due", "submit_due", "opens", "closes")


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return by when something is due; the instant or day itself is still in time.

    >>> outcome = calculate(Inputs(kind="promotion", start="2027-01-01"))
    >>> outcome.result.plan_due.isoformat(), outcome.result.submit_due.isoformat()
    ('2026-12-18', '2026-12-25')
    """
    begin = _READ[inputs.kind](inputs.start)
    edition = EDITIONS.in_force(_day(begin))
    result, steps = _answer(edition, inputs.kind, begin, working=inputs.calendar == "working")
    return Outcome(
        result=result,
        steps=steps,
        notices=tuple(_notices(inputs.kind, begin, result, edition.rules)),
        rules=(edition,),
    )


def entries(inputs: Inputs, outcome: Outcome[Result]) -> tuple[Entry, ...]:
    """Return what a calendar program can hold of an answer: an instant, two days or a window.

    >>> inputs = Inputs(kind="promotion", start="2027-01-01")
    >>> [each.first.isoformat() for each in entries(inputs, calculate(inputs))]
    ['2026-12-18', '2026-12-25']
    """
    (edition,) = outcome.rules
    begin = _READ[inputs.kind](inputs.start)
    instant = begin.astimezone(BEIJING) if isinstance(begin, datetime) else None
    start = _clock(instant) if instant else inputs.start
    result, rules = outcome.result, edition.rules
    spans = (
        ("due", result.due, result.due, inputs.kind),
        ("plan_due", result.plan_due, result.plan_due, "promotion_plan"),
        ("submit_due", result.submit_due, result.submit_due, "promotion_submission"),
        ("window", result.opens, result.closes, inputs.kind),
    )
    return tuple(
        Entry(
            key=section,
            uid=f"{inputs.kind}-{start.replace(' ', 'T')}-{name}",
            stamp=edition.in_force_from,
            first=first,
            last=last,
            clause=getattr(rules, section).clause,
            start=start,
        )
        for name, first, last, section in spans
        if first is not None and last is not None
    )


def calendar(inputs: Inputs, outcome: Outcome[Result], words: Words) -> str:
    """Return an answer's days and instants as a calendar file, lines ending in CR LF.

    >>> from calculators.core.words import words
    >>> inputs = Inputs(kind="promotion", start="2027-01-01")
    >>> calendar(inputs, calculate(inputs), words()).count("BEGIN:VEVENT")
    2
    """
    return calendar_file(words.event(each, outcome.steps) for each in entries(inputs, outcome))


FILES = {"ics": calendar}


def _day(begin: date) -> date:
    """Return the day in China on which something begins."""
    return begin.astimezone(BEIJING).date() if isinstance(begin, datetime) else begin


def _answer(
    edition: Edition[Rules], kind: str, begin: date, *, working: bool
) -> tuple[Result, tuple[Step, ...]]:
    """Return result and steps. Raises Problem where working days are asked and not known."""
    rules = edition.rules
    steps: list[Step] = []
    if isinstance(begin, datetime):
        result = _due(getattr(rules, kind), kind, begin, steps, working=working)
    elif kind == "promotion":
        result = Result(
            plan_due=_ahead(rules.promotion_plan, "plan_due", begin, steps, working=working),
            submit_due=_ahead(
                rules.promotion_submission, "submit_due", begin, steps, working=working
            ),
        )
    else:
        result = _window(rules, kind, begin, steps, working=working)
    return result, tuple(steps)


def _due(rule: Hours, kind: str, begin: datetime, steps: list[Step], *, working: bool) -> Result:
    """Return the last instant of so many hours."""
    start = begin.astimezone(BEIJING)
    length = timedelta(hours=int(rule.within_hours.value))
    hours = rule.within_hours.value

    def add(key: str, value: str, **values: Any) -> None:
        steps.append(Step(key, value, rule.clause, {"hours": hours, **values}))

    if begin.utcoffset() != start.utcoffset():
        add("beijing_time", start.isoformat(), written=begin.isoformat(), start=_clock(start))
    if not working or rule.clock.choice == "extend":
        due = start + length
        add(kind, due.isoformat(), start=_clock(start), due=_clock(due))
        if working and (moved := workday_from(due.date())) != due.date():
            due, before = _at(moved, due.timetz()), due
            add("due_extended", due.isoformat(), due=_clock(before), moved=_clock(due))
        return Result(due=due)
    if not is_workday(start.date()):
        begins = _at(workday_from(start.date()), time(tzinfo=BEIJING))
        add("clock_starts", begins.isoformat(), start=_clock(start), begins=_clock(begins))
        start = begins
    off = _days_off(start, length)
    due = start + length + len(off) * _DAY
    for first, last in _runs(off):
        days = (last - first).days + 1
        key = "clock_pauses" if days > 1 else "clock_pauses_a_day"
        add(key, str(days), first=first, last=last, days=days)
    key = f"{kind}_paused" if off else kind
    add(key, due.isoformat(), start=_clock(start), due=_clock(due), days=len(off))
    return Result(due=due)


def _days_off(start: datetime, length: timedelta) -> list[date]:
    """Return the days off that begin before a clock that they pause has run for length.

    A clock that runs out as a day off begins runs out as that day ends: both instants have seen the
    same time, and the later one is still within it.
    """
    off: list[date] = []
    midnight, end = _at(start.date() + _DAY, time(tzinfo=BEIJING)), start + length
    while midnight <= end:
        if not is_workday(midnight.date()):
            off.append(midnight.date())
            end += _DAY
        midnight += _DAY
    return off


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    """Return the first and the last of days that follow each other."""
    for day in days:
        if day - _DAY not in days:
            last = day
            while last + _DAY in days:
                last += _DAY
            yield day, last


def _ahead(rule: Ahead, key: str, begin: date, steps: list[Step], *, working: bool) -> date:
    """Return the day so many weeks before begin."""
    weeks = rule.weeks_before.value
    days = 7 * int(weeks)
    due = begin - days * _DAY
    values = {"begin": begin, "weeks": weeks, "days": days, "due": due}
    steps.append(Step(key, due.isoformat(), rule.clause, values))
    if working:
        before = rule.rest_day.choice == "before"
        move = workday_until if before else workday_from
        due = _moved(due, move, "day_before" if before else "day_after", rule.clause, steps)
    return due


def _window(rules: Rules, kind: str, begin: date, steps: list[Step], *, working: bool) -> Result:
    """Return the first and the last day of a review's window."""
    month = Month(begin.year, begin.month)
    rule: NextMonth | NextYear | Quarterly = getattr(rules, kind)
    key, values = kind, {"month": month, "year": begin.year, "quarter": _quarter(month)}
    match rule:
        case NextMonth():
            days = month.after(1).days
            opens, closes = days[int(rule.from_day.value) - 1], days[int(rule.to_day.value) - 1]
            values |= {"from_day": rule.from_day.value, "to_day": rule.to_day.value}
        case NextYear():
            days = Month(begin.year + 1, int(rule.month.value)).days
            opens, closes = days[0], days[-1]
            values |= {"in_month": rule.month.value}
        case Quarterly():
            first = month if rule.quarter.choice == "within" else month.after(_QUARTER)
            opens, closes = first.first, first.after(_QUARTER - 1).days[-1]
            key = f"{kind}_{rule.quarter.choice}"
            values |= {"times": rule.times.value}
    window = {"opens": opens, "closes": closes}
    steps.append(Step(f"{key}_opens", opens.isoformat(), rule.clause, {**values, "day": opens}))
    if working:
        opens = _moved(opens, workday_from, "opens_later", rule.clause, steps)
    steps.append(Step(f"{key}_closes", closes.isoformat(), rule.clause, {**values, "day": closes}))
    if working:
        closes = _moved(closes, workday_until, "closes_earlier", rule.clause, steps)
        if opens > closes:
            raise Problem("no_workday", **window)
    return Result(opens=opens, closes=closes)


def _moved(
    day: date, move: Callable[[date], date], key: str, clause: str, steps: list[Step]
) -> date:
    """Return the working day that day is moved to; day itself where it is one."""
    if (moved := move(day)) != day:
        steps.append(Step(key, moved.isoformat(), clause, {"day": day, "moved": moved}))
    return moved


def _quarter(month: Month) -> str:
    return f"{month.year}-Q{(month.month + 2) // _QUARTER}"


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock)


def _clock(instant: datetime) -> str:
    """Return an instant of Beijing as readers write it."""
    return instant.replace(tzinfo=None).isoformat(" ")


def _notices(kind: str, begin: date, result: Result, rules: Rules) -> Iterator[Notice]:
    december = Month(begin.year + 1, 1).days[int(rules.monthly_review.to_day.value) - 1]
    if kind == "annual_review" and result.opens is not None and result.opens < december:
        yield Notice("info", "december_first", {"year": begin.year, "december": december})
