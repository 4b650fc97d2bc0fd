"""Files in and out, as the command line does it: rows, joins, exit codes, nothing half-written."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calculators.__main__ import main
from calculators.door import answer
from calculators.files import answers
from calculators.registry import CALCULATORS
from tests.conftest import ROOT

ANSWERED, REFUSED, SOME_PROBLEMS, INTERRUPTED = 0, 2, 3, 130

DAILY = [
    "姓名",
    "UserId",
    "日期",
    "迟到次数",
    "迟到时长",
    "严重迟到次数",
    "严重迟到时长",
    "旷工天数",
]
WAGES = "姓名,UserId,月工资,绩效奖金基数,绩效得分,上月得分,本年累计旷工,本年折算旷工,最低工资"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def workbook(name: str, **sheets: Sequence[Sequence[Any]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(name)


def written(name: str = "out.csv") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def daily(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    title = "每日统计 统计日期：2026-03-01 至 2026-03-31"
    return [[title], ["报表生成时间：2026-04-01 09:00"], DAILY, *rows]


def result(row: Mapping[str, str], calculator: str) -> dict[str, str]:
    return {field.name: row[field.name] for field in CALCULATORS[calculator].result.fields()}


def as_text(result: Mapping[str, Any]) -> dict[str, str]:
    """Return a reply's result as a row of text holds it."""
    known = {None: "", True: "true", False: "false"}
    return {
        name: known[value] if value is None or isinstance(value, bool) else str(value)
        for name, value in result.items()
    }


def test_an_export_and_wages_give_the_answers_of_the_door(
    capsys: pytest.CaptureFixture[str],
) -> None:
    workbook(
        "每日统计.xlsx",
        每日统计=daily(
            ["张三", "u1", "2026-03-02", 1, 5, 0, 0, 0],
            ["李四", "u2", "2026-03-02", 0, 0, 0, 0, 0],
            ["张三", "u1", "2026-03-03", 1, 5, 0, 0, 0],
            ["张三", "u1", "2026-03-04", 1, 5, 0, 0, 0],
            ["张三", "u1", "2026-03-05", 1, 5, 0, 0, 0],
            ["张三", "u1", "2026-03-06", 0, 0, 1, 20, 0],
            ["李四", "u2", "2026-03-09", 0, 0, 0, 0, 0.5],
        ),
    )
    Path("工资.csv").write_text(
        f"{WAGES}\n李四,u2,8000,1000,85,70,0,0,2490\n张三,u1,21750,2000,70,70,0,0,2490\n",
        encoding="gb18030",
    )
    arguments = ["settlement", "--batch", "每日统计.xlsx", "--wages", "工资.csv", "-o", "out.csv"]
    assert main(arguments) == ANSWERED
    rows = written()
    assert list(rows[0])[:4] == ["source", "name", "user_id", "employee_no"]
    assert list(rows[0])[-3:] == ["clauses", "notices", "problem"]
    assert [(row["source"], row["name"], row["user_id"]) for row in rows] == [
        ("每日统计!4-9", "张三", "u1"),
        ("每日统计!5-10", "李四", "u2"),
    ]
    assert rows[0]["wage_deduction"] == "1000.00"
    expected = answer(
        "settlement",
        {
            "month": "2026-03",
            "monthly_wage": "21750",
            "bonus_base": "2000",
            "score": "70",
            "previous_score": "70",
            "minimum_wage": "2490",
            "events": [
                {"date": f"2026-03-0{day}", "kind": "late", "minutes": minutes}
                for day, minutes in ((2, 5), (3, 5), (4, 5), (5, 5), (6, 20))
            ],
        },
    )
    assert result(rows[0], "settlement") == as_text(expected["result"])
    clauses = list(dict.fromkeys(step["clause"] for step in expected["steps"]))
    assert rows[0]["clauses"].split(" ") == clauses
    assert "严重迟到" in rows[0]["notices"]
    assert "out.csv：2 行有答案，0 行有问题" in capsys.readouterr().err


def test_a_bad_row_stops_and_changes_no_other() -> None:
    header = "姓名,month,绩效奖金基数,绩效得分"
    good, bad = "张三,2026-03,1000,85", "李四,2026-03,一千,100.5"
    Path("in.csv").write_text(f"{header}\n{good}\n", encoding="utf-8")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == ANSWERED
    alone = written()[0]
    Path("in.csv").write_text(f"{header}\n{good}\n{bad}\n{good}\n", encoding="utf-8")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == SOME_PROBLEMS
    rows = written()
    assert rows[0] == alone
    assert rows[2] == alone | {"source": "4"}
    assert set(result(rows[1], "bonus").values()) == {""}
    assert "你填的是 一千" in rows[1]["problem"]
    assert "你填的是 100.5" in rows[1]["problem"]


def test_set_fills_and_never_overrides() -> None:
    Path("in.csv").write_text("姓名,绩效得分\n张三,85\n李四,\n", encoding="utf-8")
    sets = ["--set", "month=2026-03", "--set", "bonus_base=1000", "--set", "score=70"]
    assert main(["bonus", "--batch", "in.csv", *sets, "-o", "out.csv"]) == ANSWERED
    grades = [row["grade"] for row in written()]
    same = [
        answer("bonus", {"month": "2026-03", "bonus_base": 1000, "score": score})["result"]["grade"]
        for score in (85, 70)
    ]
    assert grades == same
    assert grades[0] != grades[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "score=101"], "--set score：绩效得分要在 0 到 100 之间，你填的是 101"),
        (["--set", "points=1"], "--set 没有“points”这一项，可以写的有 month、bonus_base、score"),
        (["--set", "score"], "--set 要写成 名称=值，例如 --set month=2026-03，你写的是 score"),
        (["--set", "score=1", "--set", "score=2"], "--set score 写了两次，请只留一个"),
        (["--sheet", "三月"], "in.csv 不是工作簿，没有工作表，请去掉 --sheet"),
        (["--wages", "none.csv"], "读不了文件 none.csv"),
        (["-o", "out.pdf"], "out.pdf：结果只能写成 .csv 或 .xlsx"),
        (["-o", "in.csv"], "in.csv 既是要读的文件又是要写的文件"),
        (["-o", "nowhere/out.csv"], "nowhere"),
        (["--bogus"], "没有这个选项：--bogus"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    Path("in.csv").write_text("month,绩效奖金基数,绩效得分\n2026-03,1,1\n", encoding="utf-8")
    Path("out.csv").write_text("before", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    output = [] if "-o" in arguments else ["-o", "out.csv"]
    assert main(["bonus", "--batch", "in.csv", *arguments, *output]) == REFUSED
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_unknown_layout_is_shown_with_a_mapping_that_is_taken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("in.csv").write_text(
        "雇员,核算月份,奖金基数（元）,考核得分\n张三,2026-03,1000,85\n", encoding="utf-8"
    )
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    error = capsys.readouterr().err
    assert error.startswith("in.csv：看不出这是哪一种表。")
    assert "雇员、核算月份、奖金基数（元）、考核得分" in error
    assert not Path("out.csv").exists()
    proposed = [line for line in error.splitlines() if line.startswith('"')]
    assert proposed
    Path("map.toml").write_text(
        '"姓氏" = "name"\n"雇员" = "name"\n"核算月份" = "month"\n'
        '"奖金基数（元）" = "绩效奖金基数"\n'
        '"考核得分" = "score"\n',
        encoding="utf-8",
    )
    arguments = ["bonus", "--batch", "in.csv", "--map", "map.toml", "-o", "out.csv"]
    assert main(arguments) == ANSWERED
    assert "对照文件里的表头“姓氏”在文件里没有找到，没有用上" in capsys.readouterr().err
    assert [(row["name"], row["grade"]) for row in written()] == [("张三", "良好")]


def test_sheets_that_are_known_are_read_and_the_others_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows: list[list[Any]] = [["姓名", "month", "绩效奖金基数", "绩效得分"]]
    rows += [["张三", "2026-03", 1000, 85]]
    workbook("in.xlsx", 甲组=rows, 说明=[["随便写写"]], 乙组=rows)
    assert main(["bonus", "--batch", "in.xlsx", "-o", "out.csv"]) == ANSWERED
    assert [row["source"] for row in written()] == ["甲组!2", "乙组!2"]
    assert "没有读工作表“说明”" in capsys.readouterr().err
    assert main(["bonus", "--batch", "in.xlsx", "--sheet", "乙组", "-o", "out.csv"]) == ANSWERED
    assert [row["source"] for row in written()] == ["乙组!2"]


def test_wages_may_stand_in_a_sheet_of_the_same_workbook() -> None:
    workbook(
        "in.xlsx",
        每日统计=daily(["张三", "u1", "2026-03-02", 0, 0, 0, 0, 1]),
        工资=[["姓名", "月工资"], ["张三", 21750]],
    )
    assert main(["attendance", "--batch", "in.xlsx", "-o", "out.csv"]) == ANSWERED
    assert [(row["name"], row["daily_wage"]) for row in written()] == [("张三", "1000.00")]


def test_a_workbook_has_results_steps_and_what_was_read() -> None:
    Path("in.csv").write_text(
        "姓名,month,绩效奖金基数,绩效得分\n张三,2026-03,1000,85\n=1+1,2026-03,1000,x\n",
        encoding="utf-8",
    )
    assert main(["bonus", "--batch", "in.csv", "-o", "out.xlsx"]) == SOME_PROBLEMS
    book = load_workbook("out.xlsx")
    assert book.sheetnames == ["结果", "步骤", "读取说明"]
    header, first, second = book["结果"].iter_rows(values_only=True)
    assert "考核等级" in header
    assert first[1] == "张三"
    assert second[1] == "=1+1"
    assert book["结果"]["B3"].data_type == "s"
    steps = list(book["步骤"].iter_rows(values_only=True))
    expected = answer("bonus", {"month": "2026-03", "bonus_base": 1000, "score": 85})["steps"]
    assert len(steps) == 1 + len(expected)
    assert any("读了 2 行" in str(row) for row in book["读取说明"].iter_rows(values_only=True))


def test_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    Path("in.csv").write_text(
        'name,month,绩效奖金基数,绩效得分\n"=HYPERLINK(""http://x"")",2026-03,1,1\n@a,2026-03,1,-5\n',
        encoding="utf-8",
    )
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == SOME_PROBLEMS
    for row in written():
        assert not any(cell[:1] in {"=", "+", "@", "\t"} for cell in row.values())


def test_marks_that_nobody_sees_part_no_names_and_hide_nothing() -> None:
    """As they come along with a copied name; the last turns 001-A into what shows as A-100."""
    workbook(
        "in.xlsx",
        每日统计=daily(
            ["\u202d张三\u202c", "u1\u200b", "2026-03-02", 0, 0, 0, 0, 1],
            ["李四\ufeff", "", "2026-03-02", 0, 0, 0, 0, 1],
            ["王五", "\u202e001-A\u202c", "2026-03-02", 0, 0, 0, 0, "\u202e5.0"],
        ),
        工资=[["\u200e姓名", "UserId", "月工资"], ["张三", "u1", 21750], ["李\u2066四", "", 21750]],
    )
    arguments = ["attendance", "--batch", "in.xlsx", "-o"]
    assert main([*arguments, "out.csv"]) == SOME_PROBLEMS
    rows = written()
    assert [(row["name"], row["user_id"], row["daily_wage"]) for row in rows] == [
        ("张三", "u1", "1000.00"),
        ("李四", "", "1000.00"),
        ("王五", "001-A", ""),
    ]
    assert "写的是“�5.0”" in rows[2]["problem"]
    assert main([*arguments, "out.xlsx"]) == SOME_PROBLEMS
    cells = [
        cell
        for sheet in load_workbook("out.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]
    assert {
        mark for mark in "\u200b\u200e\u202c\u202d\u202e\u2066\ufeff" if mark in str(cells)
    } == set()


def test_marks_that_nobody_sees_spoil_no_numbers() -> None:
    """As they come along with a number that is copied from a chat."""
    cells = "\u202d张三\u202c,\u202d2026-03\u202c,\ufeff1000\u200b,\u206685\u2069\n"
    text = f"姓名,月份,绩效奖金基数,绩效得分\n{cells}"
    Path("in.csv").write_text(text, encoding="utf-8")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == ANSWERED
    assert written()[0]["bonus_gross"] == "1200.00"
    sales = "日期,商品编码,数量\n\u202d2026-03-02\u202c,A,\u202d5\u202c\n2026-03-03,A,7\u200e\n"
    Path("in.csv").write_text(sales, encoding="utf-8")
    arguments = ["reorder", "--batch", "in.csv", "--set", "period=day", "-o", "out.csv"]
    assert main(arguments) == ANSWERED
    assert written()[0]["demand_mean"] == "6"


def test_an_interruption_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join("2026-03,1,1\n" for _ in range(100))
    Path("in.csv").write_text("month,绩效奖金基数,绩效得分\n" + rows, encoding="utf-8")
    through = answers.answer
    left = iter(range(50))

    def interrupted(*given: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return through(*given, **named)

    monkeypatch.setattr(answers, "answer", interrupted)
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == INTERRUPTED
    assert [path.name for path in folder.iterdir()] == ["in.csv"]
    assert "已中断，没有写任何文件" in capsys.readouterr().err


@pytest.fixture
def heeding() -> Iterator[None]:
    """Let programs that a test starts heed what those of a shell's background or nohup ignore."""
    interrupting = signal.signal(signal.SIGINT, signal.default_int_handler)
    hanging_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, interrupting)
    signal.signal(signal.SIGHUP, hanging_up)


@pytest.mark.usefixtures("heeding")
@pytest.mark.parametrize(
    ("sent", "status"),
    [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_a_signal_ends_a_process_and_leaves_nothing(
    folder: Path, sent: signal.Signals, status: int
) -> None:
    rows = "2026-03,1,1\n" * 100_000  # seconds of work
    Path("in.csv").write_text("month,绩效奖金基数,绩效得分\n" + rows, encoding="utf-8")
    Path("out.csv").write_text("before", encoding="utf-8")
    command = ["bonus", "--batch", "in.csv", "-o", "out.csv"]
    with subprocess.Popen(
        [sys.executable, "-m", "calculators", *command],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        while process.poll() is None and not any(
            path.stat().st_size for path in folder.glob(".*.tmp")
        ):
            time.sleep(0.01)
        process.send_signal(sent)
        _, said = process.communicate(timeout=60)
    assert process.returncode == status, said
    assert said.strip() == "已中断，没有写任何文件"
    assert sorted(path.name for path in folder.iterdir()) == ["in.csv", "out.csv"]
    assert Path("out.csv").read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize("calculator", CALCULATORS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_written_and_an_empty_one_has_no_rows(
    capsys: pytest.CaptureFixture[str], calculator: str, kind: str
) -> None:
    assert main([calculator, "--template", f"模板.{kind}"]) == ANSWERED
    assert main([calculator, "--batch", f"模板.{kind}", "-o", "out.csv"]) == REFUSED
    assert f"模板.{kind}：表头下面没有一行可以算的" in capsys.readouterr().err
    assert not Path("out.csv").exists()


def test_a_filled_template_gives_the_answer_of_the_door() -> None:
    assert main(["settlement", "--template", "模板.xlsx"]) == ANSWERED
    book = load_workbook("模板.xlsx")
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    request = {
        "month": "2026-03",
        "monthly_wage": "8000",
        "bonus_base": "1000",
        "score": "85",
        "short_count": 4,
        "long_count": 1,
        "half_day_count": 1,
        "full_day_count": 0,
    }
    from calculators.files.headers import bare, input_words, unit_of  # noqa: PLC0415

    words = input_words(CALCULATORS["settlement"])
    for column, header in enumerate(headers, 1):
        name = words.get(bare(str(header))) or words.get(unit_of(str(header))[0])
        if name in request:
            sheet.cell(2, column).value = str(request[name])
        elif header == "姓名":
            sheet.cell(2, column).value = "张三"
    book.save("filled.xlsx")
    assert main(["settlement", "--batch", "filled.xlsx", "-o", "out.csv"]) == ANSWERED
    expected = answer("settlement", request)
    assert result(written()[0], "settlement") == as_text(expected["result"])


def test_the_title_is_told_without_the_headers_below_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two rows of headers, the upper of which names groups."""
    title, made, headers, row = daily(["张三", "u1", "2026-03-02", 0, 0, 0, 0, 0])
    groups = ["基本信息", "", "", "考勤", "", "", "", ""]
    workbook("in.xlsx", 每日统计=[title, made, groups, headers, row])
    arguments = ["attendance", "--batch", "in.xlsx", "--set", "monthly_wage=8000"]
    assert main([*arguments, "-o", "out.csv"]) == ANSWERED
    assert "起的标题“每日统计 统计日期：2026-03-01 至 2026-03-31”" in capsys.readouterr().err


def test_headers_that_nobody_knows_are_proposed_a_meaning_that_can_be_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    headers = "员工,税前基本工资,所属月,考核分数,奖金基准"
    Path("in.csv").write_text(f"{headers}\n张三,8000,2026-03,85,1000\n", encoding="utf-8")
    arguments = ["settlement", "--batch", "in.csv", "-o", "out.csv"]
    assert main(arguments) == REFUSED
    said, _, proposed = capsys.readouterr().err.partition("：\n")
    assert "员工、税前基本工资、所属月、考核分数、奖金基准" in said
    assert '"税前基本工资" = "monthly_wage"\n' in proposed
    Path("map.toml").write_text(f'{proposed}"所属月" = "月份"\n', encoding="gb18030")
    assert main([*arguments, "--map", "map.toml"]) == ANSWERED
    assert written()[0]["pay_before_tax"] == "9200.00"


def test_a_file_of_punches_is_refused_with_what_to_export_instead(
    capsys: pytest.CaptureFixture[str],
) -> None:
    workbook("in.xlsx", 打卡时间=[["打卡时间表"], ["姓名", "UserId", "1"], ["张三", "u1", "08:30"]])
    assert main(["attendance", "--batch", "in.xlsx", "-o", "out.csv"]) == REFUSED
    said = capsys.readouterr().err
    assert "这是打卡的记录" in said
    assert "请从钉钉导出“每日统计”或“月度汇总”" in said
    assert said.endswith("文件里的表头是：姓名、UserId、1\n")


def test_headers_that_are_known_are_not_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.csv").write_text("姓名,部门,底薪\n张三,仓库,8000\n", encoding="utf-8")
    assert main(["attendance", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    _, _, proposed = capsys.readouterr().err.partition("：\n")
    assert proposed == '"底薪" = "monthly_wage"\n'


def test_sales_become_an_answer_for_each_article() -> None:
    lines = ["date,sku,quantity"]
    for day in range(1, 29):
        lines += [f"2026-02-{day:02},A,{day % 5}", f"2026-02-{day:02},B,3"]
    lines += ["2026-02-03,B,-1"]
    Path("sales.csv").write_text("\n".join(lines), encoding="utf-8")
    sets = ["--set", "period=day", "--set", "lead_time=7"]
    assert main(["reorder", "--batch", "sales.csv", *sets, "-o", "out.csv"]) == ANSWERED
    rows = written()
    assert [row["sku"] for row in rows] == ["A", "B"]
    history = [day % 5 for day in range(1, 29)]
    expected = answer("reorder", {"period": "day", "lead_time": 7, "history": history})
    assert result(rows[0], "reorder") == as_text(expected["result"])
    assert "退货" in rows[1]["notices"]


def test_the_same_answers_as_one_by_one() -> None:
    """A row of a file is the same request as an object of JSON."""
    scores = ["0", "59.99", "60", "74.99", "75", "89.5", "90", "100", "100.01", "", "x"]
    rows = "".join(f"2026-03,1234.56,{score}\n" for score in scores)
    Path("in.csv").write_text("month,bonus_base,score\n" + rows, encoding="utf-8")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == SOME_PROBLEMS
    for number, (score, row) in enumerate(zip(scores, written(), strict=True), 2):
        reply = answer("bonus", {"month": "2026-03", "bonus_base": "1234.56", "score": score})
        if "problems" in reply:
            said = "；".join(reply["problems"].values())
            assert row["problem"] == f"第 {number} 行：{said}", json.dumps(reply)
        else:
            assert result(row, "bonus") == as_text(reply["result"])


def test_the_mapping_that_is_proposed_can_be_given_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = "张三,2026-03,1000,85\n"
    Path("in.csv").write_text(f"员工,月份:,绩效奖金基数(元/月)*,绩效分\n{rows}", encoding="utf-8")
    arguments = ["bonus", "--batch", "in.csv", "-o", "out.csv"]
    assert main([*arguments, "--map", "in.csv"]) == REFUSED
    Path("in.csv").write_text(f"员工,核算月,基数,绩效分数\n{rows}", encoding="utf-8")
    capsys.readouterr()
    assert main(arguments) == REFUSED
    proposed = [line for line in capsys.readouterr().err.splitlines() if line.startswith('"')]
    Path("map.toml").write_text("\n".join(proposed), encoding="utf-8")
    assert '"绩效分数" = "score"' in proposed
    sets = ["--set", "month=2026-03", "--set", "bonus_base=1000"]
    assert main([*arguments, "--map", "map.toml", *sets]) == ANSWERED
    assert written()[0]["grade"] == "良好"


def test_wide_headers_are_refused_at_once() -> None:
    headers = ",".join("表头" * 200 + str(number) for number in range(200))
    Path("in.csv").write_text(f"{headers}\n" + ",".join("x" * 200) + "\n", encoding="utf-8")
    start = time.process_time()
    assert main(["settlement", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    assert time.process_time() - start < 3


def test_a_number_longer_than_any_context_is_the_problem_of_its_row() -> None:
    long = "999999999.12345678901234567891"
    Path("in.csv").write_text(
        f"date,sku,quantity,demand_mean\n2026-01-01,A,1,{long}\n2026-01-02,A,1,{long}\n"
        "2026-01-01,B,1,\n2026-01-02,B,2,\n",
        encoding="utf-8",
    )
    sets = ["--set", "period=day", "--set", "lead_time=7"]
    assert main(["reorder", "--batch", "in.csv", *sets, "-o", "out.csv"]) == SOME_PROBLEMS
    assert [bool(row["problem"]) for row in written()] == [True, False]
    assert main(["reorder", "--batch", "in.csv", "--set", f"history={long},2", "-o", "o.csv"]) == 2


def test_articles_have_inputs_in_a_sheet_beside_their_sales(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sold: list[list[Any]] = [["日期", "商品编码", "数量"]]
    sold += [[f"2026-02-{day:02}", sku, day % 4] for day in range(1, 29) for sku in "ABC"]
    stated: list[list[Any]] = [
        ["商品编码", "采购提前期", "备注"],
        ["A", 9, "x"],
        ["C", 5, ""],
        ["C", 6, ""],
    ]
    workbook("in.xlsx", 销售=sold, 参数=[*stated, ["Z", 3, ""]])
    sets = ["--set", "period=day", "--set", "lead_time=7"]
    assert main(["reorder", "--batch", "in.xlsx", *sets, "-o", "out.csv"]) == SOME_PROBLEMS
    rows = {row["sku"]: row for row in written()}
    history = [day % 4 for day in range(1, 29)]
    for sku, lead_time in (("A", 9), ("B", 7)):
        request = {"period": "day", "lead_time": lead_time, "history": history}
        expected = answer("reorder", request)
        assert result(rows[sku], "reorder") == as_text(expected["result"])
    assert rows["C"]["problem"] == "这种商品的参数写了两行（参数!3、参数!4），请只留一行"
    assert list(rows) == ["A", "B", "C", "Z"]
    assert "工作表“参数”里没有用到的列：备注" in capsys.readouterr().err


def test_a_code_is_one_article_whatever_invisible_marks_it_carries() -> None:
    sold = [["日期", "商品编码", "数量"]]
    sold += [[f"2026-02-{day:02}", f"A{day % 2 * '\u200b'}", "3"] for day in range(1, 29)]
    workbook("in.xlsx", 销售=sold, 参数=[["商品编码", "采购提前期"], ["\ufeffA", "9"]])
    sets = ["--set", "period=day"]
    assert main(["reorder", "--batch", "in.xlsx", *sets, "-o", "out.csv"]) == ANSWERED
    (row,) = written()
    assert (row["sku"], row["demand_mean"], row["lead_time_demand"]) == ("A", "3", "27")


@pytest.mark.parametrize("between", [",", "\t"])
def test_a_file_in_big5_is_refused_as_that(
    capsys: pytest.CaptureFixture[str], between: str
) -> None:
    """Its bytes are GB18030 too, of other characters; in UTF-8 its headers would be shown."""
    rows = [["姓名", "月份", "績效獎金基數", "績效得分"], ["王小明", "2026-03", "1000", "85"]]
    text = "\n".join(between.join(row) for row in rows)
    Path("in.csv").write_bytes(text.encode("big5"))
    assert Path("in.csv").read_bytes().decode("gb18030")
    said = "文件 in.csv 像是 Big5 编码（繁体中文），这里读 UTF-8、UTF-16 和 GB18030；"
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    assert said in capsys.readouterr().err
    Path("rows.csv").write_text("姓名,month\n王小明,2026-03\n", encoding="utf-8")
    arguments = ["bonus", "--batch", "rows.csv", "--wages", "in.csv", "-o", "out.csv"]
    assert main(arguments) == REFUSED
    assert said in capsys.readouterr().err


def test_big5_under_headers_of_latin_letters_is_refused_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = "name,month,bonus_base,score\n王小明,2026-03,1000,85\n"
    Path("in.csv").write_bytes(rows.encode("big5"))
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    assert "文件 in.csv 像是 Big5 编码" in capsys.readouterr().err
    Path("rows.csv").write_text("name,month\n王小明,2026-03\n", encoding="utf-8")
    arguments = ["bonus", "--batch", "rows.csv", "--wages", "in.csv", "-o", "out.csv"]
    assert main(arguments) == REFUSED
    assert "文件 in.csv 像是 Big5 编码" in capsys.readouterr().err
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    "names",
    [
        ["李玥"],
        ["詹瑞文"],
        ["龙丹妮", "龚琳娜", "彭于晏"],
        ["陳美玲", "蘇打綠", "魏德聖"],
        ["王喆", "陈堃", "马頔", "孙昊焜"],
    ],
)
def test_gb18030_under_latin_headers_is_read_and_that_it_was_guessed_is_said(
    capsys: pytest.CaptureFixture[str], names: Sequence[str]
) -> None:
    """Rare and traditional characters, whose bytes Big5 has as well."""
    rows = "".join(f"{name},2026-03,1000,85\n" for name in names)
    text = f"name,month,bonus_base,score\n{rows}"
    said = "文件 in.csv 的编码当作 GB18030"
    Path("in.csv").write_text(text, encoding="gb18030")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == ANSWERED
    assert [row["name"] for row in written()] == names
    assert said in capsys.readouterr().err
    Path("in.csv").write_text(text.replace("name", "姓名", 1), encoding="gb18030")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == ANSWERED
    assert said not in capsys.readouterr().err


def test_a_file_that_nobody_knows_is_not_big5_for_its_latin_letters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("in.csv").write_text("name,备注\n王小明,好\n", encoding="gb18030")
    assert main(["bonus", "--batch", "in.csv", "-o", "out.csv"]) == REFUSED
    said = capsys.readouterr().err
    assert said.startswith("in.csv：看不出这是哪一种表。文件里的表头是：name、备注")


MARCH, MIDDLE = date(2026, 3, 1), date(2026, 3, 15)


@pytest.mark.parametrize(
    ("day", "shown_as", "opens"),
    [
        (MARCH, "yyyy-mm", "2026-04-01"),
        (MARCH, "mmm-yy", "2026-04-01"),
        (MARCH, '[$-804]yyyy"年"m"月";@', "2026-04-01"),
        (MIDDLE, "yyyy/m", "2026-04-01"),
        (MARCH, "yyyy-mm-dd", ""),
        (MARCH, "m/d/yy", ""),
        (MARCH, "mm:ss", ""),
        ("2026-03-01", "@", ""),
    ],
)
def test_a_date_that_shows_its_month_alone_is_that_month(
    day: date | str, shown_as: str, opens: str
) -> None:
    """Excel makes a date of 2026-03 as it is typed; a day is no month."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["kind", "start"])
    sheet.append(["monthly_review", day])
    sheet["B2"].number_format = shown_as
    book.save("in.xlsx")
    main(["deadlines", "--batch", "in.xlsx", "-o", "out.csv"])
    (row,) = written()
    assert row["opens"] == opens
    assert ("你填的是 2026-03-01" in row["problem"]) is not bool(opens)


@pytest.mark.parametrize(
    ("shown_as", "opens"),
    [("yyyy", "2027-01-01"), ('[$-804]yyyy"年";@', "2027-01-01"), ("yyyy-mm", ""), ("yy-m-d", "")],
)
def test_a_date_that_shows_its_year_alone_is_that_year(shown_as: str, opens: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["kind", "start", "name"])
    sheet.append(["annual_review", MIDDLE])
    sheet["B2"].number_format = shown_as
    book.save("in.xlsx")
    main(["deadlines", "--batch", "in.xlsx", "-o", "out.csv"])
    (row,) = written()
    assert row["opens"] == opens


def test_a_year_that_is_shown_is_no_month() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "月份", "绩效奖金基数", "绩效得分"])
    sheet.append(["张三", MARCH, 1000, 85])
    sheet["B2"].number_format = "yyyy"
    book.save("in.xlsx")
    assert main(["bonus", "--batch", "in.xlsx", "-o", "out.csv"]) == SOME_PROBLEMS
    assert written()[0]["problem"].endswith("你填的是 2026")


def test_a_month_that_is_shown_is_read_wherever_months_are_and_stays_a_day_for_sales() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["姓名", "月份", "绩效奖金基数", "绩效得分"])
    sheet.append(["张三", MIDDLE, 1000, 85])
    sheet["B2"].number_format = "yyyy-mm"
    book.save("in.xlsx")
    assert main(["bonus", "--batch", "in.xlsx", "-o", "out.csv"]) == ANSWERED
    sheet.delete_rows(1, 2)
    for row in (["日期", "sku", "数量"], [MIDDLE, "A", 1], [date(2026, 4, 1), "A", 3]):
        sheet.append(row)
    for cell in ("A2", "A3"):
        sheet[cell].number_format = "yyyy-mm"
    book.save("in.xlsx")
    arguments = ["reorder", "--batch", "in.xlsx", "--set", "period=month"]
    assert main([*arguments, "--set", "lead_time=1", "-o", "out.csv"]) == ANSWERED
    assert written()[0]["demand_mean"] == "2"


def test_a_deadline_needs_nobodys_name_and_has_it_where_it_is_given() -> None:
    assert main(["deadlines", "--template", "模板.xlsx"]) == ANSWERED
    book = load_workbook("模板.xlsx")
    told = {row[0]: row for row in book["说明"].iter_rows(values_only=True)}
    assert [told[f"“{name}”"][4] for name in ("姓名", "UserId", "工号")] == ["可以空着"] * 3
    assert str(told["“姓名”"][3]).startswith("这件事归谁")
    sheet = book.worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    assert headers[:4] == ["姓名", "UserId", "工号", "算哪一种"]
    sheet.append(["", "", "", "promotion", "2027-01-01"])
    sheet.append(["新年活动", "", "", "promotion", "2027-01-01"])
    sheet.append(["", "", "", "", ""])
    sheet.append(["合计", "", "", "", ""])
    book.save("filled.xlsx")
    assert main(["deadlines", "--batch", "filled.xlsx", "-o", "out.csv"]) == ANSWERED
    rows = written()
    assert list(rows[0])[:5] == ["source", "name", "user_id", "employee_no", "due"]
    assert [(row["name"], row["problem"]) for row in rows] == [("", ""), ("新年活动", "")]
    assert rows[0]["plan_due"] == rows[1]["plan_due"] != ""
    Path("wages.csv").write_text("姓名,kind\n甲,reply\n", encoding="utf-8")
    arguments = ["deadlines", "--batch", "filled.xlsx", "--wages", "wages.csv", "-o", "out.csv"]
    assert main(arguments) == REFUSED


def test_wages_are_not_for_articles(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.csv").write_text("sku,cogs,average_inventory\nA,10,1\n", encoding="utf-8")
    arguments = ["turnover", "--batch", "in.csv", "--wages", "in.csv", "-o", "out.csv"]
    assert main(arguments) == REFUSED
    assert "这个计算器不是按人算的，用不着工资表，请去掉 --wages" in capsys.readouterr().err


def test_a_file_may_come_through_a_pipe() -> None:
    read, write = os.pipe()
    os.write(write, "month,绩效奖金基数,绩效得分\n2026-03,1,85\n".encode())
    os.close(write)
    try:
        assert main(["bonus", "--batch", f"/dev/fd/{read}", "-o", "out.csv"]) == ANSWERED
    finally:
        os.close(read)
    assert written()[0]["grade"] == "良好"


def test_a_column_of_the_rows_is_not_lacking_in_the_wages() -> None:
    Path("in.csv").write_text(
        "姓名,month,上月得分,最低工资\n张三,2026-03,50,2000\n", encoding="utf-8"
    )
    Path("wages.csv").write_text(
        "姓名,月工资,绩效奖金基数,绩效得分,本年累计旷工,本年折算旷工\n张三,8000,1,85,0,0\n"
        "李四,8000,1,85,0,0\n",
        encoding="utf-8",
    )
    arguments = ["settlement", "--batch", "in.csv", "--wages", "wages.csv", "-o", "out.csv"]
    assert main(arguments) == SOME_PROBLEMS
    rows = written()
    assert "没有“" not in rows[0]["notices"]
    assert (rows[1]["source"], rows[1]["name"]) == ("wages!3", "李四")
    assert rows[1]["problem"] == "只有工资表里有（工资表的第 3 行），要算的文件里没有对得上的人"
