"""A cache of the results of earlier builds for single laws, so that a build recomputes the changed laws only.

A stage that processes one law at a time consults a ``ResultCache`` first.  A cache is an SQLite file beside the staged
site, like the environment that Sphinx stores there: values stay on disk until they are requested, and a build that is
killed leaves the file as it was.  Values are plain data and are never executed (``fatiao.rebuild.codec``).
Values that no recent build requested are deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from weakref import finalize
from zlib import crc32

from fatiao.rebuild.codec import decode, encode

T = TypeVar("T")
#: Number of consecutive builds for which a value that is not requested is kept.
_BUILDS_KEPT = 8
_SCHEMA = """
CREATE TABLE IF NOT EXISTS toolchain (digest TEXT);
CREATE TABLE IF NOT EXISTS known (key TEXT PRIMARY KEY, age INTEGER, crc INTEGER, value BLOB) WITHOUT ROWID;
"""


class ResultCache:
    """A store of values, each under the name of its kind and the digest of its input; None is never a value.

    The ``shape`` of a value, its declared type, determines how it is encoded; without one, a value consists of strings,
    numbers, lists and tuples.  ``toolchain`` is a digest of the code that computes the values and of its environment; a
    store with another digest is treated as empty.  An unreadable or unwritable file is not an error; the build
    recomputes the values.
    """

    def __init__(
        self, path: Path | None = None, toolchain: str = "", fresh: bool = False, read_only: bool = False
    ) -> None:
        """Open the file; the store is empty if the file is absent or corrupt, or if ``fresh`` is True.

        With ``read_only`` nothing is written, so that several processes can read the file at once.
        """
        self._used: list[str] = []
        self._db: sqlite3.Connection | None = None
        self._path, self._read_only = path, read_only
        if path is None:
            return
        with suppress(sqlite3.Error, OSError):  # the folder is not writable, or another build uses the file
            try:
                self._db = _open_to_read(path, toolchain) if read_only else _open(path, toolchain, fresh)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # the file is corrupt
                if read_only:
                    return
                path.unlink()
                self._db = _open(path, toolchain, fresh)
            if self._db:
                finalize(self, self._db.close)  # a build that is abandoned never calls ``keep``

    def get_or_make(self, name: str, digest: str, make: Callable[[], T], shape: Any = Any) -> T:
        """Return the value stored under a name and digest; if there is none, call ``make`` and store its result."""
        known: T | None = self.look_up(name, digest, shape)
        if known is not None:
            return known
        value = make()
        self._store(f"{name} {digest}", value, shape)
        return value

    def keep_alive(self, name: str, digests: Iterable[str]) -> None:
        """Mark values as requested without reading them."""
        self._used += (f"{name} {digest}" for digest in digests)

    def look_up(self, name: str, digest: str, shape: Any = Any) -> Any:
        """Return the value stored under a name and digest, or None."""
        return self._load(f"{name} {digest}", shape)

    def update(self, name: str, make: Callable[[T | None], T], shape: Any = Any) -> T:
        """Call ``make`` with the value stored under ``name``, or None; store and return its result.

        If ``make`` returns the same object, nothing is stored.
        """
        known: T | None = self._load(name, shape)
        value = make(known)
        if value is not known:
            self._store(name, value, shape)
        return value

    def take_from(self, path: Path, toolchain: str) -> None:
        """Copy the values of another cache that this one lacks; copy none if its ``toolchain`` differs.

        Each value is checked when it is requested.
        """
        other = _open_to_read(path, toolchain) if path.is_file() else None
        if other is None:
            return
        try:
            for key, crc, value in other.execute("SELECT key, crc, value FROM known"):
                self._ask("INSERT OR IGNORE INTO known VALUES (?, 0, ?, ?)", key, crc, value)
        except sqlite3.DatabaseError:  # the file is corrupt; the missing values are computed again
            pass
        finally:
            other.close()

    def keep(self) -> None:
        """Commit the values, delete those that recent builds did not request, and close the file."""
        if self._read_only:
            return
        self._ask("UPDATE known SET age = age + 1")
        for key in dict.fromkeys(self._used):
            self._ask("UPDATE known SET age = 0 WHERE key = ?", key)
        self._ask("DELETE FROM known WHERE age > ?", _BUILDS_KEPT)
        with suppress(sqlite3.Error):
            if self._db:
                self._db.commit()
                self._db.close()
        self._db = None

    def _load(self, key: str, shape: Any) -> Any:
        self._used.append(key)
        row = self._ask("SELECT value, crc FROM known WHERE key = ?", key)
        if row and crc32(row[0]) == row[1]:
            with suppress(ValueError):  # the value was not written by this class
                return decode(row[0], shape)
        return None

    def _store(self, key: str, value: object, shape: Any) -> None:
        if self._db is None or self._read_only:
            return
        packed = encode(value, shape)
        self._ask("INSERT OR REPLACE INTO known VALUES (?, 0, ?, ?)", key, crc32(packed), packed)

    def _ask(self, question: str, *values: str | int | bytes) -> tuple[bytes, int] | None:
        if self._db is None:
            return None
        # Strings are passed as bytes: SQLite rejects a text that holds half a surrogate pair.
        values = tuple(v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v for v in values)
        try:
            row: tuple[bytes, int] | None = self._db.execute(question, values).fetchone()
            return row
        except sqlite3.OperationalError:  # the disk is full, or another build uses the file
            self._db = None
        except sqlite3.DatabaseError:  # the file is corrupt
            self._db.close()
            self._db = None
            if self._path:
                self._path.unlink(missing_ok=True)
        return None


def _open_to_read(path: Path, toolchain: str) -> sqlite3.Connection | None:
    """Open a cache file that no process writes to; return None if its ``toolchain`` differs or it is not a cache."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if database.execute("SELECT digest FROM toolchain").fetchone() == (toolchain,):
            return database
    except sqlite3.DatabaseError:
        pass
    database.close()
    return None


def _open(path: Path, toolchain: str, fresh: bool) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=0)
    try:
        database.execute("PRAGMA synchronous = OFF")  # a power cut may corrupt the file; every value is checked
        database.executescript(_SCHEMA)
        if fresh or database.execute("SELECT digest FROM toolchain").fetchone() != (toolchain,):
            database.execute("DELETE FROM known")
            database.execute("DELETE FROM toolchain")
            database.execute("INSERT INTO toolchain VALUES (?)", (toolchain,))
    except sqlite3.Error:
        database.close()
        raise
    return database
