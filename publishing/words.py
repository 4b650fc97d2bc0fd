"""Two versions of a sentence, word by word: what stays, what goes, what is new."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Numbers with their decimals and percent signs, Latin words, single characters of all else.
_WORD = re.compile(r"[0-9][0-9,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_TOO_SHORT = 2  # characters in common between two changes that a reader takes for one

type Part = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one or both versions."""

    part: Part
    text: str


def compared(before: str, now: str) -> tuple[Piece, ...]:
    """Return the pieces of both versions in the order of reading.

    >>> [(each.part, each.text) for each in compared("扣 5%，每月 3 次", "扣 10%，每月 3 次")]
    [('same', '扣 '), ('gone', '5%'), ('new', '10%'), ('same', '，每月 3 次')]
    """
    old, new = _WORD.findall(before), _WORD.findall(now)
    pieces: list[Piece] = []
    for gone, added, same in _changes(old, new):
        if gone:
            pieces.append(Piece("gone", gone))
        if added:
            pieces.append(Piece("new", added))
        if same:
            pieces.append(Piece("same", same))
    return tuple(pieces)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return what goes, what comes and what then stays, as often as that happens."""
    changes = [("", "", "")]
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, added, same = changes[-1]
        if operation == "equal":
            changes[-1] = (gone, added, "".join(old[i:j]))
        elif (gone or added) and len(same) < _TOO_SHORT:
            changes[-1] = (gone + same + "".join(old[i:j]), added + same + "".join(new[k:m]), "")
        else:
            changes.append(("".join(old[i:j]), "".join(new[k:m]), ""))
    return changes
