"""The built site: strict, of one host, and without Python where there is no calculator."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import ROOT, build_site
from tests.copies import copy_project

CHAPTER = "manuals/commercial-operations/4-management-systems/index.html"
WITH_CALCULATOR = {
    path.relative_to(ROOT / "docs").with_suffix("").as_posix() + "/index.html"
    for path in (ROOT / "docs").rglob("*.md")
    if "{{ calculator(" in path.read_text(encoding="utf-8")
}


class Requests(HTMLParser):
    """Collects what a browser fetches for a page."""

    FETCHED = frozenset({"script", "link", "img", "iframe", "source", "video", "audio", "object"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in self.FETCHED and attributes.get("rel") != "canonical":
            self.fetched += [attributes.get(name) or "" for name in ("src", "href", "data")]


def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html")
    }


@pytest.mark.content
def test_nothing_is_asked_of_another_host(site: Path) -> None:
    for name, html in pages(site).items():
        for address in Requests(html).fetched:
            assert not re.match(r"(https?:)?//", address), (name, address)
    for sheet in site.rglob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)|@import", sheet.read_text(encoding="utf-8")):
            assert not re.match(r"['\"]?(https?:)?//", address), (sheet, address)


@pytest.mark.content
def test_only_pages_with_a_calculator_start_python_at_once(site: Path) -> None:
    starting = {name for name, html in pages(site).items() if " data-calculators>" in html}
    assert starting == {*WITH_CALCULATOR, "calculators/receipt/index.html"}
    naming = {name for name, html in pages(site).items() if "assets/runtime/" in html}
    assert set(pages(site)) - naming == {"404.html"}  # whose address may be any


@pytest.mark.content
def test_the_runtime_that_pages_name_is_there(site: Path) -> None:
    (python,) = (site / "assets" / "runtime" / "python").iterdir()
    (calculators,) = (site / "assets" / "runtime" / "calculators").iterdir()
    for name in WITH_CALCULATOR:
        html = (site / name).read_text(encoding="utf-8")
        assert f"assets/runtime/python/{python.name}/" in html
        for file in ("calculators.zip", "snapshot.bin"):
            assert f"assets/runtime/calculators/{calculators.name}/{file}" in html
            assert (calculators / file).is_file()
    assert (python / "pyodide.mjs").is_file()


def test_the_figures_of_the_chapter_come_from_the_rules(site: Path) -> None:
    text = re.sub(r"<[^>]+>", "", (site / CHAPTER).read_text(encoding="utf-8"))
    for said in (
        "迟到或早退在 15 分钟以内：一个月里累计不超过 3 次的，不处罚；",
        "扣当天工资，并扣当月绩效奖金的 10%",
        "扣当天工资的 2 倍，再扣当月绩效奖金的 20%",
        "扣当天工资的 3 倍，再扣当月绩效奖金的 50%",
        "连续旷工超过 3 天，或者累计旷工超过 5 天",
        "优秀：得分不低于 90 分",
    ):
        assert said in text


def test_what_changed_links_the_clauses_that_it_names(site: Path) -> None:
    html = (site / "changes" / "index.html").read_text(encoding="utf-8")
    address = "../manuals/commercial-operations/4-management-systems/#co-4-1-2"
    assert f'（<a href="{address}">co-4-1-2</a>、' in html


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may break."""
    return copy_project(tmp_path / "copy")


def test_a_changed_figure_changes_table_text_answer_and_runtime(copy: Path, site: Path) -> None:
    rules = copy / "calculators" / "rules" / "attendance" / "2025-01-01.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("value = 5, ", "value = 7, "), encoding="utf-8")
    built = build_site(copy, copy / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    chapter = (copy / "site" / CHAPTER).read_text(encoding="utf-8")
    assert "每次扣当月绩效奖金的 7%" in re.sub(r"<[^>]+>", "", chapter)
    assert "<td>7%</td>" in chapter
    assert "4 − 3 = 1 次 × 7%" in chapter
    for part, changed in (("python", False), ("calculators", True)):
        (before,) = (site / "assets" / "runtime" / part).iterdir()
        (after,) = (copy / "site" / "assets" / "runtime" / part).iterdir()
        assert (before.name != after.name) is changed


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "calculators/rules/attendance/2025-01-01.toml",
            'clause = "co-4-1-3"',
            'clause = "co-4-1-9"',
            "calculators/rules/attendance/2025-01-01.toml 第 37 行：“旷工半天”引用的条款 co-4-1-9 ",
        ),
        (
            "calculators/rules/bonus/2025-01-01.toml",
            "value = 90",
            "value = ninety",
            "calculators/rules/bonus/2025-01-01.toml 第 9 行：不是有效的 TOML 文件",
        ),
        (
            "docs/manuals/commercial-operations/4-management-systems.md",
            "{#co-4-1-2 ",
            "{#co-4-12 ",
            "“4.1.2 迟到与早退”的锚点要写 {#co-4-1-2}",
        ),
        (
            "docs/manuals/commercial-operations/4-management-systems.md",
            "attendance.short.free_count",
            "attendance.short.fee_count",
            "规则 attendance 里没有“short.fee_count”这个数；现有 short.within_minutes、",
        ),
        (
            "docs/manuals/online-store-department/4-management-rules.md",
            "who=各专员",
            "who=各个专员",
            "4-management-rules.md 第 66 行：岗位“各个专员”不在 docs/roles/index.md 的 roles 里",
        ),
        (
            "docs/manuals/online-store-department/4-management-rules.md",
            "  通过 → 5",
            "  通过 → 9",
            "docs/manuals/online-store-department/4-management-rules.md：流程图“促销活动”第 5 行：",
        ),
        (
            "docs/lists/conflicts.md",
            'clauses="co-3-4-2-2"',
            'clauses="co-3-4-2-9"',
            "docs/lists/conflicts.md 第 59 行：没有条款 co-3-4-2-9",
        ),
        (
            "docs/lists/glossary.md",
            "[co-3-4-2-1]",
            "[co-3-4-2-9]",
            "docs/lists/glossary.md 第 10 行：没有条款 [co-3-4-2-9]",
        ),
        (
            "docs/manuals/operations-optimisation/index.md",
            "status: 草案",
            "status: 定稿",
            "docs/manuals/operations-optimisation/index.md：status 要写 草案、生效、废止 之一",
        ),
    ],
)
def test_a_mistake_stops_the_build(copy: Path, path: str, old: str, new: str, said: str) -> None:
    file = copy / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    built = build_site(copy, copy / "site")
    assert built.returncode != 0
    assert said in built.stdout + built.stderr


def test_what_pages_load_of_ours_is_in_few_files(site: Path) -> None:
    ours = {path.name for path in (site / "assets").glob("*.*")}
    assert ours == {"start.js", "python-worker.js", "elements.js", "styles.css", "unready.js"}
