"""What a payslip says of an answer: which outputs it shows, and what each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """An output (CNY) that a payslip shows: money taken or money paid.

    `made_of` are the lines before it that it adds up (1) and takes away (-1).
    """

    output: str
    sense: Literal["taken", "paid"]
    made_of: Mapping[str, int] = field(default_factory=dict)
