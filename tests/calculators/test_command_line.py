"""The command line: what is asked by arguments and standard input, and what is left of it."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from calculators import answer, answer_text
from calculators.__main__ import main
from calculators.core import editions
from calculators.core.words import words
from calculators.figures import filled
from calculators.registry import CALCULATORS
from calculators.settlement import EXAMPLE
from tests.conftest import ROOT


@dataclass
class Done:
    """What a command left: exit status, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, given: str = "", encoding: str = "utf-8") -> Done:
    """Run a command in this process."""
    written = [TextIOWrapper(BytesIO(), encoding=encoding, newline="\n") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given.encode())))
        for name, stream in zip(("stdout", "stderr"), written, strict=True):
            patch.setattr(sys, name, stream)
        try:
            status = main(arguments)
        except SystemExit as left:  # --help
            status = int(left.code or 0)
    texts = []
    for stream in written:
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return Done(status, *texts)


def test_as_people_run_it() -> None:
    command = [sys.executable, "-m", "calculators", "bonus", "--score", "101"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--score：绩效得分要在 0 到 100 之间，你填的是 101" in done.stderr.decode()


def test_the_list() -> None:
    done = run()
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(CALCULATORS)
    assert run("-h") == run("--help") == done


def test_help_says_of_each_input_what_the_form_says() -> None:
    said = words()
    for name, calculator in CALCULATORS.items():
        about = said.calculator(name)
        done = run(name, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"用法：python -m calculators {name} [-h] [--json | --jsonl]")
        shown = re.sub(r"\s", "", done.stdout)  # lines break anywhere
        expected = [
            f"{about['title']}：{about['summary']}",
            "怎样运行:-h,--help显示这份说明--json从标准输入读一个JSON对象",
            "--jsonl从标准输入逐行读JSON对象，逐行按次序输出--receiptFILE把这次的答案存成",
            "输入:",
        ]
        for field in calculator.inputs.fields():
            words_of = said.of(name).field(field.name)
            unit = f"，{words_of['unit']}" if "unit" in words_of else ""
            required = "（必填）" if field.required else ""
            text = f"。{filled(words_of['help'])}" if "help" in words_of else ""
            option = getattr(field.kind, "option", "") or field.name.replace("_", "-")
            value = "date:kind:minutes:seconds" if option == "event" else "…"
            expected.append(f"--{option}{value}{words_of['label']}{unit}{required}{text}")
        for part in expected:
            assert re.sub(r"\s", "", part) in shown
        assert shown.endswith(re.sub(r"\s", "", said.say("command_line", "files")))
    events = re.sub(r"\s", "", run("attendance", "--help").stdout)
    assert (
        "考勤记录。可以写多次，每次一条。有late（迟到）、early（早退）、absent_half（旷工半天）、"
        "absent_full（旷工一天）；最后可以加long（超过时限）、approved（已批准），例如"
    ) in events


def test_flags() -> None:
    events = [f"{event['date']}:{event['kind']}:{event['minutes']}" for event in EXAMPLE["events"]]
    done = run(
        *("settlement", "--month", "2026-03", "--monthly-wage", "21,750"),
        *("--bonus-base", "2000", "--score", "70"),
        *(part for event in events for part in ("--event", event)),
    )
    assert done.returncode == 0, done.stderr
    assert "工资扣款：1000.00 元\n绩效奖金扣减：300.00 元\n" in done.stdout
    assert "4 − 3 = 1 次 × 5%  [co-4-1-2]" in done.stdout


def test_an_event_with_seconds_and_flags() -> None:
    wage = ("attendance", "--month", "2026-03", "--monthly-wage", "21750")
    for event, count in (
        ("2026-03-02:late:15:1", 1),
        ("2026-03-02:late:15:1:approved", 0),
        ("2026-03-02:late:long", 1),
        ("2026-03-02:late:15", 0),
    ):
        assert f"迟到早退，超过时限：{count} 次" in run(*wage, "--event", event).stdout


@pytest.mark.parametrize("asked", [("--batch", "{}"), ("--batch={}",)], ids=["two words", "one"])
def test_a_file_is_answered_row_by_row(asked: tuple[str, ...], tmp_path: Path) -> None:
    given, written = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("月份,绩效奖金基数,绩效得分\n2026-03,1000,85\n", encoding="utf-8")
    done = run("bonus", *(part.format(given) for part in asked), "-o", str(written))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == "已写入 out.csv：1 行有答案，0 行有问题"
    (row,) = csv.DictReader(StringIO(written.read_text(encoding="utf-8-sig")))
    assert (row["grade"], row["bonus_gross"]) == ("良好", "1200.00")


@pytest.mark.parametrize(
    "asked", [("--template", "{}"), ("--template={}",)], ids=["two words", "one"]
)
def test_a_template_has_the_headers_of_its_calculator(
    asked: tuple[str, ...], tmp_path: Path
) -> None:
    target = tmp_path / "模板.csv"
    assert run("bonus", *(part.format(target) for part in asked)).returncode == 0
    headers = target.read_text(encoding="utf-8-sig")
    assert headers == "姓名,UserId,工号,月份,绩效奖金基数,绩效得分,上个月的绩效得分\n"
    assert run("deadlines", *(part.format(target) for part in asked)).returncode == 0
    assert "算哪一种" in target.read_text(encoding="utf-8-sig")  # elsewhere 类型


def test_a_calculator_is_read_when_it_is_first_asked_for_and_only_then() -> None:
    mapping: Any = type(CALCULATORS)
    fresh = mapping("bonus", "deadlines")
    asked = fresh["deadlines"]
    assert asked == CALCULATORS["deadlines"]
    assert fresh["deadlines"] is asked
    assert (asked.offers, fresh["bonus"].offers) == (("receipt", "ics"), ("receipt",))
    with pytest.raises(KeyError):
        fresh["reorder"]


def test_a_terminal_that_lacks_a_sign_still_shows_the_answer() -> None:
    wage = ("attendance", "--month", "2026-03", "--monthly-wage", "21750", "--short-count", "4")
    done = run(*wage, encoding="gbk")
    assert done.returncode == 0
    assert "4 ? 3 = 1 次 × 5%" in done.stdout
    refused = run("bonus", "--score", "−1", encoding="gbk")
    assert "你填的是 ?1" in refused.stderr


def test_arguments_are_those_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    monkeypatch.setattr(sys, "argv", ["calculators", "bonus", "--scroe", "70"])
    assert main() == 2
    assert said.getvalue() == "没有这个选项：--scroe。用 --help 看有哪些\n"


def test_an_answer_whole() -> None:
    done = run(
        *("bonus", "--month", "2026-03", "--bonus-base", "1000", "--score", "50"),
        *("--previous-score", "40"),
    )
    two = answer("bonus", {"month": "2026-03", "bonus_base": 1, "score": 1, "previous_score": 1})
    notices = [f" *  {each['text']}（依据：{each['source']}）" for each in two["notices"]]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "考核等级：不合格",
        "发放系数：0.5",
        "应发绩效奖金：500.00 元",
        "连续两个月不合格：是",
        "",
        "怎么算的",
        " 1. 50 分，不满 60 分，等级为不合格：发放系数 0.5  [co-4-2-3]",
        " 2. 应发绩效奖金 = 基数 × 发放系数：1,000.00 × 0.5 = 500.00 元  [co-4-2-3]",
        " 3. 上个月和这个月的得分都不满 60 分，连续两个月不合格：40 < 60，50 < 60  [co-4-2-3]",
        "",
        "提示",
        *notices,
    ]


def test_a_reader_that_is_gone_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    said = StringIO()
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", said)
    monkeypatch.setattr(sys, "argv", ["calculators", "verify", "--help"])
    assert main() == 1
    assert said.getvalue() == "输出没有写完：接收输出的程序已经结束\n"


def test_problems_name_their_option() -> None:
    done = run("attendance", "--month", "2026-3", "--event", "2026-03-02:late")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "--month：月份要写成 年-月，例如 2026-03，你填的是 2026-3",
        "--monthly-wage：请填月工资（不含绩效奖金）",
        "--event：第 1 条：请填迟到或早退了几分钟",
    ]


def test_commands_that_are_refused() -> None:
    for arguments, said in (
        (("tax",), f"没有叫“tax”的计算器。现有：{'、'.join(CALCULATORS)}"),
        (("bonus", "--scor", "70"), "没有这个选项：--scor。用 --help 看有哪些"),
        (("bonus", "--scroe", "70"), "没有这个选项：--scroe。用 --help 看有哪些"),
        (("bonus", "--score"), "--score：写法不对，用 --help 看怎样写"),
        (("bonus", "--score", "1", "--score", "2"), "--score 写了两次，请只留一个"),
        (
            ("bonus", "--json", "--score", "70"),
            "--json 和 --jsonl 从标准输入读请求，不能同时写 --score",
        ),
        (
            ("attendance", "--event", "2026-03-02:late:5:6:7"),
            "要写成 date:kind:minutes:seconds，你写的是 2026-03-02:late:5:6:7",
        ),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said + "\n")


def test_json_is_the_door_for_text() -> None:
    request = json.dumps(EXAMPLE)
    done = run("settlement", "--json", given="\ufeff" + request)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == answer_text("settlement", request) + "\n"
    refused = run("settlement", "--json", given="{}")
    assert refused.returncode == 2
    assert list(json.loads(refused.stdout)) == ["problems"]
    unknown = run("tax", "--json", given=request)
    assert (unknown.returncode, unknown.stderr) == (2, "")
    assert unknown.stdout == answer_text("tax", "{}") + "\n"


def test_jsonl_answers_line_by_line_in_order() -> None:
    scores: list[Any] = ["60", "-1", "90", "x", "\u2028"]
    base = {"month": "2026-03", "bonus_base": "1000"}
    lines = [json.dumps(base | {"score": score}, ensure_ascii=False) for score in scores]
    lines.insert(2, "")
    done = run("bonus", "--jsonl", given="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")
    replies = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
    grades = [reply["result"]["grade"] if "result" in reply else None for reply in replies]
    assert grades == ["合格", None, None, "优秀", None, None]
    assert list(replies[2]["problems"]) == [""]


def test_a_mistake_in_a_rule_file_is_a_sentence_as_people_run_it(tmp_path: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "calculators", tmp_path / "calculators", ignore=skipped)
    file = tmp_path / "calculators" / "rules" / "bonus" / "2025-01-01.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("value = 90", "value = ninety"), encoding="utf-8")
    command = [sys.executable, "-m", "calculators", "bonus"]
    flags = ["--month", "2026-03", "--bonus-base", "1", "--score", "1"]
    request = '{"month": "2026-03", "bonus_base": 1, "score": 1}'
    for arguments, given, stream in (
        (flags, "", "stderr"),
        (["--jsonl"], request, "stderr"),
        (["--json"], request, "stdout"),
    ):
        done = subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 2
        assert "calculators/rules/bonus/2025-01-01.toml 第 9 行：" in getattr(done, stream)
        assert "Traceback" not in done.stdout + done.stderr


def test_a_mistake_in_a_rule_file_is_told_where_the_answer_would_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (read,) = CALCULATORS["bonus"].rules
    folder = tmp_path / "rules" / "bonus"
    folder.mkdir(parents=True)
    (folder / "2025-01-01.toml").write_text("[grades]\nvalue = ninety\n", encoding="utf-8")
    monkeypatch.setattr(editions, "files", lambda _: tmp_path)
    monkeypatch.delitem(vars(read), "all", raising=False)  # what is read is kept
    told = (
        "calculators/rules/bonus/2025-01-01.toml 第 2 行：不是有效的 TOML 文件，第 9 个字符附近，"
        "请检查引号、括号、等号，以及同一项是不是写了两次"
    )
    flags = ("--month", "2026-03", "--bonus-base", "1", "--score", "1")
    assert run("bonus", *flags) == Done(2, "", told + "\n")
    request = '{"month": "2026-03", "bonus_base": 1, "score": 1}'
    assert run("bonus", "--jsonl", given=request) == Done(2, "", told + "\n")
    reply = json.dumps({"problems": {"": told}}, ensure_ascii=False)
    assert run("bonus", "--json", given=request) == Done(2, reply + "\n", "")
