"""What if: other figures and readings for a while, without touching a published rule file.

with what_if({"attendance.short.counters": "separately"}):
    answer("attendance", request)
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the editions: changes by rule and path, or those of a day in every month."""

    changes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    as_of: date | None = None


_NOTHING = Asked()
_ASKED: ContextVar[Asked] = ContextVar("asked", default=_NOTHING)


@contextmanager
def what_if(changes: Mapping[str, object], *, as_of: date | None = None) -> Iterator[None]:
    """Let every calculation within use changed editions, or those of a day whatever the month.

    `changes` maps `rule.section.name` (`rule.section.title.name` where a section repeats) to the
    number of a figure or the choice of a reading; with `as_of` the editions in force on that day
    are used: `date.max` asks for the newest. A calculation raises RuleError for a change that does
    not fit; a rule that it does not read is left alone.

    >>> with what_if({"bonus.scores.fractions": "rounded"}):
    ...     asked().changes
    {'bonus': {'scores.fractions': 'rounded'}}
    """
    by_rule: dict[str, dict[str, object]] = {}
    for path, value in changes.items():
        rule, _, place = path.partition(".")
        by_rule.setdefault(rule, {})[place] = value
    token = _ASKED.set(Asked(by_rule, as_of))
    try:
        yield
    finally:
        _ASKED.reset(token)


def asked() -> Asked:
    """Return what is asked of the editions just now.

    >>> asked().as_of is None
    True
    """
    return _ASKED.get()
