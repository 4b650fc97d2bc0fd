"""What a diagram is made of: boxes, lines and words, each in its place.

Places are whole drawing units; one is a CSS pixel on a phone 390 pixels wide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from macros.diagrams.text import Level, Step, measure

type Point = tuple[int, int]
type Line = tuple[Point, ...]

PAD = 10  # inside boxes
SIGN = 10  # that a box is a link, at its right
SLOPE = 16  # of a decision's sides
HEAD = 8  # of an arrow, its length
TEXT, SMALL = 14, 13  # sizes of type
_PITCH = {TEXT: 20, SMALL: 18}  # from line to line
_SIZES = {"text": TEXT, "post": TEXT}  # by kind of words; the others are small
_FRAME = {"role": (6, 1), "post": (10, 5)}  # from a frame to its words, beside and above


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of the lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Tile:
    """Lines of words in a place of their own; the kind decides type and frame."""

    kind: Literal["number", "role", "text", "condition", "mark", "name", "post"]
    rect: Rect
    lines: tuple[str, ...]
    anchor: Literal["start", "middle", "end"] = "middle"

    @property
    def size(self) -> int:
        """The size of the type."""
        return _SIZES.get(self.kind, SMALL)

    def placed(self) -> Iterator[tuple[str, float, float]]:
        """Return each line with its x and the y of its baseline, the lines amid the place."""
        x = self.rect.x + self.rect.width * ("start", "middle", "end").index(self.anchor) / 2
        pitch = _PITCH[self.size]
        top = self.rect.y + (self.rect.height - pitch * len(self.lines)) / 2
        for n, line in enumerate(self.lines):
            yield line, x, round(top + pitch * (n + 0.74), 1)


@dataclass(frozen=True, slots=True)
class Box:
    """A step, a decision or a level, one link; tone 0 is no role, the others tell roles apart."""

    source: Step | Level
    shape: Literal["step", "decision", "level"]
    rect: Rect
    tiles: tuple[Tile, ...]
    tone: int = 0

    @property
    def corners(self) -> Line:
        """The corners of its shape: a decision is pointed at both sides."""
        left, top, right, bottom = self.rect.x, self.rect.y, self.rect.right, self.rect.bottom
        slope = SLOPE if self.shape == "decision" else 0
        middle = top + self.rect.height // 2
        return (
            (left, middle),
            (left + slope, top),
            (right - slope, top),
            (right, middle),
            (right - slope, bottom),
            (left + slope, bottom),
        )

    @property
    def sign(self) -> Rect:
        """Where the sign stands that the box is a link."""
        inset = PAD + (SLOPE if self.shape == "decision" else 0)
        return Rect(self.rect.right - inset - 4, self.rect.y + self.rect.height // 2 - 4, 4, 8)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in its place; a line is its corners, in a flow from the start to the point."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    tiles: tuple[Tile, ...] = ()

    def heads(self) -> Iterator[Line]:
        """Return the corners of each arrow's head."""
        for line in self.lines:
            (x0, y0), (x, y) = line[-2:]
            dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
            back_x, back_y = x - HEAD * dx, y - HEAD * dy
            half = HEAD // 2
            yield (
                (x, y),
                (back_x - half * dy, back_y - half * dx),
                (back_x + half * dy, back_y + half * dx),
            )


def tile(
    kind: Literal["role", "text", "name", "post"], x: int, y: int, lines: tuple[str, ...]
) -> Tile:
    """Return a tile as large as its lines and its frame need.

    >>> tile("role", 0, 0, ("运营经理",)).rect
    Rect(x=0, y=0, width=64, height=20)
    """
    beside, above = _FRAME.get(kind, (0, 0))
    size = _SIZES.get(kind, SMALL)
    width = ceil(max(map(measure, lines)) * size) + 2 * beside
    height = _PITCH[size] * len(lines) + 2 * above
    return Tile(kind, Rect(x, y, width, height), lines, "middle" if beside else "start")
