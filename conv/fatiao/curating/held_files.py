"""Read the files of a corpus that its commands change.                                                         (I/O)"""

from __future__ import annotations

from pathlib import Path

from fatiao.diagnostics import FatiaoError


def read_if_held(path: Path) -> str:
    """Return the text of a file without its byte order mark, empty if there is none.

    Raises FatiaoError where it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise FatiaoError(f"{path}: this file cannot be read: {error}") from error
