"""Make zip files that are the same bytes wherever and whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

#: rw-r--r-- of a regular file, where a zip file made on Unix keeps it.
_MODE = (0o100644) << 16
_UNIX = 3


def make_zip(files: Iterable[tuple[str, bytes]], moment: datetime, stored: frozenset[str] = frozenset()) -> bytes:
    """Return a zip file of named contents, in the order given, all stamped with ``moment``.

    Names in ``stored`` are not compressed.  Same input and same zlib, same bytes: no time zone, no owner, no umask.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (*moment.timetuple()[:5], moment.second // 2 * 2))
            entry.create_system = _UNIX  # the library says what it runs on
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return out.getvalue()
