"""Runs inside Pyodide before its own modules, where the memory of pages is made.

Pyodide brings an event loop and a compiler that looks at the source; with the library's reader of
package data come archives, paths and temporary files: together a quarter of that memory. The
calculators wait for nothing, compile nothing and read their data from one archive. What stands in
the place of all that loads the real one when it is asked for anything else, or is taken away before
the memory is kept (warm.py).
"""

import builtins
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import __main__


class _Later(ModuleType):
    """A module that is loaded when a name is asked for that it does not have yet."""

    def __getattr__(self, name: str) -> Any:
        """Return a name of the real module."""
        return getattr(_loaded(self), name)


def _loaded(later: _Later) -> Any:
    if sys.modules.get(later.__name__) is later:
        del sys.modules[later.__name__]
    return importlib.import_module(later.__name__)


# What Pyodide asks for at each start: to compile it would take a tenth of that.
_KNOWN = {
    "{}": {},
    "import importlib; importlib": importlib,
    "import __main__; __main__.__dict__": vars(__main__),
    "import builtins; builtins.__dict__": vars(builtins),
}


def _eval_code(source: str, *where: Any, **how: Any) -> Any:
    return _KNOWN[source] if source in _KNOWN else _loaded(base).eval_code(source, *where, **how)


def _pyimport_impl(path: str) -> Any:
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        return _loaded(base).pyimport_impl(path)


def _initialize_event_loop() -> None:
    """Hold of Pyodide's JavaScript what its loop would: a memory without it is not restored."""
    import pyodide  # noqa: PLC0415  # half imported: it calls this
    from pyodide_js._api import scheduleCallback  # noqa: PLC0415  # not there any earlier

    loop.scheduleCallback = scheduleCallback
    pyodide.webloop = loop


class _File:
    """A file or folder of the package in its archive, as importlib.resources gives it."""

    def __init__(self, archive: Any, path: str) -> None:
        self._archive = archive
        self._path = path

    @property
    def name(self) -> str:
        return self._path.rpartition("/")[2]

    def __truediv__(self, name: str) -> "_File":
        return _File(self._archive, f"{self._path}/{name}")

    def is_file(self) -> bool:
        return self._path in self._paths()

    def is_dir(self) -> bool:
        return any(self.iterdir())

    def iterdir(self) -> Iterator["_File"]:
        folder = f"{self._path}/"
        below = (path.removeprefix(folder) for path in self._paths() if path.startswith(folder))
        return iter([self / name for name in sorted({path.partition("/")[0] for path in below})])

    def read_bytes(self) -> bytes:
        return bytes(self._archive.get_data(self._path))

    def read_text(self, encoding: str) -> str:
        return self.read_bytes().decode(encoding)

    def _paths(self) -> list[str]:
        listed = self._archive._get_files()  # noqa: SLF001  # it lists them to nobody else
        return [f"{self._archive.archive}/{path}" for path in listed]


def _files(package: str) -> _File:
    module = importlib.import_module(package)
    return _File(module.__loader__, module.__path__[0])


base: Any = _Later("_pyodide._base")
base.eval_code, base.pyimport_impl = _eval_code, _pyimport_impl
loop: Any = ModuleType("pyodide.webloop")
loop._initialize_event_loop = _initialize_event_loop  # noqa: SLF001  # Pyodide's name
resources: Any = ModuleType("importlib.resources")
resources.files = _files
described: Any = ModuleType("importlib.resources.abc")
described.Traversable = _File

# Of a package another could be asked for what is below it.
GOING: tuple[ModuleType, ...] = (_Later("asyncio"), loop, resources, described)
_STAND_INS = {each.__name__: each for each in (_Later("ast"), _Later("tokenize"), base, *GOING)}
_BROUGHT = ("pathlib", "shutil", "tempfile", "zipfile")  # by what is left out
LEFT_OUT = _STAND_INS | dict.fromkeys(_BROUGHT)
sys.modules |= _STAND_INS
