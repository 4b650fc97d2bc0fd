"""Lines of a TOML text: where something is set in it, since tomllib tells no places."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

type Place = Sequence[str | int]


class Mistake(Exception):
    """What an author must put right: where it stands, and a sentence.

    `path` leads to its line; `place` names it within the sentence where that does not.
    """

    def __init__(self, path: Place, said: str, place: str = "") -> None:
        """Take keys and positions, the sentence, and what stands between line and sentence."""
        super().__init__(f"{place}：{said}")
        self.path = path

    def told(self, file: str, text: str) -> str:
        """Return the sentence behind file and line; `text` is what the file holds."""
        return f"{file} 第 {line_of(text, self.path)} 行{self}"


def line_of(text: str, path: Place) -> int:
    r"""Return the line, from 1, on which a valid TOML text sets what path leads to.

    `path` holds keys, and positions from 0 in lists. What is not there is looked for where it
    belongs: under the part of path that is there, at last on line 1.

    >>> line_of('[fine]\namount = { value = 5, unit = "元" }', ("fine", "amount", "unit"))
    2
    >>> line_of('# one\n[fine]\ntitle = "每次"', ("fine", "clause"))
    2
    """
    deepest, line = 0, 1
    for begins, table, position in _statements(text):
        depth = _depth(table, path, position)
        if depth > deepest:
            deepest, line = depth, begins
    return line


@lru_cache(maxsize=4)  # a table of cases asks for the line of each case
def _statements(text: str) -> tuple[tuple[int, dict[str, Any], int], ...]:
    """Return every statement of a TOML text."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[tuple[int, dict[str, Any], int]]:
    """Yield each statement: its line, its table, and how many `[[…]]` like its own came before.

    tomllib alone says where a statement ends: lines are added until it can read them.
    """
    header, position, begins = "", 0, 1
    seen: Counter[str] = Counter()
    lines: list[str] = []
    for number, each in enumerate(text.split("\n"), 1):
        lines.append(each)
        try:
            table = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError:
            continue
        if lines[0].lstrip().startswith("["):
            header = lines[0]
            (name,) = table
            seen[name] += header.lstrip().startswith("[[")
            position = seen[name] - 1
        elif table:
            table = tomllib.loads("\n".join((header, *lines)))
        yield begins, table, position
        begins, lines = number + 1, []


def _depth(table: Any, path: Place, position: int) -> int:
    """Return how many parts of path lead somewhere in the table of a statement."""
    for depth, part in enumerate(path):
        if depth == 1 and isinstance(part, int):  # a [[…]]: only its own rows stand in the table
            if part != position:
                return depth
            table = table[0] if isinstance(table, list) else table
            continue
        try:
            table = table[part]
        except (KeyError, IndexError, TypeError):
            return depth
    return len(path)
