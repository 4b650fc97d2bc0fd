"""What a calculation gives back: a result, the steps that lead to it, and notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self

from calculators.core.editions import Edition
from calculators.core.numbers import plain

type Level = Literal["info", "warning"]


@dataclass(frozen=True, slots=True)
class Term:
    """A name within a sentence: `terms.<key>` of the catalogue of words, and what it names."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def equals(shown: Decimal, exact: Decimal) -> str:
    """Return the sign between a working and what is shown for it, which may have been rounded.

    >>> equals(Decimal("16.67"), Decimal("16.665")), equals(Decimal("2.00"), Decimal(2))
    ('≈', '=')
    """
    return "=" if shown == exact else "≈"


class Step(NamedTuple):
    """One step of a result.

    `key` finds label, formula and unit in the catalogue of words (`steps.<key>`); `values` are what
    they name; `value` is what this step comes to, as text; `clause` is the anchor of the clause
    behind it.
    """

    key: str
    value: str
    clause: str
    values: Mapping[str, Any]

    @classmethod
    def money(cls, key: str, amount: Decimal, clause: str, **values: Any) -> Self:
        """Make a step that comes to an amount (CNY).

        >>> Step.money("pay_before_tax", Decimal("-1"), "co-4-2-3").value
        '-1.00'
        """
        return cls(key, f"{amount:.2f}", clause, values)

    @classmethod
    def number(cls, key: str, number: Decimal, clause: str, **values: Any) -> Self:
        """Make a step that comes to a plain number."""
        return cls(key, plain(number), clause, values)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader should know beside the figures; it never changes one.

    `code` finds text and source in the catalogue of words (`notices.<code>`).
    """

    level: Level
    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome[R]:
    """A calculator's answer before it is put into words."""

    result: R
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
    rules: tuple[Edition[Any], ...]
