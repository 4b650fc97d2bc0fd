"""Random requests of every calculator, valid and not, made from the declarations of its inputs.

A further calculator joins by its line in the registry: its example is taken, and values of its
kinds are drawn into it. Records of attendance come from the oracle, whose dates and counts fit.
"""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from calculators import answer
from calculators.core.kinds import Choice, Count, Day, Flag, Kind, MonthOfYear, Number
from calculators.core.numbers import plain
from calculators.core.rows import Rows
from calculators.registry import CALCULATORS, Calculator
from tests.calculators import oracle

type Request = dict[str, Any]

PAY = {"attendance", "bonus", "settlement"}
_TRIES = 40
_ODD: tuple[Any, ...] = (
    *(None, "", " ", True, False, [], {}, [[]], [None], {"a": 1}),
    *("-1", -1, "0.001", "1e3", "NaN", "Infinity", "９９９", "1,00", "٣", "\ud800", "\x00"),
    *("999999999999999", 10**12, 0.1, "二〇二六", "2026-13", "2026-02-30", "2026-3", "late"),
)


def texts(name: str, rng: random.Random) -> Iterator[str]:
    """Yield requests as JSON text for ever, every fourth of them refused by the calculator."""
    while True:
        for _ in range(3):
            yield json.dumps(valid(CALCULATORS[name], rng))
        yield invalid_text(CALCULATORS[name], rng)


def valid(calculator: Calculator, rng: random.Random) -> Request:
    """Return a request that the calculator answers."""
    for _ in range(_TRIES):
        request = _pay(calculator, rng) if calculator.name in PAY else _drawn(calculator, rng)
        if "result" in answer(calculator.name, request):
            return request
    return dict(calculator.example)


def invalid_text(calculator: Calculator, rng: random.Random) -> str:
    """Return a text that the calculator refuses: mostly a request with a few broken fields."""
    whole = json.dumps(valid(calculator, rng))
    if rng.randrange(10) == 0:
        return rng.choice([whole[:-1], f"[{whole}]", whole + "}", "", "null", whole[:-1] + ", 1}"])
    while True:
        request = json.loads(whole)
        for _ in range(rng.randint(1, 3)):
            _break(calculator, request, rng)
        if "problems" in answer(calculator.name, request):
            return json.dumps(request)


def _pay(calculator: Calculator, rng: random.Random) -> Request:
    request = oracle.random_request(rng)
    request["bonus_gross"] = request["bonus_base"]
    names = {field.name for field in calculator.inputs.fields()}
    return {name: value for name, value in request.items() if name in names}


def _drawn(calculator: Calculator, rng: random.Random) -> Request:
    """Return the example with some fields drawn anew, some left out."""
    request = dict(calculator.example)
    for field in calculator.inputs.fields():
        if rng.randrange(3) == 0:
            request[field.name] = _draw(field.kind, rng, request.get(field.name))
        elif not field.required and rng.randrange(4) == 0:
            request.pop(field.name, None)
    for alternatives in calculator.inputs.alternatives:
        kept = rng.choice(list(alternatives.ways))
        for way, names in alternatives.ways.items():
            if way != kept:
                request = {name: each for name, each in request.items() if name not in names}
    return request


def _break(calculator: Calculator, request: Request, rng: random.Random) -> None:
    names = [field.name for field in calculator.inputs.fields()]
    name = rng.choice(names)
    match rng.randrange(6):
        case 0:
            request.pop(name, None)
        case 1:
            request["surprise" + rng.choice(["", "\ud800", "。"])] = _odd(rng)
        case 2:
            request["language"] = rng.choice(["fr", _odd(rng)])
        case 3 if any(isinstance(request.get(each), list) for each in names):
            rows = next(request[each] for each in names if isinstance(request.get(each), list))
            rows.insert(rng.randint(0, len(rows)), _odd(rng))
        case _:
            request[name] = _odd(rng)


def _odd(rng: random.Random) -> Any:
    """Return something odd of its own: a request that holds one twice may come to hold itself."""
    return deepcopy(rng.choice(_ODD))


def _draw(kind: Kind[Any], rng: random.Random, example: Any) -> Any:
    """Return a value that a kind reads, in one of the ways of writing it; else the example."""
    value = example
    match kind:
        case Flag():
            value = rng.choice([True, False, "true", "false"])
        case Choice(codes=codes) if codes:
            value = rng.choice(codes)
        case Count(low=low, high=high):
            number = rng.randint(0, rng.choice([9, 99, 9999, high]))
            value = _written(Decimal(min(max(number, low), high)), rng)
        case Number():
            value = _written(_number(kind, rng), rng)
        case MonthOfYear():
            value = f"{rng.choice([2025, 2026, 2027])}-{rng.randint(1, 12):02}"
        case Day():
            value = (date(2025, 1, 1) + timedelta(rng.randrange(1095))).isoformat()
        case Rows(row=row):
            value = [
                {each.name: _draw(each.kind, rng, None) for each in row.fields()}
                for _ in range(rng.randint(0, 4))
            ]
    return value


def _number(kind: Number, rng: random.Random) -> Decimal:
    """Return a number of a kind, often a small one or one at an edge."""
    unit = kind.step or Decimal(1).scaleb(-rng.randint(0, kind.decimals))
    highest = min(kind.high, rng.choice([Decimal(2), Decimal(100), Decimal(10**5), kind.high]))
    least, most = int(kind.low / unit), int(highest / unit)
    number = rng.choice([least, most, rng.randint(min(least, most), most)]) * unit
    return min(max(number, kind.low), kind.high)


def _written(number: Decimal, rng: random.Random) -> Any:
    """Return a number as a request may carry it: text, or a JSON number where that is exact."""
    text = plain(number)
    return int(text) if text.lstrip("-").isdigit() and rng.randrange(2) else text
