"""Git, asked as a command."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory


class GitFailedError(Exception):
    """What git said when it failed."""


def git(folder: Path, *arguments: str | Path, more: Mapping[str, str] | None = None) -> str:
    """Return what a git command prints in a folder, without the last line's end.

    `more` are variables of its environment. Raises GitFailedError.
    """
    return git_bytes(folder, *arguments, more=more).decode().rstrip("\n")


def git_bytes(folder: Path, *arguments: str | Path, more: Mapping[str, str] | None = None) -> bytes:
    """Return what a git command prints in a folder. Raises GitFailedError."""
    done = subprocess.run(  # noqa: S603  # our own command
        ["git", "-C", folder, *arguments],  # noqa: S607  # the git of this machine
        env={**os.environ, "LC_ALL": "C", **(more or {})},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise GitFailedError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def tree_of(folder: Path) -> str:
    """Return git's name for the files of a work tree as they are now, committed or not.

    What .gitignore names does not count. Raises GitFailedError.
    """
    with TemporaryDirectory() as place:
        index = {"GIT_INDEX_FILE": str(Path(place, "index"))}
        git(folder, "read-tree", "HEAD", more=index)
        git(folder, "add", "--all", more=index)
        return git(folder, "write-tree", more=index)
