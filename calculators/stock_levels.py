"""The three levels of stock, the lot, and how well they serve: worked out, or judged as given.

With a review period the stock must last until the delivery after the next review: safety stock then
covers review period and lead time together. Sources: Chopra and Meindl, chapter 11; Stevenson,
14th edition, chapter 12; Snyder and Shen, 2nd edition, sections 3.2 and 4.3.
"""

from dataclasses import dataclass
from decimal import Decimal

from calculators import stock_statistics as statistics
from calculators.stock_record import NONE, ONE, Inputs, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Demand of one period: its mean and standard deviation (units), and the latter's square."""

    mean: Decimal | None
    sd: Decimal | None
    variance: Decimal | None

    @classmethod
    def of(cls, inputs: Inputs) -> "Demand":
        """Return what is given, or what the history shows."""
        if inputs.history is None:
            sd = inputs.demand_sd
            return cls(mean=inputs.demand_mean, sd=sd, variance=None if sd is None else sd**2)
        sample = inputs.sd_kind == "sample"
        mean, variance = statistics.mean_and_variance(inputs.history, sample=sample)
        return cls(mean=mean, sd=variance.sqrt(), variance=variance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """The quantity of one order (units); where it was worked out, what it costs (CNY a year)."""

    size: Decimal | None = None
    annual_demand: Decimal | None = None
    annual_cost: Decimal | None = None

    @classmethod
    def of(cls, inputs: Inputs, rules: Rules, demand: Demand) -> "Lot":
        """Return the lot given, or the economic one: √(2KD/h) (Snyder and Shen 3.4)."""
        fixed, holding = inputs.fixed_cost, inputs.holding_cost
        if fixed is None or holding is None or inputs.period is None or demand.mean is None:
            return cls(size=inputs.lot_size)
        annual = demand.mean * rules.year.periods(inputs.period)
        return cls(
            size=(2 * fixed * annual / holding).sqrt(),
            annual_demand=annual,
            annual_cost=(2 * fixed * annual * holding).sqrt(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Demand (units) over the time that stock must last: lead time, with the review before it."""

    lead_time_demand: Decimal | None
    sd_lead_time_demand: Decimal | None
    demand: Decimal | None
    sd: Decimal | None

    @classmethod
    def of(cls, inputs: Inputs, demand: Demand) -> "Cover":
        """Return mean d·L and standard deviation √(L·σ² + d²·σ_L²), with L + T for L the same."""
        lead, review = inputs.lead_time, inputs.review_period
        expected = inputs.lead_time_demand
        if expected is None and demand.mean is not None and lead is not None:
            expected = demand.mean * lead
        spread = inputs.sd_lead_time_demand
        if spread is None and demand.sd is not None and lead is not None:
            if not inputs.lead_time_sd or (not lead and not review):  # at once is always at once
                spread = (lead * demand.sd**2).sqrt()
            elif demand.mean is not None:
                spread = (lead * demand.sd**2 + (demand.mean * inputs.lead_time_sd) ** 2).sqrt()
        total, total_spread = expected, spread
        if review:
            total = _sum(expected, None if demand.mean is None else demand.mean * review)
            squares = None if spread is None else spread**2
            more = None if demand.sd is None else review * demand.sd**2
            both = _sum(squares, more)
            total_spread = None if both is None else both.sqrt()
        return cls(
            lead_time_demand=expected, sd_lead_time_demand=spread, demand=total, sd=total_spread
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Safety stock, reorder point and maximum (units), and the safety factor aimed at."""

    z: Decimal
    safety_stock: Decimal | None
    reorder_point: Decimal | None
    max_level: Decimal | None

    @classmethod
    def of(cls, inputs: Inputs, rules: Rules, demand: Demand, cover: Cover, lot: Lot) -> "Levels":
        """Return the levels given, and those that follow from them or from the factor."""
        z = inputs.z
        if z is None:
            z = statistics.quantile(inputs.cycle_service_level or rules.target)
        safety = inputs.safety_stock
        if safety is None:
            safety = cls._left_over(inputs, cover)
        if safety is None and demand.mean is not None and not demand.mean:
            safety = NONE
        if safety is None and cover.sd is not None:
            safety = max(z, NONE) * cover.sd
        reorder = inputs.reorder_point
        if reorder is None:
            reorder = _sum(cover.lead_time_demand, safety)
        highest = inputs.max_level
        if highest is None:
            highest = (
                _sum(cover.demand, safety) if inputs.review_period else _sum(reorder, lot.size)
            )
        return cls(z=z, safety_stock=safety, reorder_point=reorder, max_level=highest)

    @staticmethod
    def _left_over(inputs: Inputs, cover: Cover) -> Decimal | None:
        """Return what a level in use keeps beyond the demand that it must cover."""
        level = inputs.max_level if inputs.review_period else inputs.reorder_point
        return None if level is None or cover.demand is None else level - cover.demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How well the levels serve: per cycle, and per unit asked for. `k` is None without spread.

    `lot` is the quantity of a cycle (units): the lot, or the demand of a review period.
    """

    judged: bool
    k: Decimal | None
    cycle_service_level: Decimal | None
    lot: Decimal | None
    expected_shortage: Decimal | None
    fill_rate: Decimal | None

    @classmethod
    def of(
        cls, inputs: Inputs, demand: Demand, cover: Cover, lot: Lot, levels: Levels
    ) -> "Serving":
        """Return P(no stockout in a cycle) = Φ(k) and fill rate = 1 − σ·loss(k) ÷ lot.

        The rate is 0 where the formula, which counts a unit short once a cycle, falls below.
        """
        level = inputs.max_level if inputs.review_period else inputs.reorder_point
        judged = level is not None or inputs.safety_stock is not None
        buffer = cls._buffer(inputs, cover, levels)
        k = level_reached = shortage = None
        if buffer is not None and cover.sd:
            k = buffer / cover.sd
            level_reached, loss = statistics.distribution_and_loss(k)
            shortage = cover.sd * loss
        elif buffer is not None and cover.sd is not None:
            level_reached = ONE if buffer >= 0 else NONE
            shortage = max(NONE, -buffer)
        elif not judged and (inputs.z is not None or inputs.cycle_service_level is not None):
            level_reached = statistics.distribution(levels.z)  # asked for, without a stock to serve
        size = inputs.lot_size
        if size is None and inputs.review_period:
            size = None if demand.mean is None else demand.mean * inputs.review_period
        elif size is None:
            size = lot.size
        rate = max(NONE, 1 - shortage / size) if size and shortage is not None else None
        return cls(
            judged=judged,
            k=k,
            cycle_service_level=level_reached,
            lot=size,
            expected_shortage=shortage,
            fill_rate=rate,
        )

    @staticmethod
    def _buffer(inputs: Inputs, cover: Cover, levels: Levels) -> Decimal | None:
        """Return what is left of the governing level (units) once the expected demand is met."""
        level = levels.max_level if inputs.review_period else levels.reorder_point
        if level is not None:
            return None if cover.demand is None else level - cover.demand
        return levels.safety_stock


def _sum(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second
