"""The pages that the last build wrote: their keys, and how it left their files.

Knows nothing of what a page is.  A key is a digest of all that a page is rendered from; a file that is not as it was
left is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fatiao.files import write_atomically


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its key, and the size and time of its file."""

    key: str
    size: int
    time: int

    def stands(self, path: str) -> bool:
        """Return whether the file is as the build left it."""
        try:
            stat = os.stat(path)  # noqa: PTH116  # once a page, and pathlib takes three times as long
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (self.size, self.time)


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pages that are made of one thing, such as a law; ``key`` is the digest of it, and empty where there is none."""

    key: str
    pages: Mapping[str, PageFile] = field(default_factory=dict)


def describe(path: str | Path, key: str) -> PageFile:
    """Return a page that has just been written."""
    stat = os.stat(path)  # noqa: PTH116  # as above
    return PageFile(key, stat.st_size, stat.st_mtime_ns)


class WrittenPages:
    """The store of one builder: a file that stands only after a build that was finished.

    While a build goes on, what the last one knew lies aside, and what this one knows is not yet in its place; so a
    build that is killed leaves nothing that passes for whole.
    """

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._whole, self._before, self._next = path, path.with_suffix(".before"), path.with_suffix(".next")

    def begin(self) -> None:
        """Lay aside what the last build knew, if it was finished."""
        self._before.unlink(missing_ok=True)
        if self._whole.exists():
            self._whole.replace(self._before)

    @property
    def was_finished(self) -> bool:
        """Whether the last build was."""
        return self._before.exists()

    def read(self) -> dict[str, PageGroup]:
        """Return the groups of pages of the last build; none where it was not finished."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            value = json.loads(self._before.read_text(encoding="utf-8"))
            return {
                name: PageGroup(key, {docname: PageFile(*page) for docname, page in pages.items()})
                for name, (key, pages) in value.items()
            }
        return {}

    def keep(self, groups: Mapping[str, PageGroup]) -> None:
        """Write down the pages of this build, which is not finished yet."""
        value = {
            name: (group.key, {docname: (page.key, page.size, page.time) for docname, page in group.pages.items()})
            for name, group in groups.items()
        }
        write_atomically(self._next, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def finish(self) -> None:
        """Have what this build knows pass for whole."""
        if self._next.exists():
            self._next.replace(self._whole)
        self._before.unlink(missing_ok=True)
