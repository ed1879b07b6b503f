"""What earlier builds made of single laws, so that a build makes it of the changed ones only.

A stage that looks at one law at a time asks the memory before it works.  The memory is a file of our own beside the
staged site, like the environment that Sphinx stores there; what nobody asked for in a build is forgotten.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from conv.diagnostics import FatiaoError
from conv.writing.output import write_atomically

T = TypeVar("T")


class Memory:
    """Values by the name of what they are and a digest of what they were made from.

    ``means`` is a digest of what makes them: our code and what it runs on.  Where it differs, nothing is known.
    """

    def __init__(self, path: Path | None = None, means: str = "") -> None:
        """Read what was kept; a file that is absent or not whole holds nothing."""
        self._path, self._means = path, means
        self._known: dict[tuple[str, str], Any] = {}
        self._used: dict[tuple[str, str], Any] = {}
        try:
            if path:
                kept_means, known = pickle.loads(path.read_bytes())  # noqa: S301  # from our own process
                self._known = known if kept_means == means else {}
        except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, IndexError, pickle.PickleError):
            self._known = {}

    def recall(self, name: str, digest: str, make: Callable[[], T]) -> T:
        """What was made of this before, or what ``make`` makes of it now."""
        key = name, digest
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else make()
        value: T = self._used[key]
        return value

    def keep(self) -> None:
        """Store what this build asked for; without a path, or where nothing is new, nothing is written."""
        if self._path is None or self._used.keys() == self._known.keys():
            return
        try:
            write_atomically(self._path, pickle.dumps((self._means, self._used), pickle.HIGHEST_PROTOCOL))
        except FatiaoError:  # the next build works a little longer
            self._path.unlink(missing_ok=True)
