"""Answers to entries: the same as the door's, filled up from settings, problems in words."""

import json
import random
from itertools import islice
from typing import Any

import pytest

from calculators import answer as door_answer
from calculators.core.words import words
from calculators.files.answers import Answer, WordedStep, answer
from calculators.files.entries import Entry, Person, Settings
from calculators.files.remarks import Remark
from calculators.registry import CALCULATORS
from tests.calculators import random_requests

LI = Person("李四", "u2", "0012")
PAY = {"month": "2026-03", "monthly_wage": "21750", "bonus_base": "2000", "score": "70"}


def said(name: str, request: dict[str, Any], **settings: str) -> Answer:
    return worded(name, request, steps=False, **settings)


def worded(name: str, request: dict[str, Any], *, steps: bool = True, **settings: str) -> Answer:
    entry = Entry(source="考勤!5", about=LI, request=request)
    values = Settings(calculator=CALCULATORS[name], language=words().of(name), values=settings)
    return answer(entry, values, steps=steps)


def tidy(problem: str) -> str:
    return problem.removesuffix("。")


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_says_what_the_door_says(name: str) -> None:
    rng = random.Random(name)
    for text in islice(random_requests.texts(name, rng), 80):
        try:
            request = json.loads(text)
        except json.JSONDecodeError:
            continue
        if not isinstance(request, dict) or "language" in request:
            continue
        reply = door_answer(name, request)
        row = worded(name, request)
        assert (row.source, row.about) == ("考勤!5", LI)
        if "problems" in reply:
            place = 0
            for sentence in reply["problems"].values():
                place = row.problem.index(tidy(sentence), place)
            assert (row.result, row.clauses, row.notices, row.steps) == ({}, (), (), ())
            continue
        assert row.problem == ""
        assert list(row.result.items()) == list(reply["result"].items())
        assert row.clauses == tuple(dict.fromkeys(step["clause"] for step in reply["steps"]))
        assert row.steps == tuple(WordedStep(**step) for step in reply["steps"])
        told = [f"{notice['text']}（依据：{notice['source']}）" for notice in reply["notices"]]
        assert list(row.notices) == told


def test_steps_are_worded_only_if_asked_for() -> None:
    assert said("settlement", PAY).steps == ()
    assert said("settlement", PAY).clauses == worded("settlement", PAY).clauses != ()


def test_settings_fill_what_is_absent_or_blank_and_never_a_cell() -> None:
    rest = {name: value for name, value in PAY.items() if name != "score"}
    blanks: list[dict[str, Any]] = [{}, {"score": ""}, {"score": "  "}, {"score": None}]
    for blank in blanks:
        assert said("settlement", {**rest, **blank}, score="95").result["grade"] == "优秀"
    assert said("settlement", PAY, score="95").result["grade"] == "合格"
    bad = said("settlement", {**rest, "score": "x"}, score="95")
    assert bad.problem == "工作表“考勤”第 5 行：绩效得分要填数字（数字和小数点），你填的是 x"
    assert bad.result == {}


def test_a_setting_of_another_room_is_no_input() -> None:
    assert said("settlement", PAY, severe_included="true") == said("settlement", PAY)


@pytest.mark.parametrize(
    ("name", "row", "settings", "as_if"),
    [
        ("settlement", {"events": []}, {"short_count": "9"}, {"events": []}),
        ("settlement", {"short_count": "1"}, {"long_count": "2"}, {"long_count": "2"}),
        ("settlement", {"events": None}, {"short_count": "9"}, {"short_count": "9"}),
        ("reorder", {"z": "1.5"}, {"cycle_service_level": "0.9"}, {}),
        ("reorder", {"cycle_service_level": " "}, {"z": "2"}, {"z": "2"}),
    ],
)
def test_of_two_ways_to_say_a_thing_the_file_decides(
    name: str, row: dict[str, Any], settings: dict[str, str], as_if: dict[str, Any]
) -> None:
    base = PAY if name == "settlement" else {"demand_mean": "10", "demand_sd": "3", "lead_time": 4}
    wanted = said(name, {**base, **row, **as_if})
    assert wanted.problem == ""
    assert said(name, {**base, **row}, **settings) == wanted


def test_the_entry_of_the_caller_stays() -> None:
    request = {"month": "2026-03", "bonus_base": "1"}
    said("bonus", request, score="70")
    assert request == {"month": "2026-03", "bonus_base": "1"}


def test_problems_of_all_fields_stand_in_one_sentence_by_their_labels() -> None:
    row = said("settlement", {**PAY, "month": "2019-01", "score": "100.5"})
    assert row.problem == (
        "工作表“考勤”第 5 行：月份：2019-01 没有施行的规则：第一版自 2025-01-01 起施行，"
        "最新一版自 2025-01-01 起施行；"
        "绩效得分要在 0 到 100 之间，你填的是 100.5"
    )


def test_words_of_a_calculator_alone_are_used() -> None:
    assert said("deadlines", {"start": "2026-03-02"}).problem.startswith(
        "工作表“考勤”第 5 行：请填算哪一种"
    )


def test_an_entry_with_problems_is_not_calculated() -> None:
    entry = Entry(
        source="5",
        about=LI,
        request={"month": "坏"},
        problems=[
            Remark.of("problems.cannot_read", file="a"),
            Remark.of("problems.not_utf8"),
        ],
        notices=[Remark.of("command_line.steps")],
    )
    settings = Settings(calculator=CALCULATORS["bonus"], language=words(), values={})
    assert answer(entry, settings, steps=True) == Answer(
        source="5",
        about=LI,
        notices=("怎么算的",),
        problem="读不了文件 a，请检查文件名和权限；要用 UTF-8 编码，请转换后再试",
    )


def test_what_the_reading_noticed_comes_first() -> None:
    entry = Entry(
        source="5",
        about=LI,
        request={**PAY, "short_count": 9},
        notices=[Remark.of("command_line.steps")],
    )
    settings = Settings(calculator=CALCULATORS["settlement"], language=words(), values={})
    row = answer(entry, settings, steps=False)
    assert row.notices[0] == "怎么算的"
    assert row.notices[1:] == said("settlement", {**PAY, "short_count": 9}).notices != ()
