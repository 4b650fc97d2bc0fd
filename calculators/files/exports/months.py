"""The one month that an export is about: from its titles, its dates, or what the caller set."""

from calculators.core.kinds import MonthOfYear, found
from calculators.core.months import Month
from calculators.files.dates import month_of
from calculators.files.entries import Reading, Settings
from calculators.files.exports.line import Line
from calculators.files.exports.periods import Period, months_named, period_of
from calculators.files.exports.titles import texts_above
from calculators.files.headers import Headers
from calculators.files.remarks import Refused, Remark, place
from calculators.files.tables import Table

_SHOWN = 80


class Months:
    """Collects what a file says of its month and refuses a second one."""

    def __init__(self, settings: Settings) -> None:
        """Take `--set month=…`, where it is given; it is a month, the batch has made sure."""
        self._month: Month | None = None
        self._at: Remark | None = None
        self._told = ""
        given = settings.values.get("month")
        self._given = MonthOfYear().read(given) if given else None

    @property
    def so_far(self) -> Month | None:
        """The month found up to now, or set."""
        return self._month or self._given

    def titled(self, table: Table, headers: Headers) -> Period | None:
        """Take and return the period above a table's headers. Raises Refused for another month."""
        texts = texts_above(table, headers)
        title = " ".join(texts)
        period = period_of(title, self._given)
        if period is None:
            return None
        first = table.ahead(1)[0][0]
        last = Month(period.last.year, period.last.month)
        if last != period.month:
            ends = {"first": period.first, "last": period.last}
            raise Refused("attendance_files.title_two_months", at=place(table.sheet, first), **ends)
        others = [month for month in months_named(title) if month != period.month]
        if others:
            named = {"first": period.month, "second": others[0]}
            raise Refused("attendance_files.title_names_two", at=place(table.sheet, first), **named)
        alone = (text for text in texts if period_of(text, self._given) == period)
        told = next(alone, title)
        self.add(period.month, table, first, " ".join(told.split())[:_SHOWN])
        return period

    def add(self, month: Month, table: Table, row: int, told: str = "") -> None:
        """Take a month and the row where it stands. Raises Refused for another than before."""
        at = place(table.sheet, row)
        if self._given is not None and month != self._given:
            raise Refused("attendance_files.other_month", at=at, found=month, given=self._given)
        if self._month is None:
            self._month, self._at, self._told = month, at, told
        elif month != self._month:
            said = {"first": self._month, "first_at": self._at, "second": month, "at": at}
            raise Refused("attendance_files.two_months", **said)

    def in_line(self, line: Line) -> None:
        """Take the month in a line's own column; note a problem where it is none."""
        text = line.text("month").strip()
        if not text or not line.stored(line.header("month"), text):
            return
        month = month_of(text)
        if month is None:
            line.problem("not_month", header=line.header("month"), found=found(text))
        else:
            self.add(month, line.sheet.table, line.number)

    def settled(self, reading: Reading) -> Month:
        """Return the month and say where it comes from. Raises Refused where nothing names one."""
        if self._month is None:
            if self._given is None:
                raise Refused("attendance_files.no_month")
            reading.add("attendance_files.month_set", month=self._given)
            return self._given
        key = "month_of_title" if self._told else "month_of_dates"
        reading.add(f"attendance_files.{key}", at=self._at, month=self._month, title=self._told)
        return self._month
