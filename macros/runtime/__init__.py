"""Python for the browser: what stands in its folders, and how it is made.

Three folders, each named by a digest of what it holds, so that all can be cached for ever.
`python/` changes with Pyodide: its code from npm, and the standard library as bytecode, in two
archives: what the calculators need (stdlib.txt), and the rest, loaded if something asks for it.
`calculators/` changes with the package: its modules as bytecode with rules and words, and the
memory of a Python that has imported them, from which a page starts (docs/assets/snapshot.js).
`module/` changes when the package calls other functions of Pyodide: it has those alone, and with it
a page starts (split.py). Node runs Pyodide to make what only Pyodide can make (make.mjs) and to see
what is called (called.mjs); what it has made is kept beside Pyodide, in node_modules/.cache/.
"""

import hashlib
import json
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from macros import node
from macros.runtime import split
from macros.runtime.adapt import AdaptError, adapted, with_packages
from macros.runtime.relocate import relocated

_HERE = Path(__file__).parent
_TRIM, _MAKE, _CALLS = _HERE / "trim.mjs", _HERE / "make.mjs", _HERE / "called.mjs"
_LOADER, _SCRIPT, _MODULE = _CODE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
_LOCK = "pyodide-lock.json"
_FOR_NODE = ("package.json", "python_stdlib.zip")
_COUNTING, _FUNCTIONS, _CALLED = "counting.wasm", "functions.wasm", "called.wasm"
_LATEST = 8  # how many are kept: people go back and forth between a few
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same sources give the same bytes


class RuntimeFailedError(Exception):
    """Why the runtime cannot be made of what is there."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """The files of Python for the browser by path, and those that the worker is told of.

    `python` is the folder of Pyodide, `module` its wasm, `library`, `rest` and `calculators` are
    archives of the standard library and the package. `snapshot` is the memory to start from, with
    the module `called`, None where there is none; `functions` has what that module leaves out.
    `sums` has the hash of each file as browsers check it, and a sum that can be had without
    waiting.
    """

    files: Mapping[str, bytes]
    python: str
    module: str
    library: str
    rest: str
    calculators: str
    functions: str
    snapshot: str | None
    called: str | None
    sums: Mapping[str, Mapping[str, Any]]

    def told(self, base: str) -> str:
        """Return their addresses, hashes and sums as JSON; base is the address of their folder.

        Of the snapshot also what of its numbers is needed before it is there.
        """
        told: dict[str, Any] = {
            "python": base + self.python,
            "module": self._checked(base, self.module),
            "library": self._checked(base, self.library),
            "rest": self._checked(base, self.rest),
            "calculators": self._checked(base, self.calculators),
        }
        if self.snapshot and self.called:
            total, memory, _, head = unpack_from("<4I", self.files[self.snapshot])
            address = base + self.snapshot
            told["snapshot"] = {
                "address": address,
                "sum": total,
                "head": head,
                "memory": memory,
                "module": self._checked(base, self.called),
                "functions": self._checked(base, self.functions),
            }
        return json.dumps(told)

    def _checked(self, base: str, path: str) -> dict[str, Any]:
        return {"address": base + path, **self.sums[path]}


def build(root: Path, *, snapshot: bool) -> Runtime:
    """Return the runtime for the calculators of the project at root.

    Without a snapshot it is made in no time and starts slowly, from sources: to see an edit. Raises
    FileNotFoundError where Pyodide has not been installed, RuntimeFailedError where it
    is another, NodeFailedError where Node fails.
    """
    modules = root / "node_modules"
    cache = modules / ".cache" / "runtime"
    library = _library(modules / "pyodide", cache)
    names = (*_CODE, _FUNCTIONS, "stdlib.zip", "rest.zip")
    core = {name: (library / name).read_bytes() for name in names}
    package = _package(root)
    python = f"python/{_digest(core)}/"
    files = {python + name: content for name, content in core.items()}
    made = {"calculators.zip": _archive(package)}
    called = {}
    if snapshot:
        kept = _calculators(package, library, cache)
        made = {name: (kept / name).read_bytes() for name in ("calculators.zip", "snapshot.bin")}
        module = (kept / _CALLED).read_bytes()
        called = {f"module/{_digest({_CALLED: module})}/{_CALLED}": module}
    calculators = f"calculators/{_digest(made)}/"
    files |= called | {calculators + name: content for name, content in made.items()}
    checked = {
        "module": python + _MODULE,
        "library": f"{python}stdlib.zip",
        "rest": f"{python}rest.zip",
        "calculators": f"{calculators}calculators.zip",
        "functions": f"{python}{_FUNCTIONS}",
    }
    return Runtime(
        files,
        python=python,
        snapshot=f"{calculators}snapshot.bin" if snapshot else None,
        called=next(iter(called), None),
        sums={path: _sums(files[path]) for path in (*checked.values(), *called)},
        **checked,
    )


def _library(brought: Path, cache: Path) -> Path:
    """Return a folder with Pyodide and its standard library as bytecode."""
    files = {name: (brought / name).read_bytes() for name in (*_CODE, _LOCK, *_FOR_NODE)}
    with _kept(cache, "python", files) as (kept, new):
        if new:
            for name, content in {**files, **_adapted(files)}.items():
                (new / name).write_bytes(content)
            node.run(_TRIM, new / _SCRIPT)
            node.run(_MAKE, new, "stdlib", new)
    return kept


def _adapted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of Pyodide that are changed: what restores a memory, and less to load."""
    try:
        module = relocated(files[_SCRIPT].decode(), files[_MODULE])
        script, module = adapted(files[_SCRIPT].decode(), files[_LOADER].decode(), module)
        packages = {**json.loads(files[_LOCK]), "packages": {}}
        loader = with_packages(files[_LOADER].decode(), packages)
        modules = {_COUNTING: split.counting(module), _FUNCTIONS: split.functions(module)}
    except AdaptError as error:
        message = f"this Pyodide is another ({error}): adapt macros/runtime/adapt.py"
        raise RuntimeFailedError(message) from None
    except split.SplitError as error:
        message = f"this Pyodide is another ({error}): adapt macros/runtime/split.py"
        raise RuntimeFailedError(message) from None
    return {_LOADER: loader.encode(), _SCRIPT: script.encode(), _MODULE: module, **modules}


def _calculators(package: Mapping[str, bytes], library: Path, cache: Path) -> Path:
    """Return a folder with the package as bytecode, a memory that has imported it, and a module."""
    with _kept(cache, "calculators", {**package, library.name: b""}) as (kept, new):
        if new:
            for name, content in package.items():
                path = new / "source" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            node.run(_MAKE, library, "calculators", new)
            node.run(_CALLS, library, new)
            numbers = json.loads((new / "called.json").read_bytes())
            (new / _CALLED).write_bytes(split.called((library / _MODULE).read_bytes(), numbers))
            shutil.rmtree(new / "source")
    return kept


def _package(root: Path) -> dict[str, bytes]:
    """Return the files of the package by path, and none that somebody left beside them."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "calculators").rglob("*"))
        if path.suffix in {".py", ".toml"} or path.name == "py.typed"
    }


def _archive(files: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content)
    return stream.getvalue()


@contextmanager
def _kept(cache: Path, name: str, files: Mapping[str, bytes]) -> Iterator[tuple[Path, Path | None]]:
    """Give the folder kept for files, and where it is still to be made, a folder to make it in."""
    paths = sorted(path for path in _HERE.glob("*.*") if path.suffix != ".md")
    makers = {path.name: path.read_bytes() for path in paths}
    packing = _HERE.parent.parent / "docs" / "assets" / "snapshot.js"
    digest = _digest({**makers, packing.name: packing.read_bytes(), **files})
    kept = cache / f"{name}-{digest}"
    if kept.is_dir():
        kept.touch()  # what is used last goes last
        yield kept, None
        return
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        new = Path(folder) / name
        new.mkdir()
        yield kept, new
        try:
            new.rename(kept)
        except OSError:
            if not kept.is_dir():  # another build was faster
                raise
        made = sorted(cache.glob(f"{name}-*"), key=lambda each: each.stat().st_mtime)
        for old in made[:-_LATEST]:
            with suppress(OSError):  # another build was faster
                old.rename(Path(folder) / old.name)  # goes with the folder, as a whole


def integrity(content: bytes) -> str:
    """Return the hash of a file as browsers check it."""
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"


def _sums(content: bytes) -> dict[str, Any]:
    return {"integrity": integrity(content), "crc": crc32(content)}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
