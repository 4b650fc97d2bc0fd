"""Puts addresses into Pyodide's constants once, in the build.

Its module leaves open where its memory and its table begin, because libraries could be linked to
it: at each start a function of half a megabyte, a third of the code that is loaded, writes 28,000
addresses among the constants. Pyodide's script knows where both begin.
"""

import re
import struct
from collections.abc import Mapping

from macros.runtime import wasm
from macros.runtime.adapt import AdaptError
from macros.runtime.wasm import Kind, Section

WRITES = "__wasm_apply_data_relocs"
"""The function that writes the addresses, as the linker calls it."""

_BASE = re.compile(r'var _(\w+)=new WebAssembly\.Global\(\{value:"i32",mutable:false\},(\d+)\);')
_MEMORY = "__memory_base"
_GLOBAL_GET, _I32_CONST, _ADD, _SUB, _STORE, _END = 0x23, 0x41, 0x6A, 0x6B, 0x36, 0x0B
_NO_LOCALS = b"\0"
_WORD = struct.Struct("<i")


def relocated(script: str, module: bytes) -> bytes:
    """Return the module with all addresses in its constants that are known from Pyodide's script.

    What is not known (where the heap begins) its function writes as before. Raises AdaptError where
    script or module are written otherwise than Emscripten does today.
    """
    listed = list(wasm.sections(module))
    contents = dict(listed)
    bases = {name: int(value) for name, value in _BASE.findall(script)}
    if _MEMORY not in bases:
        raise AdaptError("the script does not say where memory begins")
    kinds = [(name, kind) for name, kind, _ in wasm.imports(contents[Section.IMPORTS])]
    globals_ = [name for name, kind in kinds if kind == Kind.GLOBAL]
    known = {number: bases[name] for number, name in enumerate(globals_) if name in bases}
    first = sum(kind == Kind.FUNCTION for _, kind in kinds)
    exported = {name: number for name, _, number, _ in wasm.exports(contents[Section.EXPORTS])}
    if WRITES not in exported:
        raise AdaptError(f"the module has no {WRITES}")
    writes = exported[WRITES] - first
    bodies = list(wasm.bodies(contents[Section.CODE]))
    begin = bytes([1, 0, _GLOBAL_GET]) + wasm.unsigned(globals_.index(_MEMORY)) + bytes([_END])
    if not contents[Section.DATA].startswith(begin):
        raise AdaptError("the constants are not in one place, where memory begins")
    size, at = wasm.number(contents[Section.DATA], len(begin))
    constants = bytearray(contents[Section.DATA][at:])
    if len(constants) != size:
        raise AdaptError("the constants are not in one place, where memory begins")
    left = _written(bodies[writes], known, constants, bases[_MEMORY])
    bodies[writes] = _NO_LOCALS + left + bytes([_END])
    contents[Section.CODE] = wasm.vector([wasm.sized(body) for body in bodies])
    contents[Section.DATA] = begin + wasm.sized(bytes(constants))
    made = [(number, contents[number] if number else content) for number, content in listed]
    return wasm.module(module[: wasm.HEADER], made)


def _written(body: bytes, known: Mapping[int, int], constants: bytearray, base: int) -> bytes:
    """Write what a function writes into the constants, and return its instructions for the rest."""
    left = b""
    stack: list[int] = []
    start = at = len(_NO_LOCALS)
    is_known = True
    while (instruction := body[at]) != _END:
        at += 1
        if instruction == _GLOBAL_GET:
            number, at = wasm.number(body, at)
            is_known &= number in known
            stack.append(known.get(number, 0))
        elif instruction == _I32_CONST:
            value, at = wasm.signed_number(body, at)
            stack.append(value)
        elif instruction in (_ADD, _SUB):
            value = stack.pop()
            stack[-1] += value if instruction == _ADD else -value
        elif instruction == _STORE:
            _, at = wasm.number(body, at)  # how it is aligned
            offset, at = wasm.number(body, at)
            place, value = stack
            place += offset - base
            if is_known and not 0 <= place <= len(constants) - _WORD.size:
                raise AdaptError(f"{WRITES} writes outside the constants")
            if is_known:
                _WORD.pack_into(constants, place, value)
            else:
                left += body[start:at]
            start, is_known = at, True
            stack.clear()
        else:
            raise AdaptError(f"{WRITES} does more than write addresses: {instruction:#x}")
    return left
