"""Which layout a table has, told from its headers, and what to do where it has none of ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from calculators.core.kinds import found as short
from calculators.files import mapping, parameters, requests
from calculators.files.entries import Entry, Reading, Settings
from calculators.files.exports import door as attendance_files
from calculators.files.headers import (
    Headers,
    Vocabulary,
    bare,
    find,
    fullest,
    input_words,
    known,
    unit_of,
)
from calculators.files.identity import PERSON
from calculators.files.remarks import Refused, place, ranges
from calculators.files.sales import door as sales
from calculators.files.tables import Table

type Found = list[tuple[Table, Headers]]
type Kind = Literal["export", "sales", "requests"]

_AHEAD = 20
_NAMED = 60
_BEFORE_OTHERS: tuple[Kind, ...] = ("export", "sales")
_SALES = frozenset({"sku", "date", "quantity"})


@dataclass(slots=True)
class Laid:
    """Tables by what they hold: rows to answer, of one kind, and others to join (wages, inputs)."""

    kind: Kind
    rows: Found
    others: Found = field(default_factory=list)

    def entries(self, settings: Settings, reading: Reading) -> Iterator[Entry]:
        """Return the entries of the rows."""
        if self.kind == "export":
            return attendance_files.entries(self.rows, settings, reading)
        _tell_unused(self.rows, reading)
        if self.kind == "sales":
            sold = sales.entries(self.rows, settings, reading)
            _tell_unused(self.others, reading)
            return parameters.joined(sold, self.others, settings, reading)
        return requests.entries(self.rows, settings, reading)


def vocabulary(settings: Settings) -> Vocabulary:
    """Return every header that may stand in a file for a calculator."""
    own = input_words(settings.calculator)
    inputs = {each.name for each in settings.calculator.inputs.fields()}
    if settings.calculator.about == "articles":
        stock = known("stock")
        codes = {word: name for word, name in stock.items() if name == "sku"}
        return {**(stock if "history" in inputs else codes), **own}
    return {**(known("attendance") if "events" in inputs else {}), **known("person"), **own}


def offered(settings: Settings) -> frozenset[str]:
    """Return the names that a header may be given: inputs, who or what a row is about, sales."""
    fields = settings.calculator.inputs.fields()
    inputs = {each.name for each in fields if each.name != "events"}
    names = _SALES if settings.calculator.about == "articles" else frozenset(PERSON)
    return names | inputs


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
    headers_known = {**vocabulary(settings), **meanings}
    found: dict[Kind, Found] = {"export": [], "sales": [], "requests": []}
    headers_met: set[str] = set()
    for table in tables:
        headers = find(table, headers_known, days=True)
        kind = _kind(table, headers, settings) if headers else None
        if headers is None or kind is None:
            reading.add("batch.sheet_not_read", sheet=table.sheet)
            continue
        if table.hidden:
            reading.add("batch.hidden_sheet", sheet=table.sheet)
        _tell_encoding(table, headers, reading)
        found[kind].append((table, headers))
        headers_met |= {bare(column.header) for column in headers.columns}
        headers_met |= {unit_of(column.header)[0] for column in headers.columns}
    for header in meanings.keys() - headers_met:
        reading.add("batch.map_not_met", header=header)
    for kind in _BEFORE_OTHERS:
        if found[kind]:
            return Laid(kind, _single(found[kind], kind), _single(found["requests"]))
    if found["requests"]:
        return Laid("requests", _single(found["requests"]))
    raise _unknown(tables, headers_known, settings, "batch.unknown_layout")


def wage_tables(
    tables: Sequence[Table],
    settings: Settings,
    meanings: Mapping[str, str],
    reading: Reading,
) -> Found:
    """Return the tables of a wages file. Raises Refused where none is one."""
    headers_known = {**vocabulary(settings), **meanings}
    found: Found = []
    for table in tables:
        headers = find(table, headers_known)
        if headers and headers.names & requests.IDENTITY and _inputs(headers, settings):
            found.append((table, headers))
            _tell_encoding(table, headers, reading)
            if table.hidden:
                reading.add("batch.hidden_sheet", sheet=table.sheet)
        else:
            reading.add("batch.sheet_not_read", sheet=table.sheet)
    _tell_unused(found, reading)
    if not found:
        raise _unknown(tables, headers_known, settings, "batch.unknown_wages")
    return _single(found)


def _kind(table: Table, headers: Headers, settings: Settings) -> Kind | None:
    if headers.names >= _SALES:
        return "sales"
    if attendance_files.kind_of(headers, table):
        return "export"
    return "requests" if _inputs(headers, settings) else None


def _tell_encoding(table: Table, headers: Headers, reading: Reading) -> None:
    """Say that an encoding is guessed where no header makes it sure. Raises Refused for Big5."""
    if not table.guessed or not all(column.header.isascii() for column in headers.columns):
        return
    if table.looks_big5:
        raise Refused("opened.big5", file=table.file)
    reading.add("batch.encoding_guessed", file=table.file)


def _single(found: Found, kind: Kind = "requests") -> Found:
    """Return tables no two columns of which mean the same. Raises Refused.

    Two columns of an export are compared by their cells, where it is read.
    """
    for table, headers in found if kind != "export" else ():
        for first, second in headers.twice:
            values = {"first": first.header, "second": second.header}
            raise Refused("batch.header_twice", place=place(table.sheet), **values)
    return found


def _inputs(headers: Headers, settings: Settings) -> frozenset[str]:
    return headers.names & {each.name for each in settings.calculator.inputs.fields()}


def _tell_unused(found: Found, reading: Reading) -> None:
    """Name what is hidden in tables and read all the same, and columns that nothing reads."""
    for table, headers in found:
        where = place(table.sheet)
        if headers.unknown:
            names = "、".join(map(short, headers.unknown))
            reading.add("batch.unknown_columns", place=where, headers=names)
        if rows := [row for row in table.hidden_rows if row > headers.last_row]:
            reading.add("batch.hidden_rows", place=where, rows=ranges(rows))
        hidden = [c.header for c in headers.columns if c.index + 1 in table.hidden_columns]
        if hidden:
            reading.add("batch.hidden_columns", place=where, headers="、".join(map(short, hidden)))


def tell_lacking(laid: Laid, wages: Found, settings: Settings, reading: Reading) -> None:
    """Name the columns without which no row has an answer: no file has them, nothing was set."""
    present = {name for _, headers in [*laid.rows, *laid.others, *wages] for name in headers.names}
    given = {"month"} if laid.kind == "export" else set()  # from its title or dates
    lacking = [
        settings.language.field(each.name)["label"]
        for each in settings.calculator.inputs.fields()
        if each.required and each.name not in present | given | settings.values.keys()
    ]
    if lacking:
        reading.add("batch.columns_missing", labels="、".join(lacking))


def _unknown(
    tables: Sequence[Table], vocabulary: Vocabulary, settings: Settings, key: str
) -> Refused:
    """Return the refusal of tables that nobody understands: their headers, and a mapping."""
    exports = {**known("person"), **known("attendance")}
    file = tables[0].file  # a file without tables is refused before
    for table in tables:
        if table.looks_big5:
            return Refused("opened.big5", file=file)
        headers = find(table, exports, days=True)
        if headers and attendance_files.kind_of(headers, table):
            return Refused("batch.export_not_for", file=file)
    texts = max((fullest(table.ahead(_AHEAD)) for table in tables), key=len, default=())
    if not texts:
        return Refused("batch.no_headers", file=file)
    shown = "、".join(map(short, texts[:_NAMED])) + ("…" if len(texts) > _NAMED else "")
    if any(map(attendance_files.is_of_punches, tables)):
        return Refused("batch.punches", file=file, headers=shown)
    names = offered(settings)
    words = {**known("proposed"), **vocabulary}
    inputs = {word: name for word, name in words.items() if name in names}
    strange = tuple(t for t in texts if not {bare(t), unit_of(t)[0]} & vocabulary.keys())
    if proposal := mapping.proposal(strange, inputs):
        return Refused(key, file=file, headers=shown, proposal=proposal)
    return Refused("batch.unknown_layout_without_proposal", file=file, headers=shown)
