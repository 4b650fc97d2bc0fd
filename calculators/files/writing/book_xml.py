"""A workbook put together of sheets that have been written: the parts that every XLSX file has."""

from collections.abc import Sequence
from shutil import copyfileobj
from typing import BinaryIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from calculators.files.writing.cell_xml import QUOTED, Style
from calculators.files.writing.sheet_xml import NAMESPACE, Column, Sheet

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LEVEL = 4  # hardly larger than the usual 6, in half the time
_LONG = 2_000_000_000
"""Bytes from which a part needs the longer form of entries."""

_LOOKS = {
    Style.PLAIN: "",
    Style.HEADER: '<alignment vertical="center" wrapText="1"/>',
    Style.MONEY: "",
    Style.WRAPPED: '<alignment vertical="top" wrapText="1"/>',
}
_THOUSANDS = 4  # the built-in format #,##0.00


class Pages:
    """A table that goes on in a further sheet (name2, name3 …) where one is full."""

    def __init__(self, title: str, columns: Sequence[Column], limit: int) -> None:
        """Begin with an empty sheet; `limit` is how many rows one holds, headers included."""
        self._columns = columns
        self._limit = limit
        self.sheets = [Sheet(title, columns)]

    def append(self, cells: Sequence[str]) -> None:
        """Write a row."""
        sheet = self.sheets[-1]
        if sheet.rows >= self._limit:
            title = f"{self.sheets[0].title}{len(self.sheets) + 1}"
            sheet = Sheet(title, self._columns)
            self.sheets.append(sheet)
        sheet.append(cells)

    def close(self) -> None:
        """Let go of the temporary files."""
        for sheet in self.sheets:
            sheet.close()


def save(sheets: Sequence[Sheet], stream: BinaryIO) -> None:
    """Write sheets as a workbook, in their order.

    >>> from contextlib import closing
    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> with closing(Sheet("结果", [Column("姓名")])) as sheet:
    ...     sheet.append(["=1+1"])
    ...     save([sheet], stream)
    >>> from openpyxl import load_workbook
    >>> cell = load_workbook(stream)["结果"]["A2"]
    >>> cell.value, cell.data_type
    ('=1+1', 's')
    """
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as book:
        # Not `writestr`, which notes the time: the same answers are the same bytes, whenever.
        for name, part in _parts([sheet.title for sheet in sheets]).items():
            with book.open(name, "w") as packed:
                packed.write((_HEAD + part).encode())
        for number, sheet in enumerate(sheets, 1):
            name, long = f"xl/worksheets/sheet{number}.xml", sheet.size > _LONG
            with sheet.finished() as xml, book.open(name, "w", force_zip64=long) as packed:
                copyfileobj(xml, packed)


def _parts(titles: Sequence[str]) -> dict[str, str]:
    """Return the parts of a workbook beside its sheets, by their place in it."""
    numbered = list(enumerate(titles, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_MAIN}.worksheet+xml"/>'
        for n, _ in numbered
    )
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>' for n, title in numbered
    )
    links = "".join(_link(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered)
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": _links(_link("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{NAMESPACE}" xmlns:r="{_OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _links(links + _link("styles", "styles", "styles.xml")),
        "xl/styles.xml": _styles(),
    }


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _styles() -> str:
    """Return the formats of cells, in the order of `Style`, then again for quoted text."""
    formats = "".join(
        f'<xf numFmtId="{_THOUSANDS if style is Style.MONEY else 0}" '
        f'fontId="{int(style is Style.HEADER)}" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyAlignment="1"{quoted}>{look}</xf>'
        for quoted in ("", ' quotePrefix="1"')
        for style, look in _LOOKS.items()
    )
    font = '<sz val="11"/><name val="等线"/>'
    return (
        f'<styleSheet xmlns="{NAMESPACE}">'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{2 * QUOTED}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )
