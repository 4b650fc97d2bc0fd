"""Three editions from three commits: what is published stays, and each says what it changed."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.publishing.company import FIRST, SECOND, THIRD, TITLES, Company, founded

ATOM = "{http://www.w3.org/2005/Atom}"


def read(company: Company, path: str) -> str:
    return company.git("show", f"{company.branch}:{path}")


def editions(company: Company) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(read(company, "editions.json"))["editions"]
    return found


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_what_is_published_is_never_another_file(company: Company) -> None:
    commits = company.git("rev-list", "--reverse", company.branch).splitlines()
    seen: dict[str, str] = {}
    for commit in commits:
        listed = company.git("ls-tree", "-r", commit).splitlines()
        files = {line.split("\t")[1]: line.split()[2] for line in listed}
        fixed = {path: blob for path, blob in files.items() if re.match(r"20|_shared/", path)}
        assert {path: fixed.get(path) for path in seen} == seen
        seen = fixed
    assert {path.split("/")[0] for path in seen} == {FIRST, SECOND, THIRD, "_shared"}


def test_the_current_edition_moves_when_its_day_has_come(company: Company, tmp_path: Path) -> None:
    copy = company.copy(tmp_path / "copy")
    assert copy.tree("current") == copy.tree(SECOND)  # the third was published before its day
    done = copy.run("promote", today="2027-02-28")
    assert (done.returncode, done.stdout) == (0, f"current/ 已经是 {SECOND} 的一版，没有要动的。\n")
    done = copy.run("promote", today=THIRD)
    assert (done.returncode, done.stdout) == (0, f"current/ 现在是 {THIRD} 的一版。\n")
    assert copy.tree("current") == copy.tree(THIRD)
    aliases = {each["version"]: each["aliases"] for each in json.loads(read(copy, "versions.json"))}
    assert aliases == {FIRST: [], SECOND: [], THIRD: ["current"]}


def test_before_its_day_an_edition_is_not_current(tmp_path: Path) -> None:
    company = founded(tmp_path / "handbook")
    said = company.publish(FIRST, today="2026-11-30")
    note, said = said.splitlines(keepends=True)
    assert note == (
        f"提醒：CHANGELOG.md 没有“## {FIRST}（{TITLES[FIRST]}）”一节，"
        "首页的“最近改了什么”和“更新记录”里看不到这一版，请在下一版补上。\n"
    )
    assert said == (
        f"{TITLES[FIRST]}已经放到 gh-pages 分支的 {FIRST}/，从 {FIRST} 起生效；"
        "current/ 还没有，到那一天请运行 make promote。\n"
    )
    assert "current" not in company.git("ls-tree", "--name-only", company.branch).splitlines()
    assert f"url={FIRST}/" in read(company, "index.html")
    done = company.run("promote", today="2026-11-30")
    assert done.returncode == 1
    assert f"最早的一版从 {FIRST} 起生效" in done.stdout
    assert company.run("promote", today=FIRST).returncode == 0
    assert "url=current/" in read(company, "index.html")


def test_editions_say_who_answers_for_them(company: Company) -> None:
    newest, _, oldest = editions(company)
    assert [each["date"] for each in editions(company)] == [THIRD, SECOND, FIRST]
    people = ("proposed_by", "reviewed_by", "approved_by", "approved_on")
    for edition in (newest, oldest):
        for manual in edition["manuals"]:
            assert [manual[key] for key in people] == ["张三", "李四", "王五", "2026-10-20"]
    assert newest["commit"] == company.git("rev-parse", "main")
    assert oldest["commit"] == company.git("rev-parse", "main~2")
    assert newest["tree"] == company.git("rev-parse", "main^{tree}")
    chapter = read(company, f"{THIRD}/manuals/commercial-operations/1-organisation/index.html")
    assert "提出：张三 审核：李四 批准：王五（2026-10-20）" in text_of(chapter)


def test_editions_share_the_python_that_they_have_in_common(company: Company) -> None:
    shared = company.git("ls-tree", "-r", "--name-only", company.branch, "_shared/").splitlines()
    python = {path.split("/")[3] for path in shared if path.startswith("_shared/runtime/python/")}
    own = {path.split("/")[3] for path in shared if path.startswith("_shared/runtime/calculators/")}
    assert (len(python), len(own)) == (1, 3)
    named = []
    for edition in editions(company):
        page = read(company, f"{edition['date']}/calculators/attendance/index.html")
        named += re.findall(r"\.\./\.\./\.\./(_shared/runtime/calculators/\w+)/snapshot\.bin", page)
        assert "assets/runtime/" not in page
        assert all(company.tree(path) == tree for path, tree in edition["folders"].items())
        assert set(edition["folders"]) >= {edition["date"], named[-1]}
    assert len(set(named)) == 3
    everything = company.git("ls-tree", "-r", "--name-only", company.branch)
    assert "/assets/runtime/" not in everything


def test_the_comparison_says_what_changed_and_nothing_else(company: Company) -> None:
    page = read(company, f"{THIRD}/revision/index.html")
    article = page[page.index("<article") : page.index("</article>")]
    revised = re.findall(r'id="revised-([a-z0-9-]+)"', article)
    assert revised == ["co-4-1-2", "co-4-3-3", "co-4-3-5"]
    text = text_of(article)
    assert "修改 4.1.2 迟到与早退" in text
    assert "新增 4.3.5 新员工培训" in text
    assert "删去 4.3.3 自学奖励" in text
    assert "一个月里累计不超过 <del>2</del><ins>1</ins> 次的，不处罚" in article
    assert "【实质】每月免罚从 2 次改为 1 次（co-4-1-2）。" in text
    assert re.search(
        r"考勤扣罚</td><td>.*每月免罚</td>.*<del>2 次</del></td><td><ins>1 次</ins>", article
    )
    assert (
        f'href="../../{SECOND}/manuals/commercial-operations/4-management-systems/#co-4-3-3"'
        in page
    )
    assert 'href="../manuals/commercial-operations/4-management-systems/#co-4-3-5"' in page
    second = read(company, f"{SECOND}/revision/index.html")
    assert re.findall(r'id="revised-([a-z0-9-]+)"', second) == ["co-4-1-2", "co-4-3-1"]
    assert (
        "公司重视员工的培训与发展，<ins>每年</ins>提供内部培训、<del>外部培训、</del>在线学习"
        in second
    )


def test_the_comparison_works_the_cases_out_under_both(company: Company) -> None:
    page = text_of(read(company, f"{THIRD}/revision/index.html"))
    _, _, cases = page.partition("例题算出来有什么不同")
    assert "考勤扣罚 假如 月工资（不含绩效奖金）：21,750.00 元/月；" in cases
    assert "月份：" not in cases
    assert "其中要扣的2 次3 次" in cases.replace(" 其中", "其中")
    assert "绩效奖金扣减200.00 元300.00 元" in cases


def test_editions_are_listed_and_the_feed_says_them(company: Company) -> None:
    page = read(company, f"{SECOND}/changes/index.html")
    assert re.findall(r'data-edition="([0-9-]+)"', page) == [SECOND, FIRST]
    feed = ET.fromstring(read(company, "feed.xml"))  # noqa: S314  # our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        f"{TITLES[date]}，从 {date} 起生效" for date in (THIRD, SECOND, FIRST)
    ]
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert [link.get("href") for link in links if link is not None] == [
        f"{THIRD}/revision/",
        f"{SECOND}/revision/",
        f"{FIRST}/",
    ]
    names = {entry.findtext(f"{ATOM}id") for entry in entries} | {feed.findtext(f"{ATOM}id")}
    assert len(names) == 4
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", name or "") for name in names)
    assert "每月免罚从 3 次改为 2 次" in (entries[1].findtext(f"{ATOM}content") or "")


def test_a_title_is_text_whatever_stands_in_it(tmp_path: Path) -> None:
    company = founded(tmp_path / "handbook")
    title = '2026"版<b>&amp;'
    assert company.run("publish", FIRST, title).returncode == 0
    for page in ("", "editions/", "how-to-use/"):
        html = read(company, f"{FIRST}/{page}index.html")
        assert "版<b>" not in html
        assert "2026&#34;版&lt;b&gt;&amp;amp;" in html
    assert "版&lt;b&gt;&amp;amp;" in read(company, "feed.xml")


def test_a_redirected_clause_leads_on(company: Company) -> None:
    clauses = json.loads(read(company, f"{THIRD}/edition/clauses.json"))
    assert clauses["redirects"] == {"co-4-3-3": "co-4-3-1"}
    assert "co-4-3-3" not in clauses["clauses"]


def test_the_published_set_is_exported_as_a_plain_folder(company: Company, tmp_path: Path) -> None:
    folder = tmp_path / "srv" / "handbook"
    done = company.run("export", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    listed = company.git("ls-tree", "-r", "--name-only", company.branch).splitlines()
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert set(listed) == {path for path in files if not path.endswith((".br", ".gz"))} | {
        path for path in listed if path.endswith(".gz")
    }
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert f"{SECOND}/index.html.br" in files
    (folder / "left.html").write_text("of an earlier one", encoding="utf-8")
    assert company.run("export", str(folder)).returncode == 0
    assert not (folder / "left.html").exists()


def test_a_folder_with_something_else_is_not_exported_to(company: Company, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    done = company.run("export", str(tmp_path))
    assert done.returncode == 1
    assert "里有别的文件，没有动它" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_what_others_published_meanwhile_is_not_lost(company: Company, tmp_path: Path) -> None:
    copy = company.copy(tmp_path / "copy")
    copy.git("reset", "--quiet", "--hard", "main~1")
    copy.git("update-ref", f"refs/heads/{copy.branch}", f"{copy.branch}~4")
    assert "2027-03-01" not in copy.git("ls-tree", "--name-only", copy.branch)
    copy.commit()
    commands = [("publish", "2027-02-01", "甲"), ("publish", "2027-02-02", "乙")]
    copy.edit("CHANGELOG.md", r"\n## ", "\n## 2027-02-01\n\n## ")
    copy.commit()
    running = [
        subprocess.Popen(
            (sys.executable, "-m", "publishing", "--today", "2027-01-15", *command),
            cwd=copy.root,
            env=copy.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    said = [process.communicate()[0] for process in running]
    assert sorted(process.returncode for process in running) == [0, 1], said
    assert any("刚才有别人先发布了" in each for each in said)
    copy.git("fsck", "--strict")
    published = [each["date"] for each in editions(copy)]
    assert len(published) == 3
    assert {FIRST, SECOND} < set(published)


def test_a_company_publishes_to_a_repository_elsewhere(company: Company, tmp_path: Path) -> None:
    shared = tmp_path / "shared.git"
    company.git("clone", "--quiet", "--bare", str(company.root), str(shared))
    copy = company.copy(tmp_path / "copy")
    copy.git("remote", "add", "origin", "../shared.git")
    copy.git("update-ref", "-d", f"refs/heads/{copy.branch}")
    copy.edit(".gitignore", r"\Z", "\n# later\n")
    copy.commit()
    for repository in ("origin", "../shared.git"):
        refused = copy.run("--repository", repository, "publish", SECOND, "新版")
        assert f"EDITION={SECOND} 早于已发布的最新一版 {THIRD}" in refused.stdout
    done = copy.run("--repository", "origin", "publish", "2027-04-01", "四月")
    assert done.returncode == 0, done.stdout + done.stderr
    assert copy.head == ""
    published = Company(shared)
    assert [each["date"] for each in editions(published)][:2] == ["2027-04-01", THIRD]
    copy.git("fetch", "--quiet", "origin")
    refused = copy.run("publish", "2027-05-01", "五月")
    assert refused.returncode == 2
    assert "origin 上的 gh-pages 分支有本仓库没有的版本：请写 REPOSITORY=origin" in refused.stdout
    copy.git("fetch", "--quiet", "origin", "gh-pages:gh-pages")
    assert copy.run("promote", today="2027-04-01").returncode == 0


def test_a_branch_that_is_checked_out_is_left_alone(company: Company, tmp_path: Path) -> None:
    copy = company.copy(tmp_path / "copy")
    copy.git("worktree", "add", "--quiet", str(tmp_path / "work"), copy.branch)
    before = copy.head
    done = copy.run("promote", today=THIRD)
    assert done.returncode == 2
    assert "checked out" in done.stdout
    assert copy.head == before


@pytest.mark.parametrize("after", ["deploy", "write", "promote", "lead_to"])
def test_what_is_killed_has_changed_nothing(company: Company, tmp_path: Path, after: str) -> None:
    """Kill the process, as a machine that loses its power does, after each thing that it does."""
    copy = company.copy(tmp_path / "copy")
    copy.edit(".gitignore", r"\Z", "\n# later\n")
    copy.commit()
    before = copy.git("for-each-ref")
    killing = f"""
import os, signal, sys
from pathlib import Path
from publishing.__main__ import main
from publishing.branch import Branch
done = Branch.{after}
def killed(*arguments):
    done(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
Branch.{after} = killed
main(["--today", "2027-04-01", "publish", "2027-04-01", "四月"], Path.cwd())
"""
    command = (sys.executable, "-c", killing)
    killed = subprocess.run(command, cwd=copy.root, env=copy.environment(), check=False)
    assert killed.returncode == -signal.SIGKILL
    copy.git("fsck", "--strict")
    assert copy.git("for-each-ref") == before
    assert copy.run("promote", today="2027-03-15").returncode == 0
