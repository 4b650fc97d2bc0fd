"""DingTalk 每日统计: rows of days gathered into people."""

import time
from typing import Any

import pytest

from calculators.door import answer
from calculators.files.entries import Person
from calculators.files.tables import UNSTORED, Merge
from tests.calculators.files.attendance_exports import (
    DAILY_51,
    daily,
    noticed,
    read,
    refusal,
    said,
    table,
)

SHORT = (
    "姓名",
    "UserId",
    "日期",
    "迟到次数",
    "迟到时长(分钟)",
    "早退次数",
    "早退时长(分钟)",
    "旷工天数",
)
DAY = "2026-03-02"


def events(*days: dict[str, str], headers: Any = DAILY_51, **values: str) -> list[dict[str, Any]]:
    entry = read(daily(*days, headers=headers), **values).only
    assert said(entry) == []
    return list(entry.request["events"])


def problems(*days: dict[str, str], headers: Any = DAILY_51, **values: str) -> list[str]:
    return said(read(daily(*days, headers=headers), **values).only)


def test_a_month_of_a_person() -> None:
    read_ = read(
        daily(
            {"日期": "26-03-02 星期一", "迟到次数": "1", "迟到时长(分钟)": "5"},
            {"日期": "26-03-03 星期二", "早退次数": "1", "早退时长(分钟)": "12.5"},
            {"日期": "26-03-04 星期三", "严重迟到次数": "1", "严重迟到时长(分钟)": "40"},
            {"日期": "26-03-05 星期四", "旷工迟到天数": "1"},
            {"日期": "26-03-06 星期五", "旷工天数": "0.5"},
            {"日期": "26-03-09 星期一", "旷工天数": "1.0", "迟到次数": "0"},
            {"日期": "26-03-10 星期二", "上班缺卡次数": "1", "下班缺卡次数": "1"},
            {"日期": "26-03-11 星期三", "下班缺卡次数": "1"},
        )
    )
    assert read_.only.source == "4-11"
    assert read_.only.about == Person("甲", "u1", "")
    assert read_.only.request == {
        "month": "2026-03",
        "events": [
            {"date": "2026-03-02", "kind": "late", "minutes": 5},
            {"date": "2026-03-03", "kind": "early", "minutes": 12, "seconds": 30},
            {"date": "2026-03-04", "kind": "late", "minutes": 40},
            {"date": "2026-03-05", "kind": "late", "minutes": None, "long": True},
            {"date": "2026-03-06", "kind": "absent_half"},
            {"date": "2026-03-09", "kind": "absent_full"},
        ],
    }
    assert said(read_.only) == []
    assert noticed(read_.only) == [
        (
            "严重迟到 1 次：按“迟到次数里不含严重迟到”算，也就是 severe_included=false，"
            "两样都计；"
            "如果贵公司的迟到次数已经含了严重迟到，请加上 --set severe_included=true 重新运行"
        ),
        "缺卡 3 次（2026-03-10×2、2026-03-11）：手册没有写缺卡怎样扣，只列出来，没有扣",
    ]
    assert read_.reading[0] == "文件按“每日统计”读，一行是一个人的一天：表头在第 3 行，读了 8 行"
    assert read_.reading[1].startswith(
        "文件里没有用到的列：考勤组、部门、职位、workDate、班次、上班1打卡时间"
    )
    assert read_.reading[2] == (
        "考勤月份是 2026-03：来自第 1 行起的标题“每日统计 统计日期：2026-03-01 至 2026-03-31”"
    )
    request = {**read_.only.request, "monthly_wage": "21750"}
    assert answer("attendance", request)["result"]["long_count"] == 2


def test_cells_that_are_very_long_are_told_at_once() -> None:
    long = "2026-03-02" + " " * 30_000
    started = time.perf_counter()
    day = {"迟到次数": "1" * 30_000, "迟到时长(分钟)": "1+" * 15_000}
    assert len(problems({"日期": DAY, **day})) == 2
    assert len(problems({"日期": long + "x"})) == 1
    titled = [[long + "x 至 " + long], *daily({"日期": DAY})]
    assert read(titled).only.request["month"] == "2026-03"
    assert time.perf_counter() - started < 2


def test_people_keep_the_order_of_their_first_rows() -> None:
    rows = daily(
        {"姓名": "丙(已离职)", "UserId": "u3", "日期": "2026-03-02"},
        {"姓名": "甲", "UserId": "u1", "日期": "2026-03-02"},
        {"姓名": "丙(已离职)", "UserId": "u3", "日期": "2026-03-03"},
        {"姓名": "甲", "UserId": "u2", "日期": "2026-03-02"},
        {"姓名": "丁", "UserId": "", "工号": "007", "日期": "2026-03-02"},
        {"姓名": "戊", "UserId": "", "日期": "2026-03-02"},
        {"姓名": "戊", "UserId": "--", "日期": "2026-03-03"},
    )
    found = [(entry.source, entry.about) for entry in read(table(rows, "每日统计")).entries]
    assert found == [
        ("每日统计!4-6", Person("丙(已离职)", "u3")),
        ("每日统计!5", Person("甲", "u1")),
        ("每日统计!7", Person("甲", "u2")),
        ("每日统计!8", Person("丁", "", "007")),
        ("每日统计!9-10", Person("戊")),
    ]


def test_columns_in_another_order_width_case_and_unit() -> None:
    headers = (
        "旷工天数（天）",
        "ＵＳＥＲＩＤ",
        "迟到时长\n(小时)",
        "日 期",
        "迟到次数(次)",
        "姓名",
    )
    day = {
        "ＵＳＥＲＩＤ": "u1",
        "日 期": "2026/3/2",
        "迟到次数(次)": "１",
        "迟到时长\n(小时)": "0.25",
    }
    assert events(day, headers=headers) == [{"date": DAY, "kind": "late", "minutes": 15}]


def test_a_49_column_export_with_two_rows_of_headers_and_merged_people() -> None:
    """Another company's: groups of leave, people merged over their days."""
    leaves = [
        *DAILY_51[:37],
        "事假(天)",
        "病假(天)",
        "年假(天)",
        "调休(天)",
        "婚假(天)",
        "产假(天)",
    ]
    leaves += ["陪产假(天)", "路途假(天)", "加班总时长", "工作日（转加班费）", "休息日（转加班费）"]
    leaves += ["节假日（转加班费）"]
    assert len(leaves) == 49
    group = [*leaves[:37], "请假", *[""] * 7, "加班总时长", "加班时长（转加班费）", "", ""]
    lower = [*[""] * 37, *leaves[37:45], "", *leaves[46:]]
    days = daily(
        {"日期": "2026-03-02", "迟到次数": "1", "迟到时长(分钟)": "3"},
        {"姓名": "", "UserId": "", "日期": "2026-03-03", "迟到次数": "1", "迟到时长(分钟)": "4"},
        {"姓名": "乙", "UserId": "u2", "日期": "2026-03-02", "旷工天数": "1"},
        {"姓名": "", "UserId": "", "日期": "2026-03-03"},
        headers=leaves,
    )
    rows = [days[0], days[1], group, lower, *days[3:]]
    people = [Merge(row, column, row + 1, column) for row in (5, 7) for column in (1, 6)]
    upright = [Merge(3, n, 4, n) for n in range(1, 38)]
    found = read(table(rows, "每日统计", merges=[*upright, Merge(3, 38, 3, 45), *people])).entries
    assert [(e.source, len(e.request["events"])) for e in found] == [
        ("每日统计!5-6", 2),
        ("每日统计!7-8", 1),
    ]


def test_a_row_without_a_person_in_a_text_file_is_nobody_s() -> None:
    found = read(
        daily(
            {"日期": "2026-03-02", "迟到次数": "1", "迟到时长(分钟)": "3"},
            {"姓名": "", "UserId": "", "日期": "2026-03-03", "旷工天数": "1"},
            {"姓名": "合计", "UserId": "", "日期": "", "迟到次数": "1"},
            {"姓名": "", "UserId": "", "考勤组": "制表人 王"},
            {"姓名": "备注：本表仅供参考", "UserId": ""},
            {"姓名": "姓名", "UserId": "UserId", "日期": "日期", "迟到次数": "迟到次数"},
            {"姓名": "", "UserId": ""},
        )
    )
    assert len(found.only.request["events"]) == 1
    assert found.reading[2:4] == [
        "文件有 4 行不是哪个人的（合计、空白、说明等），跳过了：第 6-9 行",
        "文件有 1 行有日期，没有姓名、UserId 和工号，跳过了，没有算在任何人头上，请核对：第 5 行",
    ]


def test_without_a_column_of_counts_a_length_is_one_lateness() -> None:
    headers = ("姓名", "日期", "迟到时长", "早退时长")
    assert events({"日期": DAY, "迟到时长": "7", "早退时长": "0"}, headers=headers) == [
        {"date": DAY, "kind": "late", "minutes": 7}
    ]


def test_a_blank_count_beside_a_length_is_told() -> None:
    entry = read(daily({"日期": DAY, "迟到时长(分钟)": "7"})).only
    assert entry.request["events"] == [{"date": DAY, "kind": "late", "minutes": 7}]
    assert noticed(entry) == [f"第 4 行（{DAY}）“迟到次数”是空的，有时长：按 1 次算"]


def test_two_lengths_that_are_written_apart() -> None:
    found = events({"日期": DAY, "迟到次数": "2", "迟到时长(分钟)": "5+20"})
    assert [event["minutes"] for event in found] == [5, 20]
    assert events({"日期": DAY, "早退次数": "2", "早退时长(分钟)": "5、20分钟"}) != []


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"迟到次数": "2", "迟到时长(分钟)": "30"},
            (
                "第 4 行（2026-03-02）“迟到次数”是 2 次，“迟到时长(分钟)”只有合计 30 分钟，"
                "看不出每次多久，"
                "请把每次的时长用加号隔开写，例如 5+20"
            ),
        ),
        (
            {"迟到次数": "1"},
            (
                "第 4 行（2026-03-02）“迟到次数”是 1 次，没有写时长："
                "请在“迟到时长(分钟)”列写上分钟数，一次以上的用加号隔开，例如 5+20；"
                "表头写法不同的，用 --map 对照"
            ),
        ),
        (
            {"早退次数": "0", "早退时长(分钟)": "5"},
            "第 4 行“早退时长(分钟)”有 5 分钟，“早退次数”却是 0 次，请改正其中一个",
        ),
        (
            {"迟到次数": "1", "迟到时长(分钟)": "abc"},
            "第 4 行“迟到时长(分钟)”写的是“abc”，要写成时长，例如 12；没有就写 0",
        ),
        (
            {"迟到次数": "-1"},
            "第 4 行“迟到次数”写的是“-1”，要写成不小于 0 的数，例如 1；没有就写 0",
        ),
        (
            {"迟到次数": "1", "迟到时长(分钟)": "0.004"},
            "第 4 行“迟到时长(分钟)”写的是“0.004”，要写成时长，例如 12；没有就写 0",
        ),
        ({"迟到次数": "1.5"}, "第 4 行“迟到次数”写的是“1.5”，要写成整数次数，例如 1；没有就写 0"),
        (
            {"旷工天数": "0.3"},
            "第 4 行（2026-03-02）“旷工天数”写的是 0.3，一天的旷工只能是 0.5 或 1，请改正",
        ),
        (
            {"旷工天数": UNSTORED},
            (
                "第 4 行“旷工天数”是公式，文件里没有存下结果，请在表格软件里打开、保存一次，"
                "或改成数值"
            ),
        ),
        (
            {"早退次数": "1", "早退时长(分钟)": "1441"},
            "第 4 行（2026-03-02）“早退时长(分钟)”是 1441 分钟，超过了一天，请核对数和单位",
        ),
        (
            {"严重迟到次数": "999999999999"},
            "第 4 行（2026-03-02）“严重迟到次数”是 999999999999 次，一天不会有这么多，请核对",
        ),
        (
            {"旷工迟到天数": "99999999999"},
            "第 4 行“旷工迟到天数”写的是“99999999999”，要写成整数次数，例如 1；没有就写 0",
        ),
        (
            {"迟到次数": "11", "迟到时长(分钟)": "1+" * 10 + "1"},
            "第 4 行（2026-03-02）“迟到次数”是 11 次，一天不会有这么多，请核对",
        ),
        (
            {"旷工迟到天数": "1.5"},
            "第 4 行“旷工迟到天数”写的是“1.5”，要写成整数次数，例如 1；没有就写 0",
        ),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(cells: dict[str, str], sentence: str) -> None:
    assert problems({"日期": DAY, **cells}) == [sentence]


@pytest.mark.parametrize(
    "text", ["2026-02-30", "3月2日", "", "合计", "0026-03-02", "2126-03-02", UNSTORED]
)
def test_a_date_that_is_none(text: str) -> None:
    (sentence,) = problems({"日期": text, "旷工天数": "1"}, {"日期": DAY})
    if text == UNSTORED:
        assert sentence.startswith("第 4 行“日期”是公式，文件里没有存下结果")
    else:
        expected = f"第 4 行“日期”写的是“{text}”，不是日期，要写成 年-月-日，例如 2026-03-02"
        assert sentence == expected


def test_a_unit_that_is_unknown_matters_where_there_is_a_length() -> None:
    headers = ("姓名", "日期", "迟到次数", "迟到时长(刻)")
    assert events({"日期": DAY, "迟到次数": "0", "迟到时长(刻)": "0"}, headers=headers) == []
    assert problems({"日期": DAY, "迟到次数": "1", "迟到时长(刻)": "2"}, headers=headers) == [
        (
            "第 4 行“迟到时长(刻)”写的是“2”，表头的单位看不懂；时长的"
            "单位请写分钟或小时，次数写次，天数写天"
        )
    ]
    own = events({"日期": DAY, "迟到次数": "1", "迟到时长(刻)": "2分钟"}, headers=headers)
    assert own == [{"date": DAY, "kind": "late", "minutes": 2}]


def test_a_bad_row_changes_nobody_else() -> None:
    found = read(
        daily(
            {"日期": DAY, "迟到次数": "x"},
            {"姓名": "乙", "UserId": "u2", "日期": DAY, "旷工天数": "1"},
        )
    )
    assert len(said(found.of("甲"))) == 1
    assert said(found.of("乙")) == []
    assert found.of("乙").request["events"] == [{"date": DAY, "kind": "absent_full"}]


def test_a_day_twice() -> None:
    quiet = {"日期": DAY, "迟到次数": "0"}
    late = {"日期": "2026/3/2", "迟到次数": "1", "迟到时长(分钟)": "5"}
    sentence = "第 5 行和第 4 行是同一个人的同一天（2026-03-02），会算两遍，请只留一行"
    assert problems(quiet, {"日期": DAY}) == []
    assert problems(quiet, late) == problems(late, quiet) == problems(late, late) == [sentence]


def test_severe_lateness_apart_and_within() -> None:
    day = {
        "日期": DAY,
        "迟到次数": "2",
        "迟到时长(分钟)": "45",
        "严重迟到次数": "1",
        "严重迟到时长(分钟)": "40",
    }
    within = read(daily(day), severe_included="true").only
    assert [e["minutes"] for e in within.request["events"]] == [5, 40]
    assert noticed(within) == [
        (
            "严重迟到 1 次：按“迟到次数里已经含了严重迟到”算，"
            "也就是 severe_included=true，迟到次数减去了它；"
            "如果不含，请改成 --set severe_included=false 重新运行"
        )
    ]
    assert len(problems(day, severe_included="false")) == 1  # two with one length between them
    single = day | {"迟到次数": "1", "迟到时长(分钟)": "40"}
    assert [e["minutes"] for e in events(single, severe_included="true")] == [40]
    assert [e["minutes"] for e in events(single)] == [40, 40]
    apart = day | {"迟到时长(分钟)": "5+40"}
    assert [e["minutes"] for e in events(apart, severe_included="true")] == [5, 40]


def test_severe_lateness_that_cannot_be_within() -> None:
    more = {"日期": DAY, "迟到次数": "0", "严重迟到次数": "1", "严重迟到时长(分钟)": "40"}
    assert problems(more, severe_included="true") == [
        (
            "第 4 行“严重迟到次数”是 1 次，比“迟到次数”的 0 次还多：迟到次数看来不含严重迟到，"
            "请改用 --set severe_included=false，或改正次数"
        )
    ]
    longer = more | {"迟到次数": "1", "迟到时长(分钟)": "5"}
    assert problems(longer, severe_included="true") == [
        (
            "第 4 行（2026-03-02）“迟到时长(分钟)”减去“严重迟到时长(分钟)”对不上："
            "迟到时长看来不含严重迟到，"
            "请改用 --set severe_included=false，或改正时长"
        )
    ]
    listed = more | {"迟到次数": "2", "迟到时长(分钟)": "5+30"}
    assert len(problems(listed, severe_included="true")) == 1


def test_severe_lateness_without_a_length() -> None:
    day = {"日期": DAY, "严重迟到次数": "2"}
    entry = read(daily(day)).only
    assert (
        entry.request["events"]
        == [{"date": DAY, "kind": "late", "minutes": None, "long": True}] * 2
    )
    assert noticed(entry)[0] == f"第 4 行（{DAY}）严重迟到 2 次没有写时长：按超过时限的迟到算"
    within = day | {"严重迟到次数": "1", "迟到次数": "1", "迟到时长(分钟)": "40"}
    assert [e["minutes"] for e in events(within, severe_included="true")] == [40]
    mixed = within | {"迟到次数": "2", "迟到时长(分钟)": "45"}
    (sentence,) = problems(mixed, severe_included="true")
    assert sentence.startswith(
        f"第 4 行（{DAY}）“迟到次数”是 2 次，“迟到时长(分钟)”只有合计 45 分钟，看不出每次多久"
    )


def test_other_words_and_missing_punches_without_counts() -> None:
    headers = ("姓名", "日期", "late_times", "late_minute", "absenteeism_days", "缺卡次数")
    day = {"日期": DAY, "late_times": "1次", "late_minute": "5分钟", "缺卡次数": "2次"}
    entry = read(daily(day, headers=headers)).only
    assert entry.request["events"] == [{"date": DAY, "kind": "late", "minutes": 5}]
    assert noticed(entry) == ["缺卡 2 次（2026-03-02×2）：手册没有写缺卡怎样扣，只列出来，没有扣"]


def test_absence_counted_in_times_as_wecom_does() -> None:
    headers = ("姓名", "日期", "旷工次数(次)", "旷工时长(分钟)")
    half = {"日期": DAY, "旷工次数(次)": "1", "旷工时长(分钟)": "240"}
    assert events(half, headers=headers) == [{"date": DAY, "kind": "absent_half"}]
    full = half | {"旷工时长(分钟)": "480"}
    assert events(full, headers=headers) == [{"date": DAY, "kind": "absent_full"}]
    twice = half | {"旷工次数(次)": "2", "旷工时长(分钟)": "960"}
    assert problems(twice, headers=headers) == [
        f"第 4 行 {DAY} 的旷工加起来是 2 天，超过了一天，请改正"
    ]


def test_seconds_that_are_no_whole_number() -> None:
    entry = read(daily({"日期": DAY, "迟到次数": "1", "迟到时长(分钟)": "12.33"})).only
    assert entry.request["events"] == [{"date": DAY, "kind": "late", "minutes": 12, "seconds": 20}]
    assert noticed(entry) == ["第 4 行“迟到时长(分钟)”写的是“12.33”，不是整秒：四舍五入到秒"]


def test_one_user_id_with_two_names() -> None:
    found = problems({"日期": DAY}, {"姓名": "乙", "日期": "2026-03-03"})
    assert found == ["第 5 行的姓名是“乙”，前面同一个编号（u1）的姓名是“甲”，请核对是不是同一个人"]
    assert problems({"日期": DAY}, {"姓名": "甲(已离职)", "日期": "2026-03-03"}) == []


def test_a_name_with_and_without_a_user_id() -> None:
    found = read(daily({"日期": DAY}, {"UserId": "", "日期": "2026-03-03", "旷工天数": "1"}))
    sure, unsure = found.entries
    assert (said(sure), noticed(sure)) == (
        [],
        ["另有同名的行（5）没有写 UserId（或工号），没有算在这个人头上；是同一个人的，请补上再算"],
    )
    assert said(unsure) == [
        "“甲”在 5 没有写 UserId（或工号），别的行里同名的人写了，不知道是不是同一个人，请补上"
    ]


def test_a_person_whose_name_is_a_formula() -> None:
    found = problems({"姓名": UNSTORED, "日期": DAY})
    assert found == [
        "第 4 行“姓名”是公式，文件里没有存下结果，请在表格软件里打开、保存一次，或改成数值"
    ]


def test_inputs_pasted_into_the_export() -> None:
    headers = (*SHORT, "月工资", "绩效得分")
    rows = daily(
        {"日期": DAY, "月工资": "8,000", "绩效得分": "85"},
        {"日期": "2026-03-03", "月工资": "8,000"},
        {"姓名": "乙", "UserId": "u2", "日期": DAY, "月工资": "9000"},
        {"姓名": "乙", "UserId": "u2", "日期": "2026-03-03", "月工资": "9500"},
        headers=headers,
    )
    found = read(rows, calculator="settlement")
    assert found.of("甲").request == {
        "month": "2026-03",
        "monthly_wage": "8,000",
        "score": "85",
        "events": [],
    }
    assert said(found.of("乙")) == [
        "第 7 行“月工资”写的是“9500”，同一个人第 6 行写的是“9000”，请改成一样的"
    ]


def test_two_sheets_of_days() -> None:
    first = table(daily({"日期": DAY, "旷工天数": "1"}, headers=SHORT), "上半月")
    second = table(daily({"日期": "2026-03-20", "旷工天数": "1"}, headers=SHORT), "下半月")
    entry = read(first, second).only
    assert entry.source == "上半月!4、下半月!4"
    assert [event["date"] for event in entry.request["events"]] == [DAY, "2026-03-20"]


def test_a_date_of_another_month_is_refused() -> None:
    rows = daily({"日期": "2026-03-31"}, {"日期": "2026-04-01"}, headers=SHORT, titled=False)
    assert refusal(rows) == (
        "文件里有两个月的考勤：2026-03（第 2 行）和 2026-04（第 3 行），"
        "一次只能算一个月，请按月分成两个文件"
    )
    titled = table(daily({"日期": "2026-04-01"}, headers=SHORT), "每日统计")
    assert refusal(titled) == (
        "文件里有两个月的考勤：2026-03（工作表“每日统计”第 1 行）和 2026-04"
        "（工作表“每日统计”第 4 行），一次只能算一个月，请按月分成两个文件"
    )


def test_a_wrong_weekday_is_told_once() -> None:
    rows = daily({"日期": "2026-03-02 星期二"}, {"日期": "2026-03-03 星期一"}, headers=SHORT)
    sentence = "第 4 行的日期写的是“2026-03-02 星期二”，那天不是这个星期几；已按日期读，请核对"
    assert [told for told in read(rows).reading if "星期几" in told] == [sentence]


def test_twenty_thousand_rows_in_a_few_seconds() -> None:
    days = [
        {
            "姓名": f"员工{n}",
            "UserId": f"u{n}",
            "日期": f"26-03-{day:02}",
            "迟到次数": str(day % 2),
            "迟到时长(分钟)": str(day % 2 * 5),
        }
        for n in range(650)
        for day in range(1, 32)
    ]
    rows = daily(*days)
    started = time.perf_counter()
    found = read(rows).entries
    assert time.perf_counter() - started < 8  # some two when nothing else runs
    assert (len(found), len(found[-1].request["events"])) == (650, 16)


def test_missing_punches_are_counted_once() -> None:
    headers = ("姓名", "日期", "上班缺卡次数", "下班缺卡次数", "缺卡次数", "旷工天数")
    first = {"日期": "2026-03-02", "上班缺卡次数": "1", "下班缺卡次数": "1", "缺卡次数": "2"}
    second = {"日期": "2026-03-03", "下班缺卡次数": "1"}
    found = read(daily(first, second, headers=headers))
    assert noticed(found.only) == [
        "缺卡 3 次（2026-03-02×2、2026-03-03）：手册没有写缺卡怎样扣，只列出来，没有扣"
    ]


@pytest.mark.parametrize("other", ["张 三", "张三(已离职)", "张　三（离职）"])
def test_one_person_whose_name_is_written_in_two_ways(other: str) -> None:
    headers = ("姓名", "日期", "旷工天数")
    found = read(
        daily(
            {"姓名": "张三", "日期": "2026-03-02", "旷工天数": "1"},
            {"姓名": other, "日期": "2026-03-03", "旷工天数": "1"},
            headers=headers,
        )
    )
    assert found.only.source == "4-5"
    assert said(found.only) == []
    assert len(found.only.request["events"]) == 2


@pytest.mark.parametrize("total", ["合计（1人）", "总 计", "本月合计", "平均"])
def test_a_total_is_nobody(total: str) -> None:
    headers = ("姓名", "日期", "旷工天数")
    found = read(
        daily(
            {"日期": "2026-03-02", "旷工天数": "1"},
            {"姓名": total, "旷工天数": "1"},
            headers=headers,
        )
    )
    assert found.only.source == "4"
    assert "文件有 1 行不是哪个人的（合计、空白、说明等），跳过了：第 5 行" in found.reading


SEVERE = ("迟到次数", "严重迟到次数")
LENGTHS = ("迟到时长(分钟)", "严重迟到时长(分钟)")


@pytest.mark.parametrize(
    ("included", "said_of_all"),
    [
        (
            "false",
            (
                "有 1 个人有严重迟到：假定迟到次数里不含严重迟到（severe_included=false）；"
                "已经含了的，请加上 --set severe_included=true 重新运行"
            ),
        ),
        (
            "true",
            "有 1 个人有严重迟到：假定迟到次数里已经含了严重迟到（severe_included=true）",
        ),
    ],
)
def test_what_is_assumed_of_severe_lateness_is_told_once_for_all(
    included: str, said_of_all: str
) -> None:
    rows = daily(
        {**dict.fromkeys(SEVERE, "1"), **dict.fromkeys(LENGTHS, "40"), "日期": DAY},
        {"姓名": "乙", "UserId": "u2", "日期": DAY},
    )
    assert said_of_all in read(rows, severe_included=included).reading
