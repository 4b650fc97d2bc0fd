"""What the entries of all monthly layouts have in common."""

from datetime import date
from typing import Any

from calculators.core.months import Month
from calculators.files.entries import Entry
from calculators.files.exports.cell_days import CellDays
from calculators.files.exports.line import Line
from calculators.files.exports.lines import inputs_of
from calculators.files.remarks import Remark


def counts_anything(line: Line) -> bool:
    """Tell whether a count of lateness or absence is in a line.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> counts_anything(first_line(["姓名", "迟到次数"], ["甲", "0"]))
    False
    """
    names = ("late_count", "severe_count", "early_count", "absent_late", "absent_days")
    return any(line.count(name) for name in (*names[:3], "absent_count")) or any(
        line.days(name) for name in names[3:]
    )


def severe_of(line: Line, days: CellDays) -> int:
    """Return how many times a severe lateness is in a line, in its cells or its column.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> severe_of(first_line(["姓名", "严重迟到次数"], ["甲", "2"]), CellDays())
    2
    """
    return max(days.counts["severe"], (line.count("severe_count") or 0) if not line.problems else 0)


def finished(  # noqa: PLR0913  # what a line's entry is made of
    line: Line,
    month: Month,
    request: dict[str, Any],
    days: CellDays,
    *,
    severe: int,
    severe_included: bool,
) -> Entry:
    """Return the entry of a monthly line, with what is to be known of it.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "缺卡次数"], ["甲", "2"])
    >>> request = {"events": []}
    >>> entry = finished(
    ...     line, Month(2026, 3), request, CellDays(), severe=0, severe_included=False
    ... )
    >>> entry.source, entry.request, [notice.key for notice in entry.notices]
    ('2', {'month': '2026-03', 'events': []}, ['missing_count'])
    """
    given = inputs_of(line)
    for name in sorted(given.keys() & request.keys()):
        line.problem("given_twice", header=line.header(name))
    if severe:
        used = "severe_of_cells" if "events" in request else "severe_apart"
        key = "severe_included" if severe_included and used == "severe_apart" else used
        value = str(severe_included).lower()
        line.notices.append(Remark.of(f"attendance_files.{key}", count=severe, value=value))
    if days.missing:
        line.notices.append(missing_punches(days.missing))
    elif times := missing_count(line):
        line.notices.append(Remark.of("attendance_files.missing_count", count=times))
    return Entry(
        source=line.source,
        about=line.person,
        request={**given, "month": str(month), **request},
        problems=line.problems,
        notices=line.notices,
    )


def missing_count(line: Line) -> int:
    """Return how many punches a line counts as missing; 缺卡次数 holds those of 上班 and 下班.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> headers = ["姓名", "上班缺卡次数", "下班缺卡次数", "缺卡次数"]
    >>> missing_count(first_line(headers, ["甲", "1", "1", "2"]))
    2
    """
    times = line.count("missing")
    if times is None:
        times = sum(line.count(name) or 0 for name in ("missing_start", "missing_end"))
    return times


def missing_punches(days: dict[date, int]) -> Remark:
    """Return the notice of missing punches: which days, how many where more than one.

    >>> missing_punches({date(2026, 3, 2): 1, date(2026, 3, 5): 2}).values
    {'count': 3, 'days': '2026-03-02、2026-03-05×2'}
    """
    told = "、".join(f"{day}×{n}" if n > 1 else str(day) for day, n in sorted(days.items()))
    return Remark.of("attendance_files.missing", count=sum(days.values()), days=told)
