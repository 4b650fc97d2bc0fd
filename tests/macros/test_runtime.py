"""What stands in the runtime folder."""

import hashlib
import json
import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from macros import runtime
from tests.conftest import ROOT


def test_the_wheel_is_entered_in_the_lock_and_nothing_else() -> None:
    files = runtime.build(ROOT).files
    (name,) = [name for name in files if name.endswith(".whl")]
    lock = json.loads(files["pyodide-lock.json"])
    (package,) = lock["packages"].values()
    assert package["name"] == "handbook-calculators"
    assert package["file_name"] == name
    assert package["sha256"] == hashlib.sha256(files[name]).hexdigest()
    assert set(files) == {*runtime.PYODIDE_FILES, "pyodide-lock.json", name}


def test_the_wheel_holds_the_calculators_their_rules_and_their_words() -> None:
    files = runtime.build(ROOT).files
    (wheel,) = [content for name, content in files.items() if name.endswith(".whl")]
    held = {name for name in zipfile.ZipFile(BytesIO(wheel)).namelist() if "dist-info" not in name}
    package = ROOT / "calculators"
    written = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == written


def test_the_same_sources_make_the_same_runtime_wherever_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "calculators", tmp_path / "calculators", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    for path in tmp_path.rglob("*.py"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o600)
    (tmp_path / "calculators" / "wages.csv").write_text("left behind", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert runtime.build(tmp_path) == runtime.build(ROOT)
