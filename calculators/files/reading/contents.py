"""What a file is by its first bytes, whatever its name says."""

import codecs
from typing import BinaryIO

from calculators.files.reading.faults import Fault

CHUNK = 1 << 16
_STARTS = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # one with nothing in it
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"%PDF-": "pdf",
    b"{\\rtf": "document",
    b"\x89PNG\r\n": "image",
    b"\xff\xd8\xff": "image",
    b"GIF87a": "image",
    b"GIF89a": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"RIFF": "image",
    b"\x1f\x8b\x08": "packed",
    b"Rar!\x1a\x07": "packed",
    b"7z\xbc\xaf\x27\x1c": "packed",
}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PAGES = (
    "<!doctype",
    "<html",
    "<head",
    "<meta",
    "<style",
    "<body",
    "<div",
    "<table",
    "mime-version:",
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def content(stream: BinaryIO) -> str:
    r"""Return what a file is by its first bytes; `text` where none tells.

    >>> from io import BytesIO
    >>> content(BytesIO(b"PK\x03\x04")), content(BytesIO(b"<TABLE>")), content(BytesIO(b"a,b"))
    ('zip', 'html', 'text')
    """
    stream.seek(0)
    head = stream.read(CHUNK)
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    for mark in _MARKS:
        head = head.removeprefix(mark)
    # UTF-16 of Latin letters is ASCII with zeros between.
    text = head[:1000].replace(b"\0", b"").decode("latin-1").lstrip().lower()
    if text.startswith(_PAGES):
        return "html"
    return "xml" if text.startswith("<?xml") else "text"


def refuse(kind: str, stream: BinaryIO) -> None:
    """Raise Fault for a kind that is neither text nor a zip file."""
    if kind == "ole":
        raise Fault("encrypted" if _holds(stream, _ENCRYPTED) else "old_workbook")
    raise Fault(kind)


def _holds(stream: BinaryIO, wanted: bytes) -> bool:
    stream.seek(0)
    before = b""
    while chunk := stream.read(CHUNK):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False
