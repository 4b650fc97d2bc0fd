"""CHANGELOG.md, as pages show it."""

import re
from collections.abc import Callable

# A clause's number that is no link yet; or a piece of code, in which nothing is linked.
_CLAUSE = re.compile(r"`[^`]*`|(?<![-\w\[#/])[a-z]{2}(?:-[0-9]+)+(?![-\w\]])", re.ASCII)


def entries(text: str) -> str:
    """Return every entry, without the file's own title and introduction."""
    return text[text.index("\n## ") :].strip()


def latest(text: str) -> str:
    r"""Return the newest entry with a bold line in the place of its heading.

    >>> latest("# 更新记录\n\n## 0.2.0\n\n- 新的\n\n## 0.1.0\n\n- 旧的\n")
    '**0.2.0**\n\n- 新的'
    """
    first = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    title, _, body = first.partition("\n")
    return f"**{title}**\n\n{body.strip()}"


def linked(text: str, address: Callable[[str], str]) -> str:
    """Return a changelog with links in the place of clauses' numbers.

    `address` gives where a clause stands, "" for none.

    >>> linked("少一次（aa-1 至 aa-2），`aa-1`", {"aa-1": "one.md#aa-1", "aa-2": ""}.__getitem__)
    '少一次（[aa-1](one.md#aa-1) 至 aa-2），`aa-1`'
    """

    def link(match: re.Match[str]) -> str:
        found = "" if match[0].startswith("`") else address(match[0])
        return f"[{match[0]}]({found})" if found else match[0]

    return _CLAUSE.sub(link, text)
