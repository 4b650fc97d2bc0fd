"""What several rooms' tests need: the project's folder and the site built from it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.publishing.company import Company

ROOT = Path(__file__).parent.parent


def build_site(root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of the project at root strictly, in a process of its own."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env=os.environ | quiet,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> "Company":
    """Return a company that has published three editions: two in time, the last in advance."""
    from tests.publishing.company import FIRST, SECOND, THIRD, founded  # noqa: PLC0415  # needs this

    company = founded(tmp_path_factory.mktemp("company") / "handbook")
    company.publish(FIRST, today=FIRST)
    company.revise(SECOND)
    company.publish(SECOND, today="2026-12-20")
    company.revise(THIRD)
    company.publish(THIRD, today=SECOND)
    return company


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site; the build is strict and without a warning."""
    folder = tmp_path_factory.mktemp("site")
    built = build_site(ROOT, folder)
    said = built.stdout + built.stderr
    if built.returncode or "WARNING" in said:
        pytest.exit(f"The site cannot be built:\n{said}", returncode=1)  # once, not for each test
    return folder
