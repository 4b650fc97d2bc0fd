"""The door for pictures: a request in, the pictures of its answer out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from calculators.core.declaration import Checked
from calculators.core.words import Words
from calculators.door import Reply, opened, text_door
from calculators.pictures import deductions, ladder, service, stock
from calculators.pictures.picture import Picture
from calculators.registry import Calculator

type Draw = Callable[[Any, Words], Picture | None]

PICTURES: Mapping[str, tuple[Draw, ...]] = {
    "attendance": (deductions.of_attendance,),
    "bonus": (ladder.of_bonus,),
    "settlement": (deductions.of_settlement,),
    "reorder": (stock.of_reorder, service.of_reorder),
}


def pictures_of(name: str, request: object) -> Reply:
    """Return the pictures of the answer to a request; there may be none.

    Never raises; what `answer` refuses has the same problems.

    >>> request = {"month": "2026-03", "monthly_wage": "8700", "long_count": 1}
    >>> [each["title"] for each in pictures_of("attendance", request)["pictures"]]
    ['扣款从哪里来']
    """
    return opened(name, request, _drawn)


def pictures_text(name: str, request: str) -> str:
    """Return the pictures of the answer to a request as one line of JSON, both as text.

    >>> pictures_text("turnover", '{"cogs": 1, "average_inventory": 1}')
    '{"pictures": []}'
    """
    return text_door(name, request, pictures_of)


def _drawn(calculator: Calculator, inputs: Checked, language: Words) -> Reply:
    return {"pictures": [each.text() for each in _each(calculator, inputs, language)]}


def _each(calculator: Calculator, inputs: Checked, language: Words) -> Iterator[Picture]:
    for draw in PICTURES.get(calculator.name, ()):
        picture = draw(inputs, language)
        if picture:
            yield picture
