"""Grades on both sides of every threshold, and two failures running."""

from typing import Any

import pytest

from calculators import answer


def bonus(**given: Any) -> dict[str, Any]:
    reply = answer("bonus", {"month": "2026-03", "bonus_base": "1000"} | given)
    assert "result" in reply, reply
    return reply


@pytest.mark.parametrize(
    ("score", "grade", "coefficient", "gross"),
    [
        ("100", "优秀", "1.5", "1500.00"),
        ("90", "优秀", "1.5", "1500.00"),
        ("89.99", "良好", "1.2", "1200.00"),
        ("80", "良好", "1.2", "1200.00"),
        ("79.99", "合格", "1", "1000.00"),
        ("60", "合格", "1", "1000.00"),
        ("59.99", "不合格", "0.5", "500.00"),
        ("0", "不合格", "0.5", "500.00"),
    ],
)
def test_grades(score: str, grade: str, coefficient: str, gross: str) -> None:
    result = bonus(score=score)["result"]
    assert result["grade"] == grade
    assert result["coefficient"] == coefficient
    assert result["bonus_gross"] == gross


def test_the_grade_is_explained_by_the_threshold_that_decided() -> None:
    assert bonus(score="59.99")["steps"][0]["label"] == "59.99 分，不满 60 分，等级为不合格"
    assert bonus(score="79.99")["steps"][0]["label"] == "79.99 分，达到 60 分，等级为合格"


@pytest.mark.parametrize(
    ("score", "previous", "expected"),
    [
        ("59.99", "59.99", True),
        ("59.99", "60", False),
        ("60", "0", False),
        ("60", None, False),
        ("59.99", None, None),
    ],
)
def test_two_failures_running(score: str, previous: str | None, *, expected: bool | None) -> None:
    reply = bonus(score=score, previous_score=previous)
    assert reply["result"]["consecutive_fail"] is expected
    codes = [notice["code"] for notice in reply["notices"]]
    two = ["consecutive_fail", "failing_is_not_incompetence"]
    level = "warning" if expected else "info"
    assert all(notice["level"] == level for notice in reply["notices"])
    assert codes == {True: two, None: ["previous_score_unknown"], False: []}[expected]
