"""Copies of the project that a test or a benchmark may change."""

import re
import shutil
from pathlib import Path

from tests.conftest import ROOT

KEPT = ("commercial-operations", "online-store-department")  # the manuals that rules cite
SYSTEMS = "docs/manuals/commercial-operations/4-management-systems.md"
_FOLDERS = ("docs", "calculators", "macros", "tests/cases")
_FILES = ("mkdocs.yml", "pyproject.toml", "CHANGELOG.md")


def copy_project(copy: Path) -> Path:
    """Put all that a build needs into a folder."""
    for name in _FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in _FILES:
        shutil.copy(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    return copy


def copy_two_manuals(copy: Path) -> Path:
    """Put into a folder what a build needs, with the manuals that rules cite alone."""
    copy_project(copy)
    manuals = copy / "docs" / "manuals"
    for index in manuals.glob("*/index.md"):
        if index.parent.name not in KEPT:
            shutil.rmtree(index.parent)
    lines = "".join(f"  - {name}\n" for name in KEPT)
    edit(manuals / "index.md", r"(?<=manuals:\n)(  - .*\n)+", lines)
    edit(copy / SYSTEMS, r"(?s)```flow.*?```", "")
    edit(copy / "docs" / "lists" / "conflicts.md", r"(?s)\n## .*", "\n")
    edit(copy / "docs" / "lists" / "glossary.md", r"见 \[(?!co-|os-).*\]", "")
    return copy


def edit(file: Path, old: str, new: str) -> None:
    """Replace what a pattern matches in a file; a file that is empty then goes."""
    text = file.read_text(encoding="utf-8")
    changed = re.sub(old, new, text)
    assert changed != text, f"nothing to change in {file}"
    if changed:
        file.write_text(changed, encoding="utf-8")
    else:
        file.unlink()
