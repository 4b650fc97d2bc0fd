"""Reorder: safety stock, reorder point, maximum and order quantity of an article.

Source: co-3-4-2-1 to co-3-4-2-5 of the commercial-operations manual name the three levels and the
alert; the formulas are added by this handbook, each with its source in the module that holds it
(`stock_levels`, `stock_order`, `demand_pattern`). Settings in `rules/reorder/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import About, Declared
from calculators.core.kinds import Choice, Count, Number
from calculators.core.numbers import EXACT, rounded
from calculators.core.outcome import Outcome
from calculators.reorder_notices import notices
from calculators.reorder_steps import steps
from calculators.stock_order import units
from calculators.stock_plan import Plan
from calculators.stock_record import EDITIONS, Inputs

__all__ = ["ABOUT", "EXAMPLE", "RULES", "Inputs", "Result", "calculate"]

RULES = (EDITIONS,)
ABOUT: About = "articles"
EXAMPLE: Mapping[str, Any] = {
    "period": "week",
    "history": "96, 110, 87, 102, 118, 93, 105, 99, 121, 90, 108, 101",
    "lead_time": "2",
    "cycle_service_level": "0.95",
    "lot_size": "400",
    "on_hand": "180",
    "on_order": "0",
}


@dataclass(frozen=True, kw_only=True)
class Result(Declared):
    """Levels, lot, position and order (units), how well they serve (0 to 1), and the pattern.

    `annual_cost` is CNY a year, `days_of_supply` days, `adi` periods. What lacks inputs is None.
    """

    demand_mean: Annotated[Decimal | None, Number()]
    demand_sd: Annotated[Decimal | None, Number()]
    z: Annotated[Decimal | None, Number()]
    cycle_service_level: Annotated[Decimal | None, Number()]
    lead_time_demand: Annotated[Decimal | None, Number()]
    sd_lead_time_demand: Annotated[Decimal | None, Number()]
    safety_stock: Annotated[Decimal | None, Number()]
    reorder_point: Annotated[Decimal | None, Number()]
    max_level: Annotated[Decimal | None, Number()]
    eoq: Annotated[Decimal | None, Number()]
    annual_cost: Annotated[Decimal | None, Number()]
    inventory_position: Annotated[Decimal | None, Number()]
    status: Annotated[str | None, Choice()]
    order_qty: Annotated[Decimal | None, Number()]
    days_of_supply: Annotated[Decimal | None, Number()]
    fill_rate: Annotated[Decimal | None, Number()]
    cv: Annotated[Decimal | None, Number()]
    adi: Annotated[Decimal | None, Number()]
    demand_pattern: Annotated[str | None, Choice()]
    safety_stock_units: Annotated[int | None, Count()]
    reorder_point_units: Annotated[int | None, Count()]
    max_level_units: Annotated[int | None, Count()]
    order_qty_units: Annotated[int | None, Count()]

    headline: ClassVar[tuple[str, ...]] = (
        "order_qty_units",
        "safety_stock_units",
        "reorder_point_units",
        "max_level_units",
        "cycle_service_level",
        "fill_rate",
    )


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return levels and order of an article. A request has no date: the newest edition is read.

    >>> outcome = calculate(
    ...     Inputs(
    ...         period="day",
    ...         demand_mean=Decimal(30),
    ...         demand_sd=Decimal(3),
    ...         lead_time=Decimal(2),
    ...         review_period=Decimal(7),
    ...         on_hand=Decimal(71),
    ...         z=Decimal("2.33"),
    ...     )
    ... )
    >>> outcome.result.order_qty, outcome.result.order_qty_units
    (Decimal('219.970000'), 220)
    """
    edition = EDITIONS.in_force(date.max)
    with localcontext(EXACT):
        plan = Plan.of(inputs, edition.rules)
        return Outcome(
            result=_result(plan),
            steps=tuple(steps(inputs, edition.rules, plan)),
            notices=tuple(notices(inputs, edition.rules, plan)),
            rules=(edition,),
        )


def _result(plan: Plan) -> Result:
    levels, serving, order = plan.levels, plan.serving, plan.order
    z = serving.k if serving.judged else levels.z
    economic = plan.lot.annual_demand is not None
    return Result(
        demand_mean=_shown(plan.demand.mean),
        demand_sd=_shown(plan.demand.sd),
        z=None if z is None else rounded(z, 12, 30),
        cycle_service_level=_shown(serving.cycle_service_level),
        lead_time_demand=_shown(plan.cover.lead_time_demand),
        sd_lead_time_demand=_shown(plan.cover.sd_lead_time_demand),
        safety_stock=_shown(levels.safety_stock),
        reorder_point=_shown(levels.reorder_point),
        max_level=_shown(levels.max_level),
        eoq=_shown(plan.lot.size) if economic else None,
        annual_cost=_shown(plan.lot.annual_cost),
        inventory_position=_shown(order.position),
        status=order.status,
        order_qty=_shown(order.quantity),
        days_of_supply=_shown(order.days_of_supply),
        fill_rate=_shown(serving.fill_rate),
        cv=plan.pattern.variation,
        adi=plan.pattern.interval,
        demand_pattern=plan.pattern.name,
        safety_stock_units=_units(levels.safety_stock),
        reorder_point_units=_units(levels.reorder_point),
        max_level_units=_units(levels.max_level),
        order_qty_units=_units(order.quantity),
    )


def _shown(number: Decimal | None) -> Decimal | None:
    return None if number is None else rounded(number)


def _units(number: Decimal | None) -> int | None:
    return None if number is None else units(number)
