"""Where everything in a diagram stands: one column, top to bottom, made for a phone.

Beneath a step its exits leave in rows, each with its condition: the way on straight down, ways back
to rails on the left, ways ahead to rails on the right, ends to a mark of their own. Of rails side
by side the inner one is the shorter, so that none crosses another that it need not cross.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from math import ceil

from macros.diagrams.parts import (
    HEAD,
    PAD,
    SIGN,
    SLOPE,
    SMALL,
    TEXT,
    Box,
    Drawing,
    Line,
    Point,
    Rect,
    Tile,
    tile,
)
from macros.diagrams.text import Exit, Level, Step, measure, wrapped, wrapped_roles

_PHONE = 358  # what the theme leaves of 390 pixels
_EDGE = 6  # around everything
_HALF = 132  # of the column, at least
_FIRST_LANE, _LANE = 18, 12  # from the column to the first rail, from rail to rail
_PORT = 12  # from arrival to arrival at a side
_GAP = 24  # from box to box, at least
_SHORT = 18  # from a mark to a box
_ROW = 20  # of an exit beneath a step
_ASIDE, _BESIDE = 16, 9  # from the line in the middle to the next, from that to further ones
_OFF = 5  # words from lines
_ARROW = 14  # from the lowest row to the point of the arrow
_BADGE = 22  # of a step's number
_MARK_WIDTH, _MARK_HEIGHT = 42, 22
_TONES = 6  # colours that tell roles apart

_LEFT, _RIGHT = -1, 1


def chart(levels: Sequence[Level]) -> Drawing:
    r"""Return the drawing of an organisation: a band for each level, its posts in rows.

    >>> from macros.diagrams.text import levels
    >>> [box.rect.y for box in chart(levels("高层｜总监 [co-1]\n中层｜经理 [co-2]")).boxes]
    [6, 106]
    """
    boxes: list[Box] = []
    y = _EDGE
    for level in levels:
        boxes.append(_band(level, y))
        y = boxes[-1].rect.bottom + _GAP
    middle = _PHONE // 2
    lines = tuple(
        ((middle, upper.rect.bottom), (middle, lower.rect.y)) for upper, lower in pairwise(boxes)
    )
    return Drawing(_PHONE, y - _GAP + _EDGE, tuple(boxes), lines)


def _band(level: Level, y: int) -> Box:
    left, right = _EDGE + PAD, _PHONE - _EDGE - PAD - SIGN
    tiles = [tile("name", left, y + PAD, wrapped(level.name, (right - left) / SMALL))]
    x, top, bottom = left, tiles[0].rect.bottom + 6, 0
    for post in level.posts:
        lines = wrapped(post, (right - left - 20) / TEXT)
        placed = tile("post", x, top, lines)
        if placed.rect.right > right and x > left:
            placed = tile("post", left, bottom + 8, lines)
        tiles.append(placed)
        x, top, bottom = placed.rect.right + 8, placed.rect.y, max(bottom, placed.rect.bottom)
    rect = Rect(_EDGE, y, _PHONE - 2 * _EDGE, bottom + PAD + 2 - y)
    return Box(level, "level", rect, tuple(tiles))


@dataclass(frozen=True, slots=True)
class _Rail:
    """A way to a step that is not the next: back on the left of the column, ahead on the right."""

    way: Exit
    source: int
    target: int

    @property
    def side(self) -> int:
        return _RIGHT if self.target > self.source else _LEFT

    @property
    def ends(self) -> tuple[int, int]:
        """The upper and the lower end in half steps: it leaves beneath a step, arrives beside."""
        leaves, arrives = 2 * self.source + 1, 2 * self.target
        return min(leaves, arrives), max(leaves, arrives)


@dataclass(frozen=True, slots=True)
class _Row:
    """How an exit leaves, seen from the middle of its step's lower edge."""

    way: Exit
    rail: _Rail | None
    side: int
    aside: int  # 0: straight down
    y: int

    @property
    def words(self) -> str:
        if self.rail is None:
            return self.way.condition
        to = f"{'回到' if self.side == _LEFT else '到'} {self.rail.target}"
        return f"{self.way.condition}：{to}" if self.way.condition else to

    @property
    def width(self) -> int:
        """The width of its words, at least that of a short line."""
        return max(ceil(measure(self.words) * SMALL), 20)

    @property
    def ends_aside(self) -> bool:
        return self.rail is None and self.aside > 0

    @property
    def ends_below(self) -> bool:
        return self.aside == 0 and isinstance(self.way.target, str)

    @property
    def extent(self) -> int:
        """How much of half the column it needs."""
        return self.aside + self.width + 3 * _OFF + (HEAD + _MARK_WIDTH if self.ends_aside else 0)

    @property
    def bottom(self) -> int:
        return self.y + (_MARK_HEIGHT // 2 if self.ends_aside else 0)


def flow(steps: Sequence[Step]) -> Drawing:
    r"""Return the drawing of a flow: its steps in a column, ways to other steps on rails beside it.

    >>> from macros.diagrams.text import steps
    >>> [box.rect.y for box in flow(steps("下单 [co-1]\n发货 [co-2]")).boxes]
    [46, 110]
    """
    lanes = _lanes([rail for step in steps for rail in _rails(step)])
    below = [_rows(step, lanes) for step in steps]
    left, right = (
        _EDGE + max((_reach(lane) for rail, lane in lanes.items() if rail.side == side), default=0)
        for side in (_LEFT, _RIGHT)
    )
    half = max(_HALF, (_PHONE - left - right) // 2, *(row.extent for rows in below for row in rows))
    middle = left + half
    roles = dict.fromkeys(step.role for step in steps if step.role)
    tones = {role: 1 + n % _TONES for n, role in enumerate(roles)}

    tiles = [_mark("开始", middle - _MARK_WIDTH // 2, _EDGE)]
    y = tiles[0].rect.bottom + _SHORT
    lines: list[Line] = [((middle, tiles[0].rect.bottom), (middle, y))]
    boxes: list[Box] = []
    departures: dict[_Rail, Line] = {}
    for step, rows in zip(steps, below, strict=True):
        arriving = max(len(_arriving(step, side, lanes)) for side in (_LEFT, _RIGHT))
        place = Rect(left, y, 2 * half, _PORT * (arriving + 1))
        boxes.append(_box(step, place, tones.get(step.role, 0)))
        foot = (middle, boxes[-1].rect.bottom)
        y = foot[1] + max(_GAP, *(row.bottom + _ARROW for row in rows))
        for row in rows:
            line, beside = _leave(row, foot, y)
            tiles.extend(beside)
            if row.rail is None:
                lines.append(line)
            else:
                departures[row.rail] = line
            if row.ends_below:
                y = tiles[-1].rect.bottom + _SHORT
    for step, box in zip(steps, boxes, strict=True):
        lines.extend(_arrivals(step, box, lanes, departures))
    lowest = max(
        foot[1], *(each.rect.bottom for each in tiles), *(y for line in lines for _, y in line)
    )
    return Drawing(
        left + 2 * half + right, lowest + _EDGE, tuple(boxes), tuple(lines), tuple(tiles)
    )


def _straight(step: Step) -> Exit | None:
    """Return the exit that goes straight down: to the next step, or else to an end."""
    to_next = (way for way in step.exits if way.target == step.number + 1)
    to_end = (way for way in step.exits if isinstance(way.target, str))
    return next(to_next, None) or next(to_end, None)


def _rails(step: Step) -> Iterator[_Rail]:
    straight = _straight(step)
    for way in step.exits:
        if isinstance(way.target, int) and way is not straight:
            yield _Rail(way, step.number, way.target)


def _lanes(rails: Collection[_Rail]) -> dict[_Rail, int]:
    """Return the lane of each rail, 0 the innermost: a rail within another stands inside it."""
    lanes: dict[_Rail, int] = {}
    for rail in sorted(rails, key=lambda rail: rail.ends[1] - rail.ends[0]):
        taken = {
            lane
            for other, lane in lanes.items()
            if other.side == rail.side
            and other.ends[0] <= rail.ends[1]
            and rail.ends[0] <= other.ends[1]
        }
        lanes[rail] = next(lane for lane in count() if lane not in taken)
    return lanes


def _reach(lane: int) -> int:
    return _FIRST_LANE + _LANE * lane


def _rows(step: Step, lanes: Mapping[_Rail, int]) -> tuple[_Row, ...]:
    """Return the rows beneath a step, each side's from the top, the way straight down last.

    Rows further down leave nearer to the middle, and rails that leave side by side stand in such
    an order that none crosses another.
    """
    straight = _straight(step)
    ends = [way for way in step.exits if isinstance(way.target, str) and way is not straight]
    rows = []
    depth = {_LEFT: 0, _RIGHT: 0}
    for side in (_LEFT, _RIGHT):
        rails = [rail for rail in lanes if rail.source == step.number and rail.side == side]
        rails.sort(key=lambda rail: -side * lanes[rail])
        leaving: list[tuple[Exit, _Rail | None]] = [(rail.way, rail) for rail in rails]
        leaving += [(way, None) for way in ends if side == _RIGHT]
        for inward, (way, rail) in zip(range(len(leaving))[::-1], leaving, strict=True):
            row = _Row(way, rail, side, _ASIDE + _BESIDE * inward, depth[side] + _ROW)
            rows.append(row)
            depth[side] = row.bottom
    if straight:
        side = min((_RIGHT, _LEFT), key=lambda side: depth[side])
        rows.append(_Row(straight, None, side, 0, depth[side] + _ROW * bool(straight.condition)))
    return tuple(rows)


def _leave(row: _Row, foot: Point, next_y: int) -> tuple[Line, list[Tile]]:
    """Return a row's line and tiles; `foot` is the middle of the lower edge of its step."""
    x, y = foot[0] + row.side * row.aside, foot[1] + row.y
    tiles = []
    if row.words:
        left = x + _OFF if row.side == _RIGHT else x - _OFF - row.width
        place = Rect(left, y - _ROW + 2, row.width, _ROW - 4)
        tiles.append(
            Tile("condition", place, (row.words,), "start" if row.side == _RIGHT else "end")
        )
    if row.ends_aside:
        mark = _mark(str(row.way.target), x + _OFF + row.width + HEAD + 2, y - _MARK_HEIGHT // 2)
        return ((x, foot[1]), (x, y), (mark.rect.x, y)), [*tiles, mark]
    if row.rail:
        return ((x, foot[1]), (x, y)), tiles
    if row.ends_below:
        tiles.append(_mark(str(row.way.target), x - _MARK_WIDTH // 2, next_y))
    return (foot, (x, next_y)), tiles


def _mark(words: str, x: int, y: int) -> Tile:
    return Tile("mark", Rect(x, y, _MARK_WIDTH, _MARK_HEIGHT), (words,))


def _box(step: Step, least: Rect, tone: int) -> Box:
    """Return a step's box: the place at least as high as given, and as high as its words need."""
    slope = SLOPE if step.decision else 0
    left = least.x + slope + PAD + _BADGE + 6
    right = least.right - slope - PAD - SIGN
    y = least.y + PAD
    tiles = []
    if step.role:
        lines = wrapped_roles(step.role, (right - left - 12) / SMALL)
        tiles.append(tile("role", left, y, lines))
        y = tiles[-1].rect.bottom + 3
    tiles.append(tile("text", left, y, wrapped(step.text, (right - left) / TEXT)))
    inner = tiles[-1].rect.bottom - least.y - PAD
    height = max(least.height, inner + 2 * PAD)
    lower = (height - inner) // 2 - PAD
    tiles = [replace(each, rect=replace(each.rect, y=each.rect.y + lower)) for each in tiles]
    badge = Rect(left - 6 - _BADGE, least.y + (height - _BADGE) // 2, _BADGE, _BADGE)
    return Box(
        step,
        "decision" if step.decision else "step",
        replace(least, height=height),
        (Tile("number", badge, (str(step.number),)), *tiles),
        tone,
    )


def _arriving(step: Step, side: int, lanes: Mapping[_Rail, int]) -> list[_Rail]:
    """Return the rails that arrive at a side of a step, from the top, so that none crosses."""
    rails = [rail for rail in lanes if rail.target == step.number and rail.side == side]
    return sorted(rails, key=lambda rail: side * lanes[rail])


def _arrivals(
    step: Step, box: Box, lanes: Mapping[_Rail, int], departures: Mapping[_Rail, Line]
) -> Iterator[Line]:
    for side in (_LEFT, _RIGHT):
        rails = _arriving(step, side, lanes)
        edge = box.rect.right if side == _RIGHT else box.rect.x
        for n, rail in enumerate(rails, 1):
            down = box.rect.height * n // (len(rails) + 1)
            inset = abs(2 * down - box.rect.height) * SLOPE // box.rect.height
            x = edge - side * inset if box.shape == "decision" else edge
            lane = edge + side * _reach(lanes[rail])
            y = box.rect.y + down
            foot, turn = departures[rail]
            yield foot, turn, (lane, turn[1]), (lane, y), (x, y)
