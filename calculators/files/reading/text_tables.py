"""A text file as a table: CSV, and the same with tabs or semicolons.

Rows are read as they are asked for, at the speed of `csv.reader`; a row's number is the one that a
spreadsheet shows: an empty line counts, a line end inside quotes does not.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from calculators.files.reading.big5 import looks_big5
from calculators.files.reading.contents import CHUNK
from calculators.files.reading.encodings import encoding
from calculators.files.reading.faults import Fault
from calculators.files.tables import Row, Table

MOST_COLUMNS = 1000
LONGEST_ROW = 1_000_000
"""Characters: a row is held in memory whole, a cell of one character in some sixty bytes."""
_DELIMITERS = ",\t;"
_LOOKED_AT = 50
_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\r?\n?', re.IGNORECASE)


def text_table(stream: BinaryIO) -> Table:
    r"""Return the table of a text file, whose rows are still to be read.

    Raises Fault, from its rows too.

    >>> from io import BytesIO
    >>> list(text_table(BytesIO(b"sku;price\n\nA;1,5\n")).rows)
    [(1, ['sku', 'price']), (3, ['A', '1,5'])]
    """
    codec = encoding(stream)
    rows = _rows(stream, codec, delimiter(_head(stream, codec)))
    guessed = codec == "gb18030"  # it takes most bytes
    return Table("", rows, guessed=guessed, looks_big5=guessed and looks_big5(stream))


def delimiter(head: str) -> str:
    r"""Return what stands between cells: what makes most of the first rows equally wide.

    Between equals the one that makes more columns; a line `sep=;`, as Excel writes it, decides.

    >>> delimiter("date;sku\n2026-03-02;A,1\n"), delimiter("a\tb\n"), delimiter("sep=|\na,b\n")
    (';', '\t', '|')
    """
    if match := _SEPARATOR.match(head):
        return match[1]
    return max(_DELIMITERS, key=lambda each: _evenness(head, each))


def _head(stream: BinaryIO, codec: str) -> str:
    """Return the beginning of a text; a last line that is not whole is left out."""
    stream.seek(0)
    text = TextIOWrapper(stream, codec, newline="")
    try:
        head = text.read(CHUNK)
    finally:
        text.detach()
    whole = max(head.rfind("\n"), head.rfind("\r")) + 1
    return head[:whole] if len(head) == CHUNK and whole else head


def _evenness(head: str, each: str) -> tuple[int, int]:
    """Return how many rows share the commonest number of columns above one, and that number."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(StringIO(head, newline=""), delimiter=each, strict=True):
            widths[len(row)] += len(row) > 1
            if widths.total() == _LOOKED_AT:
                break
    except csv.Error:
        pass  # the rows before it have told, and the reader will say what is wrong
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return rows, width


def _rows(stream: BinaryIO, codec: str, between: str) -> Iterator[Row]:
    stream.seek(0)
    text = TextIOWrapper(stream, codec, newline="")
    lines = _Lines(text)
    number = 0
    try:
        rows = csv.reader(lines, delimiter=between, strict=True)
        for number, row in enumerate(rows, 1):
            lines.length = 0
            if len(row) > MOST_COLUMNS:
                raise Fault("columns", row=number, most=MOST_COLUMNS)
            if row and not (number == 1 and _SEPARATOR.fullmatch(between.join(row))):
                yield number, row
    except _TooLong:
        raise Fault("long_row", row=number + 1, most=LONGEST_ROW) from None
    except csv.Error as error:
        raise _fault(error, number + 1) from error
    finally:
        if not stream.closed:
            text.detach()  # the stream is the caller's to close


class _TooLong(Exception):
    """A row that would fill the memory."""


class _Lines:
    """The lines of a text, whose characters are counted: quotes join any number of them to a row.

    `csv.reader` gives a row once it is whole; by then it may have filled the memory. Who gets the
    row sets `length`, of the row so far, back to 0.
    """

    def __init__(self, text: Iterable[str]) -> None:
        self._text = text
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.length += len(line)
            if self.length > LONGEST_ROW:
                raise _TooLong
            yield line


def _fault(error: csv.Error, row: int) -> Fault:
    said = str(error)
    if "limit" in said:
        return Fault("long_cell", row=row, most=csv.field_size_limit())
    return Fault("unclosed" if "end of data" in said else "quote", row=row)
