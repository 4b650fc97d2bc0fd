"""The site of an edition, built from exactly what is committed."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from macros.edition import FILE, HandbookEdition
from publishing.git import git_bytes


class BuildFailedError(Exception):
    """What the build said when it failed."""


def committed(root: Path, commit: str, folder: Path) -> Path:
    """Return a folder with the files of a commit, which sees what is installed for the project."""
    with tarfile.open(fileobj=io.BytesIO(git_bytes(root, "archive", commit))) as files:
        files.extractall(folder, filter="data")
    (folder / "node_modules").symlink_to(root / "node_modules")
    return folder


def _environment() -> dict[str, str]:
    """Return the environment without what somebody's shell would have this build make otherwise."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}


def build(source: Path, edition: HandbookEdition, folder: Path) -> Path:
    """Return the folder of the site of an edition, built strictly from source.

    `folder` is an empty one to work in. Raises BuildFailedError.
    """
    told = asdict(edition)
    pages: Mapping[str, str] = told.pop("pages")
    for name, content in {FILE: json.dumps(told), **pages}.items():
        (folder / name).write_text(content, encoding="utf-8")
    site = folder / "site"
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
        cwd=source,
        env={**_environment(), "HANDBOOK_EDITION": str(folder), "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).splitlines()
        raise BuildFailedError("\n".join(line for line in said if not line.startswith("INFO")))
    return site
