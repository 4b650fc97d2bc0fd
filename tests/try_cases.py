"""`make try`: which worked cases have another answer after an edit of a rule file.

Exit status: 0 where the cases could be worked out, 1 for a mistake in a rule file or a table.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from calculators import cases
from calculators.cases import Case, Difference, Table
from calculators.core.editions import RuleError
from calculators.core.words import words
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases"


def main(folder: Path = CASES) -> int:
    """Print what has changed."""
    try:
        for line in told(folder):
            print(line)
    except RuleError as mistake:
        print(mistake)
        return 1
    return 0


def tables(folder: Path = CASES) -> dict[str, Table]:
    """Return the tables by file, in order of their names. Raises RuleError."""
    return {
        f"tests/cases/{path.name}": cases.read(
            path.stem, path.read_bytes(), f"tests/cases/{path.name}"
        )
        for path in sorted(folder.glob("*.toml"))
    }


def told(folder: Path) -> Iterator[str]:
    """Yield, in words, the cases whose answers differ from their tables'. Raises RuleError."""
    say = words().say
    found = tables(folder)
    changed = 0
    for file, table in found.items():
        replies = [(case, table.reply(case)) for case in table.cases]
        different = [(case, each) for case, r in replies if (each := table.differences(case, r))]
        changed += len(different)
        if different:
            counts = {"all": len(replies), "changed": len(different)}
            yield say("cases", "table", title=table.title, file=file, **counts)
            yield from _listed(different, "difference")
        begun = {
            (r["name"], r["in_force_from"]) for _, reply in replies for r in reply.get("rules", ())
        }
        yield from _new_editions(table, begun)
    if changed:
        yield say("cases", "intended")
    else:
        count = sum(len(table.cases) for table in found.values())
        yield say("cases", "same", tables=len(found), all=count)


def _new_editions(table: Table, begun: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what the newest editions would change, where no case lies in their time yet."""
    days = {(each.name, each.all[-1].in_force_from.isoformat()) for each in table.calculator.rules}
    if not (without := days - begun):
        return
    different: list[tuple[Case, Sequence[Difference]]] = []
    for case in table.cases:
        then = table.reply(case, newest_rules=True)
        if "rules" in then and (each := table.differences(case, then)):
            different.append((case, each))
    day = max(day for _, day in without)
    counts = {"all": len(table.cases), "changed": len(different)}
    yield words().say("cases", "new_edition", title=table.title, day=day, **counts)
    yield from _listed(different, "difference_then")


def _listed(different: Sequence[tuple[Case, Sequence[Difference]]], key: str) -> Iterator[str]:
    for case, differences in different:
        yield words().say("cases", "case", line=case.line, title=case.title)
        for each in differences:
            values = {"label": each.label, "before": each.table, "now": each.now}
            yield words().say("cases", key, **values)


if __name__ == "__main__":
    sys.exit(main())
