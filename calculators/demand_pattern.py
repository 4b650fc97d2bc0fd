"""How demand comes: smooth, intermittent, erratic or lumpy, and what to use instead of the normal.

Source: Syntetos and Boylan (2005): the average interval between periods with demand (ADI) and the
squared coefficient of variation of the sizes asked for in them (CV²).
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from calculators import stock_statistics as statistics
from calculators.core.numbers import rounded
from calculators.stock_levels import Cover, Demand
from calculators.stock_record import Inputs, Rules

# Beyond this mean a Poisson quantile and the normal one hardly differ.
_POISSON_UP_TO = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Variation of all periods, interval of demand (periods), CV² of its sizes, and the verdict."""

    variation: Decimal | None
    interval: Decimal | None = None
    size_variation: Decimal | None = None
    name: str | None = None
    zeros: int = 0

    @classmethod
    def of(cls, inputs: Inputs, rules: Rules, demand: Demand) -> "Pattern":
        """Return the verdict; the history alone shows intervals."""
        variation = None
        if demand.mean and demand.sd is not None:
            variation = rounded(demand.sd / demand.mean)
        history = inputs.history or ()
        sizes = [each for each in history if each]
        if not sizes:
            return cls(variation=variation, zeros=len(history))
        mean, spread = demand.mean, demand.variance
        if mean is None or spread is None or len(sizes) < len(history):
            sample = inputs.sd_kind == "sample"
            mean, spread = statistics.mean_and_variance(sizes, sample=sample)
        interval = rounded(Decimal(len(history)) / len(sizes))
        size_variation = rounded(spread / mean**2)
        rare = interval > rules.pattern.demand_interval.value
        uneven = size_variation > rules.pattern.size_variation.value
        return cls(
            variation=variation,
            interval=interval,
            size_variation=size_variation,
            name=_NAMES[rare, uneven],
            zeros=len(history) - len(sizes),
        )

    def normal_is_weak(self, rules: Rules) -> bool:
        """Tell whether safety stock by the normal distribution is not to be relied on."""
        limit = rules.pattern.total_variation.value
        wide = self.variation is not None and self.variation >= limit
        return wide or self.name not in {None, "smooth"}


_NAMES = {
    (False, False): "smooth",
    (True, False): "intermittent",
    (False, True): "erratic",
    (True, True): "lumpy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A method that fits such demand: what is expected (units) and the level that covers it.

    `periods` and `runs` are length and number of the runs that a history was cut into.
    """

    method: str
    expected: Decimal
    level: Decimal
    periods: int = 0
    runs: int = 0

    @classmethod
    def of(
        cls, inputs: Inputs, demand: Demand, cover: Cover, service_level: Decimal
    ) -> "Fitting | None":
        """Return the Poisson quantile where demand varies no more than it, else the history's own.

        None where neither can be had: a varying lead time and quantities from elsewhere are in
        neither.
        """
        given = inputs.lead_time_demand is not None or inputs.sd_lead_time_demand is not None
        if given or inputs.lead_time is None or inputs.lead_time_sd or not cover.demand:
            return None
        mean, variance = demand.mean, demand.variance
        if mean is not None and variance is not None and variance <= mean:
            if cover.demand > _POISSON_UP_TO:
                return None
            level = statistics.poisson_quantile(cover.demand, service_level)
            return cls(method="poisson", expected=cover.demand, level=Decimal(level))
        span = inputs.lead_time + inputs.review_period
        periods = int(span.to_integral_value(ROUND_CEILING))
        if inputs.history is None or periods > len(inputs.history):
            return None
        highest, runs = statistics.window_quantile(inputs.history, periods, service_level)
        return cls(
            method="empirical", expected=cover.demand, level=highest, periods=periods, runs=runs
        )
