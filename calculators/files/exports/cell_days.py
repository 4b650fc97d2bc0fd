"""A person's cells of days (考勤结果) as events by date, and how often each thing is in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP
from typing import Any

from calculators.core.kinds import found
from calculators.files.exports.day_cells import NOTHING, Absence, DayCell, Lateness, read_cell
from calculators.files.exports.day_columns import DayColumn
from calculators.files.exports.day_counts import Event, long_lateness, timed
from calculators.files.exports.line import Line
from calculators.files.remarks import Remark
from calculators.files.tables import cell


@dataclass(slots=True)
class CellDays:
    """What a line's cells say. `faults` are cells that say too little or are not understood.

    `counts` has late, early, severe (严重迟到) and absent_late (旷工迟到).
    """

    events: list[Event] = field(default_factory=list)
    absences: list[tuple[date, Absence, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    missing: dict[date, int] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    empty: bool = True


def read_days(line: Line, columns: Sequence[DayColumn]) -> CellDays:
    """Return what the cells of a line say; a formula without its result is the line's problem.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "2"], ["甲", "上班迟到24分钟"], days=True)
    >>> read_days(line, [DayColumn(1, "2", date(2026, 3, 2))]).events
    [{'date': '2026-03-02', 'kind': 'late', 'minutes': 24}]
    """
    days = CellDays()
    for column in columns:
        text = cell(line.cells, column.index)
        if not text:
            continue
        told = read_cell(text)
        if told is NOTHING:
            days.empty = days.empty and text.isspace()
        elif line.stored(column.header, text):
            days.empty = False
            _add(days, told, line, column, text)
    return days


def _add(days: CellDays, told: DayCell, line: Line, column: DayColumn, text: str) -> None:
    header = " ".join(column.header.split())
    said: dict[str, Any] = {"at": line.at, "header": header, "found": found(text)}
    if column.day is None:
        days.faults.append(Remark.of("attendance_files.no_such_day", **said))
        return
    said["day"] = column.day
    for piece in told.unclear:
        remark = Remark.of("attendance_files.unclear_cell", **said, piece=found(piece))
        days.faults.append(remark)
    for each in told.lateness:
        _add_lateness(days, each, line, column.day, said)
    days.absences += [(column.day, absence, text) for absence in told.absences]
    if told.missing:
        days.missing[column.day] = days.missing.get(column.day, 0) + told.missing


def _add_lateness(
    days: CellDays, each: Lateness, line: Line, day: date, said: dict[str, Any]
) -> None:
    days.counts[{"": each.kind, "severe": "severe", "absent": "absent_late"}[each.how]] += 1
    whole = each.seconds and each.seconds.to_integral_value(ROUND_HALF_UP)
    if whole:
        if whole != each.seconds:
            days.notices.append(Remark.of("attendance_files.rounded", **said))
        days.events.append(timed(day, each.kind, int(whole)))
    elif each.how:
        days.events.append(long_lateness(day))
        if each.how == "severe":
            days.notices.append(
                Remark.of("attendance_files.severe_unknown_length", at=line.at, day=day, count=1)
            )
    else:
        days.faults.append(Remark.of("attendance_files.no_minutes", **said))
