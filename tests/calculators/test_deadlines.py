"""Deadlines: the known cases, both sides of every boundary, working days."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import answer, answer_text, deadlines
from calculators.core.editions import Edition, Figure, Reading
from calculators.core.kinds import Instant
from calculators.core.problems import Problem, Problems
from calculators.core.times import BEIJING, first_of_month, first_of_quarter, first_of_year
from calculators.core.what_if import what_if
from calculators.core.workdays import years

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "deadlines.json").read_text(encoding="utf-8")
)
FIRST, LAST = deadlines.EDITIONS.all[0].in_force_from, date(years()[-1], 12, 31)
DAY = timedelta(1)


def result(kind: str, start: object, calendar: str = "natural") -> dict[str, Any]:
    """Return what an answer holds, without what does not apply."""
    reply = answer("deadlines", {"kind": kind, "start": start, "calendar": calendar})
    assert "problems" not in reply, reply
    return {name: value for name, value in reply["result"].items() if value is not None}


def problems(kind: object, start: object, calendar: object = "natural") -> dict[str, str]:
    reply = answer("deadlines", {"kind": kind, "start": start, "calendar": calendar})
    assert list(reply) == ["problems"], reply
    said: dict[str, str] = reply["problems"]
    return said


def asked(case: dict[str, Any]) -> tuple[str, object, dict[str, Any]]:
    """Return a case of the file as kind, start and expected outputs."""
    first, *rest = case["inputs"]
    expected = case["expected"]
    match case["func"]:
        case "hours_deadline":
            return {24: "reply", 48: "after_sales"}[rest[0]], first, {"due": expected}
        case "quarter_window":
            return "quarterly_review", f"{first}-Q{rest[0]}", _window(expected)
        case "promotion":
            return "promotion", first, expected
        case kind:
            return kind, first, _window(expected)


def _window(expected: list[str]) -> dict[str, Any]:
    return dict(zip(("opens", "closes"), expected, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['label']}")
def test_known_answer(case: dict[str, Any]) -> None:
    kind, start, expected = asked(case)
    assert result(kind, start) == expected


@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        ("reply", "2026-01-31T23:59:59", "2026-02-01T23:59:59+08:00"),
        ("reply", "2028-02-28 12:00", "2028-02-29T12:00:00+08:00"),
        ("after_sales", "2028-02-28T12:00", "2028-03-01T12:00:00+08:00"),
        ("after_sales", "2026-12-30T00:00", "2027-01-01T00:00:00+08:00"),
        ("reply", "2026-03-02T01:30:00Z", "2026-03-03T09:30:00+08:00"),
        ("reply", "2026-03-01T17:30:00.999-08:00", "2026-03-03T09:30:00+08:00"),
        ("reply", "2024-12-31T16:00Z", "2025-01-02T00:00:00+08:00"),
    ],
)
def test_hours_by_the_clock(kind: str, start: str, expected: str) -> None:
    assert result(kind, start) == {"due": expected}


@pytest.mark.parametrize(
    ("kind", "start", "first", "second"),
    [
        ("promotion", "2028-03-14", "2028-02-29", "2028-03-07"),
        ("promotion", "2025-01-01", "2024-12-18", "2024-12-25"),
        ("monthly_review", "2026-12", "2027-01-01", "2027-01-10"),
        ("monthly_review", "2028-01", "2028-02-01", "2028-02-10"),
        ("annual_review", 2025, "2026-01-01", "2026-01-31"),
        ("annual_review", "9990", "9991-01-01", "9991-01-31"),
        ("quarterly_review", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("quarterly_review", "2026-Q4", "2026-10-01", "2026-12-31"),
    ],
)
def test_days_by_the_calendar(kind: str, start: object, first: str, second: str) -> None:
    assert list(result(kind, start).values()) == [first, second]


@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        # A Friday evening before a weekend that is worked for 春节, then nine days off.
        ("reply", "2026-02-13T18:00", ["2026-02-14T18:00:00+08:00"]),
        ("after_sales", "2026-02-13T18:00", ["2026-02-24T18:00:00+08:00"]),
        ("reply", "2026-02-14T00:00", ["2026-02-24T00:00:00+08:00"]),
        ("reply", "2026-02-13T23:59:59", ["2026-02-14T23:59:59+08:00"]),
        # A clock that starts on a day off starts with the next working day.
        ("reply", "2026-02-16T10:00", ["2026-02-25T00:00:00+08:00"]),
        ("after_sales", "2026-03-07T10:00", ["2026-03-11T00:00:00+08:00"]),
        ("reply", "2026-03-06T10:00", ["2026-03-09T10:00:00+08:00"]),
        # 2025-12-31 is worked, 2026-01-01 to 03 is off, Sunday the 4th is worked.
        ("reply", "2025-12-31T09:00", ["2026-01-04T09:00:00+08:00"]),
        ("promotion", "2026-10-18", ["2026-09-30", "2026-10-10"]),
        ("promotion", "2026-01-17", ["2025-12-31", "2026-01-09"]),
        ("promotion", "2027-01-01", ["2026-12-18", "2026-12-25"]),
        ("monthly_review", "2026-09", ["2026-10-08", "2026-10-10"]),
        ("monthly_review", "2026-01", ["2026-02-02", "2026-02-10"]),
        ("annual_review", "2025", ["2026-01-04", "2026-01-30"]),
        ("quarterly_review", "2026-Q1", ["2026-01-04", "2026-03-31"]),
        ("quarterly_review", "2025-Q2", ["2025-04-01", "2025-06-30"]),
    ],
)
def test_working_days(kind: str, start: str, expected: list[str]) -> None:
    assert list(result(kind, start, "working").values()) == expected


@pytest.mark.parametrize(
    ("kind", "start", "year"),
    [
        ("reply", "2027-03-01T09:00", 2027),
        ("reply", "2026-12-31T09:00", 2027),
        ("after_sales", "2026-12-30T00:00", 2027),
        ("promotion", "2027-01-15", 2027),
        ("monthly_review", "2026-12", 2027),
        ("annual_review", "2026", 2027),
        ("quarterly_review", "2027-Q1", 2027),
    ],
)
def test_a_year_without_a_notice_is_refused_by_name(kind: str, start: str, year: int) -> None:
    assert problems(kind, start, "working") == {
        "calendar": (
            f"{year} 年的放假通知还没有收录，不知道哪些天上班，不能按工作日算"
            f"（收录了的年份：{'、'.join(map(str, years()))}）。"
            "可以改选“照常计算”；通知发布以后，加上那一年再算"
        )
    }
    assert result(kind, start)


def test_the_first_promotions_look_back_into_the_year_before() -> None:
    found = result("promotion", "2025-01-12", "working")
    assert found == {"plan_due": "2024-12-27", "submit_due": "2025-01-03"}


@pytest.mark.parametrize(
    ("kind", "starts", "said"),
    [
        (
            "reply",
            [
                *("2026-03-02", "2026/3/2 9:30", "２０２６-03-02T09:30", "2026-03-02T24:00", 2026),
                *(
                    "2026-03-02T09:60",
                    "2026-03-02T09:30:60",
                    "2026-03-02T09:30.5",
                    "2026-03-02T9:30",
                ),
            ],
            "收到咨询的时间要写成 年-月-日 时:分，例如 2026-03-02 09:30，你填的是 ",
        ),
        (
            "after_sales",
            [
                "2026-02-29T09:30",
                "2026-03-02T09:30+0800",
                "20260302T0930",
                "0001-01-01T00:00+23:00",
            ],
            "收到售后问题的时间要写成 年-月-日 时:分，例如 2026-03-02 09:30，你填的是 ",
        ),
        (
            "promotion",
            ["2026-03-02T09:30", "2026/3/2", "2026-02-29", "20260302", "2026-W10-1", "2026-03"],
            "活动开始的日期要写成 年-月-日，例如 2027-01-01，你填的是 ",
        ),
        (
            "monthly_review",
            ["2026-2", "2026-13", "2026-02-01", "2026", "2026年2月"],
            "考核哪个月，要写成 年-月，例如 2026-02，你填的是 ",
        ),
        (
            "annual_review",
            ["26", "2026.0", "0000", "２０２６", "2026-01", -2026],
            "考核哪一年，要写成四位数字，例如 2026，你填的是 ",
        ),
        (
            "quarterly_review",
            ["2026-Q5", "2026-Q0", "2026Q2", "2026-q2", "2026-2", "2026"],
            "评估哪个季度，要写成 年-Q季度，例如 2026-Q2，你填的是 ",
        ),
    ],
)
def test_a_start_of_another_form_is_told_the_one_wanted(
    kind: str, starts: list[object], said: str
) -> None:
    for start in starts:
        assert problems(kind, start) == {"start": f"{said}{start}"}


def test_what_cannot_be_read_is_said_for_all_fields_at_once() -> None:
    assert problems("nap", [], "lunar") == {
        "kind": (
            "算哪一种要写 reply（答复客户咨询）、after_sales（办结售后问题）、"
            "promotion（促销活动方案）、monthly_review（月度考核）、annual_review（年度考核）、"
            "quarterly_review（部门季度评估），你填的是 nap"
        ),
        "start": "从什么时候算起要写成文字，例如 2026-03-02，现在是 […]",
        "calendar": "周末和放假要写 natural（照常计算）、working（按工作日），你填的是 lunar",
    }
    assert problems("reply", "x", "lunar").keys() == {"start", "calendar"}
    assert problems(None, " ") == {"kind": "请填算哪一种", "start": "请填从什么时候算起"}


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("reply", "2024-12-31T23:59:59", "2024-12-31T23:59:59+08:00"),
        ("promotion", "2024-12-31", "2024-12-31"),
        ("monthly_review", "2024-12", "2024-12"),
        ("annual_review", "2024", "2024"),
        ("quarterly_review", "2024-Q4", "2024-Q4"),
    ],
)
def test_before_the_first_edition(kind: str, start: str, shown: str) -> None:
    for calendar in ("natural", "working"):
        assert problems(kind, start, calendar) == {
            "start": (
                f"{shown} 没有施行的规则：第一版自 2025-01-01 起施行，最新一版自 2025-01-01 起施行"
            )
        }


@pytest.mark.parametrize(
    ("kind", "start"), [("reply", "9999-12-31T23:59:59"), ("annual_review", "9999")]
)
def test_beyond_the_last_year_that_a_date_can_hold(kind: str, start: str) -> None:
    said = f"从什么时候算起最晚到 9990 年，你填的是 {start}"
    assert problems(kind, start) == {"start": said}


def test_steps_say_what_decided_it() -> None:
    def formulas(kind: str, start: str, calendar: str) -> list[str]:
        reply = answer("deadlines", {"kind": kind, "start": start, "calendar": calendar})
        return [f"{step['label']}：{step['formula']}" for step in reply["steps"]]

    assert formulas("reply", "2026-02-13T16:00Z", "working") == [
        "换成北京时间：2026-02-13T16:00:00+00:00 = 2026-02-14 00:00:00",
        "2026-02-15 到 2026-02-23 不上班，不计时：9 天",
        (
            "客户咨询在 24 小时内答复，到这一刻都算按时："
            "2026-02-14 00:00:00 + 24 小时 + 不计时的 9 天 = 2026-02-24 00:00:00"
        ),
    ]
    assert formulas("after_sales", "2026-03-07T10:00", "working") == [
        "收到的那天不上班，从下一个工作日的零点起算：2026-03-07 10:00:00 → 2026-03-09 00:00:00",
        (
            "售后问题在 48 小时内办结，到这一刻都算按时："
            "2026-03-09 00:00:00 + 48 小时 = 2026-03-11 00:00:00"
        ),
    ]
    assert formulas("after_sales", "2025-01-25T10:00", "working")[-2:] == [
        "2025-01-28 到 2025-02-04 不上班，不计时：8 天",
        (
            "售后问题在 48 小时内办结，到这一刻都算按时："
            "2025-01-26 00:00:00 + 48 小时 + 不计时的 8 天 = 2025-02-05 00:00:00"
        ),
    ]
    assert formulas("promotion", "2026-10-18", "working") == [
        "活动前 2 周制定好方案，当天也算按时：2026-10-18 − 14 天 = 2026-10-04",
        "2026-10-04 不上班，提前到前一个工作日：2026-10-04 → 2026-09-30",
        "活动前 1 周提交方案，当天也算按时：2026-10-18 − 7 天 = 2026-10-11",
        "2026-10-11 不上班，提前到前一个工作日：2026-10-11 → 2026-10-10",
    ]


def test_the_december_review_comes_before_that_of_the_year() -> None:
    (notice,) = answer("deadlines", {"kind": "annual_review", "start": "2026"})["notices"]
    assert notice["level"] == "info"
    assert "2026 年 12 月的月度考核可以做到 2027-01-10" in notice["text"]


def test_a_promotion_s_day_moved_either_way_says_which_way() -> None:
    request = {"kind": "promotion", "start": "2026-03-22", "calendar": "working"}
    for choice, moved in (
        ("before", "2026-03-08 不上班，提前到前一个工作日：2026-03-08 → 2026-03-06"),
        ("after", "2026-03-08 不上班，推后到下一个工作日：2026-03-08 → 2026-03-09"),
    ):
        with what_if({"deadlines.promotion_plan.rest_day": choice}):
            steps = answer("deadlines", request)["steps"]
        assert f"{steps[1]['label']}：{steps[1]['formula']}" == moved


def test_only_a_review_of_the_year_that_begins_before_the_other_ends_is_noticed() -> None:
    for kind, start in (("quarterly_review", "2026-Q4"), ("monthly_review", "2026-12")):
        assert answer("deadlines", {"kind": kind, "start": start})["notices"] == []
    ends_as_it_begins = {"deadlines.monthly_review.to_day": 1}
    with what_if(ends_as_it_begins | {"deadlines.monthly_review.from_day": 1}):
        assert answer("deadlines", {"kind": "annual_review", "start": "2026"})["notices"] == []


instants = st.datetimes(
    datetime.combine(FIRST, datetime.min.time()), datetime.combine(LAST, datetime.max.time())
).map(lambda instant: instant.replace(microsecond=0))
days = st.dates(FIRST + 30 * DAY, LAST)
starts = st.one_of(
    st.tuples(st.sampled_from(["reply", "after_sales"]), instants.map(datetime.isoformat)),
    st.tuples(st.just("promotion"), days.map(date.isoformat)),
    st.tuples(st.just("monthly_review"), days.map(lambda day: f"{day:%Y-%m}")),
    st.tuples(st.just("annual_review"), days.map(lambda day: str(day.year))),
    st.tuples(
        st.just("quarterly_review"), days.map(lambda day: f"{day.year}-Q{(day.month + 2) // 3}")
    ),
)


@settings(derandomize=True, database=None, deadline=None)
@given(starts, st.sampled_from(["natural", "working"]))
def test_a_working_deadline_is_never_on_a_day_off(start: tuple[str, str], calendar: str) -> None:
    request = {"kind": start[0], "start": start[1], "calendar": calendar}
    reply = answer("deadlines", request)
    if "problems" in reply:
        assert list(reply["problems"]) == ["calendar"]
        return
    assert answer("deadlines", reply["inputs"]) == reply
    shown = {name: value for name, value in reply["result"].items() if value is not None}
    assert [value for value in shown.values() if value not in _step_values(reply)] == []
    if calendar == "working":
        for value in shown.values():
            assert chinese_calendar.is_workday(datetime.fromisoformat(value).date())


def _step_values(reply: dict[str, Any]) -> list[str]:
    return [step["value"] for step in reply["steps"]]


def _independent_days() -> Iterator[tuple[date, date, date]]:
    """Return each day with the working days at it and before, and at it and after."""
    day = FIRST
    while day <= LAST:
        before = after = day
        while before >= FIRST and not chinese_calendar.is_workday(before):
            before -= DAY
        while after <= LAST and not chinese_calendar.is_workday(after):
            after += DAY
        yield day, before, after
        day += DAY


def test_every_day_against_an_independent_calendar() -> None:
    for day, before, after in _independent_days():
        if before >= FIRST:
            start = (day + 14 * DAY).isoformat()
            if day + 7 * DAY <= LAST:
                assert result("promotion", start, "working")["plan_due"] == before.isoformat()
        if after < LAST:
            begins = datetime.combine(day, datetime.min.time(), BEIJING) + timedelta(hours=9)
            clock = begins.time() if after == day else datetime.min.time()
            due = after + DAY
            while due <= LAST and not chinese_calendar.is_workday(due):
                due += DAY
            if due <= LAST:
                wanted = datetime.combine(due, clock, BEIJING).isoformat()
                assert result("reply", begins.isoformat(), "working") == {"due": wanted}, day


def changed(monkeypatch: pytest.MonkeyPatch, **sections: dict[str, Any]) -> None:
    """Have the edition in force read or set something else."""
    (edition,) = deadlines.EDITIONS.all
    rules = edition.rules
    for name, values in sections.items():
        rules = replace(rules, **{name: replace(getattr(rules, name), **values)})
    other: Edition[deadlines.Rules] = replace(edition, rules=rules)
    monkeypatch.setattr(deadlines.EDITIONS, "in_force", lambda _: other)


def test_a_clock_that_days_off_extend(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, reply={"clock": Reading("extend", "…")})
    due = result("reply", "2026-02-14T18:00", "working")
    assert due == {"due": "2026-02-24T18:00:00+08:00"}
    due = result("reply", "2026-02-16T10:00", "working")
    assert due == {"due": "2026-02-24T10:00:00+08:00"}
    due = result("reply", "2026-03-07T10:00", "working")
    assert due == {"due": "2026-03-09T10:00:00+08:00"}


def test_a_rest_day_moved_to_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, promotion_plan={"rest_day": Reading("after", "…")})
    moved = result("promotion", "2026-10-18", "working")
    assert moved == {"plan_due": "2026-10-08", "submit_due": "2026-10-10"}


def test_a_review_after_its_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, quarterly_review={"quarter": Reading("after", "…")})
    opens = result("quarterly_review", "2026-Q4")
    assert opens == {"opens": "2027-01-01", "closes": "2027-03-31"}
    assert "2026-Q4 的评估在季度结束以后做" in answer_text(
        "deadlines", '{"kind": "quarterly_review", "start": "2026-Q4"}'
    )


def test_a_window_without_a_working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, monthly_review={"to_day": Figure(Decimal(3), "日")})
    assert problems("monthly_review", "2026-09", "working") == {
        "calendar": ("从 2026-10-01 到 2026-10-03 没有一个工作日，不能按工作日算，请改选“照常计算”")
    }


@pytest.mark.parametrize(
    ("section", "figure", "value", "said"),
    [
        ("monthly_review", "from_day", 11, "monthly_review from_day 和 to_day"),
        ("monthly_review", "from_day", 0, "monthly_review from_day 和 to_day"),
        ("monthly_review", "to_day", 29, "monthly_review from_day 和 to_day"),
        ("annual_review", "month", 13, "annual_review month"),
        ("annual_review", "month", 0, "annual_review month"),
        ("promotion_submission", "weeks_before", 3, "promotion_plan weeks_before"),
    ],
)
def test_figures_that_cannot_be(section: str, figure: str, value: int, said: str) -> None:
    rules = deadlines.EDITIONS.all[0].rules
    row = getattr(rules, section)
    number = replace(getattr(row, figure), value=Decimal(value))
    wrong = replace(rules, **{section: replace(row, **{figure: number})})
    assert rules.mistake() is None
    assert str(wrong.mistake()).startswith(said)


@pytest.mark.parametrize(
    ("section", "figure", "value"),
    [
        ("monthly_review", "to_day", 28),
        ("annual_review", "month", 12),
        ("promotion_submission", "weeks_before", 2),
    ],
)
def test_figures_at_the_edge_of_what_can_be(section: str, figure: str, value: int) -> None:
    rules = deadlines.EDITIONS.all[0].rules
    row = getattr(rules, section)
    number = replace(getattr(row, figure), value=Decimal(value))
    assert rules.promotion_plan.weeks_before.value == 2
    assert replace(rules, **{section: replace(row, **{figure: number})}).mistake() is None


def test_a_window_of_one_working_day_stays_open_on_it() -> None:
    changes = {"deadlines.monthly_review.from_day": 10, "deadlines.monthly_review.to_day": 10}
    with what_if(changes):
        found = result("monthly_review", "2026-02", "working")
    assert found == {"opens": "2026-03-10", "closes": "2026-03-10"}


def test_every_step_of_a_window_that_is_moved_names_the_clause() -> None:
    request = {"kind": "monthly_review", "start": "2026-04", "calendar": "working"}
    steps = answer("deadlines", request)["steps"]
    assert len(steps) == 4  # both ends lie on days off: 1 and 10 May 2026
    assert {step["clause"] for step in steps} == {"co-4-2-2"}


def test_the_first_days_of_years_quarters_and_months() -> None:
    assert first_of_year("2026") == date(2026, 1, 1)
    assert [first_of_quarter(f"2026-Q{n}").month for n in (1, 2, 3, 4)] == [1, 4, 7, 10]
    assert {first_of_quarter(f"2026-Q{n}").day for n in (1, 2, 3, 4)} == {1}
    assert first_of_month("2026-03") == date(2026, 3, 1)


def test_an_instant_as_a_value_of_its_own() -> None:
    assert Instant().text(Instant().read("2026-03-02T01:30Z")) == "2026-03-02T09:30:00+08:00"
    odd: list[object] = ["2026-03-02", 5, None, [], "9999-12-31T20:00Z", "0001-01-01T00:00+09:00"]
    for wrong in odd:
        with pytest.raises(Problem) as refused:
            Instant().read(wrong)
        assert (refused.value.key, list(refused.value.values)) == ("not_an_instant", ["found"])
    with pytest.raises(Problem) as refused:
        Instant().read("2026-03-02")
    assert refused.value.values == {"found": "2026-03-02"}


def test_python_values_that_are_refused() -> None:
    with pytest.raises(TypeError, match="start: expected str, got date"):
        deadlines.Inputs(kind="promotion", start=date(2027, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(Problems) as refused:
        deadlines.Inputs(kind="nap", start="2027-01-01")
    assert isinstance(refused.value.by_field["kind"], Problem)
