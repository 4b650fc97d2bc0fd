"""Two versions of a sentence, word by word: what stays, what goes, what is new."""

import re
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

# A number with its decimals and percent sign, or a Latin word, changes as a whole.
_WORD = re.compile(r"[0-9][0-9,.]*[0-9]%?|[0-9]%|[A-Za-z]{2,}")
_PRIVATE = 0xE000  # characters that Unicode leaves to who uses them: here one stands for a word
_PARTS: dict[int, "Part"] = {-1: "gone", 0: "same", 1: "new"}

type Part = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one or both versions."""

    part: Part
    text: str


def compared(before: str, now: str) -> tuple[Piece, ...]:
    """Return the pieces of both versions in the order of reading.

    >>> [(each.part, each.text) for each in compared("扣 5%，每月 3 次", "扣 15%，每月 3 次")]
    [('same', '扣 '), ('gone', '5%'), ('new', '15%'), ('same', '，每月 3 次')]
    """
    words: list[str] = []

    def short(text: str) -> str:
        return _WORD.sub(lambda word: chr(_PRIVATE + _number(words, word[0])), text)

    comparing = diff_match_patch()
    comparing.Diff_Timeout = 0  # the same answer however slow the machine is
    differences = comparing.diff_main(short(before), short(now), False)  # noqa: FBT003  # the library's own
    comparing.diff_cleanupSemantic(differences)
    found = [(_PARTS[part], text) for part, text in differences]
    return tuple(Piece(part, "".join(_whole(words, each) for each in text)) for part, text in found)


def _number(words: list[str], word: str) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)


def _whole(words: list[str], character: str) -> str:
    number = ord(character) - _PRIVATE
    return words[number] if 0 <= number < len(words) else character
