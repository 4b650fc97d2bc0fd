"""The page 批量计算 says what the batch does: headers that are read, commands that run."""

import shlex
import tomllib

import pytest

from calculators.batch_command import parser
from calculators.core.words import words
from calculators.files import layouts, mapping
from calculators.files.entries import Settings
from calculators.registry import CALCULATORS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "calculators" / "batch.md").read_text(encoding="utf-8")
LINES = [line.strip() for line in PAGE.splitlines() if line.startswith("    ")]
COMMANDS = [line for line in LINES if line.startswith("python -m calculators")]


def test_every_column_of_an_export_is_told() -> None:
    headers = ROOT / "calculators" / "files" / "headers.toml"
    listed = tomllib.loads(headers.read_text(encoding="utf-8"))
    assert [each[0] for each in listed["attendance"].values() if each[0] not in PAGE] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_understood(command: str) -> None:
    python, flag, package, name, *arguments = shlex.split(command)
    assert (python, flag, package) == ("python", "-m", "calculators")
    options = parser(CALCULATORS[name], words().of(name)).parse_args(arguments)
    assert options.template or (options.batch and options.output)


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 4


def test_the_mapping_that_is_shown_can_be_read() -> None:
    settings = Settings(CALCULATORS["settlement"], words().of("settlement"), {})
    content = "\n".join(line for line in LINES if '" = "' in line).encode()
    known = mapping.read(content, layouts.vocabulary(settings), layouts.offered(settings))
    assert known == {"税前基本工资": "monthly_wage", "绩效考核分": "score"}
