"""A draft is marked, kept out of search engines, and never what is in force."""

import re
from pathlib import Path

import pytest

from tests.copies import SYSTEMS
from tests.publishing.company import FIRST, OLD_RULE, Company, founded

HEADER = "docs/manuals/commercial-operations/index.md"
SAYS = "草稿：还没有批准，不能作为依据。"


@pytest.fixture
def copy(company: Company, tmp_path: Path) -> Company:
    return company.copy(tmp_path / "copy")


def read(company: Company, path: str) -> str:
    return company.git("show", f"{company.branch}:{path}")


def test_a_draft_may_be_undecided_uncommitted_and_untested(copy: Company) -> None:
    before = {name: copy.tree(name) for name in (FIRST, "current", "_shared", "editions.json")}
    copy.edit(HEADER, r"(?m)^  approved_by: .*$", "  approved_by: 待定")
    copy.edit(SYSTEMS, "公司定期办培训课程", "公司每季度办培训课程")
    done = copy.run("draft")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "草稿已经放到 gh-pages 分支的 draft/。\n"
    assert {name: copy.tree(name) for name in before} == before
    pages = [
        path
        for path in copy.git("ls-tree", "-r", "--name-only", copy.branch, "draft/").splitlines()
        if path.endswith(".html")
    ]
    assert len(pages) > 50
    for path in pages:
        html = read(copy, path)
        assert SAYS in html, path
        assert '<meta name="robots" content="noindex, nofollow">' in html, path
    assert read(copy, "robots.txt") == "User-agent: *\nDisallow: /draft/"
    assert 'href="../../../../">看现行的制度</a>' in read(
        copy, "draft/manuals/commercial-operations/4-management-systems/index.html"
    )
    # A day is looked up among what is published: a draft has no form for it.
    assert '请到<a href="../../">已经发布的制度</a>里查' in read(copy, "draft/editions/index.html")


def test_a_draft_shows_what_it_would_change(copy: Company) -> None:
    copy.edit(SYSTEMS, "公司定期办培训课程", "公司每季度办培训课程")
    rule = copy.root / OLD_RULE
    text = rule.read_text(encoding="utf-8").replace(
        "free_count = { value = 3", "free_count = { value = 5"
    )
    rule.with_name("2027-06-01.toml").write_text(text, encoding="utf-8")
    assert copy.run("draft").returncode == 0
    page = read(copy, "draft/revision/index.html")
    assert re.findall(r'id="revised-([a-z0-9-]+)"', page) == ["co-4-1-2", "co-4-3-2"]
    assert "公司<del>定期</del><ins>每季度</ins>办培训课程" in page
    assert "<del>1 次</del></td><td><ins>5 次</ins>" in page


def test_a_draft_may_be_made_again_and_exported_twice(tmp_path: Path) -> None:
    company = founded(tmp_path / "handbook")
    for _ in range(2):
        done = company.run("draft")
        assert done.returncode == 0, done.stdout + done.stderr
    for _ in range(2):
        assert company.run("export", str(tmp_path / "out")).returncode == 0
    assert (tmp_path / "out" / "draft" / "index.html").is_file()


def test_a_draft_with_a_mistake_is_told_of(copy: Company) -> None:
    copy.edit(SYSTEMS, r"\{#co-4-3-2 ", "{#co-4-32 ")
    done = copy.run("draft")
    assert done.returncode == 1
    assert "的锚点要写 {#co-4-3-2}" in done.stdout


def test_another_draft_takes_the_place_of_the_first(copy: Company) -> None:
    assert copy.run("draft").returncode == 0
    copy.edit("docs/how-to-use.md", "平时怎么说", "平常怎么说")
    assert copy.run("draft").returncode == 0
    assert "平常怎么说" in read(copy, "draft/how-to-use/index.html")


def test_before_any_edition_the_root_leads_to_the_draft(tmp_path: Path) -> None:
    company = founded(tmp_path / "handbook")
    assert company.run("draft").returncode == 0
    assert "url=draft/" in read(company, "index.html")
    names = company.git("ls-tree", "--name-only", company.branch).splitlines()
    assert "current" not in names
    assert "editions.json" not in names


def test_an_edition_is_not_marked_as_a_draft(company: Company) -> None:
    html = read(company, f"{FIRST}/how-to-use/index.html")
    assert SAYS not in html
    assert "noindex" not in html
