"""How far a batch is, on a terminal: a bar with rate and time left; nothing where it is piped.

The bar is tqdm's, of the optional packages of the extra `batch`; without it nothing is shown.
"""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from calculators.core.words import Words


@contextmanager
def reading(path: Path, language: Words) -> Iterator[BinaryIO]:
    """Open a file, and show on a terminal how much of it was read. Raises OSError."""
    tqdm = _tqdm()
    if tqdm is None:
        with path.open("rb") as stream:
            yield stream
        return
    total = path.stat().st_size
    said = language.say("batch", "progress_reading")
    bar = tqdm(total=total, desc=said, unit="B", unit_scale=True, leave=False)
    with bar, io.BufferedReader(_Watched(path, bar)) as stream:
        yield stream


def answering[T](items: Iterable[T], language: Words) -> Iterable[T]:
    """Return items, and show on a terminal how many of a known number have passed."""
    tqdm = _tqdm()
    if tqdm is None or not isinstance(items, Sized):
        return items
    passing: Iterable[T] = tqdm(
        items, desc=language.say("batch", "progress_answering"), unit="", leave=False
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


class _Watched(io.FileIO):
    """A file that moves a bar to where it is read."""

    def __init__(self, path: Path, bar: Any) -> None:
        super().__init__(path, "rb")
        self._bar = bar

    def readinto(self, buffer: Any) -> int | None:
        count = super().readinto(buffer)
        self._bar.n = self.tell()  # it goes back where a file is read twice
        self._bar.update(0)
        return count
