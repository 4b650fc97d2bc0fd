"""Text in, text out: what is refused, how it is said, and that nothing is guessed."""

import json
from typing import Any

import pytest

from calculators import answer, answer_text
from calculators.core.problems import Problems
from calculators.door import answer_bytes
from calculators.registry import CALCULATORS

BONUS = {"month": "2026-03", "bonus_base": "2000", "score": "70"}
WAGE = {"month": "2026-03", "monthly_wage": "21750"}


def problems(name: str, request: Any) -> dict[str, str]:
    reply = answer(name, request)
    assert list(reply) == ["problems"], reply
    said: dict[str, str] = reply["problems"]
    return said


def test_a_score_out_of_range() -> None:
    assert answer("bonus", BONUS | {"score": "100.5"}) == {
        "problems": {"score": "绩效得分要在 0 到 100 之间，你填的是 100.5"}
    }


def test_all_fields_at_once_in_the_order_of_the_declaration() -> None:
    request = {
        "surprise": "1",
        "minimum_wage": "一千",
        "monthly_wage": "-1",
        "score": "70.123",
        "bonus_base": "1e3",
        "events": [{"date": "2026-04-01", "kind": "late", "minutes": "5"}],
        "month": "2026-03",
    }
    assert problems("settlement", request) == {
        "bonus_base": "绩效奖金基数要填数字（数字和小数点），你填的是 1e3",
        "score": "绩效得分最多写 2 位小数，你填的是 70.123",
        "monthly_wage": "月工资（不含绩效奖金）不能是负数，你填的是 -1",
        "events": "第 1 条：日期不在 2026-03 这个月里，请改正日期或月份",
        "minimum_wage": "当地最低工资标准要填数字（数字和小数点），你填的是 一千",
        "surprise": (
            "没有“surprise”这一项。可以填的有：month、bonus_base、score、previous_score、"
            "monthly_wage、daily_wage、events、short_count、long_count、half_day_count、"
            "full_day_count、longest_run、prior_absence_days、prior_deemed_days、prior_run_days、"
            "minimum_wage"
        ),
    }


def test_what_is_missing() -> None:
    assert problems("bonus", {"score": "  ", "bonus_base": None}) == {
        "month": "请填月份",
        "bonus_base": "请填绩效奖金基数",
        "score": "请填绩效得分",
    }


@pytest.mark.parametrize(
    "written",
    [
        "2,000",
        "２０００",
        "￥2,000.00",
        "¥2000",
        "2000元",
        " 2000 ",
        "2000.",
        2000,
        2000.0,
        "02000",
    ],
)
def test_amounts_as_people_write_them(written: object) -> None:
    assert answer("bonus", BONUS | {"bonus_base": written})["inputs"]["bonus_base"] == "2000.00"


@pytest.mark.parametrize(
    "written",
    [
        *("", "1e3", "NaN", "Infinity", "-0.01", "1000000000000", "0.001", "20,00", "2 000"),
        *("٣", "10²", "0x10", "9" * 5000, "\ud800"),
        *(True, [], {}, float("nan"), float("inf"), 1e30),
    ],
)
def test_amounts_that_are_refused(written: object) -> None:
    assert list(problems("bonus", BONUS | {"bonus_base": written})) == ["bonus_base"]


@pytest.mark.parametrize("month", ["2026-3", "2026/03", "2026-13", "26-03", "2026-03-01", 202603])
def test_months_that_are_refused(month: object) -> None:
    assert list(problems("bonus", BONUS | {"month": month})) == ["month"]


def test_a_month_before_the_first_edition_is_never_answered_by_the_nearest() -> None:
    assert problems("settlement", BONUS | WAGE | {"month": "2024-12", "score": "101"}) == {
        "month": (
            "2024-12 没有施行的规则：第一版自 2025-01-01 起施行，最新一版自 2025-01-01 起施行"
        ),
        "score": "绩效得分要在 0 到 100 之间，你填的是 101",
    }


def test_events_of_a_month_without_an_edition_are_not_judged_by_any() -> None:
    event = {"date": "2024-12-02", "kind": "late", "minutes": 5}
    request = WAGE | {"month": "2024-12", "events": [event]}
    assert list(problems("attendance", request)) == ["month"]


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        ("", "不是有效的 JSON（第 1 行第 1 个字符附近），请检查括号、引号和逗号"),
        ("{'a': 1}", "不是有效的 JSON（第 1 行第 2 个字符附近），请检查括号、引号和逗号"),
        ("[1]", '要写成一个 JSON 对象，例如 {"month": "2026-03"}，现在是 […]'),
        ("[" * 100_000, "括号套得太深，请检查"),
    ],
)
def test_text_that_is_no_request(request_text: str, said: str) -> None:
    assert json.loads(answer_text("bonus", request_text)) == {"problems": {"": said}}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("9" * 24, "9" * 24),
        ("9" * 25, "9" * 24 + "…"),
        (" １x ", "１x"),
        ("\x07", "�"),
        (True, "true"),
        (False, "false"),
        ([1], "[…]"),
        ({"a": 1}, "{…}"),
        (10**30, "1" + "0" * 23 + "…"),
    ],
)
def test_what_was_found_is_named_short_and_printable(written: object, named: str) -> None:
    said = problems("bonus", BONUS | {"month": written})["month"]
    assert said == f"月份要写成 年-月，例如 2026-03，你填的是 {named}"


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("monthly_wage", "x", "月工资（不含绩效奖金）要填数字（数字和小数点），你填的是 x"),
        ("monthly_wage", [], "月工资（不含绩效奖金）要填数字（数字和小数点），你填的是 […]"),
        ("monthly_wage", "-0.01", "月工资（不含绩效奖金）不能是负数，你填的是 -0.01"),
        (
            "monthly_wage",
            "1000000000000",
            "月工资（不含绩效奖金）要在 0 到 999999999999.99 之间，你填的是 1000000000000",
        ),
        ("short_count", "-1", "迟到早退，没有超过时限不能是负数，你填的是 -1"),
        (
            "short_count",
            "1000000001",
            "迟到早退，没有超过时限要在 0 到 1000000000 之间，你填的是 1000000001",
        ),
        ("score", "-1", "绩效得分要在 0 到 100 之间，你填的是 -1"),
    ],
)
def test_numbers_out_of_their_range(field: str, written: object, said: str) -> None:
    assert problems("settlement", BONUS | WAGE | {field: written}) == {field: said}


def test_numbers_up_to_forty_signs_long() -> None:
    long = "0" * 36 + "2000"
    assert answer("bonus", BONUS | {"bonus_base": long})["inputs"]["bonus_base"] == "2000.00"
    assert list(problems("bonus", BONUS | {"bonus_base": "0" + long})) == ["bonus_base"]


@pytest.mark.parametrize(
    ("written", "named"), [("1.5", "1.5"), ("x", "x"), ([], "[…]"), (True, "true")]
)
def test_counts_that_are_no_whole_numbers(written: object, named: str) -> None:
    said = problems("attendance", WAGE | {"short_count": written})["short_count"]
    assert said == f"迟到早退，没有超过时限要填整数，你填的是 {named}"


@pytest.mark.parametrize("written", ["true", "false", True, False])
def test_flags_as_text(written: object) -> None:
    event = {"date": "2026-03-02", "kind": "late", "minutes": 5, "approved": written}
    reply = answer("attendance", WAGE | {"events": [event]})
    assert reply["result"]["short_count"] == (0 if written in {"true", True} else 1)


@pytest.mark.parametrize(
    ("written", "named"), [("TRUE", "TRUE"), ("1", "1"), (0, "0"), ([], "[…]")]
)
def test_what_is_no_flag(written: object, named: str) -> None:
    event = {"date": "2026-03-02", "kind": "late", "minutes": 5, "approved": written}
    said = problems("attendance", WAGE | {"events": [event]})["events"]
    assert said == f"第 1 条：已批准要填 true 或 false，你填的是 {named}"


def test_brackets_may_nest_so_deep_and_no_deeper() -> None:
    for depth, said in ((20, "要写成一个 JSON 对象"), (21, "括号套得太深，请检查")):
        text = "[" * depth + "]" * depth
        assert json.loads(answer_text("bonus", text))["problems"][""].startswith(said)


def test_words_of_json_that_are_no_numbers_are_named_as_written() -> None:
    reply = json.loads(answer_text("bonus", json.dumps(BONUS)[:-1] + ', "previous_score": NaN}'))
    assert reply["problems"]["previous_score"].endswith("你填的是 NaN")


def test_bytes_that_are_no_text() -> None:
    said = {"problems": {"": "要用 UTF-8 编码，请转换后再试"}}
    assert json.loads(answer_bytes("bonus", b"\xff")) == said
    assert answer_bytes("bonus", b"\xef\xbb\xbf[]") == answer_text("bonus", "[]")


def test_problems_are_listed_for_a_programmer() -> None:
    with pytest.raises(Problems) as refused:
        CALCULATORS["bonus"].inputs.read({"month": "2026-03", "score": "101"})
    assert str(refused.value) == (
        "bonus_base: missing {}; score: range {'low': '0', 'high': '100', 'found': '101'}"
    )
    with pytest.raises(Problems, match=r"^request: not_an_object \{'found': '1'\}$"):
        CALCULATORS["bonus"].inputs.read(1)


def test_a_field_written_twice_is_not_chosen_between() -> None:
    reply = answer_text("bonus", '{"score": 60, "score": 90}')
    assert json.loads(reply) == {"problems": {"": "“score”写了两次，请只留一个"}}


def test_numbers_of_json_are_read_as_they_are_written() -> None:
    as_numbers = answer_text("bonus", '{"month": "2026-03", "bonus_base": 333.30, "score": 89.5}')
    as_text = answer("bonus", {"month": "2026-03", "bonus_base": "333.3", "score": "89.50"})
    assert json.loads(as_numbers) == as_text
    exponent = json.loads(answer_text("bonus", json.dumps(BONUS)[:-1] + ', "previous_score": 1E1}'))
    assert list(exponent["problems"]) == ["previous_score"]


def test_replies_are_always_text_that_utf8_can_hold() -> None:
    reply = answer_text("bonus", '{"\\ud800": 1, "score": "\\udfff"}')
    assert json.loads(reply.encode())["problems"].keys() >= {"?", "score"}


def test_an_unknown_calculator() -> None:
    said = f"没有叫“tax”的计算器。现有：{'、'.join(CALCULATORS)}"
    assert problems("tax", {}) == {"": said}


@pytest.mark.parametrize("language", ["zh-Hans", "", " ", None])
def test_the_language_that_there_is(language: str | None) -> None:
    assert answer("bonus", BONUS | {"language": language}) == answer("bonus", BONUS)


@pytest.mark.parametrize(
    ("language", "named"), [("fr", "fr"), (1, "1"), ([], "[…]"), ({}, "{…}"), (True, "true")]
)
def test_languages_that_are_not_there(language: object, named: str) -> None:
    said = problems("bonus", BONUS | {"language": language, "score": "101"})
    assert list(said) == ["score", "language"]
    assert said["language"] == f"还没有“{named}”这种语言。现有：zh-Hans"


ODD = {
    "list": [],
    "object": {},
    "nested": [[]],
    "huge": 10**5000,
    "negative": -(10**5000),
    "float": 1e300,
    "flag": True,
    "surrogate": "\ud800",
    "bytes": b"1",
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", CALCULATORS)
def test_no_value_of_any_field_raises(name: str, odd: str) -> None:
    value: Any = ODD[odd]
    fields = [field.name for field in CALCULATORS[name].inputs.fields()]
    row = {"date": "2026-03-02", "kind": "late", "minutes": 5}
    requests: list[object] = [{field: value} for field in fields]
    requests += [{"events": [row | {member: value}]} for member in (*row, "seconds", "long")]
    requests += [{"events": [row | {"approved": value}]}, {"events": [value]}, value, {1: value}]
    for request in requests:
        assert "problems" in answer(name, request)


def test_a_calculator_is_named_by_text() -> None:
    assert list(answer([], {})["problems"]) == [""]  # type: ignore[arg-type]


def test_counts_up_to_a_billion() -> None:
    reply = answer("attendance", WAGE | {"short_count": 10**9})
    assert reply["result"]["charged_count"] == 10**9 - 3
    assert list(problems("attendance", WAGE | {"short_count": 10**9 + 1})) == ["short_count"]


def test_a_thousand_records_and_no_more() -> None:
    late = {"date": "2026-03-02", "kind": "late", "minutes": 5}
    reply = answer("attendance", WAGE | {"events": [late] * 1000})
    assert reply["result"]["short_count"] == 1000
    assert problems("attendance", WAGE | {"events": [late] * 1001}) == {
        "events": "考勤记录最多 1000 条，你填了 1001 条，请检查"
    }


def test_what_could_not_be_read_is_not_judged_further() -> None:
    nap = {"date": "2026-03-02", "kind": "nap", "minutes": 0}
    half_read = {"date": "2026-W10-1", "kind": "late", "minutes": 0, "seconds": "3O"}
    said = problems("attendance", WAGE | {"events": [nap, half_read]})["events"]
    assert "0 分钟" not in said.replace("分钟要", "")
    assert "日期要写成 年-月-日，例如 2026-03-02，你填的是 2026-W10-1" in said


def test_every_row_that_is_wrong_is_named() -> None:
    rows = [
        {"date": "2026-03-02", "kind": "late"},
        {"date": "2026-04-02", "kind": "late", "minutes": 5},
        None,
    ]
    assert problems("attendance", WAGE | {"events": rows}) == {
        "events": (
            "第 1 条：请填迟到或早退了几分钟。"
            "第 2 条：日期不在 2026-03 这个月里，请改正日期或月份。"
            '第 3 条：要写成一条记录，例如 {"date": "2026-03-02", "kind": "late", "minutes": 5}，'
            "现在是 null"
        )
    }


def test_events_and_counts_together() -> None:
    events = [{"date": "2026-03-02", "kind": "late", "minutes": 5}]
    said = "“按日期逐条填”和“只填次数”只能用一种，请删去一种"
    assert problems("attendance", WAGE | {"events": events, "short_count": 0}) == {"events": said}


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            [{"kind": "late", "minutes": 0}],
            "第 1 条：迟到或早退 0 分钟不算，请删去这一条或改正分钟",
        ),
        ([{"kind": "late"}], "第 1 条：请填迟到或早退了几分钟"),
        ([{"kind": "late"}] * 2, "第 1、2 条：请填迟到或早退了几分钟"),
        ([{"kind": "late", "seconds": 5}], "第 1 条：只填了秒，请把分钟也填上"),
        ([{"kind": "late", "minutes": 1.5}], "第 1 条：分钟要填整数，你填的是 1.5"),
        (
            [{"kind": "late", "minutes": 5, "seconds": 60}],
            "第 1 条：秒要在 0 到 59 之间，你填的是 60",
        ),
        ([{"kind": "absent_half", "minutes": 5}], "第 1 条：旷工不填分钟"),
        ([{"kind": "absent_full", "long": True}], "第 1 条：旷工不选是否超过时限"),
        (
            [{"kind": "late", "minutes": 15, "long": True}],
            "第 1 条：选的“超过时限”和填的分钟不一致（时限是 15 分钟），请改正一个",
        ),
        (
            [{"kind": "absent_half"}, {"kind": "absent_full"}],
            "第 2 条：2026-03-02 的旷工加起来超过一天，请只留一条旷工一天，或两条旷工半天",
        ),
        (
            [{"kind": "absent_half"}] * 3,
            "第 3 条：2026-03-02 的旷工加起来超过一天，请只留一条旷工一天，或两条旷工半天",
        ),
        (
            [{"kind": "late", "minutes": 5}, {"kind": "late", "hours": 1}, {"kind": "nap"}],
            (
                "第 2 条：请填迟到或早退了几分钟；没有“hours”这一项。可以填的有：date、kind、"
                "minutes、seconds、long、approved。第 3 条：类型要写 late（迟到）、"
                "early（早退）、absent_half（旷工半天）、absent_full（旷工一天），你填的是 nap"
            ),
        ),
    ],
)
def test_events_that_cannot_be(events: list[dict[str, Any]], said: str) -> None:
    dated = [{"date": "2026-03-02"} | event for event in events]
    assert problems("attendance", WAGE | {"events": dated}) == {"events": said}


@pytest.mark.parametrize("events", ["late", {"date": "2026-03-02"}, [1], [None]])
def test_events_that_are_no_list_of_records(events: object) -> None:
    assert list(problems("attendance", WAGE | {"events": events})) == ["events"]


def test_lists_and_choices_name_what_was_found() -> None:
    said = problems("attendance", WAGE | {"events": "late"})
    assert said == {"events": "考勤记录要写成一组，你填的是 late"}
    event = {"date": "2026-03-02", "kind": [], "minutes": 5}
    assert problems("attendance", WAGE | {"events": [event]})["events"].endswith("你填的是 […]")


def test_days_are_counted_in_halves() -> None:
    said = "今年此前累计旷工要是 0.5 的倍数，你填的是 1.2"
    wrong = problems("attendance", WAGE | {"prior_absence_days": "1.2"})
    assert wrong == {"prior_absence_days": said}


@pytest.mark.parametrize("name", CALCULATORS)
def test_a_reply_holds_what_the_contract_says(name: str) -> None:
    calculator = CALCULATORS[name]
    reply = answer(name, calculator.example)
    assert list(reply) == [
        "calculator",
        "version",
        "rules",
        "inputs",
        "result",
        "steps",
        "notices",
    ]
    assert list(reply["inputs"]) == [field.name for field in calculator.inputs.fields()]
    assert list(reply["result"]) == [field.name for field in calculator.result.fields()]
    for step in reply["steps"]:
        assert list(step) == ["label", "formula", "value", "unit", "clause"]
        assert all(step.values()), step
    for notice in reply["notices"]:
        assert list(notice) == ["level", "code", "text", "source"]
        assert all(notice.values()), notice
