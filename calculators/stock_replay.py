"""The stock of an article period by period under its policy: what would have been, what may be.

A period has ten parts, over which its demand is spread evenly. In each part what was ordered
arrives, demand is met or owed, then the stock is looked at and ordered as `stock_order` says: at
once where there is no review period, as the formulas of the levels have it. Lead times do not vary.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import cache
from random import Random

from calculators import stock_statistics as statistics
from calculators.core.numbers import EXACT, rounded
from calculators.stock_order import Order
from calculators.stock_plan import Plan
from calculators.stock_record import NONE, ONE, Inputs, Rules

LONGEST = 104  # periods that are replayed: of weeks two years
SIMULATED = 52
_PARTS = 10  # of a period
_SEED = 3421  # any would do, but it must not change


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What moved the stock in a period, and where it stands at its end (units), net of backorders.

    `short` is what of the demand could not be met from stock.
    """

    demand: Decimal
    received: Decimal
    ordered: Decimal
    short: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The periods, whether their demand was simulated, and how often stock ran out.

    `course` is the stock at a time (periods), net of what is owed; between two it falls evenly.
    """

    simulated: bool
    plan: Plan
    periods: tuple[Period, ...]
    course: tuple[tuple[Decimal, Decimal], ...]

    @property
    def stockouts(self) -> int:
        """In how many periods demand was not met from stock."""
        return sum(1 for each in self.periods if each.short)

    @property
    def short(self) -> Decimal:
        """How much (units) of the demand was not met from stock."""
        return sum((each.short for each in self.periods), NONE)

    @property
    def fill_rate(self) -> Decimal | None:
        """The share of demand that was met from stock; None without demand."""
        demand = sum((each.demand for each in self.periods), NONE)
        return rounded(1 - self.short / demand) if demand else None


def replay(inputs: Inputs, rules: Rules) -> Replay | None:
    """Return how the stock goes; None where lead time, demand or a level is unknown.

    A history is replayed from a full stock. Without one demand is simulated, from the stock of now
    where that is known; what is on order then arrives after a lead time.

    >>> from calculators.stock_record import EDITIONS
    >>> inputs = Inputs(
    ...     history=(Decimal(10), Decimal(10), Decimal(30), Decimal(10)),
    ...     lead_time=Decimal(1),
    ...     reorder_point=Decimal(15),
    ...     lot_size=Decimal(25),
    ... )
    >>> played = replay(inputs, EDITIONS.all[-1].rules)
    >>> [int(each.closing) for each in played.periods], played.stockouts, int(played.short)
    ([30, 20, -10, 6], 2, 11)
    """
    with localcontext(EXACT):
        plan = Plan.of(inputs, rules)
        demand, levels = _demand(inputs, plan), plan.levels
        governing = ONE if inputs.review_period else levels.reorder_point
        if None in (demand, inputs.lead_time, levels.max_level, governing):
            return None
        stock = _Stock(inputs, rules, plan)
        periods = tuple(stock.through(each) for each in demand or ())
        return Replay(
            simulated=inputs.history is None,
            plan=plan,
            periods=periods,
            course=tuple(stock.course),
        )


def _demand(inputs: Inputs, plan: Plan) -> Sequence[Decimal] | None:
    """Return the demand of each period: the end of the history, or a simulated one."""
    if inputs.history is not None:
        return inputs.history[-LONGEST:]
    mean, sd = plan.demand.mean, plan.demand.sd
    if mean is None or sd is None:
        return None
    return [max(NONE, rounded(mean + sd * score)) for score in normal_scores()]


@cache
def normal_scores() -> tuple[Decimal, ...]:
    """Return deviations (in standard deviations) of normal demand, in a shuffled order.

    They are spread evenly over the distribution, so that few of them show all of it; the order is
    always the same.

    >>> scores = normal_scores()
    >>> len(scores), abs(sum(scores)) < Decimal("1e-20"), round(max(scores), 2)
    (52, True, Decimal('2.34'))
    """
    places = [(2 * number + ONE) / (2 * SIMULATED) for number in range(SIMULATED)]
    scores = [statistics.quantile(place) for place in places]
    Random(_SEED).shuffle(scores)  # noqa: S311  # a simulation, no secret
    return tuple(scores)


@dataclass(slots=True)
class _Stock:
    """A stock (units) as time goes on: net of what is owed, and when what is on order arrives."""

    inputs: Inputs
    rules: Rules
    plan: Plan
    net: Decimal = NONE
    on_order: Decimal = NONE
    part: int = 0
    coming: deque[tuple[int, Decimal]] = field(default_factory=deque)
    course: list[tuple[Decimal, Decimal]] = field(default_factory=list)

    def __post_init__(self) -> None:
        inputs = self.inputs
        self.net = max(NONE, self.plan.levels.max_level or NONE)
        if inputs.history is None and inputs.on_hand is not None:
            self.net = inputs.on_hand - inputs.backorders
            self._order(inputs.on_order)
        self._order(self._due())
        self._note()

    def through(self, demand: Decimal) -> Period:
        """Let a period with so much demand pass."""
        review = _parts(self.inputs.review_period)
        received = ordered = short = NONE
        for _ in range(_PARTS):
            received += self._receive()
            self.net -= demand / _PARTS
            short += min(demand / _PARTS, max(NONE, -self.net))
            if not review:  # before the part is over: the stock was low from somewhere within it
                ordered += self._order(self._due())
            self.part += 1
            if review and self.part % review == 0:
                ordered += self._order(self._due())
        self._note()
        return Period(
            demand=demand,
            received=rounded(received),
            ordered=rounded(ordered),
            short=rounded(short),
            closing=rounded(self.net),
        )

    def _due(self) -> Decimal:
        """Return what is to be ordered now."""
        position = self.net + self.on_order
        order = Order.at(position, self.inputs, self.rules, self.plan.levels)
        return order.quantity or NONE

    def _order(self, quantity: Decimal) -> Decimal:
        if quantity:
            self.on_order += quantity
            self.coming.append((self.part + _parts(self.inputs.lead_time or NONE), quantity))
        return quantity

    def _receive(self) -> Decimal:
        """Return what arrives now."""
        arrived = NONE
        while self.coming and self.coming[0][0] <= self.part:
            arrived += self.coming.popleft()[1]
        if arrived:
            self._note()
            self.net += arrived
            self.on_order -= arrived
            self._note()
        return arrived

    def _note(self) -> None:
        self.course.append((Decimal(self.part) / _PARTS, rounded(self.net)))


def _parts(periods: Decimal) -> int:
    """Return how many parts a time has, the last one begun counted as one."""
    return int((periods * _PARTS).to_integral_value(ROUND_CEILING))
