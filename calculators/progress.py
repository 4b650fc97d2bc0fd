"""How far a batch is, on a terminal: a bar with rate and time left; nothing where it is piped.

The bar is tqdm's, of the optional packages of the extra `batch`; without it nothing is shown.
"""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, BinaryIO

from calculators.core.words import Words

_EVERY = 0.2  # seconds


@contextmanager
def reading(stream: BinaryIO, language: Words) -> Iterator[None]:
    """Show on a terminal how far a seekable stream has been read, as long as the work lasts."""
    tqdm = _tqdm()
    if tqdm is None:
        yield
        return
    total = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    said = language.say("batch", "progress_reading")
    done = Event()
    with tqdm(total=total, desc=said, unit="B", unit_scale=True, leave=False) as bar:

        def follow() -> None:
            while not done.wait(_EVERY):
                bar.n = stream.tell()  # it goes back where a file is gone through twice
                bar.refresh()

        follower = Thread(target=follow, daemon=True)
        follower.start()
        try:
            yield
        finally:
            done.set()
            follower.join()


def answering[T](items: Iterable[T], language: Words) -> Iterable[T]:
    """Return items, and show on a terminal how many have passed, and of how many if known."""
    tqdm = _tqdm()
    if tqdm is None:
        return items
    passing: Iterable[T] = tqdm(
        items,
        desc=language.say("batch", "progress_answering"),
        total=len(items) if isinstance(items, Sized) else None,
        unit="",
        leave=False,
    )
    return passing


def _tqdm() -> Callable[..., Any] | None:
    """Return what makes a bar, None where nobody watches or it is not installed."""
    if not sys.stderr.isatty():
        return None
    try:
        from tqdm import tqdm  # noqa: PLC0415  # optional
    except ImportError:
        return None
    return tqdm
