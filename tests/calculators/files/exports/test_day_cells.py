"""The text of a day's cell."""

from decimal import Decimal

import pytest

from calculators.files.exports.day_cells import Absence, DayCell, Lateness, length_of, read_cell

HALF = Absence(Decimal("0.5"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "--",
            "—",
            "/",
            "√",
            "正常",
            "出勤",
            "休息",
            "外勤",
            "未排班",
            "请假",
            "正常 ;",
        ),
        *(
            "正常(08:47)",
            "出勤(08:30,18:30)",
            "休息并打卡(-)",
            "休息并打卡\n(15:49,19:37)",
            "休息\n(-)",
        ),
        *(
            "正常（休息）",
            "正常（未排班）",
            "上班外勤,下班外勤",
            "上班外勤，下班外勤",
            "长白班:正常",
            "早班",
        ),
        *("年假05-22 08:30到05-22 12:00 0.5天", "事假4小时", "陪产假1天", "病假", "外出"),
        "休息,病假05-22 08:30到05-29 18:30 56小时",
        "病假05-18 08:30到05-18 12:00 3.5小时,病假05-18 13:30到05-18 18:00 4.5小时",
        *(
            "出差07-02到07-03",
            "正常,出差07-02到07-03",
            "加班2小时",
            "休息加班3小时",
            "补卡",
            "调休0.5天",
        ),
        *(
            "公出1天",
            "法定节假日",
            "不在考勤组并打卡",
            "工伤假3天",
            "外出05-18 08:30到05-18 12:00 3.5小时",
        ),
    ],
)
def test_what_is_not_charged_for(text: str) -> None:
    assert read_cell(text) == DayCell()


@pytest.mark.parametrize(
    ("text", "kind", "minutes"),
    [
        ("上班迟到24分钟", "late", "24"),
        ("迟到24分", "late", "24"),
        ("上班迟到 24 分钟", "late", "24"),
        ("上班迟到２４分钟（09:24，-）", "late", "24"),
        ("上班1迟到24分钟(09:24)", "late", "24"),
        ("迟到(24分钟)", "late", "24"),
        ("迟到1次24分钟", "late", "24"),
        ("迟到：24分钟", "late", "24"),
        ("长白班:上班迟到24分钟", "late", "24"),
        ("上班外勤迟到24分钟", "late", "24"),
        ("上班迟到1小时5分钟", "late", "65"),
        ("上班迟到1.5小时", "late", "90"),
        ("迟到12分30秒", "late", "12.5"),
        ("下班早退10分钟", "early", "10"),
        ("早退10分钟", "early", "10"),
    ],
)
def test_lateness_with_its_length(text: str, kind: str, minutes: str) -> None:
    expected = Lateness(kind, Decimal(minutes) * 60)
    assert read_cell(text) == DayCell(lateness=(expected,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上班严重迟到40分钟", Lateness("late", Decimal(2400), "severe")),
        ("严重迟到", Lateness("late", None, "severe")),
        ("上班旷工迟到", Lateness("late", None, "absent")),
        ("旷工迟到35分钟", Lateness("late", Decimal(2100), "absent")),
        ("上班迟到", Lateness("late", None)),
        ("上班迟到0分钟", Lateness("late", None)),
    ],
)
def test_severe_lateness_and_lateness_without_a_length(text: str, expected: Lateness) -> None:
    assert read_cell(text) == DayCell(lateness=(expected,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旷工", Absence(None)),
        ("旷工1次", Absence(None)),
        ("旷工半天", HALF),
        ("旷工(半天)", HALF),
        ("半天旷工", HALF),
        ("下午旷工", HALF),
        ("旷工0.5天", HALF),
        ("旷工1天", Absence(Decimal(1))),
        ("全天旷工", Absence(Decimal(1))),
        ("旷工480分钟", Absence(None, Decimal(480))),
        ("旷工4小时", Absence(None, Decimal(240))),
    ],
)
def test_absence(text: str, expected: Absence) -> None:
    assert read_cell(text) == DayCell(absences=(expected,))


def test_several_things_in_one_cell() -> None:
    cell = read_cell("上班外勤,上班迟到24分钟,下班早退3分钟,下午旷工,下班缺卡(09:54,-),缺卡2次")
    late, early = Lateness("late", Decimal(1440)), Lateness("early", Decimal(180))
    assert cell == DayCell((late, early), (HALF,), 3)
    assert read_cell("迟到5分钟\n早退3分钟") == read_cell("迟到5分钟；早退3分钟；")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "迟到好久",
            "迟到5",
            "迟到2次30分钟",
            "旷工2天",
            "旷工0.3天",
            "旷工早退",
            "严重早退5分钟",
        ),
        *(
            "上午旷工1天",
            "迟到5分钟(09:05",
            "可能迟到5分钟",
            "08:30",
            "1",
            "x",
            "#N/A",
            "迟到-5分钟",
        ),
        *("迟到1.2.3小时", "旷工半天4小时", "x" * 600),
    ],
)
def test_what_is_not_understood_is_told(piece: str) -> None:
    assert read_cell(f"{piece},正常" if len(piece) < 500 else piece).unclear == (piece,)


def test_lengths() -> None:
    assert length_of("1小时5分钟") == 3900
    assert length_of("12.5分钟") == 750
    assert length_of("") is None
    assert length_of("12") is None
    assert length_of("5分钟1小时") is None


@pytest.mark.parametrize(
    "text",
    [
        "迟到24分钟 09:24 - 18:00",
        "09:24 迟到24分钟,18:00 正常",
        "迟到24分钟;09:24-18:00 正常",
        "上班迟到24分钟 09:24:30",
    ],
)
def test_punch_times_beside_a_lateness_are_no_part_of_it(text: str) -> None:
    cell = read_cell(text)
    assert [(each.kind, each.seconds) for each in cell.lateness] == [("late", Decimal(1440))]
    assert cell.unclear == ()
