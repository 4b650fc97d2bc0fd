"""DingTalk 月度汇总: one row a person, with days or with counts alone."""

from typing import Any

import pytest

from calculators.door import answer
from calculators.files.entries import Entry
from calculators.files.tables import UNSTORED
from tests.calculators.files.attendance_exports import (
    MARCH,
    PERSON,
    WEEK,
    Answer,
    day_headers,
    monthly,
    noticed,
    read,
    refusal,
    row,
    said,
    table,
)

COUNTS = (
    *(
        "出勤天数",
        "迟到次数",
        "迟到时长(分钟)",
        "严重迟到次数",
        "严重迟到时长(分钟)",
        "旷工迟到天数",
    ),
    *("早退次数", "早退时长(分钟)", "上班缺卡次数", "下班缺卡次数", "旷工天数"),
)
NUMBERS = [str(n) for n in range(1, 32)]
ZERO = dict.fromkeys(COUNTS, "0")


def of(*cells: str, counts: dict[str, str] | None = None, **values: str) -> Entry:
    """Return the entry of somebody with such cells on the first days of March."""
    days = dict(zip(NUMBERS, cells, strict=False))
    return read(monthly(COUNTS, {**(counts or {}), **days}, days=NUMBERS), **values).only


def counted(counts: dict[str, str], **values: str) -> Entry:
    return read(monthly(COUNTS, ZERO | counts), **values).only


def test_cells_of_days_become_events_by_date() -> None:
    cells = (
        "休息",
        "上班外勤,上班迟到24分钟,下班缺卡(09:54,-)",
        "正常(08:47)",
        "下班早退10分钟",
        "旷工",
        "旷工半天，事假4小时",
        "上班严重迟到40分钟",
        "上班旷工迟到",
    )
    counts = {"迟到次数": "1", "早退次数": "1", "旷工天数": "1.5"}
    counts |= {"严重迟到次数": "1", "旷工迟到天数": "1"}
    entry = of(*cells, counts=counts)
    assert entry.source == "月度汇总!5"
    assert entry.request == {
        "month": "2026-03",
        "events": [
            {"date": "2026-03-02", "kind": "late", "minutes": 24},
            {"date": "2026-03-04", "kind": "early", "minutes": 10},
            {"date": "2026-03-05", "kind": "absent_full"},
            {"date": "2026-03-06", "kind": "absent_half"},
            {"date": "2026-03-07", "kind": "late", "minutes": 40},
            {"date": "2026-03-08", "kind": "late", "minutes": None, "long": True},
        ],
    }
    assert said(entry) == []
    assert noticed(entry) == [
        (
            "严重迟到 1 次：按每天的格子算；核对次数的列时用的"
            "是 severe_included=false（迟到次数里含不含"
            "严重迟到），可以用 --set severe_included=true 或 false 改，不影响扣减"
        ),
        "缺卡 1 次（2026-03-02）：手册没有写缺卡怎样扣，只列出来，没有扣",
    ]
    assert "result" in answer("attendance", {**entry.request, "monthly_wage": "21750"})


def test_columns_that_contradict_the_cells_are_told() -> None:
    entry = of("", "上班迟到24分钟", counts={"迟到次数": "3", "旷工天数": "0.5"})
    assert len(entry.request["events"]) == 1
    assert noticed(entry) == [
        f"工作表“月度汇总”第 5 行{told}：按每天的格子算，请核对"
        for told in (
            "“迟到次数”写的是 3，每天的格子里数出来是 1",
            "“旷工天数”写的是 0.5，每天的格子里数出来是 0",
        )
    ]
    severe = {"迟到次数": "2", "严重迟到次数": "1"}
    within = of("", "迟到5分钟", "严重迟到40分钟", counts=severe, severe_included="true")
    assert [text for text in noticed(within) if "数出来" in text] == []
    apart = of("", "迟到5分钟", "严重迟到40分钟", counts=severe)
    assert len([text for text in noticed(apart) if "数出来" in text]) == 1


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            "上班迟到",
            (
                "工作表“月度汇总”第 5 行“2”（2026-03-02）写的是“上班迟到”，没有写几分钟，"
                "请写上，例如“上班迟到24分钟”"
            ),
        ),
        (
            "正常,迟到好久",
            (
                "工作表“月度汇总”第 5 行“2”（2026-03-02）写的是“正常,迟到好久”，其中“迟到好久”"
                "看不懂，请改成“上班迟到24分钟”“下班早退10分钟”“旷工半天”这样的写法"
            ),
        ),
        (
            "旷工,旷工半天",
            "工作表“月度汇总”第 5 行 2026-03-02 的旷工加起来是 1.5 天，超过了一天，请改正",
        ),
        (
            "迟到0.3秒",
            (
                "工作表“月度汇总”第 5 行“2”（2026-03-02）写的是“迟到0.3秒”，没有写几分钟，"
                "请写上，例如“上班迟到24分钟”"
            ),
        ),
        (
            "旷工120分钟",
            (
                "工作表“月度汇总”第 5 行 2026-03-02 写的是“旷工120分钟”，旷工不按分钟算，"
                "请改成“旷工半天”或“旷工1天”"
            ),
        ),
        (
            UNSTORED,
            (
                "工作表“月度汇总”第 5 行“2”是公式，文件里没有存下结果，请在表格软件里打开、"
                "保存一次，或改成数值"
            ),
        ),
    ],
)
def test_a_cell_that_is_not_clear_is_a_problem(cell: str, sentence: str) -> None:
    assert said(of("休息", cell)) == [sentence]


def test_severe_lateness_without_minutes_is_long() -> None:
    entry = of("休息", "上班严重迟到", counts={"严重迟到次数": "1"})
    assert entry.request["events"] == [
        {"date": "2026-03-02", "kind": "late", "minutes": None, "long": True}
    ]
    told = "工作表“月度汇总”第 5 行（2026-03-02）严重迟到 1 次没有写时长：按超过时限的迟到算"
    assert noticed(entry)[0] == told


def test_counts_without_days() -> None:
    entry = counted(
        {
            "迟到次数": "3",
            "迟到时长(分钟)": "20",
            "严重迟到次数": "1",
            "旷工迟到天数": "2",
            "早退次数": "1",
            "旷工天数": "2.5",
            "上班缺卡次数": "1",
            "下班缺卡次数": "2",
        }
    )
    assert entry.request == {
        "month": "2026-03",
        "short_count": 4,
        "long_count": 3,
        "half_day_count": 1,
        "full_day_count": 2,
    }
    assert (
        noticed(entry)[0] == "工作表“月度汇总”第 5 行“旷工天数”是 2.5 天：按 2 个整天和 1 个半天算"
    )
    assert noticed(entry)[1].startswith("严重迟到 1 次：按“迟到次数里不含严重迟到”算")
    assert noticed(entry)[2] == "缺卡 3 次：手册没有写缺卡怎样扣，只列出来，没有扣"
    result = answer("attendance", {**entry.request, "monthly_wage": "21750"})["result"]
    assert result["absence_longest_run"] is None


def test_severe_lateness_within_the_count() -> None:
    counts = {"迟到次数": "3", "严重迟到次数": "1"}
    entry = counted(counts, severe_included="true")
    assert (entry.request["short_count"], entry.request["long_count"]) == (2, 1)
    assert noticed(entry)[0].startswith("严重迟到 1 次：按“迟到次数里已经含了严重迟到”算")
    assert noticed(counted({"迟到次数": "3"}, severe_included="true")) == []
    wrong = counted({"迟到次数": "1", "严重迟到次数": "2"}, severe_included="true")
    assert said(wrong)[0].startswith(
        "工作表“月度汇总”第 5 行“严重迟到次数”是 2 次，比“迟到次数”的 1 次还多"
    )


def test_a_summed_length_that_cannot_be_within_the_limit_is_told() -> None:
    assert noticed(counted({"迟到次数": "2", "迟到时长(分钟)": "30"})) == []
    assert noticed(counted({"迟到次数": "2", "迟到时长(分钟)": "31"})) == [
        (
            "工作表“月度汇总”第 5 行“迟到次数”是 2 次，“迟到时长(分钟)”合计 31 分钟，"
            "至少有一次超过了 15 分钟；"
            "导出里没有每次的时长，这里都按没有超过时限算，请核对"
        )
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            {"旷工天数": "1.25"},
            "“旷工天数”写的是 1.25 天，旷工按半天计，要写成 0.5 的倍数，例如 0.5 或 1",
        ),
        ({"迟到次数": "一"}, "“迟到次数”写的是“一”，要写成不小于 0 的数，例如 1；没有就写 0"),
        ({"旷工迟到天数": "0.5"}, "“旷工迟到天数”写的是“0.5”，要写成整数次数，例如 1；没有就写 0"),
    ],
)
def test_a_bad_count(counts: dict[str, str], sentence: str) -> None:
    assert said(counted(counts)) == [f"工作表“月度汇总”第 5 行{sentence}"]


def test_days_that_are_all_empty_leave_the_counts() -> None:
    entry = of(counts={"迟到次数": "2"})
    assert entry.request["short_count"] == 2
    assert noticed(entry) == ["工作表“月度汇总”第 5 行每天的格子都是空的：按次数的列算"]
    assert of(counts={"迟到次数": "0"}).request["events"] == []


def weekday_names(first: int = 0) -> list[str]:
    """Return headers of days where weekends stand as 六 and 日, from a column on."""
    names = [WEEK[(n + 6) % 7] for n in range(31)]  # 2026-03-01 is a Sunday
    return [name if name in "六日" else str(n) for n, name in enumerate(names, 1)][first:]


def test_weekdays_in_the_place_of_numbers() -> None:
    headers = weekday_names()
    assert headers[:8] == ["日", "2", "3", "4", "5", "6", "六", "日"]
    leaves = ["姓名", "UserId", "迟到次数", *headers]
    cells = [""] * 31
    cells[0], cells[6], cells[30] = "旷工", "旷工", "迟到5分钟"
    found = read([[MARCH], leaves, ["甲", "u1", "1", *cells]])
    dates = [event["date"] for event in found.only.request["events"]]
    assert dates == ["2026-03-01", "2026-03-07", "2026-03-31"]
    assert not any("没有用到" in told for told in found.reading)


def test_weekdays_alone_in_the_order_of_the_period() -> None:
    names = [f"星期{WEEK[(n + 6) % 7]}" for n in range(31)]
    group = ["姓名", "UserId", "考勤结果", *[""] * 30]
    cells = ["甲", "u1", "休息", "旷工", *[""] * 29]
    rows = [[MARCH], group, ["", "", *names], cells]
    (event,) = read(rows).only.request["events"]
    assert event["date"] == "2026-03-02"
    shifted = [[MARCH], group, ["", "", *names[1:], "星期三"], cells]
    assert refusal(shifted) == (
        "第 3 行的表头只写了星期几，和 2026-03 的日历对不上，请核对月份，或在表头写上几号"
    )
    short = [[MARCH], group[:-1], ["", "", *names[:-1]], cells]
    assert refusal(short) == (
        "第 3 行的表头有 30 列是每天的考勤结果，有的没有写几号，这段日子却有 31 天，"
        "对不上是哪一天，请在表头写上几号"
    )


def test_a_part_of_the_month() -> None:
    title = "月度汇总 统计日期：2026-03-09 至 2026-03-15"
    names = ["9", "10", "11", "12", "13", "六", "日"]
    leaves = ["姓名", *names]
    found = read([[title], leaves, ["甲", "正常", "旷工", "", "", "", "旷工", ""]])
    assert [e["date"] for e in found.only.request["events"]] == ["2026-03-10", "2026-03-14"]
    told = "文件只到 2026-03-09 至 2026-03-15，不是整月；没有的日子当作没有迟到、早退和旷工"
    assert told in found.reading


@pytest.mark.parametrize(
    "headers",
    [
        day_headers(),
        [f"2026-03-{n:02}" for n in range(1, 32)],
        [f"2026/3/{n}" for n in range(1, 32)],
        [f"03-{n:02} 星期{WEEK[(n + 5) % 7]}" for n in range(1, 32)],
        [f"3月{n}日" for n in range(1, 32)],
        [f"{n}日" for n in range(1, 32)],
    ],
)
def test_headers_of_days_in_every_form(headers: list[str]) -> None:
    cells = ["", "旷工", *[""] * 29]
    found = read([[MARCH], ["姓名", "旷工天数", *headers], ["甲", "1", *cells]])
    assert found.only.request["events"] == [{"date": "2026-03-02", "kind": "absent_full"}]
    assert not any("星期" in told for told in found.reading)


def test_headers_of_days_that_are_wrong() -> None:
    def refused(*headers: str) -> str:
        return refusal([[MARCH], ["姓名", "迟到次数", *headers], ["甲", "0"]])

    assert refused("04-01", "04-02") == (
        "第 2 行的表头“04-01”不在 2026-03 里，一次只能算一个月，请按自然月重新导出，或改正月份"
    )
    assert refused("26", "27", "1", "2") == (
        "第 2 行表头里的日子不是从小到大，可能跨了两个月，请按自然月重新导出"
    )
    assert refused("2026-04-01").startswith(
        "文件里有两个月的考勤：2026-03（第 1 行）和 2026-04（第 2 行）"
    )
    rows: Any = [[MARCH], ["姓名", "1\n星期一"], ["甲", "旷工"]]
    found = read(rows)
    assert found.reading[-1] == (
        "第 2 行的表头“1 星期一”是 2026-03-01，那天不是表头写的星期几；已按日期读，请核对"
    )


def test_a_day_that_the_month_does_not_have() -> None:
    title = "月度汇总 统计日期：2026-02-01 至 2026-02-28"

    def february(last: str) -> Entry:
        cells = [*[""] * 30, last]
        return read([[title], ["姓名", *NUMBERS], ["甲", "正常", *cells[1:]]]).only

    assert february("-").problems == []
    assert said(february("旷工")) == ["第 3 行“31”写的是“旷工”，这个月没有这一天，请核对月份和表头"]


def test_a_person_in_two_rows() -> None:
    found = read(monthly(COUNTS, ZERO, ZERO, {"姓名": "乙", "UserId": "u2"}))
    sentence = "同一个人在 月度汇总!5、月度汇总!6 各有一行，不知道用哪一行，请只留一行"
    assert [said(entry) for entry in found.entries] == [[sentence], [sentence], []]


def test_people_of_one_name_with_ids_of_their_own() -> None:
    found = read(monthly(COUNTS, ZERO, ZERO | {"UserId": "u2"}))
    assert [said(entry) for entry in found.entries] == [[], []]
    bare = read(monthly(COUNTS, ZERO, ZERO | {"UserId": "", "工号": "7"}))
    assert [len(said(entry)) for entry in bare.entries] == [0, 1]


def test_totals_and_hidden_rows_and_columns() -> None:
    leaves = [*PERSON, *COUNTS]
    rows = [
        [MARCH],
        leaves,
        row(leaves, {"姓名": "甲", "迟到次数": "1"}),
        row(leaves, {"姓名": "乙", "迟到次数": "2"}),
        row(leaves, {"姓名": "合 计", "迟到次数": "3"}),
        row(leaves, {"UserId": "总计", "姓名": "总计"}),
    ]
    place = leaves.index("迟到次数") + 1
    made = table(rows, "汇总", hidden_rows=[1, 4], hidden_columns=[2, place])
    found = read(made)
    assert [entry.source for entry in found.entries] == ["汇总!3", "汇总!4"]
    assert (
        "工作表“汇总”有 2 行不是哪个人的（合计、空白、说明等），跳过了：第 5-6 行" in found.reading
    )
    assert "工作表“汇总”有隐藏的行，照样读了：第 4 行" in found.reading
    assert "工作表“汇总”有隐藏的列，照样读了：迟到次数" in found.reading


def test_columns_that_lack_are_told() -> None:
    found = read([[MARCH], ["姓名", "迟到次数"], ["甲", "1"]])
    told = "文件没有这些列：早退次数、旷工天数。这几样当作没有发生，请核对导出时有没有勾选"
    assert told in found.reading


def test_two_columns_for_the_same_thing() -> None:
    headers = ["姓名", "旷工迟到天数", "旷工迟到次数"]
    same = read([[MARCH], headers, ["甲", "1", "1"], ["乙", "", "2"]])
    assert [entry.request["long_count"] for entry in same.entries] == [1, 2]
    assert refusal([[MARCH], headers, ["甲", "1", "1"], ["乙", "1", "2"]]) == (
        "第 4 行有两列说的是同一件事，“旷工迟到天数”和“旷工迟到次数”，写得却不一样，"
        "是“1”和“2”，请删去一列"
    )


def test_inputs_beside_the_counts() -> None:
    def settled(**cells: str) -> Answer:
        made = monthly(("迟到次数", "月工资", "最长连续旷工", "short_count"), cells)
        return read(made, calculator="settlement")

    entry = settled(迟到次数="1", 月工资="￥8,000", 最长连续旷工="0").only
    assert entry.request == {
        "month": "2026-03",
        "monthly_wage": "￥8,000",
        "longest_run": "0",
        "short_count": 1,
        "long_count": 0,
        "half_day_count": 0,
        "full_day_count": 0,
    }
    assert said(settled(迟到次数="1", short_count="2").only) == [
        "工作表“月度汇总”第 5 行“short_count”和考勤的次数说的是同一件事，只能有一个，请删去一列"
    ]
    formula = settled(月工资=UNSTORED).only
    assert said(formula)[0].startswith("工作表“月度汇总”第 5 行“月工资”是公式")


def test_missing_punches_are_counted_once() -> None:
    counts = ("上班缺卡次数", "下班缺卡次数", "缺卡次数", "迟到次数")
    told = {"上班缺卡次数": "1", "下班缺卡次数": "1", "缺卡次数": "2"}
    assert noticed(read(monthly(counts, told)).only) == [
        "缺卡 2 次：手册没有写缺卡怎样扣，只列出来，没有扣"
    ]


def test_a_name_in_two_ways_stands_twice() -> None:
    people = ({"姓名": "张三", "UserId": ""}, {"姓名": "张 三(已离职)", "UserId": ""})
    found = read(monthly(("迟到次数",), *people))
    once = "同一个人在 月度汇总!5、月度汇总!6 各有一行，不知道用哪一行，请只留一行"
    assert [said(entry) for entry in found.entries] == [[once], [once]]
