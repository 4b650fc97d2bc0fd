"""What serving builds after an edit is what a clean build writes, byte for byte."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

KEPT = ("commercial-operations", "online-store-department")  # the manuals that rules cite
CHAPTER = "docs/manuals/commercial-operations/3-processes.md"
BONUS = "calculators/rules/bonus/2025-01-01.toml"
EDITS = {
    "a sentence, a figure, a calculator, a case, a change, a sheet": [
        (CHAPTER, r"(?m)^- ", "- 改过："),
        (BONUS, r"value = 1\.5", "value = 1.6"),
        ("calculators/bonus.py", r"times\(inputs\.bonus_base", "times(2 * inputs.bonus_base"),
        ("tests/cases/bonus.toml", r'title = "(?=.*"\ninputs)', 'title = "改过'),
        ("CHANGELOG.md", r"(?m)^- ", "- 改过："),
        ("docs/assets/handbook.css", r"\Z", "\n.changed { color: red }\n"),
    ],
    "a header and a title": [
        ("docs/manuals/commercial-operations/index.md", "edition: .*", "edition: 二"),
        ("docs/how-to-use.md", r"title: .*", "title: 改过的标题"),
    ],
    "a term": [("docs/lists/glossary.md", r":   ", ":   改过：")],
    "a page that goes and one with another address": [
        ("docs/how-to-use.md", r"(?s).+", ""),
        ("docs/roles/index.md", r"slug: operations-specialist", "slug: another"),
    ],
    "a template, the theme's frame, a macro": [
        ("macros/templates/rule_table.html.j2", r"<table", '<table data-changed="1"'),
        ("macros/theme/main.html", "<title>", "<title>改过"),
        ("macros/pages.py", "岗位：", "由谁："),
    ],
    "the configuration": [("mkdocs.yml", "permalink_title: .*?}", "permalink_title: 改过 }")],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the project with the manuals that rules cite alone."""
    copy = tmp_path / "copy"
    for name in ("docs", "calculators", "macros", "tests/cases"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    manuals = copy / "docs" / "manuals"
    for index in manuals.glob("*/index.md"):
        if index.parent.name not in KEPT:
            shutil.rmtree(index.parent)
    lines = "".join(f"  - {name}\n" for name in KEPT)
    edit(manuals / "index.md", r"(?<=manuals:\n)(  - .*\n)+", lines)
    edit(copy / CHAPTER.replace("3-processes", "4-management-systems"), r"(?s)```flow.*?```", "")
    edit(copy / "docs" / "lists" / "conflicts.md", r"(?s)\n## .*", "\n")
    edit(copy / "docs" / "lists" / "glossary.md", r"见 \[(?!co-|os-).*\]", "")
    return copy


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = re.sub(old, new, text)
    assert changed != text, f"nothing to change in {file}"
    if changed:
        file.write_text(changed, encoding="utf-8")
    else:
        file.unlink()


class Building:
    """A process that builds a project again and again."""

    def __init__(self, project: Path, site: Path) -> None:
        self._site = site
        fixed = {
            "HANDBOOK_QUICK": "true",
            "HANDBOOK_TODAY": "2026-07-10",
            "SOURCE_DATE_EPOCH": "0",
            "PYTHONPATH": str(project),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "site" / "again.py", site],
            cwd=project,
            env=os.environ | fixed,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self) -> tuple[int, dict[str, bytes]]:
        """Build, and return how many pages were converted and the files of the site by path."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        converted = int(self._process.stdout.readline())
        files = (path for path in self._site.rglob("*") if path.is_file())
        return converted, {str(path.relative_to(self._site)): path.read_bytes() for path in files}

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def serving(copy: Path, tmp_path: Path) -> Iterator[Building]:
    building = Building(copy, tmp_path / "served")
    yield building
    building.end()


def test_an_edit_shows_as_in_a_clean_build(copy: Path, serving: Building, tmp_path: Path) -> None:
    everything, before = serving.build()
    for what, edits in EDITS.items():
        for path, old, new in edits:
            edit(copy / path, old, new)
        converted, served = serving.build()
        clean = Building(copy, tmp_path / "clean")
        pages, built = clean.build()
        clean.end()
        different = [path for path in served | built if served.get(path) != built.get(path)]
        assert different == [], what
        assert built != before, what
        before = built
        if what == "a header and a title":
            assert converted < everything / 4
    assert pages > everything / 2
