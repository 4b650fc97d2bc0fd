"""Runs the tests that reach each mutant: what `make mutants` starts in mutmut's folder of mutants.

mutmut would have pytest collect the tests anew for each of thousands of mutants, which takes three
quarters of its time. Here they are collected once; a fork of that process runs those of one mutant.
"""

import gc
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.configuration import config
from mutmut.mutation import trampoline
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

CHILDREN = 2
SURVIVED, NOTICED, UNREACHED, UNTRIED = 0, 1, 33, None  # as mutmut writes them
_TIMES_LONGER = 10  # than without a change: a mutant that never ends is noticed
_SAVED_EVERY = 10.0  # seconds


class Mutants:
    """mutmut's files of results: for each mutant, what became of it."""

    def __init__(self, folder: Path) -> None:
        """Read the results under folder."""
        self._tables = {path: json.loads(path.read_text()) for path in folder.rglob("*.meta")}

    def that_are(self, tried: Sequence[int | None]) -> list[str]:
        """Return the names of mutants with one of these results."""
        return [
            name
            for table in self._tables.values()
            for name, result in table["exit_code_by_key"].items()
            if result in tried
        ]

    def save(self, results: dict[str, int]) -> None:
        """Write results beside those that stand already."""
        for path, table in self._tables.items():
            own = table["exit_code_by_key"]
            if new := {name: result for name, result in results.items() if name in own}:
                own |= new
                path.write_text(json.dumps(table, indent=1))


class Loop:
    """A pytest plugin that runs the collected tests against mutants instead of once."""

    def __init__(self, mutants: Mutants) -> None:
        """Take the mutants."""
        self.mutants = mutants
        self.seconds: dict[str, float] = {}
        self.reaching: defaultdict[str, list[pytest.Item]] = defaultdict(list)
        self.remembered: Sequence[Callable[[], object]] = ()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests unchanged, then the untried mutants, then the survivors once more."""
        self._run_unchanged(session)
        gc.collect()
        remembered = [*_remembered()]
        gc.freeze()  # or each fork copies what the collector touches
        self._try(self.mutants.that_are((UNTRIED,)))
        self.remembered = remembered  # a survivor is tried again as in a new process
        self._try(self.mutants.that_are((SURVIVED, UNREACHED)))
        return True

    def _run_unchanged(self, session: pytest.Session) -> None:
        """Run all tests, and note how long each takes and which functions it reaches."""
        reached = state()._stats  # noqa: SLF001  # filled by what is called; there is no other way
        trampoline.set_mutant_under_test("stats")
        for item, before in zip(session.items, [None, *session.items], strict=False):
            if before is None or item.path != before.path:
                for forget in _remembered():  # who fills a cache is known once a file of tests
                    forget()
            start = time.perf_counter()
            if not _passes([item]):
                raise session.Failed(f"{item.nodeid} fails without a change")
            self.seconds[item.nodeid] = time.perf_counter() - start
            for name in reached:
                self.reaching[name].append(item)
            reached.clear()
        trampoline.set_mutant_under_test("")

    def _try(self, mutants: Sequence[str]) -> None:
        """Run the tests of mutants, the shortest first, and save what became of each."""
        begun, saved = time.monotonic(), time.monotonic()
        results: dict[str, int] = {}
        for number, (name, result) in enumerate(self._results(mutants), 1):
            results[name] = result
            if time.monotonic() - saved > _SAVED_EVERY or number == len(mutants):
                self.mutants.save(results)
                saved = time.monotonic()
                print(f"{number} of {len(mutants)} changes, {saved - begun:.0f} s", file=sys.stderr)

    def _results(self, mutants: Sequence[str]) -> Iterator[tuple[str, int]]:
        running: dict[int, str] = {}
        reaching = {name: self.reaching[mangled_name_from_mutant_name(name)] for name in mutants}
        for name in sorted(mutants, key=lambda each: self._estimate(reaching[each])):
            items = reaching[name]
            if not items:
                yield name, UNREACHED
                continue
            if len(running) == CHILDREN:
                yield _ended(running)
            running[self._start(name, items)] = name
        while running:
            yield _ended(running)

    def _estimate(self, items: Sequence[pytest.Item]) -> float:
        return sum(self.seconds[item.nodeid] for item in items)

    def _start(self, name: str, items: Sequence[pytest.Item]) -> int:
        """Fork a process that runs items against a mutant, and return its number."""
        if child := os.fork():
            return child
        result = NOTICED
        with suppress(BaseException):
            trampoline.set_mutant_under_test(name)
            for forget in self.remembered:
                forget()
            most = int(time.process_time() + _TIMES_LONGER * (1 + self._estimate(items)))
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
            if _passes(sorted(items, key=lambda item: self.seconds[item.nodeid])):
                result = SURVIVED
        os._exit(result)


def _passes(items: Sequence[pytest.Item]) -> bool:
    """Run items until one fails; tell whether none did."""
    return not any(
        report.failed
        for item, following in zip(items, [*items[1:], None], strict=True)
        for report in runtestprotocol(item, log=False, nextitem=following)
    )


def _remembered() -> Iterator[Callable[[], object]]:
    """Yield what empties each cache of the calculators: a change of what fills it goes unseen else.

    Those are caches of functions, and properties that an object keeps.
    """
    for each in gc.get_objects():
        if isinstance(each, type(cache(print))):
            if each.__module__.startswith("calculators."):
                yield each.cache_clear
        elif str(type(each).__module__).startswith("calculators."):
            kept = [n for n, v in vars(type(each)).items() if isinstance(v, cached_property)]
            yield from (partial(vars(each).pop, name, None) for name in kept)


def _ended(running: dict[int, str]) -> tuple[str, int]:
    """Wait for a child; return its mutant, and whether it was noticed."""
    child, status = os.wait()
    return running.pop(child), SURVIVED if status == 0 else NOTICED


if __name__ == "__main__":
    trampoline.set_mutant_under_test("")
    options = ["-q", *config().pytest_add_cli_args, *config().pytest_add_cli_args_test_selection]
    sys.exit(pytest.main(["--rootdir=.", *options], plugins=[Loop(Mutants(Path()))]))
