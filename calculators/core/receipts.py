"""Receipts: a reply kept as a file, and what of it another reply gives differently.

A receipt is the reply as the door gives it, with `language` and `check` beside it:

    {"calculator": …, "version": …, "rules": […], "inputs": {…}, "result": {…},
     "steps": […], "notices": […], "language": "zh-Hans", "check": "…64 hexadecimal digits…"}

`check` is the SHA-256 of the canonical form of everything else. It tells damage, not forgery: who
writes a receipt anew can work it out too; therefore every figure is calculated again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from calculators.core.json_text import decoded, parse
from calculators.core.kinds import found
from calculators.core.problems import Problem, Problems

type Receipt = dict[str, Any]

_TEXT, _OBJECT = "text", "object"
_SHAPE: Mapping[str, Any] = {
    "calculator": _TEXT,
    "version": _TEXT,
    "rules": ("name", "in_force_from", "sha256"),
    "inputs": _OBJECT,
    "result": _OBJECT,
    "steps": ("label", "formula", "value", "unit", "clause"),
    "notices": ("level", "code", "text", "source"),
    "language": _TEXT,
    "check": _TEXT,
}
"""What each member of a receipt is: text, an object, or a list of objects of these texts."""

_LONGEST = 40  # digits: no unit count of a reply comes near it


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a receipt says otherwise than a reply of today.

    `key` finds the sentence in the catalogue (`receipt.<key>`), `values` are what it names.
    """

    key: str
    values: Mapping[str, Any]


def canonical(value: object) -> bytes:
    r"""Return the canonical form of JSON values: the same bytes for the same values.

    Members of objects stand in the order of their names' code points; nothing stands between
    tokens; characters beyond ASCII are written `\uXXXX` in lower case, those beyond U+FFFF as two.

    >>> canonical({"b": [1, "元", None], "a": {}})
    b'{"a":{},"b":[1,"\\u5143",null]}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def check_value(receipt: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hexadecimal) of everything in a receipt but `check` itself.

    >>> check_value({"version": "0.1.0"}) == check_value({"check": "…", "version": "0.1.0"})
    True
    """
    rest = {name: value for name, value in receipt.items() if name != "check"}
    return hashlib.sha256(canonical(rest)).hexdigest()


def seal(reply: Mapping[str, Any], language: str) -> Receipt:
    """Return the receipt of a reply in a language.

    >>> sorted(seal({"calculator": "bonus"}, "zh-Hans"))
    ['calculator', 'check', 'language']
    """
    receipt = {**reply, "language": language}
    return {**receipt, "check": check_value(receipt)}


def written(receipt: Receipt) -> str:
    """Return a receipt as the text of its file, two spaces an indent, for a person to read.

    >>> print(written({"version": "0.1.0"}), end="")
    {
      "version": "0.1.0"
    }
    """
    return json.dumps(receipt, ensure_ascii=False, indent=2) + "\n"


def read(content: bytes) -> Receipt:
    """Return the receipt that a file holds.

    Raises Problems for what is no receipt: of the file as a whole, or of the member at fault.

    >>> read(b"[]")
    Traceback (most recent call last):
    calculators.core.problems.Problems: request: not_a_receipt {'found': '[…]'}
    """
    receipt = parse(decoded(content), whole=_whole)
    if not isinstance(receipt, dict):
        raise Problems({"": Problem("not_a_receipt", found=found(receipt))})
    for name, shape in _SHAPE.items():
        if name not in receipt:
            raise Problems({name: Problem("receipt_incomplete", place=name)})
        _fit(receipt[name], shape, name)
    return receipt


def _whole(digits: str) -> int | str:
    """Return a whole number; one longer than any that a reply holds stays text."""
    return int(digits) if len(digits) <= _LONGEST else digits


def _fit(value: object, shape: Any, place: str) -> None:
    """Raise Problems, naming the place, where a value is not of its shape."""
    if shape is _TEXT:
        fits = isinstance(value, str)
    elif shape is _OBJECT:
        fits = isinstance(value, dict)
    else:
        fits = isinstance(value, list)
        for number, each in enumerate(value if isinstance(value, list) else (), 1):
            _fit(each, _OBJECT, f"{place} {number}")
            for name in shape:
                _fit(each.get(name), _TEXT, f"{place} {number} {name}")
    if not fits:
        raise Problems({place: Problem("receipt_member", place=place, found=found(value))})


def rule_differences(
    then: Sequence[Mapping[str, str]],
    now: Sequence[Mapping[str, str]],
    known: Mapping[tuple[str, str], str],
) -> Iterator[Difference]:
    """Yield what rules of a receipt are gone, changed or no longer in force.

    `known` holds the SHA-256 of every edition of today by name and first day.

    >>> rule = {"name": "bonus", "in_force_from": "2025-01-01", "sha256": "ab"}
    >>> [each.key for each in rule_differences([rule], [rule], {})]
    ['edition_gone']
    """
    for rule in then:
        sha256 = known.get((rule["name"], rule["in_force_from"]))
        values = {**rule, "now": sha256}
        if sha256 is None:
            yield Difference("edition_gone", values)
        elif sha256 != rule["sha256"]:
            yield Difference("edition_changed", values)
    for rule in now:
        used = [each for each in then if each["name"] == rule["name"]]
        if all(each["in_force_from"] != rule["in_force_from"] for each in used):
            yield Difference("edition_other", rule)


def differences(receipt: Receipt, today: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what a receipt says otherwise than the reply of today to its inputs.

    >>> then = {"inputs": {}, "result": {"grade": "良好"}, "steps": [], "notices": []}
    >>> list(differences(then, then))
    []
    >>> [each.values["now"] for each in differences(then, {**then, "result": {"grade": "合格"}})]
    ['"合格"']
    """
    for member in ("inputs", "result"):
        then, now = receipt[member], today[member]
        for name in dict.fromkeys((*then, *now)):
            if name not in now or name not in then or canonical(then[name]) != canonical(now[name]):
                values = {"field": name, "then": _shown(then, name), "now": _shown(now, name)}
                yield Difference(member, values)
    for member in ("steps", "notices"):
        yield from _rows(member, receipt[member], today[member])


def _shown(values: Mapping[str, Any], name: str) -> str | None:
    """Return a value as a receipt writes it, None where there is none."""
    return json.dumps(values[name], ensure_ascii=False) if name in values else None


def _rows(member: str, then: Sequence[Any], now: Sequence[Any]) -> Iterator[Difference]:
    """Yield rows that stand in one list alone, paired in order between rows that are the same."""
    gone = [(n, row) for n, row in enumerate(then, 1) if row not in now]
    new = [(n, row) for n, row in enumerate(now, 1) if row not in then]
    if not gone and not new and list(then) != list(now):
        gone, new = list(enumerate(then, 1)), list(enumerate(now, 1))  # the same, otherwise ordered
    for old, young in zip_longest(gone, new):
        number = (old or young)[0]
        values = {"number": number, "then": old and old[1], "now": young and young[1]}
        yield Difference(member, values)
