"""What stands in the runtime's folders, and that a kept memory is Python as it was."""

import json
import os
import shutil
import subprocess
import zipfile
import zlib
from array import array
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from macros import node, runtime
from macros.runtime import Runtime
from tests.conftest import ROOT

PACKAGE = ROOT / "calculators"


def copy_package(folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "calculators", ignore=ignored)


@pytest.fixture(scope="module")
def built() -> Runtime:
    return runtime.build(ROOT, snapshot=True)


def names(archive: bytes) -> set[str]:
    return set(zipfile.ZipFile(BytesIO(archive)).namelist())


def content_of(built: Runtime, part: Mapping[str, str]) -> bytes:
    """Return the file of which a page is told the address."""
    return built.files[part["address"].removeprefix("../")]


def written() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_pages_are_told_addresses_and_hashes(built: Runtime) -> None:
    told = json.loads(built.told("../"))
    assert told.pop("python") == f"../{built.python}"
    assert set(told) == {"module", "library", "rest", "calculators", "snapshot"}
    snapshot = told.pop("snapshot")
    assert snapshot["sum"] == int.from_bytes(content_of(built, snapshot)[:4], "little")
    for part in (*told.values(), snapshot["module"], snapshot["functions"]):
        content = content_of(built, part)
        assert part["integrity"] == runtime.integrity(content)
        assert part["crc"] == zlib.crc32(content)


def test_archives_hold_bytecode_and_what_else_the_package_has(built: Runtime) -> None:
    held = names(built.files[built.calculators])
    assert held == {name + "c" if name.endswith(".py") else name for name in written()}


def test_two_archives_hold_the_standard_library_as_bytecode_no_package_in_both(
    built: Runtime,
) -> None:
    brought = names((ROOT / "node_modules" / "pyodide" / "python_stdlib.zip").read_bytes())
    first, rest = (names(built.files[path]) for path in (built.library, built.rest))
    whole = {name for name in brought if not name.endswith("/")}
    assert first | rest == {name + "c" if name.endswith(".py") else name for name in whole}
    assert {"json/__init__.pyc", "encodings/gb18030.pyc", "_pyodide/_base.pyc"} <= first
    assert {"csv.pyc", "_strptime.pyc", "xml/dom/minidom.pyc"} <= rest
    packages = [{name.partition("/")[0] for name in each} for each in (first, rest)]
    assert not set.intersection(*packages)


def test_to_see_an_edit_the_package_is_there_as_it_is_written(built: Runtime) -> None:
    quick = runtime.build(ROOT, snapshot=False)
    assert quick.python == built.python
    assert quick.snapshot is quick.called is None
    assert set(json.loads(quick.told(""))) == {"python", "module", "library", "rest", "calculators"}
    assert names(quick.files[quick.calculators]) == written()


def test_the_same_sources_make_the_same_runtime_wherever_they_lie(
    built: Runtime, tmp_path: Path
) -> None:
    copy_package(tmp_path)
    (tmp_path / "node_modules").mkdir()  # with nothing kept in it
    (tmp_path / "node_modules" / "pyodide").symlink_to(ROOT / "node_modules" / "pyodide")
    for path in tmp_path.rglob("*.py"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o600)
    (tmp_path / "calculators" / "wages.csv").write_text("left behind", encoding="utf-8")
    assert runtime.build(tmp_path, snapshot=True) == built
    assert built.snapshot
    assert str(ROOT).encode() not in built.files[built.snapshot]


def test_another_pyodide_is_refused(tmp_path: Path) -> None:
    brought = tmp_path / "node_modules" / "pyodide"
    shutil.copytree(ROOT / "node_modules" / "pyodide", brought)
    script = brought / "pyodide.asm.js"
    named = script.read_text(encoding="utf-8").replace("=wasmExports[", "=wasm.exports[")
    script.write_text(named, encoding="utf-8")
    (tmp_path / "calculators").mkdir()
    with pytest.raises(runtime.RuntimeFailedError, match=r"adapt macros/runtime/adapt\.py"):
        runtime.build(tmp_path, snapshot=False)


def test_only_what_pyodide_calls_stays_exported(built: Runtime) -> None:
    brought = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()
    kept = built.files[built.module]
    assert len(brought) - len(kept) > 500_000  # names


def test_a_page_starts_with_less_of_pyodide(built: Runtime) -> None:
    assert built.called
    brought = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.js").read_bytes()
    assert 4 * len(built.files[built.called]) < 3 * len(built.files[built.module])
    assert 2 * len(built.files[f"{built.python}pyodide.asm.js"]) < len(brought)


def test_what_pages_call_does_not_depend_on_what_they_answer(tmp_path: Path) -> None:
    """A rule that changes makes a new memory, not a new module: browsers have that already."""
    copy_package(tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (rule,) = (tmp_path / "calculators" / "rules" / "bonus").glob("2025*.toml")
    rule.write_text(rule.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    other, built = (runtime.build(root, snapshot=True) for root in (tmp_path, ROOT))
    assert other.calculators != built.calculators
    assert other.called == built.called


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ("import not_there", "No module named 'not_there'"),
        ("from _pyodide import _base\nfound = _base.find_imports('')", "ast was to be left out"),
        ("import asyncio\nloop = asyncio.new_event_loop", "asyncio was to be left out"),
        ("import pathlib", "pathlib was to be left out"),
    ],
)
def test_a_package_whose_memory_cannot_be_kept_is_refused_with_its_reason(
    tmp_path: Path, more: str, refused: str
) -> None:
    copy_package(tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    with (tmp_path / "calculators" / "bonus.py").open("a", encoding="utf-8") as module:
        module.write(f"\n{more}\n")
    with pytest.raises(node.NodeFailedError, match=refused):
        runtime.build(tmp_path, snapshot=True)


RESTORE = """
import { readFileSync } from "node:fs";
const [folder, told, unpacking, ...commands] = process.argv.slice(2);
const { python: code, snapshot } = JSON.parse(told);
const { loadPyodide } = await import(`${folder}/${code}pyodide.mjs`);
const { unpacked, drawAnew } = await import(unpacking);
const file = new Uint8Array(readFileSync(`${folder}/${snapshot.address}`)).buffer;
const { head, restore } = unpacked(file, snapshot.sum);
const image = Object.defineProperty(head, "length", { value: snapshot.memory });
const stdLibURL = `${folder}/${code}stdlib.zip`;
const python = await loadPyodide({ _loadSnapshot: image, _restoreMemory: restore, stdLibURL });
for (const command of commands) {
  const said = command === "drawAnew" ? drawAnew(python) : python.runPython(command);
  if (said !== undefined) console.log(said);
}
"""


class Restored:
    """A runtime in a folder, whose memory Node restores."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        assert runtime.snapshot
        self.snapshot = folder / runtime.snapshot
        self.told = runtime.told("")
        for name, content in runtime.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.script = folder / "restore.mjs"
        self.script.write_text(RESTORE, encoding="utf-8")

    def run(self, *commands: str, before: str = "") -> str:
        """Return what these commands say in a restored Python, or why there is none.

        `before` is a script that runs first.
        """
        unpacking = ROOT / "docs" / "assets" / "snapshot.js"
        given = [str(self.script.parent), self.told, str(unpacking), *commands]
        command = ["node", f"--import=data:text/javascript,{before}", str(self.script), *given]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout.strip() or done.stderr


@pytest.fixture
def restored(built: Runtime, tmp_path: Path) -> Restored:
    return Restored(built, tmp_path)


def test_chance_is_the_same_for_everybody_until_it_is_drawn_anew(restored: Restored) -> None:
    chance = "import random; random.random()"
    frozen, first, second = (
        restored.run(*more, chance) for more in ([], ["drawAnew"], ["drawAnew"])
    )
    assert restored.run(chance) == frozen != first != second


def test_what_the_memory_leaves_out_can_be_imported(restored: Restored) -> None:
    # To run anything here is to load Pyodide's compiler and ast.
    said = restored.run(
        "import sys; 'asyncio' in sys.modules",
        "import asyncio.locks; asyncio.Event is asyncio.locks.Event",
        "import pyodide.webloop; issubclass(pyodide.webloop.WebLoop, asyncio.AbstractEventLoop)",
        "import ast, inspect; ast.unparse(inspect.ast.parse('1+1'))",
        "import importlib.resources as resources; hasattr(resources, 'as_file')",
        "from pyodide._package_loader import TARGETS; 'site' in TARGETS",
    )
    assert said.split("\n") == ["false", "true", "true", "1 + 1", "true", "true"]


def test_a_browser_that_calls_c_functions_otherwise_restores_the_memory_too(
    restored: Restored,
) -> None:
    iphone = "Object.defineProperty(globalThis,'navigator',{value:{userAgent:'iPhone'}})"
    assert restored.run("from decimal import Decimal; str(Decimal(2) + 1)", before=iphone) == "3"


def flipped(*places: int) -> Callable[[bytes], bytes]:
    """Return what changes a bit at each of these places."""

    def flip(content: bytes) -> bytes:
        changed = bytearray(content)
        for place in places:
            changed[place] ^= 0x80
        return bytes(changed)

    return flip


def swapped(content: bytes) -> bytes:
    """Return a memory in which each two numbers behind the sum have changed places."""
    numbers = array("I", content)
    last = len(numbers) // 2 * 2 - 1
    numbers[1:last:2], numbers[2 : last + 1 : 2] = numbers[2 : last + 1 : 2], numbers[1:last:2]
    return numbers.tobytes()


@pytest.mark.parametrize(
    "spoil",
    [
        *(flipped(place) for place in (4, 20, -1)),
        flipped(1_000_003, 2_000_003),
        swapped,
        lambda content: content[:-4],
        lambda content: content + bytes(4),
    ],
)
def test_a_memory_that_is_not_as_it_was_built_is_not_restored(
    restored: Restored, spoil: Callable[[bytes], bytes]
) -> None:
    restored.snapshot.write_bytes(spoil(restored.snapshot.read_bytes()))
    assert "the snapshot is not as it was built" in restored.run("1")
