"""Which layout a table has, told from its headers, and what to do where it has none of ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from calculators.files import attendance_files, mapping, requests, sales
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.headers import Headers, Vocabulary, find, fullest, input_words, known
from calculators.files.remarks import Refused, place
from calculators.files.tables import Table

type Found = list[tuple[Table, Headers]]
type Kind = Literal["export", "sales", "requests", "wages"]

_AHEAD = 20
_SALES = frozenset({"sku", "date", "quantity"})
ARTICLES = ("reorder", "turnover")
"""The calculators whose rows are about articles; those of the others are about people."""


@dataclass(slots=True)
class Laid:
    """Tables by what they hold: rows to answer, of one kind, and wages to join."""

    kind: Kind
    rows: Found
    wages: Found = field(default_factory=list)

    def entries(self, settings: Settings, reading: Reading) -> Iterator[Entry]:
        """Yield the entries of the rows."""
        if self.kind == "export":
            return attendance_files.entries(self.rows, settings, reading)
        if self.kind == "sales":
            return sales.entries(self.rows, settings, reading)
        return requests.entries(self.rows, settings.inputs, reading)


def vocabulary(settings: Settings) -> Vocabulary:
    """Return every header that may stand in a file for a calculator."""
    own = input_words(settings.calculator, settings.inputs)
    if settings.calculator in ARTICLES:
        stock = known("stock")
        codes = {word: name for word, name in stock.items() if name == "sku"}
        return {**(stock if settings.calculator == "reorder" else codes), **own}
    takes_events = any(each.name == "events" for each in settings.inputs.fields())
    return {**(known("attendance") if takes_events else {}), **known("person"), **own}


def laid_out(
    tables: Sequence[Table],
    settings: Settings,
    meanings: Mapping[str, str],
    reading: Reading,
) -> Laid:
    """Return the tables that are laid out as we know, sorted by what they hold.

    `meanings` are headers that the caller explained. Raises Refused where no table is understood;
    the others are named in `reading`.
    """
    words = {**vocabulary(settings), **meanings}
    by_kind: dict[str, Found] = {}
    for table in tables:
        headers = find(table, words, days=True)
        kind = headers and _kind(table, headers, settings)
        if headers is None or kind is None:
            reading.add("batch.sheet_not_read", sheet=table.sheet)
            continue
        for first, second in headers.twice:
            values = {"first": first.header, "second": second.header}
            raise Refused("batch.header_twice", place=place(table.sheet), **values)
        by_kind.setdefault(kind, []).append((table, headers))
    for kind in attendance_files.KINDS:
        if kind in by_kind:
            return _exports(kind, by_kind, reading)
    for chosen in ("sales", "requests"):
        if chosen in by_kind:
            return Laid("sales" if chosen == "sales" else "requests", by_kind[chosen])
    raise Refused("batch.unknown_layout", **_shown(tables, words))


def wage_tables(tables: Sequence[Table], settings: Settings, meanings: Mapping[str, str]) -> Found:
    """Return the tables of a wages file. Raises Refused where none is one."""
    words = {**vocabulary(settings), **meanings}
    found: Found = []
    for table in tables:
        headers = find(table, words)
        if headers and headers.names & requests.IDENTITY and _inputs(headers, settings):
            found.append((table, headers))
    if not found:
        raise Refused("batch.unknown_wages", **_shown(tables, words))
    return found


def _kind(table: Table, headers: Headers, settings: Settings) -> str | None:
    if headers.names >= _SALES:
        return "sales"
    if kind := attendance_files.kind_of(headers, table):
        return kind
    return "requests" if _inputs(headers, settings) else None


def _inputs(headers: Headers, settings: Settings) -> frozenset[str]:
    return headers.names & {each.name for each in settings.inputs.fields()}


def _exports(kind: str, by_kind: Mapping[str, Found], reading: Reading) -> Laid:
    """Return the export that says most of each event; a sheet of requests beside it has wages."""
    chosen = by_kind[kind][0][0].sheet
    for other, found in by_kind.items():
        if other not in {kind, "requests"}:
            for table, _ in found:
                reading.add("batch.same_in_detail", sheet=table.sheet, chosen=chosen)
    return Laid("export", by_kind[kind], by_kind.get("requests", []))


def _shown(tables: Sequence[Table], words: Vocabulary) -> Mapping[str, str]:
    """Return the headers that a file has, and a mapping to begin with."""
    headers = max((fullest(table.ahead(_AHEAD)) for table in tables), key=len, default=())
    return {
        "headers": "、".join(headers),
        "proposal": mapping.proposal(headers, words),
    }
