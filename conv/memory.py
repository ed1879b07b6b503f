"""What earlier builds made of single laws, so that a build makes it of the changed ones only.

A stage that looks at one law at a time asks the memory before it works.  A memory is a file of our own beside the
staged site, like the environment that Sphinx stores there; what no build has asked for lately is forgotten.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from conv.diagnostics import FatiaoError
from conv.writing.output import write_atomically

T = TypeVar("T")
#: What so many builds in a row did not ask for is forgotten.
_PATIENCE = 8


class Memory:
    """Values by the name of what they are and a digest of what they were made from.

    ``means`` is a digest of what makes them: our code and what it runs on.  Where it differs, nothing is known.
    """

    def __init__(self, path: Path | None = None, means: str = "", fresh: bool = False) -> None:
        """Read what was kept, if not ``fresh``; a file that is absent or not whole holds nothing."""
        self._path, self._means = path, means
        # values are kept as bytes: most are asked for once in a build, and need not stay in its way
        self._known: dict[tuple[str, str], tuple[int, bytes]] = {}  # how many builds ago it was used, and the value
        self._used: dict[tuple[str, str], bytes] = {}
        try:
            if path and not fresh:
                kept_means, known = pickle.loads(path.read_bytes())  # noqa: S301  # from our own process
                self._known = known if kept_means == means else {}
        except (OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, IndexError, pickle.PickleError):
            self._known = {}

    def recall(self, name: str, digest: str, make: Callable[[], T]) -> T:
        """What was made of this before, or what ``make`` makes of it now."""
        key = name, digest
        kept = self._used.get(key) or self._known.get(key, (0, b""))[1]
        value: T = pickle.loads(kept) if kept else make()  # noqa: S301
        self._used[key] = kept or pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return value

    def keep(self) -> None:
        """Store what this build and those before it asked for; nothing without a path."""
        if self._path is None:
            return
        kept = {key: (age + 1, value) for key, (age, value) in self._known.items() if age < _PATIENCE}
        kept |= {key: (0, value) for key, value in self._used.items()}
        try:
            write_atomically(self._path, pickle.dumps((self._means, kept), pickle.HIGHEST_PROTOCOL))
        except FatiaoError:  # the next build works a little longer
            with suppress(OSError):
                self._path.unlink()
