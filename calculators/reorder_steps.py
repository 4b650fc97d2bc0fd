"""How levels and order come about, step by step, in the order of the working."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from calculators.core.numbers import rounded
from calculators.core.outcome import Step, Term
from calculators.stock_order import rounding, units
from calculators.stock_plan import Plan
from calculators.stock_record import Inputs, Rules


def steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    """Return the steps that lead to a plan; what was given as it is has none.

    >>> from decimal import Decimal
    >>> from calculators.stock_record import EDITIONS
    >>> rules = EDITIONS.all[-1].rules
    >>> inputs = Inputs(demand_mean=Decimal(30), lead_time=Decimal(2))
    >>> [each.key for each in steps(inputs, rules, Plan.of(inputs, rules))]
    ['lead_time_demand']
    """
    yield from _demand_steps(inputs, rules, plan)
    yield from _cover_steps(inputs, rules, plan)
    yield from _level_steps(inputs, rules, plan)
    yield from _lot_steps(inputs, rules, plan)
    yield from _max_level_steps(inputs, rules, plan)
    yield from _serving_steps(inputs, rules, plan)
    yield from _order_steps(inputs, rules, plan)
    yield from _pattern_steps(inputs, rules, plan)


def _step(key: str, exact: Decimal, clause: str, **values: Any) -> Step:
    """Return a step with its number rounded as results are."""
    return Step.number(key, rounded(exact), clause, value=exact, **values)


def _period(inputs: Inputs) -> str:
    """Return what a period is called: a day, a week, a month, or just that where none is named."""
    return inputs.period or "period"


def _demand_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    history, demand = inputs.history, plan.demand
    if history is None or demand.mean is None or demand.sd is None:
        return
    clause = rules.pattern.clause
    period = _period(inputs)
    count = len(history)
    yield _step("demand_mean", demand.mean, clause, sum=sum(history), count=count, period=period)
    divisor = count - 1 if inputs.sd_kind == "sample" else count
    yield _step(
        f"demand_sd_{inputs.sd_kind}",
        demand.sd,
        clause,
        squares=demand.sd**2 * divisor,
        count=count,
        period=period,
    )


def _cover_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    cover, clause = plan.cover, rules.service.clause
    values: dict[str, Any] = {
        "mean": plan.demand.mean,
        "sd": plan.demand.sd,
        "lead": inputs.lead_time,
        "lead_sd": inputs.lead_time_sd,
        "review": inputs.review_period,
        "lead_time_demand": cover.lead_time_demand,
        "lead_time_spread": cover.sd_lead_time_demand,
    }
    if cover.lead_time_demand is not None and inputs.lead_time_demand is None:
        yield _step("lead_time_demand", cover.lead_time_demand, clause, **values)
    if cover.sd_lead_time_demand is not None and inputs.sd_lead_time_demand is None:
        at_once = not inputs.lead_time and not inputs.review_period  # which does not vary
        varying = "_varying" if inputs.lead_time_sd and not at_once else ""
        yield _step(f"sd_lead_time_demand{varying}", cover.sd_lead_time_demand, clause, **values)
    if inputs.review_period and cover.demand is not None:
        yield _step("cover_demand", cover.demand, clause, **values)
    if inputs.review_period and cover.sd is not None:
        yield _step("cover_sd", cover.sd, clause, **values)


def _level_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    levels, cover, clause = plan.levels, plan.cover, rules.service.clause
    safety = levels.safety_stock
    used = inputs.max_level if inputs.review_period else inputs.reorder_point
    if used is not None and cover.demand is not None:
        key = "safety_stock_left"
    elif plan.demand.mean is not None and not plan.demand.mean:
        key = "safety_stock_no_demand"
    else:
        key = "safety_stock" if levels.z > 0 else "safety_stock_none"
        if inputs.z is None and inputs.safety_stock is None and safety is not None:
            z, level = rounded(levels.z, 12, 30), plan.service_level
            yield Step.number("z", z, clause, level=level, percent=level.scaleb(2), value=z)
    if safety is not None and inputs.safety_stock is None:
        yield _step(key, safety, clause, z=levels.z, sd=cover.sd, level=used, demand=cover.demand)
        yield from _whole("safety_stock", safety, clause)
    if (reorder := levels.reorder_point) is not None and inputs.reorder_point is None:
        key = "reorder_point_periodic" if inputs.review_period else "reorder_point"
        yield _step(key, reorder, clause, demand=cover.lead_time_demand, safety=safety)
        yield from _whole("reorder_point", reorder, clause)


def _whole(name: str, exact: Decimal, clause: str) -> Iterator[Step]:
    """Yield what makes whole units of a quantity, where it has a fraction as it is shown."""
    shown, whole = rounded(exact), Decimal(units(exact))
    if shown != whole:
        yield _step("whole_units", whole, clause, name=Term(name), fraction=shown)


def _lot_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    lot, clause = plan.lot, rules.year.clause
    if lot.size is None or lot.annual_demand is None or lot.annual_cost is None:
        return
    period = _period(inputs)
    values: dict[str, Any] = {
        "mean": plan.demand.mean,
        "periods": rules.year.periods(period),
        "period": period,
        "fixed": inputs.fixed_cost,
        "holding": inputs.holding_cost,
        "annual": lot.annual_demand,
        "lot": lot.size,
    }
    yield _step("annual_demand", lot.annual_demand, clause, **values)
    yield _step("eoq", lot.size, clause, **values)
    if lot.size:
        yield _step("annual_cost", lot.annual_cost, clause, **values)


def _max_level_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    levels, clause = plan.levels, rules.service.clause
    if levels.max_level is None or inputs.max_level is not None:
        return
    yield _step(
        "max_level_periodic" if inputs.review_period else "max_level",
        levels.max_level,
        clause,
        demand=plan.cover.demand,
        safety=levels.safety_stock,
        reorder=levels.reorder_point,
        lot=plan.lot.size,
    )
    yield from _whole("max_level", levels.max_level, clause)


def _serving_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    serving, cover, clause = plan.serving, plan.cover, rules.service.clause
    reached = serving.cycle_service_level
    if serving.judged and serving.k is not None and reached is not None:
        level = plan.levels.max_level if inputs.review_period else plan.levels.reorder_point
        key = "k_of_safety_stock" if level is None else "k"
        safety = plan.levels.safety_stock
        yield _step(
            key, serving.k, clause, level=level, demand=cover.demand, sd=cover.sd, safety=safety
        )
        percent = rounded(reached).scaleb(2)
        yield _step("cycle_service_level", reached, clause, k=serving.k, percent=percent)
    shortage = serving.expected_shortage
    if serving.fill_rate is None or shortage is None:
        return
    if serving.k is not None:
        yield _step("expected_shortage", shortage, clause, sd=cover.sd, k=serving.k)
    percent = rounded(serving.fill_rate).scaleb(2)
    yield _step(
        "fill_rate" if serving.fill_rate else "fill_rate_none",
        serving.fill_rate,
        clause,
        shortage=shortage,
        lot=serving.lot,
        percent=percent,
    )


def _order_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    order, clause = plan.order, rules.alert.clause
    if order.position is None:
        return
    yield _step(
        "inventory_position",
        order.position,
        clause,
        on_hand=inputs.on_hand,
        on_order=inputs.on_order,
        backorders=inputs.backorders,
    )
    values = {
        "position": order.position,
        "reorder": plan.levels.reorder_point,
        "highest": plan.levels.max_level,
        "moq": inputs.moq,
        "pack": inputs.order_multiple,
        "shortfall": order.shortfall,
        "lifted": order.lifted,
    }
    if order.due is False:
        yield _step(f"not_due_{order.status}", Decimal(0), clause, **values)
    else:
        yield from _quantity_steps(inputs, rules, plan, values)
    if order.days_of_supply is not None:
        period = _period(inputs)
        key = "days_of_supply_of_days" if period == "day" else "days_of_supply"
        yield _step(
            key,
            order.days_of_supply,
            rules.year.clause,
            on_hand=inputs.on_hand,
            mean=plan.demand.mean,
            period=period,
            periods=rules.year.periods(period),
            days=rules.year.days.value,
        )


def _quantity_steps(
    inputs: Inputs, rules: Rules, plan: Plan, values: dict[str, Any]
) -> Iterator[Step]:
    order, clause = plan.order, rules.order.clause
    if order.quantity is None:
        return
    if not order.shortfall:
        yield _step("full", order.shortfall, clause, **values)
        return
    key = "shortfall_periodic" if inputs.review_period else f"shortfall_{order.status}"
    yield _step(key, order.shortfall, clause, **values)
    if order.lifted != order.shortfall:
        yield _step("moq", order.lifted, clause, **values)
    if order.quantity < order.lifted:
        yield _step("multiple_down", order.quantity, clause, **values)
    elif order.quantity > order.lifted:
        key = "multiple_up_to_moq" if rounding(inputs, rules) == "down" else "multiple_up"
        yield _step(key, order.quantity, clause, **values)
    yield from _whole("order_qty", order.quantity, clause)


def _pattern_steps(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[Step]:
    pattern, clause = plan.pattern, rules.pattern.clause
    mean, sd = plan.demand.mean, plan.demand.sd
    if mean and sd is not None:
        yield _step("cv", sd / mean, clause, sd=sd, mean=mean)
    if pattern.interval is not None and inputs.history is not None:
        count = len(inputs.history)
        selling = count - pattern.zeros
        yield _step(
            "demand_pattern",
            Decimal(count) / selling,
            clause,
            count=count,
            selling=selling,
            variation=pattern.size_variation,
            name=pattern.name,
            interval_limit=rules.pattern.demand_interval.value,
            variation_limit=rules.pattern.size_variation.value,
        )
