"""What a payroll system builds on: types, and a docstring with an example at every function."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest

import calculators

# Files are a door of their own, of which these are the handles; behind them tests use real files.
FILES = {
    f"calculators.files.{name}"
    for name in ("answers", "reading.opened", "writing.template", "writing.whole")
}
COMMANDS = {f"calculators.{name}" for name in ("__main__", "batch_command", "progress")}


def _functions() -> Iterator[Callable[..., Any]]:
    for found in pkgutil.walk_packages(calculators.__path__, "calculators."):
        if found.name in COMMANDS:
            continue
        if found.name.startswith("calculators.files") and found.name not in FILES:
            continue
        module = import_module(found.name)
        for name, member in inspect.getmembers(module):
            own = getattr(member, "__module__", "") == found.name
            function = inspect.unwrap(member) if own else None
            if not name.startswith("_") and inspect.isfunction(function):
                yield function


@pytest.mark.parametrize("function", list(_functions()), ids=lambda each: each.__qualname__)
def test_every_public_function_shows_how_it_is_used(function: Callable[..., Any]) -> None:
    said = inspect.getdoc(function) or ""
    assert said.partition("\n")[0].endswith((".", ":"))
    assert ">>> " in said


def test_the_doors_of_files_are_among_them() -> None:
    assert {function.__module__ for function in _functions()} >= FILES


def test_types_are_shipped() -> None:
    assert (files("calculators") / "py.typed").is_file()
