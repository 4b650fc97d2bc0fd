"""Splits Pyodide's module into what a page calls at once and what it may call later.

Of 13,000 functions a page calls 1,500, and each start would read and check all of them. A start
from the memory loads a module in which the others are stubs. The first stub that is called has all
functions loaded (docs/assets/functions.js): a second module that has the first one's memory, tables
and globals, so that nobody can tell which of the two is running.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.runtime import wasm
from macros.runtime.wasm import Kind, Section

MODULE = "split"
"""The module from which the functions import what they share with the first."""

TABLE = "functions"
"""The table of all functions by number; in the last place is the function that loads them."""

_DATA_COUNT = 12  # of a section that says how many segments of data follow
_ONE_AT_START = b"\1\0"  # how a section begins that has one segment, put in place at the start
_FUNCTION_TYPE = 0x60
_FUNCREF, _MUTABLE = 0x70, 1
_I32 = 0x7F
_IF_SO, _END = b"\x04\x40", b"\x0b"
_CALL, _CALL_INDIRECT = b"\x10", b"\x11"
_LOCAL_GET, _GLOBAL_SET, _TABLE_GET = b"\x20", b"\x24", b"\x25"
_I32_CONST, _REF_IS_NULL = b"\x41", b"\xd1"
_NO_LOCALS, _ANY_SIZE, _FROM_ZERO = b"\0", b"\0", b"\x41\0\x0b"
_INTO_TABLE, _FUNCTIONS_BY_NUMBER = b"\x02", b"\0"  # how an element segment begins


class SplitError(ValueError):
    """The module has what this does not know: what it is."""


def counting(module: bytes) -> bytes:
    """Return a module that also exports a global for each function: not 0 once it is called."""
    parts = _Parts.of(module)
    first = parts.imported[Kind.GLOBAL] + len(parts.globals)
    numbers = range(len(parts.bodies))
    marks = [_I32_CONST + wasm.signed(1) + _GLOBAL_SET + wasm.unsigned(first + n) for n in numbers]
    bodies = [_marked(body, mark) for body, mark in zip(parts.bodies, marks, strict=True)]
    zero = bytes([_I32, _MUTABLE]) + _FROM_ZERO
    exported = [_export(f"called {n}", Kind.GLOBAL, first + n) for n in numbers]
    return parts.with_sections(
        {
            Section.GLOBALS: wasm.vector([*parts.globals, *(zero for _ in numbers)]),
            Section.EXPORTS: wasm.vector([*parts.exports, *exported]),
            Section.CODE: wasm.vector([wasm.sized(body) for body in bodies]),
        }
    )


def called(module: bytes, numbers: Collection[int]) -> bytes:
    """Return a module with these functions, and stubs in the place of the others.

    What runs before anything can be loaded stays, too, and what others may call at any time: the
    module's start and what it exports. It also exports what both modules share.
    """
    parts = _Parts.of(module)
    count = len(parts.bodies)
    types, nothing = parts.with_type_of_nothing()
    table = wasm.unsigned(parts.table)
    load = _CALL + wasm.unsigned(parts.imported[Kind.FUNCTION] + count)

    def call(kind: int, place: int) -> bytes:
        return _I32_CONST + wasm.signed(place) + _CALL_INDIRECT + wasm.unsigned(kind) + table

    def stub(number: int) -> bytes:
        kind = parts.types_of[number]
        arguments = (_LOCAL_GET + wasm.unsigned(n) for n in range(parts.arguments[kind]))
        return _NO_LOCALS + load + b"".join(arguments) + call(kind, number) + _END

    kept = {parts.start, *parts.exported(), *numbers}
    bodies = [body if number in kept else stub(number) for number, body in enumerate(parts.bodies)]
    is_missing = _I32_CONST + wasm.signed(0) + _TABLE_GET + table + _REF_IS_NULL
    bodies.append(_NO_LOCALS + is_missing + _IF_SO + call(nothing, count) + _END + _END)
    shared = list(parts.shared())
    exported = [_export(name, kind, number) for name, kind, number, _ in shared]
    return parts.with_sections(
        {
            Section.TYPES: types,
            Section.FUNCTIONS: wasm.vector([wasm.unsigned(n) for n in (*parts.types_of, nothing)]),
            Section.TABLES: wasm.vector(
                [form for _, kind, _, form in shared if kind == Kind.TABLE]
            ),
            Section.EXPORTS: wasm.vector([*parts.exports, *exported]),
            Section.CODE: wasm.vector([wasm.sized(body) for body in bodies]),
        }
    )


def functions(module: bytes) -> bytes:
    """Return a module that puts all functions into the table and does nothing else."""
    parts = _Parts.of(module)
    shared = [
        wasm.sized(MODULE.encode()) + wasm.sized(name.encode()) + bytes([kind]) + form
        for name, kind, _, form in parts.shared()
    ]
    first = parts.imported[Kind.FUNCTION]
    every = wasm.vector([wasm.unsigned(first + n) for n in range(len(parts.bodies))])
    elements = _INTO_TABLE + wasm.unsigned(parts.table) + _FROM_ZERO + _FUNCTIONS_BY_NUMBER + every
    return parts.with_sections(
        {
            Section.IMPORTS: wasm.vector([*parts.imports, *shared]),
            Section.GLOBALS: wasm.vector(parts.globals[parts.mutable :]),
            Section.ELEMENTS: wasm.vector([elements]),
            # The memory has its constants; that there were any, code may ask for.
            Section.DATA: wasm.vector([b"\1\0"] * parts.data),
        },
        without={Section.CUSTOM, Section.TABLES, Section.EXPORTS, Section.START},
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A module, taken apart; functions are numbered without those that are imported.

    `arguments` has of each type how many it takes, `imported` of each kind how many are, `mutable`
    says how many globals can change: they are the first; `data` how many segments there are.
    """

    header: bytes
    sections: Mapping[int, bytes]
    order: Sequence[int]
    arguments: Sequence[int]
    imports: Sequence[bytes]
    imported: Mapping[int, int]
    types_of: Sequence[int]
    tables: Sequence[bytes]
    globals: Sequence[bytes]
    mutable: int
    exports: Sequence[bytes]
    start: int
    bodies: Sequence[bytes]
    data: int

    @classmethod
    def of(cls, module: bytes) -> "_Parts":
        """Raise SplitError where the module is written otherwise than Pyodide's today."""
        listed = list(wasm.sections(module))
        sections = dict(listed)
        numbers = [number for number, _ in listed]
        if lacking := [each.name for each in Section if numbers.count(each) != 1]:
            raise SplitError(f"{', '.join(lacking).lower()} not once among its sections")
        if others := {*numbers} - {*Section, _DATA_COUNT}:
            raise SplitError(f"a section that may have to be shared: {sorted(others)}")
        for section in (Section.ELEMENTS, Section.DATA):
            if sections[section][:2] != _ONE_AT_START:
                raise SplitError(f"{section.name.lower()} that are not all there at the start")
        if any(kind != Kind.FUNCTION for _, kind, *_ in wasm.exports(sections[Section.EXPORTS])):
            raise SplitError("exports that are no functions")
        imports = list(wasm.imports(sections[Section.IMPORTS]))
        globals_ = list(_globals(sections[Section.GLOBALS]))
        mutable = [each[1] == _MUTABLE for each in globals_]
        if sum(mutable) != sum(mutable[: sum(mutable)]):
            raise SplitError("globals that can change stand behind others")
        kinds = [kind for _, kind, _ in imports]
        return cls(
            header=module[: wasm.HEADER],
            sections=sections,
            order=[number for number, _ in listed],
            arguments=list(_arguments(sections[Section.TYPES])),
            imports=[item for *_, item in imports],
            imported={kind: kinds.count(kind) for kind in Kind},
            types_of=list(_numbers(sections[Section.FUNCTIONS])),
            tables=list(_tables(sections[Section.TABLES])),
            globals=globals_,
            mutable=sum(mutable),
            exports=[item for *_, item in wasm.exports(sections[Section.EXPORTS])],
            start=wasm.number(sections[Section.START], 0)[0] - kinds.count(Kind.FUNCTION),
            bodies=list(wasm.bodies(sections[Section.CODE])),
            data=wasm.number(sections[Section.DATA], 0)[0],
        )

    @property
    def table(self) -> int:
        """The number of the table of all functions, which stands behind the others."""
        return self.imported[Kind.TABLE] + len(self.tables)

    def shared(self) -> Iterator[tuple[str, Kind, int, bytes]]:
        """Yield what both modules have: its name, kind, number and form."""
        for place, form in enumerate(self.tables, self.imported[Kind.TABLE]):
            yield f"table {place}", Kind.TABLE, place, form
        form = bytes([_FUNCREF]) + _ANY_SIZE + wasm.unsigned(len(self.bodies) + 1)
        yield TABLE, Kind.TABLE, self.table, form
        for place, each in enumerate(self.globals[: self.mutable], self.imported[Kind.GLOBAL]):
            yield f"global {place}", Kind.GLOBAL, place, each[:2]

    def exported(self) -> Iterator[int]:
        """Yield the numbers of the functions that are exported."""
        for _, kind, number, _ in wasm.exports(self.sections[Section.EXPORTS]):
            if kind == Kind.FUNCTION:
                yield number - self.imported[Kind.FUNCTION]

    def with_type_of_nothing(self) -> tuple[bytes, int]:
        """Return the types with that of a function from nothing to nothing, and its number."""
        _, start = wasm.number(self.sections[Section.TYPES], 0)
        number = len(self.arguments)
        nothing = bytes([_FUNCTION_TYPE, 0, 0])
        return wasm.unsigned(number + 1) + self.sections[Section.TYPES][start:] + nothing, number

    def with_sections(
        self, changed: Mapping[int, bytes], *, without: Collection[int] = ()
    ) -> bytes:
        sections = {**self.sections, **changed}
        kept = [(number, sections[number]) for number in self.order if number not in without]
        return wasm.module(self.header, kept)


def _export(name: str, kind: Kind, number: int) -> bytes:
    return wasm.sized(name.encode()) + bytes([kind]) + wasm.unsigned(number)


def _marked(body: bytes, mark: bytes) -> bytes:
    """Return a body that does something first: behind its local variables."""
    count, at = wasm.number(body, 0)
    for _ in range(count):
        _, at = wasm.number(body, at)
        at += 1
    return body[:at] + mark + body[at:]


def _arguments(content: bytes) -> Iterator[int]:
    count, at = wasm.number(content, 0)
    for _ in range(count):
        if content[at] != _FUNCTION_TYPE:
            raise SplitError(f"a type of form {content[at]:#x}")
        arguments, at = wasm.number(content, at + 1)
        results, at = wasm.number(content, at + arguments)
        at += results
        yield arguments


def _numbers(content: bytes) -> Iterator[int]:
    count, at = wasm.number(content, 0)
    for _ in range(count):
        value, at = wasm.number(content, at)
        yield value


def _tables(content: bytes) -> Iterator[bytes]:
    count, at = wasm.number(content, 0)
    for _ in range(count):
        start = at
        at = wasm.after_limits(content, at + 1)
        yield content[start:at]


# Instructions that give a global its value, by what stands behind them: a number, 4 bytes, 8 bytes.
_ONE_NUMBER, _FLOAT, _DOUBLE = (0x41, 0x42, 0x23), 0x43, 0x44


def _globals(content: bytes) -> Iterator[bytes]:
    count, at = wasm.number(content, 0)
    for _ in range(count):
        start = at
        instruction = content[at + 2]
        at += 3
        if instruction in _ONE_NUMBER:
            _, at = wasm.number(content, at)
        elif instruction in (_FLOAT, _DOUBLE):
            at += 4 if instruction == _FLOAT else 8
        else:
            raise SplitError(f"a global begins as {instruction:#x}")
        if content[at : at + 1] != _END:
            raise SplitError("a global begins as a sum")
        at += 1
        yield content[start:at]
