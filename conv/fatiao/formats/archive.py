"""Zip archives, read in memory with bounded sizes; nothing is written to disk, so a path in one can do no harm."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from fatiao.formats.extract import FormatError

#: Bytes that all parts of one document together may unpack to; the largest code of the benchmarks takes 4 MB.
MAX_UNPACKED = 64 * 1024 * 1024
#: Maximum number of entries in an archive; an EPUB of a collection of laws has some hundreds.
MAX_ENTRIES = 10_000


class Archive:
    """The zip archive of one document: its parts by name.

    Raises FormatError if the archive is damaged or has too many entries.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = tuple(dict.fromkeys(info.filename for info in self._zip.infolist()))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise FormatError(f"a damaged zip archive: {error}; get the file again") from error
        if len(self.names) > MAX_ENTRIES:
            raise FormatError(f"the archive has more than {MAX_ENTRIES:,} entries; save the document again")
        self._left = MAX_UNPACKED

    def read(self, name: str) -> bytes | None:
        """Return the part called ``name``, or None if there is none.

        Raises FormatError if it is damaged, encrypted, or larger than the rest of ``MAX_UNPACKED``.
        """
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as part:
                content = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise FormatError(f"{_shown(name)} in the archive is damaged: {error}; get the file again") from error
        except RuntimeError as error:  # raised by zipfile if a password is needed
            raise FormatError("the file is encrypted; save it without a password") from error
        self._left -= len(content)
        if self._left < 0:
            raise FormatError(f"the file unpacks to more than {MAX_UNPACKED // 2**20} MB")
        return content

    def require(self, name: str) -> bytes:
        """Return the part called ``name``; raise FormatError if it is missing, or as ``read`` does."""
        content = self.read(name)
        if content is None:
            raise FormatError(f"{_shown(name)} is missing in the archive; get the file again")
        return content


def resolve(base: str, target: str) -> str:
    """Return the name of the part that ``base`` refers to by ``target``; a path out of the archive matches no part."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)
