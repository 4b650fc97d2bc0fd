"""XML gone through by its events, with nothing built that a file could make grow.

openpyxl and ElementTree build an object of every element before anybody can count them; a file of a
few kilobytes makes gigabytes of them. Here the reader of a part keeps what it needs, and the parser
itself is held to what no workbook exceeds: no document type (so no entities), few names, little
depth, no tag of a megabyte.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from calculators.files.faults import Fault

DEEPEST = 60
MOST_NAMES = 5000
LONGEST_TAG = 1_000_000
_LONGEST_NUMBER = 9

type Attributes = dict[str, str]


class Part(Protocol):
    """What reads a part of a workbook; names are without namespace, so that both editions fit."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take text, which may come in several pieces."""


def read[P: Part](part: P, chunks: Iterable[bytes]) -> P:
    """Let a part take all events of an XML document, and return it. Raises Fault."""
    for _ in walk(part, chunks):
        pass
    return part


def walk(part: Part, chunks: Iterable[bytes]) -> Iterator[None]:
    """Let a part take the events of an XML document, and pause after each chunk. Raises Fault."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _guarded(part)
    parser.CharacterDataHandler = part.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    fed = 0
    for chunk in chunks:
        _feed(parser, chunk)
        fed += len(chunk)
        if len(parser.intern) > MOST_NAMES or fed - parser.CurrentByteIndex > LONGEST_TAG:
            raise Fault("damaged")
        yield
    _feed(parser, b"", last=True)
    yield


def natural(written: str | None) -> int:
    """Return the whole number that an attribute or a cell writes. Raises Fault.

    >>> natural("12")
    12
    """
    if written is None or len(written) > _LONGEST_NUMBER:
        raise Fault("damaged")
    if not (written.isascii() and written.isdigit()):
        raise Fault("damaged")
    return int(written)


def _feed(parser: XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(chunk, last)
    except (ExpatError, LookupError, ValueError) as error:  # the two last: unknown encodings
        raise Fault("damaged") from error


def _guarded(part: Part) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    depth = 0
    names: dict[str, str] = {}
    start, end = part.start, part.end

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Fault("damaged")
        local = names.get(name)
        if local is None:
            local = names[name] = name.rpartition(" ")[2]
        start(local, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[name])

    return started, ended


def _refuse_document_type(*_: Any) -> None:
    raise Fault("entities")
