"""What the reader of a plan should know beside its figures."""

from collections.abc import Iterator
from typing import Any

from calculators.core.numbers import rounded
from calculators.core.outcome import Notice
from calculators.stock_plan import Plan
from calculators.stock_record import Inputs, Rules


def notices(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Notice]:
    """Return doubts about demand, levels and periods, what is lacking, and where formulas stand.

    >>> from decimal import Decimal
    >>> from calculators.stock_record import EDITIONS
    >>> rules = EDITIONS.all[-1].rules
    >>> inputs = Inputs(demand_mean=Decimal(30))
    >>> [each.code for each in notices(inputs, rules, Plan.of(inputs, rules))][-1]
    'stock_formulas_added'
    """
    yield from _demand_notices(inputs, plan)
    yield from _level_notices(inputs, plan)
    yield from _period_notices(inputs, rules, plan)
    yield from _order_notices(inputs, plan)
    yield from _lacking(inputs, plan)
    yield Notice("info", "stock_formulas_added", {})


def _demand_notices(inputs: Inputs, plan: Plan) -> Iterator[Notice]:
    pattern = plan.pattern
    if plan.demand.mean is not None and not plan.demand.mean:
        yield Notice("warning", "no_demand", {})
    if pattern.zeros:
        count = len(inputs.history or ())
        yield Notice("warning", "zeros_in_history", {"zeros": pattern.zeros, "count": count})
    if not plan.normal_is_weak:
        return
    if pattern.name in {None, "smooth"}:
        yield Notice("warning", "normal_weak_wide", {"cv": pattern.variation})
    else:
        yield Notice("warning", "normal_weak_pattern", {"pattern": pattern.name})
    if (fitting := plan.fitting) is None:
        yield Notice("info", "fitting_named", {})
        return
    values: dict[str, Any] = {
        "level": rounded(fitting.level),
        "cover": rounded(fitting.expected),
        "periods": fitting.periods,
        "runs": fitting.runs,
        "percent": rounded(plan.service_level).scaleb(2),
    }
    yield Notice("info", f"fitting_{fitting.method}", values)


def _level_notices(inputs: Inputs, plan: Plan) -> Iterator[Notice]:
    levels, serving, cover = plan.levels, plan.serving, plan.cover
    reached = serving.cycle_service_level
    if not serving.judged and levels.z <= 0 and cover.sd:
        yield Notice("info", "no_safety_stock", {})
    if serving.judged and reached is not None and rounded(reached) < rounded(plan.service_level):
        values = {
            "reached": rounded(reached).scaleb(2),
            "target": rounded(plan.service_level).scaleb(2),
        }
        yield Notice("warning", "service_below_target", values)
    demand, safety = cover.lead_time_demand, inputs.safety_stock
    highest, reorder = levels.max_level, levels.reorder_point
    total = None if demand is None or safety is None else rounded(demand + safety)
    if total is not None and reorder is not None and total != rounded(reorder):
        yield Notice("warning", "levels_contradict", {"sum": total, "reorder": reorder})
    if highest is not None and reorder is not None and rounded(highest) < rounded(reorder):
        values = {"highest": rounded(highest), "reorder": rounded(reorder)}
        yield Notice("warning", "max_below_reorder_point", values)
    lot = serving.lot if serving.fill_rate is not None else None
    if lot is not None and cover.demand is not None and rounded(cover.demand) > rounded(lot):
        yield Notice("info", "fill_rate_too_low", {})


def _period_notices(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Notice]:
    if inputs.period is None:
        asks_year = inputs.fixed_cost is not None
        asks_days = inputs.on_hand is not None and plan.demand.mean
        if asks_year or asks_days:
            yield Notice("info", "period_unknown", {})
        return
    year = rules.year.periods(inputs.period)
    for name in ("lead_time", "review_period"):
        length = getattr(inputs, name)
        if length is not None and length > year:
            values = {"length": length, "period": inputs.period}
            yield Notice("warning", f"{name}_doubtful", values)


def _order_notices(inputs: Inputs, plan: Plan) -> Iterator[Notice]:
    if inputs.lead_time_sd and inputs.lead_time == 0 and not inputs.review_period:
        yield Notice("warning", "lead_time_sd_without_lead_time", {})
    order = plan.order
    if order.quantity is not None and order.lifted > order.shortfall:
        over = order.quantity - order.shortfall
        values = {"quantity": order.quantity, "highest": plan.levels.max_level, "over": over}
        yield Notice("warning", "moq_above_max_level", values)
    if order.due and order.shortfall and not order.quantity:
        yield Notice("warning", "rounded_to_nothing", {"shortfall": order.shortfall})


def _lacking(inputs: Inputs, plan: Plan) -> Iterator[Notice]:
    """Name the first thing that keeps levels and order from being worked out."""
    demand, cover, levels = plan.demand, plan.cover, plan.levels
    governing = levels.max_level if inputs.review_period else levels.reorder_point
    if demand.mean is None and cover.lead_time_demand is None and governing is None:
        yield Notice("info", "demand_mean_unknown", {})
        return
    if inputs.lead_time is None and levels.reorder_point is None:
        yield Notice("info", "lead_time_unknown", {})
    elif levels.safety_stock is None and cover.lead_time_demand is not None:
        yield Notice("info", "demand_sd_unknown", {})
    elif levels.reorder_point is not None and levels.max_level is None:
        yield Notice("info", "lot_unknown", {})
