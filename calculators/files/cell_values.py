"""The text of a cell in the form that an input reads: months, dates, choices, records."""

import re
from collections.abc import Callable
from typing import Any

from calculators.core.kinds import Choice, Day, Kind, MonthOfYear, Start
from calculators.core.rows import Rows
from calculators.core.words import catalogues
from calculators.files.dates import day_in, month_of
from calculators.files.tables import ShownPart

_BETWEEN = re.compile(r"[\n;；]")
_MIDNIGHT = re.compile(r" 00:00:00$")
_CLOCK = re.compile("[:：]")
_DAY_AND_CLOCK = re.compile(
    r"([0-9]{4}[/年-][0-9]{1,2}[/月-][0-9]{1,2}日?)\s+([0-9]{1,2}):([0-9]{2}(?::[0-9]{2})?)"
)


def reader(kind: Kind[Any]) -> Callable[[str], Any]:
    """Return what brings a cell into the form that a kind reads: months, dates, choices, records.

    >>> reader(MonthOfYear())("2026年3月"), reader(Day())("2026/3/2"), reader(MonthOfYear())("x")
    ('2026-03', '2026-03-02', 'x')
    """
    match kind:
        case MonthOfYear():
            return _month
        case Day():
            return _date
        case Start():
            return _start
        case Choice():
            labels = {each.choice(code): code for each in catalogues() for code in kind.codes}
            codes = {label.removeprefix("个"): code for label, code in labels.items()} | labels
            return lambda text: codes.get(text, text)  # 月 for 个月
        case Rows():
            return lambda text: _rows(kind, text)
        case _:
            return str


def _rows(kind: Rows, text: str) -> list[Any]:
    """Return records written a line each; what is none stays text, to be named in a problem."""
    records: list[Any] = []
    for line in filter(None, map(str.strip, _BETWEEN.split(text))):
        try:
            records.append(kind.written(line))
        except ValueError:
            records.append(line)
    return records


def _month(text: str) -> str:
    month = month_of(text)
    if month:
        return str(month)
    return text.shown if isinstance(text, ShownPart) else text


def _date(text: str) -> str:
    day = day_in(text)
    return day.isoformat() if day else text


def _start(text: str) -> str:
    """Return a day, a month or a year as ISO 8601 writes it; a time but midnight is kept."""
    if isinstance(text, ShownPart):
        return text.shown
    whole_day = _MIDNIGHT.sub("", text)
    if not _CLOCK.search(whole_day) and (day := day_in(whole_day)):
        return day.isoformat()
    if (match := _DAY_AND_CLOCK.fullmatch(whole_day)) and (day := day_in(match[1])):
        return f"{day.isoformat()} {match[2]:0>2}:{match[3]}"
    return _month(text) if "月" in text else text
