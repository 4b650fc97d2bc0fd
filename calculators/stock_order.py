"""Where the stock of an article stands, and how much to order now.

Source: co-3-4-2-2 and co-3-4-2-3 for alert and order; position, order up to a maximum, minimum and
multiples as min-max systems have them (Odoo, ERPNext).
"""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from calculators.core.numbers import rounded
from calculators.stock_levels import Demand, Levels
from calculators.stock_record import NONE, ONE, Inputs, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Position and shortfall to the maximum (units), and the order that comes of it.

    `lifted` is the shortfall raised to the minimum order, `quantity` that made a multiple: None if
    the order cannot be known, and then the other two are 0.
    """

    position: Decimal | None
    status: str | None
    due: bool | None
    shortfall: Decimal = NONE
    lifted: Decimal = NONE
    quantity: Decimal | None = None
    days_of_supply: Decimal | None = None

    @classmethod
    def of(cls, inputs: Inputs, rules: Rules, demand: Demand, levels: Levels) -> "Order":
        """Return the order of now; None is what cannot be known."""
        position = None
        if inputs.on_hand is not None:
            position = inputs.on_hand + inputs.on_order - inputs.backorders
        days = _days_of_supply(inputs, rules, demand)
        return replace(cls.at(position, inputs, rules, levels), days_of_supply=days)

    @classmethod
    def at(cls, position: Decimal | None, inputs: Inputs, rules: Rules, levels: Levels) -> "Order":
        """Return the order where the position is known (units), whatever the stock of now."""
        status = _status(position, levels.reorder_point)
        due = _is_due(inputs, rules, position, status)
        order = cls(position=position, status=status, due=due)
        if due is False:
            return replace(order, quantity=NONE)
        if not due or position is None or levels.max_level is None:
            return order
        shortfall = max(NONE, rounded(levels.max_level - position))
        lifted = max(shortfall, inputs.moq) if shortfall else NONE
        quantity = in_multiples(lifted, inputs, rules)
        return replace(order, shortfall=shortfall, lifted=lifted, quantity=quantity)


def units(number: Decimal) -> int:
    """Return the whole units (up) of a quantity as it is shown.

    >>> units(Decimal("219.97")), units(Decimal("219.00000001"))
    (220, 219)
    """
    return int(rounded(number).to_integral_value(ROUND_CEILING))


def rounding(inputs: Inputs, rules: Rules) -> str:
    """Return how a quantity is made a multiple: as asked, else as the rules say.

    >>> from decimal import Decimal
    >>> from calculators.stock_record import EDITIONS
    >>> rules = EDITIONS.all[-1].rules
    >>> rounding(Inputs(demand_mean=Decimal(30)), rules)
    'up'
    """
    return inputs.multiple_rounding or rules.order.multiple_rounding.choice


def in_multiples(quantity: Decimal, inputs: Inputs, rules: Rules) -> Decimal:
    """Return quantity as a multiple of the pack; rounding down never falls below the minimum order.

    A multiple of 1 leaves a quantity as it is: whole units are told apart from it (`_units`).

    >>> from decimal import Decimal
    >>> from calculators.stock_record import EDITIONS
    >>> rules = EDITIONS.all[-1].rules
    >>> inputs = Inputs(demand_mean=Decimal(30), order_multiple=Decimal(12))
    >>> in_multiples(Decimal(20), inputs, rules)
    Decimal('24')
    """
    pack = inputs.order_multiple
    if pack == ONE:
        return quantity
    down = (quantity / pack).to_integral_value(ROUND_FLOOR) * pack
    if rounding(inputs, rules) == "down" and down >= inputs.moq:
        return down
    return (quantity / pack).to_integral_value(ROUND_CEILING) * pack


def _status(position: Decimal | None, reorder_point: Decimal | None) -> str | None:
    if position is None or reorder_point is None:
        return None
    position, reorder_point = rounded(position), rounded(reorder_point)
    if position < reorder_point:
        return "below"
    return "at" if position == reorder_point else "above"


def _is_due(
    inputs: Inputs, rules: Rules, position: Decimal | None, status: str | None
) -> bool | None:
    """Tell whether to order now: at each review, else once the position is low; None is unknown."""
    if position is None:
        return None
    if inputs.review_period:
        return True
    if status is None:
        return None
    if status == "at":
        return rules.alert.at_reorder_point.choice == "at_or_below"
    return status == "below"


def _days_of_supply(inputs: Inputs, rules: Rules, demand: Demand) -> Decimal | None:
    """Return how many days the stock on hand lasts; None without demand."""
    if inputs.on_hand is None or inputs.period is None or not demand.mean:
        return None
    year = rules.year
    return inputs.on_hand * year.days.value / (demand.mean * year.periods(inputs.period))
