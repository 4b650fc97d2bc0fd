"""The same batch over a Dask cluster: partitions of entries out, their answers back in order.

Needs the optional packages of the extra `cluster`, here and on every machine of the cluster, and
there the same calculators: a worker with others is refused rather than believed.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import batched
from typing import Any

from calculators.files.answers import Answer, Answerer
from calculators.files.entries import Entry
from calculators.files.remarks import Refused

_PARTITION = 500  # entries: a second of work or less, so that a lost worker costs little
_AHEAD = 4  # partitions a thread of the cluster: none waits, and memory stays bounded
_PATIENCE = 10  # seconds until a cluster counts as not there


@contextmanager
def cluster(address: str) -> Iterator[Callable[[Iterable[Entry], Answerer], Iterator[Answer]]]:
    """Connect to the scheduler at an address; give what computes answers there.

    Raises Refused where Dask is not installed, nobody answers, or a worker has other calculators.
    """
    try:
        import distributed  # noqa: PLC0415  # optional, and slow to import
    except ImportError:
        raise Refused("batch.no_dask") from None
    try:
        client: Any = distributed.Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        raise Refused("batch.no_cluster", address=address) from None
    with client:
        workers = client.nthreads()
        if not workers:
            raise Refused("batch.no_workers", address=address)

        def compute(entries: Iterable[Entry], answerer: Answerer) -> Iterator[Answer]:
            return _answers(client, sum(workers.values()) * _AHEAD, entries, answerer)

        yield compute


def _answers(
    client: Any, ahead: int, entries: Iterable[Entry], answerer: Answerer
) -> Iterator[Answer]:
    waiting: deque[Any] = deque()
    try:
        for partition in batched(entries, _PARTITION):
            waiting.append(
                client.submit(partition_answers, answerer, partition, digest(), pure=False)
            )
            if len(waiting) >= ahead:
                yield from _result(waiting.popleft())
        while waiting:
            yield from _result(waiting.popleft())
    finally:
        client.cancel(list(waiting))


def _result(future: Any) -> list[Answer]:
    try:
        answers: list[Answer] | None = future.result()
    except Exception as error:  # of many kinds: a lost scheduler, workers that died again and again
        raise Refused("batch.cluster_failed", error=type(error).__name__) from error
    if answers is None:
        raise Refused("batch.other_calculators")
    return answers


def partition_answers(
    answerer: Answerer, entries: Iterable[Entry], expected: str
) -> list[Answer] | None:
    """Return the answers to entries, on a worker; None where its calculators are others.

    >>> partition_answers(Answerer("bonus", "zh-Hans", {}, steps=False), [], "other code") is None
    True
    """
    return [answerer(entry) for entry in entries] if digest() == expected else None


@cache
def digest() -> str:
    """Return a digest of the code, rules and words of the calculators that are installed here.

    >>> len(digest())
    64
    """
    content = hashlib.sha256()
    for name, file in sorted(_files(files("calculators"), "")):
        content.update(name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        name = f"{path}/{each.name}"
        if each.is_dir():
            yield from _files(each, name)
        elif name.endswith((".py", ".toml")):
            yield name, each
