"""How long a build takes, now and with the chapters repeated to 3,000 pages: make bench.

Prints seconds, pages and megabytes of HTML of both, and the ratio of the time per megabyte: the
pages that the build makes from the chapters (roles, topics, lists) grow instead of becoming more,
so that pages alone do not measure the work. The runtime is cached before.
"""

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT, build_site

PAGES = 3000
MANUALS = 10  # copies of each manual; the rest comes from repeated chapters


def main() -> int:
    """Build twice in copies of the project and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        for copy in (small, large):
            copy.mkdir()
            for name in ("docs", "calculators", "macros"):
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, copy / name, ignore=ignored)
            for name in ("mkdocs.yml", "pyproject.toml", "CHANGELOG.md"):
                shutil.copy(ROOT / name, copy / name)
            (copy / "node_modules").symlink_to(ROOT / "node_modules")
        _multiply(large / "docs" / "manuals")
        measured = [_measure(copy) for copy in (small, small, large)][1:]  # the first one warms up
    for seconds, pages, megabytes in measured:
        each = seconds / megabytes
        print(f"{pages:5} pages  {megabytes:6.1f} MB  {seconds:6.1f} s  {each:4.2f} s a MB")
    before, after = (seconds / megabytes for seconds, _, megabytes in measured)
    print(f"time per MB, large to small: {after / before:.2f}")
    return 0


def _measure(copy: Path) -> tuple[float, int, float]:
    start = time.perf_counter()
    built = build_site(copy, copy / "site")
    seconds = time.perf_counter() - start
    if built.returncode:
        raise SystemExit(built.stdout + built.stderr)
    sizes = [page.stat().st_size for page in (copy / "site").rglob("*.html")]
    return seconds, len(sizes), sum(sizes) / 1e6


def _multiply(manuals: Path) -> None:
    """Repeat the manuals under other prefixes, in each copy the chapters under other numbers."""
    listed = manuals / "index.md"
    folders = sorted(path.parent for path in manuals.glob("*/index.md"))
    originals = {folder: sorted(folder.glob("[0-9]*.md")) for folder in folders}
    times = PAGES // (sum(map(len, originals.values())) * MANUALS)
    names = []
    for number, letter in enumerate("abcdefghij"[:MANUALS]):
        for folder in folders:
            index = (folder / "index.md").read_text(encoding="utf-8")
            prefix = re.findall(r"^  prefix: (..)$", index, flags=re.MULTILINE)[0]
            new = f"{letter}{chr(ord('a') + folders.index(folder))}" if number else prefix
            target = folder if not number else manuals / f"{folder.name}-{number}"
            names.append(target.name)
            target.mkdir(exist_ok=True)
            text = index.replace(f"prefix: {prefix}", f"prefix: {new}")
            (target / "index.md").write_text(text, encoding="utf-8")
            for chapter in list(folder.glob("[0-9]*.md")):
                if (
                    not chapter.stem.split("-")[0].isdecimal()
                    or int(chapter.stem.split("-")[0]) > 20
                ):
                    continue
                _repeat(chapter, target, (prefix, new), times)
    lines = "\n".join(f"  - {name}" for name in names)
    text = re.sub(r"(?<=manuals:\n)(  - .*\n)+", lines + "\n", listed.read_text(encoding="utf-8"))
    listed.write_text(text, encoding="utf-8")


def _repeat(chapter: Path, target: Path, prefixes: tuple[str, str], times: int) -> None:
    old, new = prefixes
    first, _, rest = chapter.stem.partition("-")
    text = chapter.read_text(encoding="utf-8")
    for turn in range(times):
        number = str(int(first) + 20 * turn)
        changed = re.sub(rf"(?<=\{{#){old}-{first}(?=[-\s}}])", f"{new}-{number}", text)
        changed = re.sub(rf"^(##+ ){first}(?=\.)", rf"\g<1>{number}", changed, flags=re.MULTILINE)
        if target != chapter.parent or turn:  # links inside the copied page lead to the original
            changed = re.sub(r"\]\(#", f"](../{chapter.parent.name}/{chapter.name}#", changed)
            (target / f"{number}-{rest}.md").write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
