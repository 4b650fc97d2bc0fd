"""Runs inside Pyodide while the site is built: requests as pages may make them (called.mjs).

Of each calculator its example and the ways in which it can be asked besides, then these with a few
values that are others: right, wrong, or written otherwise.
"""

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from calculators.core.rows import Rows
from calculators.registry import CALCULATORS, Calculator

type Request = Mapping[str, Any]

_MOST = 1500  # of a calculator: each build that changes the package asks them
_VALUES: tuple[Any, ...] = (
    *("", "x", "８５", "-3.7", "1,000.50", "0.000001", "1e3", "123456789012.34", "NaN", "\ud800"),
    *("100000", "752052163.31977076", "-83242.0704942466972655"),
    *("12, 0, 0, 7", [0, 30, 0, 2], [[]], [], {}, None, True, -(10**12), 10**9),
    *(0, 1, 2, 7, 15, 30, 0.5, 99.95, "0", "1", "2.33", "14.5", "31", "100.00", "2", "3", "60"),
    *("2026-02", "2026-02-28", "2026-01-01", "2026-02-30", "2099-03-01", "2026-03-02T09:30"),
    *("2026-02-14 18:00", "2026-03-01T17:30-08:00", "2026年3月1日"),
    "2107-02-14 18:00",  # a year without a calendar
)
_UNKNOWN = ("surprise", "考勤", "\ud800")
_MONTHS = ("2025-01", "2025-10", "2026-02", "2026-04", "2027-01")


def requests() -> str:
    """Return triples of a calculator's name, a request as text, and whether it is asked in full."""
    chance = Random(0)  # noqa: S311  # the same each time
    asked = []
    for name, calculator in CALCULATORS.items():
        ways = list(_ways(calculator))
        asked += [(name, json.dumps(dict(way)), True) for way in ways]
        for number in range(_MOST):
            request = _changed(chance.choice(ways), calculator, chance)
            asked.append((name, json.dumps(request), number % 10 == 0))
    for name in (*CALCULATORS, "none"):
        asked += [(name, text, False) for text in ("", "{", "[]", '{"a": NaN}')]
    return json.dumps(asked)


def _ways(calculator: Calculator) -> Iterator[Request]:
    example = calculator.example
    yield example
    rows = {field.name for field in calculator.inputs.fields() if isinstance(field.kind, Rows)}
    undated = {name: value for name, value in example.items() if name not in rows}
    if "month" in example:
        # The workdays of the example's own month are in the memory already, and not counted again.
        for month in _MONTHS:
            yield undated | {"month": month}
    for field in calculator.inputs.fields():
        for code in getattr(field.kind, "codes", ()):
            yield {**example, field.name: code}
    for alternatives in calculator.inputs.alternatives:
        for names in alternatives.ways.values():
            others = {name for way in alternatives.ways.values() for name in way} - {*names}
            kept = {name: value for name, value in example.items() if name not in others}
            if len(kept) < len(example):
                yield dict.fromkeys(names, "2") | kept


def _changed(request: Request, calculator: Calculator, chance: Random) -> dict[str, Any]:
    """Return a request in which some values are others or none, and some inputs are unknown."""
    changed = dict(request)
    if not chance.randrange(16):
        changed[chance.choice(_UNKNOWN)] = chance.choice(_VALUES)
    for _ in range(chance.randint(1, 3)):
        field = chance.choice([*calculator.inputs.fields()])
        rows = request.get(field.name)
        if isinstance(field.kind, Rows) and rows:
            column = chance.choice([*field.kind.row.fields()])
            row = {**rows[0], column.name: _value(column.kind, chance)}
            changed[field.name] = [row, *rows[1:]]
        elif chance.randrange(8):
            changed[field.name] = _value(field.kind, chance)
        else:
            changed.pop(field.name, None)
    return changed


def _value(kind: Any, chance: Random) -> Any:
    codes = getattr(kind, "codes", ())
    return chance.choice(codes if codes and chance.randrange(4) else _VALUES)
