"""How soon Python answers in a page, beside what could be there instead: make bench.

Interleaved in one run: the handbook's bonus calculator, the same page by hand in JavaScript, in
MicroPython, and with the same package on Pyodide as it comes, in a worker, with gzip. A reader
types a score as soon as there is a field; what is measured is the time from the navigation to its
answer in the page. A cold visit is a browser's first, a warm one its third. A new window keeps the
processors busy for half a second by itself; cold is measured with that and without it.
"""

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.bench.sites import REFERENCES, built_site, compress, served
from tests.browser.browsers import CHROMIUM
from tests.conftest import ROOT

INSTALLED = ROOT / ".cache" / "references"
RUNS = 5
LATER = 20  # answers after the first
SETTLED = 4  # seconds after which a visit has left in the cache what it leaves
OPENED = 1.5  # seconds after which a new window does nothing more by itself
STOCK = "stock Pyodide"
PAGES = {
    STOCK: "stock/",
    "by hand in JavaScript": "javascript/",
    "MicroPython": "micropython/",
    "the handbook": "handbook/calculators/bonus/",
}
_BROUGHT = {  # what each needs beside the page: folder of an npm package, its files, where they go
    "micropython": (
        "@micropython/micropython-webassembly-pyscript",
        ("micropython.mjs", "micropython.wasm"),
        "",
    ),
    "stock": (
        "pyodide",
        (
            "pyodide.mjs",
            "pyodide.asm.mjs",
            "pyodide.asm.wasm",
            "pyodide-lock.json",
            "python_stdlib.zip",
        ),
        "pyodide",
    ),
}

# A reader who types 90 points as soon as there is a field for them.
_READER = """
  const typed = (score) => {
    const field = document.querySelector("#bonus-score");
    field.value = score;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const answered = (amount) =>
    document.querySelector("[data-output=bonus_gross]")?.textContent === amount;
  let isTyped = false;
  const watch = new MutationObserver(() => {
    if (!isTyped && document.querySelector("[data-output=bonus_gross]")) {
      isTyped = true;
      typed("90");
    }
    if (isTyped && window.first === undefined && answered("3,000.00")) {
      window.first = performance.now();
      watch.disconnect();
    }
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
  window.later = (times) =>
    new Promise((resolve) => {
      const taken = [];
      let began = 0;
      const turns = [["70", "2,000.00"], ["90", "3,000.00"]];
      const next = () => {
        if (taken.length === times) return resolve(taken);
        const [score, amount] = turns[taken.length % 2];
        const seen = new MutationObserver(() => {
          if (!answered(amount)) return;
          seen.disconnect();
          taken.push(performance.now() - began);
          setTimeout(next, 50);
        });
        const place = document.querySelector("[data-output=bonus_gross]");
        seen.observe(place, { childList: true, subtree: true, characterData: true });
        began = performance.now();
        typed(score);
      };
      next();
    });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds to the first answer and of those after it, and kilobytes until the first."""

    first: float
    later: Sequence[float]
    kilobytes: float


def main() -> int:
    """Build the site and the references, measure them and print a table in Markdown."""
    browser = CHROMIUM.found()
    with tempfile.TemporaryDirectory() as folder:
        _made(Path(folder))
        with served(Path(folder)) as (fast, slow), sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            tables = {
                "cold": _measured(chromium, fast, _cold),
                "cold, in an open window": _measured(chromium, fast, _cold_in_window),
                "cold, 10 Mbit/s": _measured(chromium, slow, _cold),
                "warm": _measured(chromium, fast, _warm),
            }
    _print(tables)
    return 0


def _made(folder: Path) -> None:
    """Put the site and the references into a folder, each compressed as it would be served."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(REFERENCES / name, INSTALLED)
    install = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    subprocess.run(install, check=True, cwd=INSTALLED)
    built_site(ROOT, folder / "handbook")
    compress(folder / "handbook")
    for name in ("javascript", "micropython", "stock"):
        shutil.copytree(REFERENCES / name, folder / name)
        shutil.copy(REFERENCES / "form.html", folder / name / "index.html")
        shutil.copy(REFERENCES / "page.js", folder / name)
        if name in _BROUGHT:
            package, files, place = _BROUGHT[name]
            (folder / name / place).mkdir(exist_ok=True)
            for each in files:
                shutil.copy(INSTALLED / "node_modules" / package / each, folder / name / place)
    with tempfile.TemporaryDirectory() as package:
        shutil.copytree(
            ROOT / "calculators",
            Path(package, "calculators"),
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        shutil.make_archive(str(folder / "stock" / "calculators"), "zip", package)
    compress(folder / "javascript")
    compress(folder / "micropython")
    for path in list((folder / "stock").rglob("*.*")):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))


def _measured(browser: Browser, address: str, measure: Any) -> Mapping[str, Sequence[Visit]]:
    """Return the visits to each page, taken in turns."""
    visits: dict[str, list[Visit]] = {name: [] for name in PAGES}
    for _ in range(RUNS):
        for name, path in PAGES.items():
            context = browser.new_context()
            context.add_init_script(f"{{{_READER}}}")
            visits[name].append(measure(context, address, path))
            context.close()
    return visits


def _cold(context: BrowserContext, address: str, path: str) -> Visit:
    return _visit(context, address, path)


def _cold_in_window(context: BrowserContext, address: str, path: str) -> Visit:
    return _visit(context, address, path, after=OPENED)


def _warm(context: BrowserContext, address: str, path: str) -> Visit:
    for _ in range(2):
        _visit(context, address, path)
        time.sleep(SETTLED)
    return _visit(context, address, path)


def _visit(context: BrowserContext, address: str, path: str, *, after: float = 0) -> Visit:
    page = context.new_page()
    time.sleep(after)
    _bytes(address)
    page.goto(address + path, wait_until="commit")
    page.wait_for_function("window.first !== undefined", timeout=60_000, polling=50)
    sent = _bytes(address)
    visit = Visit(page.evaluate("window.first"), page.evaluate("window.later", LATER), sent / 1000)
    page.close()
    return visit


def _bytes(address: str) -> int:
    """Return how many bytes were sent since this was asked last."""
    with urlopen(f"{address}bytes") as answer:  # noqa: S310  # our own server
        return int(answer.read())


def _print(tables: Mapping[str, Mapping[str, Sequence[Visit]]]) -> None:
    print(f"{os.cpu_count()} cores, medians of {RUNS}; × as long as {STOCK}")
    names = " | ".join(f"{name} | ×" for name in tables)
    print(f"| page | kB | {names} | first typed, ms | later, ms |")
    print("|---|" + "---:|" * (2 * len(tables) + 3))
    for name in PAGES:
        cells = []
        for visits in tables.values():
            first, stock = (
                statistics.median(visit.first for visit in visits[each]) for each in (name, STOCK)
            )
            cells += [f"{first:.0f}", f"{first / stock:.2f}"]
        cold = next(iter(tables.values()))[name]
        kilobytes = statistics.median(visit.kilobytes for visit in cold)
        typed = statistics.median(visit.later[0] for visit in cold)
        later = statistics.median(each for visit in cold for each in visit.later[1:])
        print(f"| {name} | {kilobytes:,.0f} | {' | '.join(cells)} | {typed:.1f} | {later:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
