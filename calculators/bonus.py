"""Performance bonus: the grade that a month's score reaches and what it makes of the bonus base.

Source: co-4-2-3 of the commercial-operations manual; figures in `rules/bonus/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar

from calculators.core.declaration import About, Checked, Declared
from calculators.core.editions import Editions, Figure, Reading, Section
from calculators.core.kinds import PERSONAL, RARE, Choice, Flag, Money, MonthOfYear, Number
from calculators.core.months import Month
from calculators.core.numbers import EXACT, round_half_up, times
from calculators.core.outcome import Notice, Outcome, Step, equals
from calculators.core.payslips import Line
from calculators.core.problems import Problem

_SCORE = Number(high=Decimal(100), decimals=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Section):
    """A grade: the score from which it is reached and the coefficient that it pays."""

    score_from: Annotated[Figure, "分"]
    coefficient: Annotated[Figure, "倍"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores(Section):
    """How a score is held against the grades."""

    fractions: Annotated[Reading, ("kept", "rounded")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The grades, highest first; the last is the failing one."""

    grades: tuple[Grade, ...]
    scores: Scores

    def mistake(self) -> str | None:
        """Return what is wrong with grades that each fit on their own, or None."""
        starts = [grade.score_from.value for grade in self.grades]
        if len(starts) == 1 or starts[-1] != 0:
            return "grades 至少两节，最后一节的 score_from 要是 0：每个得分都要有等级"
        pairs = enumerate(pairwise(starts), 2)
        if fault := next((n for n, (higher, lower) in pairs if higher <= lower), None):
            return f"grades {fault} score_from 要从高到低写，不能重复"
        return None

    def judged(self, score: Decimal) -> Decimal:
        """Return what counts of a score: all of it, or the whole points that it rounds to."""
        return round_half_up(score) if self.scores.fractions.choice == "rounded" else score

    def grade(self, score: Decimal) -> Grade:
        """Return the highest grade that score reaches."""
        points = self.judged(score)
        return next(grade for grade in self.grades if points >= grade.score_from.value)

    @property
    def failing(self) -> Grade:
        """The lowest grade."""
        return self.grades[-1]


EDITIONS = Editions("bonus", Rules)
RULES = (EDITIONS,)
ABOUT: About = "people"
DATED_BY = "month"
PAYSLIP = (Line("bonus_gross", "paid"),)
EXAMPLE: Mapping[str, Any] = {"month": "2026-03", "bonus_base": "2000", "score": "89.5"}


@dataclass(frozen=True, kw_only=True)
class Inputs(Checked):
    """A month's bonus base (CNY) and score (0 to 100), and the score of the month before."""

    month: Annotated[Month, MonthOfYear()]
    bonus_base: Annotated[Decimal, Money(), PERSONAL]
    score: Annotated[Decimal, _SCORE]
    previous_score: Annotated[Decimal | None, _SCORE, RARE] = None

    @classmethod
    def check(cls, values: Any) -> dict[str, Problem]:
        return super().check(values) | EDITIONS.check_month(values)


@dataclass(frozen=True, kw_only=True)
class Result(Declared):
    """The grade, its coefficient, the bonus before deductions (CNY), and two failures running."""

    grade: Annotated[str, Choice()]
    coefficient: Annotated[Decimal, Number()]
    bonus_gross: Annotated[Decimal, Money()]
    consecutive_fail: Annotated[bool | None, Flag()]

    headline: ClassVar[tuple[str, ...]] = ("bonus_gross", "coefficient", "grade")


def calculate(inputs: Inputs) -> Outcome[Result]:
    """Return the bonus of a month before deductions (CNY), in the month's edition.

    Source: co-4-2-3. What can be wrong with inputs is raised where `Inputs` is made: Problems by
    field (a month without an edition too), TypeError for a value of another type.
    `consecutive_fail` is None where this month fails and the month before is unknown.

    >>> inputs = Inputs(month=Month(2026, 3), bonus_base=Decimal(1000), score=Decimal("89.5"))
    >>> outcome = calculate(inputs)
    >>> outcome.result.grade, outcome.result.bonus_gross
    ('良好', Decimal('1200.00'))
    """
    edition = EDITIONS.in_force(inputs.month.first)
    rules = edition.rules
    grade = rules.grade(inputs.score)
    coefficient = grade.coefficient.value
    result = Result.joined(
        grade=grade.title,
        coefficient=coefficient,
        bonus_gross=times(inputs.bonus_base, coefficient),
        consecutive_fail=_consecutive_fail(rules, grade, inputs.previous_score),
    )
    judged = rules.judged(inputs.score)
    key = "grade_failing" if grade is rules.failing else "grade"
    steps: tuple[Step, ...] = (
        Step.number(
            key if judged == inputs.score else f"{key}_rounded",
            coefficient,
            grade.clause,
            score=inputs.score,
            judged=judged,
            reached=grade.score_from.value,
            passing=rules.grades[-2].score_from.value,
            grade=grade.title,
            coefficient=coefficient,
        ),
        Step.money(
            "bonus_gross",
            result.bonus_gross,
            grade.clause,
            base=inputs.bonus_base,
            coefficient=coefficient,
            sign=equals(result.bonus_gross, EXACT.multiply(inputs.bonus_base, coefficient)),
            gross=result.bonus_gross,
        ),
    )
    if result.consecutive_fail:
        failed = Step.number(
            "consecutive_fail",
            Decimal(2),
            grade.clause,
            previous=inputs.previous_score,
            score=inputs.score,
            passing=rules.grades[-2].score_from.value,
        )
        steps = (*steps, failed)
    return Outcome(result=result, steps=steps, notices=_notices(result), rules=(edition,))


def _consecutive_fail(rules: Rules, grade: Grade, previous_score: Decimal | None) -> bool | None:
    if grade is not rules.failing:
        return False
    if previous_score is None:
        return None
    return rules.grade(previous_score) is rules.failing


def _notices(result: Result) -> tuple[Notice, ...]:
    if result.consecutive_fail is None:
        return (Notice("info", "previous_score_unknown", {}),)
    if result.consecutive_fail:
        return (
            Notice("warning", "consecutive_fail", {}),
            Notice("warning", "failing_is_not_incompetence", {}),
        )
    return ()
