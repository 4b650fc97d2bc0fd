"""The tables of worked cases: each right, both sides of each setting, mistakes with their line."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from calculators import cases
from calculators.cases import Case, Table
from calculators.core.editions import Figure, Reading, RuleError
from calculators.core.what_if import what_if
from calculators.core.words import words
from calculators.registry import CALCULATORS
from tests import try_cases
from tests.conftest import ROOT

TABLES = {table.calculator.name: table for table in cases.read_all(try_cases.CASES).values()}
ALL = [(table, case) for table in TABLES.values() for case in table.cases]


@pytest.mark.content
@pytest.mark.parametrize(("table", "case"), ALL, ids=[case.title for _, case in ALL])
def test_case(table: Table, case: Case) -> None:
    different = [
        f"{each.label} 表里 {each.table}，现在 {each.now}"
        for each in table.differences(case, table.reply(case))
    ]
    assert not different, f"运行 make try 可以看到：第 {case.line} 行 {case.title}：{different}"


@pytest.mark.content
@pytest.mark.parametrize("name", TABLES)
def test_python_callers_are_given_values_of_the_declared_types(name: str) -> None:
    table = TABLES[name]
    for case in table.cases:
        if case.refused:
            continue
        with what_if(case.rules):
            inputs = table.calculator.inputs.read({**table.inputs, **case.inputs})
            result = table.calculator.calculate(inputs).result
        for field in result.fields():
            value = getattr(result, field.name)
            assert value is None or type(value) is field.kind.python_type, (case.title, field.name)


@pytest.mark.content
def test_titles_tell_cases_apart() -> None:
    for table in TABLES.values():
        titles = [case.title for case in table.cases]
        assert len(set(titles)) == len(titles)


# Figures that a notice or a step names, and no output.
TOLD = {
    "attendance.loss_compensation.wage_percent",
    "deadlines.quarterly_review.times",
    "reorder.pattern.total_variation",
}


@pytest.mark.parametrize("rule", ["attendance", "bonus", "reorder", "turnover", "deadlines"])
def test_each_figure_and_reading_is_changed_in_a_case(rule: str) -> None:
    table = TABLES[rule]
    (editions,) = table.calculator.rules
    changes = [change for case in table.cases for change in case.rules.items()]
    changed = {(re.sub(r"\.[^.]*[^a-z_.][^.]*\.", ".", path), value) for path, value in changes}
    for section, hint in get_type_hints(editions.declaration).items():
        declared = get_args(hint)[0] if get_origin(hint) is tuple else hint
        for name, each in get_type_hints(declared, include_extras=True).items():
            path = f"{rule}.{section}.{name}"
            if get_origin(each) is Annotated and get_args(each)[0] is Reading:
                (now,) = {row.readings()[name].choice for row in editions.all[-1].sections[section]}
                for choice in set(get_args(each)[1]) - {now}:
                    assert (path, choice) in changed
            elif get_origin(each) is Annotated and get_args(each)[0] is Figure:
                assert path in {path for path, _ in changed} | TOLD


def test_each_changed_figure_and_reading_matters_to_a_case() -> None:
    changed: set[str] = set()
    matter: set[str] = set()
    for table, case in ALL:
        changed |= case.rules.keys()
        if case.rules and table.differences(case, table.reply(replace(case, rules={}))):
            matter |= case.rules.keys()
    assert changed == matter


@pytest.mark.content
def test_every_table_is_for_a_calculator_and_shown_on_its_page() -> None:
    for name in TABLES:
        page = (ROOT / "docs" / "calculators" / f"{name}.md").read_text(encoding="utf-8")
        assert f'{{{{ worked_cases("{name}") }}}}' in page
        assert f'{{{{ readings("{name}") }}}}' in page or not any(
            section.readings()
            for editions in CALCULATORS[name].rules
            for section in chain.from_iterable(editions.all[-1].sections.values())
        )


GOOD = """\
title = "绩效奖金"
[inputs]
month = "2026-03"
bonus_base = 2000
[[cases]]
title = "良好"
inputs.score = 85
expected = { grade = "良好", bonus_gross = 2400 }
rules = { "bonus.scores.fractions" = "rounded" }
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title = ", "titel = ", "1 行：要有 title 和至少一节 [[cases]]"),
        ("inputs.score", "input.score", "7 行：不认识“input”或写法不对，这里可以写 title、inputs"),
        ("expected =", "expect =", "8 行：不认识“expect”"),
        ('expected = { grade = "良好", bonus_gross = 2400 }\n', "", "5 行：每一例要有 title"),
        ("bonus_gross", "bonus_net", "8 行：没有“bonus_net”这一项结果，可以写 grade、"),
        (
            '"rounded"',
            '"round"',
            "9 行：规则 bonus 不能这样改 scores fractions：choice 要写 kept、",
        ),
        ("bonus.scores.", "tax.scores.", "9 行：没有“tax”这一套规则，这个计算器用的是 bonus"),
        ("scores.fractions", "scores.fraction", "9 行：规则 bonus 里没有“scores.fraction”"),
        ("[[cases]]", "[[cases]", "5 行：不是有效的 TOML 文件"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, said: str) -> None:
    text = GOOD.replace(old, new, 1)
    with pytest.raises(RuleError) as refused:
        cases.read("bonus", text.encode(), "tests/cases/bonus.toml")
    assert str(refused.value).startswith("tests/cases/bonus.toml 第 " + said)


def test_a_change_of_a_rule_that_the_calculator_does_not_read_is_refused() -> None:
    text = GOOD.replace("bonus.scores", "tax.scores")
    with pytest.raises(RuleError) as refused:
        cases.read("settlement", text.encode(), "tests/cases/settlement.toml")
    said = "没有“tax”这一套规则，这个计算器用的是 attendance、bonus"
    assert str(refused.value) == f"tests/cases/settlement.toml 第 9 行：{said}"


def test_a_table_is_read_whole() -> None:
    text = """\
title = "月度结算"
[inputs]
month = "2026-03"
events = [{ date = 2026-03-02, at = 09:16:00, minutes = 16 }]
[[cases]]
title = "一"
inputs.score = 85
inputs.days = [2026-03-03, "3 日"]
expected = { grade = "良好", bonus_gross = 2400 }
rules = { "bonus.scores.fractions" = "rounded", "attendance.short.free_count" = 2 }
[[cases]]
title = "二"
refused = ["month", "score"]
"""
    first = Case(
        title="一",
        inputs={"score": 85, "days": ["2026-03-03", "3 日"]},
        expected={"grade": "良好", "bonus_gross": 2400},
        refused=(),
        rules={"bonus.scores.fractions": "rounded", "attendance.short.free_count": 2},
        line=5,
    )
    second = Case(title="二", inputs={}, expected={}, refused=("month", "score"), rules={}, line=11)
    read = cases.read("settlement", text.encode(), "tests/cases/settlement.toml")
    assert read == Table(
        calculator=CALCULATORS["settlement"],
        title="月度结算",
        inputs={
            "month": "2026-03",
            "events": [{"date": "2026-03-02", "at": "09:16:00", "minutes": 16}],
        },
        cases=(first, second),
    )
    bare = 'title = "奖金"\n[[cases]]\ntitle = "一"\nrefused = ["month"]\n'
    assert cases.read("bonus", bare.encode(), "tests/cases/bonus.toml").inputs == {}


@pytest.mark.parametrize(
    ("score", "wanted", "differences"),
    [
        (59, '""', 0),  # unknown without the score of the month before
        (59, "true", 1),
        (85, "false", 0),
        (85, '""', 1),
        (85, '"false"', 1),
    ],
)
def test_what_is_unknown_is_neither_true_nor_false(
    score: int, wanted: str, differences: int
) -> None:
    old = 'expected = { grade = "良好", bonus_gross = 2400 }'
    text = GOOD.replace(old, f"expected = {{ consecutive_fail = {wanted} }}")
    text = text.replace("inputs.score = 85", f"inputs.score = {score}")
    table = cases.read("bonus", text.encode(), "tests/cases/bonus.toml")
    (case,) = table.cases
    assert len(table.differences(case, table.reply(case))) == differences


def test_what_a_case_refuses_is_compared_field_by_field() -> None:
    text = GOOD.replace('expected = { grade = "良好", bonus_gross = 2400 }', 'refused = ["score"]')
    text = text.replace("inputs.score = 85", 'inputs = { score = 101, bonus_base = "x" }')
    table = cases.read("bonus", text.encode(), "tests/cases/bonus.toml")
    (case,) = table.cases
    now = (
        "绩效奖金基数要填数字（数字和小数点），你填的是 x；绩效得分要在 0 到 100 之间，你填的是 101"
    )
    (difference,) = table.differences(case, table.reply(case))
    assert (difference.table, difference.now) == ("没有答案，要改绩效得分", now)


@pytest.mark.parametrize(
    ("refused", "said"),
    [(("score", "month"), "没有答案，要改绩效得分、月份"), (("x",), "没有答案，要改x")],
)
def test_what_a_case_refuses_in_words(refused: tuple[str, ...], said: str) -> None:
    case = replace(TABLES["bonus"].cases[0], refused=refused)
    assert cases.expected_in_words(TABLES["bonus"], case, words()) == [("", said)]


def test_a_table_is_named_by_its_calculator() -> None:
    with pytest.raises(RuleError, match="没有叫“tax”的计算器，文件名要写 attendance、"):
        cases.read("tax", GOOD.encode(), "tests/cases/tax.toml")


EVENTS = [
    {"kind": "late", "date": "2026-03-02", "minutes": 15, "seconds": None, "long": False},
    {"kind": "early", "date": "3 日", "long": True, "approved": False},
    {"kind": "absent_half", "date": "2026-03-04", "approved": True},
]


@pytest.mark.parametrize(
    ("name", "inputs", "said"),
    [
        ("bonus", {"score": 70.5, "month": "２０２６-03"}, ["月份 2026-03", "绩效得分 70.5 分"]),
        ("settlement", {"monthly_wage": 21750}, ["月工资（不含绩效奖金） 21,750.00 元/月"]),
        (
            "attendance",
            {"events": EVENTS},
            ["考勤记录 2026-03-02 迟到 15 分钟；3 日 早退 超过时限；2026-03-04 旷工半天 已批准"],
        ),
        ("reorder", {"history": [8, "１０", 2.5]}, ["需求历史 8、10、2.5"]),
        ("reorder", {"on_hand": 1234, "z": ""}, ["安全系数 z 不能判断", "在手库存 1234 件"]),
        ("deadlines", {"calendar": "working"}, ["周末和放假 按工作日"]),
    ],
)
def test_inputs_in_words(name: str, inputs: dict[str, Any], said: list[str]) -> None:
    shown = cases.values_in_words(CALCULATORS[name].inputs, inputs, words())
    assert [f"{label} {value}" for label, value in shown] == said


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        (
            "attendance",
            "旷工两天，恰好扣完当月奖金",
            ["扣减比例（封顶前） 100%", "扣减比例 100%", "实发绩效奖金 0.00 元"],
        ),
        (
            "attendance",
            "只填了次数，不判断连续旷工",
            ["最长连续旷工 不能判断", "连续旷工超过界限 不能判断"],
        ),
        ("attendance", "扣后比最低工资少一分", ["工资扣款 200.00 元", "低于填写的最低工资 是"]),
        ("bonus", "满分", ["考核等级 优秀", "发放系数 1.5", "应发绩效奖金 3,000.00 元"]),
        ("bonus", "100.01 分，请改正", [" 没有答案，要改绩效得分"]),
    ],
)
def test_what_a_case_expects_in_words(name: str, title: str, said: list[str]) -> None:
    (case,) = (case for case in TABLES[name].cases if case.title == title)
    shown = cases.expected_in_words(TABLES[name], case, words())
    assert [f"{label} {value}" for label, value in shown] == said


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("attendance.short.free_count", 2, "每月免罚改为 2 次"),
        ("attendance.limits.bonus_percent", 60, "扣当月绩效奖金改为 60%"),
        ("attendance.daily_wage.pay_divisor", 20.83, "月计薪天数改为 20.83 天"),
        ("bonus.grades.良好.coefficient", 1.1, "良好，发放系数改为 1.1 倍"),
        ("bonus.scores.fractions", "rounded", "得分先四舍五入到整数，再看等级。"),
        ("attendance.short.charged", "all", "超过免罚的 3 次以后，前面的也都扣。"),
    ],
)
def test_a_change_of_the_rules_in_words(path: str, value: object, said: str) -> None:
    assert cases.change_in_words(path, value, words()) == said


def test_try_says_that_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert try_cases.main() == 0
    said = capsys.readouterr().out
    assert said == f"没有变化：{len(TABLES)} 张表 {len(ALL)} 例，答案都和表里一样。\n"


def test_try_lists_case_output_table_and_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("2400", "2300").replace("bonus_base = 2000", 'bonus_base = "2,000"')
    (tmp_path / "bonus.toml").write_text(text, encoding="utf-8")
    assert try_cases.main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "绩效奖金（tests/cases/bonus.toml）：1 例，1 例的答案变了",
        "  第 5 行 良好",
        "    应发绩效奖金：表里 2,300.00 元，现在 2,400.00 元",
    ]


def tried(project: Path) -> tuple[int, list[str]]:
    """Return exit status and lines of `make try` in a copy of the project."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.try_cases"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(project), "PYTHONUTF8": "1"},
        check=False,
    )
    return ran.returncode, ran.stdout.splitlines()


def test_try_as_people_run_it_after_an_edit_a_new_edition_and_a_mistake(tmp_path: Path) -> None:
    for name in ("calculators", "tests"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skipped)
    folder = tmp_path / "calculators" / "rules" / "bonus"
    first = folder / "2025-01-01.toml"
    text = first.read_text(encoding="utf-8")

    first.write_text(text.replace("value = 60", "value = 59.99"), encoding="utf-8")
    status, lines = tried(tmp_path)
    assert status == 0
    assert lines[:2] == [
        "绩效奖金（tests/cases/bonus.toml）：19 例，2 例的答案变了",
        "  第 42 行 59.99 分，不合格",
    ]
    assert "    考核等级：表里 不合格，现在 合格" in lines
    assert lines[-1].startswith("改动是有意的，")

    first.write_text(text, encoding="utf-8")
    later = text.replace("value = 1.2,", "value = 1.3,")
    (folder / "2026-07-01.toml").write_text(later, encoding="utf-8")
    status, lines = tried(tmp_path)
    assert status == 0
    assert "绩效奖金：自 2026-07-01 起有新的一版。更早的例题要是发生在那时，" in lines[0]
    assert "    应发绩效奖金：2,400.00 元 → 2,600.00 元" in lines
    assert lines[-1].startswith("没有变化：")

    (folder / "2026-07-01.toml").write_text(later.replace("kept", "keep"), encoding="utf-8")
    line = later[: later.index("fractions =")].count("\n") + 1
    said = f"第 {line} 行 scores fractions：choice 要写 kept、rounded 之一，现在是 keep"
    assert tried(tmp_path) == (1, [f"calculators/rules/bonus/2026-07-01.toml {said}"])


def test_try_ends_quietly_for_a_reader_as_people_run_it_with_head() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.try_cases"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_try_tells_a_case_that_is_refused_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("score = 85", "score = 850")
    (tmp_path / "bonus.toml").write_text(text, encoding="utf-8")
    assert try_cases.main(tmp_path) == 0
    line = capsys.readouterr().out.splitlines()[2]
    told = "绩效得分要在 0 到 100 之间，你填的是 850"
    assert line == f"    有没有答案：表里 有答案，现在 {told}"
