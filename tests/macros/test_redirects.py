"""Anchors that are gone lead to clauses that are there, or the file says why not."""

from pathlib import Path

import pytest

from calculators.core.editions import RuleError
from macros import redirects
from macros.lines import PageError

ANCHORS = {"co-1-1", "co-1-2"}


def load(folder: Path, text: str) -> dict[str, str]:
    (folder / "redirects.toml").write_text(text, encoding="utf-8")
    return dict(redirects.load(folder, ANCHORS))


def test_a_redirect_may_lead_by_others(tmp_path: Path) -> None:
    found = load(tmp_path, '# 说明\nco-1-3 = "co-1-1"\nco-1-4 = "co-1-3"\n')
    assert found == {"co-1-3": "co-1-1", "co-1-4": "co-1-1"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('co-1-1 = "co-1-2"', "co-1-1 还在手册里：这一条没有取消，就请删去这一行；"),
        ('co-1-3 = "co-1-9"', "co-1-3 指到 co-1-9，手册里没有这一条；请写现在的条款号"),
        ('co-1-3 = "co-1-4"\nco-1-4 = "co-1-3"', "co-1-3 指到 co-1-4，手册里没有这一条"),
        ("co-1-3 = 5", "co-1-3 指到 co-1-3，手册里没有这一条"),
    ],
)
def test_a_redirect_that_leads_nowhere(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PageError) as refused:
        load(tmp_path, text)
    assert str(refused.value).startswith(f"docs/redirects.toml：{said}")


def test_a_line_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as refused:
        load(tmp_path, "# 说明\nco-1-3 -> co-1-1")
    assert str(refused.value).startswith("docs/redirects.toml 第 2 行：不是有效的 TOML 文件")


def test_the_file_belongs_to_the_pages(tmp_path: Path) -> None:
    with pytest.raises(PageError) as refused:
        redirects.load(tmp_path, ANCHORS)
    assert "没有这个文件" in str(refused.value)
