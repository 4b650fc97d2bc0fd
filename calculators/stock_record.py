"""What is known of an article: its demand, its supply, what it costs to order and to hold.

All quantities are in units of the article, all times in one period: day, week or month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import Alternatives, Checked
from calculators.core.editions import Editions, Figure, Reading, Section
from calculators.core.kinds import RARE, Choice, Money, Number, Price, Series
from calculators.core.problems import Problem

NONE = Decimal(0)
ONE = Decimal(1)
_LEAST = Decimal("0.000001")
_QUANTITY = Number(decimals=20)
_POSITIVE = Number(low=_LEAST, decimals=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Section):
    """The cycle service level that is aimed at where none is given."""

    target: Annotated[Figure, "%"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(Section):
    """Limits of demand for which the normal formula holds (Syntetos and Boylan 2005)."""

    demand_interval: Annotated[Figure, "期"]
    size_variation: Annotated[Figure, "倍"]
    total_variation: Annotated[Figure, "倍"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Section):
    """Whether an order is due below the reorder point only, or at it too."""

    at_reorder_point: Annotated[Reading, ("below", "at_or_below")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Section):
    """How a quantity is made a multiple of a pack."""

    multiple_rounding: Annotated[Reading, ("up", "down")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Section):
    """How many days, weeks or months make a year."""

    days: Annotated[Figure, "天"]
    weeks: Annotated[Figure, "周"]
    months: Annotated[Figure, "个月"]

    def periods(self, period: str) -> Decimal:
        """Return how many periods (day, week or month) a year has."""
        return {"day": self.days, "week": self.weeks, "month": self.months}[period].value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of the rules of stock."""

    service: Service
    pattern: Pattern
    alert: Alert
    order: Order
    year: Year

    def mistake(self) -> str | None:
        """Return what is wrong with figures that each fit on their own, or None."""
        if not 0 < self.service.target.value < 100:  # noqa: PLR2004  # percent
            return "service target 要大于 0、小于 100：100% 不断货，要无穷多的库存"
        if not all(figure.value for figure in self.year.figures().values()):
            return "year 的数不能是 0：一年的需求要用它来算"
        return None

    @property
    def target(self) -> Decimal:
        """The service level aimed at, between 0 and 1."""
        return self.service.target.value.scaleb(-2)


EDITIONS = Editions("reorder", Rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel(Number):
    """A probability between 0 and 1, neither of them: no stock is enough for always."""

    high: Decimal = ONE
    decimals: int = 20

    def check(self, value: Decimal) -> None:
        if value.is_finite() and not 0 < value < 1:
            self._refuse(value, "service_level")
        Number.check(self, value)


@dataclass(frozen=True, kw_only=True)
class Inputs(Checked):
    """Demand, supply, stock and costs of an article; what is not given is not worked out.

    `history` is the demand of each period; `lead_time_demand` and `sd_lead_time_demand` stand for
    what would be worked out of it. `safety_stock`, `reorder_point` and `max_level` (units) are
    those of a policy in use. `fixed_cost` is CNY an order, `holding_cost` CNY a unit a year.
    """

    alternatives: ClassVar = (
        Alternatives(
            "demand", {"history": ("history",), "parameters": ("demand_mean", "demand_sd")}
        ),
        Alternatives("service", {"level": ("cycle_service_level",), "factor": ("z",)}),
        Alternatives("lot", {"size": ("lot_size",), "costs": ("fixed_cost", "holding_cost")}),
    )

    period: Annotated[str | None, Choice(("day", "week", "month"))] = None
    history: Annotated[tuple[Decimal, ...] | None, Series()] = None
    demand_mean: Annotated[Decimal | None, _QUANTITY] = None
    demand_sd: Annotated[Decimal | None, _QUANTITY] = None
    lead_time: Annotated[Decimal | None, _QUANTITY] = None
    lead_time_sd: Annotated[Decimal, _QUANTITY, RARE] = NONE
    lead_time_demand: Annotated[Decimal | None, _QUANTITY, RARE] = None
    sd_lead_time_demand: Annotated[Decimal | None, _QUANTITY, RARE] = None
    cycle_service_level: Annotated[Decimal | None, ServiceLevel()] = None
    z: Annotated[Decimal | None, Number(low=Decimal(-10), high=Decimal(10), decimals=20)] = None
    review_period: Annotated[Decimal, _QUANTITY, RARE] = NONE
    safety_stock: Annotated[Decimal | None, _QUANTITY, RARE] = None
    reorder_point: Annotated[Decimal | None, _QUANTITY, RARE] = None
    max_level: Annotated[Decimal | None, _QUANTITY, RARE] = None
    on_hand: Annotated[Decimal | None, _QUANTITY] = None
    on_order: Annotated[Decimal, _QUANTITY] = NONE
    backorders: Annotated[Decimal, _QUANTITY, RARE] = NONE
    lot_size: Annotated[Decimal | None, _POSITIVE] = None
    fixed_cost: Annotated[Decimal | None, Money()] = None
    holding_cost: Annotated[Decimal | None, Price()] = None
    moq: Annotated[Decimal, _QUANTITY, RARE] = NONE
    order_multiple: Annotated[Decimal, _POSITIVE, RARE] = ONE
    multiple_rounding: Annotated[str | None, Choice(("up", "down")), RARE] = None
    sd_kind: Annotated[str, Choice(("sample", "population")), RARE] = "sample"

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> dict[str, Problem]:
        problems = super().check(values)
        fixed, holding = values.get("fixed_cost"), values.get("holding_cost")
        if "fixed_cost" in values and fixed is None and holding is not None:
            problems["fixed_cost"] = Problem("cost_missing")
        if "holding_cost" in values and holding is None and fixed is not None:
            problems["holding_cost"] = Problem("cost_missing")
        if all(field.name in values for field in cls.fields()) and all(
            values[field.name] == field.default for field in cls.fields() if field.name != "period"
        ):
            problems[""] = Problem("nothing_given")
        return problems
