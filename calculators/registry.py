"""The calculators, by name. A further one is one line here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from calculators.core.declaration import About, Checked, Declared
from calculators.core.editions import Editions
from calculators.core.outcome import Outcome
from calculators.core.payslips import Line
from calculators.core.words import Words


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator as the doors see it: what goes in, what comes out, and how.

    `about` is what each answer is about; `rules` are the editions that it reads; `example` is a
    request that its page shows answered; `files` writes the files that an answer offers beside its
    receipt, by key (`files.<key>` in the catalogue of words): the text of each from inputs, outcome
    and the words of a language; `payslip` are the outputs that a payslip shows; `dated_by` is the
    input whose day picks the editions, "" where a request has no day.

    >>> CALCULATORS["bonus"].offers
    ('receipt',)
    """

    name: str
    about: About
    inputs: type[Checked]
    result: type[Declared]
    calculate: Callable[[Any], Outcome[Any]]
    rules: tuple[Editions[Any], ...]
    example: Mapping[str, Any]
    files: Mapping[str, Callable[[Any, Outcome[Any], Words], str]] = field(default_factory=dict)
    payslip: tuple[Line, ...] = ()
    dated_by: str = ""

    @property
    def offers(self) -> tuple[str, ...]:
        """The keys of the files that an answer offers, its receipt first."""
        return ("receipt", *self.files)


def _calculator(module: ModuleType) -> Calculator:
    return Calculator(
        name=module.__name__.rpartition(".")[2],
        about=module.ABOUT,
        inputs=module.Inputs,
        result=module.Result,
        calculate=module.calculate,
        rules=module.RULES,
        example=module.EXAMPLE,
        files=getattr(module, "FILES", {}),
        payslip=getattr(module, "PAYSLIP", ()),
        dated_by=getattr(module, "DATED_BY", ""),
    )


class _Calculators(Mapping[str, Calculator]):
    """The calculators by name; each is imported when it is first asked for.

    One answer on the command line needs one calculator, and shall not wait for the others.
    """

    def __init__(self, *names: str) -> None:
        self._loaded: dict[str, Calculator | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Calculator:
        if (calculator := self._loaded[name]) is None:
            calculator = _calculator(import_module(f"calculators.{name}"))
            self._loaded[name] = calculator
        return calculator

    def __contains__(self, name: object) -> bool:
        return name in self._loaded

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


CALCULATORS: Mapping[str, Calculator] = _Calculators(
    "attendance", "bonus", "settlement", "reorder", "turnover", "deadlines"
)
