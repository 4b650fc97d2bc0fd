"""How long batches take and how much memory: make bench.

Each runs in a process of its own, on one core, and so does what others need for the same file; a
ratio of 2 means twice as long as the peer. Files are made in a folder that is removed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.batch_files import ARTICLES, DAYS, MONTH, PEOPLE, SETTLEMENTS
from tests.conftest import ROOT

SOME_PROBLEMS = 3  # an exit status with which the file is complete


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command to measure, over how many rows, and the name of the peer that it is held against.

    `most` are the seconds and megabytes that it may take.
    """

    name: str
    command: tuple[str, ...]
    rows: int
    peer: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock and the most memory in MB."""

    seconds: float
    megabytes: float


def works() -> Sequence[Work]:
    """Return what is measured, peers first."""
    peer = "tests.bench.batch_peers"
    settlement = ("calculators", "settlement", "--batch")
    daily = (*settlement, "daily.xlsx", "--wages", "wages.csv", "-o")
    sales = ("calculators", "reorder", "--batch", "sales.csv", "--set", "period=day")
    lines, days = ARTICLES * DAYS, PEOPLE * len(MONTH)
    return (
        Work(name="pandas.read_excel", command=(peer, "read_excel", "daily.xlsx"), rows=days),
        Work(name="pandas groupby", command=(peer, "sums", "sales.csv"), rows=lines),
        Work(name="pandas + stockpyl", command=(peer, "safety_stock", "sales.csv"), rows=lines),
        Work(
            name="settlements, CSV to CSV",
            command=(*settlement, "settlements.csv", "-o", "out.csv"),
            rows=SETTLEMENTS,
            most="20 s, 200 MB",
        ),
        Work(
            name="daily sales, CSV to CSV",
            command=(*sales, "--set", "lead_time=7", "-o", "out.csv"),
            rows=lines,
            peer="pandas + stockpyl",
            most="30 s",
        ),
        Work(
            name="attendance, XLSX to CSV",
            command=(*daily, "out.csv"),
            rows=days,
            peer="pandas.read_excel",
            most="20 s",
        ),
        Work(
            name="attendance, XLSX to XLSX",
            command=(*daily, "out.xlsx"),
            rows=days,
            peer="pandas.read_excel",
            most="20 s",
        ),
    )


def main() -> int:
    """Measure each work and print a table."""
    print(f"{'':26}{'rows':>10}{'s':>8}{'rows/s':>10}{'MB':>7}  to the peer")
    measured: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        made = _measure(("tests.bench.batch_files", folder), Path(folder))
        for work in works():
            figures = measured[work.name] = _measure(work.command, Path(folder))
            speed = work.rows / figures.seconds
            line = f"{work.name:26}{work.rows:10,}{figures.seconds:8.1f}{speed:10,.0f}"
            line += f"{figures.megabytes:7.0f}"
            if work.peer:
                line += f"  {figures.seconds / measured[work.peer].seconds:.1f} × {work.peer}"
            print(line + (f"  (at most {work.most})" if work.most else ""), flush=True)
    print(f"the files were made in {made.seconds:.0f} s")
    return 0


def _measure(command: Sequence[str], folder: Path) -> Measured:
    """Run a module in a process of its own, in a folder."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        said = process.stderr.read() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode not in {0, SOME_PROBLEMS}:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}\n{said}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return Measured(seconds, used.ru_maxrss / unit)


if __name__ == "__main__":
    sys.exit(main())
