"""WeCom 月报: one row a person, with counts, and cells of days that may name minutes."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.core.months import Month
from calculators.files.entries import Entry
from calculators.files.exports import absences
from calculators.files.exports.cell_days import CellDays, read_days
from calculators.files.exports.day_cells import NAMED, Absence
from calculators.files.exports.day_columns import DayColumn
from calculators.files.exports.day_counts import Event, absent, note_days_beyond
from calculators.files.exports.line import Line
from calculators.files.exports.month_counts import counts_of
from calculators.files.exports.monthly_entry import counts_anything, finished, severe_of
from calculators.files.remarks import Remark


def entry_of(
    line: Line, columns: Sequence[DayColumn], month: Month, *, severe_included: bool
) -> Entry:
    """Return the entry of a line: from its days where they say all that it counts, else counted.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "旷工次数"], ["甲", "1"])
    >>> entry_of(line, (), Month(2026, 3), severe_included=False).request["full_day_count"]
    1
    """
    days = read_days(line, columns)
    request: dict[str, Any]
    if columns and _says_all(line, days, severe_included=severe_included):
        line.notices += days.notices
        _tell_more(line, days, severe_included=severe_included)
        events = [*days.events, *_absences(line, days.absences)]
        note_days_beyond(line, events)
        request = {"events": sorted(events, key=lambda event: str(event["date"]))}
    else:
        if columns and counts_anything(line):
            line.notice("days_say_too_little")
        request = dict(counts_of(line, month, severe_included=severe_included))
        _note_uncounted(line, days)
    severe = severe_of(line, days)
    return finished(line, month, request, days, severe=severe, severe_included=severe_included)


def _pairs(
    line: Line, days: CellDays, *, severe_included: bool
) -> Iterator[tuple[str, Decimal | int, int]]:
    """Yield the columns of counts, what they say, and how often their cells say so."""
    found = dict(days.counts)
    if severe_included:
        found["late"] = found.get("late", 0) + found.get("severe", 0)
    for what in ("late", "early", "severe", "absent_late"):
        name = what if what == "absent_late" else f"{what}_count"
        yield name, line.count(name) or 0, found.get(what, 0)
    if line.has("absent_count") or not line.has("absent_days"):
        yield "absent_count", line.count("absent_count") or 0, len(days.absences)
    else:
        yield "absent_days", line.days("absent_days") or 0, len(days.absences)


def _says_all(line: Line, days: CellDays, *, severe_included: bool) -> bool:
    """Tell whether the cells are understood and account for all that the columns count."""
    if days.empty:
        return not counts_anything(line)
    pairs = _pairs(line, days, severe_included=severe_included)
    return not days.faults and all(cells >= column for _, column, cells in pairs)


def _tell_more(line: Line, days: CellDays, *, severe_included: bool) -> None:
    """Say where the cells, which are used, name more than a column counts."""
    for name, column, cells in _pairs(line, days, severe_included=severe_included):
        if cells > column and line.has(name):
            said = {"header": line.header(name), "column": column, "cells": cells}
            line.notice("counts_differ", **said)


def _absences(line: Line, told: list[tuple[date, Absence, str]]) -> list[Event]:
    """Return the absences of the cells; one that says only 旷工 is as long as 旷工时长 says."""
    unsaid = [day for day, absence, _ in told if absence.days is absence.minutes is None]
    events = [absent(day, _days(absence)) for day, absence, _ in told if day not in unsaid]
    if not unsaid:
        return events
    minutes = absences.absent_minutes(line)
    rest = minutes
    if minutes is not None:
        rest = minutes - sum((absence.minutes or 0 for _, absence, _ in told), Decimal(0))
    halves = any(absence.days is not None for _, absence, _ in told)
    each = absences.each_of(len(unsaid), rest)
    if each is None or (rest is not None and (rest <= 0 or halves)):
        said = {"header": line.header("absent_length"), "minutes": minutes, "count": len(told)}
        line.problem("absences_not_split", **said)
        return []
    return events + [absent(day, each) for day in unsaid]


def _days(absence: Absence) -> Decimal:
    return absence.days or absences.of_minutes(absence.minutes or Decimal(0))


def _note_uncounted(line: Line, days: CellDays) -> None:
    """Note cells that name lateness or absence where no column counts any, and odd ones."""
    counted = counts_anything(line)
    named = [fault for fault in days.faults if NAMED.search(str(fault.values["found"]))]
    if not counted:
        line.problems += named
        if (days.events or days.absences) and not named:
            line.problem("cells_uncounted")
    for fault in days.faults:
        if fault not in named:
            line.notices.append(Remark.of("attendance_files.cell_ignored", **fault.values))
