"""DingTalk 每日统计: one row a person a day, gathered into one entry a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculators.core.kinds import found
from calculators.core.months import Month
from calculators.files.entries import Entry, Person
from calculators.files.exports import day_counts
from calculators.files.exports.line import Line
from calculators.files.exports.lines import Lines, inputs_of
from calculators.files.exports.monthly_entry import missing_count, missing_punches
from calculators.files.exports.months import Months
from calculators.files.exports.people import Identity, identity, same_name
from calculators.files.exports.periods import WEEKDAYS, date_of, weekday_of
from calculators.files.remarks import Remark

_EVENTS = (
    *("late_count", "late_length", "severe_count", "severe_length", "absent_late"),
    *("early_count", "early_length", "absent_days", "absent_count", "absent_length"),
)
_QUIET = {"", "0", "0.0", "0.00", "-", "--"}


@dataclass(slots=True)
class _Gathered:
    """What the rows of one person say."""

    person: Person
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    days: dict[date, tuple[bool, int]] = field(default_factory=dict)
    missing: dict[date, int] = field(default_factory=dict)
    severe: int = 0
    inputs: dict[str, tuple[str, Remark]] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)


class DailyFile:
    """The people of daily sheets, in the order of their first rows."""

    def __init__(self, months: Months, *, severe_included: bool) -> None:
        """Take where months are collected, and whether 迟到次数 holds the severe ones."""
        self._months = months
        self._included = severe_included
        self._people: dict[Identity, _Gathered] = {}
        self.odd_weekday: Remark | None = None

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self._people)

    def read(self, lines: Lines) -> None:
        """Take the rows of a sheet. Raises Refused for dates of two months."""
        sheet = lines.sheet
        events = [name for name in _EVENTS if name in sheet.places]
        for line in lines:
            gathered = self._of(line)
            day = self._day(line)
            quiet = all(line.text(name) in _QUIET for name in events)
            if day is not None:
                self._once(gathered, line, day, quiet=quiet)
                if not quiet:
                    included = self._included
                    happened = day_counts.events_of(line, day, severe_included=included)
                    gathered.events += happened
                    gathered.severe += _severe(line)
                if times := missing_count(line):
                    gathered.missing[day] = gathered.missing.get(day, 0) + times
            if sheet.inputs:
                self._months.in_line(line)
                _merge(gathered, line)
            gathered.problems += line.problems
            gathered.notices += line.notices

    def entries(self, month: Month) -> Iterator[Entry]:
        """Yield one entry a person."""
        for gathered in self._people.values():
            events = sorted(gathered.events, key=lambda event: str(event["date"]))
            given = {name: text for name, (text, _) in gathered.inputs.items()}
            entry = Entry(
                source="、".join(_source(*rows) for rows in gathered.rows.items()),
                about=gathered.person,
                request={**given, "month": str(month), "events": events},
                problems=gathered.problems,
                notices=gathered.notices,
            )
            if gathered.severe:
                key = "severe_included" if self._included else "severe_apart"
                entry.notices.append(Remark.of(f"attendance_files.{key}", count=gathered.severe))
            if gathered.missing:
                entry.notices.append(missing_punches(gathered.missing))
            yield entry

    def _of(self, line: Line) -> _Gathered:
        key = identity(line.person)
        gathered = self._people.get(key)
        if gathered is None:
            gathered = self._people[key] = _Gathered(line.person)
        elif not same_name(gathered.person, line.person):
            said = {"first": gathered.person.name, "second": line.person.name}
            line.problem("two_names", **said, found=key[1])
        sheet = line.sheet.table.sheet
        first, _ = gathered.rows.get(sheet, (line.number, 0))
        gathered.rows[sheet] = (first, line.number)
        return gathered

    def _day(self, line: Line) -> date | None:
        text = line.text("date")
        day = date_of(text)
        if day is None:
            if line.stored(line.header("date"), text):
                line.problem("not_date", header=line.header("date"), found=found(text))
            return None
        month = self._months.so_far
        if month is None or day not in month:
            self._months.add(Month(day.year, day.month), line.sheet.table, line.number)
        named = weekday_of(text)
        if named and named != WEEKDAYS[day.weekday()] and self.odd_weekday is None:
            key = "attendance_files.weekday_of_date"
            self.odd_weekday = Remark.of(key, at=line.at, found=text)
        return day

    def _once(self, gathered: _Gathered, line: Line, day: date, *, quiet: bool) -> None:
        """Note a problem where a day stands in two rows and something happened in one."""
        before = gathered.days.get(day)
        if before is not None and not (quiet and before[0]):
            line.problem("same_day_twice", day=day, first=before[1])
        gathered.days[day] = (quiet and (before is None or before[0]), line.number)


def _severe(line: Line) -> int:
    """Return how many times a line has a severe lateness."""
    if line.problems:
        return 0
    return line.count("severe_count") or len(line.lengths("severe_length"))


def _merge(gathered: _Gathered, line: Line) -> None:
    for name, text in inputs_of(line).items():
        first, at = gathered.inputs.setdefault(name, (text, line.at))
        if first != text:
            said = {"header": line.header(name), "first": found(first), "first_at": at}
            line.problem("input_differs", **said, found=found(text))


def _source(sheet: str, rows: tuple[int, int]) -> str:
    first, last = rows
    told = str(first) if first == last else f"{first}-{last}"
    return f"{sheet}!{told}" if sheet else told
