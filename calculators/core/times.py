"""Instants, dates, months, years and quarters as ISO 8601 writes them, and Beijing time.

Each reader takes one form only and raises ValueError for anything else: the basic and week forms of
ISO 8601, other scripts' digits, a day that no calendar has.
"""

import re
from datetime import date, datetime, timedelta, timezone

from calculators.core.months import Month

BEIJING = timezone(timedelta(hours=8))
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# 24:00 and offsets of 99 minutes are not for every Python: they are for none here.
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    rf"(?P<time>{_CLOCK}(?P<seconds>:[0-5][0-9])?)(?(seconds)(?:\.[0-9]{{1,9}})?)"
    rf"(?P<offset>Z|[+-]{_CLOCK})?"
)
_YEAR = re.compile(r"[0-9]{4}")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")


def read_instant(text: str) -> datetime:
    """Return an instant, to the second, with the offset that it was written with.

    Without one it is Beijing's; parts of a second are dropped.

    >>> read_instant("2026-03-02 09:30").isoformat()
    '2026-03-02T09:30:00+08:00'
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    offset = match["offset"] or "+08:00"
    instant = datetime.fromisoformat(f"{match['day']}T{match['time']}{offset}")
    try:
        instant.astimezone(BEIJING)
    except OverflowError as error:  # a day before the first or after the last
        raise ValueError(text) from error
    return instant


def read_date(text: str) -> date:
    """Return the date that `YYYY-MM-DD` writes.

    >>> read_date("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def first_of_month(text: str) -> date:
    """Return the first day of the month that `YYYY-MM` writes.

    >>> first_of_month("2026-03")
    datetime.date(2026, 3, 1)
    """
    return Month.parse(text).first


def first_of_year(text: str) -> date:
    """Return the first day of the year that `YYYY` writes.

    >>> first_of_year("2026")
    datetime.date(2026, 1, 1)
    """
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return date(int(text), 1, 1)


def first_of_quarter(text: str) -> date:
    """Return the first day of the quarter that `YYYY-Qn` writes.

    >>> first_of_quarter("2026-Q2").isoformat()
    '2026-04-01'
    """
    match = _QUARTER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), 3 * int(match[2]) - 2, 1)
