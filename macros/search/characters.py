"""What the search must know of Chinese characters: how they sound, and their traditional forms."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import opencc
from pypinyin import lazy_pinyin

_HAN = range(0x4E00, 0xA000)


@cache
def _common() -> set[str]:
    """Return the 3,755 characters that GB 2312 calls common: what people may type by mistake."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return set("".join(each.decode("gb2312", "ignore") for each in rows))


def simplified(used: Iterable[str]) -> str:
    """Return pairs of a traditional character and the one that the handbook has for it.

    >>> pairs = simplified("迟")
    >>> pairs[pairs.index("遲") + 1]
    '迟'
    """
    known = _common().union(used)
    return "".join(f"{old}{new}" for old, new in _traditional() if new in known)


@cache
def _traditional() -> tuple[tuple[str, str], ...]:
    convert = opencc.OpenCC("t2s").convert
    pairs = ((character, convert(character)) for character in map(chr, _HAN))
    return tuple((old, new) for old, new in pairs if old != new)


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """Return the characters of each syllable, in pinyin without tones, ü written v.

    A character sounds as it does in the texts, where it stands in words; one that is not in them as
    it mostly does.

    >>> [syllable for syllable, found in sounds(["银行", "行动"]).items() if "行" in found]
    ['hang', 'xing']
    """
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for character, syllable in zip(text, _read(text), strict=True):
            if ord(character) in _HAN:
                found[syllable].add(character)
    heard = set[str]().union(*found.values())
    for character, syllable in _common_sounds():
        if character not in heard:
            found[syllable].add(character)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}


@cache
def _common_sounds() -> tuple[tuple[str, str], ...]:
    return tuple((each, _read(each)[0]) for each in sorted(_common()))


@cache  # while serving most sentences stay as they were
def _read(text: str) -> tuple[str, ...]:
    """Return the syllable of each character of a text, and what is no Chinese as it is."""
    return tuple(lazy_pinyin(text, errors=_as_it_is, v_to_u=False))


def _as_it_is(text: str) -> Any:  # pypinyin's types do not know that it takes a list
    return list(text)
