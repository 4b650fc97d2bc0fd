"""ProperDocs, which carries MkDocs on, makes the same site: byte for byte, without MkDocs."""

import re
import subprocess
import sys
import sysconfig
import venv
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.conftest import ROOT

INSTALLED = Path(sysconfig.get_path("purelib"))
# The theme has each page name its builder; nothing else may tell which it was.
BUILDER = re.compile(rb'(?<=<meta name="generator" content="mkdocs-)[^,"]+')


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """Return the Python of an environment with ProperDocs and all of the project's but MkDocs.

    ProperDocs is not installed beside MkDocs: tools that find both there take ProperDocs.
    """
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", f"--python={python}", "--disable-pip-version-check"]
    locked = Path(__file__).with_name("successor.txt")
    wanted = ["install", "--quiet", "--require-hashes", "--no-deps", f"--requirement={locked}"]
    subprocess.run([*pip, *wanted], check=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
    mkdocs = {INSTALLED / "mkdocs", *INSTALLED.glob("mkdocs-*.dist-info")}
    for package in set(INSTALLED.iterdir()) - mkdocs:
        if not (packages / package.name).exists():
            (packages / package.name).symlink_to(package)
    return python


def test_the_successor_of_mkdocs_makes_the_same_site(
    python: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both are of one day, though midnight may be between them.
    written = (site / "index.html").stat().st_mtime
    made = datetime.fromtimestamp(written, timezone(timedelta(hours=8)))
    monkeypatch.setenv("HANDBOOK_TODAY", made.date().isoformat())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(written)))
    other = tmp_path / "site"
    # By name: ProperDocs says that it will stop looking for mkdocs.yml by itself.
    building = ["build", "--strict", "--config-file=mkdocs.yml", f"--site-dir={other}"]
    built = subprocess.run(
        [python, "-m", "properdocs", *building],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "WARNING" not in built.stdout + built.stderr
    before, after = files(site), files(other)
    assert [path for path in before | after if before.get(path) != after.get(path)] == []


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): BUILDER.sub(b"", path.read_bytes(), 1)
        for path in site.rglob("*")
        if path.is_file()
    }
