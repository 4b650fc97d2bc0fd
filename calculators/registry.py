"""The calculators, by name. A further one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from calculators import attendance, bonus, settlement
from calculators.core.declaration import Checked, Declared
from calculators.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator as the doors see it: what goes in, what comes out, and how."""

    name: str
    inputs: type[Checked]
    result: type[Declared]
    calculate: Callable[[Any], Outcome[Any]]


def _calculator(module: ModuleType) -> Calculator:
    name = module.__name__.rpartition(".")[2]
    return Calculator(name, module.Inputs, module.Result, module.calculate)


CALCULATORS = {
    calculator.name: calculator
    for calculator in (
        _calculator(attendance),
        _calculator(bonus),
        _calculator(settlement),
    )
}
