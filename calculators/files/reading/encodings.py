"""The encoding of a text file: decided by going through the whole file once.

UTF-8, UTF-16 and GB18030, which holds GBK and GB 2312. GB18030 takes most bytes for some character:
it is asked last, and not at all where UTF-8 was good for a while and then broke.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from calculators.files.reading.contents import CHUNK
from calculators.files.reading.faults import Fault

LONGEST_LINE = 1_000_000
"""Characters between two line ends: a line is held in memory whole."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_WIDE = re.compile("[\u0800-\ufffd]")
_SURELY_UTF8 = 4
_FEW = 50  # of so many bytes one at least is such a zero
_MOSTLY = 2


def encoding(stream: BinaryIO) -> str:
    """Return the codec of a text, all of which it can read.

    Raises Fault for what is empty, no text, or broken, with the line that is.

    >>> from io import BytesIO
    >>> encoding(BytesIO("工号".encode("gbk"))), encoding(BytesIO("工号".encode("utf-8-sig")))
    ('gb18030', 'utf-8-sig')
    """
    stream.seek(0)
    head = stream.read(CHUNK)
    if not head.strip(b"\0 \t\r\n"):
        raise Fault("empty")
    if codec := _marked(head) or _utf16(head):
        return _checked(stream, codec)
    if b"\0" in head:
        raise Fault("binary")
    try:
        return _checked(stream, "utf-8")
    except _NotUtf8:
        return _checked(stream, "gb18030")


class _NotUtf8(Exception):
    """The bytes are not UTF-8 and never looked like it."""


def _marked(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _utf16(head: bytes) -> str | None:
    """Return the order of bytes in UTF-16 without its mark, told by where most zeros stand.

    They are the upper bytes of digits, delimiters and line ends; a few characters, such as 一 and
    最, have a lower byte of zero.
    """
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    if most == 1 or _FEW * most < len(head):  # a stray one is damage, to be told with its line
        return None
    if odd > _MOSTLY * even:
        return "utf-16-le"
    return "utf-16-be" if even > _MOSTLY * odd else None


def _checked(stream: BinaryIO, codec: str) -> str:
    lines, length, wide, seen = 1, 0, 0, False
    for text, broken in _decoded(stream, codec):
        if not seen:
            if _CONTROL.search(text):
                raise Fault("binary")
            seen = bool(text.strip())
        if "\0" in text:
            raise Fault("nul", line=lines + _line_ends(text[: text.index("\0")]))
        if codec == "utf-8" and wide < _SURELY_UTF8 and not text.isascii():
            wide += len(_WIDE.findall(text))
        lines += _line_ends(text)
        if broken:
            if codec == "utf-8" and wide < _SURELY_UTF8:
                raise _NotUtf8
            raise Fault("encoding", line=lines)
        last = max(text.rfind("\n"), text.rfind("\r"))
        length = len(text) - last - 1 if last >= 0 else length + len(text)
        if length > LONGEST_LINE:
            raise Fault("long_line", line=lines, most=LONGEST_LINE)
    if not seen:
        raise Fault("empty")
    return codec


def _decoded(stream: BinaryIO, codec: str) -> Iterator[tuple[str, bool]]:
    """Yield the text piece by piece, and with the last piece whether it broke off there."""
    decoder = codecs.getincrementaldecoder(codec)()
    stream.seek(0)
    at_end = False
    while not at_end:
        chunk = stream.read(CHUNK)
        at_end = not chunk
        before = decoder.getstate()
        try:
            text = decoder.decode(chunk, at_end)
        except UnicodeDecodeError as error:
            decoder.setstate(before)
            yield decoder.decode(chunk[: max(0, error.start - len(before[0]))]), True
            return
        yield text, False


def _line_ends(text: str) -> int:
    return text.count("\n") if "\n" in text else text.count("\r")
