"""An XLSX workbook as tables, one for each sheet that holds anything.

Read with the standard library: openpyxl builds objects before anybody can count them, takes a
sheet's own word for its size (DingTalk writes A1), and knows none of the formats of dates that a
Chinese Excel writes by number alone.
"""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from calculators.files.reading.archives import Archive
from calculators.files.reading.faults import Fault
from calculators.files.reading.sheet_rows import Book, rows
from calculators.files.reading.sheet_survey import Survey, survey
from calculators.files.reading.workbook_parts import Formats, Relations, SharedTexts, Sheets
from calculators.files.reading.xml_events import Part, read
from calculators.files.tables import Row, Table


def workbook_tables(stream: BinaryIO) -> list[Table]:
    """Return the sheets of a workbook, whose rows are still to be read. Raises Fault.

    Every sheet has been gone through once: what is damaged or too large is refused here. Charts are
    no sheets, hidden sheets are. The stream must stay open while rows are read.
    """
    archive = Archive(stream)
    path = _relations(archive, "").first("officeDocument") or "xl/workbook.xml"
    sheets = read(Sheets(), archive.chunks(path))
    relations = _relations(archive, path)
    texts = _read_where_there(SharedTexts(), archive, relations.first("sharedStrings"))
    formats = _read_where_there(Formats(), archive, relations.first("styles"))
    book = Book(texts.texts, formats, from_1904=sheets.from_1904)
    tables: list[Table] = []
    read_already: set[str] = set()
    for name, relation, hidden in sheets.sheets:
        kind, member = relations.targets.get(relation, ("", ""))
        if kind in {"chartsheet", "dialogsheet"}:
            continue
        with _in_sheet(name):
            if member in read_already:  # else a small file could have a large sheet many times
                raise Fault("damaged")
            read_already.add(member)
            seen = survey(archive, member)
        if seen.last_row:
            tables.append(_table(name, archive, member, book, seen))
            tables[-1].hidden = hidden
    if not tables:
        raise Fault("empty_sheets" if sheets.sheets else "no_sheets")
    return tables


def _table(sheet: str, archive: Archive, member: str, book: Book, seen: Survey) -> Table:
    def lazily() -> Iterator[Row]:
        with _in_sheet(sheet):
            yield from rows(archive.chunks(member), book, seen.merges)

    return Table(sheet, lazily(), seen.merges, seen.hidden_rows, seen.hidden_columns)


@contextmanager
def _in_sheet(sheet: str) -> Iterator[None]:
    """Let a fault found inside name the sheet."""
    try:
        yield
    except Fault as fault:
        raise Fault(f"sheet_{fault.key}", sheet=sheet, **fault.values) from fault


def _relations(archive: Archive, path: str) -> Relations:
    """Return what a part is related to, by full paths; "" is the package."""
    folder, file = posixpath.split(path)
    member = posixpath.join(folder, "_rels", f"{file}.rels")
    relations = _read_where_there(Relations(), archive, member)
    for key, (kind, target) in relations.targets.items():
        full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        relations.targets[key] = kind, full
    return relations


def _read_where_there[P: Part](part: P, archive: Archive, member: str | None) -> P:
    return read(part, archive.chunks(member)) if member and member in archive else part
