"""The manuals against the inventory of what their sources say: nothing lost, nothing changed.

A clause that an owner changed since is named in the changelog of an edition, and left out here.
"""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from publishing import changelog
from publishing.order import merged
from publishing.project import Project
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases"
CHANGELOG = (ROOT / changelog.FILE).read_text(encoding="utf-8")
SOURCES: dict[str, Any] = json.loads((CASES / "inventory.json").read_text(encoding="utf-8"))
DECIDED = {
    anchor
    for heading in re.findall(r"(?m)^## (.+)", CHANGELOG)
    for day in re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", heading)
    for entry in changelog.entries(CHANGELOG, day, merged(SOURCES, Project(ROOT).book.clauses))
    for anchor in entry.clauses
}
INVENTORY = {anchor: each for anchor, each in SOURCES.items() if anchor not in DECIDED}
# How a page says a figure that the inventory writes as a formula.
SAID = {
    "库存<补货点": ["库存低于补货点"],
    "≤15分钟": ["在 15 分钟以内"],
    "每月累计3次": ["一个月里累计不超过 3 次的，不处罚"],
    "超过3次每次扣当月绩效奖金5%": ["超过 3 次的，每次扣当月绩效奖金的 5%"],
    ">15分钟": ["超过 15 分钟"],
    "旷工0.5天": ["按旷工半天对待"],
    "当天工资（1倍）": ["扣当天工资，"],
    "当月绩效奖金10%": ["当月绩效奖金的 10%"],
    "0.5天": ["旷工半天"],
    "当天工资2倍": ["当天工资的 2 倍"],
    "当月绩效奖金20%": ["当月绩效奖金的 20%"],
    "1天": ["旷工一天"],
    "当天工资3倍": ["当天工资的 3 倍"],
    "当月绩效奖金50%": ["当月绩效奖金的 50%"],
    ">3天": ["连续旷工超过 3 天"],
    ">5天": ["累计旷工超过 5 天"],
    "次月上旬": ["在次月上旬做"],
    "次年1月": ["在次年 1 月做"],
    "4级": ["分四等：优秀、良好、合格、不合格"],
    "≥90分": ["优秀：得分不低于 90 分"],
    "1.5": ["按 1.5 倍的发放系数"],
    "80–89分": ["得分 80 分到 89 分"],
    "1.2": ["按 1.2 倍的发放系数"],
    "60–79分": ["得分 60 分到 79 分"],
    "1": ["按 1 倍的发放系数"],
    "<60分": ["得分不满 60 分"],
    "0.5": ["按 0.5 倍的发放系数"],
    "连续2个月不合格": ["连续两个月绩效考核不合格"],
    "每日1次（早晨）": ["每天早上"],
    "前1天": ["前一天"],
    "1周": ["提前 1 周"],
    "2周": ["活动前 2 周"],
    "24小时": ["24 小时内"],
    "48小时": ["48 小时内"],
    "每周": ["周报"],
    "每季度1次": ["每季度", "1 次"],
    "发布之日": ["发布当天"],
    "规定时间（未给）": ["规定时间内"],
    "公司规定时间（未给）": ["公司规定的提前期"],
    "每年末": ["每年年末"],
    "下一年度": ["下一年度"],
    "季度、月度": ["季度和月度"],
    "部门、季度、月度": ["部门、季度和月度"],
}
UNNAMED = "和来源不一样，CHANGELOG.md 里各版（## 日期）的几节又没有写到："
DRAWN = (
    "chart 代运营公司组织架构",
    "chart 商业运营部门",
    "flow 主播从选拔到激励",
    "flow 代运营项目：从签约到售后",
    "flow 代运营项目：从获客到签约",
    "flow 促销活动",
    "flow 修订制度",
    "flow 员工培训",
    "flow 员工离职",
    "flow 售后问题",
    "flow 商品管理",
    "flow 客户咨询",
    "flow 客户投诉处理",
    "flow 市场推广",
    "flow 市场调研",
    "flow 库存管理",
    "flow 招聘与入职（两本手册合起来看）",
    "flow 数据分析",
    "flow 每天早上的销售汇总",
    "flow 泄密处置",
    "flow 物资采购、库存与报废",
    "flow 直播带货",
    "flow 绩效考核（三本手册合起来看）",
    "flow 订单处理",
    "flow 财务审计",
    "flow 财务预算",
    "flow 费用报销",
    "flow 运营策划",
    "flow 销售",
    "flow 风险管理",
)


@pytest.fixture(scope="module")
def articles(site: Path) -> dict[str, Any]:
    given = json.loads((site / "articles.json").read_text(encoding="utf-8"))
    return {article["id"]: article for article in given["articles"]}


@pytest.mark.content
def test_every_article_is_there_and_no_other(articles: dict[str, Any]) -> None:
    other = (articles.keys() ^ INVENTORY.keys()) - DECIDED
    assert not other, f"{UNNAMED}{'、'.join(sorted(other))}"


@pytest.mark.content
@pytest.mark.parametrize("anchor", INVENTORY)
def test_an_article_has_its_facts(anchor: str, articles: dict[str, Any]) -> None:
    wanted = INVENTORY[anchor]
    said = f"{UNNAMED}{anchor}"
    assert anchor in articles, said
    assert articles[anchor]["topic"] == wanted["topic"], said
    found = {fact["id"].removeprefix(anchor + "-"): fact for fact in articles[anchor]["facts"]}
    assert list(found) == list(wanted["facts"]), said
    for letter, fact in wanted["facts"].items():
        assert found[letter]["kind"] == fact["kind"], said
        for key in ("who", "records", "systems", "items"):
            assert found[letter][key] == fact.get(key, []), said
        assert set(found[letter]["when"]) >= set(fact.get("when", [])), said
        for figure in fact.get("numbers", {}).values():
            assert all(words in found[letter]["text"] for words in SAID[figure]), said


@pytest.mark.content
def test_each_fact_can_be_read_on_its_page_under_its_own_anchor(
    site: Path, articles: dict[str, Any]
) -> None:
    pages: dict[str, str] = {}
    for article in articles.values():
        page = article["url"].split("#")[0]
        text = pages.setdefault(page, (site / page / "index.html").read_text(encoding="utf-8"))
        for fact in article["facts"]:
            (_, shown) = text.split(f' id="{fact["id"]}">')
            if article["id"] in DECIDED:
                continue  # a link in it shows the heading of the clause that it leads to
            start = html.unescape(re.sub(r"<[^>]+>", "", shown))[: len(fact["text"]) + 200]
            sentence = fact["text"].removesuffix("、".join(fact["items"]) + "。") or fact["text"]
            assert start.strip().startswith(sentence.replace("**", ""))


@pytest.mark.content
def test_no_anchor_that_was_ever_there_disappears(site: Path) -> None:
    found = {
        anchor
        for page in (site / "manuals").rglob("*.html")
        for anchor in re.findall(r' id="([^"]+)"', page.read_text(encoding="utf-8"))
    }
    record = json.loads((site / "edition" / "clauses.json").read_text(encoding="utf-8"))
    # Those of later editions are held by the gate of publishing.
    listed = set((CASES / "anchors.txt").read_text(encoding="utf-8").split())
    gone = listed - {*record["clauses"], *record["redirects"]}
    assert not gone, f"手册里没有了，docs/redirects.toml 也没有写现在看哪一条：{'、'.join(gone)}"
    assert set(record["clauses"]) <= found


@pytest.mark.content
@pytest.mark.parametrize("name", ["articles", "rules"])
def test_the_data_keeps_to_its_schema(name: str, site: Path) -> None:
    schema = json.loads((site / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads((site / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)


def test_the_processes_and_charts_of_the_sources_are_drawn() -> None:
    text = "\n".join(_chapters().values())
    drawn = re.findall(r"^```((?:flow|chart) .+)$", text, flags=re.MULTILINE)
    assert sorted(drawn) == sorted(DRAWN)


@pytest.mark.content
def test_han_and_latin_stand_apart() -> None:
    for path, text in _chapters().items():
        words = re.sub(
            r"\{[:#{][^}]*\}+|\]\([^)]*\)|`[^`]*`|^---.*?^---|^```.*?^```",
            "",
            text,
            flags=re.MULTILINE | re.DOTALL,
        )
        close = re.search(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9%][一-鿿]", words)
        place = close and words[max(0, close.start() - 10) : close.end() + 10]
        assert close is None, f"{path}：中文和英文、数字之间要空一格：{place}"


def _chapters() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "docs" / "manuals").rglob("*-*.md")
    }
