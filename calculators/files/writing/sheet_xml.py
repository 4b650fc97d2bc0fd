"""A sheet of a workbook, written row by row as XML in constant memory.

openpyxl makes an object and an XML element of each cell, which takes many times as long: a sheet of
steps has millions of cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from tempfile import SpooledTemporaryFile
from typing import IO

from calculators.files.writing.cell_xml import (
    SHORT,
    Figure,
    Style,
    cut,
    letters,
    number,
    same_text,
    text,
)

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_IN_MEMORY = 1 << 18
"""Bytes; a sheet that is larger goes to a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, and how its cells look."""

    header: str
    width: float = 12
    style: Style = Style.PLAIN


class Sheet:
    """A sheet that is being written; until all are, it is kept compressed, if large in a file.

    `rows` counts its rows, headers included; `cut` are the references of cells whose text was too
    long; `size` is the length of its XML.
    """

    def __init__(self, title: str, columns: Sequence[Column]) -> None:
        """Begin a sheet with its headers, which stay in sight."""
        self.title = title
        self.rows = 0
        self.size = 0
        self.cut: list[str] = []
        self._file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # see `close`
        self._packed = GzipFile(fileobj=self._file, mode="wb", compresslevel=1)
        self._columns = [(letters(n), int(column.style)) for n, column in enumerate(columns, 1)]
        self._write(_opening(columns))
        headers = (column.header for column in columns)
        self._append(((letter, int(Style.HEADER)) for letter, _ in self._columns), headers)

    def append(self, cells: Iterable[str]) -> None:
        """Write a row: a Figure as a number, other text as text, "" as an empty cell."""
        self._append(self._columns, cells)

    def _append(self, columns: Iterable[tuple[str, int]], cells: Iterable[str]) -> None:
        self.rows += 1
        row = self.rows
        written = [f'<row r="{row}">']
        for (letter, style), content in zip(columns, cells, strict=True):
            if not content:
                continue
            if type(content) is Figure:
                rest = number(content, style)
            elif len(content) <= SHORT:
                rest = same_text(content, style)
            else:
                kept = cut(content)
                rest = text(kept, style)
                if kept is not content:
                    self.cut.append(f"{letter}{row}")
            written.append(f'<c r="{letter}{row}{rest}')
        written.append("</row>")
        self._write("".join(written))

    def _write(self, xml: str) -> None:
        self.size += self._packed.write(xml.encode("utf-8"))

    @contextmanager
    def finished(self) -> Iterator[GzipFile]:
        """End the sheet and give its XML, to be read from the beginning."""
        self._write("</sheetData></worksheet>")
        self._packed.close()
        self._file.seek(0)
        with GzipFile(fileobj=self._file, mode="rb") as xml:
            yield xml

    def close(self) -> None:
        """Let go of what was kept."""
        self._packed.close()
        self._file.close()


def _opening(columns: Sequence[Column]) -> str:
    """Return a sheet's XML up to its rows: headers that stay in sight, widths of columns."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
        for number, column in enumerate(columns, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<worksheet xmlns="{NAMESPACE}">'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
