"""What is taken from Pyodide's module: names that nothing asks for, and nothing else."""

import pytest

from macros.runtime.trim import TrimError, trimmed

HEAD = b"\0asm\1\0\0\0"
CODE = b"\x0a\x02\x01\x00"


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
    kept, made = trimmed(script, "Module._c()", module)
    assert kept == script.replace('var _b=Module["_b"]=wasmExports["b"];', "")
    assert made == HEAD + exports("a", "c", "d", "e", "main") + CODE


def test_a_script_that_names_functions_otherwise_is_refused() -> None:
    with pytest.raises(TrimError):
        trimmed("const a = exports.a", "", HEAD + exports("a"))


def test_sizes_of_several_bytes_are_read_and_written() -> None:
    names = [f"a{number}" for number in range(100)]
    script = "".join(f'var _{name}=wasmExports["{name}"];_{name}();' for name in names)
    each = b"".join(bytes([len(name)]) + name.encode() + b"\0\1" for name in names)
    content = b"\x64" + each
    section = b"\7" + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content
    assert trimmed(script, "", HEAD + section)[1] == HEAD + section
