"""The row of headers: wherever it stands, in any order, in one row or two."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files

import pytest

from calculators.files.headers import Headers, bare, day_of, find, known, unit_of
from calculators.files.tables import Merge, Table

VOCABULARY = {**known("person"), **known("attendance")}


def found(*rows: Sequence[str], merges: Sequence[Merge] = (), days: bool = True) -> Headers:
    headers = find(Table("", iter(enumerate(rows, 1)), merges), VOCABULARY, days=days)
    assert headers
    return headers


def names(headers: Headers) -> dict[str, int]:
    return {column.name: column.index for column in headers.columns}


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("姓名", "name"),
        (" ＵｓｅｒＩｄ ", "user_id"),
        ("USER ID", "user_id"),
        ("迟到次数\n(次)", "late_count"),
        ("迟到时长（分钟）", "late_length"),
        ("旷工时长\n分钟", "absent_length"),
        ("absenteeism_days", "absent_days"),
        ("迟 到 次 数", "late_count"),
    ],
)
def test_a_header_counts_however_it_is_written(header: str, name: str) -> None:
    assert names(found(["备注", header])) == {name: 1}


def test_units_are_kept() -> None:
    assert unit_of("迟到时长(分钟)") == ("迟到时长", "分钟")
    assert unit_of("病假(通用)(天)") == ("病假(通用)", "天")
    assert [column.unit for column in found(["旷工时长\n分钟", "迟到时长"]).columns] == ["分钟", ""]


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("1", 1),
        ("31日", 31),
        ("1\n星期三", 1),
        ("03-02 星期一", 2),
        ("2026/3/2", 2),
        ("26-03-02 星期一", 2),
        ("32", None),
        ("六", None),
        ("迟到次数", None),
    ],
)
def test_days(header: str, day: int | None) -> None:
    assert day_of(header) == day


def test_below_a_title_with_two_rows_merged() -> None:
    """As DingTalk writes it: most columns merged over both rows, groups over several columns."""
    headers = found(
        ["月度汇总 统计日期：2026-03-01 至 2026-03-03"],
        ["报表生成时间：2026-04-01 09:00"],
        ["姓名", "UserId", "请假", "", "考勤结果", "", "", "迟到次数"],
        ["", "", "事假(小时)", "病假(小时)", "1", "六", "日", ""],
        ["张三", "u1", "", "", "正常", "休息", "休息", "1"],
        merges=[Merge(1, 1, 1, 8), Merge(3, 1, 4, 1), Merge(3, 3, 3, 4), Merge(3, 5, 3, 7)],
    )
    assert headers.last_row == 4
    assert (
        headers.above
        == "月度汇总 统计日期：2026-03-01 至 2026-03-03 报表生成时间：2026-04-01 09:00"
    )
    assert names(headers) == {"name": 0, "user_id": 1, "late_count": 7}
    assert headers.days == ((4, "1"), (5, "六"), (6, "日"))
    assert headers.unknown == ("事假(小时)", "病假(小时)")


def test_a_row_of_data_is_no_row_of_headers() -> None:
    headers = found(["姓名", "工号", "迟到次数", "加班", "补卡"], ["张三", "", "1", "3", "2"])
    assert (headers.last_row, headers.days) == (1, ())
    assert headers.unknown == ("加班", "补卡")


def test_two_columns_of_a_name_are_told() -> None:
    pairs = found(["姓名", "员工姓名", "迟到次数"]).twice
    assert [(first.header, second.header) for first, second in pairs] == [("姓名", "员工姓名")]


def test_nothing_known() -> None:
    assert find(Table("", iter([(1, ["甲", "乙"])])), VOCABULARY) is None
    assert find(Table("", iter([])), VOCABULARY) is None


def test_no_two_names_share_a_word() -> None:
    source = files("calculators.files") / "headers.toml"
    for table, listed in tomllib.loads(source.read_text(encoding="utf-8")).items():
        written = [bare(word) for variants in listed.values() for word in variants]
        assert len(written) == len(known(table)), table
