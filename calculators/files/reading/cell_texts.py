"""What a cell of a workbook says, as text: numbers, dates and times as a spreadsheet shows them."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from calculators.core.numbers import plain
from calculators.files.tables import ShownMonth, ShownPart, ShownYear

_DIGITS = 15
"""Spreadsheets compute in floats, of which 15 digits are sure, and show no more."""
_SHORT = re.compile(r"0|[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,7})\.[0-9]{0,6}[1-9]")
"""Numbers of no more digits, as they are shown: nearly all."""
_SHOWN = Context(prec=_DIGITS, rounding=ROUND_HALF_UP)
_LARGEST = 308
_DAY = 86400
_NO_DAY = 60
"""In spreadsheets 1900 is a leap year: this is its 29 February."""
_DATES = {str(n) for n in (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))}
"""Formats that a workbook does not spell out; 27 to 36 and 50 to 58 are dates in Chinese."""
_MONTHS = {"17", "27", "36", "50", "52", "57"}
"""Of these, those that show year and month alone: mmm-yy, yyyy年m月."""
_DURATION = "46"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CLOCK = re.compile(r"[ymdhs]", re.IGNORECASE)
_YEAR = re.compile(r"y+", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(?=.*[ye])(?=.*m)[^dhs]*", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?: .*)?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})?T?(?:(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?")


def number_text(value: str) -> str:
    """Return a number as a spreadsheet shows it: 15 digits at most, no exponent.

    >>> number_text("0.30000000000000004"), number_text("1E-3"), number_text("2.0")
    ('0.3', '0.001', '2')
    """
    if _SHORT.fullmatch(value):
        return value
    number = _number(value)
    return value if number is None else plain(number)


def date_text(value: str, *, from_1904: bool = False) -> str:
    """Return the date, the time of a date or the time that a number stands for.

    A number that no date has stays a number.

    >>> date_text("46083"), date_text("46083.3958333333"), date_text("0.5"), date_text("-1")
    ('2026-03-02', '2026-03-02 09:30:00', '12:00:00', '-1')
    """
    number = _number(value)
    if number is None or number < 0 or number > 3_000_000:  # noqa: PLR2004  # after the year 9999
        return number_text(value)
    days, seconds = divmod(_seconds(number), _DAY)
    clock = f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if days == 0:
        return clock
    if days == _NO_DAY and not from_1904:
        return number_text(value)
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 + (days < _NO_DAY))
    try:
        day = first + timedelta(days=days)
    except OverflowError:
        return number_text(value)
    return f"{day} {clock}" if seconds else str(day)


def duration_text(value: str) -> str:
    """Return hours, minutes and seconds of a length of time, which may be longer than a day.

    >>> duration_text("1.5625"), duration_text("-0.5")
    ('37:30:00', '-12:00:00')
    """
    number = _number(value)
    if number is None or abs(number) > 3_000_000:  # noqa: PLR2004  # as for dates
        return number_text(value)
    seconds = _seconds(abs(number))
    sign = "-" if number < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def iso_text(value: str) -> str:
    """Return a date as few workbooks hold it, in words of ISO 8601, as other dates are written.

    >>> iso_text("2026-03-02T00:00:00"), iso_text("2026-03-02T09:30"), iso_text("maybe")
    ('2026-03-02', '2026-03-02 09:30:00', 'maybe')
    """
    match = _ISO.fullmatch(value)
    if match is None:
        return value
    day, clock = match[1] or "", match[2] or ""
    clock = f"{clock}:00" if clock.count(":") == 1 else clock
    return day if day and clock in {"", "00:00:00"} else f"{day} {clock}".strip()


def partly_shown(text: str, part: type[ShownPart]) -> str:
    """Return the text of a date as one of which a part is shown, any other as it is.

    >>> [type(partly_shown(text, ShownYear)).__name__ for text in ("2026-03-01", "12:00:00", "-1")]
    ['ShownYear', 'str', 'str']
    """
    return part(text) if _DATED.fullmatch(text) else text


def is_date(number: str, code: str | None) -> bool:
    """Tell whether a format, by its number and its code where it has one, shows dates or times.

    >>> is_date("14", None), is_date("165", 'yyyy"年"m"月"'), is_date("166", '0.00"days"')
    (True, True, False)
    """
    if code is None:
        return number in _DATES
    return bool(_CLOCK.search(_ELAPSED.sub("", _bare(code)))) or is_duration(number, code)


def part_of(number: str, code: str | None) -> type[ShownPart] | None:
    """Return which part of a date a format shows, None where it shows all of it.

    >>> part_of("17", None).__name__, part_of("165", 'yyyy"年"').__name__
    ('ShownMonth', 'ShownYear')
    >>> part_of("166", "yyyy-mm-dd") is None
    True
    """
    if code is None:
        return ShownMonth if number in _MONTHS else None
    bare = _bare(code).strip()
    if _YEAR.fullmatch(bare):
        return ShownYear
    return ShownMonth if _YEAR_AND_MONTH.fullmatch(bare) else None


def is_duration(number: str, code: str | None) -> bool:
    """Tell whether a format shows hours, minutes or seconds that run on beyond a day or an hour.

    >>> is_duration("165", "[h]:mm"), is_duration("166", "[Red]h:mm")
    (True, False)
    """
    return number == _DURATION if code is None else bool(_ELAPSED.search(_bare(code)))


def _bare(code: str) -> str:
    """Return the first section of a format's code, without what is shown as it stands."""
    return _LITERAL.sub("", code).partition(";")[0]


def _number(value: str) -> Decimal | None:
    try:
        number = _SHOWN.create_decimal(value)
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _LARGEST else None


def _seconds(days: Decimal) -> int:
    return int((days * _DAY).to_integral_value(ROUND_HALF_UP))
