"""A line of a small export, as examples and tests need it."""

from collections.abc import Sequence

from calculators.files.exports.line import Line
from calculators.files.exports.lines import Lines
from calculators.files.exports.sheet import Sheet
from calculators.files.headers import find, known
from calculators.files.tables import Table


def first_line(*rows: Sequence[str], days: bool = False) -> Line:
    """Return the first line of an export of such rows."""
    table = Table("", iter(list(enumerate(rows, 1))))
    headers = find(table, {**known("person"), **known("attendance")}, days=days)
    assert headers is not None
    return next(iter(Lines(Sheet(table, headers))))
