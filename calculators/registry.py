"""The calculators, by name. A further one is one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from calculators import attendance, bonus, deadlines, reorder, settlement, turnover
from calculators.core.calendar_file import Entry
from calculators.core.declaration import Checked, Declared
from calculators.core.editions import Editions
from calculators.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator as the doors see it: what goes in, what comes out, and how.

    `rules` are the editions that it reads; `example` is a request that its page shows answered;
    `entries` tells what of an answer a calendar can hold, where there is something.
    """

    name: str
    inputs: type[Checked]
    result: type[Declared]
    calculate: Callable[[Any], Outcome[Any]]
    rules: tuple[Editions[Any], ...]
    example: Mapping[str, Any]
    entries: Callable[[Any, Outcome[Any]], tuple[Entry, ...]] | None


def _calculator(module: ModuleType) -> Calculator:
    return Calculator(
        name=module.__name__.rpartition(".")[2],
        inputs=module.Inputs,
        result=module.Result,
        calculate=module.calculate,
        rules=module.RULES,
        example=module.EXAMPLE,
        entries=getattr(module, "entries", None),
    )


CALCULATORS = {
    calculator.name: calculator
    for calculator in (
        _calculator(attendance),
        _calculator(bonus),
        _calculator(settlement),
        _calculator(reorder),
        _calculator(turnover),
        _calculator(deadlines),
    )
}
