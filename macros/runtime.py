"""Python for the browser: what stands in the runtime folder, and how it is made.

Pyodide comes from npm as it is; the wheel of `calculators` is built here and entered in the site's
own `pyodide-lock.json`, so that the worker loads it by name and checks its hash. The folder is
named by a digest of all that it holds: pages and runtime always fit, and it can be cached for ever.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flit_core.wheel import make_wheel_in
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
_EARLIEST_ZIP_DATE = "315532800"  # 1980-01-01: the same sources give the same bytes


@dataclass(frozen=True, slots=True)
class Runtime:
    """The files of the runtime folder by name, and the digest that names the folder."""

    digest: str
    files: Mapping[str, bytes]


def build(root: Path) -> Runtime:
    """Return the runtime for the calculators of the project at root.

    Raises FileNotFoundError where Pyodide has not been installed.
    """
    pyodide = root / "node_modules" / "pyodide"
    with TemporaryDirectory() as source, TemporaryDirectory() as folder, _reproducible():
        _copy_package(root, Path(source))
        wheel = Path(make_wheel_in(Path(source) / "pyproject.toml", Path(folder)).file)
        lock = PyodideLockSpec.from_json(pyodide / "pyodide-lock.json")
        lock.packages.clear()  # nothing that is not in the folder
        lock = add_wheels_to_spec(lock, [wheel])
        lock.to_json(Path(folder) / "pyodide-lock.json")
        files = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
        files |= {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    return Runtime(_digest(files), files)


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _copy_package(root: Path, target: Path) -> None:
    """Copy what the wheel is made of, and no file that somebody left beside it."""
    shutil.copy(root / "pyproject.toml", target)
    for path in (root / "calculators").rglob("*"):
        if path.suffix in {".py", ".toml"} or path.name == "py.typed":
            copy = target / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


@contextmanager
def _reproducible() -> Iterator[None]:
    """Have files in a wheel dated alike, whatever the environment says."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _EARLIEST_ZIP_DATE
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
