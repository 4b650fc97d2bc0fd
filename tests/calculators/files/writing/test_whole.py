"""Files are written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculators.core.words import words
from calculators.files.remarks import Refused
from calculators.files.writing.whole import whole


def refusal(file: str | Path) -> str:
    with pytest.raises(Refused) as refused, whole(file):
        pytest.fail("nothing can be written there")
    return refused.value.remark.said(words())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_once_it_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "结果.csv"
    with whole(file) as stream:
        stream.write(b"new")
        stream.flush()
        assert not file.exists()
    assert file.read_bytes() == b"new"
    assert names(tmp_path) == ["结果.csv"]


def write_half(file: Path, failure: type[BaseException]) -> None:
    with whole(file) as stream:
        stream.write(b"half")
        raise failure


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit, OSError])
def test_after_a_failure_the_old_file_is_as_it_was(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    with pytest.raises(failure):
        write_half(file, failure)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with pytest.raises(Refused) as refused, whole(file):
        raise OSError(errno.ENOSPC, "No space left on device")
    said = refused.value.remark.said(words())
    assert said == f"写不了 {file}：磁盘满了，请腾出空间再试；原来的文件没有动"
    assert names(tmp_path) == []


def test_the_disk_that_is_always_full(tmp_path: Path) -> None:
    """Buffered bytes that no longer fit are noticed at the end."""
    full = Path("/dev/full") if Path("/dev/full").exists() else Path(os.devnull)
    assert refusal(full) == f"写不了 {full}：它不是文件，请换一个文件名"
    link = tmp_path / "a.csv"
    link.symlink_to(full)
    assert refusal(link) == f"写不了 {link}：它不是文件，请换一个文件名"
    assert full.is_char_device()


def test_places_where_no_file_can_be(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"写不了 {tmp_path}：它不是文件，请换一个文件名"
    missing = tmp_path / "没有" / "a.csv"
    assert refusal(missing) == f"写不了 {missing}：没有这个文件夹，请先建好"
    check = "请检查文件夹和权限；它正在 Excel 里打开的，请先关掉"
    assert refusal("a\x00\x1bb.csv") == f"写不了 a��b.csv：{check}"
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    assert refusal(loop).startswith(f"写不了 {loop}：")
    long = tmp_path / ("长" * 200 + ".csv")
    assert refusal(long) == f"写不了 {long}：{check}"
    assert names(tmp_path) == ["loop.csv"]


NOBODY = 65534


@pytest.fixture
def not_root() -> Iterator[Path]:
    """Give a folder of somebody's to whom things can be forbidden, and be them meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid():
            yield Path(folder)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield Path(folder)
        finally:
            os.setresuid(0, 0, 0)


def test_a_folder_or_file_that_may_not_be_written(not_root: Path) -> None:
    check = "请检查文件夹和权限；它正在 Excel 里打开的，请先关掉"
    file = not_root / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o400)
    assert refusal(file) == f"写不了 {file}：{check}"
    file.chmod(0o600)
    not_root.chmod(0o500)
    try:
        assert refusal(not_root / "b.csv") == f"写不了 {not_root / 'b.csv'}：{check}"
    finally:
        not_root.chmod(0o700)
    assert file.read_bytes() == b"old"


def test_a_folder_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        assert refusal(file).startswith(f"写不了 {file}：请检查文件夹和权限")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Refused), whole(file) as stream:
        stream.write(b"1")
    assert names(tmp_path) == []


def test_a_link_stays_one_and_rights_stay(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    file, link = folder / "a.csv", tmp_path / "link.csv"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    with whole(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert (names(tmp_path), names(folder)) == (["elsewhere", "link.csv"], ["a.csv"])


def test_a_new_file_is_for_whom_the_user_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with whole(tmp_path / "a.csv") as stream:
            stream.write(b"1")
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640
