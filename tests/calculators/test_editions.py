"""Rule files: the editions in force, and mistakes named with their place."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import pytest

from calculators.core import editions
from calculators.core.editions import Editions, Figure, Reading, RuleError, Section, parse_toml
from calculators.core.problems import Problem
from calculators.core.what_if import what_if
from calculators.registry import CALCULATORS
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine(Section):
    amount: Annotated[Figure, "元"]
    sure: Annotated[Reading, ("yes", "no")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    fine: Fine

    def mistake(self) -> str | None:
        return "fine amount 太多" if self.fine.amount.value > 100 else None


GOOD = """
title = "罚款"
[fine]
title = "每次"
clause = "co-1-1"
amount = { value = 5, unit = "元" }
sure = { choice = "yes", why = "必定" }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder of rules, read instead of the package's."""
    monkeypatch.setattr(editions, "files", lambda _: tmp_path)
    rules = tmp_path / "rules" / "fine"
    rules.mkdir(parents=True)
    return rules


def test_the_edition_in_force_is_the_last_one_begun(folder: Path) -> None:
    for name, value in (("2025-01-01", 5), ("2026-07-01", 6)):
        text = GOOD.replace("value = 5", f"value = {value}")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    fines = Editions("fine", Rules)
    assert fines.in_force(date(2026, 6, 30)).rules.fine.amount.value == 5
    newest = fines.in_force(date(2026, 7, 1))
    assert newest.rules.fine.amount.value == 6
    assert newest.name == "fine"
    content = (folder / "2026-07-01.toml").read_bytes()
    assert newest.sha256 == hashlib.sha256(content).hexdigest()
    with pytest.raises(Problem) as refused:
        fines.in_force(date(2024, 12, 31))
    assert refused.value.values == {
        "day": "2024-12-31",
        "first": "2025-01-01",
        "last": "2026-07-01",
    }


def test_the_edition_of_a_day_is_tried_on_any_month_where_that_is_asked(folder: Path) -> None:
    for name, value in (("2025-01-01", 5), ("2026-01-01", 6), ("2026-07-01", 7)):
        text = GOOD.replace("value = 5", f"value = {value}")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    fines = Editions("fine", Rules)
    for day in (date(2025, 1, 1), date(2026, 6, 30), date(2026, 7, 1)):
        with what_if({}, as_of=date.max):
            assert fines.in_force(day).rules.fine.amount.value == 7
        with what_if({}, as_of=date(2026, 1, 1)):
            assert fines.in_force(day).rules.fine.amount.value == 6
        with what_if({}, as_of=date(2024, 12, 31)), pytest.raises(Problem):
            fines.in_force(day)
    with what_if({}, as_of=date.max), pytest.raises(Problem):
        fines.in_force(date(2024, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value = 5", "value = -5", "6 行 fine amount value：要写不小于 0 的数，现在是 -5"),
        ("value = 5", 'value = "5"', "6 行 fine amount value：要写不小于 0 的数，现在是 “5”"),
        ("value = 5", "value = nan", "6 行 fine amount value：要写不小于 0 的数，现在是 NaN"),
        ("amount", "amuont", "6 行 fine：不认识“amuont”，这里可以写 title、clause、amount、sure"),
        ('clause = "co-1-1"\n', "", "3 行 fine：缺少“clause”，请补上"),
        ('unit = "元"', 'unit = ""', "6 行 fine amount unit：要写文字，现在是 “”"),
        ('unit = "元"', 'unit = "分"', "6 行 fine amount：单位要写 元，现在是 分"),
        ("value = 5", "value = 500", "6 行：fine amount 太多"),
        ("[fine]", "[[fine]]", "3 行 fine：要写成一节，现在是 […]"),
        ("[fine]", "[fine", "3 行：不是有效的 TOML 文件，第 6 个字符附近"),
        ('"元" }', '"元"', "6 行：不是有效的 TOML 文件，第 33 个字符附近"),
        ('"元" }', '"元" }\n[', "7 行：不是有效的 TOML 文件，第 2 个字符附近"),
        ('"yes"', "5", "7 行 fine sure choice：要写文字，现在是 5"),
        ('"yes"', '"maybe"', "7 行 fine sure：choice 要写 yes、no 之一，现在是 maybe"),
        ('"必定"', '"  "', "7 行 fine sure why：要写文字，现在是 “”"),
        (', why = "必定"', "", "7 行 fine sure：缺少“why”，请补上"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder: Path, old: str, new: str, said: str) -> None:
    (folder / "2025-01-01.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        _ = Editions("fine", Rules).all
    assert str(refused.value).startswith("calculators/rules/fine/2025-01-01.toml 第 " + said)


def test_a_title_and_a_check_of_its_own_are_not_needed(folder: Path) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Unchecked:
        fine: Fine

    text = GOOD.replace('title = "罚款"\n', "")
    (folder / "2025-01-01.toml").write_text(text, encoding="utf-8")
    (edition,) = Editions("fine", Unchecked).all
    assert edition.rules.fine.title == "每次"


def test_a_mistake_that_begins_with_no_place_is_told_on_the_first_line(folder: Path) -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Never:
        fine: Fine

        def mistake(self) -> str:
            return "不能罚款"

    (folder / "2025-01-01.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match=r"^calculators/rules/fine/2025-01-01\.toml 第 1 行：不能"):
        _ = Editions("fine", Never).all


@pytest.mark.parametrize("name", ["new", "20250101", "2025-W01-3", "2025-1-1", "2026-03-15"])
def test_a_file_is_named_by_the_first_of_a_month(folder: Path, name: str) -> None:
    (folder / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="文件名要写生效日期"):
        _ = Editions("fine", Rules).all


@pytest.mark.parametrize("name", CALCULATORS)
def test_editions_are_known_by_their_bytes(name: str) -> None:
    for each in CALCULATORS[name].rules:
        for edition in each.all:
            source = files("calculators") / "rules" / edition.name / f"{edition.in_force_from}.toml"
            assert edition.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()


def broken(name: str, old: str, new: str, folder: Path) -> Editions[Any]:
    """Return the editions of a rule with one text changed, as if its file said so."""
    (rule,) = [each for each in CALCULATORS["settlement"].rules if each.name == name]
    text = (ROOT / "calculators" / "rules" / name / "2025-01-01.toml").read_text(encoding="utf-8")
    assert old in text
    target = folder.parent / name
    target.mkdir()
    (target / "2025-01-01.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return Editions(name, rule.declaration)


NO_ORDER = "：grades 2 score_from 要从高到低写，不能重复"
NOT_ALL = "：grades 至少两节，最后一节的 score_from 要是 0：每个得分都要有等级"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "attendance",
            "value = 21.75",
            "value = 0",
            "：daily_wage pay_divisor 不能是 0：日工资要用它来除",
        ),
        (
            "attendance",
            "value = 100",
            "value = 100.01",
            "：limits bonus_percent 不能超过 100：奖金最多扣完",
        ),
        ("attendance", "value = 3,", "value = 3.9,", " short free_count：要写整数，现在是 3.9"),
        (
            "attendance",
            'unit = "分钟"',
            'unit = "小时"',
            " short within_minutes：单位要写 分钟，现在是 小时",
        ),
        ("bonus", "value = 0,", "value = 5,", NOT_ALL),
        ("bonus", "value = 90", "value = 70", NO_ORDER),
        ("bonus", "value = 90", "value = 80", NO_ORDER),
        (
            "bonus",
            'value = 1.2, unit = "倍"',
            'value = 1.2, unit = "次"',
            " grades 第 2 节 coefficient：单位要写 倍，现在是 次",
        ),
    ],
)
def test_figures_that_cannot_be_together(
    folder: Path, name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(RuleError) as refused:
        _ = broken(name, old, new, folder).all
    assert told(refused) == f"calculators/rules/{name}/2025-01-01.toml{said}"


def test_grades_out_of_order_are_told_on_the_line_of_the_later_one(folder: Path) -> None:
    with pytest.raises(RuleError) as refused:
        _ = broken("bonus", "value = 90", "value = 80", folder).all
    assert str(refused.value) == f"calculators/rules/bonus/2025-01-01.toml 第 15 行{NO_ORDER}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'a = 1\nb = "\xff"\n', "第 2 行：不是 UTF-8 编码的文字，请另存为 UTF-8"),
        (
            b"a = 1\nb = [\n1,\n\n",
            (
                "第 3 行：不是有效的 TOML 文件，没有写完，"
                "请检查引号、括号、等号，以及同一项是不是写了两次"
            ),
        ),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(content: bytes, said: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_toml("x.toml", content)
    assert str(refused.value) == f"x.toml {said}"


@pytest.mark.parametrize(
    ("line", "wide", "usual"),
    [
        ("value ＝ 3", "＝", "="),
        ("value = ３", "３", "3"),
        ("value = 3。5", "。", "."),
        ("title = “每次”", "“", '"'),
        ('title = "每次”', "”", '"'),
        ('title = "每次，三次”', "”", '"'),
        ("\u3000value = 3", "\u3000", " "),
        ('amount = { value = 3，unit = "元" }', "，", ","),
        ("［fine］", "［", "["),
        ('title = "每次，（3）" ＃ 说明', "＃", "#"),
    ],
)
def test_a_full_width_character_is_told_with_the_usual_one(
    line: str, wide: str, usual: str
) -> None:
    with pytest.raises(RuleError) as refused:
        parse_toml("x.toml", f"a = 1\n{line}\n".encode())
    assert str(refused.value) == f"x.toml 第 2 行：有全角的“{wide}”，请改成半角的“{usual}”"


def test_a_full_width_character_in_a_text_or_a_comment_is_no_mistake() -> None:
    with pytest.raises(RuleError, match="第 1 行：不是有效的 TOML 文件，第 5 个字符附近"):
        parse_toml("x.toml", 'a = = "“3”，\\"（" \'，\' # 注：３'.encode())


def test_lines_end_alike_however_a_file_ends_them() -> None:
    assert parse_toml("x.toml", b"a = 1\r\nb = 2\r\n") == ({"a": 1, "b": 2}, "a = 1\nb = 2\n")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("grades", 1, "clause"), 14),
        (("scores", "clause"), 32),
        (("scores", "fractions"), 34),
    ],
)
def test_the_place_of_what_a_published_edition_says(path: tuple[str | int, ...], line: int) -> None:
    (rule,) = CALCULATORS["bonus"].rules
    assert rule.all[0].place(*path) == f"calculators/rules/bonus/2025-01-01.toml 第 {line} 行"


def test_figures_at_their_edge(folder: Path) -> None:
    (edition,) = broken("attendance", "value = 100", "value = 100.00", folder).all
    assert edition.rules.limits.bonus_percent.value == 100


SCORES = """
[scores]
title = "得分"
clause = "co-4-2-3"
fractions = { choice = "kept", why = "照写的比。" }
"""


def told(refused: pytest.ExceptionInfo[RuleError]) -> str:
    """Return a mistake without its line, which test_lines.py holds."""
    return re.sub(" 第 [0-9]+ 行", "", str(refused.value))


GRADE = """
[[grades]]
title = "{title}"
clause = "co-4-2-3"
score_from = {{ value = {score}, unit = "分" }}
coefficient = {{ value = 1, unit = "倍" }}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GRADE.format(title="合格", score=60) + GRADE.format(title="不合格", score=0), None),
        (GRADE.format(title="合格", score=0), NOT_ALL),
        ("grades = []", " grades：要写成一组 [[…]]，至少一节"),
        ("grades = 1", " grades：要写成一组 [[…]]，至少一节"),
    ],
)
def test_a_list_of_sections(folder: Path, text: str, said: str | None) -> None:
    file = folder.parent / "bonus" / "2025-01-01.toml"
    file.parent.mkdir()
    file.write_text(text + SCORES, encoding="utf-8")
    (rule,) = CALCULATORS["bonus"].rules
    editions_of_it = Editions("bonus", rule.declaration)
    if said is None:
        assert len(editions_of_it.all) == 1
        return
    with pytest.raises(RuleError) as refused:
        _ = editions_of_it.all
    assert told(refused) == f"calculators/rules/bonus/2025-01-01.toml{said}"
