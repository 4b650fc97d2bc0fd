"""A handbook of two manuals, small enough to read, for the tests of the rooms."""

from macros import book, conflicts, manuals
from macros.lines import Source
from macros.pages import Writer

HEADER = dict.fromkeys(book.HEADER, "待定") | {"status": "草案"}
ONE = "manuals/one/1-start.md"
TWO = "manuals/two/2-goods.md"

CHAPTER = """\
# 第一章 开始 {#aa-1}

本章说明开始。

## 1.1 上班 {#aa-1-1 topic=hours .duty who=员工}

- 早上打卡，不超过 {{ figure("attendance.short.within_minutes") }}。 {: #a when=每天早上 record=打卡记录}
- 经理批准请假。 {: #b .approval who=经理 matter=请假}
- 谁来锁门要定期换。 {: #c .rule who="" when=定期 open="由谁排班；备用钥匙放在哪里"}

## 1.2 盘点 {#aa-1-2 topic=goods .process-step}

- 至少写明： {: #a .record record=盘点记录 system="库存 系统" who="仓库（推定）" checklist=盘点记录}
    - 品名
    - 数量

- 盘点差异由经理批。 {: #b .approval who=仓库 by=经理 matter=盘点差异}
- 报废要先批准。 {: #c .approval who=仓库 by=待定 matter=报废 for=员工}

> 算一算在别处。

!!! warning "请法务复核"

    不超过 {{ figure("attendance.short.within_minutes") }}。

    {{ readings("attendance") }}

```flow 盘点
仓库｜数货品 [aa-1-2]
```
"""  # noqa: E501  # a fact is one line

GOODS = """\
# 第二章 货品 {#bb-2}

## 2.1 清点 {#bb-2-1 topic=goods .rule who=全体员工 open="清点制度还没有写"}

每月清点，见[盘点](../one/1-start.md#aa-1-2)。 {: #a when=每月}
"""

DIFFERENT = """\
# 前后不一致

### 打卡还是不打 {#conflict-clock clauses="aa-1-1 aa-1-2"}

甲 [aa-1-1] 要打卡，[aa-1-2] 没有写。

还没有定。

### 盘点的叫法 {#conflict-count clauses="aa-1-2 bb-2-1" topic=goods}

| 手册 | 条款 |
| --- | --- |
| 甲 | [aa-1-2] |
"""


def sources(**changed: str) -> list[Source]:
    """Return the pages; `changed` gives other Markdown for `one`, `two` or `different`."""
    people = [
        {"name": "员工", "slug": "staff", "kind": "everyone"},
        {"name": "全体员工", "slug": "all", "kind": "everyone"},
        {"name": "经理", "slug": "manager", "kind": "post", "also": ["员工"]},
        {"name": "仓库", "slug": "stores", "kind": "department"},
    ]
    topics = [
        {"slug": "people", "title": "人员", "topics": {"hours": "作息"}},
        {"slug": "stock", "title": "货品", "topics": {"goods": "货品"}},
    ]
    one = HEADER | {"prefix": "aa", "name": "甲公司制度", "short": "甲"}
    two = HEADER | {"prefix": "bb", "name": "乙公司制度", "short": "乙", "review_by": "2026-06-30"}
    return [
        Source("manuals/index.md", {"manuals": ["one", "two"]}, ""),
        Source("manuals/one/index.md", {"title": "甲制度", "manual": one}, ""),
        Source("manuals/two/index.md", {"title": "乙制度", "manual": two}, ""),
        Source(ONE, {"title": "第一章 开始"}, changed.get("one", CHAPTER), first_line=5),
        Source(TWO, {"title": "第二章 货品"}, changed.get("two", GOODS), first_line=5),
        Source("roles/index.md", {"roles": people}, ""),
        Source("topics/index.md", {"topics": topics}, ""),
        Source("lists/records.md", {"records": ["打卡记录", "盘点记录"]}, ""),
        Source("lists/systems.md", {"systems": ["库存 系统"]}, ""),
        Source(conflicts.PAGE, {}, changed.get("different", DIFFERENT)),
    ]


def writer(page: str, **changed: str) -> Writer:
    """Return who writes a page of the small handbook."""
    pages = sources(**changed)
    book = manuals.read(pages)
    return Writer(book=book, conflicts=conflicts.read(pages[-1], book), page=page)
