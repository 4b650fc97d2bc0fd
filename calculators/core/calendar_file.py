"""Calendar files (iCalendar, RFC 5545) of days and instants, the same bytes for the same answer.

Instants stand in UTC, so that no time zone need be described; a span of days is an event of whole
days. What is due changes only with the rules: an event is dated by the day from which its rule
counts, so that a later edition's event takes the place of an earlier one's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST_LINE = 75  # octets, without the line's end
_SPECIAL = re.compile(r"([\\;,])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to be entered in a calendar, before it is put into words.

    `key` finds its words in the catalogue (`calendar_entries.<key>`), `start` is what they name;
    `first` and `last` are two days, or twice the same instant; `uid` stays when the answer changes;
    `stamp` is the day from which its rule counts, `clause` the anchor of the clause behind it.
    """

    key: str
    uid: str
    stamp: date
    first: date
    last: date
    clause: str
    start: str


@dataclass(frozen=True, slots=True)
class Event:
    """An entry in words."""

    entry: Entry
    summary: str
    description: str


def calendar_file(events: Iterable[Event]) -> str:
    """Return the text of a calendar file with at least one event.

    >>> entry = Entry(
    ...     key="plan", uid="1", stamp=date(2025, 1, 1), clause="os-4-5-2", start="2027-01-01",
    ...     first=date(2026, 12, 18), last=date(2026, 12, 18),
    ... )
    >>> text = calendar_file([Event(entry, "方案", "活动前 2 周")])
    >>> [line for line in text.splitlines() if line.startswith("DT")]
    ['DTSTAMP:20250101T000000Z', 'DTSTART;VALUE=DATE:20261218', 'DTEND;VALUE=DATE:20261219']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policy-handbook//calculators//ZH",
        "CALSCALE:GREGORIAN",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    entry = event.entry
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}@policy-handbook"
    yield f"DTSTAMP:{entry.stamp:%Y%m%d}T000000Z"
    if isinstance(entry.first, datetime):
        yield f"DTSTART:{entry.first.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"  # a deadline keeps nobody busy
    if not isinstance(entry.first, datetime):
        yield from _alarm("-P1D", event.summary)
        if entry.last > entry.first:  # a window ends as its last day does
            yield from _alarm("-P2D", event.summary, related=";RELATED=END")
    yield "END:VEVENT"


def _alarm(before: str, said: str, related: str = "") -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(said)}"
    yield f"TRIGGER{related}:{before}"
    yield "END:VALARM"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", r"\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character split between two."""
    pieces, length = [""], 0
    for character in line:
        octets = len(character.encode())
        if length + octets > _LONGEST_LINE:
            pieces.append("")
            length = 1  # the space before a continued line
        pieces[-1] += character
        length += octets
    return "\r\n ".join(pieces)
