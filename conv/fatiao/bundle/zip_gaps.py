"""Find the bytes of a zip file that belong to none of its files: before, between and after them."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: Size of the end record without its comment, and its last fields: size and offset of the central directory, length of
#: the comment.
_END, _END_FIELDS = 22, struct.Struct("<12xLLH")
#: Size of a local file header, and its last fields: lengths of the file's name and of its extra field.
_HEAD, _HEAD_FIELDS = 30, struct.Struct("<26xHH")
#: Bytes of the data descriptor, which follows a file whose size was not known in advance, and of the end records of a
#: zip file beyond four gigabytes (Zip64).
_DESCRIPTOR, _LARGE = 24, 76
_HAS_DESCRIPTOR = 1 << 3


def find_gaps(archive: zipfile.ZipFile, path: Path) -> Iterator[str]:
    """Yield descriptions of the bytes in a zip file that belong to no file: ``4 bytes before the first file``."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        end = size - _END - len(archive.comment)
        if archive.comment:
            yield f"{len(archive.comment)} bytes of archive comment"
        directory = _directory(file, end)
        if directory is None:
            yield "bytes after the last file"
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
            yield f"{directory - at} bytes after the last file"


def _directory(file: BinaryIO, end: int) -> int | None:
    """Return the offset of the central directory; None if the end record is not at ``end``."""
    if end < 0:
        return None
    file.seek(end)
    record = file.read(_END)
    if not record.startswith(b"PK\x05\x06") or len(record) < _END:
        return None
    length, _, _ = _END_FIELDS.unpack(record)
    return int(end - length)
