"""Flow diagrams and organisation charts, drawn from text to inline SVG in the build.

Own code, because no maintained pure-Python library lays out a phone-wide column with Chinese text,
links to clauses and the theme's colours without a browser or a binary.
"""

from collections.abc import Callable
from functools import cache
from typing import Literal

from macros.book import Link
from macros.diagrams.layout import chart, flow
from macros.diagrams.parts import Drawing
from macros.diagrams.text import DiagramError, Level, Step, levels, steps
from macros.templating import TEMPLATES

__all__ = ["DiagramError", "draw"]

_NAMES = {"flow": "流程图", "chart": "组织图"}


def draw(kind: Literal["flow", "chart"], title: str, text: str, link: Callable[[str], Link]) -> str:
    """Return a block's text as a figure: one block of HTML without blank lines.

    Raises DiagramError where the text cannot be read or `link` does not know a clause (KeyError).

    >>> figure = draw("flow", "库存", "看库存 [co-1]", lambda anchor: Link(f"#{anchor}", "1 库存"))
    >>> figure.splitlines()[:2]
    ['<figure class="diagram">', '<figcaption>库存</figcaption>']
    """
    try:
        drawing = _drawing(kind, text)
        links = {box.source.clause: _link(box.source, link) for box in drawing.boxes}
    except DiagramError as error:
        raise DiagramError(f"{_NAMES[kind]}“{title}”{error}") from error
    return _figure(kind, title, text, tuple(links.items()))


# A drawing seldom changes while serving.
@cache
def _figure(
    kind: Literal["flow", "chart"], title: str, text: str, links: tuple[tuple[str, Link], ...]
) -> str:
    html = TEMPLATES.get_template("diagram.html.j2").render(
        name=_NAMES[kind],
        title=title,
        drawing=_drawing(kind, text),
        directed=kind == "flow",
        links=dict(links),
    )
    return "\n".join(filter(None, map(str.strip, html.splitlines())))


@cache
def _drawing(kind: Literal["flow", "chart"], text: str) -> Drawing:
    return flow(steps(text)) if kind == "flow" else chart(levels(text))


def _link(source: Step | Level, link: Callable[[str], Link]) -> Link:
    try:
        return link(source.clause)
    except KeyError as error:
        raise DiagramError(
            f"第 {source.line} 行：手册里没有条款 {source.clause}，请核对方括号里的锚点"
        ) from error
