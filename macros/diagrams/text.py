"""What a diagram's text says: steps with their exits, or levels with their posts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

_LONGEST = 24
_LONGEST_CONDITION = 6
_CLAUSE = re.compile(r"(?P<words>.+?)\s*\[(?P<clause>[a-z]+-[0-9-]+)\]")
_STEP = re.compile(r"(?P<decision>◇\s*)?(?:(?P<role>[^｜◇→↺]+)｜)?(?P<text>[^｜◇→↺]+)")
_EXIT = re.compile(
    r"(?P<condition>[^→↺]*?)\s*(?P<way>[→↺])\s*(?:(?P<step>[0-9]+)|(?P<end>结束|待定))"
)
_BETWEEN_POSTS = re.compile(r"、(?![^（]*）)")


class DiagramError(ValueError):
    """A mistake in a diagram's text, as a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a step: its line in the block, its condition, the step or end that follows."""

    line: int
    condition: str
    target: int | str


@dataclass(frozen=True, slots=True)
class Step:
    """A step or decision of a flow: its line in the block, its number, its role ("": not named)."""

    line: int
    number: int
    role: str
    text: str
    clause: str
    decision: bool
    exits: tuple[Exit, ...] = ()

    def words(self) -> str:
        r"""Return the step as a reader would say it.

        >>> steps("◇ 还有货？ [co-1]\n  有 → 2\n  没有 → 待定\n发货 [co-2]")[0].words()
        '第 1 步：还有货？有：到第 2 步；没有：待定。'
        """
        return f"第 {self.number} 步{f'（{self.role}）' if self.role else ''}：{self._done()}"

    def label(self) -> str:
        r"""Return the step as it is drawn, then what only its lines show.

        >>> steps("仓库｜看库存 [co-1]\n发货 [co-2]")[0].label()
        '步骤 1 仓库 看库存。'
        """
        return " ".join(filter(None, (f"步骤 {self.number}", self.role, self._done())))

    def _done(self) -> str:
        said = self.text if self.text.endswith(("？", "。", "！")) else f"{self.text}。"
        ways = [
            (f"{way.condition}：" if way.condition else "然后") + self._to(way.target)
            for way in self.exits
            if way.condition or way.target != self.number + 1
        ]
        return said + "；".join(ways) + ("。" if ways else "")

    def _to(self, target: int | str) -> str:
        if isinstance(target, str):
            return target
        return f"{'到' if target > self.number else '回到'}第 {target} 步"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of an organisation: its line in the block, its name and its posts."""

    line: int
    name: str
    posts: tuple[str, ...]
    clause: str

    def words(self) -> str:
        """Return the level as a reader would say it."""
        return f"{self.name}：{'、'.join(self.posts)}。"

    def label(self) -> str:
        """Return the level as it is drawn."""
        return f"{' '.join((self.name, *self.posts))}。"


def steps(text: str) -> tuple[Step, ...]:
    r"""Return the steps of a flow; without written exits it goes on to the next.

    >>> [(step.number, step.exits[0].target) for step in steps("下单 [co-1]\n发货 [co-2]")]
    [(1, 2), (2, '结束')]
    """
    found: list[Step] = []
    for line, written in _lines(text):
        if not written[0].isspace():
            found.append(_step(line, len(found) + 1, written))
        elif found:
            exits = (*found[-1].exits, _exit(found[-1], line, written.strip()))
            found[-1] = replace(found[-1], exits=exits)
        else:
            raise DiagramError(f"第 {line} 行“{written.strip()}”：前面还没有步骤，步骤不要缩进")
    for step in found:
        _check_exits(step, len(found))
    complete = tuple(
        step if step.exits else replace(step, exits=(Exit(step.line, "", following),))
        for step, following in zip(found, [*range(2, len(found) + 1), "结束"], strict=True)
    )
    _check_reached(complete)
    return complete


def levels(text: str) -> tuple[Level, ...]:
    """Return the levels of an organisation, from the top.

    >>> levels("中层｜市场经理、销售经理 [co-1-2]")[0].posts
    ('市场经理', '销售经理')
    """
    found = []
    for line, written in _lines(text):
        words, clause = _clause(line, written.strip())
        name, _, rest = (part.strip() for part in words.partition("｜"))
        posts = tuple(map(str.strip, _BETWEEN_POSTS.split(rest)))
        if not all((name, *posts)) or "｜" in rest:
            raise DiagramError(
                f"第 {line} 行“{written.strip()}”看不懂，要写成“层级｜岗位、岗位 [条款锚点]”"
            )
        for label in (name, *posts):
            _check_length(line, label, _LONGEST)
        found.append(Level(line, name, posts, clause))
    return tuple(found)


def _lines(text: str) -> list[tuple[int, str]]:
    found = [(n, line.rstrip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not found:
        raise DiagramError("第 1 行：图里什么也没有，请至少写一行“做什么 [条款锚点]”")
    return found


def _clause(line: int, written: str) -> tuple[str, str]:
    match = _CLAUSE.fullmatch(written)
    if match is None:
        raise DiagramError(
            f"第 {line} 行“{written}”没有写出自哪一条，行末要加条款锚点，如 [co-3-4-2-1]"
        )
    return match["words"], match["clause"]


def _step(line: int, number: int, written: str) -> Step:
    if _EXIT.fullmatch(written):
        raise DiagramError(f"第 {line} 行“{written}”是出口，要缩进，写在它的步骤下面")
    words, clause = _clause(line, written)
    match = _STEP.fullmatch(words)
    if match is None:
        raise DiagramError(
            f"第 {line} 行“{written}”看不懂，要写成“角色｜做什么 [条款锚点]”"
            "或“◇ 问题？ [条款锚点]”，出口另起一行并缩进"
        )
    role = (match["role"] or "").strip()
    text = match["text"].strip()
    for label in (role, text):
        _check_length(line, label, _LONGEST)
    return Step(line, number, role, text, clause, match["decision"] is not None)


def _exit(step: Step, line: int, written: str) -> Exit:
    match = _EXIT.fullmatch(written)
    if match is None:
        raise DiagramError(
            f"第 {line} 行“{written}”看不懂，出口要写成“条件 → 4”“条件 ↺ 2”“条件 → 结束”"
            "或“条件 → 待定”"
        )
    _check_length(line, match["condition"], _LONGEST_CONDITION)
    if step.decision and not match["condition"]:
        raise DiagramError(f"第 {line} 行“{written}”没有条件，判断的出口要写成“条件 → 4”这样")
    if match["end"]:
        return Exit(line, match["condition"], match["end"])
    target = int(match["step"])
    if match["way"] == "↺" and not 1 <= target < step.number:
        raise DiagramError(
            f"第 {line} 行“{written}”没有回到第 {step.number} 步的前面，往后走要写 →；步数从 1 数起"
        )
    if match["way"] == "→" and target <= step.number:
        raise DiagramError(
            f"第 {line} 行“{written}”没有走到第 {step.number} 步的后面，往回走要写 ↺"
        )
    return Exit(line, match["condition"], target)


def _check_length(line: int, words: str, longest: int) -> None:
    if measure(words) > longest:
        raise DiagramError(f"第 {line} 行“{words.strip()}”太长，最多 {longest} 个汉字，要写短一些")


def _check_exits(step: Step, last: int) -> None:
    if step.decision and len(step.exits) < 2:  # noqa: PLR2004  # else nothing is decided
        raise DiagramError(
            f"第 {step.line} 行“{step.text}”是判断，至少要有两个出口，现在有 {len(step.exits)} 个"
        )
    for way in step.exits:
        if isinstance(way.target, int) and way.target > last:
            raise DiagramError(
                f"第 {way.line} 行：图里没有第 {way.target} 步，只有 {last} 步，请核对步数"
            )


def _check_reached(found: Sequence[Step]) -> None:
    reached: set[int] = set()
    ahead = {1}
    while ahead:
        reached |= ahead
        leading = {way.target for step in found if step.number in ahead for way in step.exits}
        ahead = {target for target in leading if isinstance(target, int)} - reached
    for step in found:
        if step.number not in reached:
            raise DiagramError(
                f"第 {step.line} 行：没有哪一步通向第 {step.number} 步“{step.text}”，"
                "请给前面的步骤加上出口，或删去这一步"
            )


def measure(words: str) -> float:
    """Return the width of words in em.

    >>> round(measure("补货 24 件"), 2)
    5.24
    """
    return sum(
        1 if east_asian_width(each) in "WFA" else 0.75 if each.isupper() or each in "%@&" else 0.56
        for each in words
    )


# Closing marks stay with what stands before them, opening ones with what follows, words and numbers
# in one piece; a Latin word longer than any line is cut rather than drawn over the edge.
_UNIT = re.compile(r"[（“‘《]*(?:[!-~]{1,18}|.)[，。、；：？！…—）”’》%]*\s*")
_ROLE = re.compile(r"[^、]{1,10}、?")


def wrapped(words: str, width: float, unit: re.Pattern[str] = _UNIT) -> tuple[str, ...]:
    """Return words in as few lines of a width in em as need be, much alike, ending at marks.

    >>> wrapped("审核补货申请，定数量和时间", 9)
    ('审核补货申请，', '定数量和时间')
    """
    units = unit.findall(words)
    fewest = len(_filled(units, width))
    ways = [_filled(units, width * share / 40) for share in range(20, 41)]
    return max(
        (lines for lines in ways if len(lines) == fewest),
        key=lambda lines: sum(line[-1] in "，、；：" for line in lines[:-1]),
    )


def wrapped_roles(words: str, width: float) -> tuple[str, ...]:
    """Return roles in lines like `wrapped`, each role in one piece.

    >>> wrapped_roles("运营部门、技术部门、客服部门", 12)
    ('运营部门、', '技术部门、客服部门')
    """
    return wrapped(words, width, _ROLE)


def _filled(units: Sequence[str], width: float) -> tuple[str, ...]:
    lines = [""]
    for unit in units:
        if lines[-1] and measure((lines[-1] + unit).rstrip()) > width:
            lines.append("")
        lines[-1] += unit
    return tuple(line.rstrip() for line in lines)
