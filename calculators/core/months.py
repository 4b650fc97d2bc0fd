"""A calendar month as a value."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_ISO = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, written as ISO 8601 does.

    >>> str(Month.parse("2026-03")), Month(2026, 2).days[-1].isoformat()
    ('2026-03', '2026-02-28')
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        """Raise ValueError for a month that no calendar has."""
        date(self.year, self.month, 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM`; raise ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(day for n in range(31) if (day := self.first + timedelta(n)) in self)

    def after(self, months: int) -> Self:
        """Return the month so many months later.

        >>> str(Month(2026, 12).after(1))
        '2027-01'
        """
        years, month = divmod(self.month - 1 + months, 12)
        return type(self)(self.year + years, month + 1)

    def __contains__(self, day: date) -> bool:
        """Tell whether day lies in this month."""
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        """Return `YYYY-MM`."""
        return f"{self.year:04}-{self.month:02}"
