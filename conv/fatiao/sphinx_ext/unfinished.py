"""A mark for a build under way, so that the next one knows of one that was killed.

Sphinx stores what it has read before it writes the first page, and takes a page that is newer than its source for
right.  So after a kill, or a full disk, half a page could pass for whole, and a page that another law has changed for
done.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_NAME = "fatiao-unfinished"
#: What a mark holds where the build before this one did not finish either.
_AGAIN = "again"


def mark(app: Sphinx) -> None:
    """Set the mark; it says whether one was there."""
    path = _path(app)
    path.write_text(_AGAIN if path.exists() else "", encoding="ascii")


def list_all(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """All documents, to be written again, if the last build did not finish."""
    return sorted(env.found_docs) if _path(app).read_text(encoding="ascii") else []


def unmark(app: Sphinx, error: Exception | None) -> None:
    """Take the mark away when everything has been written."""
    if error is None:
        _path(app).unlink(missing_ok=True)


def _path(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"{_NAME}-{app.builder.name}")
