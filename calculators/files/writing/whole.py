"""A file that is written whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from calculators.files.remarks import Refused

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def whole(file: str | Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become a file once all are written; else nothing is changed.

    They are written beside the file under another name, which is gone after any exception, an
    interrupt too. A link stays one, and what it leads to is replaced. Raises Refused for a place
    where no file can be written, and where the disk is full.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with whole(Path(folder) / "a.csv") as stream:
    ...         _ = stream.write(b"1")
    ...     [path.name for path in Path(folder).iterdir()]
    ['a.csv']
    """
    target = _target(file)
    temporary = target.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        # Not `tempfile`: its files are for their owner alone, a new file is for whom the user says.
        stream = temporary.open("xb")
    except OSError:
        raise Refused("batch_output.cannot_write", file=str(file)) from None
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _put(temporary, target, file)
    except OSError as error:
        if error.errno in _FULL:
            raise Refused("batch_output.disk_full", file=str(file)) from None
        raise
    finally:
        with suppress(OSError):  # after success there is none
            temporary.unlink(missing_ok=True)


def _target(file: str | Path) -> Path:
    """Return where bytes are to stand at last. Raises Refused."""
    try:
        target = Path(file).resolve()
        if target.is_dir() or (target.exists() and not target.is_file()):
            raise Refused("batch_output.not_a_file", file=str(file))
        if not target.parent.is_dir():
            raise Refused("batch_output.no_folder", file=str(file))
        looping = target.is_symlink()  # a link that leads nowhere but to itself
        writable = not looping and (os.access(target, os.W_OK) or not target.exists())
    except (OSError, RuntimeError, ValueError):  # links again, or a name that no file can have
        writable = False
    if not writable:
        raise Refused("batch_output.cannot_write", file=str(file))
    return target


def _put(temporary: Path, target: Path, file: str | Path) -> None:
    """Set a finished file in its place, for whom the one was that it replaces."""
    try:
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError:  # a spreadsheet that has it open, on Windows
        raise Refused("batch_output.cannot_write", file=str(file)) from None
