"""The words that people ask with, from docs/search-words.txt: one line a group.

迟到 晚到 来晚了 lateness
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from macros.glossary import Term
from macros.lines import PageError

PAGE = "search-words.txt"
ASKING = "?"
"""At the beginning of a line: words that are in many questions, whatever these are about."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Words that mean the same, in lines as they are written, the manuals' own word first."""

    lines: tuple[str, ...]

    def with_terms(self, terms: Iterable[Term]) -> list[str]:
        """Return the lines with the English names of the glossary's terms.

        >>> term = Term("安全库存", "safety stock (buffer)", "多备的库存")
        >>> Groups(("安全库存 保险库存",)).with_terms([term])
        ['安全库存 保险库存 safety_stock']
        """
        lines = list(self.lines)
        places = {word.lower(): at for at, line in enumerate(lines) for word in line.split()}
        for term in terms:
            names = re.sub(r"\(.*?\)", "", term.en).lower().split(",")
            english = ["_".join(name.split()) for name in names]
            new = " ".join(name for name in english if name and name not in places)
            if not new:
                continue
            if term.zh.lower() in places:
                lines[places[term.zh.lower()]] += f" {new}"
            else:
                lines.append(f"{term.zh} {new}")
            places |= dict.fromkeys(new.split(), len(lines) - 1)
        return lines


def read(text: str) -> Groups:
    r"""Return the groups of a file. Raises PageError for a word alone or one in two groups.

    >>> read("# 考勤\n迟到 晚到\n\n安全库存 safety_stock").lines
    ('迟到 晚到', '安全库存 safety_stock')
    """
    lines = []
    places: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = [word for word in line.split() if word != ASKING]
        if not words or line.startswith("#"):
            continue
        if len(words) == 1:
            raise PageError(f"{PAGE} 第 {number} 行：“{words[0]}”后面要写员工的说法，用空格隔开")
        for word in words:
            if word.lower() in places:
                there = places[word.lower()]
                raise PageError(
                    f"{PAGE} 第 {number} 行：“{word}”在第 {there} 行已有；一个词只能写在一行"
                )
            places[word.lower()] = number
        lines.append(" ".join(line.split()))
    return Groups(tuple(lines))
