"""What the tests have passed on is stamped: exactly these files, and only where they passed."""

import sys
from pathlib import Path

import pytest

from publishing import tested
from publishing.git import git, tree_of

PASS = (sys.executable, "-c", "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "a")
    git(tmp_path, "config", "user.email", "a@example.com")
    (tmp_path / ".gitignore").write_text("/.cache/\n", encoding="utf-8")
    (tmp_path / "file").write_text("one", encoding="utf-8")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "one")
    return tmp_path


def test_a_tree_is_stamped_as_it_is_committed_later(root: Path) -> None:
    (root / "file").write_text("two", encoding="utf-8")
    (root / "new").write_text("new", encoding="utf-8")
    assert tested.main(PASS, root) == 0
    assert not tested.has_passed(root, git(root, "rev-parse", "HEAD^{tree}"))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "two")
    assert tested.has_passed(root, git(root, "rev-parse", "HEAD^{tree}"))
    (root / "file").write_text("three", encoding="utf-8")
    assert not tested.has_passed(root, tree_of(root))


def test_to_look_changes_nothing(root: Path) -> None:
    (root / "file").write_text("two", encoding="utf-8")
    before = git(root, "status", "--porcelain")
    tree_of(root)
    assert git(root, "status", "--porcelain") == before


def test_what_fails_is_not_stamped(root: Path) -> None:
    assert tested.main((sys.executable, "-c", "raise SystemExit(3)"), root) == 3
    assert not tested.has_passed(root, tree_of(root))


def test_what_changes_while_the_tests_run_is_not_stamped(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert tested.main((sys.executable, "-c", "open('file', 'w').write('two')"), root) == 0
    assert not (root / ".cache" / "tested").exists()
    assert "Files have changed while the tests ran" in capfd.readouterr().out


def test_without_git_the_tests_run_all_the_same(tmp_path: Path) -> None:
    assert tested.main((sys.executable, "-c", "open('ran', 'w')"), tmp_path) == 0
    assert (tmp_path / "ran").exists()
