"""SVG as text: no styles, scripts or ids, so that any page may hold it, more than once.

Colours are the page's: its style sheet knows the classes. Widths suit a phone.
"""

from decimal import Decimal
from typing import NamedTuple

WIDTH = 320
TEXT = 12  # font size; a line of text is so high with its gap:
LINE = 16
_STRIPE = 4  # from stripe to stripe

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def element(name: str, *inner: str, **attributes: float | str) -> str:
    """Return an element; inner is SVG already, `class_` and `font_size` are named as in XML.

    >>> element("line", class_="axis", x1=0, x2=1 / 3)
    '<line class="axis" x1="0" x2="0.3"/>'
    """
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(inner)}</{name}>" if inner else f"<{name}{given}/>"


def text(words: str, x: float, y: float, *, anchor: str = "start", kind: str = "words") -> str:
    """Return a line of words whose foot stands at y.

    >>> text("a < b", 0, 12)
    '<text class="picture-words" x="0" y="12" text-anchor="start" font-size="12">a &lt; b</text>'
    """
    return element(
        "text",
        words.translate(_ESCAPES),
        class_=f"picture-{kind}",
        x=x,
        y=y,
        text_anchor=anchor,
        font_size=TEXT,
    )


def bar(x: float, y: float, width: float, height: float, *, striped: bool = False) -> str:
    """Return a bar; full and striped ones can be told apart without colour.

    >>> bar(0, 0, 9, 4, striped=True).count("M")
    2
    """
    kind = "striped" if striped else "full"
    box = element("rect", class_=f"picture-{kind}", x=x, y=y, width=width, height=height)
    if not striped:
        return box
    count = int((width - 1) // _STRIPE)
    places = (x + _STRIPE * (number + 1) for number in range(max(0, count)))
    return box + path(
        [f"M{_value(each)} {_value(y)}v{_value(height)}" for each in places], "stripe"
    )


def path(moves: list[str], kind: str) -> str:
    """Return a line along moves, of which there may be none.

    >>> path(["M0 0", "H5"], "level")
    '<path class="picture-level" d="M0 0H5"/>'
    """
    return element("path", class_=f"picture-{kind}", d="".join(moves)) if moves else ""


def along(points: list[tuple[float, float]], kind: str) -> str:
    """Return a line from point to point.

    >>> along([(0, 1), (2.25, 3)], "stock")
    '<path class="picture-stock" d="M0 1L2.2 3"/>'
    """
    moves = [f"{_value(x)} {_value(y)}" for x, y in points]
    return path(["M" + "L".join(moves)], kind)


def drawing(height: float, title: str, description: str, *inner: str) -> str:
    """Return a whole picture, named and described for those who do not see it.

    >>> drawing(10, "库存", "够").startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0')
    True
    """
    return element(
        "svg",
        element("title", title.translate(_ESCAPES)),
        element("desc", description.translate(_ESCAPES)),
        *inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {_value(height)}",
        role="img",
        aria_label=title,
        focusable="false",
    )


class Scale(NamedTuple):
    """Where numbers stand: from low to high as from start to end of the picture.

    >>> Scale(Decimal(0), Decimal(50), 0, 320).at(Decimal(5))
    32.0
    """

    low: Decimal
    high: Decimal
    start: float
    end: float

    def at(self, number: Decimal) -> float:
        """Return the place of a number; where there is but one number, the start."""
        span = self.high - self.low
        part = float((number - self.low) / span) if span else 0.0
        return self.start + part * (self.end - self.start)


def _value(value: float | str) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0", int(abs(value) < 0.05))  # noqa: PLR2004  # shown as 0
