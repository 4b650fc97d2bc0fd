"""Python in a page is the same however it has started, in both browsers."""

import json
from collections.abc import Callable
from itertools import batched
from pathlib import Path

import pytest

from calculators import answer_text, files_text
from calculators.__main__ import main
from calculators.pictures import pictures_text
from calculators.registry import CALCULATORS
from macros import runtime
from macros.runtime import split
from tests.browser import asking
from tests.browser.conftest import Server
from tests.browser.tabs import Tab
from tests.conftest import ROOT

SETTLEMENT = "calculators/settlement/"
SLOWLY = "Python starts without its snapshot, which takes longer"
BATCH = 100
PAID = {"attendance": "wage_deduction", "bonus": "bonus_gross", "settlement": "pay_before_tax"}
# Asks what no page asks: a request is text.
FAIL = """async () => {
  const { python } = await import(new URL("../../assets/start.js", location.href).href);
  while (python().condition.state !== "ready") await new Promise((next) => setTimeout(next, 50));
  return python().answer("bonus", 5).catch(String);
}"""


@pytest.fixture
def opened(tab: Tab, server: Server, site: Path) -> Callable[[str], Tab]:
    """Open a page whose Python starts as is said and runs what a test gives it."""

    def opens(start: str) -> Tab:
        asking.let_run(server)
        if start == "from its files":
            server.lose("snapshot.bin")
        elif start == "without functions":
            (whole,) = site.glob("assets/runtime/python/*/pyodide.asm.wasm")
            (kept,) = site.glob("assets/runtime/module/*/called.wasm")
            few = split.called(whole.read_bytes(), [])
            known, given = map(runtime.integrity, (kept.read_bytes(), few))
            server.change(lambda _: few, kept.name)
            server.change(
                lambda page: page.replace(known.encode(), given.encode()),
                f"{SETTLEMENT}index.html",
            )
        tab.open(f"{server.address}/{SETTLEMENT}index.html")
        return tab

    return opens


def replies_as_on_the_command_line(tab: Tab) -> None:
    requests = [*asking.known(), *asking.drawn(1000), *asking.broken()]
    for batch in batched(requests, BATCH):
        doors = (("answer", answer_text), ("files", files_text), ("pictures", pictures_text))
        for door, python in doors:
            asked = batch if door == "answer" else batch[:: BATCH // 4]
            for request, reply in zip(asked, asking.ask(tab, door, asked), strict=True):
                assert reply == python(*request), (door, *request)


@pytest.mark.content
def test_from_its_snapshot_python_replies_as_on_the_command_line(
    opened: Callable[[str], Tab],
) -> None:
    tab = opened("from its snapshot")
    replies_as_on_the_command_line(tab)
    assert not any(SLOWLY in each for each in tab.said)


def test_examples_need_nothing_that_a_start_does_without(
    opened: Callable[[str], Tab], server: Server
) -> None:
    tab = opened("from its snapshot")
    examples = [(name, json.dumps(dict(each.example))) for name, each in CALCULATORS.items()]
    examples += [
        (name, json.dumps({key: value for key, value in given.items() if key != "events"}))
        for name, each in CALCULATORS.items()
        for month in ("2025-05", "2025-12", "2026-10")
        if "month" in each.example
        for given in [{**each.example, "month": month}]
    ]
    assert all("problems" not in json.loads(each) for each in asking.ask(tab, "answer", examples))
    asking.ask(tab, "pictures", examples)
    twice = [(name, f'{{"before": {each}, "now": {each}}}') for name, each in examples]
    assert all("problems" not in json.loads(each) for each in asking.ask(tab, "compare", twice))
    paid = [
        (name, f'{{"inputs": {each}, "payslip": {{"{PAID[name]}": "1,000.50"}}}}')
        for name, each in examples
        if name in PAID
    ]
    assert all(json.loads(each)["lines"] for each in asking.ask(tab, "payslip", paid))
    kept = [json.loads(each)["files"]["receipt"] for each in asking.ask(tab, "files", examples)]
    # A receipt names its calculator itself.
    checked = asking.ask(tab, "verify", [(each["text"], "") for each in kept])
    assert all(json.loads(each)["same"] for each in checked)
    assert not server.was_asked_for("functions.wasm")
    assert not server.was_asked_for(".zip")
    assert not any(SLOWLY in each for each in tab.said)


def test_an_error_needs_no_archive(opened: Callable[[str], Tab], server: Server) -> None:
    tab = opened("from its snapshot")
    assert "TypeError: expected string" in tab.run(FAIL)
    assert not server.was_asked_for(".zip")


def test_with_functions_that_come_later_python_replies_alike(
    opened: Callable[[str], Tab], server: Server
) -> None:
    tab = opened("without functions")
    replies_as_on_the_command_line(tab)
    assert server.was_asked_for("functions.wasm")
    assert not server.was_asked_for("pyodide.asm.wasm")
    assert not any(SLOWLY in each for each in tab.said)


NEEDED = """
import sys
archive = next(path for path in sys.path if path.endswith(".zip") and "python" in path)
result = sorted({
    name.partition(".")[0]
    for name, module in sys.modules.items()
    if str(getattr(module.__spec__, "origin", None)).startswith(archive)
})
"""


def test_from_its_files_python_replies_alike_and_needs_of_the_library_what_is_listed(
    opened: Callable[[str], Tab], server: Server
) -> None:
    tab = opened("from its files")
    replies_as_on_the_command_line(tab)
    assert not server.was_asked_for("rest.zip")
    lines = (ROOT / "macros" / "runtime" / "stdlib.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == asking.run(tab, NEEDED)


@pytest.mark.parametrize("start", ["from its snapshot", "from its files"])
def test_a_module_of_the_rest_is_loaded_when_it_is_imported(
    opened: Callable[[str], Tab], server: Server, start: str
) -> None:
    tab = opened(start)
    asking.run(tab, "result = None")
    assert not server.was_asked_for("rest.zip")
    said = asking.run(
        tab,
        """
import calendar, csv, pdb, traceback, unittest.mock, xml.dom.minidom
from datetime import datetime
day = datetime.strptime("2026年1月31日", "%Y年%m月%d日")
try:
    import openpyxl
except ModuleNotFoundError:
    failure = traceback.format_exc().splitlines()[-1]
result = [day.isoformat(), "工资".encode("gb18030").hex(), failure]
""",
    )
    missing = "ModuleNotFoundError: No module named 'openpyxl'"
    assert said == ["2026-01-31T00:00:00", "工资".encode("gb18030").hex(), missing]
    assert server.was_asked_for("rest.zip")


def test_a_file_in_another_encoding_is_answered_in_the_page_as_on_the_command_line(
    opened: Callable[[str], Tab], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "月份,绩效奖金基数,绩效得分\n2026-03,2000,90\n2026-03,2000,一百\n".encode("gb18030")
    command = ["bonus", "--batch", "in.csv", "-o", "out.csv"]
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_bytes(content)
    status = main(command)
    assert asking.run(
        opened("from its snapshot"),
        f"""
from pathlib import Path
from calculators.__main__ import main
Path("in.csv").write_bytes({content!r})
result = [main({command!r}), Path("out.csv").read_text(encoding="utf-8", newline="")]
""",
    ) == [status, Path("out.csv").read_text(encoding="utf-8", newline="")]


CHANCE = """
import os, random, secrets, tempfile, uuid
name = next(tempfile._get_candidate_names())
result = [random.random(), secrets.token_hex(), os.urandom(8).hex(), str(uuid.uuid4()), name]
"""


def test_chance_is_another_on_each_visit(opened: Callable[[str], Tab]) -> None:
    one, other = (asking.run(opened("from its snapshot"), CHANCE) for _ in range(2))
    assert [a for a, b in zip(one, other, strict=True) if a == b] == []
