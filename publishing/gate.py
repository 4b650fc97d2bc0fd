"""What must hold before an edition is published: each refusal is a sentence with file and remedy.

What an owner may have a reason for is not refused but told, as a note.
Whatever is refused, nothing has been changed: the gate reads, and the branch is a copy.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculators.core.editions import RuleError
from calculators.core.words import words
from calculators.door import answer
from calculators.registry import CALCULATORS
from macros.book import HEADER, UNDECIDED
from macros.forms import check_rules
from macros.lines import PageError
from macros.manuals import is_day
from macros.record import CASES, CLAUSES, Said, decisive
from publishing import changelog, tested
from publishing.branch import EDITIONS, Branch
from publishing.changelog import SUBSTANTIVE, Entry
from publishing.git import GitFailedError
from publishing.order import merged
from publishing.project import RULES, Project
from publishing.revision import Revision, compare

# A number of a sentence, but not of a clause that it cites.
_NUMBER = re.compile(r"(?<![-A-Za-z0-9.])[0-9]+(?:[.,][0-9]+)*%?")
_CHECK = "请核对，写错了就在下一版改"
_DATED = re.compile(r".+/([0-9]{4}-[0-9]{2}-[0-9]{2})\.toml")


@dataclass(frozen=True, slots=True)
class Gate:
    """A project, the branch that it is to be published on, the day of the edition and its title."""

    project: Project
    branch: Branch
    edition: str
    title: str

    def refusals(self) -> list[str]:
        """Return why the edition may not be published, a sentence each; none where it may."""
        if wrong := list(self._asked()):
            return wrong
        if wrong := list(changed_folders(self.branch)):
            return wrong  # what is published cannot be compared with
        found: list[str] = []
        for check in (
            self._work_tree,
            self._day,
            self._rules,
            self._headers,
            self._anchors,
            self._reused,
            self._answers,
            self._entries,
        ):
            try:
                found += check()
            except (PageError, RuleError) as error:
                found.append(str(error))
        return list(dict.fromkeys(found))

    def notes(self) -> list[str]:
        """Return what looks like a slip of an edition that is not refused, a sentence each."""
        checks = (
            self._old_headers,
            self._odd_days,
            self._old_title,
            self._section,
            self._unknown_clauses,
            self._changed_figures,
        )
        return [note for check in checks for note in check()]

    def revision(self) -> Revision | None:
        """Return what changed since the edition before, None for the first."""
        return revision(self.project, self.branch, date.fromisoformat(self.edition))

    def entries(self) -> tuple[Entry, ...]:
        """Return what the changelog says of the edition, its clauses in the order of both."""
        order = merged(self._latest()["clauses"], self.project.book.clauses)
        return changelog.entries(self._changelog(), self.edition, order)

    def _changelog(self) -> str:
        return (self.project.root / changelog.FILE).read_text("utf-8")

    @property
    def _place(self) -> str:
        return f"{changelog.FILE} 的“## {self.edition}”一节"

    def _latest(self) -> dict[str, Any]:
        """Return what the latest edition left of its clauses, nothing before the first."""
        if editions := self.branch.editions():
            return clauses(self.branch, editions[0]["date"])
        return {"clauses": {}, "redirects": {}}

    def _asked(self) -> Iterator[str]:
        if not is_day(self.edition):
            yield (
                f"EDITION 要写这一版从哪一天起生效，例如 EDITION=2026-12-01，现在是“{self.edition}”"
            )
        if not self.title.strip():
            yield 'TITLE 要写这一版的名称，例如 TITLE="2026年12月版"'

    def _work_tree(self) -> Iterator[str]:
        if changed := self.project.uncommitted:
            more = f" 等 {len(changed)} 个文件" if len(changed) > 1 else ""
            yield f"{changed[0]}{more} 还没有提交，请先 git commit，再发布"
        elif not tested.has_passed(self.project.root, self.project.tree):
            yield "现在的文件没有测试通过的记录（.cache/tested/），请先运行 make test，再发布"

    def _day(self) -> Iterator[str]:
        editions = self.branch.editions()
        if editions and self.edition <= editions[0]["date"]:
            latest = editions[0]["date"]
            same = (
                "已经发布过，发布过的一版不再改动"
                if self.edition == latest
                else f"早于已发布的最新一版 {latest}"
            )
            yield f"EDITION={self.edition} {same}，请写比 {latest} 晚的日期"

    def _rules(self) -> Iterator[str]:
        """Yield published rule files that are others now, and new ones of a day that is past."""
        editions = self.branch.editions()
        latest = editions[0]["date"] if editions else ""
        published: dict[str, str] = editions[0]["rules"] if editions else {}
        for path, sha256 in published.items():
            if path not in self.project.rules:
                yield f"{RULES}/{path} 已经发布，不能删去，请放回来"
            elif self.project.rules[path] != sha256:
                begin = self.edition if self.edition.endswith("-01") else "某月 1 日的日期"
                new = f"{RULES}/{path.rpartition('/')[0]}/{begin}.toml"
                instead = f"，要改规则就另立一个文件 {new}" if _DATED.fullmatch(path) else ""
                yield f"{RULES}/{path} 已经发布，不再改动：请把它改回去{instead}"
        for path in self.project.rules:
            day = _DATED.fullmatch(path)
            if path in published or day is None:
                continue
            if day[1] > self.edition:
                yield (
                    f"{RULES}/{path} 从 {day[1]} 起施行，晚于这一版的 {self.edition}："
                    f"请等到那一天的一版再加，或者把这一版定在那一天"
                )
            elif day[1] <= latest:
                yield (
                    f"{RULES}/{path} 从 {day[1]} 起施行，会改变已发布的 {latest} 一版算过的月份，"
                    f"请写比 {latest} 晚的日期"
                )
            elif latest and day[1] < self.edition:
                yield (
                    f"{RULES}/{path} 从 {day[1]} 起施行，早于这一版的 {self.edition}："
                    f"中间的月份两版会算得不一样，请把 EDITION 和规则的日期写成同一天"
                )

    def _unpublished_rules(self) -> set[str]:
        """Return the files of rules, as they are named below their folder, that no edition has."""
        editions = self.branch.editions()
        return set(self.project.rules) - set(editions[0]["rules"] if editions else ())

    def _headers(self) -> Iterator[str]:
        for manual in self.project.book.manuals:
            header, page = manual.header, f"docs/{manual.page}"
            if missing := [f"{HEADER[key]}（{key}）" for key in HEADER if UNDECIDED in header[key]]:
                yield f"{page} 的页首还有{UNDECIDED}：{'、'.join(missing)}，请填好再发布"
            elif header["status"] == "草案":
                yield f"{page} 的状态（status）还是草案，请批准以后改成 生效 再发布"
            elif header["effective"] > self.edition:
                yield (
                    f"{page} 的生效日（effective）是 {header['effective']}，晚于这一版的 "
                    f"{self.edition}，请核对这两个日期"
                )

    def _anchors(self) -> Iterator[str]:
        if not self.branch.editions():
            return
        check_rules(self.project.anchors)
        then = self._latest()
        for anchor in sorted({*then["clauses"], *then["redirects"]} - self.project.anchors):
            title = then["clauses"].get(anchor, {}).get("title", "")
            yield (
                f"条款 {anchor}{f'（{title}）' if title else ' '}发布过，现在手册里没有了："
                f'请在 docs/redirects.toml 加一行 {anchor} = "现在的条款号"'
            )

    def _reused(self) -> Iterator[str]:
        """Yield numbers of clauses that are gone and have been given to others.

        A gone clause stays among the redirects of every later edition: the latest knows all.
        """
        for anchor in self._latest()["redirects"]:
            if clause := self.project.book.clauses.get(anchor):
                title, since = self._gone(anchor)
                if title not in {"", clause.heading}:
                    yield (
                        f"docs/{clause.page} 的“{clause.heading}”用了条款号 {anchor}，"
                        f"它原来是“{title}”，从 {since} 一版起指到别的条款："
                        f"条款号用过就不再给别的条款。是同一条，就把标题写回“{title}”；"
                        f"不是，就另起一个号，并把 {anchor} 那一行放回 docs/redirects.toml"
                    )

    def _gone(self, anchor: str) -> tuple[str, str]:
        """Return what a gone clause was called, "" where none was, and the edition that left it."""
        since = ""
        for edition in self.branch.editions():
            then = clauses(self.branch, edition["date"])["clauses"]
            if anchor in then:
                return then[anchor]["title"], since
            since = edition["date"]
        return "", since

    def _answers(self) -> Iterator[str]:
        """Yield published answers that the same rules do not give any more."""
        files = (f"{edition['date']}/{CASES}" for edition in self.branch.editions())
        published = [case for file in files for case in json.loads(self.branch.read(file))]
        different: set[str] = set()
        new = {place.partition("/")[0] for place in self._unpublished_rules()}
        for case in published:
            if case["calculator"] not in CALCULATORS or "result" not in case["reply"]:
                continue  # a calculator that is gone stays in the editions that had it
            now = decisive(answer(case["calculator"], case["request"]))
            rules = {editions.name for editions in CALCULATORS[case["calculator"]].rules}
            if "refused" in now and rules & new:
                continue  # by a new rule, which has checks of its own
            if said := _different(case["request"], case["reply"], now):
                file = f"tests/cases/{case['calculator']}.toml"
                if f"{file} {case['title']}" in different:
                    continue  # told of a later edition
                different.add(f"{file} {case['title']}")
                yield (
                    f"{file} 的例题“{case['title']}”，按发布过的规则算出来变了：{said}；"
                    f"规则要改，就在 {RULES}/ 另立新日期的文件，不然请把程序改回去"
                )

    def _entries(self) -> Iterator[str]:
        if (changes := self.revision()) is None:
            return
        entries = self.entries()
        for anchor in changes.changed:
            own = [entry for entry in entries if anchor in entry.clauses]
            if not own:
                yield (
                    f"{self._place}没有写 {anchor} 改了什么，请加一行，例如"
                    f"“- 【实质】……（{anchor}）”，只改说法的写【文字】"
                )
            elif not any(entry.kind for entry in own):
                yield f"{self._place}写 {anchor} 的那一行，开头请写明【实质】还是【文字】"

    def _old_headers(self) -> Iterator[str]:
        """Yield manuals that changed under the header of the latest edition."""
        if (changes := self.revision()) is None:
            return
        latest = self.branch.editions()[0]
        then = {manual["id"]: manual for manual in latest["manuals"]}
        for manual in self.project.book.manuals:
            own = [each for each in changes.changed if each.startswith(f"{manual.prefix}-")]
            keys = ("edition", "approved_on")
            old = then.get(manual.prefix)
            if own and old and all(manual.header[key] == old[key] for key in keys):
                more = f" 等 {len(own)} 条" if len(own) > 1 else " "
                same = "和".join(f"{HEADER[key]}（{key}）" for key in keys)
                yield (
                    f"{own[0]}{more}改了，docs/{manual.page} 的{same}"
                    f"还和 {latest['date']} 一版一样，{_CHECK}"
                )

    def _odd_days(self) -> Iterator[str]:
        for manual in self.project.book.manuals:
            approved, review = manual.header["approved_on"], manual.header["review_by"]
            for is_odd, key, how in (
                (approved > self.edition, "approved_on", "晚于"),
                (review < self.edition, "review_by", "早于"),
            ):
                if is_odd and manual.header["status"] != "废止":
                    yield (
                        f"docs/{manual.page} 的{HEADER[key]}（{key}）是 {manual.header[key]}，"
                        f"{how}这一版的 {self.edition}，{_CHECK}"
                    )

    def _old_title(self) -> Iterator[str]:
        for edition in self.branch.editions():
            if edition["title"] == self.title:
                yield (
                    f"TITLE“{self.title}”和 {edition['date']} 一版的名称一样，读者分不清，"
                    "下一版请换一个名称"
                )

    def _section(self) -> Iterator[str]:
        """Yield that the changelog does not name the edition, or by another title."""
        heading = changelog.section(self._changelog(), self.edition).partition("\n")[0].strip()
        if not heading:
            yield (
                f"{changelog.FILE} 没有“## {self.edition}（{self.title}）”一节，"
                "首页的“最近改了什么”和“更新记录”里看不到这一版，请在下一版补上"
            )
        elif heading != self.edition and self.title not in heading:
            yield (f"{changelog.FILE} 的标题“## {heading}”和 TITLE“{self.title}”不一样，{_CHECK}")

    def _unknown_clauses(self) -> Iterator[str]:
        named = {anchor for entry in self.entries() for anchor in entry.clauses}
        if unknown := sorted(named - {*self._latest()["clauses"], *self.project.book.clauses}):
            yield (
                f"{self._place}写了 {'、'.join(unknown)}，这一版和上一版都没有这个条款号，{_CHECK}"
            )

    def _changed_figures(self) -> Iterator[str]:
        """Yield clauses with another figure or reading of which the changelog says 【文字】."""
        if (changes := self.revision()) is None:
            return
        figures = {figure.clause for figure in changes.figures}
        for clause in changes.clauses:
            if clause.before and clause.now and _numbers(clause.before) != _numbers(clause.now):
                figures.add(clause.anchor)
        entries = self.entries()
        for anchor in changes.changed:
            kinds = {entry.kind for entry in entries if anchor in entry.clauses}
            if anchor in figures and SUBSTANTIVE not in kinds:
                yield (f"{self._place}把 {anchor} 写成【文字】，可是它的数目或读法改了，{_CHECK}")


def revision(project: Project, branch: Branch, day: date) -> Revision | None:
    """Return what changed since the newest edition that is published, None where there is none."""
    if not (editions := branch.editions()):
        return None
    before = editions[0]["date"]
    days = (date.fromisoformat(before), day)
    return compare(clauses(branch, before), project.book, days, project.tables)


def clauses(branch: Branch, edition: str) -> dict[str, Any]:
    """Return what an edition left of its clauses."""
    found: dict[str, Any] = json.loads(branch.read(f"{edition}/{CLAUSES}"))
    return found


def changed_folders(branch: Branch) -> Iterator[str]:
    """Yield which published folders are others than when they were published."""
    editions = branch.editions()
    for folder in sorted(filter(is_day, branch.folders() - {each["date"] for each in editions})):
        yield (
            f"{branch.name} 分支上有 {folder}/，{EDITIONS} 里却没有这一版，"
            f"请用 git log {branch.name} -- {EDITIONS} 找到改动并恢复原样"
        )
    folders = {place: (each, tree) for each in editions for place, tree in each["folders"].items()}
    for folder, (edition, tree) in sorted(folders.items()):
        try:
            found = branch.tree(folder)
        except GitFailedError:
            found = ""
        if found != tree:
            yield (
                f"{branch.name} 分支上的 {folder}/ 和 {edition['date']} 发布时不一样，"
                f"请用 git log {branch.name} -- {folder} 找到改动并恢复原样"
            )


def _numbers(said: Said) -> list[str]:
    """Return the numbers that a clause says, in any order; those of a drawing count its steps."""
    texts = [line["text"] for line in said if "-drawing-" not in line["id"]]
    return sorted(number for text in texts for number in _NUMBER.findall(text))


def _different(request: dict[str, Any], then: dict[str, Any], now: dict[str, Any]) -> str:
    """Return what a reply says otherwise though its rules are the same, "" where nothing.

    What was unknown, as without a calendar of the year, may be known now; an input that is asked
    for only now is no other rule.
    """
    if "refused" in now:
        refused = [name for name in now["refused"] if name in request]
        return f"原来有答案，现在要改正{'、'.join(map(_label, refused))}" if refused else ""
    if now["rules"] != then["rules"]:
        return ""  # other files of rules, which have their own checks
    result = now["result"]
    said = (
        f"{_label(name)} 原来 {value}，现在 {result[name]}"
        for name, value in then["result"].items()
        if value is not None and name in result and result[name] != value
    )
    return "；".join(said)


def _label(name: str) -> str:
    return f"“{words().field(name)['label']}”"
