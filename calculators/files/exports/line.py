"""One line of an attendance export: its cells as counts, lengths and days, and what is wrong."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from calculators.core.kinds import found
from calculators.core.numbers import half_width, parse
from calculators.core.problems import Problem
from calculators.files.entries import Person
from calculators.files.exports.day_cells import length_of
from calculators.files.exports.sheet import Sheet
from calculators.files.exports.titles import flat
from calculators.files.headers import Column, usual
from calculators.files.remarks import Refused, Remark, place
from calculators.files.tables import UNSTORED, cell

BLANK = frozenset(("", "-", "--", "—", "——", "/", "无"))
"""What people write where there is nothing."""

_SECONDS: Mapping[str, Decimal] = {
    **dict.fromkeys(("", "分钟", "分", "min", "mins", "minute", "minutes"), Decimal(60)),
    **dict.fromkeys(("小时", "时", "h", "hour", "hours"), Decimal(3600)),
    **dict.fromkeys(("秒", "秒钟", "s", "second", "seconds"), Decimal(1)),
}
_COUNTS = {"", "次", "次数", "天", "日", "次/天"}
_DAYS = {"", "天", "日", "次"}
_LONGEST = 60
_UNREADABLE = "?"
_ONE_DAY = Decimal(24 * 3600)


class Line:
    """One line, whom it is about, and the problems and notices that its cells gave."""

    __slots__ = ("cells", "notices", "number", "person", "problems", "sheet")

    def __init__(self, sheet: Sheet, number: int, cells: Sequence[str]) -> None:
        """Take the line's number and cells, of a sheet."""
        self.sheet = sheet
        self.number = number
        self.cells = cells
        self.person = Person()
        self.problems: list[Remark] = []
        self.notices: list[Remark] = []

    def has(self, name: str) -> bool:
        """Tell whether the sheet has a column of a name."""
        return name in self.sheet.places

    def text(self, name: str) -> str:
        """Return the text of a cell, "" for none.

        Raises Refused where two columns go by the name and say different things.
        """
        places = self.sheet.places.get(name, ())
        if len(places) == 1:
            return cell(self.cells, places[0])
        texts = [cell(self.cells, index).strip() for index in places]
        told = [text for text in dict.fromkeys(texts) if text]
        if len(told) > 1:
            first, second = [c for c in self.sheet.headers.columns if c.name == name][:2]
            said = {"first": flat(first.header), "second": flat(second.header)}
            said |= {"one": found(told[0]), "other": found(told[1])}
            raise Refused("attendance_files.two_columns", at=self.at, **said)
        return told[0] if told else ""

    def header(self, name: str) -> str:
        """Return the header of a name's column, in one line; its usual one where there is none."""
        column = self._column(name)
        return flat(column.header) if column else usual(name)

    @property
    def at(self) -> Remark:
        """The place of this line, for a sentence."""
        return place(self.sheet.table.sheet, self.number)

    @property
    def source(self) -> str:
        """The place of this line, as the answer's column `source` has it."""
        return self.sheet.table.source(self.number)

    def problem(self, key: str, **values: Any) -> None:
        """Note a problem of this line."""
        remark = Remark.of(f"attendance_files.{key}", at=self.at, **values)
        if remark not in self.problems:
            self.problems.append(remark)

    def notice(self, key: str, **values: Any) -> None:
        """Note something to be known of this line."""
        remark = Remark.of(f"attendance_files.{key}", at=self.at, **values)
        if remark not in self.notices:
            self.notices.append(remark)

    def stored(self, header: str, text: str) -> bool:
        """Tell whether a cell holds what its formula gave; note a problem if not."""
        if text != UNSTORED:
            return True
        self.problem("unstored", header=flat(header))
        return False

    def count(self, name: str) -> int | None:
        """Return the whole number of a cell, None for an empty one or where it is wrong."""
        number = self._number(name, _COUNTS, "次")
        if number is not None and number != number.to_integral_value():
            self.problem("not_count", header=self.header(name), found=found(self.text(name)))
            return None
        return None if number is None else int(number)

    def days(self, name: str) -> Decimal | None:
        """Return the days of a cell, None for an empty one or where it is wrong."""
        return self._number(name, _DAYS, "天")

    def lengths(self, name: str) -> tuple[Decimal, ...]:
        """Return the seconds of each length in a cell (`5+20`), none for an empty one or 0."""
        text = self.text(name)
        if text in {"", "0"} or not self.stored(self.header(name), text):
            return ()
        column = self._column(name)
        unit = _unit(column.unit if column else "")
        told = text.replace("、", "+").split("+") if len(text) <= _LONGEST else [_UNREADABLE]
        parts = [_length(part, unit) for part in told]
        if any(part is None or part > _ONE_DAY * 31 for part in parts):
            key = "not_length" if unit in _SECONDS else "unknown_unit"
            said = {"header": self.header(name), "found": found(text)}
            self.problem(key, **said)
            return ()
        return tuple(part for part in parts if part)

    def whole_seconds(self, name: str, seconds: Decimal) -> int:
        """Return a length rounded to seconds; say so where that changes it."""
        rounded = seconds.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        if rounded != seconds:
            self.notice("rounded", header=self.header(name), found=found(self.text(name)))
        return int(rounded)

    def _number(self, name: str, units: set[str], unit: str) -> Decimal | None:
        text = self.text(name)
        if text in {"", "0"}:
            return Decimal(0) if text else None
        if not self.stored(self.header(name), text):
            return None
        number = _number(text, unit) if len(text) <= _LONGEST else _WRONG
        if number is _WRONG or (number is not None and number < 0):
            self.problem("not_number", header=self.header(name), found=found(text))
            return None
        column = self._column(name)
        if number and column and _unit(column.unit) not in units:
            self.problem("unknown_unit", header=self.header(name), found=found(text))
            return None
        return number

    def _column(self, name: str) -> Column | None:
        return self.sheet.columns.get(name)


_WRONG = Decimal("NaN")


@lru_cache(maxsize=4096)
def _number(text: str, unit: str) -> Decimal | None:
    """Return the number that a cell writes, None for nothing, NaN for anything else."""
    plain = half_width(text)
    if plain in BLANK:
        return None
    try:
        return parse(plain.removesuffix(unit).strip())
    except Problem:
        return _WRONG


@lru_cache(maxsize=4096)
def _length(text: str, unit: str) -> Decimal | None:
    """Return seconds, 0 for nothing, None for what is no length."""
    plain = half_width(text)
    if plain in BLANK:
        return Decimal(0)
    try:
        number = parse(plain)
    except Problem:
        return length_of(plain.replace(" ", ""))
    if not number:
        return number
    return number * _SECONDS[unit] if unit in _SECONDS and number > 0 else None


def _unit(unit: str) -> str:
    """Return a header's unit without words before it (`单位:分钟`)."""
    return unit.rpartition(":")[2].removeprefix("单位")
