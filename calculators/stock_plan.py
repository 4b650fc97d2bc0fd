"""Everything that is worked out for an article, exact until it is shown."""

from dataclasses import dataclass
from decimal import Decimal

from calculators import stock_statistics as statistics
from calculators.demand_pattern import Fitting, Pattern
from calculators.stock_levels import Cover, Demand, Levels, Lot, Serving
from calculators.stock_order import Order
from calculators.stock_record import Inputs, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Demand, what must be covered, lot, levels, how they serve, the order, and the pattern.

    `service_level` is the one aimed at. `fitting` is a method for demand that is not normal.
    """

    demand: Demand
    cover: Cover
    lot: Lot
    levels: Levels
    serving: Serving
    order: Order
    pattern: Pattern
    service_level: Decimal
    normal_is_weak: bool
    fitting: Fitting | None

    @classmethod
    def of(cls, inputs: Inputs, rules: Rules) -> "Plan":
        """Return the plan for an article, in the decimals of the caller's context."""
        demand = Demand.of(inputs)
        cover = Cover.of(inputs, demand)
        lot = Lot.of(inputs, rules, demand)
        levels = Levels.of(inputs, rules, demand, cover, lot)
        pattern = Pattern.of(inputs, rules, demand)
        service_level = inputs.cycle_service_level
        if service_level is None:
            service_level = rules.target if inputs.z is None else statistics.distribution(inputs.z)
        weak = pattern.normal_is_weak(rules)
        return cls(
            demand=demand,
            cover=cover,
            lot=lot,
            levels=levels,
            serving=Serving.of(inputs, demand, cover, lot, levels),
            order=Order.of(inputs, rules, demand, levels),
            pattern=pattern,
            service_level=service_level,
            normal_is_weak=weak,
            fitting=Fitting.of(inputs, demand, cover, service_level) if weak else None,
        )
