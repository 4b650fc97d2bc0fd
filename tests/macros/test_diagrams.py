"""Diagrams: what their text may say, that nothing in them overlaps, and the HTML they become."""

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal

import markdown
import pytest
from material.plugins.search import plugin

from macros.book import Link
from macros.diagrams import DiagramError, draw
from macros.diagrams.layout import chart, flow
from macros.diagrams.parts import Drawing, Line, Rect, Tile
from macros.diagrams.text import levels, measure, steps, wrapped

STOCK = """\
运营经理｜规划安全库存、补货点和最大库存 [co-3-4-2-1]
运营专员｜看库存 [co-3-4-2-2]
◇ 库存低于补货点？ [co-3-4-2-2]
  是 → 4
  否 ↺ 2
运营专员｜发补货预警 [co-3-4-2-2]
  ↺ 1
"""
MANUALS = Path(__file__).parents[2] / "docs" / "manuals"
_BLOCK = re.compile(r"^```(flow|chart) (.+)\n([\s\S]*?)^```$", re.MULTILINE)


def find_clause(anchor: str) -> Link:
    if anchor == "co-9":
        raise KeyError(anchor)
    return Link(f"../1/#{anchor}", f"{anchor.split('-', 1)[1].replace('-', '.')} <库存>")


# What a text says.


def test_steps_are_said_in_words() -> None:
    assert [step.words() for step in steps(STOCK)] == [
        "第 1 步（运营经理）：规划安全库存、补货点和最大库存。",
        "第 2 步（运营专员）：看库存。",
        "第 3 步：库存低于补货点？是：到第 4 步；否：回到第 2 步。",
        "第 4 步（运营专员）：发补货预警。然后回到第 1 步。",
    ]
    review = "◇ 通过？ [co-1]\n  是 → 3\n  改一改 → 2\n  否 → 待定\n修改 [co-1]\n付款 [co-1]"
    assert [step.words() for step in steps(review)] == [
        "第 1 步：通过？是：到第 3 步；改一改：到第 2 步；否：待定。",
        "第 2 步：修改。",
        "第 3 步：付款。然后结束。",
    ]


def test_levels_are_said_in_words() -> None:
    found = levels("高层｜总监 [co-1-1]\n\n基层｜专员（线上、线下）、代表 [co-1-3]")
    assert [level.words() for level in found] == [
        "高层：总监。",
        "基层：专员（线上、线下）、代表。",
    ]
    assert found[1].posts == ("专员（线上、线下）", "代表")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n  \n", "第 1 行：图里什么也没有，请至少写一行“做什么 [条款锚点]”"),
        ("看库存", "第 1 行“看库存”没有写出自哪一条，行末要加条款锚点，如 [co-3-4-2-1]"),
        (
            "甲｜乙｜丙 [co-1]",
            (
                "第 1 行“甲｜乙｜丙 [co-1]”看不懂，要写成“角色｜做什么 [条款锚点]”"
                "或“◇ 问题？ [条款锚点]”，出口另起一行并缩进"
            ),
        ),
        ("  → 2", "第 1 行“→ 2”：前面还没有步骤，步骤不要缩进"),
        ("看 [co-1]\n是 → 2", "第 2 行“是 → 2”是出口，要缩进，写在它的步骤下面"),
        (
            "看 [co-1]\n  是 -> 2",
            "第 2 行“是 -> 2”看不懂，出口要写成“条件 → 4”“条件 ↺ 2”“条件 → 结束”或“条件 → 待定”",
        ),
        (
            "◇ 好？ [co-1]\n  是 → 2\n完 [co-1]",
            "第 1 行“好？”是判断，至少要有两个出口，现在有 1 个",
        ),
        (
            "◇ 好？ [co-1]\n  → 2\n  否 → 结束\n完 [co-1]",
            "第 2 行“→ 2”没有条件，判断的出口要写成“条件 → 4”这样",
        ),
        ("看 [co-1]\n  → 3\n完 [co-1]", "第 2 行：图里没有第 3 步，只有 2 步，请核对步数"),
        (
            "看 [co-1]\n完 [co-1]\n  ↺ 2",
            "第 3 行“↺ 2”没有回到第 2 步的前面，往后走要写 →；步数从 1 数起",
        ),
        (
            "看 [co-1]\n  ↺ 0",
            "第 2 行“↺ 0”没有回到第 1 步的前面，往后走要写 →；步数从 1 数起",
        ),
        (
            "看 [co-1]\n完 [co-1]\n  → 1",
            "第 3 行“→ 1”没有走到第 2 步的后面，往回走要写 ↺",
        ),
        (
            "看 [co-1]\n  → 结束\n\n完 [co-1]",
            "第 4 行：没有哪一步通向第 2 步“完”，请给前面的步骤加上出口，或删去这一步",
        ),
        (
            f"看 [co-1]\n{'长' * 25} [co-1]",
            f"第 2 行“{'长' * 25}”太长，最多 24 个汉字，要写短一些",
        ),
        (
            "看 [co-1]\n  库存低于补货点 → 2\n完 [co-1]",
            "第 2 行“库存低于补货点”太长，最多 6 个汉字，要写短一些",
        ),
        ("看 [co-1]\n完 [co-9]", "第 2 行：手册里没有条款 co-9，请核对方括号里的锚点"),
    ],
)
def test_a_mistake_in_a_flow_is_named(text: str, said: str) -> None:
    with pytest.raises(DiagramError) as caught:
        draw("flow", "库存", text, find_clause)
    assert str(caught.value) == f"流程图“库存”{said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第 1 行：图里什么也没有，请至少写一行“做什么 [条款锚点]”"),
        (
            "高层 [co-1]",
            "第 1 行“高层 [co-1]”看不懂，要写成“层级｜岗位、岗位 [条款锚点]”",
        ),
        (
            "高层｜总监、 [co-1]",
            "第 1 行“高层｜总监、 [co-1]”看不懂，要写成“层级｜岗位、岗位 [条款锚点]”",
        ),
        (f"高层｜{'长' * 25} [co-1]", f"第 1 行“{'长' * 25}”太长，最多 24 个汉字，要写短一些"),
    ],
)
def test_a_mistake_in_a_chart_is_named(text: str, said: str) -> None:
    with pytest.raises(DiagramError) as caught:
        draw("chart", "公司", text, find_clause)
    assert str(caught.value) == f"组织图“公司”{said}"


# How words are broken into lines.


@pytest.mark.parametrize("width", [5, 7, 9, 11])
def test_lines_are_broken_between_words_and_marks(width: int) -> None:
    text = "看（每天 24 小时）订单，写 FAQ 文档、报表；改“错误”。"
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line) <= width for line in lines)
    assert not any(line[0] in "，。、；）”" or line[-1] in "（“" for line in lines)
    assert all(word in " ".join(lines) for word in ("24", "FAQ"))


# Where things stand.


def random_flow(seed: int) -> str:
    """Return the text of a flow with as many crooked ways as no author would draw."""
    chosen = random.Random(seed)
    last = chosen.randint(1, 16)
    written = []
    for number in range(1, last + 1):
        decision = chosen.random() < 0.5
        role = chosen.choice(["", "", "经理｜", "运营部门、技术部门、客户服务部门、财务部门｜"])
        words = "按 KPI 核对报表，写明 24 小时内办结的事" * 2
        label = words[: chosen.randint(1, 26)].strip()
        written.append(f"{'◇ ' if decision else role}{label} [co-1]")
        onward = f"→ {number + 1}" if number < last else "→ 结束"
        ways = [onward] if chosen.random() < 0.9 else []
        for _ in range(chosen.randint(1, 3) if decision else chosen.randint(-2, 1)):
            target = chosen.randint(1, last)
            ahead = f"→ {target}" if target > number else f"↺ {target}"
            ways.append(chosen.choice([ahead, ahead, ahead, "→ 待定", "→ 结束"]))
        condition = "未通过审核的"
        written.extend(
            f"  {condition[: chosen.randint(1 if decision else 0, 6)]} {way}"
            for way in (ways if len(ways) > 1 or decision else [])
        )
    text = "\n".join(written)
    try:
        steps(text)
    except DiagramError:  # a step that nothing leads to, a way to itself
        return random_flow(seed + 10_000)
    return text


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def around(corners: Line) -> Rect:
    """Return the least rectangle with these corners; a straight line's has a side of 0."""
    xs, ys = zip(*corners, strict=True)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def touch(one: Rect, other: Rect) -> bool:
    """Return whether two lines share a point other than where they cross at right angles."""
    if (one.width == 0) == (other.width == 0):
        return not (
            one.right < other.x
            or other.right < one.x
            or one.bottom < other.y
            or other.bottom < one.y
        )
    level, upright = (one, other) if one.height == 0 else (other, one)
    meet = level.x <= upright.x <= level.right and upright.y <= level.y <= upright.bottom
    cross = level.x < upright.x < level.right and upright.y < level.y < upright.bottom
    return meet and not cross


def check_places(drawing: Drawing) -> None:
    """Assert that nothing overlaps and that all words have room."""
    page = Rect(0, 0, drawing.width, drawing.height)
    boxes = [box.rect for box in drawing.boxes]
    things = boxes + [tile.rect for tile in drawing.tiles]
    assert not [pair for pair in combinations(things, 2) if overlap(*pair)]
    assert all(inside(thing, page) for thing in things)
    for line in drawing.lines:
        assert inside(around(line), page)
        for n, corners in enumerate(pairwise(line)):
            met = [thing for thing in things if overlap(around(corners), thing)]
            if met and n == len(line) - 2:  # the pointed sides of a decision lie inside its place
                (box,) = [box for box in drawing.boxes if box.rect == met[0]]
                assert len(met) == 1
                assert box.shape == "decision"
                assert min(line[-1][0] - box.rect.x, box.rect.right - line[-1][0]) <= 16
            else:
                assert not met
    for one, other in combinations(drawing.lines, 2):
        for corners, others in ((a, b) for a in pairwise(one) for b in pairwise(other)):
            assert not touch(around(corners), around(others))
    for head, line in zip(drawing.heads(), drawing.lines, strict=True):
        for other in drawing.lines:
            assert other is line or not any(
                overlap(around(head), around(corners)) for corners in pairwise(other)
            )
        assert not any(overlap(around(head), tile.rect) for tile in drawing.tiles)
    for box in drawing.boxes:
        inner = [tile.rect for tile in box.tiles] + [box.sign]
        assert all(inside(each, box.rect) for each in inner)
        assert not [pair for pair in combinations(inner, 2) if overlap(*pair)]
    for tile in (*drawing.tiles, *(tile for box in drawing.boxes for tile in box.tiles)):
        check_words(tile)


def check_words(tile: Tile) -> None:
    for line, x, y in tile.placed():
        assert measure(line) * tile.size <= tile.rect.width
        assert tile.rect.x <= x <= tile.rect.right
        assert tile.rect.y < y < tile.rect.bottom


@pytest.mark.parametrize("seed", range(150))
def test_nothing_overlaps_in_a_flow(seed: int) -> None:
    check_places(flow(steps(random_flow(seed))))


def test_the_steps_stand_in_one_column() -> None:
    boxes = flow(steps(STOCK)).boxes
    assert len({(box.rect.x, box.rect.width) for box in boxes}) == 1
    assert all(upper.rect.bottom < lower.rect.y for upper, lower in pairwise(boxes))
    assert [box.shape for box in boxes] == ["step", "step", "decision", "step"]
    assert [box.tone for box in boxes] == [1, 2, 0, 2]


def test_ways_back_are_on_the_left_and_the_inner_one_is_the_shorter() -> None:
    drawing = flow(steps(STOCK))
    to_2, to_1 = sorted((line for line in drawing.lines if len(line) > 2), key=len_of_side)
    assert to_2[-1][1] > to_1[-1][1]
    assert drawing.boxes[0].rect.x > to_2[2][0] > to_1[2][0]


def len_of_side(line: Line) -> int:
    return around(line).height


def test_ways_ahead_are_on_the_right_and_end_at_their_step() -> None:
    text = "◇ 好？ [co-1]\n  是 → 3\n  否 → 2\n  不知道 → 待定\n改 [co-1]\n完 [co-1]"
    drawing = flow(steps(text))
    (way,) = [line for line in drawing.lines if len(line) == 5]
    last = drawing.boxes[2].rect
    assert way[2][0] > last.right
    assert way[-1][0] == last.right
    assert last.y < way[-1][1] < last.bottom
    marks = [tile.lines[0] for tile in drawing.tiles if tile.kind == "mark"]
    conditions = [tile.lines[0] for tile in drawing.tiles if tile.kind == "condition"]
    assert marks == ["开始", "待定", "结束"]
    assert conditions == ["是：到 3", "不知道", "否"]


@pytest.mark.parametrize("posts", [1, 3, 8, 20])
def test_nothing_overlaps_in_a_chart(posts: int) -> None:
    longest = "数据和信息安全与合规部门，线上和线下两个团队"
    names = "、".join(longest[: 2 + n] for n in range(posts))
    drawing = chart(levels(f"高层｜总监 [co-1]\n业务部门｜{names} [co-2]"))
    things = [box.rect for box in drawing.boxes]
    assert not overlap(*things)
    for box in drawing.boxes:
        inner = [tile.rect for tile in box.tiles] + [box.sign]
        assert all(inside(each, box.rect) for each in inner)
        assert not [pair for pair in combinations(inner, 2) if overlap(*pair)]
        for tile in box.tiles:
            check_words(tile)


def blocks() -> Iterator[tuple[Literal["flow", "chart"], str, str]]:
    """Return kind, title and text of each diagram of the manuals."""
    for page in sorted(MANUALS.glob("*/*.md")):
        for match in _BLOCK.finditer(page.read_text()):
            yield "flow" if match[1] == "flow" else "chart", match[2], match[3]


@pytest.mark.parametrize(("kind", "title", "text"), list(blocks()))
def test_the_diagrams_of_the_manuals_are_drawn_at_the_width_of_a_phone(
    kind: Literal["flow", "chart"], title: str, text: str
) -> None:
    assert title
    drawing = flow(steps(text)) if kind == "flow" else chart(levels(text))
    if kind == "flow":
        check_places(drawing)
    # The smallest type is 13 units, the theme leaves 358 of 390 pixels: no less than 12 pixels.
    assert drawing.width <= 13 / 12 * 358


# What becomes of it in a page.


class Figure(HTMLParser):
    """Collects the elements of a figure and the words of its list."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_each_step_is_a_link_that_says_all_of_it() -> None:
    parsed = Figure(draw("flow", "库存", STOCK, find_clause))
    links = [attributes for tag, attributes in parsed.elements if tag == "a"]
    assert [link["href"] for link in links] == [
        f"../1/#{step.clause}" for _ in ("drawing", "list") for step in steps(STOCK)
    ]
    assert links[2]["aria-label"] == (
        "步骤 3 库存低于补货点？是：到第 4 步；否：回到第 2 步。见 3.4.2.2 <库存>"
    )
    (svg,) = [attributes for tag, attributes in parsed.elements if tag == "svg"]
    assert svg["role"] == "group"
    assert svg["aria-label"] == "流程图：库存。下面有文字版"


@pytest.mark.parametrize(
    ("kind", "text"), [("flow", STOCK), ("chart", "高层｜总监、<经理> [co-1]")]
)
def test_a_figure_is_one_block_without_styles_scripts_or_ids(
    kind: Literal["flow", "chart"], text: str
) -> None:
    html = draw(kind, "库存 & <订单>", text, find_clause)
    assert "<figcaption>库存 &amp; &lt;订单&gt;</figcaption>" in html
    assert all(line and line == line.strip() for line in html.split("\n"))
    for tag, attributes in Figure(html).elements:
        assert tag not in {"script", "style"}
        assert not {"style", "id"} & set(attributes)
    assert html in markdown.markdown(f"前\n\n{html}\n\n后", extensions=["attr_list"])


def test_the_search_index_takes_the_words_once() -> None:
    html = draw("flow", "库存", STOCK, find_clause)
    parser = plugin.Parser()
    parser.feed(f"<h1>页</h1>{html}<p>后文</p>")
    parser.close()
    text = "".join("".join(section.text) for section in parser.data)
    assert text.count("发补货预警") == 1
    assert "后文" in text
