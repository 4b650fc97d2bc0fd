"""Runs inside Pyodide while the site is built: packs modules as bytecode of its own Python.

A browser that finds source would compile it at every start, which takes most of a start's time.
"""

import importlib.util
import marshal
import os
import sys
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same sources give the same bytes
_UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # no date or hash to compare with a source
_STDLIB = "/lib/python{}{}.zip".format(*sys.version_info)


def pack_stdlib(first: str, target: str, rest: str, rest_stands_at: str) -> None:
    """Write the standard library, as Pyodide brings it, to two archives.

    `first` names, one a line, the modules and packages that go to target; the others go to rest.
    """
    listed = set(first.splitlines())
    with zipfile.ZipFile(_STDLIB) as brought:
        names = sorted(name for name in brought.namelist() if name[-1] != "/")
        files = {name: brought.read(name) for name in names}
    needed = {name for name in names if name.partition("/")[0].removesuffix(".py") in listed}
    _write(target, {name: files[name] for name in names if name in needed}, _STDLIB)
    _write(rest, {name: files[name] for name in names if name not in needed}, rest_stands_at)


def pack_folder(folder: str, target: str, stands_at: str) -> None:
    """Write the files under folder to an archive at target, which will stand elsewhere."""
    files = {}
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = f"{place}/{name}"
            with open(path, "rb") as file:  # noqa: PTH123  # pathlib would be packed with the rest
                files[path.removeprefix(f"{folder}/")] = file.read()
    _write(target, files, stands_at)


def _write(target: str, files: dict[str, bytes], stands_at: str) -> None:
    """Write an archive of stored files: what carries it compresses it better than deflate."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            if name.endswith(".py"):
                place = f"{stands_at}/{name}"
                code = compile(content, place, "exec", dont_inherit=True, optimize=2)
                made = importlib.util.MAGIC_NUMBER + _UNCHECKED + marshal.dumps(code)
                archive.writestr(zipfile.ZipInfo(f"{name}c", _EARLIEST), made)
            else:
                archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content)
