"""All attendance exports together: what kind a table is, its month, several sheets."""

import re

import pytest

from calculators.files.exports.door import kind_of
from calculators.files.tables import Merge, Table
from tests.calculators.files.attendance_exports import (
    DAILY_51,
    MARCH,
    PERSON,
    daily,
    day_headers,
    headers_of,
    monthly,
    read,
    refusal,
    said,
    table,
    wecom,
)
from tests.conftest import ROOT

NUMBERS = [str(n) for n in range(1, 32)]
SIMPLE = ("姓名", "日期", "迟到次数", "迟到时长(分钟)")


def kind(made: Table) -> str | None:
    return kind_of(headers_of(made), made)


def test_what_kind_a_table_is() -> None:
    assert kind(table(daily({"日期": "2026-03-02"}))) == "dingtalk_daily"
    assert kind(monthly(("迟到次数",), {})) == "dingtalk_monthly"
    assert kind(monthly((), {"1": "正常"}, days=NUMBERS)) == "dingtalk_monthly"
    assert kind(wecom({}, days=day_headers())) == "wecom_monthly"
    assert kind(table([["姓名", "迟到次数", "旷工次数(次)"], ["甲", "1", "0"]])) == "wecom_monthly"


def test_what_is_no_attendance_export() -> None:
    assert kind(table([["姓名", "月工资"], ["甲", "8000"]])) is None
    assert kind(table([["日期", "迟到次数"], ["2026-03-02", "1"]])) is None
    punches = [["打卡时间表 统计日期：2026-03-01 至 2026-03-31"], [*PERSON, *NUMBERS]]
    cells = ["甲", "", "", "", "", "u1", "08:55 18:01", "外勤 08:50"]
    assert kind(table([*punches, cells], "打卡时间")) is None
    assert kind(table([[*PERSON, *NUMBERS], cells[:7]])) is None
    raw = [[*PERSON, "考勤日期", "考勤时间", "打卡时间", "打卡结果"], ["甲"]]
    assert kind(table(raw, "原始记录")) is None


def test_a_daily_report_of_wecom() -> None:
    headers = (
        "时间",
        "姓名",
        "账号",
        "考勤结果",
        "迟到次数(次)",
        "迟到时长(分钟)",
        "旷工次数(次)",
        "旷工时长(分钟)",
    )
    rows = [
        ["概况统计与打卡明细"],
        ["统计时间 2026-03-01 ~ 2026-03-31"],
        headers,
        ["2026/03/02 星期一", "甲", "jia", "迟到", "1", "7", "0", "0"],
        ["2026/03/03 星期二", "甲", "jia", "旷工", "0", "0", "1", "480"],
    ]
    found = read(rows)
    assert found.only.request["events"] == [
        {"date": "2026-03-02", "kind": "late", "minutes": 7},
        {"date": "2026-03-03", "kind": "absent_full"},
    ]
    assert found.reading[0] == "文件按“每日统计”读，一行是一个人的一天：表头在第 3 行，读了 2 行"


def test_the_month_from_the_title_the_dates_or_the_caller() -> None:
    counts = [["姓名", "迟到次数"], ["甲", "1"]]
    titled = read([[MARCH], *counts])
    assert titled.reading[-1] == (
        "考勤月份是 2026-03：来自第 1 行起的标题“月度汇总 统计日期：2026-03-01 至 2026-03-31”"
    )
    dated = read([SIMPLE, ["甲", "2026/3/2", "0", "0"]])
    assert dated.reading[-1] == "考勤月份是 2026-03：来自第 2 行的日期"
    given = read(counts, month="2026-02")
    assert given.only.request["month"] == "2026-02"
    assert given.reading[-1] == "考勤月份是 2026-02：文件里没有写，用的是 --set month=2026-02"
    named = read([["姓名", "迟到次数", "月份"], ["甲", "1", "2026年3月"], ["乙", "1", ""]])
    assert [entry.request["month"] for entry in named.entries] == ["2026-03", "2026-03"]


def test_no_month_at_all() -> None:
    assert refusal([["姓名", "迟到次数"], ["甲", "1"]]) == (
        "文件的标题和日期里都看不出是哪个月的考勤，请加上月份再运行，例如 --set month=2026-03"
    )
    yearless = wecom({}, period="统计时间:03-01 ～ 03-31")
    assert "--set month=2026-03" in refusal(yearless)
    again = wecom({}, period="统计时间:03-01 ～ 03-31")
    assert read(again, month="2026-03").only.request["month"] == "2026-03"


def test_a_report_that_was_printed_in_the_month_after() -> None:
    title = "2026年3月考勤月报 打印日期 2026-04-02"
    assert read([[title], ["姓名", "迟到次数"], ["甲", "1"]]).only.request["month"] == "2026-03"


def test_a_month_in_a_column_that_is_none() -> None:
    found = read(
        [[MARCH], ["姓名", "迟到次数", "月份"], ["甲", "1", "三月"], ["乙", "1", "2026-03"]]
    )
    assert [said(entry) for entry in found.entries] == [
        ["第 3 行“月份”写的是“三月”，要写成 年-月，例如 2026-03"],
        [],
    ]


@pytest.mark.parametrize(
    ("rows", "values", "sentence"),
    [
        (
            [["统计日期：2026-02-26 至 2026-03-25"], ["姓名", "迟到次数"], ["甲", "1"]],
            {},
            (
                "第 1 行的标题写的是 2026-02-26 至 2026-03-25，跨了两个月，"
                "一次只能算一个月，请按自然月重新导出"
            ),
        ),
        (
            [[MARCH], ["姓名", "迟到次数"], ["甲", "1"]],
            {"month": "2026-04"},
            "文件里是 2026-03 的考勤（第 1 行），--set month 写的是 2026-04，请改正其中一个",
        ),
        (
            [["月度汇总 打印时间：2026-04-01"], ["姓名", "迟到次数"], ["甲", "1"]],
            {},
            (
                "文件的标题和日期里都看不出是哪个月的考勤，请加上月份再运行，"
                "例如 --set month=2026-03"
            ),
        ),
        (
            [["2026年3月考勤", "补 2026年4月"], ["姓名", "迟到次数"], ["甲", "1"]],
            {},
            (
                "第 1 行起的标题里有两个月份，2026-03 和 2026-04，看不出是哪个月的考勤，"
                "请在标题里只留一个"
            ),
        ),
        (
            [["2026年2月考勤 统计日期：2026-03-01 至 2026-03-31"], ["姓名", "迟到次数"], ["甲"]],
            {},
            (
                "第 1 行起的标题里有两个月份，2026-03 和 2026-02，看不出是哪个月的考勤，"
                "请在标题里只留一个"
            ),
        ),
        (
            [SIMPLE, ["甲", "2026-03-02", "0", "0"]],
            {"month": "2026-04"},
            "文件里是 2026-03 的考勤（第 2 行），--set month 写的是 2026-04，请改正其中一个",
        ),
        (
            [["姓名", "迟到次数", "月份"], ["甲", "1", "2026-03"], ["乙", "1", "2026-04"]],
            {},
            (
                "文件里有两个月的考勤：2026-03（第 2 行）和 2026-04（第 3 行），"
                "一次只能算一个月，请按月分成两个文件"
            ),
        ),
        (
            [[MARCH], ["姓名", "迟到次数"], ["合计", "1"]],
            {},
            "考勤表里没有一行有姓名、UserId 或工号，请核对文件",
        ),
    ],
)
def test_a_file_that_is_refused(
    rows: list[list[str]], values: dict[str, str], sentence: str
) -> None:
    assert refusal(rows, **values) == sentence


def test_two_sheets_of_two_months() -> None:
    march = monthly(("迟到次数",), {})
    april = monthly(("迟到次数",), {}, title="月度汇总 统计日期：2026-04-01 至 2026-04-30")
    april.sheet = "四月"
    assert refusal(march, april) == (
        "文件里有两个月的考勤：2026-03（工作表“月度汇总”第 1 行）和 2026-04"
        "（工作表“四月”第 1 行），一次只能算一个月，请按月分成两个文件"
    )


def test_a_workbook_with_days_and_the_summary_of_them() -> None:
    """DingTalk's own workbook has both: nobody is answered twice, nobody is lost."""
    summary = monthly(("迟到次数",), {"迟到次数": "1"}, {"姓名": "乙", "UserId": "u2"})
    days = daily({"日期": "2026-03-02", "迟到次数": "1", "迟到时长(分钟)": "24"})
    found = read(summary, table(days, "每日统计"))
    assert [entry.source for entry in found.entries] == ["每日统计!4", "月度汇总!6"]
    told = "有 1 人既在“每日统计”里，也在按月的表里：按“每日统计”算，按月的表里他们的行没有用"
    assert found.reading[-1] == told


def test_the_summary_without_the_ids_that_the_days_have() -> None:
    summary = table([[MARCH], ["姓名", "迟到次数"], ["甲", "1"], ["乙", "1"]], "月度汇总")
    days = table(daily({"日期": "2026-03-02"}), "每日统计")
    found = read(days, summary)
    assert [entry.source for entry in found.entries] == ["每日统计!4", "月度汇总!4"]


def test_a_total_that_is_merged_over_the_columns_of_people() -> None:
    leaves = ["姓名", "工号", "UserId", "迟到次数"]
    rows = [[MARCH], leaves, ["甲", "", "u1", "1"], ["合计", "", "", "1"]]
    found = read(table(rows, merges=[Merge(4, 1, 4, 3)]))
    assert [entry.source for entry in found.entries] == ["3"]


def test_a_column_of_times_beside_the_date() -> None:
    rows = [["姓名", "时间", "日期", "旷工天数"], ["甲", "09:00", "2026-03-02", "1"]]
    (event,) = read(rows).only.request["events"]
    assert event["date"] == "2026-03-02"


def test_a_title_right_above_one_row_of_headers() -> None:
    found = read([[MARCH], [*DAILY_51], daily({"日期": "2026-03-02"})[-1]])
    assert found.only.request["month"] == "2026-03"


def test_a_line_shorter_than_the_headers_and_one_longer() -> None:
    found = read([[MARCH], ["姓名", "迟到次数", "旷工天数"], ["甲"], ["乙", "1", "0", "x", "y"]])
    assert [entry.request["short_count"] for entry in found.entries] == [0, 1]


def test_every_sentence_is_there_and_is_used() -> None:
    room = ROOT / "calculators" / "files" / "exports"
    sources = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    catalogue = (ROOT / "calculators/messages/zh-Hans.toml").read_text(encoding="utf-8")
    own = catalogue.partition("\n[attendance_files]\n")[2].partition("\n[")[0]
    keys = set(re.findall(r"^(\w+) = ", own, re.MULTILINE))
    named = set(re.findall(r'"attendance_files\.(\w+)"', sources))
    named |= set(re.findall(r'\.(?:problem|notice)\(\s*"(\w+)"', sources))
    assert named <= keys
    assert {key for key in keys - named if f'"{key}"' not in sources} == {
        "read_dingtalk_daily",
        "read_dingtalk_monthly",
        "read_wecom_monthly",
    }
