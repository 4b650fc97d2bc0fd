"""What a file says of one person or article: the question to a calculator, and its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from calculators.core.kinds import Kind
from calculators.core.problems import Problem
from calculators.core.words import Words
from calculators.files.remarks import Remark
from calculators.registry import Calculator


class Person(NamedTuple):
    """Who a row is about; what is not known is ""."""

    name: str = ""
    user_id: str = ""
    employee_no: str = ""

    def __bool__(self) -> bool:
        """Tell whether anybody is named."""
        return bool(self.name or self.user_id or self.employee_no)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One row of the answer before it is calculated.

    `source` is `sheet!row`, `sheet!first-last`, or the row alone. `about` is a Person, or the code
    of an article. `request` holds inputs as `inputs.read` takes them (text, or JSON
    values). An entry with problems is not calculated.
    """

    source: str
    about: Person | str
    request: dict[str, Any]
    problems: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What is told of the reading as a whole, in the order found: the sheet 读取说明."""

    remarks: list[Remark] = field(default_factory=list)

    def add(self, place: str, /, **values: Any) -> None:
        """Add a sentence, by its place in the catalogue."""
        self.remarks.append(Remark.of(place, **values))


class Settings(NamedTuple):
    """What the caller set for the batch: the calculator, the language, and `--set NAME=VALUE`.

    `language` has the words of the calculator. `values` holds inputs of the calculator by name, and
    `severe_included`, as text. They are used where the file says nothing and never instead of a
    cell: layouts need them for the month and for severe_included; all others are filled in by
    `answers`.
    """

    calculator: Calculator
    language: Words
    values: Mapping[str, str]


def same(kind: Kind[Any], one: object, other: object) -> bool:
    """Tell whether two texts of an input mean the same.

    One that cannot be read is not compared: its own problem is said when it is read.

    >>> from calculators.core.kinds import Money
    >>> same(Money(), "8,000元", "8000.00"), same(Money(), "1", "2"), same(Money(), "x", "2")
    (True, False, True)
    """
    try:
        return bool(kind.text(kind.read(one)) == kind.text(kind.read(other)))
    except Problem:
        return True
