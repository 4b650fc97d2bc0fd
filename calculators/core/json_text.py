"""JSON as text: read with its numbers as they were written, refused with its place."""

import json
import re
from collections.abc import Callable
from typing import Any

from calculators.core.kinds import found
from calculators.core.problems import Problem, Problems

_DEEPEST = 20
_OPENING, _CLOSING = ("[", "{"), ("]", "}")
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


def parse(text: str, whole: Callable[[str], Any] = str) -> object:
    """Return a JSON text as values; numbers stay text, whole ones become what `whole` makes of it.

    Raises Problems of the request as a whole: no JSON, nested too deep, a field named twice.

    >>> parse('{"score": 89.50}')
    {'score': '89.50'}
    """
    if _depth(text) > _DEEPEST:
        raise Problems({"": Problem("too_deep")})
    try:
        return json.loads(
            text,
            parse_int=whole,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_without_duplicates,
        )
    except json.JSONDecodeError as error:
        problem = Problem("not_json", line=error.lineno, column=error.colno)
        raise Problems({"": problem}) from None


def decoded(content: bytes) -> str:
    """Return text in UTF-8, with or without a byte order mark. Raises Problems for other bytes.

    >>> decoded("{}".encode("utf-8-sig"))
    '{}'
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problems({"": Problem("not_utf8")}) from None


def _depth(text: str) -> int:
    """Return how deep brackets nest: Python gives up at another depth in a browser than here."""
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.findall(text):
        depth += (token in _OPENING) - (token in _CLOSING)
        deepest = max(deepest, depth)
    return deepest


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one that names a field twice would hide one of its values."""
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise Problems({"": Problem("duplicate_field", field=found(name))})
        members[name] = value
    return members
