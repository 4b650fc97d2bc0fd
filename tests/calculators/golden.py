"""What steps and notices of each worked case say, kept as files that people can read.

After a change that is meant: python -m tests.calculators.golden, then read the difference.
"""

from collections.abc import Iterator
from pathlib import Path

from calculators import cases
from calculators.cases import Case, Table
from calculators.door import Reply
from tests import try_cases

FOLDER = Path(__file__).with_name("golden")
TABLES = {
    f"{table.calculator.name}.md": table for table in cases.read_all(try_cases.CASES).values()
}


def text(table: Table) -> str:
    """Return what a file holds: a table's cases, each with its steps, notices and problems."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Table) -> Iterator[str]:
    yield f"# {table.title}"
    for case in table.cases:
        yield from ("", f"## {case.title}", "", *_told(case, table.reply(case)))


def _told(case: Case, reply: Reply) -> Iterator[str]:
    for path, value in case.rules.items():
        yield f"- 规则 {path}：{value}"
    for name, said in reply.get("problems", {}).items():
        yield f"- 问题 {name}：{said}"
    for step in reply.get("steps", ()):
        came_to = f"{step['value']} {step['unit']}".strip()
        yield f"1. {step['label']}：{step['formula']}｜{came_to}｜{step['clause']}"
    for notice in reply.get("notices", ()):
        told = f"{notice['level']} {notice['code']}：{notice['text']}（{notice['source']}）"
        yield f"- {told}"


if __name__ == "__main__":
    texts = {name: text(table) for name, table in TABLES.items()}
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, content in texts.items():
        (FOLDER / name).write_text(content, encoding="utf-8")
