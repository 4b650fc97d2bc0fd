"""Absence that is given as a number of times or days: how much of it is half days."""

from decimal import Decimal

from calculators.files.exports.line import Line

HALF = Decimal("0.5")
HALF_DAY_MINUTES = Decimal(240)
_FULL_DAY_MINUTES = Decimal(480)


def of_minutes(minutes: Decimal) -> Decimal:
    """Return the days that one absence of so many minutes is: up to 240 half a day.

    >>> of_minutes(Decimal(240)), of_minutes(Decimal(241))
    (Decimal('0.5'), Decimal('1'))
    """
    return HALF if minutes <= HALF_DAY_MINUTES else Decimal(1)


def each_of(count: int, minutes: Decimal | None) -> Decimal | None:
    """Return the days that each of several absences is, None where their sum leaves it open.

    >>> each_of(2, None), each_of(2, Decimal(960)), each_of(2, Decimal(240))
    (Decimal('1'), Decimal('1'), Decimal('0.5'))
    >>> each_of(2, Decimal(480)) is None
    True
    """
    if not minutes or minutes >= _FULL_DAY_MINUTES * count:
        return Decimal(1)
    if count == 1 or minutes <= HALF_DAY_MINUTES:
        return of_minutes(minutes)
    return None


def counted(line: Line) -> tuple[int, int]:
    """Return the half and full days of absence that a line counts, noting what is wrong.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> counted(first_line(["姓名", "旷工天数"], ["甲", "1.5"]))
    (1, 1)
    """
    if line.has("absent_days"):
        days = line.days("absent_days")
        if not days:
            return 0, 0
        if days % HALF:
            line.problem("not_halves", header=line.header("absent_days"), found=days, half=HALF)
            return 0, 0
        full = int(days)
        half = int((days - full) / HALF)
        if half and full:
            line.notice("half_beside_full", header=line.header("absent_days"), days=days, full=full)
        return half, full
    return by_times(line)


def by_times(line: Line) -> tuple[int, int]:
    """Return half and full days from 旷工次数 and 旷工时长, noting what can't be told apart.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> by_times(first_line(["姓名", "旷工次数", "旷工时长"], ["甲", "1", "240"]))
    (1, 0)
    """
    count, minutes = line.count("absent_count"), absent_minutes(line)
    if minutes and count is None and not line.has("absent_count"):
        count = 1
    if not count:
        if minutes:
            said = {"header": line.header("absent_length"), "of": line.header("absent_count")}
            line.problem("length_without_count", **said, length=minutes)
        return 0, 0
    days = each_of(count, minutes)
    if days is None:
        header = line.header("absent_length")
        line.problem("absences_not_split", header=header, minutes=minutes, count=count)
        return 0, 0
    return (count, 0) if days == HALF else (0, count)


def absent_minutes(line: Line) -> Decimal | None:
    """Return 旷工时长 in minutes, None where there is none.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> absent_minutes(first_line(["姓名", "旷工时长(小时)"], ["甲", "4"]))
    Decimal('240')
    """
    lengths = line.lengths("absent_length")
    return sum(lengths, Decimal(0)) / 60 if lengths else None
