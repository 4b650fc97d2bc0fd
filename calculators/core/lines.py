"""Lines of a TOML text: where something is set in it, since tomllib tells no places."""

import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str | int]) -> int:
    r"""Return the line, from 1, on which a valid TOML text sets what path leads to.

    `path` holds keys, and positions from 0 in lists. What is not there is looked for where it
    belongs: under the part of path that is there, at last on line 1. The text is read a line
    longer each time until path is there, so that tomllib alone says what a line means.

    >>> line_of('[fine]\namount = { value = 5, unit = "元" }', ("fine", "amount", "unit"))
    2
    >>> line_of('# one\n[fine]\ntitle = "每次"', ("fine", "clause"))
    2
    """
    lines = text.split("\n")
    begins = 1
    for end in range(1, len(lines) + 1):
        try:
            table = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:  # a value that goes on in the next line
            continue
        if _holds(table, path):
            return begins
        begins = end + 1
    return line_of(text, path[:-1])


def _holds(table: Any, path: Sequence[str | int]) -> bool:
    for part in path:
        try:
            table = table[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
