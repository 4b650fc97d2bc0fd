"""Whom or what a row is about."""

from dataclasses import replace

import pytest

from calculators.core.declaration import About
from calculators.files.identity import bare_code, bare_name, columns, is_total
from calculators.registry import CALCULATORS


@pytest.mark.parametrize(
    "text",
    [
        *("合计", "总计", "小计", "共计", "总合计", "平均", "平均值", "汇总", "总数", "total"),
        *(
            "合计（1人）",
            "总 计",
            "总　计",
            "本月合计",
            "本页小计:",
            "合计：",
            "合计5人",
            "共计 12 种",
        ),
        *("华东合计", "A类小计", "Grand Total", "SUBTOTAL", "总计: 3", "三月份平均"),
    ],
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    ["", "张三", "计小总", "总数码相机", "TOTAL-01", "subtotal-2", "汇总单A1", "合计划", "均"],
)
def test_no_totals(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    "name", ["张三", "张 三", " 张　三 ", "张三(已离职)", "张三（离职）", "张 三 （ 已离职 ）"]
)
def test_one_name(name: str) -> None:
    assert bare_name(name) == "张三"


def test_a_name_keeps_what_is_no_mark() -> None:
    assert bare_name("张三(二部)") == "张三(二部)"
    assert bare_code(" ｕ１ ") == "u1"
    assert bare_code("u 1") == "u 1"


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("people", ("name", "user_id", "employee_no")),
        ("requests", ("name", "user_id", "employee_no")),
        ("articles", ("sku",)),
    ],
)
def test_a_calculator_says_what_its_rows_are_about(about: About, expected: tuple[str, ...]) -> None:
    """A further one says it in its module, and nowhere else."""
    another = replace(CALCULATORS["bonus"], name="another", about=about)
    assert columns(another) == expected
