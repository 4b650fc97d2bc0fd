"""Reads and writes the binary form of WebAssembly, as far as the runtime changes it.

A module is a header and sections; most sections are vectors: how many items, then the items.
https://webassembly.github.io/spec/core/binary/
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

HEADER = 8
"""Bytes before the first section: magic number and version."""

_LOW_BITS, _MORE = 0x7F, 0x80  # of a byte of a number


class Section(IntEnum):
    """What a section holds, by its number."""

    CUSTOM = 0
    TYPES = 1
    IMPORTS = 2
    FUNCTIONS = 3
    TABLES = 4
    GLOBALS = 6
    EXPORTS = 7
    START = 8
    ELEMENTS = 9
    CODE = 10
    DATA = 11


class Kind(IntEnum):
    """What is imported or exported, by its number."""

    FUNCTION = 0
    TABLE = 1
    MEMORY = 2
    GLOBAL = 3
    TAG = 4


def sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the sections of a module in their order: number and content."""
    at = HEADER
    while at < len(module):
        size, start = number(module, at + 1)
        yield module[at], module[start : start + size]
        at = start + size


def module(header: bytes, contents: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a module of sections, each its number and content."""
    return header + b"".join(bytes([each]) + sized(content) for each, content in contents)


def number(content: bytes, at: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number and where it ends."""
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & _LOW_BITS) << shift
        if byte < _MORE:
            return value, at
        shift += 7


def signed_number(content: bytes, at: int) -> tuple[int, int]:
    """Return a signed LEB128 number and where it ends."""
    value, end = number(content, at)
    bits = 7 * (end - at)
    return value - (value >> (bits - 1) << bits), end


def unsigned(value: int) -> bytes:
    """Return a number as unsigned LEB128."""
    made = bytearray()
    while value > _LOW_BITS:
        made.append(value & _LOW_BITS | _MORE)
        value >>= 7
    made.append(value)
    return bytes(made)


def signed(value: int) -> bytes:
    """Return a number that is not negative as signed LEB128."""
    made = bytearray()
    while value > _LOW_BITS >> 1:
        made.append(value & _LOW_BITS | _MORE)
        value >>= 7
    made.append(value)
    return bytes(made)


def sized(content: bytes) -> bytes:
    """Return bytes behind their number: a name, a body, a section."""
    return unsigned(len(content)) + content


def vector(items: Sequence[bytes]) -> bytes:
    """Return items behind their number."""
    return unsigned(len(items)) + b"".join(items)


def exports(content: bytes) -> Iterator[tuple[str, int, int, bytes]]:
    """Yield of each item of a section of exports its name, kind and number, and the item itself."""
    count, at = number(content, 0)
    for _ in range(count):
        length, start = number(content, at)
        kind = start + length
        index, end = number(content, kind + 1)
        yield content[start:kind].decode(), content[kind], index, content[at:end]
        at = end


def bodies(content: bytes) -> Iterator[bytes]:
    """Yield of each item of a section of code what is behind its size: a function's body."""
    count, at = number(content, 0)
    for _ in range(count):
        size, start = number(content, at)
        at = start + size
        yield content[start:at]


def imports(content: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Yield of each item of a section of imports its name, its kind and the item itself."""
    count, at = number(content, 0)
    for _ in range(count):
        start = at
        length, at = number(content, at)
        length, named = number(content, at + length)
        at = named + length
        name, kind = content[named:at].decode(), content[at]
        at += 1
        if kind == Kind.FUNCTION:
            _, at = number(content, at)
        elif kind == Kind.GLOBAL:
            at += 2
        elif kind == Kind.TAG:
            _, at = number(content, at + 1)
        else:
            at = after_limits(content, at + 1 if kind == Kind.TABLE else at)
        yield name, kind, content[start:at]


def after_limits(content: bytes, at: int) -> int:
    """Return where the size of a memory or table ends: has it a maximum, and its numbers."""
    has_maximum = content[at] & 1
    _, at = number(content, at + 1)
    return number(content, at)[1] if has_maximum else at
