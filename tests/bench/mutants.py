"""Which changes of the calculators' code no test would notice: make mutants.

mutmut changes the code a little, thousands of times over; `mutant_tests` runs the tests that reach
the place. A change that no test notices must stand in `tests/mutants.md` with a reason why it may;
others are printed, and so are entries that no longer hold, and the exit status is 1. Works in a
copy of the project under `.cache/`, where a second run tries only what was changed.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, field

from mutmut.__main__ import create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

from tests.bench.mutant_tests import CHILDREN, SURVIVED, UNREACHED
from tests.conftest import ROOT

LIST = ROOT / "tests" / "mutants.md"
COPY = ROOT / ".cache" / "mutants"
_ENTRY = re.compile(r"- line [0-9]+: `(.*)` → `(.*)`: .+")
_FILE = re.compile(r"## `(.+)`")


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """A change of a line of a file, leading and trailing spaces left out."""

    file: str
    line: int = field(compare=False)
    before: str
    after: str

    def __str__(self) -> str:
        """Return the change as `tests/mutants.md` lists it, but for the reason."""
        return f"- line {self.line}: `{self.before}` → `{self.after}`: "


def main() -> int:
    """Run every mutant, compare the survivors with the list; return 1 where they differ."""
    _copy()
    with chdir(COPY):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(CHILDREN)
    command = [sys.executable, "-m", "tests.bench.mutant_tests"]
    environment = os.environ | {"PYTHONPATH": str(COPY / "mutants")}
    if subprocess.run(command, cwd=COPY / "mutants", env=environment, check=False).returncode:
        return 1
    survived, listed = {_mutant(*each) for each in _unnoticed()}, set(_listed())
    for title, mutants in (("not noticed", survived - listed), ("no longer", listed - survived)):
        for mutant in sorted(mutants):
            print(f"{title}: {mutant.file}\n{mutant}")
    print(f"{len(survived)} changes survived, {len(survived - listed)} of them not listed")
    return int(survived != listed)


def _copy() -> None:
    """Bring the copy up to date; what mutmut knows of an earlier run stays, and nothing else.

    mutmut itself takes a file for up to date that is there.
    """
    for path in (COPY / "mutants").rglob("*.*"):
        if path.is_file() and path.suffix != ".meta":
            path.unlink()
    for name in ("calculators", "tests"):
        shutil.rmtree(COPY / name, ignore_errors=True)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, COPY / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", COPY)


def _unnoticed() -> Iterator[tuple[str, str]]:
    """Yield the file and mutmut's name of each change that no test noticed."""
    for meta in sorted((COPY / "mutants").rglob("*.meta")):
        file = str(meta.relative_to(COPY / "mutants")).removesuffix(".meta")
        results = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, result in results.items():
            if result in {SURVIVED, UNREACHED}:
                yield file, name


def _mutant(file: str, name: str) -> Mutant:
    """Return what a mutant of mutmut's name changes."""
    with chdir(COPY):
        shown = get_diff_for_mutant(name, path=file)  # as `mutmut show`, without a process for each
    lines = [line for line in shown.splitlines() if not line.startswith(("---", "+++"))]
    before = [line[1:].strip() for line in lines if line.startswith("-")]
    after = [line[1:].strip() for line in lines if line.startswith("+")]
    return Mutant(file, _line(file, name, before[0]), " ".join(before), " ".join(after))


def _line(file: str, name: str, text: str) -> int:
    """Return the number of the first line with text in the function that a mutant is named by."""
    source = (COPY / file).read_text(encoding="utf-8")
    function = re.split(r"ǁ|\.x_", name.rpartition("__mutmut_")[0])[-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                if source.splitlines()[number - 1].strip() == text:
                    return number
    return 0


def _listed() -> Iterator[Mutant]:
    file = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if heading := _FILE.fullmatch(line):
            file = heading[1]
        elif entry := _ENTRY.fullmatch(line):
            yield Mutant(file, 0, entry[1], entry[2])


if __name__ == "__main__":
    sys.exit(main())
