"""The manuals as data, and what is said of mistakes in them."""

import pytest

from macros import conflicts, manuals
from macros.manuals import ManualError, Who
from tests.macros.small import CHAPTER, DIFFERENT, ONE, sources

BOOK = manuals.read(sources())
FACTS = {fact.anchor: fact for _, fact in BOOK.facts()}


def test_clauses_stand_under_their_anchors() -> None:
    assert [(each.anchor, each.heading) for each in BOOK.clauses.values()] == [
        ("aa-1", "第一章 开始"),
        ("aa-1-1", "1.1 上班"),
        ("aa-1-2", "1.2 盘点"),
        ("bb-2", "第二章 货品"),
        ("bb-2-1", "2.1 清点"),
    ]


def test_a_fact_takes_from_its_article_what_it_does_not_say_itself() -> None:
    assert FACTS["aa-1-1-a"].kind == "duty"
    assert FACTS["aa-1-1-a"].who == (Who("员工"),)
    assert FACTS["aa-1-1-b"].who == (Who("经理"),)
    assert FACTS["aa-1-1-c"].who == ()


def test_figures_come_from_the_rules() -> None:
    assert FACTS["aa-1-1-a"].text == "早上打卡，不超过 15 分钟。"


def test_a_vague_time_is_to_be_decided() -> None:
    assert FACTS["aa-1-1-c"].open == ("由谁排班", "备用钥匙放在哪里", "“定期”是多久一次")
    assert FACTS["bb-2-1-a"].open == ()


def test_who_approves_is_who_acts_unless_the_fact_says_otherwise() -> None:
    assert FACTS["aa-1-1-b"].approvers == (Who("经理"),)
    undecided = manuals.read(
        sources(one=CHAPTER.replace("matter=请假", "matter=请假 by=待定"))
    ).articles[0]
    assert undecided.facts[1].approvers == ()
    assert undecided.facts[1].open == ("由谁批准",)


def test_a_fact_is_quoted_without_links_and_with_its_list() -> None:
    assert FACTS["bb-2-1-a"].sentence == "每月清点，见盘点。"
    assert FACTS["aa-1-2-a"].sentence == "至少写明：品名、数量。"
    assert FACTS["aa-1-2-a"].who == (Who("仓库", "推定"),)


def test_what_stands_in_a_fenced_block_is_no_heading_and_no_fact() -> None:
    fenced = "```flow 打卡\n# 不是标题\n- 不是内容 {: #z}\n```\n"
    book = manuals.read(sources(one=CHAPTER + "\n" + fenced))
    assert [article.clause.anchor for article in book.articles] == ["aa-1-1", "aa-1-2", "bb-2-1"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{#aa-1-1 ", "{#aa-1-2 ", "“1.1 上班”的锚点要写 {#aa-1-1}"),
        (
            "## 1.1 上班 {#aa-1-1 topic=hours .duty who=员工}",
            "## 1.1 上班",
            "“## 1.1 上班”要写成“### 4.1.2 标题 {#co-4-1-2}”这样",
        ),
        ("## 1.1 上班", "## 上班", "有锚点的标题要有条款号：“上班”"),
        ("topic=hours ", "", "这一条有内容，标题要写 topic=主题"),
        ("topic=hours", "topic=hour", "主题“hour”不在 topics/index.md 的 topics 里"),
        ("who=经理", "who=总经理", "岗位“总经理”不在 roles/index.md 的 roles 里"),
        (".duty", ".duties", "种类“duties”要写成 .duty 这样"),
        ("when=每天早上", "when=早上", "时间“早上”看不懂"),
        (" matter=请假", "", ".approval 要写 matter=批什么"),
        (".rule who", ".rule matter=门 who", ".approval 要写 matter=批什么"),
        ("record=打卡记录", "records=打卡记录", "不认识“records”；可以写的有 by、checklist、"),
        ("record=打卡记录", "打卡记录", "看不懂“打卡记录”，要写成 键=值"),
        ("{: #b ", "{: #a ", "aa-1-1-a 写了两次"),
        ("    - 品名\n    - 数量\n", "", "checklist 的要素写在下面，每个一行"),
        ("within_minutes", "minutes", "规则 attendance 里没有“short.minutes”这个数"),
    ],
)
def test_a_mistake_is_named_with_its_page_and_line(old: str, new: str, said: str) -> None:
    assert old in CHAPTER
    with pytest.raises(ManualError) as caught:
        manuals.read(sources(one=CHAPTER.replace(old, new, 1)))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{ONE} 第 ")


def test_the_line_counts_from_the_top_of_the_file() -> None:
    with pytest.raises(ManualError, match=r"1-start\.md 第 11 行："):
        manuals.read(sources(one=CHAPTER.replace("when=每天早上", "when=早上")))


def test_an_anchor_stands_once() -> None:
    twice = CHAPTER + "\n## 1.1 又一次 {#aa-1-1}\n"
    with pytest.raises(ManualError, match=r"锚点 aa-1-1 在 .*1-start\.md 已有"):
        manuals.read(sources(one=twice))


def test_a_page_of_a_manual_that_is_not_listed_is_refused() -> None:
    pages = [*sources(), manuals.Source("manuals/three/1-new.md", {}, "")]
    with pytest.raises(ManualError, match=r"手册 three 要写进 manuals/index\.md"):
        manuals.read(pages)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("owner", "", "manual 里缺少 owner；没有定的写 待定"),
        ("status", "有效", "status 要写 草案、生效、废止 之一"),
        ("review_by", "明年", "review_by 要写 2027-01-01 这样的日期，或者 待定"),
    ],
)
def test_a_header_is_checked(key: str, value: str, said: str) -> None:
    pages = sources()
    header = dict(pages[1].meta["manual"]) | {key: value}
    pages[1] = manuals.Source(pages[1].path, dict(pages[1].meta) | {"manual": header}, "")
    with pytest.raises(ManualError, match=r"manuals/one/index\.md：") as caught:
        manuals.read(pages)
    assert said in str(caught.value)


def test_chapters_stand_in_the_order_of_their_numbers() -> None:
    more = [manuals.Source(f"manuals/one/{n}-x.md", {"title": f"{n}"}, "") for n in (10, 9)]
    chapters = manuals.read([*sources(), *more]).manuals[0].chapters
    assert [chapter.title for chapter in chapters] == ["第一章 开始", "9", "10"]


def test_conflicts_are_read_with_their_clauses() -> None:
    found = conflicts.read(sources()[-1], BOOK.clauses)
    assert [(each.anchor, each.clauses, each.topic) for each in found] == [
        ("conflict-clock", ("aa-1-1", "aa-1-2"), ""),
        ("conflict-count", ("aa-1-2", "bb-2-1"), "goods"),
    ]
    assert found[0].body == "[aa-1-1] 要打卡，[aa-1-2] 没有写。"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('clauses="aa-1-1 aa-1-2"', "", "“打卡还是不打”要写 clauses=涉及的条款"),
        ('clauses="aa-1-1 aa', 'clauses="aa-1-9 aa', "“打卡还是不打”：没有条款 aa-1-9"),
    ],
)
def test_a_conflict_names_clauses_that_are_there(old: str, new: str, said: str) -> None:
    page = sources(different=DIFFERENT.replace(old, new))[-1]
    with pytest.raises(ManualError, match=r"conflicts\.md：") as caught:
        conflicts.read(page, BOOK.clauses)
    assert said in str(caught.value)
