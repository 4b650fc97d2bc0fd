"""Figures of the rules as text: what clauses, tables and help say instead of typing a number."""

import re
from typing import Any

from calculators.core.editions import Edition, Figure
from calculators.core.numbers import plain
from calculators.core.words import words
from calculators.registry import CALCULATORS

_PLACE = re.compile(r"\{([^{}]+)\}")


class FigureError(LookupError):
    """A figure or a rule that is not there, as a sentence for the author who names it."""


def newest(name: str) -> Edition[Any]:
    """Return the newest edition of a rule. Raises FigureError.

    >>> newest("bonus").in_force_from.isoformat() >= "2025-01-01"
    True
    """
    rules = {editions.name: editions for each in CALCULATORS.values() for editions in each.rules}
    if name not in rules:
        raise FigureError(f"没有叫“{name}”的规则；现有 {'、'.join(rules)}")
    return rules[name].all[-1]


def figure(path: str) -> str:
    """Return a figure of a rule's newest edition with its unit. Raises FigureError.

    `path` is `rule.section.figure`, or `rule.section.title.figure` where a section repeats.

    >>> figure("attendance.short.within_minutes")
    '15 分钟'
    """
    name, _, place = path.partition(".")
    figures = {
        ".".join((section, *([each.title] if len(rows) > 1 else []), figure)): value
        for section, rows in newest(name).sections.items()
        for each in rows
        for figure, value in each.figures().items()
    }
    if place not in figures:
        raise FigureError(f"规则 {name} 里没有“{place}”这个数；现有 {'、'.join(figures)}")
    return shown(figures[place])


def shown(number: Figure) -> str:
    """Return a figure as text: a percent sign close to its number, other units after a space.

    >>> from decimal import Decimal
    >>> shown(Figure(Decimal("10.0"), "%")), shown(Figure(Decimal(15), "分钟"))
    ('10%', '15 分钟')
    """
    space = "" if number.unit == "%" else " "
    return f"{plain(number.value)}{space}{number.unit}"


def filled(text: str) -> str:
    """Return text with each `{rule.section.figure}` in its place, for a reading its sentence.

    >>> filled("时限是 {attendance.short.within_minutes}。{attendance.short.counters}")
    '时限是 15 分钟。迟到和早退合在一起数。'
    """
    return _PLACE.sub(lambda match: _reading(match[1]) or figure(match[1]), text)


def _reading(path: str) -> str | None:
    """Return the sentence for a reading of a rule's newest edition, None for what is none."""
    name, _, place = path.partition(".")
    section, _, key = place.partition(".")
    for row in newest(name).sections.get(section, ()):
        if reading := row.readings().get(key):
            return filled(words().reading(name, key, reading.choice))
    return None
