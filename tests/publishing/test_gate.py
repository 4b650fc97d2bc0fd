"""What may not be published is refused in a sentence with file and remedy; nothing changes."""

from pathlib import Path

import pytest

from tests.copies import SYSTEMS
from tests.publishing.company import FIRST, OLD_RULE, SECOND, THIRD, TITLES, Company

NEXT = "2027-04-01"
PROCESSES = "docs/manuals/commercial-operations/3-processes.md"
HEADER = "docs/manuals/commercial-operations/index.md"
SENTENCE = "公司定期办培训课程和学习活动"

LATER = "请核对，写错了就在下一版改"


@pytest.fixture
def copy(company: Company, tmp_path: Path) -> Company:
    """Return a company with three editions, of its own."""
    return company.copy(tmp_path / "copy")


def test_what_is_asked_must_be_a_day_and_a_title(copy: Company) -> None:
    assert copy.refused("2027-4-1", " ") == [
        "EDITION 要写这一版从哪一天起生效，例如 EDITION=2026-12-01，现在是“2027-4-1”",
        'TITLE 要写这一版的名称，例如 TITLE="2026年12月版"',
    ]


def test_what_is_not_committed(copy: Company) -> None:
    copy.edit(SYSTEMS, SENTENCE, "公司每季度办培训课程")
    (copy.root / "left.txt").write_text("new", encoding="utf-8")
    first, *_ = copy.refused(NEXT)
    assert first == f"{SYSTEMS} 等 2 个文件 还没有提交，请先 git commit，再发布"


def test_what_the_tests_have_not_passed_on(copy: Company) -> None:
    copy.edit("docs/how-to-use.md", "平时怎么说", "平常怎么说")
    copy.commit(tested=False)
    assert copy.refused(NEXT) == [
        "现在的文件没有测试通过的记录（.cache/tested/），请先运行 make test，再发布"
    ]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("2027-02-01", f"EDITION=2027-02-01 早于已发布的最新一版 {THIRD}，请写比 {THIRD} 晚的日期"),
        (
            THIRD,
            f"EDITION={THIRD} 已经发布过，发布过的一版不再改动，请写比 {THIRD} 晚的日期",
        ),
    ],
)
def test_an_earlier_day_than_the_latest_edition(copy: Company, edition: str, said: str) -> None:
    assert said in copy.refused(edition)


@pytest.mark.parametrize(
    "folder", [FIRST, f"{FIRST}/edition", f"{THIRD}/edition", "_shared/runtime/python"]
)
def test_a_published_folder_that_somebody_changed(
    copy: Company, folder: str, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    copy.git("worktree", "add", "--quiet", str(work), copy.branch)
    changed = next(path for path in sorted((work / folder).rglob("*")) if path.is_file())
    changed.write_bytes(b"changed")
    published = Company(work)
    published.git("commit", "--quiet", "--all", "--message", "by hand")
    copy.git("worktree", "remove", str(work))
    (said,) = copy.refused(NEXT)
    assert said.startswith(f"gh-pages 分支上的 {folder.partition('/edition')[0]}")
    assert "发布时不一样，请用 git log gh-pages -- " in said
    for command in ("promote", "draft"):
        done = copy.run(command, today=NEXT)
        assert done.returncode == 1
        assert said in done.stdout


def test_a_published_rule_that_changed(copy: Company) -> None:
    copy.edit(OLD_RULE, "free_count = { value = 3", "free_count = { value = 4")
    copy.commit()
    assert copy.refused(NEXT) == [
        (
            f"{OLD_RULE} 已经发布，不再改动：请把它改回去，要改规则就另立一个文件 "
            f"calculators/rules/attendance/{NEXT}.toml"
        )
    ]


def test_a_published_calendar_that_changed(copy: Company) -> None:
    copy.edit("calculators/rules/calendar/2026.toml", r"\Z", "\n# 改过\n")
    copy.commit()
    assert copy.refused(NEXT) == [
        "calculators/rules/calendar/2026.toml 已经发布，不再改动：请把它改回去"
    ]


def test_a_published_rule_that_is_gone(copy: Company) -> None:
    gone = "calculators/rules/attendance/2027-01-01.toml"
    (copy.root / gone).unlink()
    copy.commit()
    assert f"{gone} 已经发布，不能删去，请放回来" in copy.refused(NEXT)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2027-02-01",
            (
                f"从 2027-02-01 起施行，会改变已发布的 {THIRD} 一版算过的月份，"
                f"请写比 {THIRD} 晚的日期"
            ),
        ),
        (
            "2027-05-01",
            (
                f"从 2027-05-01 起施行，晚于这一版的 {NEXT}："
                "请等到那一天的一版再加，或者把这一版定在那一天"
            ),
        ),
    ],
)
def test_a_new_rule_of_another_time(copy: Company, day: str, said: str) -> None:
    rule = copy.root / OLD_RULE
    rule.with_name(f"{day}.toml").write_bytes(rule.read_bytes())
    copy.commit()
    assert f"calculators/rules/attendance/{day}.toml {said}" in copy.refused(NEXT)


def test_a_new_rule_of_a_day_between_two_editions(copy: Company) -> None:
    rule = copy.root / OLD_RULE
    rule.with_name(f"{NEXT}.toml").write_bytes(rule.read_bytes())
    copy.commit()
    assert (
        f"calculators/rules/attendance/{NEXT}.toml 从 {NEXT} 起施行，早于这一版的 2027-04-15："
        "中间的月份两版会算得不一样，请把 EDITION 和规则的日期写成同一天"
    ) in copy.refused("2027-04-15")


def test_an_edition_that_the_list_has_lost(copy: Company, tmp_path: Path) -> None:
    work = tmp_path / "work"
    copy.git("worktree", "add", "--quiet", str(work), copy.branch)
    (work / "editions.json").write_text('{"editions": []}', encoding="utf-8")
    Company(work).git("commit", "--quiet", "--all", "--message", "by hand")
    copy.git("worktree", "remove", str(work))
    first, *_ = copy.refused(FIRST)
    assert first.startswith(f"gh-pages 分支上有 {FIRST}/，editions.json 里却没有这一版")


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        (PROCESSES, "运营专员｜实时监控库存", "运营专员｜每天看库存", "co-3-4-2"),
        (SYSTEMS, r"## 4\.1 考勤制度", "## 4.1 考勤与处罚制度", "co-4-1"),
        (SYSTEMS, r"(- 公司根据岗位需求.*\n)(- 公司定期办.*\n)", r"\2\1", "co-4-3-2"),
        (SYSTEMS, r"\{: #c \.duty who=员工\}", "{: #c .rule who=员工}", "co-4-3-2"),
    ],
)
def test_a_change_that_is_not_of_words(
    copy: Company, path: str, old: str, new: str, changed: str
) -> None:
    copy.edit(path, old, new)
    copy.commit()
    assert any(f"没有写 {changed} 改了什么" in sentence for sentence in copy.refused(NEXT))


def test_a_clause_that_an_old_rule_cites_may_go(copy: Company) -> None:
    copy.edit(SYSTEMS, r"(?s)### 4\.2\.3 等级与系数.*?(?=## 4\.3 )", "")
    copy.edit("docs/redirects.toml", r"\Z", 'co-4-2-3 = "co-4-2-1"\n')
    for page in ("lists/glossary.md", "calculators/bonus.md", "calculators/settlement.md"):
        copy.edit(f"docs/{page}", "co-4-2-3", "co-4-2-1")
    entry = "\n## 2027-04-01\n\n- 【实质】等级另定（co-4-2-1 至 co-4-2-3）\n"
    copy.edit("CHANGELOG.md", rf"\n## {THIRD}", f"{entry}\n## {THIRD}")
    copy.commit()
    done = copy.run("publish", NEXT, "新版")
    assert done.returncode == 0, done.stdout
    page = copy.git("show", f"{copy.branch}:{NEXT}/calculators/bonus/index.html")
    assert "4-management-systems/#co-4-2-1" in page


def test_a_rule_that_changed_without_a_new_file(copy: Company) -> None:
    copy.edit("calculators/bonus.py", r"times\(inputs\.bonus_base", "times(2 * inputs.bonus_base")
    copy.commit()
    refusals = copy.refused(NEXT)
    assert refusals[0] == (
        "tests/cases/bonus.toml 的例题“满分”，按发布过的规则算出来变了："
        "“应发绩效奖金” 原来 3000.00，现在 6000.00；"
        "规则要改，就在 calculators/rules/ 另立新日期的文件，不然请把程序改回去"
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("approved_by", "待定", "的页首还有待定：谁批准（approved_by），请填好再发布"),
        ("approved_by", "王五（待定）", "的页首还有待定：谁批准（approved_by），请填好再发布"),
        ("owner", "待定", "的页首还有待定：归谁管（owner），请填好再发布"),
        ("status", "草案", "的状态（status）还是草案，请批准以后改成 生效 再发布"),
        (
            "effective",
            "2027-04-02",
            f"的生效日（effective）是 2027-04-02，晚于这一版的 {NEXT}，请核对这两个日期",
        ),
    ],
)
def test_a_header_that_is_not_filled(copy: Company, field: str, value: str, said: str) -> None:
    copy.edit(HEADER, rf"(?m)^  {field}: .*$", f"  {field}: {value}")
    copy.commit()
    assert copy.refused(NEXT) == [f"{HEADER} {said}"]


def test_a_header_that_lacks_a_field(copy: Company) -> None:
    copy.edit(HEADER, r"(?m)^  reviewed_by: .*\n", "")
    copy.commit()
    (said,) = copy.refused(NEXT)
    assert said == "docs/manuals/commercial-operations/index.md：manual 里缺少 reviewed_by"


def test_a_changed_clause_that_the_changelog_does_not_name(copy: Company) -> None:
    copy.edit(SYSTEMS, SENTENCE, "公司每季度办培训课程和学习活动")
    copy.commit()
    place = f"CHANGELOG.md 的“## {NEXT}”一节"
    assert copy.refused(NEXT) == [
        (
            f"{place}没有写 co-4-3-2 改了什么，请加一行，例如“- 【实质】……（co-4-3-2）”，"
            "只改说法的写【文字】"
        )
    ]
    copy.edit("CHANGELOG.md", rf"\n## {THIRD}", f"\n## {NEXT}\n\n- 培训（co-4-3-2）\n\n## {THIRD}")
    copy.commit()
    assert copy.refused(NEXT) == [f"{place}写 co-4-3-2 的那一行，开头请写明【实质】还是【文字】"]


def test_a_changed_figure_that_the_changelog_does_not_name(copy: Company) -> None:
    rules = copy.root / "calculators/rules/reorder/2025-01-01.toml"
    text = rules.read_text(encoding="utf-8")
    changed = text.replace("value = 95", "value = 90", 1)
    assert changed != text
    rules.with_name(f"{NEXT}.toml").write_text(changed, encoding="utf-8")
    copy.commit()
    assert any("没有写 co-3-4-2-" in sentence for sentence in copy.refused(NEXT))


def test_an_anchor_that_is_gone_without_a_redirect(copy: Company) -> None:
    copy.edit(SYSTEMS, r"(?s)### 4\.3\.4 培训档案.*?(?=### 4\.3\.5)", "")
    copy.commit()
    assert (
        "条款 co-4-3-4（4.3.4 培训档案）发布过，现在手册里没有了："
        '请在 docs/redirects.toml 加一行 co-4-3-4 = "现在的条款号"'
    ) in copy.refused(NEXT)
    copy.edit("docs/redirects.toml", "(?m)^co-4-3-3.*$", "")
    copy.commit()
    assert any(sentence.startswith("条款 co-4-3-3 发布过") for sentence in copy.refused(NEXT))


def test_a_number_that_was_used_is_given_to_no_other_clause(copy: Company) -> None:
    heading = "### 4.3.3 师傅带徒弟 {#co-4-3-3 topic=training .rule who=公司}"
    new = f"{heading}\n\n- 公司有奖励。 {{: #a}}\n\n### 4.3.4 培训档案"
    copy.edit(SYSTEMS, "### 4.3.4 培训档案", new)
    copy.commit()
    unused = "是新的一条用了这个号，就请给新的一条另起一个号"
    assert any(sentence.endswith(unused) for sentence in copy.refused(NEXT))
    copy.edit("docs/redirects.toml", "(?m)^co-4-3-3.*$", "")
    copy.commit()
    said = (
        f"{SYSTEMS} 的“4.3.3 师傅带徒弟”用了条款号 co-4-3-3，它原来是“4.3.3 自学奖励”，"
        f"从 {THIRD} 一版起指到别的条款：条款号用过就不再给别的条款。"
        "是同一条，就把标题写回“4.3.3 自学奖励”；不是，就另起一个号，"
        "并把 co-4-3-3 那一行放回 docs/redirects.toml"
    )
    assert said in copy.refused(NEXT)
    copy.edit(SYSTEMS, "4.3.3 师傅带徒弟", "4.3.3 自学奖励")  # the same clause may come back
    copy.commit()
    (only,) = copy.refused(NEXT)
    assert "没有写 co-4-3-3 改了什么" in only


def test_a_page_with_a_mistake(copy: Company) -> None:
    copy.edit(SYSTEMS, r"\{#co-4-3-2 ", "{#co-4-32 ")
    copy.commit()
    assert any("的锚点要写 {#co-4-3-2}" in sentence for sentence in copy.refused(NEXT))


def test_a_build_that_fails(copy: Company) -> None:
    copy.edit("docs/how-to-use.md", r"\Z", "\n[哪里](nowhere.md)\n")
    copy.commit()
    before = copy.head
    done = copy.run("publish", NEXT, "新版")
    assert done.returncode == 2
    assert done.stdout.startswith("没有做完，什么也没有改：")
    assert "nowhere.md" in done.stdout
    assert copy.head == before


def test_who_is_nobody_to_git(copy: Company) -> None:
    copy.git("config", "user.name", "")
    done = copy.run("publish", NEXT, "新版")
    assert done.returncode == 2
    assert "git 还不知道你是谁，请先运行 git config user.name …" in done.stdout


def written(company: Company, heading: str, *entries: str) -> None:
    """Give the changelog a section above all others."""
    lines = "".join(f"- {entry}\n" for entry in entries)
    company.edit("CHANGELOG.md", rf"\n## {THIRD}", f"\n## {heading}\n\n{lines}\n## {THIRD}")


def test_nothing_is_noted_of_an_edition_without_a_slip(copy: Company) -> None:
    written(copy, f"{NEXT}（新版）", "【实质】每季度培训（co-4-3-2）。")
    copy.edit(SYSTEMS, SENTENCE, "公司每季度办培训课程和学习活动")
    copy.edit(HEADER, "edition: 第一版", "edition: 第四版")
    assert copy.notes(NEXT) == []


def test_an_edition_that_the_changelog_does_not_name_is_noted(copy: Company) -> None:
    assert copy.notes(NEXT) == [
        (
            f"CHANGELOG.md 没有“## {NEXT}（新版）”一节，"
            "首页的“最近改了什么”和“更新记录”里看不到这一版，请在下一版补上"
        )
    ]


def test_a_title_that_is_another_in_the_changelog_or_taken_is_noted(copy: Company) -> None:
    written(copy, f"四月版（{NEXT}）")
    taken = TITLES[SECOND]
    assert copy.notes(NEXT, "四月版") == []
    assert copy.notes(NEXT, taken) == [
        f"TITLE“{taken}”和 {SECOND} 一版的名称一样，读者分不清，下一版请换一个名称",
        f"CHANGELOG.md 的标题“## 四月版（{NEXT}）”和 TITLE“{taken}”不一样，{LATER}",
    ]


def test_a_header_that_stays_while_clauses_change_is_noted(copy: Company) -> None:
    written(copy, NEXT, "【实质】每季度培训（co-4-3-2）。")
    copy.edit(SYSTEMS, SENTENCE, "公司每季度办培训课程和学习活动")
    assert copy.notes(NEXT) == [
        (
            f"co-4-3-2 改了，{HEADER} 的版次（edition）和批准日（approved_on）"
            f"还和 {THIRD} 一版一样，{LATER}"
        )
    ]


def test_days_of_a_header_that_cannot_be_meant_are_noted(copy: Company) -> None:
    written(copy, NEXT)
    copy.edit(HEADER, r"(?m)^  approved_on: .*$", "  approved_on: 2027-04-02")
    copy.edit(HEADER, r"(?m)^  review_by: .*$", "  review_by: 2027-03-31")
    assert copy.notes(NEXT) == [
        f"{HEADER} 的批准日（approved_on）是 2027-04-02，晚于这一版的 {NEXT}，{LATER}",
        f"{HEADER} 的最晚复审日（review_by）是 2027-03-31，早于这一版的 {NEXT}，{LATER}",
    ]
    copy.edit(HEADER, r"(?m)^  status: .*$", "  status: 废止")
    assert copy.notes(NEXT) == []


def test_a_clause_in_the_changelog_that_is_nowhere_is_noted(copy: Company) -> None:
    written(copy, NEXT, "【文字】搬走了（co-4-9-1、co-4-3-4 至 co-4-9-2）。")
    assert copy.notes(NEXT) == [
        (
            f"CHANGELOG.md 的“## {NEXT}”一节写了 co-4-9-1、co-4-9-2，"
            f"这一版和上一版都没有这个条款号，{LATER}"
        )
    ]


def test_another_figure_that_is_called_another_word_is_noted(copy: Company) -> None:
    rules = (copy.root / OLD_RULE).with_name(f"{THIRD}.toml")
    text = rules.read_text(encoding="utf-8").replace("value = 15,", "value = 20,")
    rules.with_name(f"{NEXT}.toml").write_text(text, encoding="utf-8")
    copy.edit(SYSTEMS, SENTENCE, "公司每年 2 次办培训课程和学习活动")
    copy.edit(SYSTEMS, "新员工到岗当周先学安全", "新员工到岗那一周先学安全")
    copy.edit(HEADER, "edition: 第一版", "edition: 第四版")
    written(copy, NEXT, "【文字】迟到（co-4-1-2）。", "【文字】培训（co-4-3-2 至 co-4-3-5）。")
    place = f"CHANGELOG.md 的“## {NEXT}”一节"
    assert copy.notes(NEXT) == [
        f"{place}把 {anchor} 写成【文字】，可是它的数目或读法改了，{LATER}"
        for anchor in ("co-4-1-2", "co-4-3-2")
    ]
