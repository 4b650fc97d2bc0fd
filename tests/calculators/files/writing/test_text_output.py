"""CSV: columns to the letter, numbers as they are, nothing that a spreadsheet runs."""

import csv
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase, StringIO

import pytest

from calculators.core.words import words
from calculators.files.answers import Answer, Tally, answer
from calculators.files.entries import Entry, Person, Settings
from calculators.files.writing import text_output
from calculators.files.writing.cell_text import is_run
from calculators.registry import CALCULATORS

SETTLEMENT = CALCULATORS["settlement"]
PAY = {"month": "2026-03", "monthly_wage": "1000", "bonus_base": "0", "score": "70"}


def answered(request: dict[str, str], about: Person | str, name: str = "settlement") -> Answer:
    settings = Settings(calculator=CALCULATORS[name], language=words().of(name), values={})
    entry = Entry(source="考勤!5-9", about=about, request=request)
    return answer(entry, settings, steps=False)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode(), newline="")))


def test_columns_are_those_of_the_contract() -> None:
    outputs: tuple[str, ...]
    pay = text_output.header(CALCULATORS["bonus"])
    outputs = ("grade", "coefficient", "bonus_gross", "consecutive_fail")
    about = ("source", "name", "user_id", "employee_no")
    assert pay == (*about, *outputs, "clauses", "notices", "problem")
    stock = text_output.header(CALCULATORS["turnover"])
    outputs = ("average_inventory", "turnover", "days_of_inventory")
    assert stock == ("source", "sku", *outputs, "clauses", "notices", "problem")
    assert text_output.header(CALCULATORS["deadlines"])[:4] == about
    assert text_output.header(CALCULATORS["reorder"])[:2] == ("source", "sku")
    for name in ("attendance", "settlement"):
        outputs = tuple(field.name for field in CALCULATORS[name].result.fields())
        header = text_output.header(CALCULATORS[name])
        assert header == (*about, *outputs, "clauses", "notices", "problem")


def test_a_row_holds_the_reply_as_text() -> None:
    one = answered({**PAY, "full_day_count": "25", "minimum_wage": "9"}, Person("张三", "u", "007"))
    stream = BytesIO()
    assert text_output.write([one], SETTLEMENT, stream) == Tally(1, 0)
    assert stream.getvalue().startswith(b"source,name,")
    assert stream.getvalue().count(b"\r\n") == stream.getvalue().count(b"\n") == 2
    header, row = rows(stream.getvalue())
    cells = dict(zip(header, row, strict=True))
    assert cells["source"] == "考勤!5-9"
    assert (cells["name"], cells["user_id"], cells["employee_no"]) == ("张三", "u", "007")
    assert cells["pay_before_tax"] == one.result["pay_before_tax"]
    assert cells["pay_before_tax"].startswith("-")
    assert cells["below_minimum_wage"] == "true"
    assert cells["may_terminate_consecutive"] == ""  # null: counts without the longest run
    assert cells["full_day_count"] == "25"
    assert cells["clauses"] == " ".join(one.clauses)
    assert cells["notices"] == " ".join(one.notices) != ""
    assert cells["problem"] == ""


def test_a_row_with_a_problem_has_no_outputs() -> None:
    bad = answered({**PAY, "score": "=1+1"}, Person("王五"))
    stream = BytesIO()
    assert text_output.write([bad], SETTLEMENT, stream) == Tally(0, 1)
    header, row = rows(stream.getvalue())
    cells = dict(zip(header, row, strict=True))
    assert cells.pop("problem") == (
        "工作表“考勤”第 5-9 行：绩效得分要填数字（数字和小数点），你填的是 =1+1"
    )
    assert (cells.pop("source"), cells.pop("name")) == ("考勤!5-9", "王五")
    assert set(cells.values()) == {""}


@pytest.mark.parametrize(
    "hostile",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\xa0@x"),
        *("＝1+1", "＋1", "－1", "＠x", "\u200b=1", "\ufeff=1", "=cmd|' /C calc'!A0", "\x01=1"),
    ],
)
def test_nothing_is_run(hostile: str) -> None:
    person = Person(hostile, hostile, hostile)
    one = Answer(source=hostile, about=person, notices=(hostile,), problem=hostile)
    stream = BytesIO()
    text_output.write([one], SETTLEMENT, stream)
    row = rows(stream.getvalue())[1]
    full = [cell for cell in row if cell]
    assert len(full) == 6
    assert all(cell.startswith("'") for cell in full)
    stream = BytesIO()
    text_output.write([Answer(source="2", about=hostile)], CALCULATORS["turnover"], stream)
    assert rows(stream.getvalue())[1][1].startswith("'")


@pytest.mark.parametrize("harmless", ["张三", "a=1", "1-2", "'x", "（=）", "A b", ""])
def test_other_text_is_left_alone(harmless: str) -> None:
    assert not is_run(harmless)


def test_cells_of_any_characters_come_back() -> None:
    odd = Person('逗,号"引', "两\n行", "\ud800\x00\U00020bb7\x1b\x7f\x9b")
    stream = BytesIO()
    text_output.write([Answer(source="2", about=odd)], SETTLEMENT, stream)
    assert rows(stream.getvalue())[1][:4] == ["2", '逗,号"引', "两\n行", "��\U00020bb7���"]


def test_rows_are_written_as_they_come() -> None:
    written: list[int] = []

    class Counting(RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            assert isinstance(data, bytes | memoryview)
            written.append(len(data))
            return len(data)

    row = Answer(source="2", about=Person("张三" * 50), problem="坏" * 300)

    def many() -> Iterator[Answer]:
        for number in range(20_000):
            if number == 10_000:
                assert sum(written) > 5_000_000
                tracemalloc.start()
            yield row

    try:
        assert text_output.write(many(), SETTLEMENT, Counting()) == Tally(0, 20_000)  # type: ignore[arg-type]
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_the_stream_stays_open_even_after_a_failure() -> None:
    def failing() -> Iterator[Answer]:
        yield Answer(source="2", about="A")
        raise KeyboardInterrupt

    stream = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        text_output.write(failing(), CALCULATORS["turnover"], stream)
    assert not stream.closed
