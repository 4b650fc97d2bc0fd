"""That the tests have passed on exactly these files: a stamp, kept by the name git has for them.

    python -m publishing.tested make tests    runs a command; stamps the files that it passed on

The stamp is a record for the gate, not a lock: it lies in .cache/tested/, and goes with it.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from publishing.git import GitFailedError, tree_of

_STAMPS = Path(".cache", "tested")


def main(command: Sequence[str], root: Path) -> int:
    """Run a command; where it passes and changed no file, stamp the files."""
    try:
        before = tree_of(root)
    except (GitFailedError, FileNotFoundError):
        print("No git here: the tests run, but nothing is kept of it for make publish.")
        return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603  # given by make
    done = subprocess.run(command, cwd=root, check=False)  # noqa: S603  # given by make
    if done.returncode:
        return done.returncode
    if tree_of(root) == before:
        stamp = root / _STAMPS / before
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
    else:
        print("Files have changed while the tests ran: make publish will ask for them again.")
    return 0


def has_passed(root: Path, tree: str) -> bool:
    """Return whether the tests have passed on files, by the name git has for them."""
    return (root / _STAMPS / tree).is_file()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
