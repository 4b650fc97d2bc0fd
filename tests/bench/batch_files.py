"""The files that `batch` measures with, the same ones every time.

`python -m tests.bench.batch_files FOLDER` writes large ones, as an office has them: settlements of
100,000 people, a year of sales of 10,000 articles, a month of DingTalk 每日统计 of 645 people with
their wages.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

SETTLEMENTS = 100_000
ARTICLES = 10_000
DAYS = 365
PEOPLE = 645
MONTH = [date(2026, 3, day) for day in range(1, 32)]

_BEFORE = """
    姓名 考勤组 部门 工号 职位 UserId 日期 workDate 班次
    上班1打卡时间 上班1打卡结果 下班1打卡时间 下班1打卡结果
    上班2打卡时间 上班2打卡结果 下班2打卡时间 下班2打卡结果
    上班3打卡时间 上班3打卡结果 下班3打卡时间 下班3打卡结果
    关联的审批单 出勤天数 休息天数 工作时长 迟到次数 迟到时长 严重迟到次数 严重迟到时长
    旷工迟到天数 早退次数 早退时长 上班缺卡次数 下班缺卡次数 旷工天数 出差时长 外出时长
"""
_LEAVE = """
    事假(小时) 调休(小时) 病假(小时) 年假(天) 产假(天)
    陪产假(天) 婚假(天) 例假(天) 丧假(天) 哺乳假(小时)
"""
_OVERTIME = ("工作日（转调休）", "休息日（转调休）", "节假日（转调休）")
_COLUMNS = (  # the group of a column, and its own header
    *(("", header) for header in _BEFORE.split()),
    *(("请假", header) for header in _LEAVE.split()),
    ("", "加班总时长"),
    *(("加班时长（转调休）", header) for header in _OVERTIME),
)
HEADERS = [header for _, header in _COLUMNS]
SATURDAY = 5


def main() -> int:
    """Write the files into the folder that the command line names."""
    folder = Path(sys.argv[1])
    _write(folder / "settlements.csv", _settlements())
    _write(folder / "sales.csv", _sales())
    _write(folder / "wages.csv", _wages())
    _daily(folder / "daily.xlsx")
    return 0


def _write(path: Path, rows: Iterator[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _settlements() -> Iterator[list[object]]:
    draw = random.Random(1)
    yield [
        *("name", "employee_no", "month", "monthly_wage", "bonus_base", "score"),
        *("short_count", "long_count", "half_day_count", "full_day_count", "longest_run"),
    ]
    for number in range(SETTLEMENTS):
        full = draw.choice([0] * 9 + [1])
        counts = [draw.choice([0, 0, 0, 1, 2, 5]), draw.choice([0] * 9 + [1]), 0, full, full]
        wage, bonus = draw.randrange(5_000, 30_000, 50), draw.randrange(500, 5_000, 50)
        score = draw.randrange(5_000, 10_000) / 100
        yield [f"员工{number}", f"{number:06}", "2026-03", wage, bonus, score, *counts]


def _sales() -> Iterator[list[object]]:
    draw = random.Random(2)
    usual = [draw.randrange(2, 60) for _ in range(ARTICLES)]
    yield ["date", "sku", "quantity"]
    for number in range(DAYS):
        day = (date(2025, 1, 1) + timedelta(days=number)).isoformat()
        for article, most in enumerate(usual):
            yield [day, f"SKU{article:05}", int(draw.random() * most)]


def _wages() -> Iterator[list[object]]:
    draw = random.Random(3)
    yield ["姓名", "UserId", "工号", "月工资", "绩效奖金基数", "绩效得分", "上月得分"]
    for number in range(PEOPLE):
        scores = [draw.randrange(50, 100), draw.randrange(50, 100)]
        wage = draw.randrange(5_000, 30_000, 50)
        yield [f"员工{number}", f"u{number:05}", f"{number:04}", wage, wage // 5, *scores]


def _daily(path: Path) -> None:
    """Write a month of DingTalk 每日统计, with its title and its two rows of headers."""
    draw = random.Random(4)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("每日统计")
    sheet.append([f"每日统计 统计日期：{MONTH[0]} 至 {MONTH[-1]}"])
    sheet.append(["报表生成时间：2026-04-01 09:00"])
    sheet.append([group or header for group, header in _COLUMNS])
    sheet.append([header if group else None for group, header in _COLUMNS])
    for column, (group, _) in enumerate(_COLUMNS, 1):
        if not group:  # the groups stay in each of their cells, as some exports have them
            letter = get_column_letter(column)
            sheet.merged_cells.add(f"{letter}3:{letter}4")
    for number in range(PEOPLE):
        for day in MONTH:
            sheet.append(_day(number, day, draw))
    book.save(path)


def _day(number: int, day: date, draw: random.Random) -> list[object]:
    """Return a person's day: most without anything, some late, a few early or absent."""
    weekday = f"{day:%y-%m-%d} 星期{'一二三四五六日'[day.weekday()]}"
    works = day.weekday() < SATURDAY
    row: dict[str, object] = dict.fromkeys(HEADERS, 0)
    row |= {name: None for name in HEADERS if "打卡" in name or "审批" in name}
    row |= {
        "姓名": f"员工{number}",
        "考勤组": "默认考勤组",
        "部门": f"部门{number % 20}",
        "工号": f"{number:04}",
        "职位": "职员",
        "UserId": f"u{number:05}",
        "日期": weekday,
        "workDate": day.isoformat(),
        "班次": "固定班次 09:00-18:00" if works else "休息",
        "出勤天数": int(works),
        "休息天数": int(not works),
        "工作时长": 480 if works else 0,
    }
    if works:
        row |= {"上班1打卡时间": "08:55", "上班1打卡结果": "正常"}
        row |= {"下班1打卡时间": "18:05", "下班1打卡结果": "正常"}
        event = draw.random()
        if event < 0.05:  # of a hundred days
            row |= {"上班1打卡结果": "迟到", "迟到次数": 1, "迟到时长": draw.randrange(1, 30)}
        elif event < 0.06:
            row |= {"下班1打卡结果": "早退", "早退次数": 1, "早退时长": draw.randrange(1, 30)}
        elif event < 0.065:
            row |= {"上班1打卡结果": "缺卡", "旷工天数": draw.choice([0.5, 1])}
    return list(row.values())


if __name__ == "__main__":
    sys.exit(main())
