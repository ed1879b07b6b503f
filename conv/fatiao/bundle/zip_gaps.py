"""Find the bytes of a zip file that belong to none of its files: before, between and behind them."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: The record at the end without its comment, and its last fields: size of the central directory, its place, comment.
_END, _END_FIELDS = 22, struct.Struct("<12xLLH")
#: The head of a file: lengths of its name and of its extra field are the last of 30 bytes.
_HEAD, _HEAD_FIELDS = 30, struct.Struct("<26xHH")
#: What may follow a file whose size was not known when it began, and the records of a zip file beyond four gigabytes.
_DESCRIPTOR, _LARGE = 24, 76
_HAS_DESCRIPTOR = 1 << 3


def find_gaps(archive: zipfile.ZipFile, path: Path) -> Iterator[str]:
    """Yield in words where a zip file has bytes that are no part of it: ``4 bytes before the first file``."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        end = size - _END - len(archive.comment)
        if archive.comment:
            yield f"{len(archive.comment)} bytes of comment"
        directory = _directory(file, end)
        if directory is None:
            yield "bytes behind the last file"
        at = 0
        for number, entry in enumerate(entries):
            if entry.header_offset > at:
                where = "between two files" if number else "before the first file"
                yield f"{entry.header_offset - at} bytes {where}"
            file.seek(max(0, entry.header_offset))
            name, extra = _HEAD_FIELDS.unpack(file.read(_HEAD).ljust(_HEAD, b"\0"))
            at = entry.header_offset + _HEAD + name + extra + entry.compress_size
            if entry.flag_bits & _HAS_DESCRIPTOR:
                following = entries[number + 1].header_offset if number + 1 < len(entries) else directory
                at = following if following is not None and at < following <= at + _DESCRIPTOR else at
        if directory is not None and directory > at + _LARGE:
            yield f"{directory - at} bytes behind the last file"


def _directory(file: BinaryIO, end: int) -> int | None:
    """Return where the list of files begins; None where the record of the end is not the end of the file."""
    if end < 0:
        return None
    file.seek(end)
    record = file.read(_END)
    if not record.startswith(b"PK\x05\x06") or len(record) < _END:
        return None
    length, _, _ = _END_FIELDS.unpack(record)
    return int(end - length)
