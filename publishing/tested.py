"""That the tests have passed on exactly these files: a stamp, kept by the name git has for them.

    python -m publishing.tested make tests    runs a command; stamps the files that it passed on

The stamp is a record for the gate, not a lock: it lies in .cache/tested/, and goes with it.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from publishing.git import GitFailedError, tree_of

_STAMPS = Path(".cache", "tested")


def main(command: Sequence[str], root: Path) -> int:
    """Run a command; where it passes and changed no file, stamp the files.

    Not under a make that only says what it would do, touches files or passes over errors.
    """
    try:
        before = tree_of(root)
    except (GitFailedError, FileNotFoundError):
        print("No git here: the tests run, but nothing is kept of it for make publish.")
        return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603  # given by make
    done = subprocess.run(command, cwd=root, check=False)  # noqa: S603  # given by make
    if done.returncode or _is_half_hearted(os.environ.get("MAKEFLAGS", "")):
        return done.returncode
    if tree_of(root) == before:
        stamp = root / _STAMPS / before
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()
    else:
        print("Files have changed while the tests ran: make publish will ask for them again.")
    return 0


def _is_half_hearted(flags: str) -> bool:
    r"""Return whether a make with these flags may end well though the tests have not passed.

    >>> _is_half_hearted("nk"), _is_half_hearted(" --no-print-directory"), _is_half_hearted("")
    (True, False, False)
    """
    single = flags.split(" ", maxsplit=1)[0]
    return not single.startswith("-") and bool(set(single) & set("intq"))


def has_passed(root: Path, tree: str) -> bool:
    """Return whether the tests have passed on files, by the name git has for them."""
    return (root / _STAMPS / tree).is_file()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
