"""`make try`: which worked cases have another answer after an edit of a rule file.

Exit status: 0 where the cases could be worked out, 1 for a mistake in a rule file or a table.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from calculators import cases
from calculators.cases import Case, Difference, Table
from calculators.core.editions import RuleError
from calculators.core.words import words
from calculators.door import Reply
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases"


def main(folder: Path = CASES) -> int:
    """Print what has changed."""
    try:
        for line in told(folder):
            print(line, flush=True)
    except BrokenPipeError:
        sys.stdout = None  # the reader has seen enough; nothing is left to flush to
    except RuleError as mistake:
        print(mistake)
        return 1
    return 0


def told(folder: Path) -> Iterator[str]:
    """Yield, in words, the cases whose answers differ from their tables'. Raises RuleError."""
    say = words().say
    found = cases.read_all(folder)
    changed = 0
    for file, table in found.items():
        replies = [(case, table.reply(case)) for case in table.cases]
        different = [(case, each) for case, r in replies if (each := table.differences(case, r))]
        changed += len(different)
        if different:
            counts = {"all": len(replies), "changed": len(different)}
            yield say("cases", "table", title=table.title, file=file, **counts)
            yield from _listed(different, "difference")
        yield from _under_newest(table, replies)
    if changed:
        yield say("cases", "intended")
    else:
        count = sum(len(table.cases) for table in found.values())
        yield say("cases", "same", tables=len(found), all=count)


def _under_newest(table: Table, replies: Sequence[tuple[Case, Reply]]) -> Iterator[str]:
    """Yield what the newest editions change in cases of the time before them."""
    begin = {each.name: each.all[-1].in_force_from.isoformat() for each in table.calculator.rules}
    different: list[tuple[Case, Sequence[Difference]]] = []
    for case, reply in replies:
        if all(begin[rule["name"]] == rule["in_force_from"] for rule in reply.get("rules", ())):
            continue
        if each := table.differences(case, table.reply(case, as_of=date.max)):
            different.append((case, each))
    if different:
        values = {"title": table.title, "day": max(begin.values()), "changed": len(different)}
        yield words().say("cases", "new_edition", **values)
        yield from _listed(different, "difference_then")


def _listed(different: Sequence[tuple[Case, Sequence[Difference]]], key: str) -> Iterator[str]:
    for case, differences in different:
        yield words().say("cases", "case", line=case.line, title=case.title)
        for each in differences:
            values = {"label": each.label, "before": each.table, "now": each.now}
            yield words().say("cases", key, **values)


if __name__ == "__main__":
    sys.exit(main())
