"""The words that people ask with, from docs/search-words.txt: one line a group.

迟到 晚到 来晚了 lateness
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
            at = places.setdefault(term.zh.lower(), len(lines))
            if at == len(lines):
                lines.append(term.zh)
            lines[at] += f" {new}"
            places |= dict.fromkeys(new.split(), at)
        return lines


def load(folder: Path) -> Groups:
    """Return the groups of the file in the folder of the pages. Raises PageError."""
    try:
        return read((folder / PAGE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PageError(f"docs/{PAGE} 不见了：放回去，或者放一个空的文件") from error
    except UnicodeDecodeError as error:
        raise PageError(f"docs/{PAGE} 不是 UTF-8：用编辑器另存为 UTF-8 编码") from error


def read(text: str) -> Groups:
    r"""Return the groups of a file. Raises PageError for a word alone or one in two groups.

    >>> read("# 考勤\n迟到 晚到\n\n安全库存 safety_stock").lines
    ('迟到 晚到', '安全库存 safety_stock')
    """
    lines = []
    places: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        first, *rest = line.split() or [""]
        words = rest if first == ASKING else [first, *rest]
        if not line.strip() or line.startswith("#"):
            continue
        if len(words) == 1:
            raise PageError(
                f"docs/{PAGE} 第 {number} 行：“{words[0]}”后面要写员工的说法，用空格隔开"
            )
        for word in words:
            if "?" in word or "？" in word:
                raise PageError(
                    f"docs/{PAGE} 第 {number} 行：“{word}”里有问号；英文问号只写在行首，后面空一格"
                )
            if word.lower() in places:
                there = places[word.lower()]
                raise PageError(
                    f"docs/{PAGE} 第 {number} 行：“{word}”在第 {there} 行已有；一个词只能写在一行"
                )
            places[word.lower()] = number
        lines.append(" ".join(line.split()))
    return Groups(tuple(lines))
