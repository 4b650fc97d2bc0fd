"""Workbooks of answers, read back by openpyxl."""

import tempfile
import tracemalloc
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from calculators.core.words import words
from calculators.files.answers import Answer, Tally, WordedStep, answer
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.writing import book_xml, workbook_output
from calculators.registry import CALCULATORS

ZHANG = Person("张三", "u1", "0012")
PAY = {"month": "2026-03", "monthly_wage": "21750", "bonus_base": "2000", "score": "70"}


def answered(request: dict[str, Any], about: Person | str = ZHANG, name: str = "settlement") -> Any:
    settings = Settings(calculator=CALCULATORS[name], language=words().of(name), values={})
    entry = Entry(source="考勤!5", about=about, request=request)
    return answer(entry, settings, steps=True)


def written(
    answers: list[Answer], name: str = "settlement", reading: Reading | None = None, **limit: int
) -> Workbook:
    stream = BytesIO()
    told = reading or Reading()
    workbook_output.write(answers, CALCULATORS[name], words(), told, stream, **limit)
    assert not stream.closed
    return load_workbook(stream)


def cells(sheet: Worksheet, row: int) -> dict[Any, Any]:
    return {sheet.cell(1, n).value: sheet.cell(row, n) for n in range(1, sheet.max_column + 1)}


def test_results_under_chinese_labels_with_units() -> None:
    record = {"short_count": 4, "long_count": 7, "full_day_count": "20", "minimum_wage": "2000"}
    one = answered({**PAY, **record})
    book = written([one])
    assert book.sheetnames == ["结果", "步骤", "读取说明"]
    sheet = book["结果"]
    row = cells(sheet, 2)
    assert list(row)[:4] == ["来源", "姓名", "UserId", "工号"]
    assert list(row)[-4:] == ["税前应得（元）", "条款", "提示", "问题"]
    values = {label: cell.value for label, cell in row.items()}
    assert (values["来源"], values["姓名"], values["工号"]) == ("考勤!5", "张三", "0012")
    assert values["税前应得（元）"] == float(one.result["pay_before_tax"])
    assert row["税前应得（元）"].number_format == "#,##0.00"
    assert values["旷工一天（次）"] == 20
    assert values["累计旷工超过界限"] == "已超过"
    assert values["低于填写的最低工资"] == "是"
    assert values["连续旷工超过界限"] is None
    assert values["条款"] == " ".join(one.clauses)
    assert values["提示"] == "\n".join(one.notices)
    assert row["提示"].alignment.wrap_text
    assert values["问题"] is None
    header = sheet.cell(1, 1)
    assert header.font.bold
    assert header.alignment.wrap_text
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 16


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_no_two_columns_have_the_same_label(name: str) -> None:
    request = dict(CALCULATORS[name].example)
    book = written(
        [answered(request, "A" if name in {"reorder", "turnover"} else ZHANG, name)], name
    )
    sheet = book["结果"]
    labels = [cell.value for cell in sheet[1]]
    assert len(set(labels)) == len(labels)
    assert cells(sheet, 2)["问题"].value is None


def test_steps_follow_each_other_by_person() -> None:
    one, other = answered(PAY), answered({**PAY, "score": "x"}, Person("", "u2"))
    sheet = written([one, other, one])["步骤"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("来源", "算谁的", "第几步", "步骤", "算式", "得数", "单位", "条款")
    assert len(rows) == 1 + 2 * len(one.steps)
    first = one.steps[0]
    assert rows[1][:5] == ("考勤!5", "张三", 1, first.label, first.formula)
    assert rows[1][5:] == (float(first.value), first.unit, first.clause)
    assert rows[1 + len(one.steps)][2] == 1


def test_what_was_read_is_told_last_with_counts() -> None:
    reading = Reading()

    def growing() -> Iterator[Answer]:
        yield answered(PAY)
        reading.add("problems.not_utf8")
        yield answered({}, Person("李四"))

    stream = BytesIO()
    settlement = CALCULATORS["settlement"]
    tally = workbook_output.write(growing(), settlement, words(), reading, stream)
    assert tally == Tally(answered=1, problems=1)
    rows = list(load_workbook(stream)["读取说明"].iter_rows(values_only=True))
    assert rows == [
        ("读取说明",),
        ("结果共 2 行：1 行算出来了，1 行有问题。有问题的行没有数，原因写在“问题”那一列。",),
        ("要用 UTF-8 编码，请转换后再试",),
    ]


def test_a_row_with_a_problem_has_no_outputs() -> None:
    row = cells(written([answered({**PAY, "score": "-1"})])["结果"], 2)
    values = {label: cell.value for label, cell in row.items()}
    assert values.pop("问题") == "工作表“考勤”第 5 行：绩效得分要在 0 到 100 之间，你填的是 -1"
    kept = {label: value for label, value in values.items() if value is not None}
    assert kept == {"来源": "考勤!5", "姓名": "张三", "UserId": "u1", "工号": "0012"}


def test_a_table_goes_on_in_a_further_sheet() -> None:
    step = WordedStep("a", "b", "1.5", "c", "d")
    answers = [Answer(source=str(n), about="A", steps=(step,) * 7) for n in range(5)]
    book = written(answers, "turnover", limit=10)
    assert book.sheetnames == ["结果", "步骤", "步骤2", "步骤3", "步骤4", "读取说明"]
    pages = [list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[1:5]]
    assert [len(page) for page in pages] == [10, 10, 10, 9]
    assert len({page[0] for page in pages}) == 1
    numbers = [(row[0], row[2]) for page in pages for row in page[1:]]
    assert numbers == [(str(n), number) for n in range(5) for number in range(1, 8)]
    book = written(answers * 2, "turnover", limit=10)
    assert book.sheetnames[:2] == ["结果", "结果2"]
    full = written([answers[0]] * 9, "turnover", limit=10)
    assert "结果2" not in full.sheetnames


@pytest.mark.parametrize(
    "hostile",
    [*("=1+1", "+1", "-1.5", "@x", "\t=1", " =1", "＝1", '=HYPERLINK("http://a")'), "{=1}"],
)
def test_nothing_is_a_formula(hostile: str) -> None:
    one = Answer(
        source=hostile,
        about=Person(hostile, hostile, hostile),
        notices=(hostile,),
        problem=hostile,
        steps=(WordedStep(hostile, hostile, "=1", hostile, hostile),),
    )
    book = written([one])
    result = [cell for cell in book["结果"][2] if cell.value is not None]
    assert [cell.value for cell in result] == [hostile] * 6
    told = [*result, *(cell for cell in book["步骤"][2] if cell.column != 3)]
    assert {cell.data_type for cell in told} == {"s"}
    assert {cell.quotePrefix for cell in result} == {hostile != "{=1}"}


def test_numbers_beyond_fifteen_digits_stay_text() -> None:
    values = ("999999999999.99", "-0.000001234567890123", "1234567890123456", "0", "-0.5")
    steps = tuple(WordedStep("a", "b", value, "c", "d") for value in values)
    sheet = written([Answer(source="2", about="A", steps=steps)], "turnover")["步骤"]
    assert [sheet.cell(row, 6).value for row in range(2, 7)] == [
        *(999999999999.99, -0.000001234567890123),
        *("1234567890123456", 0, -0.5),
    ]


def test_characters_that_xml_cannot_hold() -> None:
    odd = "a<b>&\"'\x00\x0b\x1b\x9b\ud800\ufffe\r\n下\r行 \U00020bb7"
    book = written([Answer(source=odd, about=Person(odd))])
    kept = "a<b>&\"'������\n下\n行 \U00020bb7"
    assert book["结果"]["A2"].value == book["结果"]["B2"].value == kept


def test_what_excel_would_read_as_another_character() -> None:
    stream = BytesIO()
    turnover = CALCULATORS["turnover"]
    rows = [Answer(source="_x000D_", about="_xyz_")]
    workbook_output.write(rows, turnover, words(), Reading(), stream)
    sheet = load_workbook(stream)["结果"]
    assert sheet["A2"].value in {"_x005F_x000D_", "_x000D_"}  # as the reader undoes it or not
    assert sheet["B2"].value == "_xyz_"


def test_text_too_long_for_a_cell_is_cut_and_told() -> None:
    rows = [
        Answer(source="2", about="A", problem="字" * 32_767),
        Answer(source="3", about="A", problem="字" * 32_768),
        Answer(source="4", about="A", notices=("\U00020bb7" * 16_384,)),
    ]
    book = written(rows, "turnover")
    sheet = book["结果"]
    kept = cells(sheet, 2)["问题"].value
    assert kept == "字" * 32_767
    assert cells(sheet, 3)["问题"].value == "字" * 32_766 + "…"
    assert cells(sheet, 4)["提示"].value == "\U00020bb7" * 16_383 + "…"
    assert book["读取说明"]["A3"].value == (
        "工作表“结果”有 2 格的文字超过 Excel 一格能放的 32767 个字，后面的截去了，"
        "末尾写着“…”；第一处是 H3。"
    )


def test_the_same_answers_are_the_same_bytes() -> None:
    contents = []
    for _ in range(2):
        stream = BytesIO()
        workbook_output.write(
            [answered(PAY)], CALCULATORS["settlement"], words(), Reading(), stream
        )
        contents.append(stream.getvalue())
    assert contents[0] == contents[1]
    members = ZipFile(BytesIO(contents[0])).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_sheets_are_packed_quickly() -> None:
    rows = [Answer(source=str(n), about=f"SKU{n * n}", problem=f"{n / 7}") for n in range(3000)]
    stream = BytesIO()
    turnover = CALCULATORS["turnover"]
    workbook_output.write(rows, turnover, words(), Reading(), stream)
    with ZipFile(stream) as book:
        member = book.getinfo("xl/worksheets/sheet1.xml")
        xml = book.read(member)
    packed = {}
    for level in (4, 6):
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed[level] = len(packer.compress(xml) + packer.flush())
    assert packed[6] < packed[4]
    assert member.compress_size == pytest.approx(packed[4], rel=0.001)
    assert member.compress_size > packed[6]


def test_a_sheet_of_billions_of_bytes_has_the_longer_form_of_entries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = BytesIO()
    turnover = CALCULATORS["turnover"]
    monkeypatch.setattr(book_xml, "_LONG", 5000)
    rows = [Answer(source=str(n), about="A") for n in range(1000)]
    workbook_output.write(rows, turnover, words(), Reading(), stream)
    headers = stream.getvalue().split(b"PK\x03\x04")[1:]
    assert [header[0] for header in headers if b"/sheet" in header[:60]] == [45, 20, 20]
    assert load_workbook(stream)["结果"].max_row == 1001


def test_a_small_workbook_needs_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert written([answered(PAY)])["结果"].max_row == 2


def test_memory_does_not_grow_with_rows() -> None:
    step = WordedStep("步骤" * 10, "算式" * 10, "1.5", "元", "co-4-1-2")
    measured = []
    tracemalloc.start()
    try:
        for count in (300, 3000):
            tracemalloc.reset_peak()
            rows = (
                Answer(
                    source=str(n), about=f"SKU{n}", notices=(f"{n}提示" * 20,), steps=(step,) * 5
                )
                for n in range(count)
            )
            stream = BytesIO()
            workbook_output.write(rows, CALCULATORS["turnover"], words(), Reading(), stream)
            measured.append(tracemalloc.get_traced_memory()[1] - len(stream.getvalue()))
    finally:
        tracemalloc.stop()
    assert measured[1] < measured[0] + 1_500_000


def test_a_failure_midway_leaves_no_file_open() -> None:
    def failing() -> Iterator[Answer]:
        yield answered(PAY)
        raise KeyboardInterrupt

    stream = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        workbook_output.write(failing(), CALCULATORS["settlement"], words(), Reading(), stream)
    assert stream.getvalue() == b""  # ResourceWarnings are errors here
