"""XML gone through by its events, with nothing built that a file could make grow.

openpyxl and ElementTree build an object of every element before anybody can count them; a file of a
few kilobytes makes gigabytes of them. Here the reader of a part keeps what it needs, and the parser
itself is held to what no workbook exceeds: no document type (so no entities), few names, little
depth, no tag of a megabyte, an end.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from calculators.files.reading.faults import Fault

DEEPEST = 60
MOST_NAMES = 5000
LONGEST_TAG = 1_000_000
MOST_ELEMENTS = 24_000_000
"""Five million cells of four elements, and their rows: what bounds the time."""
_LONGEST_NUMBER = 9

type Attributes = dict[str, str]


class Part:
    """What reads a part of a workbook: what it does where elements start and end, and with text.

    Names are without namespace, so that both editions of the format fit. Text may come in several
    pieces. Elements that a part does not name pass by.
    """

    def __init__(self) -> None:
        """Take nothing; a part that reads something fills these."""
        self.starts: dict[str, Callable[[Attributes], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self.text: Callable[[str], None] | None = None


def read[P: Part](part: P, chunks: Iterable[bytes]) -> P:
    """Let a part take all events of an XML document, and return it. Raises Fault."""
    for _ in walk(part, chunks):
        pass
    return part


def walk(part: Part, chunks: Iterable[bytes]) -> Iterator[None]:
    """Let a part take the events of an XML document, and pause after each chunk. Raises Fault."""
    inside: list[str] = []
    names: dict[str, str] = {}  # of elements, attributes and namespaces: the parser keeps them all
    parser = ParserCreate(namespace_separator=" ", intern=names)  # as `xml.sax` counts on it too
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _handlers(part, inside)
    parser.CharacterDataHandler = part.text
    parser.StartNamespaceDeclHandler = lambda prefix, _: names.setdefault(f"{prefix}:", "")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    fed = elements = 0
    for chunk in chunks:
        _feed(parser, chunk)
        fed += len(chunk)
        elements += chunk.count(b"<") - chunk.count(b"</")
        if len(inside) > DEEPEST or len(names) > MOST_NAMES:
            raise Fault("damaged")
        if elements > MOST_ELEMENTS:
            raise Fault("elements")
        if fed - parser.CurrentByteIndex > LONGEST_TAG:
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


def _handlers(
    part: Part, inside: list[str]
) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    """Return what takes every start and every end of an element, and keeps what is open."""
    starts: dict[str, Callable[[Attributes], None] | None] = {}
    ends: dict[str, Callable[[], None] | None] = {}

    def started(name: str, attributes: Attributes) -> None:
        inside.append(name)
        try:
            start = starts[name]
        except KeyError:
            local = name.rpartition(" ")[2]
            start = starts[name] = part.starts.get(local)
            ends[name] = part.ends.get(local)
        if start is not None:
            start(attributes)

    def ended(name: str) -> None:
        inside.pop()
        end = ends[name]
        if end is not None:
            end()

    # A part that wants no ends is spared a call for each.
    return started, ended if part.ends else inside.remove


def _refuse_document_type(*_: Any) -> None:
    raise Fault("entities")
