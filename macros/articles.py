"""Articles of the manuals, read line by line: each fact with its people, times and open points.

A line of an article that is neither a fact nor plainly something else is refused: it would be lost.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from calculators.figures import FigureError, figure
from macros import lines
from macros.book import KINDS, PERIODS, UNDECIDED, VAGUE, Fact, Role, Who
from macros.lines import Line, Marked, PageError, Source, attributes

_ITEM = re.compile(r"    - (?P<text>\S.*)")
_NOTE = re.compile(r"(?:!!!|\?\?\?\+?) [a-z]+(?: \"(?P<title>[^\"]*)\")?")
# Lines of an article that are not the manual's own words: a macro, a remark of the handbook.
_MACRO = re.compile(r"\{\{ *(?!figure\().*\}\}")
_BESIDE = re.compile(r"\{\{.*\}\}|>.*")
_FIGURE = re.compile(r"\{\{ *figure\(\"(?P<path>[^\"]+)\"\) *\}\}")
_NOTED = re.compile(r"(?P<name>.+)（(?P<note>[^（）]+)）")
_OF_FACT = {
    "id",
    "kind",
    "who",
    "when",
    "record",
    "system",
    "open",
    "matter",
    "by",
    "for",
    "checklist",
}


def with_figures(text: str) -> str:
    """Return Markdown with the rules' figures in the place of their macros. Raises FigureError."""
    return _FIGURE.sub(lambda match: figure(match["path"]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that a fact may use."""

    roles: Mapping[str, Role]
    topics: Collection[str]
    records: Collection[str]
    systems: Collection[str]

    def who(self, text: str, place: str) -> tuple[Who, ...]:
        return tuple(self._one(name, place) for name in split(text))

    def _one(self, name: str, place: str) -> Who:
        if name in self.roles:
            return Who(name)
        if (match := _NOTED.fullmatch(name)) and match["name"] in self.roles:
            return Who(match["name"], match["note"])
        raise PageError(f"{place}：岗位“{name}”不在 docs/roles/index.md 的 roles 里")

    def record(self, text: str, place: str) -> tuple[str, ...]:
        return _known(text, self.records, f"{place}：记录", "docs/lists/records.md 的 records")

    def system(self, text: str, place: str) -> tuple[str, ...]:
        return _known(text, self.systems, f"{place}：系统", "docs/lists/systems.md 的 systems")


def _known(text: str, known: Collection[str], place: str, declared: str) -> tuple[str, ...]:
    for name in split(text):
        if name not in known:
            raise PageError(f"{place}“{name}”不在 {declared} 里")
    return split(text)


def split(text: str, mark: str = ",") -> tuple[str, ...]:
    """Return the values of a text that stand apart by a mark.

    >>> split("运营专员, 部门经理")
    ('运营专员', '部门经理')
    """
    return tuple(part.strip() for part in text.split(mark) if part.strip())


class ArticleReader:
    """Reads the lines under an article's heading, one after another."""

    def __init__(self, source: Source, names: Names, given: Mapping[str, str]) -> None:
        self.facts: dict[str, Fact] = {}
        self.notes: list[tuple[str, str]] = []
        self._source = source
        self._names = names
        self._given = given
        self._pending: tuple[Marked, Line] | None = None
        self._items: list[str] | None = None  # of the fact above, where that is an item of a list
        self._in_note = False

    def read(self, body: Iterable[Line]) -> None:
        """Read every line. Raises PageError for one that would be lost."""
        for line in body:
            if line.fenced or not line.text.strip():
                continue
            if line.text.startswith("    "):
                self._indented(line)
                continue
            self._finish()
            if marked := lines.fact(line.text):
                self._pending, self._items = (marked, line), [] if marked.lead else None
            elif note := _NOTE.fullmatch(line.text.rstrip()):
                self.notes.append((note["title"] or "", ""))
                self._in_note = True
            elif not _BESIDE.fullmatch(line.text.rstrip()):
                raise PageError(
                    f"{self._place(line)}：这一行没有标记。条文的每一句写成一行，末尾写 {{: #a}}；"
                    "手册自己的话以“> ”开头，或者写进 !!! note"
                )
        self._finish()

    def _indented(self, line: Line) -> None:
        """Read a line of a note, or an element of the list under the fact above."""
        if self._in_note:
            if not _MACRO.fullmatch(line.text.strip()):  # what it writes is data of its own room
                title, text = self.notes[-1]
                self.notes[-1] = (title, f"{text}{self._filled(line.text, self._place(line))}\n")
            return
        if self._items is None:
            raise PageError(f"{self._place(line)}：缩进的要素要写在以“- ”开头的一句下面")
        item = _ITEM.fullmatch(line.text.rstrip())
        if item is None or "{:" in line.text:
            raise PageError(f"{self._place(line)}：要素每个一行，写成“    - 要素”，末尾不写标记")
        self._items.append(self._filled(item["text"], self._place(line)))

    def _place(self, line: Line) -> str:
        return self._source.place(line.number)

    def _finish(self) -> None:
        """Keep the fact above, whose elements have all been read."""
        if self._pending is not None:
            marked, line = self._pending
            fact = self._fact(marked, line, tuple(self._items or ()))
            if fact.anchor in self.facts:
                raise PageError(f"{self._place(line)}：{fact.anchor} 写了两次")
            self.facts[fact.anchor] = fact
        self._pending, self._items, self._in_note = None, None, False

    def _fact(self, marked: Marked, line: Line, items: tuple[str, ...]) -> Fact:
        place = self._place(line)
        own = attributes(marked.braces or "", place, _OF_FACT)
        if not re.fullmatch("[a-z]+", own.get("id", "")):
            raise PageError(f"{place}：标记要有一个小写字母的编号，写成 {{: #a}} 这样")
        kind = own.get("kind", self._given.get("kind"))
        if kind not in KINDS:
            raise PageError(f"{place}：种类“{kind}”要写成 .duty 这样；有 {'、'.join(KINDS)}")
        if (kind == "approval") != ("matter" in own):
            raise PageError(f"{place}：.approval 要写 matter=批什么，别的种类不写")
        if "by" in own and kind != "approval":
            raise PageError(f"{place}：by=谁批，只有 .approval 才写")
        if "checklist" in own and not items:
            raise PageError(f"{place}：checklist 的要素写在下面，每个一行，前面空四格")
        when = split(own.get("when", ""))
        for each in when:
            if not any(re.match(start, each) for start in PERIODS.values()):
                raise PageError(
                    f"{place}：时间“{each}”看不懂；写“定期”“及时”，或者以“每天”“每月”这样的词开头"
                )
        who = self._names.who(own.get("who", self._given.get("who", "")), place)
        by = own.get("by", "")
        named = () if by == UNDECIDED else self._names.who(by, place) or who
        approvers = named if kind == "approval" else ()
        undecided = [VAGUE[each] for each in when if each in VAGUE]
        if kind == "approval" and not approvers:
            undecided.append("由谁批准")
        return Fact(
            anchor=f"{self._given['id']}-{own['id']}",
            line=line.number,
            kind=kind,
            text=self._filled(marked.text, place),
            items=items,
            who=who,
            affects=self._names.who(own.get("for", ""), place),
            when=when,
            records=self._names.record(own.get("record", ""), place),
            systems=self._names.system(own.get("system", ""), place),
            open=(*split(own.get("open", ""), "；"), *undecided),
            matter=own.get("matter", ""),
            approvers=approvers,
            checklist=own.get("checklist", ""),
        )

    def _filled(self, text: str, place: str) -> str:
        try:
            return with_figures(text)
        except FigureError as error:
            raise PageError(f"{place}：{error}") from error
