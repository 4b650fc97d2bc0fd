"""DingTalk 月度汇总: one row a person, with the days of the month (考勤结果) or counts alone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from calculators.core.months import Month
from calculators.files.entries import Entry
from calculators.files.exports.cell_days import CellDays, read_days
from calculators.files.exports.day_columns import DayColumn
from calculators.files.exports.day_counts import absent, note_days_beyond
from calculators.files.exports.line import Line
from calculators.files.exports.month_counts import counts_of
from calculators.files.exports.monthly_entry import counts_anything, finished, severe_of

_COUNTED = ("late", "severe", "early", "absent_late")


def entry_of(
    line: Line, columns: Sequence[DayColumn], month: Month, *, severe_included: bool
) -> Entry:
    """Return the entry of a line: from its days where they are written, else from its counts.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "早退次数"], ["甲", "1"])
    >>> entry_of(line, (), Month(2026, 3), severe_included=False).request["short_count"]
    1
    """
    days = read_days(line, columns)
    if columns and not (days.empty and counts_anything(line)):
        request = _of_days(line, days, severe_included=severe_included)
    else:
        if columns:
            line.notice("days_empty")
        request = counts_of(line, month, severe_included=severe_included)
    severe = severe_of(line, days)
    return finished(line, month, request, days, severe=severe, severe_included=severe_included)


def _of_days(line: Line, days: CellDays, *, severe_included: bool) -> dict[str, Any]:
    """Return the events of the cells; note cells that are not understood, and other counts."""
    line.problems += days.faults
    line.notices += days.notices
    events = list(days.events)
    absent_days = Decimal(0)
    for day, absence, text in days.absences:
        if absence.minutes is not None:
            line.problem("absence_in_minutes", day=day, found=text)
        amount = absence.days or Decimal(1)
        absent_days += amount
        events.append(absent(day, amount))
    note_days_beyond(line, events)
    if not line.problems:
        _compare(line, days, absent_days, severe_included=severe_included)
    return {"events": sorted(events, key=lambda event: str(event["date"]))}


def _compare(line: Line, days: CellDays, absent_days: Decimal, *, severe_included: bool) -> None:
    """Say where the columns of counts contradict the cells, which are used."""
    told = dict(days.counts)
    if severe_included:
        told["late"] = told.get("late", 0) + told.get("severe", 0)
    pairs: list[tuple[str, Decimal | int | None, Decimal | int]] = [
        (name, line.days(name) if what == "absent_late" else line.count(name), told.get(what, 0))
        for what in _COUNTED
        for name in [what if what == "absent_late" else f"{what}_count"]
    ]
    pairs.append(("absent_days", line.days("absent_days"), absent_days))
    for name, column, cells in pairs:
        if line.has(name) and (column or 0) != cells:
            said = {"header": line.header(name), "column": column, "cells": cells}
            line.notice("counts_blank" if column is None else "counts_differ", **said)
