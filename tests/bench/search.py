"""How well the search finds, and how soon, beside Material's own: make search-eval.

Each query in tests/search/ is typed into the box of a real browser. A result is right if
it leads to a clause that answers the query, or to a fact of one. Material's own search is built
from the same pages, with words cut by jieba. With --large both have 3,000 pages, which are copies:
there is no telling which of them is right, so only speed and bytes are measured. A folder as an
argument is a site that is built already, measured alone.
"""

import argparse
import csv
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Self
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.sites import REFERENCES, built_site, compress, multiply, served
from tests.browser.browsers import CHROMIUM
from tests.conftest import ROOT
from tests.copies import copy_project

_SEARCH = ROOT / "tests" / "search"
TABLES = (_SEARCH / "queries.tsv", _SEARCH / "more-queries.tsv")
NOTHING = "NONE"  # as a target: nothing in the manuals answers the query
SEEN = 10  # results; the theme makes those after them when a reader scrolls to them
FEW = 5
NOTHING_FOUND = "没有"
KEYSTROKE = 40  # ms from key to key: who types letters faster is not kept waiting either
OPENING = "制度"  # what is asked first, when the index is loaded
PATIENCE = 300_000  # ms: the theme indexes 3,000 pages in the browser
_LOADED = re.compile(r"/(search|workers|lunr)/")  # what pages load for their search alone
_ASCII = re.compile(r"[ -~]+|[^ -~]+")

# Notes when the box has another value as a key comes up, which is when the theme asks its worker,
# and when an answer stands there: the theme writes the status with each, and the list in one go
# with it. The list without the status is what follows as a reader scrolls.
_WATCH = """
  () => {
    if (window.asking) return;
    const QUIET = 40; // ms that nothing follows the answer
    const DROPPED = 2000; // ms after which an answer is the last: those before it were given up
    const box = document.querySelector("[data-md-component=search-query]");
    const status = document.querySelector(".md-search-result__meta");
    const list = document.querySelector(".md-search-result__list");
    const search = { value: box.value, asked: 0, answered: 0, typed: 0, shown: 0 };
    search.start = () => Object.assign(search, { asked: 0, answered: 0 });
    search.settled = (patience) =>
      new Promise((resolve, reject) => {
        const began = performance.now();
        const look = () => {
          const now = performance.now();
          const still = now - Math.max(search.shown, search.typed);
          const isWhole = search.answered >= search.asked && still > QUIET;
          if (isWhole || (search.answered && still > DROPPED)) resolve();
          else if (now - began > patience) reject(new Error(`no answer to ${box.value}`));
          else setTimeout(look, 5);
        };
        look();
      });
    search.found = () => ({
      anchors: [...list.children].slice(0, SEEN).map((item) =>
        [...item.querySelectorAll("a.md-search-result__link")].map((link) =>
          decodeURIComponent(new URL(link.href).hash.slice(1)),
        ),
      ),
      status: status.textContent.trim(),
      milliseconds: search.shown - search.typed,
    });
    window.addEventListener(
      "keyup",
      () => {
        if (box.value === search.value) return;
        search.value = box.value;
        search.asked += 1;
        search.typed = performance.now();
      },
      true,
    );
    new MutationObserver((records) => {
      if (!records.some(({ target }) => status.contains(target))) return;
      search.answered += 1;
      search.shown = performance.now();
    }).observe(status.parentElement, { childList: true, characterData: true, subtree: true });
    window.asking = search;
  }
""".replace("SEEN", str(SEEN))


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types, the clauses that answer it, and what kind of words they are."""

    words: str
    targets: tuple[str, ...]
    kind: str

    @property
    def has_answer(self) -> bool:
        """Whether a clause of the manuals answers it."""
        return self.targets != (NOTHING,)


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader sees: the anchors that each result leads to, the status, and how soon."""

    anchors: Sequence[Sequence[str]]
    status: str
    milliseconds: float

    @property
    def is_answer(self) -> bool:
        """Whether something is said to have been found."""
        return bool(self.anchors) and NOTHING_FOUND not in self.status


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, what was found, and the place of the first right result, from 1."""

    query: Query
    found: Found
    rank: int | None

    def is_among(self, count: int) -> bool:
        """Say whether a right result is among the first ones."""
        return self.rank is not None and self.rank <= count


@dataclass(frozen=True, slots=True)
class Summary:
    """Of queries that have an answer, how many find it; of the others, how many find something."""

    answerable: int
    first: int
    few: int
    reciprocal: float  # mean of 1 / rank, 0 for what was not found
    unanswerable: int
    answered: int
    milliseconds: Sequence[float]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Self:
        """Sum up what was judged."""
        answerable = [each for each in judged if each.query.has_answer]
        others = [each for each in judged if not each.query.has_answer]
        return cls(
            answerable=len(answerable),
            first=sum(each.is_among(1) for each in answerable),
            few=sum(each.is_among(FEW) for each in answerable),
            reciprocal=sum(1 / each.rank for each in answerable if each.rank)
            / max(len(answerable), 1),
            unanswerable=len(others),
            answered=sum(each.found.is_answer for each in others),
            milliseconds=sorted(each.found.milliseconds for each in judged),
        )

    @property
    def median(self) -> float:
        """Milliseconds from the last key to the results."""
        return statistics.median(self.milliseconds)

    @property
    def slow(self) -> float:
        """The milliseconds that 95 % of the queries stay below."""
        return self.milliseconds[max(0, -(-len(self.milliseconds) * 95 // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A site's search: bytes and milliseconds until the first answer, and the answers after it."""

    opening: Mapping[str, int]  # bytes by path: what the search alone loads until it has answered
    first: float
    judged: Sequence[Judged]


def main() -> int:
    """Build the sites, ask both the same and print tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, help="a site that is built already")
    parser.add_argument("--large", action="store_true", help="at 3,000 pages: speed and bytes")
    given = parser.parse_args()
    queries = [query for table in TABLES for query in read_queries(table)]
    with tempfile.TemporaryDirectory() as folder:
        made = _given(given.site, Path(folder)) if given.site else _made(Path(folder), given.large)
        evaluations = {}
        for name, site in made.items():
            compress(site / "search")
            compress(site / "assets")
            with _browser() as browser:
                evaluations[name] = evaluate(browser, site, queries)
    print(f"{os.cpu_count()} cores, {len(queries)} queries")
    for name, evaluation in evaluations.items():
        print(f"\n## {name}\n")
        if not given.large:
            _print_quality(evaluation.judged)
        _print_speed(evaluation)
    return 0


def read_queries(path: Path) -> Sequence[Query]:
    """Read a table of queries. Raises ValueError for a line that is none."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    if header != ["query", "targets", "kind"]:
        raise ValueError(f"{path}: the columns are {header}")
    queries = []
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header) or not all(line):
            raise ValueError(f"{path}:{number}: not a query, its clauses and its kind: {line}")
        words, targets, kind = line
        if NOTHING in targets.split() and targets != NOTHING:
            raise ValueError(f"{path}:{number}: a clause answers it or {NOTHING}")
        queries.append(Query(words, tuple(targets.split()), kind))
    return queries


def judge(found: Found, targets: Sequence[str]) -> int | None:
    """Return the place of the first result that leads to one of the clauses, or None.

    >>> judge(Found([["co-1", "co-3-4-a"], ["lc-2"]], "", 1), ["lc-2", "co-3-4"])
    1
    """
    for rank, anchors in enumerate(found.anchors[:SEEN], start=1):
        if any(_is_of(anchor, target) for anchor in anchors for target in targets):
            return rank
    return None


def _is_of(anchor: str, clause: str) -> bool:
    """Say whether an anchor is a clause's or one of its facts', which end in letters."""
    fact = anchor.removeprefix(f"{clause}-")
    return anchor == clause or (fact != anchor and fact.isalpha())


def ask(page: Page, words: str) -> Found:
    """Type words into the box of the open page and return what stands there for them."""
    page.evaluate(_WATCH)
    box = page.locator("[data-md-component=search-query]")
    if not page.locator("[data-md-toggle=search]").is_checked():
        opener = page.locator("label[for=__search]").first  # not on wide screens
        (opener if opener.is_visible() else box).click()
    box.focus()
    if box.input_value():  # results of the query before must not be taken for this one's
        page.evaluate("asking.start()")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Backspace")
        page.evaluate("patience => asking.settled(patience)", PATIENCE)
        if left := page.locator(".md-search-result__item").count():
            raise RuntimeError(f"an empty box has {left} results")
    page.evaluate("asking.start()")
    for part in _ASCII.findall(words):
        if part.isascii():
            page.keyboard.type(part, delay=KEYSTROKE)
        else:  # an input method inserts what it has composed
            page.keyboard.insert_text(part)
            page.keyboard.press("End")  # and its last key comes up
    page.evaluate("patience => asking.settled(patience)", PATIENCE)
    return Found(**page.evaluate("asking.found()"))


def ask_all(page: Page, queries: Sequence[Query]) -> Sequence[Judged]:
    """Ask one query after the other in the open page."""
    judged = []
    for query in queries:
        found = ask(page, query.words)
        judged.append(Judged(query, found, judge(found, query.targets)))
    return judged


def evaluate(browser: Browser, site: Path, queries: Sequence[Query]) -> Evaluation:
    """Open a site as a new visitor, load its search with one query, then ask the others."""
    with served(site) as (address, _):
        page = browser.new_page(locale="zh-CN")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        first = ask(page, OPENING)
        loaded = [(path, size) for path, size in _asked(address) if _LOADED.search(path)]
        judged = ask_all(page, queries)
        page.close()
    return Evaluation(dict(loaded), first.milliseconds, judged)


def _asked(address: str) -> Sequence[tuple[str, int]]:
    """Return the files that were asked for since this was asked last, and their bytes."""
    with urlopen(f"{address}asked") as answer:  # noqa: S310  # our own server
        return [(path, size) for path, size in json.loads(answer.read())]


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM.found(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def _given(site: Path, folder: Path) -> Mapping[str, Path]:
    """Copy a site, which is compressed for measuring, and not where it stands."""
    shutil.copytree(site, folder / "site")
    return {str(site): folder / "site"}


def _made(folder: Path, is_large: bool) -> Mapping[str, Path]:  # noqa: FBT001  # as the option says
    """Build the handbook, and the same with Material's own search."""
    sites = {}
    for name in ("the handbook", "Material's own search"):
        copy = folder / name.replace(" ", "-")
        copy_project(copy)
        if is_large:
            multiply(copy / "docs" / "manuals")
        if name != "the handbook":
            _restore_search(copy)
        built_site(copy, copy / "site")
        sites[name] = copy / "site"
    return sites


def _restore_search(copy: Path) -> None:
    """Have a copy of the project built with Material's own search."""
    (copy / "mkdocs.yml").rename(copy / "handbook.yml")
    hook = shutil.copy(REFERENCES / "material_search.py", copy)
    hooks = ["macros/hooks.py", Path(hook).name]
    (copy / "mkdocs.yml").write_text(
        f"INHERIT: handbook.yml\nhooks: {json.dumps(hooks)}\n", encoding="utf-8"
    )


def _print_quality(judged: Sequence[Judged]) -> None:
    print("| kind | queries | first | in five | MRR | answered |")
    print("|---|" + "---:|" * 5)
    by_kind = groupby(sorted(judged, key=_kind), _kind)
    groups = {kind: list(group) for kind, group in by_kind}
    for kind, group in (groups | {"all": judged}).items():
        summary = Summary.of(group)
        found, nothing = ["–"] * 3, "–"
        if summary.answerable:
            found = [
                f"{summary.first / summary.answerable:.2f}",
                f"{summary.few / summary.answerable:.2f}",
                f"{summary.reciprocal:.2f}",
            ]
        if summary.unanswerable:
            nothing = f"{summary.answered} of {summary.unanswerable}"
        print(f"| {kind} | {len(group)} | {' | '.join(found)} | {nothing} |")
    print()
    for each in judged:
        if each.query.has_answer and not each.is_among(1):
            place = f"place {each.rank}" if each.rank else "not found"
            print(f"- {each.query.kind}: {each.query.words}: {place}")
        elif not each.query.has_answer and each.found.is_answer:
            print(f"- {each.query.kind}: {each.query.words}: answered")
    print()


def _kind(judged: Judged) -> str:
    return judged.query.kind


def _print_speed(evaluation: Evaluation) -> None:
    summary = Summary.of(evaluation.judged)
    kilobytes = sum(evaluation.opening.values()) / 1000
    print("| first answer, ms | later, median, ms | later, 95 %, ms | loaded, kB |")
    print("|" + "---:|" * 4)
    print(
        f"| {evaluation.first:.0f} | {summary.median:.1f} | {summary.slow:.1f} | {kilobytes:,.1f} |"
    )
    print()
    for path, size in evaluation.opening.items():
        print(f"- {size / 1000:,.1f} kB {path}")


if __name__ == "__main__":
    sys.exit(main())
