"""An owner's change leaves the tests of the code alone, and is held to what an owner can mend."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import frozen
from tests.conftest import ROOT
from tests.copies import SYSTEMS, edit

# Of the tests of the code and of the content each a few, which an owner's change would turn red.
CHOSEN = (
    "-q",
    "-k=part0 or reorder_point_itself or figures_come_from or test_case or anchor or its_facts",
    "tests/calculators",
    "tests/macros/test_manuals.py",
    "tests/site/test_inventory.py",
)
DUTIES = "docs/manuals/commercial-operations/2-duties.md"
ADDED = """\
### 4.3.5 新员工培训 {#co-4-3-5 topic=training .rule who=公司}

先学安全。 {: #a}

"""
CHANGED = """
## 2027-01-01（2027年1月版）

- 【实质】每月免罚从 3 次改为 2 次（co-4-1-2）。
- 【文字】培训写成公司的职责（co-4-3-1）。
- 【实质】一项职责取消，新员工先学安全（co-2-7-2、co-4-3-5）。

## """


@pytest.fixture
def owner(tmp_path: Path) -> Path:
    """Return a copy of the project in which an owner changed a figure and four clauses."""
    copy = frozen.copied(ROOT, tmp_path / "copy")
    (copy / ".cache").unlink()
    rules = copy / "calculators" / "rules" / "attendance"
    text = (rules / "2025-01-01.toml").read_text(encoding="utf-8")
    new = text.replace("free_count = { value = 3", "free_count = { value = 2")
    assert new != text
    (rules / "2027-01-01.toml").write_text(new, encoding="utf-8")
    edit(copy / SYSTEMS, r"(?<=\{#co-4-3-1 topic=training )\.rule", ".duty")
    edit(copy / DUTIES, r"(?s)### 2\.7\.2 .*?(?=### )", "")
    edit(copy / SYSTEMS, r"(?=## 4\.4 )", ADDED)
    edit(copy / "docs" / "redirects.toml", r"\Z", 'co-2-7-2 = "co-2-7-1"\n')
    edit(copy / "CHANGELOG.md", r"(?<=\n)\n## ", CHANGED)
    return copy


def run(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "tests.frozen", *CHOSEN),
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_kept_handbook_is_whole() -> None:
    assert frozen.owned(ROOT / frozen.KEPT).keys() >= {
        "CHANGELOG.md",
        "calculators/rules/attendance/2025-01-01.toml",
        "docs/manuals/livestream-commerce/index.md",
        "tests/cases/bonus.toml",
    }


def test_what_is_kept_anew_is_what_is_named_and_no_more(
    owner: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule, before = "calculators/rules/attendance/2027-01-01.toml", frozen.owned(owner / frozen.KEPT)
    for names in ([], ["calculators/bonus.py", rule]):
        assert frozen.main(["--renew", *names], owner) == 2
        assert "--renew wants paths of what owners write" in capsys.readouterr().out
    assert frozen.owned(owner / frozen.KEPT) == before
    assert frozen.main(["--renew", rule], owner) == 0
    assert frozen.owned(owner / frozen.KEPT) == before | {rule: (owner / rule).read_bytes()}
    (owner / rule).unlink()
    assert frozen.main(["--renew", rule], owner) == 0
    assert frozen.owned(owner / frozen.KEPT) == before


def test_after_an_owner_s_change_the_tests_of_the_code_pass_on_what_was_kept(owner: Path) -> None:
    done = run(owner)
    assert done.returncode == 0, done.stdout + done.stderr
    content, code = done.stdout.split("程序：")
    assert "条文、规则和例题：按现在的内容检查" in content
    assert "passed" in content
    assert "passed" in code
    assert (owner / ".cache" / "frozen").is_dir()


def test_what_the_owner_has_to_mend_is_told_first(owner: Path) -> None:
    edit(owner / "CHANGELOG.md", "（co-4-3-1）", "")
    rules = owner / "calculators" / "rules" / "reorder"
    text = (rules / "2025-01-01.toml").read_text(encoding="utf-8")
    new = text.replace("target = { value = 95", "target = { value = 97")
    (rules / "2027-01-01.toml").write_text(new, encoding="utf-8")
    done = run(owner)
    assert done.returncode == 1
    assert "CHANGELOG.md 里各版（## 日期）的几节又没有写到：co-4-3-1" in done.stdout
    assert "运行 make try 可以看到：第 21 行 没有填服务水平，按 95%：" in done.stdout
    assert "程序：" not in done.stdout
