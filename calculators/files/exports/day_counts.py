"""The counts and lengths of one person's day, as a line of a daily export has them, as events."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.attendance_record import ABSENCES
from calculators.core.kinds import found
from calculators.files.exports.absences import HALF, by_times
from calculators.files.exports.line import Line

type Event = dict[str, Any]

_LATENESS = ("late", "severe", "early")
_LONGEST = 24 * 3600
_MOST = 10
"""No day has more of one thing: a larger number is a slip, and would fill the memory."""


def events_of(line: Line, day: date, *, severe_included: bool) -> list[Event]:
    """Return what happened on a day as the calculator's events, noting what is wrong or assumed.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "早退次数", "早退时长"], ["甲", "1", "10"])
    >>> events_of(line, date(2026, 3, 2), severe_included=False)
    [{'date': '2026-03-02', 'kind': 'early', 'minutes': 10}]
    """
    counts = {what: line.count(f"{what}_count") for what in _LATENESS}
    lengths = {what: line.lengths(f"{what}_length") for what in _LATENESS}
    absent_late = line.days("absent_late")
    for what in (*_LATENESS, "absent"):
        number = max(line.count(f"{what}_count") or 0, len(lengths.get(what, ())))
        if number > _MOST:
            line.problem("too_often", day=day, header=line.header(f"{what}_count"), count=number)
    if line.problems:
        return []
    severe: list[Decimal | None] = []
    if counts["severe"] and not lengths["severe"]:
        severe = [None] * counts["severe"]
    else:
        severe += _each(line, day, "severe", counts["severe"], lengths["severe"])
    if severe_included and severe:
        counts["late"], lengths["late"], severe = _others(line, day, counts, lengths, severe)
    late = _each(line, day, "late", counts["late"], lengths["late"])
    early = _each(line, day, "early", counts["early"], lengths["early"])
    events = [_lateness(line, day, "late", "late_length", seconds) for seconds in late]
    events += [_lateness(line, day, "late", "severe_length", seconds) for seconds in severe]
    events += [_lateness(line, day, "early", "early_length", seconds) for seconds in early]
    if None in severe:
        line.notice("severe_unknown_length", day=day, count=severe.count(None))
    events += [long_lateness(day)] * _absent_late(line, absent_late)
    events += _absences(line, day)
    note_days_beyond(line, events)
    return events


def long_lateness(day: date) -> Event:
    """Return a lateness over the limit whose length is not known.

    >>> long_lateness(date(2026, 3, 2))
    {'date': '2026-03-02', 'kind': 'late', 'minutes': None, 'long': True}
    """
    return {"date": day.isoformat(), "kind": "late", "minutes": None, "long": True}


def timed(day: date, kind: str, seconds: int) -> Event:
    """Return a lateness of so many seconds.

    >>> timed(date(2026, 3, 2), "early", 750)
    {'date': '2026-03-02', 'kind': 'early', 'minutes': 12, 'seconds': 30}
    """
    minutes, rest = divmod(seconds, 60)
    event: Event = {"date": day.isoformat(), "kind": kind, "minutes": minutes}
    return event | {"seconds": rest} if rest else event


def absent(day: date, days: Decimal) -> Event:
    """Return an absence of half a day or a day.

    >>> absent(date(2026, 3, 2), HALF)
    {'date': '2026-03-02', 'kind': 'absent_half'}
    """
    return {"date": day.isoformat(), "kind": "absent_half" if days == HALF else "absent_full"}


def note_days_beyond(line: Line, events: Iterable[Event]) -> None:
    """Note a problem with each date on which a line has more than one day's absence.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "旷工天数"], ["甲", "2"])
    >>> note_days_beyond(line, [absent(date(2026, 3, 2), Decimal(1))] * 2)
    >>> line.problems[0].values["day"]
    '2026-03-02'
    """
    spent: dict[str, Decimal] = {}
    for event in events:
        if days := ABSENCES.get(event["kind"]):
            spent[event["date"]] = spent.get(event["date"], Decimal(0)) + days
    for day, days in spent.items():
        if days > 1:
            line.problem("absent_beyond_a_day", day=day, days=days)


def _each(
    line: Line, day: date, what: str, count: int | None, lengths: Sequence[Decimal]
) -> list[Decimal]:
    """Return the length (seconds) of each occurrence, noting where they can't be told."""
    if not count and not lengths:
        return []
    header, of = line.header(f"{what}_length"), line.header(f"{what}_count")
    if count is None:
        if lengths and line.has(f"{what}_count"):
            line.notice("count_blank", day=day, header=of, count=len(lengths))
        return list(lengths)
    if len(lengths) == count:
        return list(lengths)
    if not count:
        length = sum(lengths, Decimal(0)) / 60
        line.problem("length_without_count", header=header, of=of, length=length)
    elif not lengths:
        line.problem("no_length", day=day, header=header, of=of, count=count)
    else:
        length = sum(lengths, Decimal(0)) / 60
        line.problem("not_split", day=day, header=header, of=of, count=count, length=length)
    return []


def _others(
    line: Line,
    day: date,
    counts: dict[str, int | None],
    lengths: dict[str, tuple[Decimal, ...]],
    severe: list[Decimal | None],
) -> tuple[int | None, tuple[Decimal, ...], list[Decimal | None]]:
    """Return count and lengths of lateness without the severe one that they hold, and that."""
    count, late = counts["late"], lengths["late"]
    known = [seconds for seconds in severe if seconds is not None]
    rest = None if count is None else count - len(severe)
    if rest is not None and rest < 0:
        said = {"of": line.header("late_count"), "header": line.header("severe_count")}
        line.problem("severe_beyond_late", **said, count=count, severe=len(severe))
        return 0, (), severe
    if len(known) < len(severe):
        if rest == 0 and len(late) == len(severe):
            return 0, (), list(late)
        if late and rest != 0:  # how much of the length is the severe one's is not known
            length = sum(late, Decimal(0)) / 60
            of, header = line.header("late_count"), line.header("late_length")
            line.problem("not_split", day=day, header=header, of=of, count=count, length=length)
            return 0, (), severe
        return rest, (), severe
    left = _without(late, known)
    if left is None:
        said = {"of": line.header("late_length"), "header": line.header("severe_length")}
        line.problem("severe_longer_than_late", day=day, **said)
        return 0, (), severe
    return rest, left, severe


def _without(late: Sequence[Decimal], severe: Sequence[Decimal]) -> tuple[Decimal, ...] | None:
    """Return lengths, or their sum, without the severe ones; None where those are more."""
    if len(late) > 1:
        left = list(late)
        for seconds in severe:
            if seconds not in left:
                return None
            left.remove(seconds)
        return tuple(left)
    rest = sum(late, Decimal(0)) - sum(severe, Decimal(0))
    if not late or rest == 0:
        return ()
    return (rest,) if rest > 0 else None


def _lateness(line: Line, day: date, kind: str, name: str, seconds: Decimal | None) -> Event:
    if seconds is None:
        return long_lateness(day)
    whole = line.whole_seconds(name, seconds)
    if not whole:
        line.problem("not_length", header=line.header(name), found=found(line.text(name)))
    if whole > _LONGEST:
        line.problem("longer_than_a_day", day=day, header=line.header(name), length=seconds / 60)
    return timed(day, kind, whole)


def _absent_late(line: Line, times: Decimal | None) -> int:
    if not times:
        return 0
    if (times > 1 and times % 1) or times > _MOST:
        line.problem("not_count", header=line.header("absent_late"), found=found(str(times)))
        return 0
    return max(1, int(times))


def _absences(line: Line, day: date) -> list[Event]:
    if not line.has("absent_days"):
        half, full = by_times(line)
        return [absent(day, HALF)] * half + [absent(day, Decimal(1))] * full
    days = line.days("absent_days")
    if not days:
        return []
    if days not in {HALF, Decimal(1)}:
        header = line.header("absent_days")
        line.problem("not_a_day", day=day, header=header, found=days, half=HALF)
        return []
    return [absent(day, days)]
