"""A module with its addresses in place behaves as the one that writes them at each start."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.runtime import wasm
from macros.runtime.adapt import AdaptError
from macros.runtime.relocate import WRITES, relocated
from macros.runtime.wasm import Section

SCRIPT = (
    'var ___memory_base=new WebAssembly.Global({value:"i32",mutable:false},16);'
    'var ___table_base=new WebAssembly.Global({value:"i32",mutable:false},300);'
)
GIVEN = b"\3env\6memory\2\0\1"
GLOBALS = ("__memory_base", "__heap_base", "__table_base")
MEMORY, HEAP, TABLE = ((0x23, number) for number in range(3))  # instructions, as those below
ADD, SUB, STORE = (0x6A,), (0x6B,), (0x36, 2, 0)


def constant(*number: int) -> tuple[int, ...]:
    return (0x41, *number)


def at(place: int) -> tuple[int, ...]:
    return (*MEMORY, *constant(place), *ADD)


ADDRESSES = (
    *(*at(4), *MEMORY, *constant(0xC8, 1), *ADD, *STORE),  # 16 + 200
    *(*at(0), *TABLE, *STORE),  # 300
    *(*at(8), *HEAP, *constant(5), *ADD, *STORE),  # not known before it starts
    *(*at(12), *TABLE, *constant(0x7F), *SUB, *STORE),  # 300 + 1
    *(*MEMORY, *MEMORY, *constant(0x40), *ADD, 0x36, 2, 16),  # -48, at 16 + 16
)
DATA = b"\1\0\x23\0\x0b" + wasm.sized(bytes(range(1, 25)))


def module(*code: int, data: bytes = DATA, name: str = WRITES) -> bytes:
    """Return a module whose one function has this code."""
    globals_ = [b"\3env" + wasm.sized(each.encode()) + b"\3\x7f\0" for each in GLOBALS]
    contents: Mapping[Section, bytes] = {
        Section.TYPES: wasm.vector([b"\x60\0\0"]),
        Section.IMPORTS: wasm.vector([GIVEN, *globals_]),
        Section.FUNCTIONS: wasm.vector([b"\0"]),
        Section.EXPORTS: wasm.vector([wasm.sized(name.encode()) + b"\0\0"]),
        Section.CODE: wasm.vector([wasm.sized(bytes([0, *code, 0x0B]))]),
        Section.DATA: data,
    }
    return wasm.module(b"\0asm\1\0\0\0", contents.items())


def memory_of(folder: Path, content: bytes) -> list[int]:
    """Return the begin of a memory as it is once the module has started in Node."""
    (folder / "module").write_bytes(content)
    code = f"""
      import {{ readFileSync }} from "node:fs";
      const memory = new WebAssembly.Memory({{ initial: 1 }});
      const env = {{ memory, __memory_base: 16, __heap_base: 5000, __table_base: 300 }};
      const module = new WebAssembly.Module(readFileSync("{folder / "module"}"));
      new WebAssembly.Instance(module, {{ env }}).exports.{WRITES}();
      console.log(JSON.stringify([...new Int32Array(memory.buffer, 16, 6)]));
    """
    command = ("node", "--input-type=module", "--eval", code)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    words: list[int] = json.loads(done.stdout)
    return words


def test_addresses_are_there_that_were_written_at_each_start(tmp_path: Path) -> None:
    given = module(*ADDRESSES)
    made = relocated(SCRIPT, given)
    expected = [300, 216, 5005, 301, -48, 0x18171615]
    assert memory_of(tmp_path, given) == memory_of(tmp_path, made) == expected
    written = dict(wasm.sections(made))[Section.DATA]
    assert written.endswith(
        b"\x2c\1\0\0\xd8\0\0\0\x09\x0a\x0b\x0c\x2d\1\0\0\xd0\xff\xff\xff" + DATA[-4:]
    )


def test_what_is_known_is_not_written_again() -> None:
    [body] = wasm.bodies(dict(wasm.sections(relocated(SCRIPT, module(*ADDRESSES))))[Section.CODE])
    assert body == bytes([0, *at(8), *HEAP, *constant(5), *ADD, *STORE, 0x0B])


@pytest.mark.parametrize(
    ("script", "given", "says"),
    [
        ("", module(), "where memory begins"),
        (SCRIPT, module(name="another"), WRITES),
        (SCRIPT, module(data=b"\1\0\x41\0\x0b\0"), "not in one place"),
        (SCRIPT, module(data=b"\2" + DATA[1:] + DATA[1:]), "not in one place"),
        (SCRIPT, module(*at(0), *constant(1), 0x3A, 0, 0), "more than write addresses: 0x3a"),
        (SCRIPT, module(*at(24), *TABLE, *STORE), "outside"),
    ],
)
def test_another_way_of_writing_is_refused(script: str, given: bytes, says: str) -> None:
    with pytest.raises(AdaptError, match=says):
        relocated(script, given)
