"""A file that says what unknown headers mean: TOML, `"header" = "input"` on each line."""

import json
import re
import tomllib
from collections.abc import Mapping
from difflib import SequenceMatcher
from io import BytesIO

from calculators.files.characters import visible
from calculators.files.headers import Vocabulary, bare
from calculators.files.reading.encodings import encoding
from calculators.files.remarks import Refused

_LINE = re.compile(r"at line ([0-9]+)")
_ALIKE = 0.66
_PROPOSED, _LONGEST = 100, 40  # headers, and letters of one: no more is looked at


def read(content: bytes, vocabulary: Vocabulary, offered: frozenset[str]) -> Mapping[str, str]:
    """Return what headers, as `bare` leaves them, are to be known by.

    What a header is said to be is a name or a header that vocabulary has; `offered` are the names
    that a refusal lists. Raises Fault for what is no text, Refused.

    >>> words = {"monthly_wage": "monthly_wage"}
    >>> read('"税前基本工资" = "monthly_wage"'.encode("gbk"), words, frozenset(words))
    {'税前基本工资': 'monthly_wage'}
    """
    text = content.decode(encoding(BytesIO(content)))
    try:
        lines = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _LINE.search(str(error))  # else the error is that the text ends
        line = int(place[1]) if place else len(text.splitlines())
        raise Refused("batch.map_not_toml", line=line) from None
    names = {*vocabulary.values()}
    meanings: dict[str, str] = {}
    for header, meaning in lines.items():
        if not isinstance(meaning, str):
            raise Refused("batch.map_not_text", header=header)
        name = vocabulary.get(bare(meaning), meaning)
        if name not in names:
            listed = "、".join(sorted(offered & names))
            raise Refused("batch.map_unknown", header=header, found=meaning, names=listed)
        meanings[bare(header)] = name
    return meanings


def proposal(headers: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """Return a mapping of headers to begin with: the most alike word for each, where there is one.

    >>> print(proposal(("基本月工资", "备注"), {"月工资": "monthly_wage"}))
    "基本月工资" = "monthly_wage"
    """
    taken: set[str] = set()
    lines = []
    for header in headers[:_PROPOSED]:
        if len(header) > _LONGEST:
            continue
        alike = {word: SequenceMatcher(None, bare(header), word).ratio() for word in vocabulary}
        best = max(alike, key=lambda word: alike[word], default="")
        if best and alike[best] >= _ALIKE and (name := vocabulary[best]) not in taken:
            taken.add(name)
            lines.append(f'{json.dumps(visible(header), ensure_ascii=False)} = "{name}"')
    return "\n".join(lines)
