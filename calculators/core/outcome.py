"""What a calculation gives back: a result, the steps that lead to it, and notices.

Named tuples, because a batch makes a dozen of them a row: a frozen dataclass takes three times as
long to make.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Self

from calculators.core.editions import Edition
from calculators.core.numbers import plain

type Level = Literal["info", "warning"]


class Term(NamedTuple):
    """A name within a sentence: `terms.<key>` of the catalogue of words, and what it names."""

    key: str
    values: Mapping[str, Any] = MappingProxyType({})


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


class Notice(NamedTuple):
    """Something that the reader should know beside the figures; it never changes one.

    `code` finds text and source in the catalogue of words (`notices.<code>`).
    """

    level: Level
    code: str
    values: Mapping[str, Any]


class Outcome[R](NamedTuple):
    """A calculator's answer before it is put into words."""

    result: R
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
    rules: tuple[Edition[Any], ...]
