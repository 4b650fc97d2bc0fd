"""Text files: whatever encoding and delimiter, refused where they are broken."""

import csv
import tracemalloc
from io import BytesIO

import pytest

from calculators.core.words import words
from calculators.files.reading import encodings
from calculators.files.reading.opened import tables
from calculators.files.remarks import Refused
from calculators.files.tables import Row

TEXT = "日期,商品编码,数量\n2026-03-02,螺丝,3\n"
ROWS = [(1, ["日期", "商品编码", "数量"]), (2, ["2026-03-02", "螺丝", "3"])]


def rows(data: bytes, name: str = "销售.csv") -> list[Row]:
    (table,) = tables(BytesIO(data), name)
    assert table.sheet == ""
    return list(table.rows)


def refusal(data: bytes, name: str = "销售.csv") -> str:
    with pytest.raises(Refused) as refused:
        rows(data, name)
    return refused.value.remark.said(words())


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_every_encoding_and_delimiter(codec: str, between: str) -> None:
    assert rows(TEXT.replace(",", between).encode(codec)) == ROWS


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_may_hold_characters_with_a_zero_below(codec: str) -> None:
    text = "姓名,最低工资\n李一一,2420\n"
    assert rows(text.encode(codec)) == [(1, ["姓名", "最低工资"]), (2, ["李一一", "2420"])]


def test_a_character_cut_by_the_border_of_two_pieces() -> None:
    for codec in ("utf-8", "gb18030", "utf-16"):
        for shift in range(4):
            text = "a" * shift + "，工号\n" * 8_000
            assert rows(text.encode(codec))[-1] == (8_000, ["，工号"])


def test_gbk_that_begins_like_utf8_is_gbk() -> None:
    assert rows("联通,数量\n联通,1\n".encode("gbk"))[0] == (1, ["联通", "数量"])


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    text = 'a,b\n\n"1\n2",x\r\n3,4\n'
    assert rows(text.encode()) == [(1, ["a", "b"]), (3, ["1\n2", "x"]), (4, ["3", "4"])]


def test_what_excel_writes_of_the_delimiter_is_a_row_of_its_own() -> None:
    assert rows(b"sep=;\na;1,5\n") == [(2, ["a", "1,5"])]
    assert rows(b"sep=|\r\na|1\r\n") == [(2, ["a", "1"])]


def test_commas_inside_quotes_or_in_decimals_are_no_delimiters() -> None:
    assert rows(b'a;b\n"1,5";"2,5"\n"3,5";"4,5"\n')[2] == (3, ["3,5", "4,5"])
    assert rows(b"sku;price\nA;1,5\nB;2,5\n")[1] == (2, ["A", "1,5"])
    assert rows(b"name,events\na,x;y;z\nb,x;y;z\n")[1] == (2, ["a", "x;y;z"])


def test_one_column_is_a_table() -> None:
    assert rows(b"sku\nA\n") == [(1, ["sku"]), (2, ["A"])]


def test_a_long_file_is_read_beyond_what_was_looked_at() -> None:
    data = b"date,sku,quantity\n" + b"2026-03-02,A,1\n" * 50_000
    assert rows(data)[-1] == (50_001, ["2026-03-02", "A", "1"])


def test_the_stream_stays_open() -> None:
    stream = BytesIO(TEXT.encode())
    assert list(tables(stream, "a.csv")[0].rows) == ROWS
    assert not stream.closed


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\n".encode("utf-16")])
def test_empty(data: bytes) -> None:
    assert refusal(data) == ("文件 销售.csv 是空的，里面没有一个字；请重新导出，确认有内容再用")


def test_bytes_of_no_encoding_are_named_by_their_line() -> None:
    broken = "姓名,工号,部门\n".encode() * 90_000 + b"\xff\n"
    assert refusal(broken) == (
        "文件 销售.csv 第 90001 行有认不出的字节：编码不是 UTF-8、UTF-16 或 GB18030，"
        "或者文件已经损坏；请用表格软件打开，另存为“CSV UTF-8”"
    )


def test_utf8_cut_in_a_character_is_not_taken_for_gb18030() -> None:
    assert "第 3 行有认不出的字节" in refusal(TEXT.encode() + "李雷".encode()[:-1])
    assert "第 2 行有认不出的字节" in refusal("a,b\n工号".encode("gbk")[:-1])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\n1,\x002\n" * 2, "内容不是文字，也不是 XLSX 工作簿"),
        (b"a,b\n" * 20_000 + b"\0\n", "第 20001 行有空字符（NUL）"),
        (b"a,b\nc\0,d\n", "的内容不是文字"),
        (b"a,b\n" * 100 + b"c\0,d\ne\0,f\n", "的内容不是文字"),
        (b"\x01\x02\x03\x04", "内容不是文字，也不是 XLSX 工作簿"),
        (b'a,b\n1,"2\n3,4\n', "从第 2 行起，引号到文件末尾都没有成对"),
        (b'a,b\n1,"2"3\n', "第 2 行的引号不对：引号后面还有字"),
        (b"," * 1000, "第 1 行超过 1000 列"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "从第 2 行起有一格超过 131072 个字"),
        (b"a" * 5_000_000, "第 1 行太长，超过 1000000 个字"),
        (b'"' + b"a\n" * 300_000, "从第 1 行起有一格超过 131072 个字"),
    ],
)
def test_broken_texts_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    sentence = refusal(data)
    assert said in sentence
    assert sentence.startswith("文件 销售.csv ")


def test_a_row_of_many_lines_is_refused_before_it_fills_the_memory() -> None:
    data = b"a,b\n" + b'"\n",' * 1_000_000 + b"c\n"
    tracemalloc.start()
    sentence = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence == (
        "文件 销售.csv 第 2 行太长（引号里的换行算在同一行里），超过 1000000 个字，不像表格；"
        "请检查引号是不是成对，或者重新导出"
    )
    assert peak < 25_000_000


def test_the_length_of_a_row_begins_again_with_each() -> None:
    data = b'"a\nb",c\n' * 150_000  # longer than a row may be
    assert rows(data)[-1] == (150_000, ["a\nb", "c"])


def test_figures_in_sentences_are_those_that_are_held_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "LONGEST_LINE", 70)
    assert "第 2 行太长，超过 70 个字" in refusal(b"a,b\n" + b"x" * 71)
    limit = csv.field_size_limit(50)
    try:
        assert "从第 2 行起有一格超过 50 个字" in refusal(b"a,b\n" + b"x" * 51)
    finally:
        csv.field_size_limit(limit)


def test_what_breaks_late_is_found_while_reading() -> None:
    (table,) = tables(BytesIO(b"a,b\n" * 90_000 + b'1,"2"3\n'), "销售.csv")
    assert next(table.rows) == (1, ["a", "b"])
    with pytest.raises(Refused) as refused:
        list(table.rows)
    assert refused.value.remark.values["row"] == 90_001


def test_a_thousand_columns_are_not_too_many() -> None:
    assert len(rows(b"1" + b",1" * 999)[0][1]) == 1000
