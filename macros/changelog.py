"""CHANGELOG.md, as pages show it."""

import re


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
