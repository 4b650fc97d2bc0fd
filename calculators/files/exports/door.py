"""Attendance exports of DingTalk and WeCom: what kind a table is, and the entries of all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from calculators.core.months import Month
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.exports import dingtalk_monthly, wecom_monthly
from calculators.files.exports.day_cells import NAMED
from calculators.files.exports.day_columns import add_months, dated, headers_of_days
from calculators.files.exports.dingtalk_daily import DailyFile
from calculators.files.exports.line import Line
from calculators.files.exports.lines import Lines
from calculators.files.exports.months import Months
from calculators.files.exports.people import identity, mark_twice, mark_unsure
from calculators.files.exports.periods import Period
from calculators.files.exports.sheet import Sheet
from calculators.files.exports.titles import listed, title_of
from calculators.files.headers import Headers, known, usual
from calculators.files.identity import PERSON, bare_name
from calculators.files.remarks import Refused, place
from calculators.files.tables import Table, cell

type Days = Sequence[tuple[int, str]]
type Kind = Literal["dingtalk_daily", "dingtalk_monthly", "wecom_monthly"]

_DAILY: Kind = "dingtalk_daily"
_LOOKED_AT = 40
_SEVERE = {"severe_apart", "severe_included", "severe_of_cells"}
_PUNCHES = re.compile("打卡时间|原始记录|打卡详情|打卡明细")
_STATES = ("正常", "出勤", "休息", "缺卡", "外勤", "迟到", "早退", "旷工")
_EXPECTED = {
    "late_count": {"late_count", "late_length"},
    "early_count": {"early_count", "early_length"},
    "absent_days": {"absent_days", "absent_count"},
}


def kind_of(headers: Headers, table: Table) -> Kind | None:
    """Tell which export a table is by its headers, None where it is none.

    >>> from calculators.files.headers import find
    >>> table = Table("", iter([(1, ["姓名", "日期", "迟到次数"])]))
    >>> kind_of(find(table, known("person") | known("attendance")), table)
    'dingtalk_daily'
    """
    if not headers.names.intersection(PERSON):
        return None
    punches = "打卡时间" in _title(headers, table)
    if not _counted(headers) and (punches or not _has_states(headers, table)):
        return None
    return _kind(headers, table)


def is_of_punches(table: Table) -> bool:
    """Tell whether a table's name or first row says that it lists punches, of which nobody judged.

    >>> is_of_punches(Table("原始记录", iter(()))), is_of_punches(Table("每日统计", iter(())))
    (True, False)
    """
    first = (cell for _, cells in table.ahead(1) for cell in cells)
    return _PUNCHES.search(" ".join([table.sheet, *first])) is not None


def entries(
    tables: Sequence[tuple[Table, Headers]], settings: Settings, reading: Reading
) -> Iterator[Entry]:
    """Return the entries of attendance exports of any kind, one a person.

    All tables are read before the first entry is returned. Raises Refused where the month is not
    known or not one, where two columns may be meant, and where there is nobody.

    >>> from calculators.files.headers import find
    >>> from calculators.registry import CALCULATORS
    >>> table = Table("", iter([(1, ["姓名", "日期", "旷工天数"]), (2, ["甲", "2026/3/2", "1"])]))
    >>> headers = find(table, {**known("person"), **known("attendance")}, days=True)
    >>> from calculators.core.words import words
    >>> chosen = CALCULATORS["attendance"]
    >>> settings = Settings(calculator=chosen, language=words(), values={})
    >>> [entry.request["events"] for entry in entries([(table, headers)], settings, Reading())]
    [[{'date': '2026-03-02', 'kind': 'absent_full'}]]
    """
    included = settings.values.get("severe_included") == "true"
    months = Months(settings)
    daily = DailyFile(months, severe_included=included)
    monthly: list[_Monthly] = []
    for table, headers in tables:
        kind = _kind(headers, table)
        sheet = Sheet(table, headers, _inputs(headers, settings))
        lines = Lines(sheet)
        period = months.titled(table, headers)
        days = () if kind == _DAILY else headers_of_days(table, headers)
        if kind == _DAILY:
            daily.read(lines)
        else:
            monthly.append(_Monthly.of(kind, lines, days, period, months))
        _tell(lines, kind, days, reading, period)
    month = months.settled(reading)
    if daily.odd_weekday:
        reading.remarks.append(daily.odd_weekday)
    by_day = list(daily.entries(month))
    by_month = [
        entry
        for each in monthly
        for entry in each.entries(month, reading, severe_included=included)
    ]
    _tell_severe([*by_day, *by_month], reading, included=included)
    mark_twice(by_month)
    mark_unsure(by_day)
    mark_unsure(by_month)
    if not by_day and not by_month:
        raise Refused("attendance_files.nobody")
    return iter(by_day + _others(by_day, by_month, reading))


@dataclass(slots=True)
class _Monthly:
    """The lines of a monthly sheet, kept until the month is known."""

    kind: Kind
    sheet: Sheet
    days: Days
    period: Period | None
    lines: list[Line]

    @classmethod
    def of(
        cls, kind: Kind, lines: Lines, days: Days, period: Period | None, months: Months
    ) -> "_Monthly":
        """Take all lines of a sheet, and the months that its headers and lines name."""
        sheet = lines.sheet
        add_months(sheet.table, sheet.headers, months)
        kept = list(lines)
        for line in kept:
            if "month" in sheet.inputs:
                months.in_line(line)
        return cls(kind, sheet, days, period, kept)

    def entries(self, month: Month, reading: Reading, *, severe_included: bool) -> Iterator[Entry]:
        """Yield the entry of each line."""
        at = place(self.sheet.table.sheet, self.sheet.headers.last_row)
        columns = dated(self.days, month, self.period, at, reading) if self.days else ()
        layout = wecom_monthly if self.kind == "wecom_monthly" else dingtalk_monthly
        for line in self.lines:
            yield layout.entry_of(line, columns, month, severe_included=severe_included)


def _tell_severe(entries: Iterable[Entry], reading: Reading, *, included: bool) -> None:
    """Say what was assumed of severe lateness, and of how many people."""
    count = sum(any(each.key in _SEVERE for each in entry.notices) for entry in entries)
    if count:
        key = "assumed_included" if included else "assumed_apart"
        reading.add(f"attendance_files.{key}", count=count)


def _others(by_day: list[Entry], by_month: list[Entry], reading: Reading) -> list[Entry]:
    """Return those of the monthly sheets who are not in the daily ones; say how many are in both.

    Where one sheet has the UserId and the other has not, the name tells who is who.
    """
    there = {identity(_who(entry)) for entry in by_day}
    parts = {(bare_name(_who(entry).name), identity(_who(entry))[0]) for entry in by_day}
    names = {name for name, _ in parts if name}
    left = []
    for entry in by_month:
        known_as = identity(_who(entry))
        name = bare_name(_who(entry).name)
        otherwise = name in names and (name, known_as[0]) not in parts
        if known_as not in there and not otherwise:
            left.append(entry)
    if both := len(by_month) - len(left):
        reading.add("attendance_files.daily_used", count=both)
    return left


def _who(entry: Entry) -> Person:
    """Return whom an entry of attendance is about."""
    return entry.about if isinstance(entry.about, Person) else Person(entry.about)


def _kind(headers: Headers, table: Table) -> Kind:
    """Tell which export a table is that is one."""
    if "date" in headers.names and _counted(headers):
        return _DAILY
    wecom = "absent_count" in headers.names or "上下班打卡" in _title(headers, table)
    return "wecom_monthly" if wecom else "dingtalk_monthly"


def _counted(headers: Headers) -> bool:
    """Tell whether there is a column of counts or lengths."""
    return bool(headers.names & (frozenset(known("attendance").values()) - {"date"}))


def _title(headers: Headers, table: Table) -> str:
    return f"{table.sheet} {title_of(table, headers)}"


def _has_states(headers: Headers, table: Table) -> bool:
    """Tell whether cells of days hold states, as those of punch times do not."""
    places = [index for index, _ in headers.days]
    return any(
        cell(cells, index).startswith(_STATES) or NAMED.search(cell(cells, index))
        for number, cells in table.ahead(_LOOKED_AT)
        if number > headers.last_row
        for index in places
    )


def _inputs(headers: Headers, settings: Settings) -> tuple[str, ...]:
    names = {field.name for field in settings.calculator.inputs.fields()}
    return tuple(sorted(headers.names & names))


def _tell(lines: Lines, kind: Kind, days: Days, reading: Reading, period: Period | None) -> None:
    """Say what was read of a sheet and what was not."""
    sheet = lines.sheet
    headers = sheet.headers
    where = place(sheet.table.sheet)
    rows = {"row": headers.last_row, "count": lines.read}
    reading.add(f"attendance_files.read_{kind}", place=where, **rows)
    if period and period.days != period.month.days:
        days_of = {"first": period.first, "last": period.last}
        reading.add("attendance_files.part_of_month", place=where, **days_of)
    named = {header for _, header in days}
    unknown = [header for header in headers.unknown if header not in named]
    if kind == _DAILY:
        unknown += [header for _, header in headers.days]
    if unknown:
        reading.add("batch.unknown_columns", place=where, headers=listed(unknown))
    if not days:
        lacking = [name for name, same in _EXPECTED.items() if not headers.names & same]
        if lacking:
            names = listed(map(usual, lacking))
            reading.add("attendance_files.lacking", place=where, headers=names)
    lines.tell(reading)
