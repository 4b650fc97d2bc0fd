"""The calculators stand on the standard library alone: they run in a browser as they are."""

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

OPTIONAL = {"cluster.py": {"distributed"}, "progress.py": {"tqdm"}}
MODULES = sorted((ROOT / "calculators").rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_imports(module: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    roots = {name.split(".")[0] for name in imported}
    allowed = OPTIONAL.get(module.name, set())
    if "files" in module.parts:
        allowed = allowed | {"openpyxl"}
    assert roots <= {"calculators", *allowed, *sys.stdlib_module_names}
