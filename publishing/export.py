"""The whole published set as a plain folder, for any web server."""

import io
import shutil
import tarfile
from pathlib import Path
from tempfile import mkdtemp

from macros import node
from publishing.branch import VERSIONS, Branch
from publishing.git import git_bytes

_COMPRESS = Path(node.__file__).with_name("compress.mjs")


class OccupiedError(Exception):
    """A folder holds something else than an earlier export."""


def export(branch: Branch, folder: Path, cache: Path) -> int:
    """Write what is published into a folder, with Brotli and gzip beside it; return the files.

    An earlier export is replaced as a whole. Raises OccupiedError for a folder with anything else.
    """
    occupied = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if occupied and not (folder / VERSIONS).is_file():
        raise OccupiedError(f"{folder} 里有别的文件，没有动它；请写一个空文件夹，或者以前导出的")
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with tarfile.open(
            fileobj=io.BytesIO(git_bytes(branch.folder, "archive", branch.name))
        ) as files:
            files.extractall(new, filter="data")
        number = sum(path.is_file() for path in new.rglob("*"))
        node.run(_COMPRESS, new, str(cache))
        new.chmod(0o755)
        if folder.exists():
            old = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            folder.rename(old / "old")
            try:
                new.rename(folder)
            except OSError:
                (old / "old").rename(folder)
                raise
            shutil.rmtree(old)
        else:
            new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return number
