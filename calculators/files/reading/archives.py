"""The zip file that a workbook is: looked through before anything in it is read."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO, ClassVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from calculators.files.reading.contents import CHUNK
from calculators.files.reading.faults import Fault

DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError)
"""What zipfile raises for bytes that are not what they should be."""
MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes of all members: 1,048,576 full rows of three cells are 210 MB at most as writers write
them, and as fast as XML is read this is a quarter of a minute."""
MOST_MEMBERS = 5000
"""A workbook has a handful for each sheet; the directory of a zip file is held in memory whole."""
_MEMBER = b"PK\x01\x02"
_KINDS = {"content.xml": "ods", "xl/workbook.bin": "xlsb", "word/document.xml": "document"}


class Archive:
    """A zip file that holds a workbook of a bearable size, unencrypted and without macros."""

    ENCRYPTED: ClassVar = 0x1

    def __init__(self, stream: BinaryIO) -> None:
        """Look through the directory. Raises Fault for what may not be read."""
        if _count(stream, _MEMBER) > MOST_MEMBERS:
            raise Fault("too_many_members", most=MOST_MEMBERS)
        stream.seek(0)
        try:
            self._zip = ZipFile(stream)
        except DAMAGED as error:
            raise Fault("damaged") from error
        members = self._zip.infolist()
        # Names are compared without case, as spreadsheets do.
        self._members = {each.filename.lower(): each for each in members}
        self._refuse_other_kinds()
        if any(each.flag_bits & self.ENCRYPTED for each in members):
            raise Fault("encrypted")
        if sum(each.file_size for each in members) > MOST_UNPACKED:
            raise Fault("unpacks", most=MOST_UNPACKED // 1024**2)
        if any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in members):
            raise Fault("damaged")

    def _refuse_other_kinds(self) -> None:
        for name in self._members:
            if name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/"):
                raise Fault("macros")
        if not any(name.startswith("xl/") for name in self._members):
            raise Fault(next((k for n, k in _KINDS.items() if n in self._members), "packed"))
        if "xl/workbook.bin" in self._members:
            raise Fault("xlsb")

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return name.lower() in self._members

    def size(self, name: str) -> int:
        """Return how many bytes a member is said to have, 0 for none of this name."""
        member = self._members.get(name.lower())
        return member.file_size if member else 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes: never more than its directory entry declares. Raises Fault."""
        member = self._members.get(name.lower())
        if member is None:
            raise Fault("damaged")
        try:
            # zipfile stops at the declared size, and then finds the checksum wrong.
            with self._zip.open(member) as opened:
                while chunk := opened.read(CHUNK):
                    yield chunk
        except DAMAGED as error:
            raise Fault("damaged") from error


def _count(stream: BinaryIO, wanted: bytes) -> int:
    stream.seek(0)
    count = 0
    while chunk := stream.read(CHUNK):
        count += chunk.count(wanted)
    return count
