"""The lines of an attendance export that are about people, and what is told of the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from calculators.core.numbers import half_width
from calculators.files.characters import visible
from calculators.files.entries import Person, Reading
from calculators.files.exports.line import BLANK, Line
from calculators.files.exports.periods import date_of
from calculators.files.exports.sheet import Sheet
from calculators.files.exports.titles import listed
from calculators.files.headers import after, bare
from calculators.files.identity import PERSON, is_total
from calculators.files.remarks import place, ranges
from calculators.files.tables import UNSTORED

_HEADERS = {"姓名", "员工姓名", "人员姓名", "name"}


@dataclass(slots=True)
class Lines:
    """The lines of a sheet about somebody, gone through once; `skipped` and `unowned` are others.

    `unowned` are rows that have a date and nobody's name: they are no totals.
    """

    sheet: Sheet
    read: int = 0
    skipped: list[int] = field(default_factory=list)
    unowned: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines, each with its person; a merged cell holds for all its rows."""
        sheet, table = self.sheet, self.sheet.table
        spread = (*PERSON, "date", *sheet.inputs)
        columns = [index for name in spread for index in sheet.places.get(name, ())]
        for number, cells in table.filled(after(table, sheet.headers), columns):
            line = Line(sheet, number, cells)
            line.person = _person(line)
            if line.person:
                self.read += 1
                yield line
            elif date_of(line.text("date")):
                self.unowned.append(number)
            elif any(cell.strip() for cell in cells):
                self.skipped.append(number)

    def tell(self, reading: Reading) -> None:
        """Say what was left out of this sheet, and what was read though it is hidden."""
        table, headers = self.sheet.table, self.sheet.headers
        where = place(table.sheet)
        for key, rows in (("skipped", self.skipped), ("unowned", self.unowned)):
            if rows:
                told = {"count": len(rows), "rows": ranges(rows)}
                reading.add(f"attendance_files.{key}", place=where, **told)
        if rows := [number for number in table.hidden_rows if number > headers.last_row]:
            reading.add("batch.hidden_rows", place=where, rows=ranges(rows))
        used = {c.index: c.header for c in headers.columns} | dict(headers.days)
        if hidden := [used[n - 1] for n in table.hidden_columns if n - 1 in used]:
            reading.add("batch.hidden_columns", place=where, headers=listed(hidden))


def inputs_of(line: Line) -> dict[str, str]:
    """Return the inputs of the calculator that stand in a line beside the attendance.

    >>> from tests.calculators.files.exports.first_lines import first_line
    >>> inputs_of(first_line(["姓名", "迟到次数"], ["甲", "3"]))
    {}
    """
    given: dict[str, str] = {}
    for name in line.sheet.inputs:
        if name == "month":  # one for the whole file
            continue
        text = line.text(name).strip()
        if text and line.stored(line.header(name), text):
            given[name] = text
    return given


def _person(line: Line) -> Person:
    """Return whom a line is about: nobody in a line of totals, of headers or of remarks."""
    name, user_id, number = (visible(line.text(part)) for part in PERSON)
    if UNSTORED in {name, user_id, number}:
        for part in PERSON:
            line.stored(line.header(part), line.text(part).strip())
        return Person(name, user_id, number)
    identified = [
        t for t in (user_id, number) if t not in {name, ""} and half_width(t) not in BLANK
    ]
    title = bare(name or user_id or number)
    if not identified and (is_total(title) or title in _HEADERS or ":" in title):
        return Person()
    if title in _HEADERS and bare(user_id) == "userid":
        return Person()
    parts = ("" if half_width(t) in BLANK else t for t in (name, user_id, number))
    return Person(*parts)
