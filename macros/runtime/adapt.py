"""Adapts Pyodide's own files to a page of the handbook.

Pyodide exports all of CPython, its libraries and C's, so that packages of native code can be linked
to it; each start makes an object of each of 9,700 names and a place for it in a table, and a module
of each function for drawing in OpenGL. The calculators are pure Python: what is left are the
hundred functions that Pyodide's own JavaScript calls.
"""

import re
from collections.abc import Collection, Iterator

_EXPORTS = 7  # the id of the section
_HEADER = 8  # bytes: magic number and version
_LOW_BITS, _MORE = 0x7F, 0x80  # of a byte of a number
_GLUE = re.compile(r'var (_[\w$]+)=(?:Module\["[\w$]+"\]=)*wasmExports\["([^"]+)"\];')
_CALLED = re.compile(r'wasmExports(?:\.|\[")([\w$]+)')
_WORD = re.compile(r"[\w$]+")
_COMPUTED = re.compile(r'Module\["_"\s*\+')
_KNOWN_COMPUTED = 2  # of C functions that a caller names, and of a library for images: not called
_MAIN = {"main", "__main_argc_argv"}  # found by name, and by either
_OPENGL = re.compile(r"\b(emscripten_gl\w+):_emscripten_gl\w+")
_NOWHERE = r"\1:-1"  # an address: who calls it ends there
CHANGES = {
    # A whole memory would be copied; ours puts in place what differs from what is there already.
    # How functions of C are called depends on the browser (iPhones: in JavaScript), and a memory
    # says how Node does it.
    "return Module.HEAP8.set(t),l": (
        "return(API.config._restoreMemory??(()=>Module.HEAP8.set(t)))(Module.HEAPU8),"
        "_PyEM_InitTrampoline_js(),l"
    ),
    # In a restored memory it is there; to say so again would take the compiler.
    'let[r,n]=API.rawRun("import _pyodide_core")': (
        'let[r,n]=t?[0,""]:API.rawRun("import _pyodide_core")'
    ),
    # Nothing is linked later that could ask for an address.
    'GOT[symName]||=new WebAssembly.Global({value:"i32",mutable:true});': (
        "if(!GOT[symName])continue;"
    ),
    # Only functions of JavaScript are given one: they are not among the module's 11,000.
    "functionsInTableMap=new WeakMap;updateTableMap(0,wasmTable.length)": (
        "functionsInTableMap=new WeakMap"
    ),
}


class AdaptError(ValueError):
    """Pyodide's files are not as this expects them: what differs."""


def adapted(script: str, loader: str, module: bytes) -> tuple[str, bytes]:
    """Return Emscripten's script and the wasm module, changed and without what nothing asks for.

    `loader` is Pyodide's own script, which uses them too. Raises AdaptError where they are not
    written as Emscripten and Pyodide write them today.
    """
    for theirs, ours in CHANGES.items():
        if script.count(theirs) != 1:
            raise AdaptError(f"the script does not say once: {theirs}")
        script = script.replace(theirs, ours)
    script = _OPENGL.sub(_NOWHERE, script)
    glue = {match[2]: match[1] for match in _GLUE.finditer(script)}
    if not glue:
        raise AdaptError("no function of the module is named in the script")
    if len(_COMPUTED.findall(script)) > _KNOWN_COMPUTED:
        raise AdaptError("the script computes names of functions")
    rest = _GLUE.sub("", script)
    words = set(_WORD.findall(rest)) | set(_WORD.findall(loader))
    used = {name for name, variable in glue.items() if variable in words}
    used |= set(_CALLED.findall(rest)) | _MAIN
    kept = _GLUE.sub(lambda match: match[0] if match[2] in used else "", script)
    return kept, b"".join(_sections(module, used))


def _sections(module: bytes, used: Collection[str]) -> Iterator[bytes]:
    yield module[:_HEADER]
    at = _HEADER
    while at < len(module):
        size, content = _number(module, at + 1)
        end = content + size
        if module[at] == _EXPORTS:
            exports = list(_exports(module, content, used))
            made = _bytes(len(exports)) + b"".join(exports)
            yield bytes([_EXPORTS]) + _bytes(len(made)) + made
        else:
            yield module[at:end]
        at = end


def _exports(module: bytes, at: int, used: Collection[str]) -> Iterator[bytes]:
    """Yield the exports that are used: each a name, one byte for its kind, and its number."""
    count, at = _number(module, at)
    for _ in range(count):
        length, start = _number(module, at)
        kind = start + length
        _, end = _number(module, kind + 1)
        if module[start:kind].decode() in used:
            yield module[at:end]
        at = end


def _number(module: bytes, at: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number and where it ends."""
    value = shift = 0
    while True:
        byte = module[at]
        at += 1
        value |= (byte & _LOW_BITS) << shift
        if byte < _MORE:
            return value, at
        shift += 7


def _bytes(number: int) -> bytes:
    """Return a number as unsigned LEB128."""
    made = bytearray()
    while number > _LOW_BITS:
        made.append(number & _LOW_BITS | _MORE)
        number >>= 7
    made.append(number)
    return bytes(made)
