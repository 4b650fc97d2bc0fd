"""The characters of others' texts: which may be shown, and which count as the same."""

import re
import unicodedata

INVISIBLE = r"\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
"""Within brackets of a pattern: what has no look of its own and changes how other characters stand,
such as the marks that turn the direction of writing."""
UNPRINTABLE = rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{INVISIBLE}"
"""Likewise: what a terminal obeys, what XML cannot hold, what lets a text show as another one."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")


def printable(text: str) -> str:
    r"""Return text with a mark for each character that is not seen, and acts, or is none at all.

    Line ends and tabs stay. Whatever is written goes through here: sentences, CSV, workbooks.

    >>> printable("a\x1b[2Jb\x00\n"), printable("A\u202e001\u202c")
    ('a�[2Jb�\n', 'A�001�')
    """
    if text.isprintable():  # much faster, and nearly always so
        return text
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    r"""Return a name or code as its reader sees it: stripped, without invisible characters.

    They come along where a name or number is copied from a chat or an address book.

    >>> visible("\u202d张三\u202c "), visible(" u 1\ufeff")
    ('张三', 'u 1')
    """
    return text.strip() if text.isprintable() else _INVISIBLE.sub("", text).strip()


def normalized(text: str) -> str:
    r"""Return what is visible of text in Unicode's form NFKC: full-width characters as usual ones.

    >>> normalized(" ２０２６／３／２　"), normalized("\ufeff（ＵｓｅｒＩｄ）")
    ('2026/3/2', '(UserId)')
    """
    return unicodedata.normalize("NFKC", visible(text)).strip()
