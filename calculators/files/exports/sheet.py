"""A sheet of an attendance export: where its columns stand."""

from dataclasses import dataclass, field

from calculators.files.headers import Column, Headers, bare
from calculators.files.tables import Table

_DATE = "日期"


@dataclass(slots=True)
class Sheet:
    """A table whose headers are known: where each name stands.

    `inputs` are the names of the calculator's inputs that it holds as well.
    """

    table: Table
    headers: Headers
    inputs: tuple[str, ...] = ()
    places: dict[str, tuple[int, ...]] = field(init=False)
    columns: dict[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        """Note where each name stands."""
        self.places, self.columns = {}, {}
        plain = any(
            column.name == "date" and bare(column.header) == _DATE
            for column in self.headers.columns
        )
        for column in self.headers.columns:
            if plain and column.name == "date" and bare(column.header) != _DATE:
                continue  # 时间 is the date where there is no 日期
            self.places[column.name] = (*self.places.get(column.name, ()), column.index)
            self.columns.setdefault(column.name, column)
