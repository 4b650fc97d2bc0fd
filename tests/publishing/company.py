"""A company with a handbook of two manuals, which publishes editions from its repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.utils import meta

from publishing.git import git
from tests.conftest import ROOT
from tests.copies import SYSTEMS, copy_two_manuals, edit

FIRST, SECOND, THIRD = "2026-12-01", "2027-01-01", "2027-03-01"
TITLES = {FIRST: "2026年12月版", SECOND: "2027年1月版", THIRD: "2027年3月版"}
OLD_RULE = "calculators/rules/attendance/2025-01-01.toml"
_KEPT = {"prefix", "name", "short"}  # what is each manual's own

# What each edition changes: figures of a new rule file, patterns in pages, the changelog.
_RULES: Mapping[str, str] = {SECOND: "2", THIRD: "1"}
_EDITS: Mapping[str, list[tuple[str, str, str]]] = {
    SECOND: [
        (SYSTEMS, "提供内部培训、外部培训、在线学习等机会", "每年提供内部培训、在线学习等机会"),
        ("CHANGELOG.md", r"\n## ", f"""
## {SECOND}（{TITLES[SECOND]}）

- 【实质】每月免罚从 3 次改为 2 次（co-4-1-2）。
- 【文字】培训方式写得更清楚（co-4-3-1）。

## """),
    ],
    THIRD: [
        (SYSTEMS, r"(?s)### 4\.3\.3 自学奖励.*?(?=### 4\.3\.4)", ""),
        (
            SYSTEMS,
            r"(?=## 4\.4 )",
            ("### 4.3.5 新员工培训 {#co-4-3-5 topic=training .rule who=公司}\n\n"
            "- 新员工到岗当周先学安全。 {: #a}\n\n"),
        ),
        ("docs/redirects.toml", r"\Z", 'co-4-3-3 = "co-4-3-1"\n'),
        ("CHANGELOG.md", r"\n## ", f"""
## {THIRD}（{TITLES[THIRD]}）

- 【实质】每月免罚从 2 次改为 1 次（co-4-1-2）。
- 【实质】自学奖励取消，新员工先学安全（co-4-3-3 至 co-4-3-5）。

## """),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Company:
    """The folder of the repository; `branch` is the one that is published to."""

    root: Path
    branch: str = "gh-pages"

    def git(self, *arguments: str) -> str:
        return git(self.root, *arguments).strip()

    def edit(self, path: str, old: str, new: str) -> None:
        edit(self.root / path, old, new)

    def commit(self, *, tested: bool = True) -> None:
        """Commit what was edited, and have the tests passed on it: the command is the shortest."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "edited")
        if tested:
            self.python("publishing.tested", "true").check_returncode()

    def python(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", module, *arguments)
        environment = self.environment()
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )

    def environment(self) -> dict[str, str]:
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        return os.environ | quiet | {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *arguments: str, today: str = "2026-11-22") -> subprocess.CompletedProcess[str]:
        """Run the command of editions on a day."""
        return self.python("publishing", "--today", today, *arguments)

    def publish(self, edition: str, *, today: str) -> str:
        """Publish an edition, and return what was said; it must be let through."""
        done = self.run("publish", edition, TITLES[edition], today=today)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, edition: str = SECOND, title: str = "新版") -> list[str]:
        """Try to publish, and return the sentences of the refusal; nothing may be another after."""
        before = self.git("for-each-ref"), self.git("status", "--porcelain")
        done = self.run("publish", edition, title)
        assert done.returncode == 1, done.stdout + done.stderr
        assert (self.git("for-each-ref"), self.git("status", "--porcelain")) == before
        first, *sentences = done.stdout.splitlines()
        assert first == "没有执行，什么也没有改："
        assert all(sentence.startswith("- ") for sentence in sentences)
        return [sentence.removeprefix("- ") for sentence in sentences]

    def notes(self, edition: str, title: str = "新版") -> list[str]:
        """Return what the gate notes of an edition as it stands in the folder.

        In a process of its own, as the rules are the company's.
        """
        asking = f"""
import json
from pathlib import Path
from publishing.branch import copied
from publishing.gate import Gate
from publishing.project import Project
with copied(Path.cwd(), "", {self.branch!r}) as branch:
    print(json.dumps(Gate(Project(Path.cwd()), branch, {edition!r}, {title!r}).notes()))
"""
        command = (sys.executable, "-c", asking)
        environment = self.environment()
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=True
        )
        found: list[str] = json.loads(done.stdout)
        return found

    @property
    def head(self) -> str:
        """The commit of the publishing branch, "" where there is none."""
        reference = f"refs/heads/{self.branch}"
        return self.git("for-each-ref", "--format=%(objectname)", reference)

    def tree(self, path: str) -> str:
        """Return git's name for a published folder."""
        return self.git("rev-parse", f"{self.branch}:{path}")

    def copy(self, folder: Path) -> "Company":
        """Return another one with the same history."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Company(folder)

    def revise(self, edition: str) -> None:
        """Make the changes of an edition and commit them."""
        for path, old, new in _EDITS[edition]:
            text = (self.root / path).read_text(encoding="utf-8")
            changed = re.sub(old, lambda _: new, text, count=1)  # noqa: B023  # called at once
            assert changed != text
            (self.root / path).write_text(changed, encoding="utf-8")
        rules = (self.root / OLD_RULE).read_text(encoding="utf-8")
        new_rules = rules.replace(
            "free_count = { value = 3", f"free_count = {{ value = {_RULES[edition]}"
        )
        assert new_rules != rules
        (self.root / OLD_RULE).with_name(f"{edition}.toml").write_text(new_rules, encoding="utf-8")
        self.commit()


def founded(folder: Path) -> Company:
    """Return a company with filled headers, ready to publish its first edition."""
    copy_two_manuals(folder)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "publishing", folder / "publishing", ignore=ignored)
    (folder / ".gitignore").write_text("/node_modules\n/.cache/\n__pycache__/\n", encoding="utf-8")
    filled = (Path(__file__).with_name("header.md")).read_text(encoding="utf-8")
    _, front = meta.get_data(filled)
    for index in sorted((folder / "docs" / "manuals").glob("*/index.md")):
        for key, value in front["manual"].items():
            if key not in _KEPT:
                text = index.read_text(encoding="utf-8")
                changed = re.sub(rf"(?m)^  {key}: .*$", f"  {key}: {value}", text)
                index.write_text(changed, encoding="utf-8")
    company = Company(folder)
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("config", "user.name", "制度负责人"),
        ("config", "user.email", "owner@example.com"),
    ):
        company.git(*command)
    company.commit()
    return company
