"""What is wrong with an input, said so that a person can put it right.

A problem is a key into the catalogue of words and the values that the sentence needs, so that
calculators hold no words and every language can say the same.
"""

from collections.abc import Mapping
from typing import Any, Self


class Problem(ValueError):
    """One thing wrong with one input.

    >>> Problem("range", low=0, high=100, found="100.5").key
    'range'
    """

    def __init__(self, key: str, **values: Any) -> None:
        """Take the catalogue's key (`problems.<key>`) and the values named in its sentence."""
        super().__init__(key, values)
        self.key = key
        self.values = values


class Problems(ValueError):
    """Everything wrong with a request, by the name of the field; "" is the request as a whole."""

    def __init__(self, by_field: Mapping[str, Problem]) -> None:
        """Take at least one problem."""
        super().__init__(dict(by_field))
        self.by_field = dict(by_field)

    def __str__(self) -> str:
        """List fields and keys, for a programmer; readers get the catalogue's sentences."""
        return "; ".join(
            f"{field or 'request'}: {problem.key} {problem.values}"
            for field, problem in self.by_field.items()
        )


class RowProblems(Problem):
    """What is wrong in the rows of a list: by the row's number from 1, by field."""

    def __init__(
        self, rows: Mapping[int, Mapping[str, Problem]], readable: tuple[Any, ...] = ()
    ) -> None:
        """Take the problems, and all rows with None for those that could not be read."""
        super().__init__("rows")
        self.rows = {number: dict(by_field) for number, by_field in sorted(rows.items())}
        self.readable = readable

    def joined(self, other: Self) -> Self:
        """Return the problems of both."""
        numbers = self.rows.keys() | other.rows.keys()
        rows = {n: {**other.rows.get(n, {}), **self.rows.get(n, {})} for n in numbers}
        return type(self)(rows, self.readable)
