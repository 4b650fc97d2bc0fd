"""WeCom 月报: counts, and cells of days where they name minutes."""

import pytest

from calculators.files.entries import Entry
from tests.calculators.files.attendance_exports import day_headers, noticed, read, said, wecom

DAYS = day_headers()
LATE, LATE_MINUTES = "迟到次数\n(次)", "迟到时长\n(分钟)"
EARLY, EARLY_MINUTES = "早退次数\n(次)", "早退时长\n(分钟)"
ABSENT, ABSENT_MINUTES = "旷工次数\n(次)", "旷工时长\n(分钟)"
MISSING = "缺卡次数\n(次)"
AT = "工作表“上下班打卡_月报”第 5 行"


def counted(**values: str) -> Entry:
    cells = {"late": LATE, "late_minutes": LATE_MINUTES, "early": EARLY, "absent": ABSENT}
    cells |= {"early_minutes": EARLY_MINUTES, "absent_minutes": ABSENT_MINUTES, "missing": MISSING}
    return read(wecom({cells[name]: text for name, text in values.items()})).only


def on_days(counts: dict[str, str], *cells: str) -> Entry:
    return read(wecom({**counts, **dict(zip(DAYS, cells, strict=False))}, days=DAYS)).only


def test_counts() -> None:
    entry = counted(
        late="2", late_minutes="20", early="1", early_minutes="5", absent="1", missing="3"
    )
    assert entry.request == {
        "month": "2026-03",
        "short_count": 3,
        "long_count": 0,
        "half_day_count": 0,
        "full_day_count": 1,
    }
    assert noticed(entry) == ["缺卡 3 次：手册没有写缺卡怎样扣，只列出来，没有扣"]


def test_a_month_without_anything() -> None:
    assert counted(late="0", early="--", absent="0", absent_minutes="0").request["short_count"] == 0
    assert on_days({}, "正常（休息）", "正常 ;").request["events"] == []


@pytest.mark.parametrize(
    ("times", "minutes", "half", "full"),
    [
        ("1", "", 0, 1),
        ("1", "0", 0, 1),
        ("1", "240", 1, 0),
        ("1", "241", 0, 1),
        ("1", "480", 0, 1),
        ("2", "960", 0, 2),
        ("2", "240", 2, 0),
        ("3", "", 0, 3),
        ("3", "1500", 0, 3),
    ],
)
def test_absence_by_times_and_minutes(times: str, minutes: str, half: int, full: int) -> None:
    entry = counted(absent=times, absent_minutes=minutes)
    assert said(entry) == []
    assert (entry.request["half_day_count"], entry.request["full_day_count"]) == (half, full)


@pytest.mark.parametrize("minutes", ["241", "480", "720", "959"])
def test_absence_whose_minutes_may_be_split_in_two_ways(minutes: str) -> None:
    assert said(counted(absent="2", absent_minutes=minutes)) == [
        (
            f"{AT}旷工 2 次，“旷工时长(分钟)”合计 {minutes} 分钟，"
            "看不出几次是半天、几次是整天，请在当天的"
            "格子里写明“旷工半天”或“旷工1天”，或把旷工改按 0.5 天、1 天列成“旷工天数”"
        )
    ]


def test_minutes_without_times() -> None:
    assert said(counted(absent="0", absent_minutes="480")) == [
        f"{AT}“旷工时长(分钟)”有 480 分钟，“旷工次数(次)”却是 0 次，请改正其中一个"
    ]


def test_a_summed_length_over_the_limit() -> None:
    assert noticed(counted(late="1", late_minutes="40", early="1", early_minutes="15")) == [
        (
            f"{AT}“迟到次数(次)”是 1 次，“迟到时长(分钟)”合计 40 分钟，"
            "至少有一次超过了 15 分钟；"
            "导出里没有每次的时长，这里都按没有超过时限算，请核对"
        )
    ]


def test_cells_that_name_all_minutes_are_events() -> None:
    counts = {LATE: "2", EARLY: "1", ABSENT: "1", ABSENT_MINUTES: "240"}
    cells = ("正常（休息）", "迟到10分钟 ;", "迟到40分钟,早退5分钟", "旷工", "缺卡")
    entry = on_days(counts, *cells)
    assert entry.request["events"] == [
        {"date": "2026-03-02", "kind": "late", "minutes": 10},
        {"date": "2026-03-03", "kind": "late", "minutes": 40},
        {"date": "2026-03-03", "kind": "early", "minutes": 5},
        {"date": "2026-03-04", "kind": "absent_half"},
    ]
    assert noticed(entry) == ["缺卡 1 次（2026-03-05）：手册没有写缺卡怎样扣，只列出来，没有扣"]


def test_cells_that_name_the_minutes_of_absence() -> None:
    counts = {ABSENT: "2", ABSENT_MINUTES: "720"}
    kinds = [e["kind"] for e in on_days(counts, "旷工240分钟", "旷工480分钟").request["events"]]
    assert kinds == ["absent_half", "absent_full"]
    kinds = [e["kind"] for e in on_days(counts, "旷工半天", "旷工1天").request["events"]]
    assert kinds == ["absent_half", "absent_full"]
    kinds = [e["kind"] for e in on_days(counts, "旷工240分钟", "旷工").request["events"]]
    assert kinds == ["absent_half", "absent_full"]
    assert len(said(on_days(counts, "旷工", "旷工"))) == 1
    assert len(said(on_days(counts, "旷工半天", "旷工"))) == 1


@pytest.mark.parametrize(
    "cells",
    [("迟到10分钟", "正常"), ("迟到", "迟到5分钟"), ("迟到2次30分钟",), ("迟到10分钟", "早退好久")],
)
def test_cells_that_say_too_little_leave_the_counts(cells: tuple[str, ...]) -> None:
    entry = on_days({LATE: "2"}, *cells)
    assert said(entry) == []
    assert entry.request["short_count"] == 2
    told = "每天的格子没有写全迟到、早退和旷工，或没有写分钟：按次数的列算"
    assert noticed(entry) == [f"{AT}{told}"]


def test_cells_that_say_more_than_the_counts() -> None:
    entry = on_days({LATE: "1"}, "迟到10分钟", "迟到5分钟")
    assert len(entry.request["events"]) == 2
    assert noticed(entry) == [
        f"{AT}“迟到次数(次)”写的是 1，每天的格子里数出来是 2：按每天的格子算，请核对"
    ]


def test_cells_that_name_what_no_column_counts() -> None:
    assert said(on_days({LATE: "0"}, "迟到")) == [
        f"{AT}“1 星期日”（2026-03-01）写的是“迟到”，没有写几分钟，请写上，例如“上班迟到24分钟”"
    ]
    mixed = on_days({LATE: "0"}, "迟到5分钟", "拜访客户")
    assert said(mixed) == [f"{AT}每天的格子里有迟到、早退或旷工，次数的列却都是 0 或空的，请核对"]
    odd = on_days({LATE: "0"}, "拜访客户")
    assert said(odd) == []
    assert noticed(odd) == [
        f"{AT}“1 星期日”写的是“拜访客户”，看不懂，没有提到迟到、早退或旷工：没有算"
    ]


def test_the_account_is_the_user_id() -> None:
    about = counted(late="1").about
    assert (getattr(about, "name", ""), getattr(about, "user_id", "")) == ("甲", "jia")
