"""Whether a text that GB18030 can read is Big5: told by how common its characters are in each.

GB18030 takes all of Big5 for other characters, rare ones for the most part. Of both, the common
Chinese characters stand together (GB 2312, and the first level of Big5).
"""

import re
from typing import BinaryIO

from calculators.files.reading.contents import CHUNK

_CHARACTER = re.compile(
    rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])|[\x80-\xff]"
)
_COMMON_GB = re.compile(rb"[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]")
_COMMON_BIG5 = re.compile(rb"(?:[\xa1-\xa3]|[\xa4-\xc5]|\xc6(?=[\x40-\x7e]))[\x40-\x7e\xa1-\xfe]")
_FEWEST = 3
_SHARE = 3
"""Of names in Big5 a third is clearly exceeded; of simplified Chinese rarely is any."""


def looks_big5(stream: BinaryIO) -> bool:
    r"""Tell whether the first Chinese of a text, neither UTF-8 nor UTF-16, is rather Big5.

    >>> from io import BytesIO
    >>> [looks_big5(BytesIO("name\n王小明".encode(each))) for each in ("big5", "gb18030")]
    [True, False]
    """
    stream.seek(0)
    chunk = stream.read(CHUNK)
    while chunk.isascii() and (following := stream.read(CHUNK)):
        chunk = following
    characters = _CHARACTER.findall(chunk)
    rare_in_gb = sum(_COMMON_GB.fullmatch(each) is None for each in characters)
    rare_in_big5 = sum(_COMMON_BIG5.fullmatch(each) is None for each in characters)
    return rare_in_gb - rare_in_big5 >= max(_FEWEST, len(characters) / _SHARE)
