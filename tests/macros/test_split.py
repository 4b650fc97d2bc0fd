"""What is split behaves as what was whole: what is called later, and what both parts change."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from macros.runtime import split, wasm
from macros.runtime.wasm import Section
from tests.conftest import ROOT

HEADER = b"\0asm\1\0\0\0"
TO_NUMBER, TO_NOTHING = b"\x60\x01\x7f\x01\x7f", b"\x60\0\0"
CHANGES, STAYS = b"\x7f\1", b"\x7f\0"  # globals of 32 bits
ASKED, DOUBLED, POINTED = 1, 2, 3  # functions; 0 is the first to run, before all of them twice()


def named(module: str, name: str, what: bytes) -> bytes:
    return wasm.sized(module.encode()) + wasm.sized(name.encode()) + what


def body(*code: int) -> bytes:
    return wasm.sized(bytes([0, *code, 0x0B]))


SECTIONS: Mapping[Section, bytes] = {
    Section.CUSTOM: wasm.sized(b"name"),
    Section.TYPES: wasm.vector([TO_NUMBER, TO_NOTHING]),
    Section.IMPORTS: wasm.vector(
        [
            named("env", "twice", b"\0\0"),
            named("env", "memory", b"\2\1\1\2"),
            named("env", "table", b"\1\x70\0\1"),
        ]
    ),
    Section.FUNCTIONS: wasm.vector([b"\1", b"\0", b"\0", b"\0"]),
    Section.TABLES: wasm.vector([b"\x6f\0\0"]),
    Section.GLOBALS: wasm.vector([CHANGES + b"\x41\0\x0b", STAYS + b"\x41\x07\x0b"]),
    Section.EXPORTS: wasm.vector([wasm.sized(b"asked") + b"\0\2"]),
    Section.START: b"\1",
    Section.ELEMENTS: wasm.vector([b"\0\x41\0\x0b\1\4"]),
    Section.CODE: wasm.vector(
        [
            body(0x41, 5, 0x24, 0),  # the global that changes is 5
            body(0x20, 0, 0x10, 3),  # asked(n) is doubled(n)
            # doubled(n) adds the global that stays to the one that changes, keeps n in memory
            body(
                *(0x23, 0, 0x23, 1, 0x6A, 0x24, 0),
                *(0x41, 0, 0x20, 0, 0x36, 2, 0),
                0x20,
                0,
                0x10,
                0,
            ),
            body(0x23, 0),  # the function in the table is what the global says
        ]
    ),
    Section.DATA: wasm.vector([b"\0\x41\x08\x0b\2hi"]),
}


def module(changes: Mapping[Section, bytes] | None = None) -> bytes:
    """Return a module that has what Pyodide's has, with other sections in the place of some."""
    return wasm.module(HEADER, ({**SECTIONS, **(changes or {})}).items())


def run(folder: Path, script: str, **modules: bytes) -> Any:
    """Return what a script of Node gives, as its last expression, with these modules as bytes."""
    for name, content in modules.items():
        (folder / name).write_bytes(content)
    functions = (ROOT / "docs" / "assets" / "functions.js").as_uri()
    names = ", ".join(f'{name} = readFileSync("{folder / name}")' for name in modules)
    code = f"""
      import {{ readFileSync }} from "node:fs";
      import {{ linked }} from "{functions}";
      const {names};
      const memory = new WebAssembly.Memory({{ initial: 1, maximum: 2 }});
      const table = new WebAssembly.Table({{ element: "anyfunc", initial: 1 }});
      const imports = {{ env: {{ memory, table, twice: (n) => 2 * n }} }};
      const made = (bytes) => new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      {script}
    """
    command = ("node", "--input-type=module", "--eval", code)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


ASK = """
  const first = made(called);
  let loads = 0;
  const { exports } = linked(first, imports, () => (loads++, functions), console.error);
  const got = [Object.keys(exports), loads, exports.asked(20), exports.asked(21), loads];
  const kept = [new Uint32Array(memory.buffer)[0], table.get(0)(0), loads];
  console.log(JSON.stringify([got, kept]));
"""


@pytest.mark.parametrize("kept", [[], [POINTED], [DOUBLED], [DOUBLED, POINTED]])
def test_a_function_that_is_not_there_is_loaded_with_all_others_once(
    tmp_path: Path, kept: list[int]
) -> None:
    whole = module()
    parts = {"called": split.called(whole, kept), "functions": split.functions(whole)}
    before, after = (int(DOUBLED not in kept), int(kept != [DOUBLED, POINTED]))
    changed = 5 + 7 + 7
    assert run(tmp_path, ASK, **parts) == [
        [["asked"], 0, 40, 42, before],
        [21, changed, after],
    ]


def test_what_cannot_be_loaded_is_told_and_fails_the_call(tmp_path: Path) -> None:
    script = """
      const bytes = [new Uint8Array(4), functions];
      const said = [];
      const lost = (error) => said.push("lost");
      const { exports } = linked(made(called), imports, () => bytes.shift(), lost);
      for (const n of [1, 2]) {
        try { said.push(exports.asked(n)); } catch (error) { said.push(error.name); }
      }
      console.log(JSON.stringify(said));
    """
    parts = {"called": split.called(module(), []), "functions": split.functions(module())}
    assert run(tmp_path, script, **parts) == ["lost", "CompileError", 4]


def test_a_module_that_counts_knows_what_was_called(tmp_path: Path) -> None:
    script = """
      const { asked, ...marks } = made(counting).exports;
      const before = Object.values(marks).map(({ value }) => value);
      const got = asked(20);
      const after = Object.values(marks).map(({ value }) => value);
      console.log(JSON.stringify([Object.keys(marks), before, got, after]));
    """
    names = [f"called {number}" for number in range(4)]
    said = [names, [1, 0, 0, 0], 40, [1, 1, 1, 0]]
    assert run(tmp_path, script, counting=split.counting(module())) == said


def test_numbers_of_several_bytes_are_read_and_written(tmp_path: Path) -> None:
    many = 300
    bodies = [*[body(0x41, 1)] * many, body(0x20, 0, 0x10, *wasm.unsigned(many))]
    whole = module(
        {
            Section.FUNCTIONS: wasm.vector([b"\1", *[b"\0"] * (many + 1)]),
            Section.CODE: wasm.vector([body(), *bodies]),
            Section.EXPORTS: wasm.vector([wasm.sized(b"asked") + b"\0" + wasm.unsigned(many + 2)]),
        }
    )
    parts = {"called": split.called(whole, []), "functions": split.functions(whole)}
    script = """
      let loads = 0;
      const { exports } = linked(made(called), imports, () => (loads++, functions));
      console.log(JSON.stringify([exports.asked(3), loads]));
    """
    assert run(tmp_path, script, **parts) == [1, 1]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({Section.TYPES: wasm.vector([b"\x5f\0"])}, "a type of form 0x5f"),
        (
            {Section.GLOBALS: wasm.vector([STAYS + b"\x41\0\x0b", CHANGES + b"\x41\0\x0b"])},
            "globals that can change stand behind others",
        ),
        ({Section.GLOBALS: wasm.vector([STAYS + b"\xd0\x70\x0b"])}, "a global begins as 0xd0"),
        (
            {Section.GLOBALS: wasm.vector([STAYS + b"\x41\0\x41\0\x6a\x0b"])},
            "a global begins as a sum",
        ),
        ({Section.ELEMENTS: wasm.vector([b"\1\0\1\4"])}, "elements that are not all there"),
        ({Section.DATA: wasm.vector([b"\1\2hi"])}, "data that are not all there"),
        ({Section.EXPORTS: wasm.vector([wasm.sized(b"memory") + b"\2\0"])}, "no functions"),
    ],
)
def test_a_module_that_is_written_otherwise_is_refused(
    changes: Mapping[Section, bytes], reason: str
) -> None:
    with pytest.raises(split.SplitError, match=reason):
        split.called(module(changes), [])


@pytest.mark.parametrize("number", [5, 13])
def test_a_module_with_memory_or_tags_of_its_own_is_refused(number: int) -> None:
    with pytest.raises(split.SplitError, match=rf"may have to be shared: \[{number}\]"):
        split.functions(wasm.module(HEADER, [*SECTIONS.items(), (number, b"\0")]))


@pytest.mark.parametrize("section", [Section.START, Section.TABLES, Section.CUSTOM])
def test_a_module_that_lacks_a_section_or_has_it_twice_is_refused(section: Section) -> None:
    others = [each for each in SECTIONS.items() if each[0] != section]
    twice = [*SECTIONS.items(), (section, SECTIONS[section])]
    for listed in (others, twice):
        with pytest.raises(split.SplitError, match=f"{section.name.lower()} not once"):
            split.functions(wasm.module(HEADER, listed))
