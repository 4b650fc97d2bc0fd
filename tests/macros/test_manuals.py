"""The manuals as data, and what is said of mistakes in them."""

import pytest

from macros import conflicts, lines, manuals
from macros.book import Note, Who
from macros.lines import PageError
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
    assert FACTS["aa-1-2-b"].approvers == (Who("经理"),)
    assert FACTS["aa-1-2-b"].who == (Who("仓库"),)
    assert FACTS["aa-1-2-c"].approvers == ()
    assert FACTS["aa-1-2-c"].open == ("由谁批准",)


def test_a_fact_concerns_who_acts_approves_and_is_affected() -> None:
    assert FACTS["aa-1-2-b"].people == (Who("仓库"), Who("经理"))
    assert FACTS["aa-1-2-c"].people == (Who("仓库"), Who("员工"))


def test_what_the_handbook_says_itself_is_kept_apart() -> None:
    assert BOOK.articles[1].notes == (Note("请法务复核", "不超过 15 分钟。"),)
    assert [fact.anchor for fact in BOOK.articles[1].facts] == ["aa-1-2-a", "aa-1-2-b", "aa-1-2-c"]


def test_drawings_stand_under_their_headings() -> None:
    (drawing,) = BOOK.drawings
    assert (drawing.title, drawing.page, drawing.anchor) == ("盘点", ONE, "aa-1-2")
    assert drawing.roles == ("仓库",)


def test_the_elements_of_a_list_may_stand_apart() -> None:
    apart = manuals.read(sources(one=CHAPTER.replace("    - 品名\n", "    - 品名\n\n")))
    assert apart.articles[1].facts[0].items == ("品名", "数量")


def test_a_mark_may_stand_loosely() -> None:
    loose = CHAPTER.replace("{: #a when=每天早上 record=打卡记录}", "{:  when=每天早上 #a }  ")
    assert manuals.read(sources(one=loose)).articles[0].facts[0].when == ("每天早上",)
    braces = CHAPTER.replace('open="由谁排班；', 'open="由谁排班{班}；')
    assert manuals.read(sources(one=braces)).articles[0].facts[2].open[0] == "由谁排班{班}"


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
        ("topic=hours", "topic=hour", "主题“hour”不在 docs/topics/index.md 的 topics 里"),
        ("who=经理", "who=总经理", "岗位“总经理”不在 docs/roles/index.md 的 roles 里"),
        (".duty", ".duties", "种类“duties”要写成 .duty 这样"),
        ("when=每天早上", "when=早上", "时间“早上”看不懂"),
        ("when=定期", "when=定期汇报", "时间“定期汇报”看不懂；写“定期”“及时”"),
        ("when=定期", "when=定期 when=每月", "“when”写了两次"),
        ('open="由谁排班；备用', 'open="由谁排班； "备用', "这一行没有标记"),
        (" {: #b .approval who=经理 matter=请假}", "", "这一行没有标记"),
        ("{: #b .approval", "{#b .approval", "这一行没有标记"),
        ("matter=请假}", "matter=请假", "这一行没有标记"),
        ("{: #b ", "{: #B ", "标记要有一个小写字母的编号"),
        ("{: #b ", "{: ", "标记要有一个小写字母的编号"),
        ("{: #c .rule", "{: #c .rule by=经理", "by=谁批，只有 .approval 才写"),
        ("    - 品名", "    品名", "要素每个一行，写成“    - 要素”"),
        ("    - 品名", "    - 品名 {: #d}", "要素每个一行，写成“    - 要素”"),
        ("- 至少写明", "至少写明", "缩进的要素要写在以“- ”开头的一句下面"),
        (
            "record=打卡记录",
            "record=打卡纪录",
            "记录“打卡纪录”不在 docs/lists/records.md 的 records 里",
        ),
        ('system="库存 系统"', "system=库存", "系统“库存”不在 docs/lists/systems.md 的 systems 里"),
        ("{: #a when", "{: #a for=客户 when", "岗位“客户”不在 docs/roles/index.md 的 roles 里"),
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
    with pytest.raises(PageError) as caught:
        manuals.read(sources(one=CHAPTER.replace(old, new, 1)))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"docs/{ONE} 第 ")


def test_the_line_counts_from_the_top_of_the_file() -> None:
    with pytest.raises(PageError, match=r"^docs/.*1-start\.md 第 11 行："):
        manuals.read(sources(one=CHAPTER.replace("when=每天早上", "when=早上")))


def test_an_anchor_stands_once() -> None:
    twice = CHAPTER + "\n## 1.1 又一次 {#aa-1-1}\n"
    with pytest.raises(PageError, match=r"锚点 aa-1-1 在这一页已有"):
        manuals.read(sources(one=twice))


def test_a_page_of_a_manual_that_is_not_listed_is_refused() -> None:
    pages = [*sources(), lines.Source("manuals/three/1-new.md", {}, "")]
    with pytest.raises(PageError, match=r"手册 three 要写进 docs/manuals/index\.md"):
        manuals.read(pages)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "team"}, "“员工”的 kind 要写 post、"),
        ({"also": "全体员工"}, "“员工”的 also 要写成 [员工, 全体员工] 这样"),
        ({"also": ["张三"]}, "“员工”的 also 里没有岗位“张三”"),
        ({"slug": "all"}, "“全体员工”（all）写了两次"),
        ({"slug": ""}, "docs/roles/index.md 的 roles里缺少 slug"),
        ({"boss": "经理"}, "不认识 boss；可以写的有 name、slug、kind、also"),
    ],
)
def test_a_role_is_checked(changed: dict[str, object], said: str) -> None:
    pages = sources()
    at = next(i for i, page in enumerate(pages) if page.path == "roles/index.md")
    roles = [dict(each) for each in pages[at].meta["roles"]]
    roles[0].update(changed)
    pages[at] = lines.Source("roles/index.md", {"roles": roles}, "")
    with pytest.raises(PageError) as caught:
        manuals.read(pages)
    assert said in str(caught.value)


def test_two_manuals_have_two_prefixes() -> None:
    pages = sources()
    header = dict(pages[2].meta["manual"]) | {"prefix": "aa"}
    pages[2] = lines.Source(pages[2].path, dict(pages[2].meta) | {"manual": header}, "")
    with pytest.raises(
        PageError, match=r"^docs/.*two/index\.md：prefix aa 已经是 docs/manuals/one"
    ):
        manuals.read(pages)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("owner", "", "manual 里缺少 owner"),
        ("reviewd_by", "某人", "不认识 reviewd_by"),
        ("prefix", "a1", "prefix 要写两个小写字母，现在是 a1"),
        ("effective", "发布之日", "effective 要写 2027-01-01 这样的日期"),
        ("approved_on", "发布之日", "approved_on 要写 2027-01-01 这样的日期"),
        ("status", "有效", "status 要写 草案、生效、废止 之一"),
        ("review_by", "明年", "review_by 要写 2027-01-01 这样的日期，或者 待定"),
    ],
)
def test_a_header_is_checked(key: str, value: str, said: str) -> None:
    pages = sources()
    header = dict(pages[1].meta["manual"]) | {key: value}
    pages[1] = lines.Source(pages[1].path, dict(pages[1].meta) | {"manual": header}, "")
    with pytest.raises(PageError, match=r"^docs/.*manuals/one/index\.md：") as caught:
        manuals.read(pages)
    assert said in str(caught.value)


def test_chapters_stand_in_the_order_of_their_numbers() -> None:
    more = [lines.Source(f"manuals/one/{n}-x.md", {"title": f"{n}"}, "") for n in (10, 9)]
    chapters = manuals.read([*sources(), *more]).manuals[0].chapters
    assert [chapter.title for chapter in chapters] == ["第一章 开始", "9", "10"]


def test_conflicts_are_read_with_their_clauses() -> None:
    found = conflicts.read(sources()[-1], BOOK)
    assert [(each.anchor, each.clauses, each.topic) for each in found] == [
        ("conflict-clock", ("aa-1-1", "aa-1-2"), ""),
        ("conflict-count", ("aa-1-2", "bb-2-1"), "goods"),
    ]
    assert found[0].body == "甲 [aa-1-1] 要打卡，[aa-1-2] 没有写。\n\n还没有定。"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('clauses="aa-1-1 aa-1-2"', "", "“打卡还是不打”要写 clauses=涉及的条款"),
        ('clauses="aa-1-1 aa', 'clauses="aa-1-9 aa', "没有条款 aa-1-9"),
        ("{#conflict-clock ", "{: ", "“打卡还是不打”的锚点要写 #conflict-…"),
        ("{#conflict-clock ", "{#clock ", "“打卡还是不打”的锚点要写 #conflict-…"),
        (
            "{#conflict-clock ",
            "{#conflict-count ",
            "“盘点的叫法”的锚点要写 #conflict-…，而且只用一次",
        ),
        ("topic=goods", "topic=gods", "主题“gods”不在 docs/topics/index.md 的 topics 里"),
    ],
)
def test_a_conflict_names_clauses_that_are_there(old: str, new: str, said: str) -> None:
    page = sources(different=DIFFERENT.replace(old, new))[-1]
    with pytest.raises(PageError, match=r"^docs/.*conflicts\.md 第 [39] 行：") as caught:
        conflicts.read(page, BOOK)
    assert said in str(caught.value)
