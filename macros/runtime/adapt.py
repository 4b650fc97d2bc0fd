"""Adapts Pyodide's own files to a page of the handbook.

Pyodide exports all of CPython, its libraries and C's, so that packages of native code can be linked
to it; each start makes an object of each of 9,700 names and a place for it in a table, and a module
of each function for drawing in OpenGL. The calculators are pure Python: what is left are the
hundred functions that Pyodide's own JavaScript calls, and of that JavaScript what is called: sound,
joysticks and images are half of it (trim.mjs takes away what this leaves without a user).
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from macros.runtime import wasm
from macros.runtime.wasm import Section

_GLUE = re.compile(  # a function of the module, or the address of a constant
    r'(?<![\w$])var (_[\w$]+)=(?:Module\["[\w$]+"\]=)*(?:wasmExports\["([^"]+)"\]|\d[\de]*);'
)
_CALLED = re.compile(r'wasmExports(?:\.|\[")([\w$]+)')
_WORD = re.compile(r"[\w$]+")
_COMPUTED = re.compile(r'Module\["_"\s*\+')
_KNOWN_COMPUTED = 2  # of C functions that a caller names, and of a library for images: not called
_MAIN = {"main", "__main_argc_argv"}  # found by name, and by either
_IMPORTS = re.compile(r"(var wasmImports=\{)([^}]*)(\};)")  # what the module may import
_SIGNATURE = re.compile(r'(?<![\w$.])(_\w+)\.sig="\w*";')  # of a function that may be imported
_GIVEN = re.compile(r'(?<![\w$.])Module\["([\w$]+)"\]=\1;')
_ACCESSED = re.compile(r'\.([\w$]+)|\["([\w$]+)"\]')
_ASKED = re.compile(r'(?<![\w$.])Module(?:\.([\w$]+)|\["([\w$]+)"\])')
_TAKEN = re.compile(r"(?<=[{,])([\w$]+)(?=[,}:])")  # out of an object
_EVAL = re.compile(r"(?<![\w$.])eval\(")  # of packages: it may name anything
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
    # What compiles, and what installs packages, is loaded when it is asked for: nobody does, and
    # with it come archives, paths and temporary files. A memory then has no list of packages.
    'API.pyodide_code=o("pyodide.code"),': (
        'Object.entries({pyodide_code:"pyodide.code",'
        'package_loader:"pyodide._package_loader"}).forEach('
        "([t,e])=>Object.defineProperty(API,t,{configurable:!0,get(){let r=o(e);"
        "return Object.defineProperty(API,t,{value:r}),r}})),"
    ),
    'API.package_loader=o("pyodide._package_loader"),': "",
    "API.package_loader.SITE_PACKAGES.__str__()": 'o("site").getsitepackages().get(0)',
    "API.package_loader.DSO_DIR.__str__()": '"/usr/lib"',
    ",API.package_loader.init_loaded_packages()": "",
    "API.public_api,API,Ue,API,{}]": "API.public_api,API,Ue,API]",
    # Nothing is linked later that could ask for an address.
    'GOT[symName]||=new WebAssembly.Global({value:"i32",mutable:true});': (
        "if(!GOT[symName])continue;"
    ),
    # Only functions of JavaScript are given one: they are not among the module's 11,000.
    "functionsInTableMap=new WeakMap;updateTableMap(0,wasmTable.length)": (
        "functionsInTableMap=new WeakMap"
    ),
    # What is for games and for files that a browser keeps: nothing else asks for it.
    "registerPostMainLoop(()=>SDL.audio?.queueNewAudioData?.());": "",
    'Module["requestAnimationFrame"]=MainLoop.requestAnimationFrame;': "",
    'Module["pauseMainLoop"]=MainLoop.pause;': "",
    'Module["resumeMainLoop"]=MainLoop.resume;': "",
    "MainLoop.init();": "",
    'Module["requestFullscreen"]=requestFullscreen;': "",
    'if(typeof Browser!="undefined")Browser.init();': "",
    "IDBFS.quit();": "",
    "FS.filesystems={MEMFS,IDBFS,NODEFS,WORKERFS,PROXYFS}": "FS.filesystems={MEMFS,NODEFS}",
    "for(var i=0;i<=288;++i){miniTempWebGLFloatBuffers[i]="
    "miniTempWebGLFloatBuffersStorage.subarray(0,i)}": "",
    "for(var i=0;i<=288;++i){miniTempWebGLIntBuffers[i]="
    "miniTempWebGLIntBuffersStorage.subarray(0,i)}": "",
}
_LOADS = "e.lockFileContents=V(s)"  # a list of the packages that could be installed


class AdaptError(ValueError):
    """Pyodide's files are not as this expects them: what differs."""


def adapted(script: str, loader: str, module: bytes) -> tuple[str, bytes]:
    """Return Emscripten's script and the wasm module, changed and without what nothing asks for.

    `loader` is Pyodide's own script, which uses them too. Raises AdaptError where they are not
    written as Emscripten and Pyodide write them today.
    """
    for theirs, ours in CHANGES.items():
        script = _changed(script, theirs, ours)
    script = _OPENGL.sub(_NOWHERE, script)
    glue = {match[1]: match[2] for match in _GLUE.finditer(script)}
    if not any(glue.values()):
        raise AdaptError("no function of the module is named in the script")
    if len(_COMPUTED.findall(script)) > _KNOWN_COMPUTED:
        raise AdaptError("the script computes names of functions")
    rest = _GLUE.sub("", script)
    words = set(_WORD.findall(rest)) | set(_WORD.findall(loader))
    called = {*_CALLED.findall(rest), *_MAIN}
    kept = {variable for variable, name in glue.items() if variable in words or name in called}
    script = _GLUE.sub(lambda match: match[0] if match[1] in kept else "", script)
    used = called | {name for variable in kept if (name := glue[variable])}
    content = dict(wasm.sections(module))[Section.IMPORTS]
    script = _unused(script, loader, {name for name, *_ in wasm.imports(content)})
    return script, wasm.module(module[: wasm.HEADER], _trimmed(module, used))


def with_packages(loader: str, packages: Mapping[str, Any]) -> str:
    """Return Pyodide's own script, which knows the packages and need not load a list of them.

    `packages` is the content of pyodide-lock.json. Raises AdaptError as `adapted` does.
    """
    return _changed(loader, _LOADS, f"e.lockFileContents={json.dumps(packages)}")


def _changed(script: str, theirs: str, ours: str) -> str:
    if script.count(theirs) != 1:
        raise AdaptError(f"the script does not say once: {theirs}")
    return script.replace(theirs, ours)


def _unused(script: str, loader: str, imported: Collection[str]) -> str:
    """Return the script without what gives a function to somebody who does not use it."""
    if len(_IMPORTS.findall(script)) != 1:
        raise AdaptError("the script does not say once what the module imports")
    functions: set[str] = set()

    def used(match: re.Match[str]) -> str:
        entries = [each for each in match[2].split(",") if each.partition(":")[0] in imported]
        functions.update(each.rpartition(":")[2] for each in entries)
        return match[1] + ",".join(entries) + match[3]

    script = _IMPORTS.sub(used, script)
    script = _SIGNATURE.sub(lambda match: match[0] if match[1] in functions else "", script)
    rest = _GIVEN.sub("", script)
    found = [*_ASKED.findall(rest), *_ACCESSED.findall(loader)]  # a loader calls it otherwise
    asked = {name for names in found for name in names}
    asked |= set(_TAKEN.findall(loader))
    script = _GIVEN.sub(lambda match: match[0] if match[1] in asked else "", script)
    return _EVAL.sub("globalThis.eval(", script)


def _trimmed(module: bytes, used: Collection[str]) -> Iterator[tuple[int, bytes]]:
    for number, content in wasm.sections(module):
        if number == Section.EXPORTS:
            kept = [item for name, *_, item in wasm.exports(content) if name in used]
            yield number, wasm.vector(kept)
        else:
            yield number, content
