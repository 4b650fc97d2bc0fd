"""Figures of the rules as text."""

import pytest

from calculators.figures import FigureError, figure, filled


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("attendance.long.bonus_percent", "10%"),
        ("attendance.daily_wage.pay_divisor", "21.75 天"),
        ("bonus.grades.良好.coefficient", "1.2 倍"),
    ],
)
def test_a_figure_with_its_unit(path: str, shown: str) -> None:
    assert figure(path) == shown


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("tax.short.free_count", "没有叫“tax”的规则；现有 attendance、bonus"),
        ("bonus.grades.score_from", "规则 bonus 里没有“grades.score_from”这个数；现有 grades.优秀"),
    ],
)
def test_a_figure_that_is_not_there_is_a_sentence(path: str, said: str) -> None:
    with pytest.raises(FigureError) as refused:
        figure(path)
    assert str(refused.value).startswith(said)


def test_every_figure_that_there_is_is_named() -> None:
    with pytest.raises(FigureError) as refused:
        figure("bonus.grades.x")
    grades = ("优秀", "良好", "合格", "不合格")
    known = [f"grades.{g}.{f}" for g in grades for f in ("score_from", "coefficient")]
    assert str(refused.value) == f"规则 bonus 里没有“grades.x”这个数；现有 {'、'.join(known)}"


def test_figures_within_a_text() -> None:
    text = "{attendance.short.within_minutes}以内，每月 {attendance.short.free_count}。"
    assert filled(text) == "15 分钟以内，每月 3 次。"
    with pytest.raises(
        FigureError, match=r"^规则 attendance 里没有“size\.free_count”这个数；现有 "
    ):
        filled("{attendance.size.free_count}")
