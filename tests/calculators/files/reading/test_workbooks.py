"""Workbooks: what openpyxl and others write, and what a spreadsheet shows of it."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from calculators.core.words import words
from calculators.files.reading.opened import tables
from calculators.files.remarks import Refused
from calculators.files.tables import UNSTORED, Merge, Table

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(workbook: Workbook) -> BytesIO:
    stream = BytesIO()
    workbook.save(stream)
    return stream


def filled(*values: Any) -> Workbook:
    workbook = Workbook()
    workbook.worksheets[0].append(values)
    return workbook


def built(sheet: str, **others: str) -> BytesIO:
    """Return the smallest workbook of one sheet, and parts of it otherwise than usual."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="c" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPREADSHEET}">{sheet}</worksheet>',
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in (parts | others).items():
            archive.writestr(name, text)
    return stream


def only(stream: BytesIO, name: str = "考勤.xlsx") -> Table:
    (table,) = tables(stream, name)
    return table


def test_values_are_text_as_a_spreadsheet_shows_it() -> None:
    values = ["姓名", 5, 2.0, 0.1 + 0.2, 1e-7, 1e20, 12345678901234567, True, "#N/A", -3.5]
    expected = ["姓名", "5", "2", "0.3", "0.0000001", "100000000000000000000"]
    expected += ["12345678901234600", "true", "#N/A", "-3.5"]
    assert list(only(saved(filled(*values))).rows) == [(1, expected)]


def test_dates_and_times() -> None:
    morning = datetime.fromisoformat("2026-03-02T09:30")
    values = [date(2026, 3, 2), morning, time(18, 5, 1), timedelta(hours=37)]
    expected = ["2026-03-02", "2026-03-02 09:30:00", "18:05:01", "37:00:00"]
    assert list(only(saved(filled(*values))).rows) == [(1, expected)]
    workbook = filled(*values[:2])
    workbook.epoch = datetime.fromisoformat("1904-01-01")
    assert list(only(saved(workbook)).rows) == [(1, expected[:2])]


def test_dates_that_a_chinese_excel_writes_by_number() -> None:
    styles = f'<styleSheet xmlns="{SPREADSHEET}"><cellXfs><xf/><xf numFmtId="31"/></cellXfs>'
    sheet = '<sheetData><row><c s="1"><v>46083</v></c><c><v>46083</v></c></row></sheetData>'
    stream = built(sheet, **{"xl/styles.xml": styles + "</styleSheet>"})
    assert list(only(stream).rows) == [(1, ["2026-03-02", "46083"])]


def test_a_number_that_no_date_has_stays_a_number() -> None:
    workbook = filled(-5, 60, 9_999_999)
    for cell in workbook.worksheets[0][1]:
        cell.number_format = "yyyy-mm-dd"
    assert list(only(saved(workbook)).rows) == [(1, ["-5", "60", "9999999"])]


def test_formulas_with_and_without_a_stored_value() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f><v/></c>'
        '<c r="C1"><f>1</f></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    assert list(only(built(sheet)).rows) == [(1, ["2", UNSTORED, UNSTORED, "", "#DIV/0!"])]


def test_texts_of_all_kinds() -> None:
    shared = (
        f'<sst xmlns="{SPREADSHEET}"><si><t>李</t></si><si><r><t>韩</t></r>'
        "<r><t>梅_x000D_\n</t></r><rPh><t>han</t></rPh></si></sst>"
    )
    sheet = (
        '<sheetData><row r="3"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D3" t="inlineStr">'
        '<is><t>a</t><rPh><t>x</t></rPh><t xml:space="preserve"> b</t></is></c>'
        '<c t="d"><v>2026-03-02T00:00:00</v></c><c s="9"/></row></sheetData>'
    )
    rows = list(only(built(sheet, **{"xl/sharedStrings.xml": shared})).rows)
    assert rows == [(3, ["李", "韩梅\r\n", "", "a b", "2026-03-02"])]


def test_a_shared_text_that_is_too_long() -> None:
    shared = f'<sst xmlns="{SPREADSHEET}"><si><t>{"一" * 140_000}</t></si></sst>'
    with pytest.raises(Refused) as refused:
        tables(built("", **{"xl/sharedStrings.xml": shared}), "考勤.xlsx")
    said = "文件 考勤.xlsx 有一格超过 131072 个字，不像表格里的内容；请删掉那一格，另存为 XLSX"
    assert refused.value.remark.said(words()) == said


def test_merged_and_hidden() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in range(1, 5):
        sheet.append([f"{row}", "x", "y"])
    sheet.merge_cells("A2:B3")
    sheet.merge_cells("C4:F9")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("C", "XFD", hidden=True)
    table = only(saved(workbook))
    assert table.merges == [Merge(2, 1, 3, 2), Merge(4, 3, 4, 3)]
    assert (table.hidden_rows, table.hidden_columns) == ([3], [3])
    expected = [(1, ["1", "x", "y"]), (2, ["2", "", "y"]), (3, ["", "", "y"]), (4, ["4", "x", "y"])]
    assert list(table.rows) == expected


def test_what_stands_under_merged_cells_is_not_read() -> None:
    sheet = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:B2"/></mergeCells>'
    )
    table = only(built(sheet))
    assert list(table.filled(table.rows)) == [(1, ["1", "1"]), (2, ["1", "1"])]


def test_merged_cells_of_any_shape_are_filled() -> None:
    cell = "<c><v>{}</v></c>"
    sheet = "".join(f"<row>{cell.format(n)}{cell.format(n + 10)}</row>" for n in range(1, 6))
    merged = ("A1:A2", "C2:D3", "B3:B5", "A4:A4")
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    last = '<row r="7"><c r="D7"><v>7</v></c></row>'
    sheet = f"<sheetData>{sheet}{last}</sheetData><mergeCells>{merges}</mergeCells>"
    table = only(built(sheet))
    rows = list(table.rows)
    assert list(table.filled(rows)) == [
        *((1, ["1", "11"]), (2, ["1", "12", "", ""]), (3, ["3", "13", "", ""])),
        *((4, ["4", "13"]), (5, ["5", "13"]), (7, ["", "", "", "7"])),
    ]
    assert list(table.filled(rows, [0]))[1:4] == [(2, ["1", "12"]), (3, ["3", "13"]), rows[3]]


def test_a_dimension_that_lies() -> None:
    sheet = '<dimension ref="A1"/><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row>'
    assert list(only(built(sheet + "</sheetData>")).rows) == [(1, ["1"]), (2, ["2"])]


def test_every_filled_sheet_is_a_table_and_rows_may_be_read_in_turns() -> None:
    workbook = filled("a")
    workbook.create_sheet("空")
    workbook.create_chartsheet("图")
    workbook.create_sheet("月度汇总").append(["b"])
    workbook["月度汇总"].sheet_state = "hidden"
    first, second = tables(saved(workbook), "a.xlsx")
    assert (first.sheet, second.sheet) == ("Sheet", "月度汇总")
    assert (first.hidden, second.hidden) == (False, True)
    assert next(second.rows) == (1, ["b"])
    assert next(first.rows) == (1, ["a"])


def test_the_same_as_openpyxl() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in range(1, 300):
        sheet.append([f"甲{row}", row, row / 8, None, row % 2 == 0, f"{row}\n天"])
    stream = saved(workbook)
    peer = load_workbook(stream, read_only=True).worksheets[0].iter_rows(values_only=True)
    for (_, cells), theirs in zip(only(stream).rows, peer, strict=True):
        said = {None: "", True: "true", False: "false"}
        for ours, value in zip(cells, theirs, strict=True):
            same = said[value] if value is None or isinstance(value, bool) else str(value)
            assert ours == same.removesuffix(".0")


def test_a_cell_in_the_last_corner() -> None:
    workbook = filled("a")
    workbook.worksheets[0]["XFD1048576"] = "b"
    rows = list(only(saved(workbook)).rows)
    assert [(number, len(cells)) for number, cells in rows] == [(1, 1), (1_048_576, 16_384)]


def test_strict_open_xml() -> None:
    stream = saved(filled("a", 1))
    strict = BytesIO()
    with ZipFile(stream) as source, ZipFile(strict, "w") as target:
        for each in source.namelist():
            text = source.read(each).decode()
            text = text.replace(SPREADSHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            target.writestr(
                each, text.replace(OFFICE, OFFICE.replace("schemas.openxmlformats", "x"))
            )
    assert list(only(strict).rows) == [(1, ["a", "1"])]
