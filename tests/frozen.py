"""Tests of the code on a handbook that stays as it is, tests of the handbook on what stands here.

    python -m tests.frozen             runs the tests; what follows goes to pytest
    python -m tests.frozen --renew docs/manuals/index.md …     keeps these files as they are here

Owners change clauses, figures and tables; tests of the code name them by the hundred. Therefore
`tests/handbook/` keeps what owners write as it was when the tests were written. As long as it is
what stands here, the tests run once, where they are. Afterwards those marked `content`, which hold
of any handbook, run where they are, and all of them in a copy of the project with the kept one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.conftest import ROOT

KEPT = Path("tests", "handbook")
CHANGELOG = "CHANGELOG.md"
OWNED = (
    "mkdocs.yml",
    "docs/**/*.md",
    "docs/redirects.toml",
    "docs/search-words.txt",
    "calculators/rules/*/*.toml",
    "tests/cases/*.toml",
    CHANGELOG,
)
COPY = Path(".cache", "frozen")
_NOTHING = 5  # pytest's word for that no test was chosen
_SHARED = ("node_modules", ".cache")  # what is installed and made; the copy has it by a link
_LEFT_OUT = {".git", ".venv", "site", *_SHARED}


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run the tests, or keep files anew; return what pytest returns."""
    if list(arguments[:1]) == ["--renew"]:
        return renew(root, arguments[1:])
    if not (changed := _changed(root)):
        return _pytest(root, *arguments)
    print("条文、规则和例题：按现在的内容检查", flush=True)
    if (failed := _pytest(root, "-m", "content", *arguments)) not in {0, _NOTHING}:
        return failed
    print(f"程序：按 {KEPT} 里的内容检查，现在不同的有 {'、'.join(changed)}", flush=True)
    copy = root / COPY
    shutil.rmtree(copy, ignore_errors=True)
    with_kept(root, copy)
    return _pytest(copy, *arguments)


def owned(root: Path) -> dict[str, bytes]:
    """Return what owners write below a folder: the content of each file by its path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _owned_files(root)}


def renew(root: Path, names: Sequence[str]) -> int:
    """Keep files of the handbook as they stand in the project; what is gone there goes.

    Nothing changes and 2 is returned where a name is not that of a file that owners write.
    """
    here, kept = owned(root), owned(root / KEPT)
    unknown = [name for name in names if name not in here and name not in kept]
    if unknown or not names:
        print(f"--renew wants paths of what owners write ({', '.join(OWNED)}), not {unknown}")
        return 2
    for name in names:
        (root / KEPT / name).unlink(missing_ok=True)
    _lay({name: here[name] for name in names if name in here}, root / KEPT)
    return 0


def copied(root: Path, copy: Path) -> Path:
    """Copy the project with all that its tests need, but for what is installed: that is linked."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return (_LEFT_OUT if Path(folder) == root else {"__pycache__"}) & set(names)

    shutil.copytree(root, copy, ignore=left_out, symlinks=True)
    for name in _SHARED:
        (copy / name).symlink_to((root / name).resolve())
    return copy


def with_kept(root: Path, copy: Path) -> Path:
    """Copy the project, with the kept handbook in place of its own."""
    copied(root, copy)
    for path in _owned_files(copy):
        path.unlink()
    _lay(owned(root / KEPT), copy)
    return copy


def _changed(root: Path) -> list[str]:
    """Return the files that differ from those kept; in the changelog engineers write, too."""
    here, kept = owned(root), owned(root / KEPT)
    different = {name for name in here.keys() | kept.keys() if here.get(name) != kept.get(name)}
    return sorted(different - {CHANGELOG})


def _owned_files(root: Path) -> Iterator[Path]:
    return (path for pattern in OWNED for path in sorted(root.glob(pattern)) if path.is_file())


def _lay(files: dict[str, bytes], root: Path) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def _pytest(root: Path, *arguments: str) -> int:
    command = (sys.executable, "-m", "pytest", *arguments)
    environment = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
