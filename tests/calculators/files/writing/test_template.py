"""Templates: filled in, their headers are found again; their explanation never is."""

import errno
import gc
from io import BytesIO, RawIOBase

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from calculators.core.kinds import Choice, Count, MonthOfYear, Number
from calculators.core.rows import Rows
from calculators.core.words import words
from calculators.files.headers import Vocabulary, find, input_words, known
from calculators.files.tables import Table
from calculators.files.writing import template
from calculators.files.writing.guide import guides
from calculators.files.writing.template import Form
from calculators.registry import CALCULATORS

NAMES = list(CALCULATORS)


def book_of(name: str) -> Workbook:
    stream = BytesIO()
    template.write(CALCULATORS[name], words(), stream, "xlsx")
    return load_workbook(stream)


def table_of(book: Workbook, title: str) -> Table:
    rows = book[title].iter_rows(values_only=True)
    texts = [[str(cell or "") for cell in row] for row in rows]
    return Table(title, iter([(number, row) for number, row in enumerate(texts, 1)]))


def words_of(name: str) -> Vocabulary:
    return input_words(CALCULATORS[name])


def inputs_of(name: str) -> list[str]:
    fields = CALCULATORS[name].inputs.fields()
    return [field.name for field in fields if not isinstance(field.kind, Rows)]


@pytest.mark.parametrize("name", NAMES)
def test_headers_are_found_again(name: str) -> None:
    book = book_of(name)
    vocabulary = words_of(name)
    stock = name in {"reorder", "turnover"}
    about = ["sku"] if stock else ["name", "user_id", "employee_no"]
    headers = find(table_of(book, book.sheetnames[0]), vocabulary)
    assert headers is not None
    assert [column.name for column in headers.columns] == inputs_of(name)
    whose = known("stock") if stock else known("person")
    headers = find(table_of(book, book.sheetnames[0]), {**whose, **vocabulary})
    assert headers is not None
    assert [column.name for column in headers.columns] == about + inputs_of(name)
    assert headers.unknown == ()


@pytest.mark.parametrize("name", NAMES)
def test_no_reader_takes_the_explanation_for_a_table(name: str) -> None:
    book = book_of(name)
    vocabulary = words_of(name)
    for other in ("person", "attendance", "stock"):
        assert find(table_of(book, "说明"), {**vocabulary, **known(other)}, days=True) is None


@pytest.mark.parametrize("name", NAMES)
def test_csv_holds_the_same_headers_and_nothing_else(name: str) -> None:
    stream = BytesIO()
    template.write(CALCULATORS[name], words(), stream, "csv")
    text = stream.getvalue().decode("utf-8-sig")
    book = book_of(name)
    headers = [cell.value for cell in book[book.sheetnames[0]][1]]
    assert text == ",".join(map(str, headers)) + "\r\n"
    assert book[book.sheetnames[0]].max_row == 1  # an example would be read as data


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_read_by_its_kind(name: str) -> None:
    listed = guides(CALCULATORS[name], words())
    assert all(guide.example for guide in listed)
    for guide in listed:
        if guide.kind is not None:
            guide.kind.read(guide.example)


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_checked_by_their_kinds(name: str) -> None:
    book = book_of(name)
    sheet = book[book.sheetnames[0]]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    for number, guide in enumerate(guides(CALCULATORS[name], words()), 1):
        letter = get_column_letter(number)
        check = checks.pop(f"{letter}2:{letter}1048576")
        assert check.prompt.startswith(guide.needed)
        assert len(check.prompt) <= 255
        assert len(check.error) <= 225
        cell_format = sheet.column_dimensions[letter].number_format
        match guide.kind:
            case Choice(codes=codes):
                assert (check.type, check.formula1) == ("list", f'"{",".join(codes)}"')
            case Count(low=low, high=high):
                assert (check.type, check.formula1, check.formula2) == (
                    "whole",
                    str(low),
                    str(high),
                )
            case Number(low=low, high=high):
                assert check.type == "decimal"
                assert check.formula1 == f"{low:f}"
                assert check.formula2 == f"{high:f}"
            case _:
                assert check.type is None
        assert cell_format == ("General" if isinstance(guide.kind, Number | Count) else "@")
        assert (sheet.cell(1, number).fill.fgColor.rgb == "00FFF2CC") is guide.required
    assert checks == {}


def test_the_explanation_of_settlement() -> None:
    book = book_of("settlement")
    assert book.sheetnames == ["月度结算", "说明"]
    rows = list(book["说明"].iter_rows(values_only=True))
    assert rows[2][0] == "加了底色的列必填。"
    assert rows[3][:3] == ("哪一列", "程序里的名称（列名写它也行）", "什么单位")
    told = {row[0]: row[1:] for row in rows[4:]}
    assert told["“绩效得分”"] == (
        "“score”",
        "分",
        "0 到 100，可以有两位小数。",
        "必填",
        "0 到 100 的数，最多 2 位小数",
        "70",
    )
    assert told["“今年此前累计旷工”"][3:5] == (
        "空着就是 0",
        "0 到 1000000000，按半天数，是 0.5 的倍数",
    )
    assert told["“月份”"][4] == "年-月，例如 2026-03"
    assert "“旷工一天”" in told
    assert "“考勤记录”" not in told


def test_the_explanation_of_reorder() -> None:
    told = {guide.name: guide for guide in guides(CALCULATORS["reorder"], words())}
    assert told["sku"].required
    assert told["z"].meaning.endswith("“填服务水平”和“填安全系数 z”只用一种，另一种的列空着。")
    assert told["period"].allowed == "day（天）、week（周）、month（个月）"
    assert told["history"].allowed == "2 到 5000 个数，用逗号、空格或换行隔开"
    assert told["lead_time"].allowed == "0 到 1000000000 的数，可以有小数"
    assert told["sd_kind"].needed == "空着就是 sample（样本）"
    assert "95%" in told["cycle_service_level"].meaning


class Full(RawIOBase):
    """A disk that is full: nothing can be written, now or when all is tidied up."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_full_disk_is_an_error_once_and_leaves_nothing_to_be_tidied_up(form: Form) -> None:
    with pytest.raises(OSError, match="No space left"):
        template.write(CALCULATORS["bonus"], words(), Full(), form)  # type: ignore[arg-type]
    gc.collect()  # where a half-written archive would fail once more


def test_a_month_is_kept_as_text() -> None:
    book = book_of("bonus")
    month = [guide.name for guide in guides(CALCULATORS["bonus"], words())].index("month") + 1
    sheet = book[book.sheetnames[0]]
    letter = get_column_letter(month)
    assert sheet.column_dimensions[letter].number_format == "@"
    kinds = [guide.kind for guide in guides(CALCULATORS["bonus"], words())]
    assert isinstance(kinds[month - 1], MonthOfYear)
