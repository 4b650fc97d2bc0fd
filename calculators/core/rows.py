"""A list of rows as one input, each row a declaration of its own."""

from dataclasses import dataclass
from typing import Any, ClassVar

from calculators.core.declaration import Checked
from calculators.core.kinds import Kind, found
from calculators.core.problems import Problem, Problems, RowProblems


@dataclass(frozen=True, slots=True)
class ByDay:
    """How rows are entered on the days of a month: by the inputs `day` and `what` of a row.

    The choices `counted` of `what` have a length, the input `length`. `month` is an input beside
    the rows.
    """

    month: str
    day: str
    what: str
    length: str
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows(Kind[tuple[Any, ...]]):
    """A list of rows, each a declaration of its own; `option` names one on the command line.

    Forms offer a calendar of the month for rows that have days.
    """

    python_type: ClassVar = tuple
    control: ClassVar = "rows"
    row: type[Checked]
    option: str = ""
    longest: int = 1000
    by_day: ByDay | None = None

    def read(self, raw: object) -> tuple[Any, ...]:
        if not isinstance(raw, list | tuple):
            raise Problem("not_a_list", found=found(raw))
        if len(raw) > self.longest:
            raise Problem("too_many_rows", longest=self.longest, found=len(raw))
        rows: list[Any] = []
        problems: dict[int, dict[str, Problem]] = {}
        for number, each in enumerate(raw, 1):
            try:
                rows.append(self.row.read(each))
            except Problems as error:
                rows.append(None)
                problems[number] = error.by_field
        if problems:
            raise RowProblems(problems, tuple(rows))
        return tuple(rows)

    def check(self, value: tuple[Any, ...]) -> None:
        for each in value:
            if not isinstance(each, self.row):
                raise TypeError(f"expected {self.row.__name__}, got {type(each).__name__}")

    def text(self, value: tuple[Any, ...]) -> Any:
        return [row.text() for row in value]

    @property
    def syntax(self) -> str:
        """How a row is written on one line: `date:kind:minutes:seconds`; flags follow by name."""
        return ":".join(name for name in self._names if name not in self._flags)

    def written(self, line: str) -> dict[str, Any]:
        """Return a row that is written on one line, `2026-03-02:late:20:approved`.

        Raises ValueError where it has more parts than the declaration.
        """
        parts = line.split(":")
        values = [part for part in parts if part not in self._flags]
        names = [name for name in self._names if name not in self._flags]
        if len(values) > len(names):
            raise ValueError(line)
        flags = {part: True for part in parts if part in self._flags}
        return flags | dict(zip(names, values, strict=False))

    @property
    def _names(self) -> list[str]:
        return [field.name for field in self.row.fields()]

    @property
    def _flags(self) -> set[str]:
        return {field.name for field in self.row.fields() if field.kind.control == "flag"}
