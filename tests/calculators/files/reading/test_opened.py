"""The door for files: names that lie, files that attack, each refused in one sentence."""

import tracemalloc
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from calculators.core.words import words
from calculators.files.reading import sheet_survey, xml_events
from calculators.files.reading.opened import tables
from calculators.files.remarks import Refused

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(**others: str) -> bytes:
    """Return a workbook as openpyxl writes it, with some of its members replaced or added."""
    made = Workbook()
    made.worksheets[0].append(["姓名", "工号"])
    usual, stream = BytesIO(), BytesIO()
    made.save(usual)
    with ZipFile(usual) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in others:
                target.writestr(name, source.read(name))
        for name, text in others.items():
            target.writestr(name, text)
    return stream.getvalue()


def sheet(data: str, prolog: str = "") -> bytes:
    text = f'{prolog}<worksheet xmlns="{SPREADSHEET}">{data}</worksheet>'
    return workbook(**{"xl/worksheets/sheet1.xml": text})


def zipped(**members: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def read(data: bytes, name: str) -> None:
    for table in tables(BytesIO(data), name):
        list(table.rows)


def refusal(data: bytes, name: str = "考勤.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        read(data, name)
    return refused.value.remark.said(words())


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000)
SAVE_AS = "请用表格软件打开，另存为 XLSX"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"a,b\n1,2\n", "的扩展名是 .xlsx，内容却是纯文本；请把扩展名改成 .csv"),
        ("a.XLS", b"a\tb\n1\t2\n", "的扩展名是 .xls，内容却是纯文本；请把扩展名改成 .csv"),
        ("a.csv", workbook(), "的扩展名是 .csv，内容却是 XLSX 工作簿；请把扩展名改成 .xlsx"),
        ("a.xls", workbook(), "的扩展名是 .xls，内容却是 XLSX 工作簿；请把扩展名改成 .xlsx"),
        ("a.xlsm", workbook(), "带有宏，为安全起见不读；请打开后另存为不带宏的 XLSX"),
        ("a.xlsx", workbook(**{"xl/vbaProject.bin": ""}), "带有宏，为安全起见不读"),
        ("a.xlsx", workbook(**{"xl/macrosheets/sheet1.xml": ""}), "带有宏，为安全起见不读"),
        ("a.xls", OLE, f"是旧格式的工作簿（XLS）或别的旧式 Office 文件；{SAVE_AS}"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码，读不了"),
        ("a.xls", b"\xef\xbb\xbf \n<html><table>", f"的内容是网页（HTML），不是工作簿；{SAVE_AS}"),
        ("a.xls", "<table>".encode("utf-16"), "的内容是网页（HTML），不是工作簿"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "的内容是 XML，不是 XLSX 工作簿"),
        ("a.xlsx", b"%PDF-1.7\n", "是 PDF，读不了里面的表格"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "是图片或音像，不是表格"),
        ("a.csv", b"Rar!\x1a\x07\x00", "是压缩包，不是工作簿"),
        ("a.xlsx", zipped(a="1"), "是压缩包，不是工作簿"),
        ("a.ods", zipped(**{"content.xml": "", "mimetype": ""}), "是 ODS 表格"),
        ("a.xlsx", zipped(**{"word/document.xml": ""}), "是文字处理文档，不是表格"),
        ("a.xlsx", zipped(**{"xl/workbook.bin": ""}), "是二进制工作簿（XLSB）"),
        ("a.xlsx", b"PK\x05\x06" + bytes(18), "是压缩包，不是工作簿"),
        ("a.xlsx", b"", "是空的，里面没有一个字"),
        ("a.xlsx", b"\x01\x02" * 100, "的内容不是文字，也不是 XLSX 工作簿，可能已经损坏"),
    ],
)
def test_names_that_lie(name: str, data: bytes, said: str) -> None:
    sentence = refusal(data, name)
    assert said in sentence
    assert sentence.startswith(f"文件 {name} ")


def test_a_name_without_extension_says_nothing() -> None:
    assert len(tables(BytesIO(workbook()), "标准输入")) == 1
    assert len(tables(BytesIO(b"a,b\n"), "-")) == 1


def test_a_name_is_shown_short_and_without_its_folder() -> None:
    assert refusal(b"", r"C:\人事\a.csv").startswith("文件 a.csv 是空的")
    assert refusal(b"", "人事/" + "长" * 200).startswith(f"文件 {'长' * 80}… 是空的")


DAMAGED = "不完整或者已经损坏，读不了；请重新导出，或者用表格软件打开后另存为 XLSX"


def test_a_workbook_cut_anywhere() -> None:
    whole = workbook()
    for length in range(4, len(whole) - 1, 97):
        assert refusal(whole[:length]) == f"文件 考勤.xlsx {DAMAGED}"


def test_a_workbook_with_any_byte_changed_is_read_or_refused() -> None:
    whole = workbook()
    for place in range(0, len(whole), 61):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        with suppress(Refused):  # and nothing else
            read(bytes(changed), "a.xlsx")


ROW = "<sheetData><row>{}</row></sheetData>"


@pytest.mark.parametrize(
    "data",
    [
        "<sheetData><row>",
        "<sheetData/></worksheet><x>",
        ROW.format('<c r="ZZZZ1"/>'),
        ROW.format('<c r="XFE1"/>'),
        ROW.format('<c r="１1"/>'),
        ROW.format('<c t="s"><v>0</v></c><c t="s"><v>99</v></c>'),
        ROW.format('<c t="s"><v>-1</v></c>'),
        ROW.format('<c t="s"><v>9999999999999999999999</v></c>'),
        '<sheetData><row r="2"/><row r="2"/></sheetData>',
        '<sheetData><row r="0"/></sheetData>',
        '<sheetData><row r="1048577"/></sheetData>',
        '<mergeCells><mergeCell ref="A0:B1"/></mergeCells>',
        '<mergeCells><mergeCell ref="?"/></mergeCells>',
        '<cols><col hidden="1" min="1" max="99999"/></cols>',
        "<a>" * 30_000,
        "".join(f"<a{n}/>" for n in range(30_000)),
        "".join(f"<a b{n}=''/>" for n in range(30_000)),
        "".join(f"<a xmlns:b{n}='c'/>" for n in range(30_000)),
        f"<a b='{'x' * 3_000_000}'/>",
        f"<!--{'x' * 3_000_000}-->",
    ],
    ids=range(20),
)
def test_damaged_sheets(data: str) -> None:
    assert refusal(sheet(data)) == f"文件 考勤.xlsx 的工作表“Sheet”{DAMAGED}"


def test_what_a_file_says_does_not_control_the_terminal() -> None:
    made = Workbook()
    made.worksheets[0].append(["姓名"])
    stream = BytesIO()
    made.save(stream)
    renamed = BytesIO()
    with ZipFile(stream) as source, ZipFile(renamed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'name="Sheet"', b'name="\xc2\x9b2J"'))
    broken = renamed.getvalue().replace(b"<sheetData>", b"<sheetDato>")
    assert "的工作表“\N{REPLACEMENT CHARACTER}2J”" in refusal(broken)


BOMB = "<!DOCTYPE a [<!ENTITY a '1'><!ENTITY b '&a;&a;&a;'>]>"


def test_entities() -> None:
    assert "的工作表“Sheet”里有不该有的文档类型声明" in refusal(sheet(ROW.format("&b;"), BOMB))
    assert "里有工作簿不该有的文档类型声明" in refusal(workbook(**{"xl/styles.xml": f"{BOMB}<a/>"}))


def test_an_encoding_that_nobody_knows() -> None:
    assert DAMAGED in refusal(sheet(ROW.format(""), "<?xml version='1.0' encoding='utf-7'?>"))
    assert DAMAGED in refusal(sheet(ROW.format(""), "<?xml version='1.0' encoding='none'?>"))


def test_numbers_beyond_all_numbers_stay_as_they_are() -> None:
    huge = ("1E+999999999", "NaN", "Infinity", "1E400")
    cells = "".join(f"<c><v>{number}</v></c>" for number in huge)
    (table,) = tables(BytesIO(sheet(ROW.format(cells))), "a.xlsx")
    assert list(table.rows) == [(1, list(huge))]


def test_texts_that_are_too_long() -> None:
    long = f"<c t='inlineStr'><is>{'<t>一二三四</t>' * 40_000}</is></c>"
    said = "的工作表“Sheet”第 1 行有一格超过 131072 个字，不像表格里的内容；请删掉那一格"
    assert refusal(sheet(ROW.format(long))) == f"文件 考勤.xlsx {said}"


def test_nothing_in_it() -> None:
    assert "的工作表都是空的；请重新导出" in refusal(sheet("<sheetData/>"))
    none = f'<workbook xmlns="{SPREADSHEET}"/>'
    assert "里没有工作表；请重新导出" in refusal(workbook(**{"xl/workbook.xml": none}))


def test_a_sheet_that_is_listed_twice() -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    each = '<sheet name="{}" sheetId="1" r:id="rId1"/>'
    listed = (
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{relations}"><sheets>'
        f"{each.format('甲')}{each.format('乙')}</sheets></workbook>"
    )
    assert "的工作表“乙”不完整" in refusal(workbook(**{"xl/workbook.xml": listed}))


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_survey, "MOST_CELLS", 1000)
    said = (
        "的工作表“Sheet”超过 1000 格（格子之间空着的也算），太大了；"
        "请删掉用不到的列和行，或者改用 CSV"
    )
    assert refusal(sheet(ROW.format("<c/>" * 1001))) == f"文件 考勤.xlsx {said}"
    assert said in refusal(sheet(ROW.format('<c r="XFD1"><v>1</v></c>')))
    assert len(tables(BytesIO(sheet(ROW.format("<c><v>1</v></c>" * 1000))), "a.xlsx")) == 1


def test_too_many_cells_are_told_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten million cells in a second: the parser would first find what is broken."""
    monkeypatch.setattr(sheet_survey, "MOST_CELLS", 1000)
    for each in ("<c/>", "<c><v>1</v></c>", '<c r="A1"><v>1</v></c>'):
        assert "超过 1000 格" in refusal(sheet(f"<broken{each * 1001}"))


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_events, "MOST_ELEMENTS", 1000)
    said = "文件 考勤.xlsx 的工作表“Sheet”太大了，读不了；请删掉用不到的列、行和格式，或者改用 CSV"
    assert refusal(sheet("<v/>" * 1001)) == said
    crowded = workbook(**{"xl/workbook.xml": f"<a>{'<a/>' * 1001}</a>"})
    assert "里面太大了，读不了；请只留要用的工作表和行" in refusal(crowded)


def merging(rows: int, columns: int) -> str:
    """Return a sheet with text in every row, and each of its columns merged over all."""
    last = f'<c r="{get_column_letter(columns)}1"><v>1</v></c>'
    texts = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(2, rows + 1))
    letters = map(get_column_letter, range(1, columns + 1))
    merges = "".join(f'<mergeCell ref="{each}1:{each}{rows}"/>' for each in letters)
    return f'<sheetData><row r="1">{last}</row>{texts}</sheetData><mergeCells>{merges}</mergeCells>'


def test_merges_that_every_row_would_have_to_go_through() -> None:
    said = (
        "文件 考勤.xlsx 的工作表“Sheet”里合并的格子拆开来超过 2000000 格，太多了；"
        "请取消合并，另存为 XLSX，或者改用 CSV"
    )
    assert refusal(sheet(merging(2_000, 5_000))) == said
    assert refusal(sheet(merging(1_001, 2_000))) == said
    read(sheet(merging(1_000, 200)), "a.xlsx")


def test_too_many_merges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_survey, "MOST_MERGES", 100)
    assert refusal(sheet(merging(2, 101))) == (
        "文件 考勤.xlsx 的工作表“Sheet”里合并的格子超过 100 处，太多了；"
        "请取消合并，另存为 XLSX，或者改用 CSV"
    )
    read(sheet(merging(2, 100)), "a.xlsx")


def test_a_directory_of_many_members() -> None:
    data = zipped(**{f"xl/{n}": "" for n in range(5001)})
    assert "里打包了超过 5000 个文件，不像工作簿" in refusal(data)


def test_encrypted_members() -> None:
    data = bytearray(workbook())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert "加了密码，读不了；请打开后去掉密码，另存为 XLSX" in refusal(bytes(data))


def test_a_compression_that_workbooks_do_not_have() -> None:
    data = bytearray(workbook())
    entry = data.index(b"PK\x01\x02")
    data[entry + 10] = 12
    assert DAMAGED in refusal(bytes(data))


@pytest.mark.parametrize(
    ("declared", "said"),
    [(2 << 30, "解压后超过 300 MB，太大了"), (1_000_000, "的工作表“Sheet”不完整或者已经损坏")],
)
def test_two_gigabytes(tmp_path: Path, declared: int, said: str) -> None:
    """A sheet that unpacks to 2 GB, whether its header says so or lies."""
    packer = zlib.compressobj(9, wbits=-15)
    start = f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode()
    start = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(b"<row/>\n\n" * (1 << 21)) + packer.flush(zlib.Z_FULL_FLUSH)
    member = ZipInfo("xl/worksheets/sheet1.xml")
    member.compress_type, member.file_size = ZIP_DEFLATED, declared
    raw = start + once * (2 << 30 >> 24)
    member.compress_size, member.CRC = len(raw), 0
    file = tmp_path / "a.xlsx"
    with ZipFile(BytesIO(workbook())) as source, file.open("wb") as out, ZipFile(out, "w") as to:
        for name in source.namelist():
            if name != member.filename:
                to.writestr(name, source.read(name))
        member.header_offset = out.tell()
        out.write(member.FileHeader(zip64=False) + raw)
        to.filelist.append(member)
        to.start_dir = out.tell()
    tracemalloc.start()
    with pytest.raises(Refused) as refused, file.open("rb") as stream:
        tables(stream, "a.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said in refused.value.remark.said(words())
    assert peak < 5_000_000
