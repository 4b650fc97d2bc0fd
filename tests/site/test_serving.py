"""What serving builds after an edit is what a clean build writes, byte for byte."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT
from tests.copies import copy_two_manuals, edit

CHAPTER = "docs/manuals/commercial-operations/3-processes.md"
BONUS = "calculators/rules/bonus/2025-01-01.toml"
EDITS = {
    "a sentence, a figure, a calculator, a case, a change, a sheet": [
        (CHAPTER, r"(?m)^- ", "- 改过："),
        (BONUS, r"value = 1\.5", "value = 1.6"),
        ("calculators/bonus.py", r"times\(inputs\.bonus_base", "times(2 * inputs.bonus_base"),
        ("tests/cases/bonus.toml", r'title = "(?=.*"\ninputs)', 'title = "改过'),
        ("CHANGELOG.md", r"(?m)^- ", "- 改过："),
        ("docs/assets/handbook.css", r"\Z", "\n.changed { color: red }\n"),
    ],
    "a header and a title": [
        ("docs/manuals/commercial-operations/index.md", "edition: .*", "edition: 二"),
        ("docs/how-to-use.md", r"title: .*", "title: 改过的标题"),
    ],
    "a term": [("docs/lists/glossary.md", r":   ", ":   改过：")],
    "a page that goes and one with another address": [
        ("docs/how-to-use.md", r"(?s).+", ""),
        ("docs/roles/index.md", r"slug: operations-specialist", "slug: another"),
    ],
    "a template, the theme's frame, a macro": [
        ("macros/templates/rule_table.html.j2", r"<table", '<table data-changed="1"'),
        ("macros/theme/main.html", "<title>", "<title>改过"),
        ("macros/pages.py", "岗位：", "由谁："),
    ],
    "the configuration": [("mkdocs.yml", "permalink_title: .*?}", "permalink_title: 改过 }")],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_two_manuals(tmp_path / "copy")


def settings(project: Path) -> dict[str, str]:
    return os.environ | {
        "HANDBOOK_QUICK": "true",
        "HANDBOOK_TODAY": "2026-07-10",
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONPATH": str(project),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


class Building:
    """A process that builds a project again and again."""

    def __init__(self, project: Path, site: Path, *address: str) -> None:
        self._site = site
        self._process = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "site" / "again.py", site, *address],
            cwd=project,
            env=settings(project),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self) -> tuple[int, dict[str, bytes]]:
        """Build, and return how many pages were converted and the files of the site by path."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        converted = int(self._process.stdout.readline())
        files = (path for path in self._site.rglob("*") if path.is_file())
        return converted, {str(path.relative_to(self._site)): path.read_bytes() for path in files}

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def serving(copy: Path, tmp_path: Path) -> Iterator[Building]:
    building = Building(copy, tmp_path / "served")
    yield building
    building.end()


def test_an_edit_shows_as_in_a_clean_build(copy: Path, serving: Building, tmp_path: Path) -> None:
    everything, before = serving.build()
    for what, edits in EDITS.items():
        for path, old, new in edits:
            edit(copy / path, old, new)
        converted, served = serving.build()
        clean = Building(copy, tmp_path / "clean")
        pages, built = clean.build()
        clean.end()
        different = [path for path in served | built if served.get(path) != built.get(path)]
        assert different == [], what
        assert built != before, what
        before = built
        if what == "a header and a title":
            assert converted < everything / 4
    assert pages > everything / 2


def test_pages_that_were_put_off_are_made_when_they_are_asked_for(
    copy: Path, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = "{}:{}".format(*free.getsockname())
    address = f"http://{place}/"
    said = tmp_path / "said"
    with (
        said.open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", place],
            cwd=copy,
            env=settings(copy),
            stdout=log,
            stderr=log,
        ) as serving,
    ):
        try:
            wait_until(lambda: "Serving on" in said.read_text())
            before = fetched(f"{address}livereload/0/1")
            edits = [
                *EDITS["a sentence, a figure, a calculator, a case, a change, a sheet"],
                *EDITS["a header and a title"],
            ]
            for path, old, new in edits:
                edit(copy / path, old, new)
            wait_until(lambda: fetched(f"{address}livereload/0/1") != before)
            clean = Building(copy, tmp_path / "clean", address)
            _, built = clean.build()
            clean.end()
            pages = {
                path.removesuffix("index.html"): content
                for path, content in built.items()
                if path.endswith("index.html")
            }
            wait_until(
                lambda: [path for path in pages if shown(address + path) != pages[path]] == []
            )
        finally:
            serving.terminate()
    repeating = [path for path in pages if "改过：".encode() in pages[path]]
    assert len(repeating) > len(edits)


def wait_until(happens: Callable[[], bool]) -> None:
    last = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < last
        time.sleep(0.2)


def fetched(address: str) -> bytes:
    with urlopen(address) as answer:  # noqa: S310  # our own server
        content: bytes = answer.read()
    return content


def shown(address: str) -> bytes:
    """Return a page as it is served, without the script that loads it again after an edit."""
    return re.sub(
        rb"<script>\nvar livereload.*?</script>(?=</body>)", b"", fetched(address), flags=re.DOTALL
    )
