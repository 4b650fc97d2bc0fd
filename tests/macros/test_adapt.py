"""What is changed in Pyodide's files: names that nothing asks for go, and nothing else."""

import pytest

from macros.runtime import wasm
from macros.runtime.adapt import CHANGES, AdaptError, adapted, with_packages


def importing(*functions: str) -> bytes:
    """Return the begin of a module that imports a memory and functions."""
    items = [b"\3env" + wasm.sized(name.encode()) + b"\0\0" for name in functions]
    imports = wasm.vector([b"\3env\6memory\2\0\1", *items])
    return wasm.module(b"\0asm\1\0\0\0", [(wasm.Section.IMPORTS, imports)])


HEAD = importing("exit")
CODE = b"\x0a\x02\x01\x00"
IMPORTS = "var wasmImports={exit:_exit,memory:wasmMemory};"
THEIRS, OURS = (IMPORTS + "\n".join(each) for each in (CHANGES, CHANGES.values()))


def exports(*names: str) -> bytes:
    """Return a section that exports functions by their numbers."""
    each = [bytes([len(name)]) + name.encode() + b"\0\x81\1" for name in names]
    content = bytes([len(each)]) + b"".join(each)
    return bytes([7, len(content)]) + content


def test_only_what_is_called_stays_exported() -> None:
    script = (
        'var _a=Module["_a"]=wasmExports["a"];var _b=Module["_b"]=wasmExports["b"];'
        'var _c=wasmExports["c"];wasmExports["d"](wasmExports.e);_a(1);'
    )
    module = HEAD + exports("a", "b", "c", "d", "e", "main") + CODE
    kept, made = adapted(script + THEIRS, "Module._c()", module)
    assert kept == script.replace('var _b=Module["_b"]=wasmExports["b"];', "") + OURS
    assert made == HEAD + exports("a", "c", "d", "e", "main") + CODE


def test_addresses_that_nobody_asks_for_go() -> None:
    script = 'var _a=Module["_a"]=wasmExports["a"];var _b=Module["_b"]=28e4;var _c=3;_a(_c);'
    kept, _ = adapted(script + THEIRS, "", HEAD + exports("a"))
    assert kept == script.replace('var _b=Module["_b"]=28e4;', "") + OURS


def test_a_loader_knows_its_packages() -> None:
    loader = with_packages("s=0;e.lockFileContents=V(s),t=1", {"packages": {}})
    assert loader == 's=0;e.lockFileContents={"packages": {}},t=1'
    with pytest.raises(AdaptError, match="lockFileContents"):
        with_packages(loader, {})


def test_functions_that_draw_are_nowhere() -> None:
    head = importing("exit", "emscripten_glClear")
    imports = "var wasmImports={emscripten_glClear:_emscripten_glClear,exit:_exit};"
    glue = 'var _a=wasmExports["a"];_a();'
    kept, _ = adapted(glue + THEIRS.replace(IMPORTS, imports), "", head + exports("a"))
    assert "{emscripten_glClear:-1,exit:_exit}" in kept


def test_what_the_module_does_not_import_has_no_user() -> None:
    script = (
        'var _a=wasmExports["a"];_a();_exit.sig="vi";_play.sig="v";m_play.sig="v";'
        'Module["_play"]=_play;Module["_load"]=_load;Module["_seen"]=_seen;Module._seen;eval(x);'
        "game._play;a.eval(y);"
    )
    imports = "var wasmImports={memory:wasmMemory,play:_play,exit:_exit,stop};"
    given = script + THEIRS.replace(IMPORTS, imports)
    kept, _ = adapted(given, "const{_load}=Module", HEAD + exports("a"))
    assert kept.startswith(
        'var _a=wasmExports["a"];_a();_exit.sig="vi";m_play.sig="v";'
        'Module["_load"]=_load;Module["_seen"]=_seen;Module._seen;globalThis.eval(x);'
        "game._play;a.eval(y);"
        "var wasmImports={memory:wasmMemory,exit:_exit};"
    )


def test_a_script_that_does_not_say_what_may_be_imported_is_refused() -> None:
    with pytest.raises(AdaptError, match="what the module imports"):
        adapted('var _a=wasmExports["a"];_a();' + THEIRS.replace(IMPORTS, ""), "", HEAD)


def test_a_script_that_names_functions_otherwise_is_refused() -> None:
    with pytest.raises(AdaptError, match="no function of the module is named"):
        adapted(f"const a = exports.a;{THEIRS}", "", HEAD + exports("a"))


@pytest.mark.parametrize("theirs", CHANGES)
def test_a_script_that_lacks_what_is_to_be_changed_is_refused(theirs: str) -> None:
    script = 'var _a=wasmExports["a"];' + THEIRS.replace(theirs, "")
    with pytest.raises(AdaptError) as refusal:
        adapted(script, "", HEAD + exports("a"))
    assert theirs in str(refusal.value)


def test_sizes_of_several_bytes_are_read_and_written() -> None:
    names = [f"a{number}" for number in range(100)]
    script = "".join(f'var _{name}=wasmExports["{name}"];_{name}();' for name in names)
    each = b"".join(bytes([len(name)]) + name.encode() + b"\0\1" for name in names)
    content = b"\x64" + each
    section = b"\7" + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content
    assert adapted(script + THEIRS, "", HEAD + section)[1] == HEAD + section
