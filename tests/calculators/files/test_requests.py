"""One request a row."""

from collections.abc import Sequence
from typing import Any

import pytest

from calculators.core.words import words
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.headers import find, input_words, known
from calculators.files.requests import entries
from calculators.files.tables import UNSTORED, Merge, Table
from calculators.registry import CALCULATORS


def read(
    calculator: str, *rows: Sequence[str], merges: Sequence[Merge] = ()
) -> tuple[list[Entry], list[str]]:
    table = Table("表", iter(enumerate(rows, 1)), merges)
    identity = known("stock") if calculator == "reorder" else known("person")
    headers = find(table, {**identity, **input_words(CALCULATORS[calculator])})
    assert headers
    reading = Reading()
    settings = Settings(calculator=CALCULATORS[calculator], language=words(), values={})
    found = list(entries([(table, headers)], settings, reading))
    return found, [each.said(words()) for each in reading.remarks]


def test_names_labels_and_usual_words_in_any_order() -> None:
    found, remarks = read(
        "bonus",
        ["绩效得分", "month", "姓名", "绩效奖金基数", "备注"],
        ["89.5", "2026年3月", "张三", "2,000元", "x"],
        ["70", "2026-03-01 00:00:00", "李四", "", "x"],
    )
    assert [(e.source, e.about, e.request) for e in found] == [
        (
            "表!2",
            Person("张三"),
            {"score": "89.5", "month": "2026-03", "bonus_base": "2,000元"},
        ),
        ("表!3", Person("李四"), {"score": "70", "month": "2026-03"}),
    ]
    assert remarks == ["从工作表“表”读了 2 行"]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026/3", "2026-03"),
        ("202603", "2026-03"),
        ("２０２６年０３月", "2026-03"),
        ("2026-03-01", "2026-03"),
        ("2026-03-15", "2026-03-15"),  # a day is no month: its problem is told
        ("三月", "三月"),
        ("2026.10", "2026-10"),
        ("2026.1", "2026.1"),  # the number 2026.10 as a spreadsheet stores it: no January
    ],
)
def test_months(written: str, month: str) -> None:
    found, _ = read("bonus", ["month", "score"], [written, "1"])
    assert found[0].request["month"] == month


def test_records_choices_and_starts() -> None:
    found, _ = read("attendance", ["month", "events"], ["2026-03", "2026-03-02:late:5；2026-03-03"])
    assert found[0].request["events"] == [
        {"date": "2026-03-02", "kind": "late", "minutes": "5"},
        {"date": "2026-03-03"},
    ]
    found, _ = read("reorder", ["sku", "period", "history"], ["007", words().choice("week"), "1,2"])
    assert found[0].about == "007"
    assert found[0].request == {"period": "week", "history": "1,2"}
    found, _ = read(
        "deadlines", ["kind", "start"], ["reply", "2026/3/2"], ["monthly_review", "2026年3月"]
    )
    assert [entry.request["start"] for entry in found] == ["2026-03-02", "2026-03"]
    found, _ = read(
        "deadlines",
        ["kind", "start"],
        ["reply", "2026/3/2 9:30"],
        ["reply", "2026-03-02T09:30+08:00"],
    )
    starts = [entry.request["start"] for entry in found]
    assert starts == ["2026-03-02 09:30", "2026-03-02T09:30+08:00"]


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2026-03-02 00:00:00", "2026-03-02"),
        ("26-03-02 星期一", "2026-03-02"),
        ("20260302", "2026-03-02"),
        ("2026-03-02 09:30:00", "2026-03-02 09:30:00"),  # an instant stays one
        ("2026-03-02T09:30", "2026-03-02T09:30"),
        ("02/03/26", "02/03/26"),
        ("2026-Q1", "2026-Q1"),
    ],
)
def test_starts(written: str, start: str) -> None:
    found, _ = read("deadlines", ["kind", "start"], ["reply", written])
    assert found[0].request["start"] == start


@pytest.mark.parametrize("total", ["合计（1人）", "总 计", "本月合计", "平均", "小计：", "Total"])
def test_totals_are_about_nobody(total: str) -> None:
    found, remarks = read("bonus", ["姓名", "score"], ["张三", "80"], [total, "80"])
    assert [entry.source for entry in found] == ["表!2"]
    assert remarks[1] == "工作表“表”里有 1 行没有写是谁或哪种商品（合计、空行），跳过了"


def test_rows_about_nobody_are_skipped_and_counted() -> None:
    found, remarks = read(
        "bonus",
        ["姓名", "score"],
        ["合计", "90"],
        ["", ""],
        ["", "80"],
        ["张三", "70"],
    )
    assert [entry.source for entry in found] == ["表!5"]
    assert remarks == [
        "从工作表“表”读了 1 行",
        "工作表“表”里有 3 行没有写是谁或哪种商品（合计、空行），跳过了",
    ]


def test_without_a_column_for_people_each_row_is_a_request() -> None:
    found, _ = read("bonus", ["month", "score"], ["2026-03", "80"], ["", ""], ["2026-03", "70"])
    assert [(entry.source, bool(entry.about)) for entry in found] == [
        ("表!2", False),
        ("表!4", False),
    ]


def test_articles_without_a_column_for_their_codes() -> None:
    found, _ = read("reorder", ["period", "history"], ["day", "1,2"])
    assert [entry.about for entry in found] == [""]


def test_a_formula_without_a_result_is_the_problem_of_its_row() -> None:
    found, _ = read("bonus", ["姓名", "score"], ["张三", UNSTORED], ["李四", "80"])
    assert [each.said(words()) for each in found[0].problems] == [
        "工作表“表”第 2 行：“score”这一格是公式，文件里没有存结果。请用表格软件打开，保存一次再试"
    ]
    assert found[1].problems == []


def test_a_merged_name_holds_for_all_its_rows_and_a_merged_figure_for_one() -> None:
    rows: list[Any] = [["姓名", "score"], ["张三", "80"], ["", ""], ["", "70"]]
    found, _ = read("bonus", *rows, merges=[Merge(2, 1, 4, 1), Merge(2, 2, 3, 2)])
    assert [(e.source, e.request) for e in found if e.about == Person("张三")] == [
        ("表!2", {"score": "80"}),
        ("表!3", {}),
        ("表!4", {"score": "70"}),
    ]


@pytest.mark.parametrize("code", ["#N/A", "#REF!", UNSTORED])
def test_a_broken_formula_is_nobody_s_name(code: str) -> None:
    found, _ = read("bonus", ["姓名", "score"], [code, "80"])
    assert [each.said(words()) for each in found[0].problems] == [
        (
            f"工作表“表”第 2 行：“name”这一格写的是“{code}”，是出错的公式，不知道是谁或哪种商品。"
            "请改正公式，保存一次再试"
        )
    ]


def test_a_comma_too_many_in_a_text_file_is_a_problem_of_its_row() -> None:
    rows = [["姓名", "bonus_base", "score"], ["乙", "1", "000", "80"], ["甲", "1000", "80", "", ""]]
    table = Table("", iter(enumerate(rows, 1)))
    headers = find(table, {**known("person"), **input_words(CALCULATORS["bonus"])})
    assert headers
    settings = Settings(calculator=CALCULATORS["bonus"], language=words(), values={})
    bad, good = entries([(table, headers)], settings, Reading())
    assert [each.said(words()) for each in bad.problems] == [
        (
            "第 2 行：这一行比表头多 1 格，后面的格子可能错了位，例如金额 1,000 里的逗号"
            '没有加引号。请改成 1000 或 "1,000"'
        )
    ]
    assert (good.problems, good.request) == ([], {"bonus_base": "1000", "score": "80"})


def test_a_line_of_commas_is_counted_and_an_empty_line_is_none() -> None:
    _, remarks = read("bonus", ["姓名", "score"], ["张三", "80"], ["", ""], [])
    assert remarks[1] == "工作表“表”里有 1 行没有写是谁或哪种商品（合计、空行），跳过了"
