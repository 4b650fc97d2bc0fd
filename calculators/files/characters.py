"""The characters of others' texts: which count as the same."""

import unicodedata


def normalized(text: str) -> str:
    """Return text in Unicode's form NFKC, stripped: full-width characters are the usual ones.

    >>> normalized(" ２０２６／３／２　"), normalized("（ＵｓｅｒＩｄ）")
    ('2026/3/2', '(UserId)')
    """
    return unicodedata.normalize("NFKC", text).strip()
