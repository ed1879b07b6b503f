"""The pages written by the last build: their keys, and the sizes and modification times of their files.

This module knows nothing of the content of pages.  A key is a digest of all inputs of a page; a file that was modified
since it was written is rendered again.
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
    """A page: its key, and the size in bytes and the modification time in nanoseconds of its file."""

    key: str
    size: int
    time: int

    def stands(self, path: str) -> bool:
        """Return True if the file was not modified since the build wrote it."""
        try:
            stat = os.stat(path)  # noqa: PTH116  # called once per page, and pathlib takes three times as long
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (self.size, self.time)


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pages made from one input, such as a law; ``key`` is its digest, or "" if it has none."""

    key: str
    pages: Mapping[str, PageFile] = field(default_factory=dict)


def describe(path: str | Path, key: str) -> PageFile:
    """Return the ``PageFile`` of a page that has just been written."""
    stat = os.stat(path)  # noqa: PTH116  # as above
    return PageFile(key, stat.st_size, stat.st_mtime_ns)


class WrittenPages:
    """The store of one builder: a file that exists only after a finished build.

    During a build, the data of the last build is in a file with the suffix ``.before`` and that of the current build in
    one with ``.next``, so a build that is killed never leaves a store that appears complete.
    """

    def __init__(self, path: Path) -> None:
        """Open the store at ``path``; nothing is read or written yet."""
        self._whole, self._before, self._next = path, path.with_suffix(".before"), path.with_suffix(".next")

    def begin(self) -> None:
        """Move the data of the last build aside if that build was finished."""
        self._before.unlink(missing_ok=True)
        if self._whole.exists():
            self._whole.replace(self._before)

    @property
    def was_finished(self) -> bool:
        """True if the last build was finished."""
        return self._before.exists()

    def read(self) -> dict[str, PageGroup]:
        """Return the groups of pages of the last build, or an empty dict if it was not finished."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            value = json.loads(self._before.read_text(encoding="utf-8"))
            return {
                name: PageGroup(key, {docname: PageFile(*page) for docname, page in pages.items()})
                for name, (key, pages) in value.items()
            }
        return {}

    def keep(self, groups: Mapping[str, PageGroup]) -> None:
        """Write the pages of this build, which is not finished yet."""
        value = {
            name: (group.key, {docname: (page.key, page.size, page.time) for docname, page in group.pages.items()})
            for name, group in groups.items()
        }
        write_atomically(self._next, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def finish(self) -> None:
        """Replace the store with the data of this build, which is finished."""
        if self._next.exists():
            self._next.replace(self._whole)
        self._before.unlink(missing_ok=True)
