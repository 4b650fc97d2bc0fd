"""The same batch over a Dask cluster of two workers, one of which is killed half-way."""

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import distributed
import pytest

from calculators.__main__ import main
from calculators.core.words import words
from calculators.files import cluster
from calculators.files.answers import Answerer
from calculators.files.entries import Entry
from calculators.files.remarks import Refused
from calculators.files.writing import text_output
from calculators.registry import CALCULATORS

BONUS = CALCULATORS["bonus"]
# Dask's own threads and sockets end after the test does.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a scheduler and two workers, each a process of its own."""
    made: Any = distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with made:
        yield made.scheduler_address


def entries(count: int) -> Iterator[Entry]:
    for number in range(2, count + 2):
        score = f"{number % 103}" if number % 10 else "x"  # a tenth and some have a problem
        request = {"month": "2026-03", "bonus_base": "1234.56", "score": score}
        yield Entry(source=str(number), about=f"商品{number}", request=request)


def test_the_rows_of_one_machine_in_their_order_though_a_worker_is_killed(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PARTITION", 25)
    answerer = Answerer("bonus", "zh-Hans", {}, steps=False)
    one, many = BytesIO(), BytesIO()
    expected = text_output.write(map(answerer, entries(1000)), BONUS, one)

    def interrupted() -> Iterator[Entry]:
        with distributed.Client(address) as client:  # type: ignore[no-untyped-call]
            before = client.run(os.getpid)
            for number, entry in enumerate(entries(1000)):
                if number == 500:
                    os.kill(next(iter(before.values())), signal.SIGKILL)
                yield entry
            client.wait_for_workers(2, timeout=30)
            assert set(client.run(os.getpid).values()) != set(before.values())

    with cluster.cluster(address) as compute:
        tally = text_output.write(compute(interrupted(), answerer), BONUS, many)
    assert many.getvalue() == one.getvalue()
    assert tally == expected
    assert 0 < tally.problems < tally.answered


def test_the_command_line_gives_the_same_file(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"2026-03,1000,{score}\n" for score in range(0, 101, 5))
    Path("in.csv").write_text("month,绩效奖金基数,绩效得分\n" + rows, encoding="utf-8")
    for name, more in (("one.xlsx", []), ("many.xlsx", ["--dask", address])):
        assert main(["bonus", "--batch", "in.csv", *more, "-o", name]) == 0
    assert Path("many.xlsx").read_bytes() == Path("one.xlsx").read_bytes()


def test_workers_with_other_calculators_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "digest", lambda: "other code")
    with pytest.raises(Refused) as refused, cluster.cluster(address) as compute:
        list(compute(entries(1), Answerer("bonus", "zh-Hans", {}, steps=False)))
    assert refused.value.remark.said(words()) == (
        "Dask 集群上装的计算器和这里的不是同一个版本，请装成一样的再试"
    )


def test_a_cluster_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(Refused) as refused, cluster.cluster("tcp://127.0.0.1:9"):
        pass
    assert "连不上 Dask 集群 tcp://127.0.0.1:9" in refused.value.remark.said(words())
