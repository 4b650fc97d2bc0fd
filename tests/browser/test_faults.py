"""What goes wrong on the way to a page, in both browsers: it is said, and no answer is wrong."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from struct import calcsize, iter_unpack, pack_into, unpack_from
from zlib import crc32

import pytest

from tests.browser import asking
from tests.browser.conftest import Server
from tests.browser.tabs import Tab

PAGE = "calculators/settlement/index.html"
NO_PYTHON, NO_RULES = "Python 没有装好", "计算规则没有取到"
SLOWLY = "Python starts without its snapshot, which takes longer"

SHOWN = """async (text) => {
  for (let tried = 0; tried < 300; tried++) {
    if (document.body.innerText.includes(text)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""
TYPE = """([id, text]) => {
  const field = document.getElementById(id);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
TRY_AGAIN = """() => {
  [...document.querySelectorAll("button")].find((each) => each.innerText === "再试一次").click();
}"""
# Has Python do what no page has it do.
COMPILE = """async () => {
  const { python } = await import(new URL("../../assets/start.js", location.href).href);
  python().answer("python", "compile('1', '', 'eval')").catch(() => {});
}"""
# Has Python read a file that no page needs.
IMPORT = """async () => {
  const { python } = await import(new URL("../../assets/start.js", location.href).href);
  const code = "import calculators.batch_command; result = 'imported'";
  return python().answer("python", code).catch(String);
}"""
# What a worker tells of its start, in the order in which it tells it.
LISTEN = b"""
window.told = [];
window.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    this.addEventListener("message", ({ data }) => {
      if (data.type === "ready" || data.type === "failed") told.push(data.type);
    });
  }
};
"""
HEAD = b"<head><script>" + LISTEN + b"</script>"


def longer(content: bytes) -> bytes:
    """Return a file that differs, and would do as well: only its hash tells."""
    return content + (b"\0\2\1x" if content.startswith(b"\0asm") else b"\n")


def halved(content: bytes) -> bytes:
    """Return a file of the same length whose second half is lost."""
    return content[: len(content) // 2].ljust(len(content), b"\0")


def is_answered(tab: Tab) -> bool:
    tab.run(TYPE, ["settlement-score", "90"])
    return bool(tab.run(SHOWN, "2,550.00"))


def recovers(tab: Tab, server: Server, reason: str) -> bool:
    """Say whether the page gives the reason, keeps the example and answers once all is mended."""
    tab.open(f"{server.address}/{PAGE}")
    assert tab.run(SHOWN, reason)
    assert tab.run(SHOWN, "例子的答案")
    server.mend()
    tab.run(TRY_AGAIN)
    return is_answered(tab)


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        (("snapshot.bin", "calculators.zip"), NO_RULES),
        (("snapshot.bin", "stdlib.zip"), NO_PYTHON),
        (("pyodide.mjs",), NO_PYTHON),
        (("pyodide.asm.js",), NO_PYTHON),
        (("called.wasm", "pyodide.asm.wasm"), NO_PYTHON),
        (("python-worker.js",), NO_PYTHON),
    ],
)
def test_what_cannot_be_loaded_is_said_and_tried_again(
    tab: Tab, server: Server, lost: tuple[str, ...], reason: str
) -> None:
    server.lose(*lost)
    assert recovers(tab, server, reason)


@pytest.mark.parametrize(
    ("changed", "how", "reason"),
    [
        (("snapshot.bin", "calculators.zip"), longer, NO_RULES),
        (("snapshot.bin", "stdlib.zip"), longer, NO_PYTHON),
        (("pyodide.mjs",), halved, NO_PYTHON),
        (("pyodide.asm.js",), halved, NO_PYTHON),
        (("called.wasm", "pyodide.asm.wasm"), halved, NO_PYTHON),
    ],
)
def test_what_is_not_as_it_was_built_is_never_asked(
    tab: Tab, server: Server, changed: tuple[str, ...], how: Callable[[bytes], bytes], reason: str
) -> None:
    server.change(how, *changed)
    assert recovers(tab, server, reason)


def test_a_damaged_file_that_a_browser_keeps_is_fetched_anew_when_the_reader_insists(
    tab: Tab, server: Server
) -> None:
    server.is_kept = True
    server.change(halved, "pyodide.mjs")
    tab.open(f"{server.address}/{PAGE}")
    assert tab.run(SHOWN, NO_PYTHON)
    server.mend()
    tab.run(TRY_AGAIN)
    assert tab.run(SHOWN, NO_PYTHON)
    tab.run(TRY_AGAIN)
    assert is_answered(tab)


NUMBERS = "<5I"  # of a snapshot: its sum, ..., how long its head is, how many runs of blocks


def without_head(snapshot: bytes) -> bytes:
    """Return a snapshot in which Pyodide does not find what it looks for."""
    *_, head, runs = unpack_from(NUMBERS, snapshot)
    begin = calcsize(NUMBERS) + 8 * runs
    return snapshot[:begin] + bytes(head) + snapshot[begin + head :]


def misplaced(snapshot: bytes) -> bytes:
    """Return a snapshot whose blocks go to where others belong."""
    changed = bytearray(snapshot)
    *_, runs = unpack_from(NUMBERS, snapshot)
    for place in range(calcsize(NUMBERS), calcsize(NUMBERS) + 8 * runs, 16):
        (block,) = unpack_from("<I", snapshot, place)
        pack_into("<I", changed, place, block + 1)
    return bytes(changed)


def summed(snapshot: bytes) -> int:
    """Return the sum of a snapshot as docs/assets/snapshot.js takes it."""
    rest = snapshot[4:]
    sums = [len(rest) // 4, 1, 2, 3]
    for numbers in iter_unpack("<4I", rest + bytes(-len(rest) % 16)):
        sums = [mixed(total, number) for total, number in zip(sums, numbers, strict=True)]
    return reduce(mixed, sums)


def mixed(total: int, number: int) -> int:
    total = (total ^ number) * 0x01000193 & 0xFFFFFFFF
    return total ^ total >> 15


@pytest.mark.parametrize("spoilt", [without_head, misplaced])
def test_a_snapshot_that_cannot_be_restored_is_done_without_and_that_is_said_once(
    tab: Tab, server: Server, site: Path, spoilt: Callable[[bytes], bytes]
) -> None:
    (path,) = site.glob("assets/runtime/calculators/*/snapshot.bin")
    good = path.read_bytes()
    expected, given = (str(summed(each)).encode() for each in (good, spoilt(good)))
    server.change(spoilt, "snapshot.bin")
    starts_slowly(tab, server, lambda page: page.replace(expected, given))


@pytest.mark.parametrize("file", ["snapshot.bin", "called.wasm"])
@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_without_its_snapshot_python_starts_slowly_and_says_so_once(
    tab: Tab, server: Server, file: str, fault: str
) -> None:
    if fault == "lost":
        server.lose(file)
    else:
        server.change(halved, file)
    starts_slowly(tab, server)


def starts_slowly(
    tab: Tab, server: Server, change: Callable[[bytes], bytes] = lambda page: page
) -> None:
    server.change(lambda page: change(page).replace(b"<head>", HEAD, 1), PAGE)
    tab.open(f"{server.address}/{PAGE}")
    assert is_answered(tab)
    assert sum(SLOWLY in each for each in tab.said) == 1
    assert tab.run("() => told") == ["ready"]  # and no failure before it


def test_a_start_from_the_snapshot_loads_no_archive_until_a_file_in_it_is_read(
    tab: Tab, server: Server
) -> None:
    asking.let_run(server)
    tab.open(f"{server.address}/{PAGE}")
    assert is_answered(tab)
    assert not tab.run("() => isSecureContext")  # as on an intranet
    assert server.was_asked_for("snapshot.bin")
    assert not server.was_asked_for(".zip")
    assert not server.was_asked_for("pyodide.asm.wasm")
    assert not server.was_asked_for("functions.wasm")
    assert not any(SLOWLY in each for each in tab.said)
    assert tab.run(IMPORT) == "imported"
    assert server.was_asked_for("calculators.zip")


@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_an_archive_that_is_lost_or_changed_when_it_is_needed_fails_one_answer_alone(
    tab: Tab, server: Server, fault: str
) -> None:
    asking.let_run(server)
    tab.open(f"{server.address}/{PAGE}")
    assert is_answered(tab)
    if fault == "lost":
        server.lose(".zip")
    else:
        server.change(longer, ".zip")
    assert "I/O error" in tab.run(IMPORT)
    tab.run(TYPE, ["settlement-score", "100"])
    assert tab.run(SHOWN, "3,000.00")
    server.mend()
    assert tab.run(IMPORT) == "imported"


@pytest.mark.parametrize("fault", ["lost", "changed", "built wrong"])
def test_functions_that_are_lost_or_changed_when_they_are_needed_end_python_until_it_is_tried_again(
    tab: Tab, server: Server, site: Path, fault: str
) -> None:
    asking.let_run(server)
    (functions,) = site.glob("assets/runtime/python/*/functions.wasm")
    if fault == "built wrong":
        known, given = (str(crc32(each)).encode() for each in (functions.read_bytes(), b""))
        server.change(lambda page: page.replace(known, given), PAGE)
    tab.open(f"{server.address}/{PAGE}")
    assert is_answered(tab)
    if fault == "lost":
        server.lose(functions.name)
    else:
        server.change(longer if fault == "changed" else lambda _: b"", functions.name)
    tab.run(COMPILE)
    assert tab.run(SHOWN, NO_PYTHON)
    server.mend()
    asking.let_run(server)
    tab.run(TRY_AGAIN)
    assert is_answered(tab)
    if fault != "built wrong":
        assert asking.run(tab, "result = 'compiled'") == "compiled"
