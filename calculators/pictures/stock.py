"""The stock over time with its levels: a history replayed, or demand simulated."""

from collections.abc import Iterator
from decimal import Decimal

from calculators.core.words import Words
from calculators.pictures.picture import Picture, Row
from calculators.pictures.svg import LINE, TEXT, WIDTH, Scale, along, drawing, path, text
from calculators.stock_order import units
from calculators.stock_record import EDITIONS, Inputs
from calculators.stock_replay import LONGEST, Replay, replay

_KEY = "stock"
_TOP, _FLOOR = 4, 164  # of the plot
_SAMPLE = 36  # of a line, beside what it is
_CROSS = 4
_NONE = Decimal(0)


def of_reorder(inputs: Inputs, words: Words) -> Picture | None:
    """Return the picture of the stock, None where it cannot be known how it goes.

    >>> from calculators.core.words import words
    >>> from calculators.reorder import EXAMPLE
    >>> of_reorder(Inputs.read(EXAMPLE), words()).rows[0].cells
    ('1', '96', '0', '0', '0', '533.49')
    """
    played = replay(inputs, EDITIONS.all[-1].rules)
    if played is None:
        return None
    title = words.picture(_KEY, "title")
    description = "".join(_description(inputs, played, words))
    lines = list(_levels(played, words))
    legend = _FLOOR + 2 * LINE
    columns = ("number", "demand", "received", "ordered", "short", "closing")
    return Picture(
        key=_KEY,
        title=title,
        description=description,
        svg=drawing(
            legend + LINE * (len(lines) + 1 + bool(played.stockouts)),
            title,
            description,
            *_plot(inputs, played, words),
            *_legend(lines, played, legend, words),
        ),
        columns=tuple(words.picture(_KEY, each, period=_period(inputs, words)) for each in columns),
        rows=tuple(_rows(played, words)),
    )


def _period(inputs: Inputs, words: Words) -> str:
    return words.choice(inputs.period or "period")


def _description(inputs: Inputs, played: Replay, words: Words) -> Iterator[str]:
    values = {"count": len(played.periods), "period": _period(inputs, words)}
    if played.simulated:
        demand = played.plan.demand
        yield words.picture(_KEY, "simulated", mean=demand.mean, sd=demand.sd, **values)
        yield words.picture(_KEY, "from_full" if inputs.on_hand is None else "from_now")
    else:
        cut = inputs.history is not None and len(inputs.history) > LONGEST
        yield words.picture(_KEY, "replayed_end" if cut else "replayed", **values)
    if played.stockouts:
        rate = (played.fill_rate or _NONE).scaleb(2)
        values |= {"stockouts": played.stockouts, "short": played.short, "rate": rate}
        yield words.picture(_KEY, "ran_out", **values)
    else:
        yield words.picture(_KEY, "never_out", **values)
    yield words.picture(_KEY, "of_chance" if played.simulated else "of_history")
    if inputs.lead_time_sd:
        yield words.picture(_KEY, "lead_time_sd")


def _levels(played: Replay, words: Words) -> Iterator[tuple[str, str, Decimal]]:
    """Yield kind, words and height (units) of each level that is known."""
    levels = played.plan.levels
    each = (
        ("max_level", levels.max_level),
        ("reorder_point", levels.reorder_point),
        ("safety_stock", levels.safety_stock),
    )
    for kind, level in each:
        if level is not None:
            name = words.say("terms", kind)
            yield kind, words.picture(_KEY, "level", name=name, units=units(level)), level


def _plot(inputs: Inputs, played: Replay, words: Words) -> Iterator[str]:
    levels = [(kind, level) for kind, _, level in _levels(played, words)]
    heights = [_NONE, *(level for _, level in levels), *(stock for _, stock in played.course)]
    up = Scale(min(heights), max(heights), _FLOOR, _TOP)
    count = len(played.periods)
    right = Scale(_NONE, Decimal(count), 1, WIDTH - 1)
    yield along([(0, up.at(_NONE)), (WIDTH, up.at(_NONE))], "axis")
    for kind, level in levels:
        yield along([(0, up.at(level)), (WIDTH, up.at(level))], kind.replace("_", "-"))
    yield along([(right.at(time), up.at(stock)) for time, stock in played.course], "stock")
    for number, period in enumerate(played.periods, 1):
        if period.short:
            yield _cross(right.at(number - Decimal("0.5")), up.at(_NONE))
    for number, x, anchor in ((1, 0, "start"), (count, WIDTH, "end")):
        said = words.picture(_KEY, "nth", number=number, period=_period(inputs, words))
        yield text(said, x, _FLOOR + LINE, anchor=anchor)


def _legend(
    lines: list[tuple[str, str, Decimal]], played: Replay, top: float, words: Words
) -> Iterator[str]:
    kinds = [("stock", words.picture(_KEY, "line"))]
    kinds += [(kind.replace("_", "-"), said) for kind, said, _ in lines]
    if played.stockouts:
        kinds.append(("short", words.picture(_KEY, "short_mark")))
    for number, (kind, said) in enumerate(kinds):
        foot = top + number * LINE + TEXT
        middle = foot - TEXT / 3
        if kind == "short":
            yield _cross(_SAMPLE / 2, middle)
        else:
            yield along([(0, middle), (_SAMPLE, middle)], kind)
        yield text(said, _SAMPLE + 8, foot)


def _cross(x: float, y: float) -> str:
    size = 2 * _CROSS
    moves = [f"M{x - _CROSS:.1f} {y - _CROSS:.1f}l{size} {size}m0 -{size}l-{size} {size}"]
    return path(moves, "short")


def _rows(played: Replay, words: Words) -> Iterator[Row]:
    for number, each in enumerate(played.periods, 1):
        numbers = (each.demand, each.received, each.ordered, each.short, each.closing)
        yield Row((str(number), *(words.picture(_KEY, "quantity", n=n) for n in numbers)))
