"""A second language is one file of words: no code is changed for it."""

import pickle
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from calculators.core import words as core_words
from calculators.files.answers import Answer, Answerer
from calculators.files.batch import File, Format, Job, Summary, run
from calculators.files.entries import Entry
from calculators.files.reading.opened import tables
from calculators.files.remarks import Refused
from tests.conftest import ROOT

CHINESE = {"工资": "PAY", "奖金": "BONUS", "请": "PLEASE", "行": "ROW", "个月": "MONTHS"}
BONUS = "绩效BONUS基数"


@pytest.fixture(autouse=True)
def second_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Write the catalogue once more, with other words for some things."""
    text = (ROOT / "calculators/messages/zh-Hans.toml").read_text(encoding="utf-8")
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages/zh-Hans.toml").write_text(text, encoding="utf-8")
    for chinese, other in CHINESE.items():
        text = text.replace(chinese, other)
    (tmp_path / "messages/und.toml").write_text(text, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(core_words, "LANGUAGES", ("zh-Hans", "und"))
        patched.setattr(core_words, "files", lambda _: tmp_path)
        core_words.catalogue.cache_clear()
        yield
    core_words.catalogue.cache_clear()


def sent_away(entries: Iterable[Entry], answerer: Answerer) -> Iterator[Answer]:
    """Answer as on another machine."""
    return map(pickle.loads(pickle.dumps(answerer)), entries)  # noqa: S301  # our own bytes


def asked(
    calculator: str, rows: str, form: Format, wages: str = "", **values: str
) -> tuple[str, Summary]:
    """Return what is written, as text, and what is told."""
    job = Job(
        calculator=calculator,
        language="und",
        rows=File("in.csv", BytesIO(rows.encode())),
        wages=File("wages.csv", BytesIO(wages.encode())) if wages else None,
        values=values,
    )
    output = BytesIO()
    summary = run(job, output, form, sent_away)
    if form == "csv":
        return output.getvalue().decode(), summary
    read = [row for table in tables(output, "out.xlsx") for row in table.rows]
    return str(read), summary


def chinese(text: str) -> set[str]:
    return {each for each in CHINESE if each in text}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_all_is_said_in_the_language_of_the_job(form: Format) -> None:
    rows = "姓名,month,迟到次数,缺卡次数\n甲,2026-03,1,2\n乙,2026-03,坏,0\n丁,2026-03,0,0\n"
    wages = f"姓名,月工资,{BONUS},绩效得分\n甲,8000,1000,85\n乙,1,1,1\n丙,1,1,1\n丁,x,1,101\n"
    wages = wages.replace("月工资", "月PAY（不含绩效BONUS）")
    written, summary = asked("settlement", rows, form, wages)
    assert (summary.tally.answered, summary.tally.problems) == (1, 3)
    assert chinese(written + "".join(summary.remarks)) == set()
    assert "PAY表里有" in written


def test_headers_and_choices_are_known_in_every_language() -> None:
    header = "商品编码,一期是,需求历史,采购提前期\n"
    _, summary = asked("reorder", header + 'A,MONTHS,"1,2,3",1\nB,个月,"1,2,3",1\n', "csv")
    assert (summary.tally.answered, summary.tally.problems) == (2, 0)
    for label in (BONUS, "绩效奖金基数"):
        _, summary = asked("bonus", f"月份,{label},绩效得分\n2026-03,1,80\n", "csv")
        assert summary.tally.answered == 1


def test_a_refusal_says_a_bad_setting_in_the_language_of_the_job() -> None:
    with pytest.raises(Refused) as refused:
        asked("bonus", "月份\n2026-03\n", "csv", bonus_base="x")
    assert BONUS in refused.value.remark.values["said"]
