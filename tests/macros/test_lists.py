"""The same facts in other orders."""

from datetime import date

from macros import lists
from tests.macros.small import TWO, writer

ROLE = writer("roles/manager.md")
PAGE = writer("lists/x.md")


def test_a_role_has_what_it_decides_and_whose_articles_bind_it_too() -> None:
    page = lists.role_page(ROLE, ROLE.book.roles["经理"])
    assert "写给[员工](staff.md)的条文，也适用。" in page
    assert "## 要批的、要定的\n\n**甲公司制度**\n\n- 经理批准请假。" in page
    assert "[甲 1.1 上班](../manuals/one/1-start.md#aa-1-1-b)" in page


def test_a_role_has_its_times_and_is_not_told_its_own_name() -> None:
    page = lists.role_page(ROLE, ROLE.book.roles["员工"])
    assert "## 有时间的\n\n**甲公司制度**\n\n- 早上打卡，不超过 15 分钟。" in page
    assert "谁：" not in page


def test_a_presumed_role_is_said_to_be_presumed() -> None:
    page = lists.role_page(ROLE, ROLE.book.roles["仓库"])
    assert "谁：[仓库（推定）](stores.md)" in page


def test_every_role_has_a_page_and_every_group_of_topics() -> None:
    made = lists.pages(writer)
    assert list(made) == [
        *("roles/staff.md", "roles/all.md", "roles/manager.md", "roles/stores.md"),
        *("topics/people.md", "topics/stock.md"),
    ]


def test_a_topic_stands_manual_by_manual_with_its_differences_first() -> None:
    page = lists.topic_page(writer("topics/stock.md"), PAGE.book.groups[1])
    assert page.index("各手册写法不同：[盘点的叫法]") < page.index("### 甲 {#goods-aa}")
    assert page.index("### 甲 {#goods-aa}") < page.index("### 乙 {#goods-bb}")
    assert "**[1.2 盘点](../manuals/one/1-start.md#aa-1-2)**\n\n- 至少写明：品名、数量。" in page


def test_the_calendar_goes_from_daily_to_what_has_no_time_yet() -> None:
    text = lists.calendar(PAGE)
    headings = [line for line in text.split("\n") if line.startswith("## ")]
    assert headings == ["## 每天", "## 每月", "## 定期（多久一次待定）"]


def test_records_and_systems_name_their_clauses() -> None:
    assert lists.records(PAGE).startswith("## 打卡记录 {#打卡记录}\n\n- 早上打卡，")
    assert "[甲 1.2 盘点](../manuals/one/1-start.md#aa-1-2-a)" in lists.systems(PAGE)


def test_approvals_are_a_table() -> None:
    assert (
        "| 请假 | [经理](../roles/manager.md) | 经理批准请假。 |"
        " [甲 1.1 上班](../manuals/one/1-start.md#aa-1-1-b) |"
    ) in lists.approvals(PAGE)


def test_a_checklist_can_be_ticked() -> None:
    assert "## 盘点记录 {#aa-1-2-a}\n\n- [ ] 品名\n- [ ] 数量\n\n依据：" in lists.checklists(PAGE)


def test_everything_open_is_listed_once_with_its_anchor() -> None:
    text = lists.open_points(PAGE)
    assert "**由谁排班；备用钥匙放在哪里；“定期”是多久一次**" in text
    assert text.count("{: #open-aa-1-1-c }") == 1
    assert text.count("{: #open-bb-2-1 }") == 1
    assert "[手册的页首](../manuals/one/index.md)：归谁管、版次、" in text


def test_a_review_is_overdue_from_the_day_after() -> None:
    manuals = PAGE.book.manuals
    assert lists.overdue(manuals, date(2026, 6, 30)) == []
    assert lists.overdue(manuals, date(2026, 7, 1)) == [manuals[1]]
    text = lists.reviews(PAGE, date(2026, 7, 10))
    assert "- [乙公司制度](../manuals/two/index.md)：应在 2026-06-30 以前复审，已过 10 天" in text
    assert "## 没有定复审日\n\n- [甲公司制度](../manuals/one/index.md)" in text
    assert "到 2026-06-30 为止，没有过期的手册。" in lists.reviews(PAGE, date(2026, 6, 30))


def test_a_manual_shows_its_header_and_chapters() -> None:
    manual = PAGE.book.manuals[1]
    assert "| 最晚复审日 | 2026-06-30 |" in lists.header(manual)
    assert lists.chapters(PAGE, manual) == f"- [第二章 货品](../{TWO})"
