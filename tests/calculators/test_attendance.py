"""Attendance in named situations: what the cases with known answers do not hold."""

from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal, localcontext
from typing import Any

import pytest

from calculators import answer, attendance
from calculators.attendance_record import Event
from calculators.core.months import Month
from calculators.core.problems import Problems
from calculators.core.what_if import what_if


def attend(**given: Any) -> dict[str, Any]:
    """Return the whole reply for March 2026 and a wage of 21,750, unless given otherwise."""
    reply = answer("attendance", {"month": "2026-03", "monthly_wage": "21750"} | given)
    assert "result" in reply, reply
    return reply


def absent(*days: str, kind: str = "absent_full") -> list[dict[str, Any]]:
    return [{"date": day, "kind": kind} for day in days]


@pytest.mark.parametrize(
    ("minutes", "seconds", "long"), [(1, 0, 0), (15, 0, 0), (15, 1, 1), (16, 0, 1), (0, 1, 0)]
)
def test_fifteen_minutes_sharp_are_within(minutes: int, seconds: int, long: int) -> None:
    event = {"date": "2026-03-02", "kind": "early", "minutes": minutes, "seconds": seconds}
    result = attend(events=[event])["result"]
    assert (result["short_count"], result["long_count"]) == (1 - long, long)


def test_a_lateness_whose_length_is_unknown_is_long_or_short_as_said() -> None:
    for long in (True, False):
        event = {"date": "2026-03-02", "kind": "late", "minutes": None, "long": long}
        assert attend(events=[event])["result"]["long_count"] == int(long)


@pytest.mark.parametrize(("count", "charged"), [(0, 0), (3, 0), (4, 1), (23, 20)])
def test_the_first_three_are_free(count: int, charged: int) -> None:
    result = attend(short_count=count)["result"]
    assert result["charged_count"] == charged
    assert result["bonus_percent"] == str(charged * 5)


def test_a_run_goes_on_over_weekends_and_holidays() -> None:
    # 2026-02-13 is a Friday, 02-14 a Saturday worked for 春节, 02-24 the first day after it.
    days = ("2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25")
    result = attend(month="2026-02", events=absent(*days))["result"]
    assert result["absence_longest_run"] == "4"
    assert result["may_terminate_consecutive"] is True


def test_a_worked_saturday_between_breaks_a_run() -> None:
    days = ("2026-02-12", "2026-02-13", "2026-02-24", "2026-02-25")
    assert attend(month="2026-02", events=absent(*days))["result"]["absence_longest_run"] == "2"


def test_three_days_running_are_not_more_than_three() -> None:
    days = ["2026-03-03", "2026-03-04", "2026-03-05"]
    assert attend(events=absent(*days))["result"]["may_terminate_consecutive"] is False
    events = absent(*days) + absent("2026-03-06", kind="absent_half")
    result = attend(events=events)["result"]
    assert result["absence_longest_run"] == "3.5"
    assert result["may_terminate_consecutive"] is True


def test_a_run_of_last_month_goes_on_at_the_first_working_day_only() -> None:
    first, later = absent("2026-03-02"), absent("2026-03-03")
    assert attend(events=first, prior_run_days="3")["result"]["absence_longest_run"] == "4"
    assert attend(events=later, prior_run_days="3")["result"]["absence_longest_run"] == "1"
    assert attend(events=[], prior_run_days="3")["result"]["absence_longest_run"] == "0"


def test_of_two_runs_as_long_the_first_is_shown() -> None:
    days = absent("2026-03-02", "2026-03-10", "2026-03-11")
    steps = attend(events=days, prior_run_days="1", prior_absence_days="1")["steps"]
    assert "1 + 1 = 2 天" in [step["formula"] for step in steps]


def test_a_year_without_a_notice_answers_the_money_and_names_what_it_cannot() -> None:
    reply = attend(month="2027-03", events=absent("2027-03-02"))
    assert reply["result"]["wage_deduction"] == "3000.00"
    assert reply["result"]["absence_longest_run"] is None
    assert reply["result"]["may_terminate_consecutive"] is None
    assert "no_work_calendar" in codes(reply)


def test_counts_without_a_run_leave_the_run_open() -> None:
    reply = attend(full_day_count=4)
    assert reply["result"]["absence_longest_run"] is None
    assert "longest_run_not_given" in codes(reply)
    for known in ({"short_count": 4}, {"full_day_count": 4, "longest_run": "4"}):
        assert "longest_run_not_given" not in codes(attend(**known))
    assert attend(full_day_count=4, longest_run="4")["result"]["may_terminate_consecutive"] is True


def test_absence_on_a_rest_day_is_a_warning_and_still_priced() -> None:
    reply = attend(events=absent("2026-03-01"))  # a Sunday
    assert reply["result"]["wage_deduction"] == "3000.00"
    assert reply["result"]["absence_longest_run"] == "0"
    assert "absent_on_rest_day" in codes(reply)
    assert "absent_on_rest_day" not in codes(attend(month="2026-02", events=absent("2026-02-28")))


def test_a_daily_wage_that_is_given_wins() -> None:
    reply = attend(long_count=1, daily_wage="900.55")
    assert reply["result"]["daily_wage"] == "900.55"
    assert reply["result"]["wage_deduction"] == "900.55"


def test_the_cumulative_limit_tells_actual_from_deemed() -> None:
    actual = attend(events=absent("2026-03-02"), prior_absence_days="4.5")
    assert actual["result"]["may_terminate_cumulative"] == "actual"
    deemed = attend(long_count=1, prior_absence_days="5")
    assert deemed["result"]["may_terminate_cumulative"] == "only_with_deemed"
    assert "only_with_deemed" in codes(deemed)
    exactly = attend(events=absent("2026-03-02"), prior_absence_days="3", prior_deemed_days="1")
    assert exactly["result"]["may_terminate_cumulative"] == "none"


def test_pay_at_the_minimum_is_not_below_it() -> None:
    at = {"bonus_gross": "100", "long_count": 1}  # 21750 + 90 − 1000
    assert attend(minimum_wage="20840", **at)["result"]["below_minimum_wage"] is False
    reply = attend(minimum_wage="20840.01", **at)
    assert reply["result"]["below_minimum_wage"] is True
    assert "below_minimum_wage" in codes(reply)
    assert attend(**at)["result"]["below_minimum_wage"] is None


def test_only_what_decided_is_explained() -> None:
    reply = attend(events=[])
    assert reply["steps"] == []
    assert reply["notices"] == []
    reply = attend(short_count=4, bonus_gross="1000")
    assert [step["formula"] for step in reply["steps"]] == [
        "4 − 3 = 1 次 × 5%",
        "1,000.00 × 5% = 50.00 元",
        "1,000.00 − 50.00 = 950.00 元",
    ]


def said(reply: dict[str, Any]) -> list[str]:
    return [f"{step['label']}：{step['formula']}" for step in reply["steps"]]


def levels(reply: dict[str, Any]) -> dict[str, str]:
    return {notice["code"]: notice["level"] for notice in reply["notices"]}


def test_the_steps_of_a_month_of_everything_in_the_readers_words() -> None:
    reply = attend(
        monthly_wage="8000",
        bonus_gross="1000",
        short_count=4,
        long_count=1,
        half_day_count=2,
        full_day_count=1,
        longest_run="2",
        prior_absence_days="2",
        prior_deemed_days="1.5",
        minimum_wage="7000",
    )
    assert said(reply) == [
        "迟到或早退 15 分钟以内共 4 次，每月前 3 次不扣：4 − 3 = 1 次 × 5%",
        "迟到或早退超过 15 分钟共 1 次，扣绩效奖金：1 次 × 10% = 10%",
        "旷工半天共 2 次，扣绩效奖金：2 次 × 20% = 40%",
        "旷工一天共 1 次，扣绩效奖金：1 次 × 50% = 50%",
        ("扣减比例合计，最多 100%：5% + 10% + 40% + 50% = 105%，超过 100%，按 100%"),
        "迟到或早退超过 15 分钟，每次扣当天工资的 1 倍：1 次 × 1 = 1 天的日工资",
        "旷工半天，每次扣当天工资的 2 倍（已包括没有上班的那半天）：2 次 × 2 = 4 天的日工资",
        "旷工一天，每次扣当天工资的 3 倍（已包括没有上班的那一天）：1 次 × 3 = 3 天的日工资",
        "一共扣几天的日工资：1 + 4 + 3 = 8 天",
        "日工资 = 月工资 ÷ 月计薪天数：8,000.00 ÷ 21.75 ≈ 367.82 元",
        ("工资扣款 = 日工资 × 天数，最后四舍五入到分：8,000.00 ÷ 21.75 × 8 ≈ 2,942.53 元"),
        (
            "扣款中超出缺勤时间的部分 =（扣的天数 − 实际旷工天数）× 日工资："
            "8 − 2 = 6 天，8,000.00 ÷ 21.75 × 6 ≈ 2,206.90 元"
        ),
        "绩效奖金扣减 = 应发绩效奖金 × 扣减比例：1,000.00 × 100% = 1,000.00 元",
        "实发绩效奖金 = 应发 − 扣减：1,000.00 − 1,000.00 = 0.00 元",
        (
            "月工资 + 实发绩效奖金 − 工资扣款，低于填写的最低工资："
            "8,000.00 + 0.00 − 2,942.53 = 5,057.47 元 < 7,000.00 元"
        ),
        "迟到或早退超过 15 分钟，每次折算旷工 0.5 天：1 次 × 0.5 = 0.5 天",
        "最长连续旷工，超过 3 天公司可以解除劳动合同：2 天",
        "今年实际旷工 = 本月以前 + 本月：2 + 2 = 4 天",
        "今年由迟到早退折算的旷工 = 本月以前 + 本月：1.5 + 0.5 = 2 天",
        (
            "今年累计旷工 = 实际 + 折算；公司可以解除劳动合同的界限是超过 5 天，只看实际："
            "4 + 2 = 6 天"
        ),
    ]
    assert levels(reply) == {
        "wage_deduction_beyond_time_not_worked": "warning",
        "loss_compensation_line": "info",
        "below_minimum_wage": "warning",
        "burden_of_proof": "info",
        "only_with_deemed": "warning",
        "two_halves_cost_more": "info",
    }


def test_the_steps_of_days_absent_at_a_rate_that_is_given() -> None:
    absence = {"full_day_count": 4, "longest_run": "4", "prior_absence_days": "2"}
    reply = attend(short_count=2, daily_wage="6000", **absence)
    assert said(reply) == [
        "迟到或早退 15 分钟以内共 2 次，没有超过每月免罚的 3 次：2 ≤ 3，不扣",
        "旷工一天共 4 次，扣绩效奖金：4 次 × 50% = 200%",
        "扣减比例，最多 100%：200%，超过 100%，按 100%",
        "旷工一天，每次扣当天工资的 3 倍（已包括没有上班的那一天）：4 次 × 3 = 12 天的日工资",
        "工资扣款 = 填写的日工资 × 天数：6,000.00 × 12 = 72,000.00 元",
        (
            "扣款中超出缺勤时间的部分 =（扣的天数 − 实际旷工天数）× 日工资："
            "12 − 4 = 8 天，6,000.00 × 8 = 48,000.00 元"
        ),
        "最长连续旷工，超过 3 天公司可以解除劳动合同：4 天",
        "今年累计旷工 = 本月以前 + 本月，超过 5 天公司可以解除劳动合同：2 + 4 = 6 天",
    ]
    assert levels(reply) == {
        "wage_deduction_beyond_time_not_worked": "warning",
        "deduction_above_wage": "warning",
        "loss_compensation_line": "info",
        "may_terminate_consecutive": "warning",
        "may_terminate_cumulative": "warning",
        "no_bonus_to_deduct_from": "info",
    }
    assert "连续旷工 4 天" in str(reply["notices"])


def test_how_much_weight_the_other_notices_have() -> None:
    sunday = attend(month="2026-01", events=absent("2026-01-11"), prior_run_days="1")
    assert levels(sunday)["absent_on_rest_day"] == levels(sunday)["prior_in_january"] == "warning"
    beyond = attend(full_day_count=1, longest_run="2")
    assert levels(beyond)["longest_run_beyond_counts"] == "warning"
    assert levels(attend(full_day_count=1))["longest_run_not_given"] == "info"
    unknown = attend(month="2027-03", events=absent("2027-03-02"))
    assert levels(unknown)["no_work_calendar"] == "info"
    late = [{"date": "2026-03-02", "kind": "late", "minutes": 16}]
    assert levels(attend(events=late))["just_over_limit"] == "info"


def test_the_steps_of_a_capped_month() -> None:
    reply = attend(full_day_count=3, longest_run="1", bonus_gross="1000")
    assert [(step["formula"], step["value"], step["clause"]) for step in reply["steps"]] == [
        ("3 次 × 50% = 150%", "150", "co-4-1-3"),
        ("150%，超过 100%，按 100%", "100", "co-4-1-3"),
        ("3 次 × 3 = 9 天的日工资", "9", "co-4-1-3"),
        ("21,750.00 ÷ 21.75 = 1,000.00 元", "1000.00", "co-4-1-3"),
        ("21,750.00 ÷ 21.75 × 9 = 9,000.00 元", "9000.00", "co-4-1-3"),
        ("9 − 3 = 6 天，21,750.00 ÷ 21.75 × 6 = 6,000.00 元", "6000.00", "co-4-1-3"),
        ("1,000.00 × 100% = 1,000.00 元", "1000.00", "co-4-1-3"),
        ("1,000.00 − 1,000.00 = 0.00 元", "0.00", "co-4-1-3"),
        ("1 天", "1", "co-4-1-3"),
        ("3 天", "3", "co-4-1-3"),
    ]


def test_each_deduction_of_wage_cites_the_clause_that_makes_it() -> None:
    reply = attend(long_count=1, half_day_count=1, daily_wage="100")
    assert [(step["formula"], step["clause"]) for step in reply["steps"]] == [
        ("1 次 × 10% = 10%", "co-4-1-2"),
        ("1 次 × 20% = 20%", "co-4-1-3"),
        ("10% + 20% = 30%", "co-4-1-2"),
        ("1 次 × 1 = 1 天的日工资", "co-4-1-2"),
        ("1 次 × 2 = 2 天的日工资", "co-4-1-3"),
        ("1 + 2 = 3 天", "co-4-1-2"),
        ("100.00 × 3 = 300.00 元", "co-4-1-2"),
        ("3 − 0.5 = 2.5 天，100.00 × 2.5 = 250.00 元", "co-4-1-2"),
        ("1 次 × 0.5 = 0.5 天", "co-4-1-2"),
        ("0.5 + 0.5 = 1 天", "co-4-1-3"),
    ]


def test_pay_below_the_minimum_says_what_it_is() -> None:
    given = {"monthly_wage": "2175", "full_day_count": 2, "minimum_wage": "1800"}
    (step,) = [each for each in attend(**given)["steps"] if "最低工资" in each["label"]]
    assert step["formula"] == "2,175.00 + 0.00 − 600.00 = 1,575.00 元 < 1,800.00 元"
    enough = attend(**given | {"minimum_wage": "1575"})["steps"]
    assert not any("最低工资" in each["label"] for each in enough)


def test_a_run_longer_than_the_absence_before_the_month_is_doubted() -> None:
    given = {"half_day_count": 1, "prior_run_days": "3"}
    for month in ("2026-02", "2026-03"):
        assert "prior_run_beyond_prior" in codes(attend(**given, month=month))
    assert "prior_run_beyond_prior" not in codes(attend(**given, prior_absence_days="3"))
    assert "prior_run_beyond_prior" not in codes(attend(**given, month="2026-01"))
    half = attend(prior_run_days="0.5", prior_absence_days="0.5")
    assert "longest_run_beyond_counts" not in codes(half)  # none is given that could be


def test_a_run_that_is_given_is_real_as_far_as_work_was_missed() -> None:
    counted = {"attendance.termination.deemed_consecutive": "counted"}
    late = {"long_count": 8, "longest_run": "4"}
    missed = {"full_day_count": 3, "half_day_count": 2, "longest_run": "4"}
    before = {"full_day_count": 1, "longest_run": "4", "prior_run_days": "3"}
    before |= {"prior_absence_days": "3"}
    with what_if(counted):
        assert "only_run_with_deemed" in codes(attend(**late))
        for real in (missed, before):
            assert "may_terminate_consecutive" in codes(attend(**real))
    assert "may_terminate_consecutive" in codes(attend(**late))  # and is doubted
    assert "longest_run_beyond_counts" in codes(attend(**late))


def test_a_total_cites_the_first_clause_that_counted() -> None:
    total = attend(short_count=4, half_day_count=1)["steps"][2]
    assert (total["formula"], total["clause"]) == ("5% + 20% = 25%", "co-4-1-2")


def test_a_percentage_of_no_bonus_is_said_to_be_of_none() -> None:
    (notice,) = attend(short_count=4)["notices"]
    assert (notice["level"], notice["code"]) == ("info", "no_bonus_to_deduct_from")
    assert "no_bonus_to_deduct_from" not in codes(attend(short_count=4, bonus_gross="1"))
    assert "no_bonus_to_deduct_from" not in codes(attend(short_count=3))


def test_what_is_approved_is_read_and_not_counted() -> None:
    approved = {"approved": True, "date": "2026-03-02"}
    events = [approved | {"kind": "late"}, approved | {"kind": "absent_full"}]
    events += [{"date": "2026-03-02", "kind": "absent_half"}]
    result = attend(events=events)["result"]
    assert (result["short_count"], result["long_count"]) == (0, 0)
    assert (result["half_day_count"], result["full_day_count"]) == (1, 0)
    absent_first = attend(events=events[1:])["steps"][0]
    assert absent_first["clause"] == "co-4-1-3"  # of absence; that of lateness is co-4-1-2
    late_april = [approved | {"kind": "late", "date": "2026-04-01"}]
    request = {"month": "2026-03", "monthly_wage": "21750", "events": late_april}
    assert list(answer("attendance", request)["problems"]) == ["events"]


def test_the_right_to_terminate_is_told_with_what_it_rests_on() -> None:
    running = attend(full_day_count=4, longest_run="4")
    assert "may_terminate_consecutive" in codes(running)
    assert "may_terminate_cumulative" not in codes(running)
    in_all = attend(full_day_count=1, longest_run="1", prior_absence_days="4.5")
    assert "may_terminate_cumulative" in codes(in_all)
    assert "今年实际旷工累计 5.5 天" in str(in_all["notices"])
    assert in_all["steps"][-1]["formula"] == "4.5 + 1 = 5.5 天"


def test_a_run_longer_than_all_absence_is_doubted() -> None:
    assert "longest_run_beyond_counts" in codes(attend(full_day_count=1, longest_run="1.5"))
    for enough in ({"full_day_count": 2}, {"full_day_count": 1, "prior_absence_days": "1"}):
        assert "longest_run_beyond_counts" not in codes(attend(longest_run="1.5", **enough))


def test_days_before_january_are_doubted() -> None:
    for prior in ("prior_absence_days", "prior_deemed_days", "prior_run_days"):
        assert "prior_in_january" in codes(attend(month="2026-01", **{prior: "1"}))
    assert "prior_in_january" not in codes(attend(month="2026-02", prior_absence_days="1"))


def test_a_deduction_of_the_whole_wage_is_not_above_it() -> None:
    whole = {"daily_wage": "10875", "half_day_count": 1, "longest_run": "0.5"}
    assert "deduction_above_wage" not in codes(attend(**whole))
    assert "deduction_above_wage" in codes(attend(**whole | {"daily_wage": "10875.01"}))


def test_the_line_of_loss_compensation_is_passed_and_not_reached() -> None:
    at = {"daily_wage": "4350", "long_count": 1}  # 20 % of 21,750
    assert "loss_compensation_line" not in codes(attend(**at))
    reply = attend(**at | {"daily_wage": "4350.01"})
    assert "loss_compensation_line" in codes(reply)
    assert "超过月工资的 20%（4,350.00 元）" in str(reply["notices"])
    assert "不是可以罚款到 20% 的许可" in str(reply["notices"])


def test_what_is_taken_must_be_proved() -> None:
    assert "burden_of_proof" in codes(attend(long_count=1))
    assert "burden_of_proof" in codes(attend(short_count=4, bonus_gross="1"))
    assert "burden_of_proof" not in codes(attend(short_count=4))  # of no bonus nothing is taken
    assert "burden_of_proof" not in codes(attend(full_day_count=4, longest_run="4"))
    assert "burden_of_proof" not in codes(attend(full_day_count=1, prior_absence_days="5"))


def test_two_halves_are_told_to_cost_more_than_a_day() -> None:
    halves = absent("2026-03-02", "2026-03-03", kind="absent_half")
    reply = attend(events=halves)
    assert "一共扣 4 天的日工资，比旷工一天的 3 天还多" in str(reply["notices"])
    assert "请核对日期" not in str(reply["notices"])  # they are known
    assert "请核对日期" in str(attend(half_day_count=2)["notices"])
    assert "two_halves_cost_more" not in codes(attend(events=halves[:1] * 2))
    assert "two_halves_cost_more" not in codes(attend(half_day_count=1, full_day_count=1))


def test_a_lateness_just_over_the_limit_is_to_be_checked() -> None:
    def told(minutes: int | None, seconds: int = 0, **given: Any) -> bool:
        event = {"date": "2026-03-02", "kind": "late", "minutes": minutes, "seconds": seconds}
        return "just_over_limit" in codes(attend(events=[event | given]))

    assert [told(15), told(15, 1), told(16), told(16, 1)] == [False, True, True, False]
    assert not told(None, long=True)
    assert not told(16, approved=True)
    twice = [{"date": d, "kind": "early", "minutes": 16} for d in ("2026-03-09", "2026-03-02")]
    dates = "2026-03-02、2026-03-09 的迟到或早退最多只超出 15 分钟的时限 1 分钟"
    assert dates in str(attend(events=[*twice, *twice])["notices"])


def test_an_answer_never_depends_on_the_callers_decimal_context() -> None:
    request = {"monthly_wage": "7321.55", "bonus_gross": "123456.78", "full_day_count": 1}
    expected = attend(**request)
    for precision, rounding in ((4, ROUND_FLOOR), (9, ROUND_DOWN)):
        with localcontext(prec=precision, rounding=rounding):
            assert attend(**request) == expected


def test_what_python_callers_give_is_checked_exactly_in_any_decimal_context() -> None:
    with localcontext(prec=4):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=Decimal("123456.78"))


def test_a_lateness_is_compared_to_the_second_in_any_decimal_context() -> None:
    said = {"kind": "late", "minutes": 15, "seconds": 1, "long": True}
    day, month, wage = date(2026, 3, 2), Month(2026, 3), Decimal(1)
    with localcontext(prec=2):  # 901 seconds would be 900, and within the limit
        assert attend(events=[said | {"date": "2026-03-02"}])["result"]["long_count"] == 1
        late = Event(date=day, kind="late", minutes=15, seconds=1, long=True)
        inputs = attendance.Inputs(month=month, monthly_wage=wage, events=(late,))
    assert inputs.events == (late,)


def test_python_callers_are_held_to_the_same_limits() -> None:
    with pytest.raises(Problems, match="monthly_wage: negative"):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=Decimal(-1))
    with pytest.raises(Problems, match=r"^monthly_wage: not_a_number {'found': 'NaN'}$"):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=Decimal("NaN"))
    with pytest.raises(TypeError, match="monthly_wage: expected Decimal, got float"):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=21750.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="short_count: expected int, got bool"):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=Decimal(1), short_count=True)
    with pytest.raises(TypeError, match=r"^expected Event, got str$"):
        attendance.Inputs(month=Month(2026, 3), monthly_wage=Decimal(1), events=("late",))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="date: expected date, got datetime"):
        Event(date=datetime(2026, 3, 2), kind="absent_full")  # noqa: DTZ001


def codes(reply: dict[str, Any]) -> set[str]:
    return {notice["code"] for notice in reply["notices"]}
