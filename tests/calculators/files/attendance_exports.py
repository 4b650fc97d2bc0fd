"""Attendance exports as several companies have them, built as tables, and what is read of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from calculators.core.words import words
from calculators.files.entries import Entry, Person, Reading, Settings
from calculators.files.exports.door import entries
from calculators.files.headers import Headers, find, input_words, known
from calculators.files.remarks import Refused
from calculators.files.tables import Merge, Table
from calculators.registry import CALCULATORS

MARCH = "月度汇总 统计日期：2026-03-01 至 2026-03-31"
MADE = "报表生成时间：2026-04-01 09:00"
WEEK = "一二三四五六日"
PERSON = ("姓名", "考勤组", "部门", "工号", "职位", "UserId")
DAILY_51 = (
    *PERSON,
    *("日期", "workDate", "班次"),
    *(
        f"{way}{n}打卡{what}"
        for n in (1, 2, 3)
        for way in ("上班", "下班")
        for what in ("时间", "结果")
    ),
    *("关联的审批单", "出勤天数", "休息天数", "工作时长(分钟)", "迟到次数", "迟到时长(分钟)"),
    *("严重迟到次数", "严重迟到时长(分钟)", "旷工迟到天数", "早退次数", "早退时长(分钟)"),
    *("上班缺卡次数", "下班缺卡次数", "旷工天数", "出差时长", "外出时长"),
    *("事假(小时)", "调休(小时)", "病假(小时)", "年假(天)", "产假(天)", "陪产假(天)", "婚假(天)"),
    *("例假(天)", "丧假(天)", "哺乳假(小时)", "加班总时长"),
    *("工作日（转调休）", "休息日（转调休）", "节假日（转调休）"),
)
WECOM = (
    *("姓名", "账号", "所属规则", "部门", "职务", "应出勤天数\n(天)", "实际出勤天数\n(天)"),
    *("迟到次数\n(次)", "迟到时长\n(分钟)", "早退次数\n(次)", "早退时长\n(分钟)"),
    *("旷工次数\n(次)", "旷工时长\n(分钟)", "缺卡次数\n(次)", "补卡次数\n(次)"),
)


@dataclass(frozen=True)
class Answer:
    """What was read, in words."""

    entries: list[Entry]
    reading: list[str]

    @property
    def only(self) -> Entry:
        (entry,) = self.entries
        return entry

    def of(self, name: str) -> Entry:
        (entry,) = [e for e in self.entries if isinstance(e.about, Person) and e.about.name == name]
        return entry


def said(entry: Entry) -> list[str]:
    return [remark.said(words()) for remark in entry.problems]


def noticed(entry: Entry) -> list[str]:
    return [remark.said(words()) for remark in entry.notices]


def table(
    rows: Iterable[Sequence[str]],
    sheet: str = "",
    *,
    merges: Sequence[Merge] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> Table:
    numbered = iter([(n, list(row)) for n, row in enumerate(rows, 1)])
    return Table(sheet, numbered, list(merges), hidden_rows, hidden_columns)


def headers_of(made: Table, calculator: str = "settlement") -> Headers:
    vocabulary = {
        **known("person"),
        **known("attendance"),
        **input_words(CALCULATORS[calculator]),
    }
    headers = find(made, vocabulary, days=True)
    assert headers is not None
    return headers


def read(
    *tables: Table | Sequence[Sequence[str]], calculator: str = "attendance", **values: str
) -> Answer:
    made = [each if isinstance(each, Table) else table(each) for each in tables]
    reading = Reading()
    settings = Settings(calculator=CALCULATORS[calculator], language=words(), values=values)
    found = list(
        entries([(each, headers_of(each, calculator)) for each in made], settings, reading)
    )
    return Answer(found, [remark.said(words()) for remark in reading.remarks])


def refusal(*tables: Table | Sequence[Sequence[str]], **values: str) -> str:
    with pytest.raises(Refused) as refused:
        read(*tables, **values)
    return refused.value.remark.said(words())


def row(headers: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    assert cells.keys() <= set(headers)
    return [cells.get(header, "") for header in headers]


def daily(
    *days: Mapping[str, str], headers: Sequence[str] = DAILY_51, titled: bool = True
) -> list[list[str]]:
    """Return a daily export; each row has 姓名 甲 and UserId u1 unless it says otherwise."""
    title = [["每日统计 统计日期：2026-03-01 至 2026-03-31"], [MADE]] if titled else []
    who = {name: text for name, text in (("姓名", "甲"), ("UserId", "u1")) if name in headers}
    return [*title, list(headers), *(row(headers, {**who, **day}) for day in days)]


def day_headers(month: str = "2026-03", days: int = 31) -> list[str]:
    """Return headers of days as WeCom writes them."""
    return [
        f"{n}\n星期{WEEK[date.fromisoformat(f'{month}-{n:02}').weekday()]}"
        for n in range(1, days + 1)
    ]


def monthly(
    counts: Sequence[str],
    *people: Mapping[str, str],
    days: Sequence[str] = (),
    title: str = MARCH,
) -> Table:
    """Return a DingTalk 月度汇总 with two rows of headers, merged as DingTalk merges them."""
    leaves = [*PERSON, *counts, *days]
    group = [*PERSON, *counts, *(["考勤结果"] + [""] * (len(days) - 1) if days else [])]
    upright = [Merge(3, n, 4, n) for n in range(1, len(PERSON) + len(counts) + 1)]
    first = len(PERSON) + len(counts) + 1
    merges = [*upright, Merge(3, first, 3, len(leaves))] if days else upright
    lower = [""] * (first - 1) + list(days)
    rows = [row(leaves, {"姓名": "甲", "UserId": "u1", **person}) for person in people]
    return table([[title], [MADE], group, lower, *rows], "月度汇总", merges=merges)


def wecom(
    *people: Mapping[str, str],
    days: Sequence[str] = (),
    period: str = "统计时间:2026-03-01 ～ 2026-03-31 制表时间:2026-04-01",
) -> Table:
    """Return a WeCom 月报: title, period, groups, leaves."""
    leaves = [*WECOM, *days]
    group = ["基础信息"] + [""] * 4 + ["概况统计"] + [""] * (len(WECOM) - 6)
    group += ["考勤结果"] + [""] * (len(days) - 1) if days else []
    merges = [Merge(3, 1, 3, 5), Merge(3, 6, 3, len(WECOM))]
    merges += [Merge(3, len(WECOM) + 1, 3, len(leaves))] if days else []
    rows = [row(leaves, {"姓名": "甲", "账号": "jia", **person}) for person in people]
    above = [["上下班打卡_月报"], [period]]
    return table([*above, group, leaves, *rows], "上下班打卡_月报", merges=merges)
