"""Which date each column of days (考勤结果) stands for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calculators.core.months import Month
from calculators.files.entries import Reading
from calculators.files.exports.months import Months
from calculators.files.exports.periods import WEEKDAYS, Period, date_of, weekday_of
from calculators.files.headers import Headers, bare, day_of
from calculators.files.remarks import Refused, Remark
from calculators.files.tables import Table

_WEEKDAY = re.compile(r"(?:星期|周)?[一二三四五六日天]")
_MONTH = re.compile(r"(?:[0-9]{2,4}[-/.年])?([0-9]{1,2})[-/.月][0-9]{1,2}.*")


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A column of one day; `day` is None for a day that the month does not have."""

    index: int
    header: str
    day: date | None


def headers_of_days(table: Table, headers: Headers) -> tuple[tuple[int, str], ...]:
    """Return index and header of the columns of days.

    DingTalk writes the weekday in the place of the number of some days: columns named by a weekday
    that stand among the days, or next to them, are days too.

    >>> from calculators.files.headers import find, known
    >>> table = Table("", iter([(1, ["姓名", "5", "六", "日", "8"])]))
    >>> headers_of_days(table, find(table, known("person"), days=True))
    ((1, '5'), (2, '六'), (3, '日'), (4, '8'))
    """
    if not headers.days:
        return ()
    looked_at = table.filled(table.ahead(40))
    leaves = next((cells for number, cells in looked_at if number == headers.last_row), ())
    known = dict(headers.days)
    first, last = min(known), max(known)
    while first > 0 and _is_weekday(leaves, first - 1):
        first -= 1
    while _is_weekday(leaves, last + 1):
        last += 1
    return tuple(
        (index, known.get(index) or leaves[index])
        for index in range(first, last + 1)
        if index in known or _is_weekday(leaves, index)
    )


def add_months(table: Table, headers: Headers, months: Months) -> None:
    """Take the months of days that are headed by a whole date. Raises Refused for a second one.

    >>> from calculators.files.entries import Settings
    >>> from calculators.files.headers import find, known
    >>> from calculators.registry import CALCULATORS
    >>> from calculators.core.words import words
    >>> chosen = CALCULATORS["attendance"]
    >>> settings = Settings(calculator=chosen, language=words(), values={})
    >>> months = Months(settings)
    >>> table = Table("", iter([(1, ["姓名", "2026-03-02"])]))
    >>> add_months(table, find(table, known("person"), days=True), months)
    >>> str(months.so_far)
    '2026-03'
    """
    for _, header in headers.days:
        if day := date_of(header):
            months.add(Month(day.year, day.month), table, headers.last_row)


def dated(
    days: Sequence[tuple[int, str]],
    month: Month,
    period: Period | None,
    at: Remark,
    reading: Reading,
) -> tuple[DayColumn, ...]:
    """Return the columns of days with their dates. Raises Refused where those can't be told.

    Where every header has the day's number, that is the day. Where some have not, columns stand for
    the days of the period in their order, if there are as many.

    >>> from calculators.files.remarks import place
    >>> days = dated([(3, "1"), (4, "2")], Month(2026, 3), None, place("", 1), Reading())
    >>> [str(column.day) for column in days]
    ['2026-03-01', '2026-03-02']
    """
    numbers = [day_of(header) for _, header in days]
    for _, header in days:
        named = _MONTH.fullmatch(bare(header))
        if named and int(named[1]) != month.month:
            said = {"header": header, "month": month}
            raise Refused("attendance_files.day_of_other_month", at=at, **said)
    expected = [None, *month.days] + [None] * 31
    if all(numbers):
        told = [number or 0 for number in numbers]
        if told != sorted(set(told)):
            raise Refused("attendance_files.days_out_of_order", at=at)
        columns = tuple(_columns(days, [expected[number] for number in told]))
    else:
        columns = _in_order(days, numbers, period.days if period else month.days, at)
    if wrong := [column for column in columns if _contradicts(column)]:
        if not any(numbers):
            raise Refused("attendance_files.weekdays_contradict", at=at, month=month)
        said = {"header": " ".join(wrong[0].header.split()), "day": wrong[0].day}
        reading.add("attendance_files.weekday_of_header", at=at, **said)
    return columns


def _in_order(
    days: Sequence[tuple[int, str]],
    numbers: Sequence[int | None],
    expected: Sequence[date],
    at: Remark,
) -> tuple[DayColumn, ...]:
    said = {"at": at, "count": len(days), "expected": len(expected)}
    if len(days) != len(expected):
        raise Refused("attendance_files.days_unclear", **said)
    if any(n not in {None, day.day} for n, day in zip(numbers, expected, strict=True)):
        raise Refused("attendance_files.days_out_of_order", at=at)
    return tuple(_columns(days, expected))


def _columns(days: Sequence[tuple[int, str]], dates: Sequence[date | None]) -> Iterator[DayColumn]:
    for (index, header), day in zip(days, dates, strict=True):
        yield DayColumn(index, header, day)


def _is_weekday(leaves: Sequence[str], index: int) -> bool:
    return index < len(leaves) and _WEEKDAY.fullmatch(bare(leaves[index])) is not None


def _contradicts(column: DayColumn) -> bool:
    named = weekday_of(column.header)
    return bool(named and column.day) and WEEKDAYS[column.day.weekday()] != named  # type: ignore[union-attr]
