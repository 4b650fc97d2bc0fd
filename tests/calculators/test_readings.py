"""Readings of the rules: each choice is worked out, and the steps still add up to the result."""

import random
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from calculators import answer, settlement
from calculators.attendance_record import EDITIONS
from calculators.bonus import EDITIONS as BONUS_EDITIONS
from calculators.core.editions import Reading, RuleError
from calculators.core.outcome import Step
from calculators.core.what_if import what_if
from calculators.core.words import words
from calculators.registry import CALCULATORS
from tests.calculators import oracle

PERCENTS = {"short", "short_all", "long", "long_as_half_day", "half_day", "full_day"}


def choices(rule: str, declaration: type) -> dict[str, tuple[str, ...]]:
    """Return what may be chosen for each reading of a rule, by path."""
    found: dict[str, tuple[str, ...]] = {}
    for section, hint in get_type_hints(declaration).items():
        declared = get_args(hint)[0] if get_origin(hint) is tuple else hint
        for name, each in get_type_hints(declared, include_extras=True).items():
            if get_origin(each) is Annotated and get_args(each)[0] is Reading:
                found[f"{rule}.{section}.{name}"] = get_args(each)[1]
    return found


CHOICES = choices("attendance", EDITIONS.declaration) | choices("bonus", BONUS_EDITIONS.declaration)


def test_every_choice_has_a_sentence() -> None:
    for path, codes in CHOICES.items():
        rule, _, name = path.split(".")
        assert len({words().reading(rule, name, code) for code in codes}) == len(codes)
    for rule, name in (("attendance", "counters"), ("attendance", "size"), ("tax", "counters")):
        with pytest.raises(RuleError) as refused:
            words().reading(rule, name, "both")
        said = f"messages 的 [readings.{rule}.{name}] 里没有“both”，请补上一句话"
        assert str(refused.value) == said


def random_choices(rng: random.Random) -> dict[str, str]:
    chosen = {path: rng.choice(codes) for path, codes in CHOICES.items()}
    if chosen["attendance.short.counters"] == "separately":
        chosen["attendance.short.same_day"] = "two"
    return chosen


@pytest.mark.parametrize("part", range(10), ids=lambda part: f"part{part}")
def test_the_steps_add_up_however_the_rules_are_read(part: int) -> None:
    rng = random.Random(20260131 + part)
    answered = 0
    for _ in range(30):
        request, chosen = oracle.random_request(rng), random_choices(rng)
        with what_if(chosen):
            reply = answer("settlement", request)
            if "problems" in reply:
                assert reply["problems"].keys() <= {"short_count", "month"}
                continue
            outcome = settlement.calculate(settlement.Inputs.read(request))
        answered += 1
        check_sums(outcome.result, outcome.steps)
        for step in reply["steps"]:
            assert step["clause"].startswith("co-4-")
            assert "{" not in step["label"] + step["formula"]
    assert answered > 15


def check_sums(result: settlement.Result, steps: Iterable[Step]) -> None:
    """Assert that the parts of wage and bonus make the whole, and wholes are the result."""
    days = percents = Decimal(0)
    for step in steps:
        value = Decimal(step.value)
        if step.key in {"long_wage", "long_as_half_day_wage", "half_day_wage", "full_day_wage"}:
            days += value
        elif step.key in PERCENTS:
            percents += value
        for start, whole in (
            ("wage_multiplier", result.wage_multiplier),
            ("wage_deduction", result.wage_deduction),
            ("beyond_", result.wage_deduction_beyond_time_not_worked),
            ("bonus_percent", result.bonus_percent),
            ("bonus_deduction", result.bonus_deduction),
            ("bonus_payable", result.bonus_payable),
            ("absence_cumulative", result.absence_cumulative),
            ("pay_before_tax", result.pay_before_tax),
        ):
            if step.key.startswith(start):
                assert value == whole, step
    assert days == result.wage_multiplier
    assert percents == result.bonus_percent_uncapped


def formulas(request: Mapping[str, Any], **readings: str) -> list[str]:
    changes = {"attendance." + path.replace("__", "."): code for path, code in readings.items()}
    with what_if(changes):
        reply = answer("attendance", {"month": "2026-03", "monthly_wage": 21750, **request})
    return [f"{step['label']}：{step['formula']}" for step in reply["steps"]]


def late(
    *days: int, kind: str = "late", minutes: int = 5, seconds: int = 0
) -> list[dict[str, Any]]:
    return [
        {"date": f"2026-03-{day:02}", "kind": kind, "minutes": minutes, "seconds": seconds}
        for day in days
    ]


def test_counters_apart_are_told_apart() -> None:
    events = late(2, 3, 4, 5) + late(2, 3, kind="early")
    assert formulas({"events": events}, short__counters="separately") == [
        "迟到 15 分钟以内共 4 次，每月前 3 次不扣：4 − 3 = 1 次 × 5%",
        "早退 15 分钟以内共 2 次，没有超过每月免罚的 3 次：2 ≤ 3，不扣",
    ]


def test_a_day_counted_once_is_said() -> None:
    events = late(2, 3, 4, 5) + late(2, kind="early")
    assert formulas({"events": events}, short__same_day="one") == [
        "同一天又迟到又早退，合起来算一次：5 − 1 = 4 次",
        "迟到或早退 15 分钟以内共 4 次，每月前 3 次不扣：4 − 3 = 1 次 × 5%",
    ]


def test_two_latenesses_of_one_day_stay_two() -> None:
    events = late(2, 2, 3, 4)
    assert formulas({"events": events}, short__same_day="one")[0].endswith("4 − 3 = 1 次 × 5%")


def test_late_one_day_and_early_another_stay_two() -> None:
    events = late(2, 3) + late(4, 5, kind="early")
    assert formulas({"events": events}, short__same_day="one") == [
        "迟到或早退 15 分钟以内共 4 次，每月前 3 次不扣：4 − 3 = 1 次 × 5%"
    ]


@pytest.mark.parametrize(
    "record",
    [{"short_count": 3, "long_count": 1}, {"events": late(2, 3, 4) + late(5, minutes=20)}],
    ids=["counts", "events"],
)
def test_free_times_used_up_are_said(record: dict[str, Any]) -> None:
    assert formulas(record, short__over_limit="counted")[:2] == [
        "迟到或早退超过 15 分钟也占用每月免罚的次数：3 − 1 = 2 次",
        "迟到或早退 15 分钟以内共 3 次，每月前 2 次不扣：3 − 2 = 1 次 × 5%",
    ]


def test_all_are_charged_once_over() -> None:
    assert formulas({"short_count": 4}, short__charged="all") == [
        "迟到或早退 15 分钟以内共 4 次，超过每月免罚的 3 次，每一次都扣：4 > 3，4 次 × 5%"
    ]


def test_a_boundary_excluded_is_said_in_every_step() -> None:
    said = formulas({"events": late(2, minutes=15)}, short__boundary="excluded")
    assert said[0] == "迟到或早退 15 分钟及以上共 1 次，扣绩效奖金：1 次 × 10% = 10%"
    said = formulas({"events": late(2, minutes=14, seconds=59)}, short__boundary="excluded")
    assert said == ["迟到或早退不到 15 分钟共 1 次，没有超过每月免罚的 3 次：1 ≤ 3，不扣"]


def test_seconds_dropped_are_said_where_they_decided() -> None:
    events = late(2, minutes=15, seconds=59) + late(3, minutes=0, seconds=30) + late(4, seconds=9)
    said = formulas({"events": events}, short__seconds="dropped")
    assert said == [
        "只比较整分钟，舍去秒：2 次因此没有超过时限，或不算迟到早退",
        "迟到或早退 15 分钟以内共 2 次，没有超过每月免罚的 3 次：2 ≤ 3，不扣",
    ]


def test_seconds_are_not_said_to_be_dropped_where_they_decided_nothing() -> None:
    within = ["迟到或早退 15 分钟以内共 1 次，没有超过每月免罚的 3 次：1 ≤ 3，不扣"]
    assert formulas({"events": late(2, seconds=9)}, short__seconds="dropped") == within
    assert formulas({"events": late(2, minutes=0, seconds=30)}) == within  # read as counted


def test_two_halves_read_as_two_leave_a_whole_day_a_day() -> None:
    absences = [("02", "half"), ("02", "half"), ("03", "full")]
    events = [{"date": f"2026-03-{day}", "kind": f"absent_{part}"} for day, part in absences]
    assert formulas({"events": events}, half_day__same_date="two_halves")[:2] == [
        "旷工半天共 2 次，扣绩效奖金：2 次 × 20% = 40%",
        "旷工一天共 1 次，扣绩效奖金：1 次 × 50% = 50%",
    ]


def test_a_long_lateness_priced_as_half_a_day_cites_that_clause() -> None:
    with what_if({"attendance.long.price": "half_day"}):
        reply = answer("attendance", {"month": "2026-03", "monthly_wage": 21750, "long_count": 1})
    assert [(s["formula"], s["clause"]) for s in reply["steps"]][:2] == [
        ("1 次 × 20% = 20%", "co-4-1-3"),
        ("1 次 × 2 = 2 天的日工资", "co-4-1-3"),
    ]


def test_a_run_holds_one_day_a_date_at_most() -> None:
    events = [
        {"date": "2026-03-02", "kind": "absent_full"},
        *late(2, 3, minutes=20),
        *late(3, kind="early", minutes=20),
        *late(3, minutes=30),
    ]
    with what_if({"attendance.termination.deemed_consecutive": "counted"}):
        request = {"month": "2026-03", "monthly_wage": 21750, "events": events}
        assert answer("attendance", request)["result"]["absence_longest_run"] == "2"


def test_a_lateness_within_the_limit_is_no_part_of_a_run() -> None:
    events = [{"date": "2026-03-02", "kind": "absent_full"}, *late(3)]
    with what_if({"attendance.termination.deemed_consecutive": "counted"}):
        request = {"month": "2026-03", "monthly_wage": 21750, "events": events}
        assert answer("attendance", request)["result"]["absence_longest_run"] == "1"


def test_a_run_given_as_a_count_is_doubted_beyond_all_that_may_make_one() -> None:
    record = {"full_day_count": 1, "long_count": 1}  # 1 day, and half a day deemed

    def doubted(run: str) -> bool:
        request = {"month": "2026-03", "monthly_wage": 21750, "longest_run": run, **record}
        codes = [notice["code"] for notice in answer("attendance", request)["notices"]]
        return "longest_run_beyond_counts" in codes

    assert [doubted("1"), doubted("1.5")] == [False, True]
    with what_if({"attendance.termination.deemed_consecutive": "counted"}):
        assert [doubted("1.5"), doubted("2")] == [False, True]


def test_what_a_reading_cannot_answer_is_refused_with_what_to_do() -> None:
    request = {"month": "2026-03", "monthly_wage": 21750}
    with what_if({"attendance.short.counters": "separately"}):
        for counts in ({"short_count": 3}, {"short_count": 3, "long_count": 1}):
            assert "result" in answer("attendance", request | counts)
        assert answer("attendance", request | {"short_count": 4}) == {
            "problems": {
                "short_count": "迟到和早退现在分开数，每种每月免罚 3 次；只填总次数，"
                "看不出各有几次，请改用按日期逐条填"
            }
        }
    with what_if(
        {"attendance.short.counters": "separately", "attendance.short.over_limit": "counted"}
    ):
        counts = {"short_count": 2, "long_count": 2}
        assert list(answer("attendance", request | counts)["problems"]) == ["short_count"]
        for counts in ({"long_count": 4}, {"short_count": 3}):
            assert "result" in answer("attendance", request | counts)
    with what_if({"attendance.daily_wage.divisor": "workdays"}):
        later = request | {"month": "2027-03"}
        assert list(answer("attendance", later)["problems"]) == ["month"]
        assert "result" in answer("attendance", later | {"daily_wage": 900})


def test_notices_follow_the_readings() -> None:
    request = {"month": "2026-01", "monthly_wage": 21750, "prior_absence_days": 1}
    assert [n["code"] for n in answer("attendance", request)["notices"]] == ["prior_in_january"]
    with what_if({"attendance.termination.period": "month"}):
        assert [n["code"] for n in answer("attendance", request)["notices"]] == [
            "prior_not_counted"
        ]
        absent = {"month": "2026-03", "monthly_wage": 21750, "full_day_count": 6}
        assert "本月实际旷工累计 6 天" in str(answer("attendance", absent)["notices"])
    with what_if({"attendance.limits.cap": "uncapped"}):
        request = {"month": "2026-03", "monthly_wage": 21750, "full_day_count": 3}
        codes = [n["code"] for n in answer("attendance", request | {"bonus_gross": 1})["notices"]]
        assert "negative_bonus" in codes


def test_a_changed_edition_is_checked_like_a_file_and_known_by_its_hash() -> None:
    edition = EDITIONS.all[-1]
    changed = edition.changed({"short.free_count": 2, "short.charged": "all"})
    assert changed.rules.short.free_count.value == 2
    assert changed.rules.short.charged.choice == "all"
    assert changed.rules.short.charged.why == edition.rules.short.charged.why
    hashes = [
        edition.changed(each).sha256
        for each in ({"short.free_count": 2}, {"short.free_count": 4}, {"short.charged": "all"})
    ]
    assert len({edition.sha256, changed.sha256, *hashes}) == 5
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in (changed.sha256, *hashes))
    assert changed.rules.long == edition.rules.long
    for changes, said in (
        ({"short.free_count": "two"}, "不能这样改 short free_count value：要写不小于 0 的数"),
        ({"short.free_count": Decimal("1.5")}, "short free_count：要写整数"),
        ({"daily_wage.pay_divisor": 0}, "daily_wage pay_divisor 不能是 0"),
        (
            {"short.same_day": "one", "short.counters": "separately"},
            "不能这样改：short same_day 要写 two：迟到和早退分开数的时候，不能把两次合成一次",
        ),
        ({"short.title": "x"}, "规则 attendance 里没有“short.title”这个数或读法"),
        ({"short": 1}, "规则 attendance 里没有“short”"),
        ({"tax.free": 1}, "规则 attendance 里没有“tax.free”"),
    ):
        with pytest.raises(RuleError) as refused:
            edition.changed(changes)
        assert said in str(refused.value)


def test_what_if_ends_with_its_block() -> None:
    request = {"month": "2026-03", "bonus_base": 1000, "score": 90}
    before = answer("bonus", request)
    with what_if({"bonus.grades.优秀.coefficient": 3}):
        assert answer("bonus", request)["result"]["bonus_gross"] == "3000.00"
        with what_if({}):
            assert answer("bonus", request) == before
    assert answer("bonus", request) == before


def test_the_default_readings_are_those_that_the_page_gives() -> None:
    for calculator in CALCULATORS.values():
        for editions in calculator.rules:
            for rows in editions.all[-1].sections.values():
                for row in rows:
                    for name, reading in row.readings().items():
                        assert words().reading(editions.name, name, reading.choice)
                        assert reading.why.endswith("。")
