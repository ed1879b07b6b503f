"""Make zip files whose bytes do not depend on the time or the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

#: Mode rw-r--r-- of a regular file, in the high 16 bits, where zip files from Unix store it.
_MODE = (0o100644) << 16
_UNIX = 3


def make_zip(files: Iterable[tuple[str, bytes]], moment: datetime, stored: frozenset[str] = frozenset()) -> bytes:
    """Return a zip file of the named contents, in the order given, all stamped with ``moment``.

    Names in ``stored`` are not compressed.  The same input and zlib give the same bytes: time zone, owner and umask
    have no effect.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (*moment.timetuple()[:5], moment.second // 2 * 2))
            entry.create_system = _UNIX  # the library would record the platform
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return out.getvalue()
