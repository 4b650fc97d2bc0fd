"""The counts of a month, where an export has no days: how often late, how often over the limit."""

from decimal import Decimal

from calculators.attendance_record import EDITIONS
from calculators.core.months import Month
from calculators.core.problems import Problem
from calculators.files.exports import absences
from calculators.files.exports.line import Line


def counts_of(line: Line, month: Month, *, severe_included: bool) -> dict[str, int]:
    """Return a line's counts as the calculator's inputs, noting what is wrong or assumed.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> line = first_line(["姓名", "迟到次数", "严重迟到次数"], ["甲", "3", "1"])
    >>> counts = counts_of(line, Month(2026, 3), severe_included=True)
    >>> counts["short_count"], counts["long_count"]
    (2, 1)
    """
    late, severe = line.count("late_count") or 0, line.count("severe_count") or 0
    early, absent_late = line.count("early_count") or 0, line.count("absent_late") or 0
    half, full = absences.counted(line)
    if line.problems:
        return {}
    if severe_included and line.has("late_count"):
        if severe > late:
            said = {"of": line.header("late_count"), "header": line.header("severe_count")}
            line.problem("severe_beyond_late", **said, count=late, severe=severe)
        late -= severe
    apart = late if not (severe_included and severe) else 0
    for what, count in (("late", apart), ("early", early)):
        _compare_length(line, what, count, month)
    return {
        "short_count": late + early,
        "long_count": severe + absent_late,
        "half_day_count": half,
        "full_day_count": full,
    }


def limit_of(month: Month) -> tuple[Decimal, bool] | None:
    """Return the minutes that a short lateness may have, and whether that many are still short.

    None where no edition is in force: the calculator says so.

    >>> limit_of(Month(2026, 3)), limit_of(Month(2020, 1))
    ((Decimal('15'), True), None)
    """
    try:
        short = EDITIONS.in_force(month.first).rules.short
    except Problem:
        return None
    return short.within_minutes.value, short.boundary.choice == "included"


def _compare_length(line: Line, what: str, count: int, month: Month) -> None:
    """Say so where the summed length shows that not all can be within the limit."""
    minutes = sum(line.lengths(f"{what}_length"), Decimal(0)) / 60
    limit = limit_of(month)
    if not count or limit is None:
        return
    within, included = limit
    most = within * count
    if minutes > most or (not included and minutes == most):
        said = {"header": line.header(f"{what}_length"), "minutes": minutes, "count": count}
        line.notice("some_over_limit", **said, limit=within, of=line.header(f"{what}_count"))
