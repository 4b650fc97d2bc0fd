"""What the benchmarks need around a site: pages made many, and a server of what was built."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, build_site

REFERENCES = Path(__file__).parent / "references"
PAGES = 3000
MANUALS = 10  # copies of each manual; the rest comes from repeated chapters


def built_site(root: Path, site: Path) -> None:
    """Build the site of the project at root; what stops the build ends the benchmark."""
    built = build_site(root, site)
    if built.returncode:
        raise SystemExit(built.stdout + built.stderr)


def multiply(manuals: Path) -> None:
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


def compress(folder: Path) -> None:
    """Put the files of a folder beside themselves in Brotli and gzip, as make build does."""
    cache = ROOT / "node_modules" / ".cache" / "compressed"
    command = ("node", ROOT / "macros" / "compress.mjs", folder, cache)
    subprocess.run(command, check=True)


@contextmanager
def served(folder: Path) -> Iterator[Sequence[str]]:
    """Serve a folder; give its addresses, the fast one and the slow one."""
    command = ("node", REFERENCES / "serve.mjs", folder)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:  # ours
        ports = json.loads(server.stdout.readline() if server.stdout else "")
        yield [f"http://127.0.0.1:{port}/" for port in ports]
