"""Service level against the safety stock that it needs, with the level that is served now."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

from calculators.core.numbers import EXACT, rounded
from calculators.core.words import Words
from calculators.pictures.picture import Picture, Row
from calculators.pictures.svg import LINE, TEXT, WIDTH, Scale, along, drawing, element, text
from calculators.stock_levels import Levels
from calculators.stock_order import units
from calculators.stock_plan import Plan
from calculators.stock_record import EDITIONS, Inputs, Rules

_KEY = "service"
_LEVELS = tuple(
    Decimal(each).scaleb(-3)
    for each in (500, 600, 700, 800, 850, 900, 925, 950, 970, 980, 990, 995, 999)
)
_NAMED = tuple(Decimal(each).scaleb(-3) for each in (900, 990, 999))
_TOP, _FLOOR = 24, 144  # of the plot
_DOT = 5

type Points = dict[Decimal, Decimal]


def of_reorder(inputs: Inputs, words: Words) -> Picture | None:
    """Return the picture of the stock that service needs, None where demand does not vary.

    >>> from calculators.core.words import words
    >>> from calculators.reorder import EXAMPLE
    >>> of_reorder(Inputs.read(EXAMPLE), words()).rows[-1].cells
    ('99.9%', '47')
    """
    rules = EDITIONS.all[-1].rules
    with localcontext(EXACT):
        plan = Plan.of(inputs, rules)
        if not plan.cover.sd:
            return None
        points = dict(_points(inputs, rules, plan))
    title = words.picture(_KEY, "title")
    description = "".join(_description(points, plan, words))
    return Picture(
        key=_KEY,
        title=title,
        description=description,
        svg=drawing(_FLOOR + 2 * LINE, title, description, *_plot(points, plan, words)),
        columns=tuple(words.picture(_KEY, each) for each in ("level", "safety_stock")),
        rows=tuple(
            Row((_percent(level, words), str(units(stock)))) for level, stock in points.items()
        ),
    )


def _points(inputs: Inputs, rules: Rules, plan: Plan) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield service levels with the safety stock (units) that the calculator gives for each."""
    free = replace(inputs, z=None, safety_stock=None, reorder_point=None, max_level=None)
    for level in _LEVELS:
        asked = replace(free, cycle_service_level=level)
        stock = Levels.of(asked, rules, plan.demand, plan.cover, plan.lot).safety_stock
        if stock is not None:
            yield level, rounded(stock)


def _description(points: Points, plan: Plan, words: Words) -> Iterator[str]:
    served, stock = plan.serving.cycle_service_level, plan.levels.safety_stock
    if served is not None and stock is not None:
        percent = _percent(rounded(served), words)
        yield words.picture(_KEY, "here", percent=percent, units=units(stock))
    named = [
        words.picture(_KEY, "point", percent=_percent(level, words), units=units(points[level]))
        for level in _NAMED
    ]
    yield words.picture(_KEY, "description", points="，".join(named))


def _plot(points: Points, plan: Plan, words: Words) -> Iterator[str]:
    right = Scale(_LEVELS[0], _LEVELS[-1], _DOT, WIDTH - _DOT)
    up = Scale(Decimal(0), max(points.values()), _FLOOR, _TOP)
    yield along([(0, _FLOOR), (WIDTH, _FLOOR)], "axis")
    yield along([(right.at(level), up.at(stock)) for level, stock in points.items()], "stock")
    last = _LEVELS[-1]
    most = words.picture(_KEY, "units", units=units(points[last]))
    yield text(most, WIDTH, _TOP - TEXT / 2, anchor="end")
    for level, place, anchor in ((_LEVELS[0], 0, "start"), (last, WIDTH, "end")):
        yield text(_percent(level, words), place, _FLOOR + LINE, anchor=anchor)
    yield text(words.picture(_KEY, "axis"), WIDTH / 2, _FLOOR + LINE, anchor="middle")
    served, stock = plan.serving.cycle_service_level, plan.levels.safety_stock
    if served is None or stock is None or not _LEVELS[0] <= served <= last:
        return
    x, y = right.at(served), up.at(stock)
    yield along([(x, _FLOOR), (x, y)], "here-line")
    yield element("circle", class_="picture-dot", cx=x, cy=y, r=_DOT)
    said = words.picture(_KEY, "mark", percent=_percent(rounded(served), words), units=units(stock))
    early = x < WIDTH / 2
    beside = 2 * _DOT if early else -2 * _DOT
    yield text(said, x + beside, y - _DOT, anchor="start" if early else "end", kind="here")


def _percent(level: Decimal, words: Words) -> str:
    return words.picture(_KEY, "percent", percent=level.scaleb(2))
