"""The door for files: bytes in, tables of text cells out, or one sentence that says why not."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from calculators.files.reading.contents import content, refuse
from calculators.files.reading.encodings import encoding
from calculators.files.reading.faults import Fault, named
from calculators.files.reading.text_tables import text_table
from calculators.files.reading.workbooks import workbook_tables
from calculators.files.tables import Row, Table

_TEXTS = {"csv", "tsv", "tab", "txt"}
_WORKBOOKS = {"xlsx"}
_OTHERS = {"xls", "xlsm", "xlsb", "xltx", "xltm", "et", "ods", "html", "htm", "xml", "pdf", "zip"}
_EXTENSION = re.compile(r".*\.([0-9A-Za-z]+)")
_LONGEST_NAME = 80


def tables(stream: BinaryIO, name: str) -> list[Table]:
    r"""Return the tables of a file: one of a text file, one for each filled sheet of a workbook.

    The stream must be seekable, and stay open until the rows are read. Raises Refused for a file
    that cannot be read, also from the rows of a table.

    >>> from io import BytesIO
    >>> list(tables(BytesIO("工号,姓名\n7,李雷\n".encode("gbk")), "wages.csv")[0].rows)
    [(1, ['工号', '姓名']), (2, ['7', '李雷'])]
    """
    file = _shown(name)
    with named(file):
        found = _opened(stream, name)
    for table in found:
        table.file = file
        table.rows = _named_rows(table.rows, file)
    return found


def _opened(stream: BinaryIO, name: str) -> list[Table]:
    match = _EXTENSION.fullmatch(name)
    extension = match[1].lower() if match else ""
    kind = content(stream)
    if kind == "zip":
        found = workbook_tables(stream)
        if extension in {"xlsm", "xltm"}:
            raise Fault("macros")
        if extension in (_TEXTS | _OTHERS):
            raise Fault("is_workbook", extension=extension)
        return found
    if kind != "text":
        refuse(kind, stream)
    if extension in (_WORKBOOKS | _OTHERS):
        encoding(stream)  # what is no text either is refused as that
        raise Fault("is_text", extension=extension)
    return [text_table(stream)]


def _named_rows(rows: Iterator[Row], file: str) -> Iterator[Row]:
    with named(file):
        yield from rows


def _shown(name: str) -> str:
    """Return a file's name without its folders, short and printable."""
    last = re.split(r"[/\\]", name)[-1]
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in last)
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
