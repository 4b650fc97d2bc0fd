"""Turnover: how often stock is sold in a time, and how many days it lies.

Source: co-3-4-2-5 of the commercial-operations manual names the turnover; the formulas, cost of
goods sold ÷ average inventory and days ÷ turnover, are added by this handbook (financial statement
analysis). Figures in `rules/turnover/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import About, Alternatives, Checked, Declared
from calculators.core.editions import Editions, Figure, Section
from calculators.core.kinds import RARE, Money, Number
from calculators.core.numbers import EXACT, readable, rounded, to_fen
from calculators.core.outcome import Notice, Outcome, Step, equals
from calculators.core.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Section):
    """The days for which costs are taken where none are given."""

    days: Annotated[Figure, "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of the rules of turnover."""

    year: Year

    def mistake(self) -> str | None:
        """Return what is wrong with the figures, or None."""
        return None if self.year.days.value else "year days 不能是 0：周转天数要用它来算"


EDITIONS = Editions("turnover", Rules)
RULES = (EDITIONS,)
ABOUT: About = "articles"
EXAMPLE: Mapping[str, Any] = {
    "cogs": "3600000",
    "opening_inventory": "520000",
    "closing_inventory": "480000",
}


@dataclass(frozen=True, kw_only=True)
class Inputs(Checked):
    """Cost of goods sold in so many days, and the inventory then (CNY at cost)."""

    alternatives: ClassVar = (
        Alternatives(
            "inventory",
            {
                "ends": ("opening_inventory", "closing_inventory"),
                "average": ("average_inventory",),
            },
        ),
    )

    cogs: Annotated[Decimal, Money()]
    opening_inventory: Annotated[Decimal | None, Money()] = None
    closing_inventory: Annotated[Decimal | None, Money()] = None
    average_inventory: Annotated[Decimal | None, Money()] = None
    days: Annotated[Decimal | None, Number(low=Decimal(1)), RARE] = None

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        names = ("opening_inventory", "closing_inventory", "average_inventory")
        if any(name not in values for name in names):
            return problems
        opening, closing, average = (values[name] for name in names)
        if opening is closing is average is None:
            problems["average_inventory"] = Problem("inventory_missing")
        elif average is None and closing is None:
            problems["closing_inventory"] = Problem("missing")
        elif average is None and opening is None:
            problems["opening_inventory"] = Problem("missing")
        return problems


@dataclass(frozen=True, kw_only=True)
class Result(Declared):
    """Average inventory (CNY), how often it turned over, and the days that it lay.

    `turnover` is None without inventory, `days_of_inventory` without inventory or costs.
    """

    average_inventory: Annotated[Decimal, Money()]
    turnover: Annotated[Decimal | None, Number()]
    days_of_inventory: Annotated[Decimal | None, Number()]

    headline: ClassVar[tuple[str, ...]] = ("turnover", "days_of_inventory", "average_inventory")


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return turnover and days of inventory. A request has no date: the newest edition is read.

    >>> outcome = calculate(Inputs(cogs=Decimal(4380000), average_inventory=Decimal(870000)))
    >>> outcome.result.turnover, outcome.result.days_of_inventory
    (Decimal('5.034483'), Decimal('72.500000'))
    """
    edition = EDITIONS.in_force(date.max)
    with localcontext(EXACT):
        average = _average(inputs)
        days = edition.rules.year.days.value if inputs.days is None else inputs.days
        turns = average and inputs.cogs  # days ÷ turnover: neither 0 nor unknown
        result = Result(
            average_inventory=to_fen(average),
            turnover=rounded(inputs.cogs / average) if average else None,
            days_of_inventory=rounded(days * average / inputs.cogs) if turns else None,
        )
        return Outcome(
            result=result,
            steps=tuple(_steps(inputs, edition.rules, result, days)),
            notices=tuple(_notices(result)),
            rules=(edition,),
        )


def _average(inputs: Inputs) -> Decimal:
    if inputs.average_inventory is not None:
        return inputs.average_inventory
    return ((inputs.opening_inventory or Decimal(0)) + (inputs.closing_inventory or Decimal(0))) / 2


def _steps(inputs: Inputs, rules: Rules, result: Result, days: Decimal) -> Iterator[Step]:
    clause = rules.year.clause
    average = _average(inputs)
    values = {"cogs": inputs.cogs, "average": average, "days": days}
    if inputs.average_inventory is None:
        yield Step.money(
            "average_inventory",
            result.average_inventory,
            clause,
            opening=inputs.opening_inventory,
            closing=inputs.closing_inventory,
            **values,
        )
    for key, value, back in (
        ("turnover", result.turnover, average),
        ("days_of_inventory", result.days_of_inventory, inputs.cogs),
    ):
        if value is not None:
            whole = inputs.cogs if key == "turnover" else days * average
            sign = equals(readable(value) * back, whole)
            yield Step.number(key, value, clause, value=value, sign=sign, **values)


def _notices(result: Result) -> Iterator[Notice]:
    if result.turnover is None:
        yield Notice("info", "no_inventory", {})
    if result.days_of_inventory is None:
        yield Notice("info", "no_cogs", {})
    yield Notice("info", "turnover_formulas_added", {})
