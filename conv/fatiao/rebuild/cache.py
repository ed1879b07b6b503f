"""What earlier builds made of single laws, so that a build makes it of the changed ones only.

A stage that looks at one law at a time asks the memory before it works.  A memory is an SQLite file of our own beside
the staged site, like the environment that Sphinx stores there: values stay on the disk until they are asked for, and a
build that is killed leaves it as it was.  They are data, of which nothing can be run
(``fatiao.rebuild.codec``).  What no build has asked for lately is forgotten.
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
#: What so many builds in a row did not ask for is forgotten.
_PATIENCE = 8
_SCHEMA = """
CREATE TABLE IF NOT EXISTS means (digest TEXT);
CREATE TABLE IF NOT EXISTS known (key TEXT PRIMARY KEY, age INTEGER, crc INTEGER, value BLOB) WITHOUT ROWID;
"""


class Memory:
    """Values by the name of what they are and a digest of what they were made from; None is no value.

    The type that a value is declared with, its ``shape``, says how it is written; without one it is of texts, numbers,
    lists and tuples.  ``means`` is a digest of what makes them: our code and what it runs on.  Where it differs,
    nothing is known.  A file that cannot be read or written is no error: the build works a little longer.
    """

    def __init__(self, path: Path | None = None, means: str = "", fresh: bool = False, read_only: bool = False) -> None:
        """Open what was kept; nothing is known where the file is absent, not whole, or not asked for (``fresh``).

        With ``read_only`` nothing is written, so that several processes may read the file at once.
        """
        self._used: list[str] = []
        self._db: sqlite3.Connection | None = None
        self._path, self._read_only = path, read_only
        if path is None:
            return
        with suppress(sqlite3.Error, OSError):  # no folder to write to, or another build is at it
            try:
                self._db = _open_to_read(path, means) if read_only else _open(path, means, fresh)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # it is not whole
                if read_only:
                    return
                path.unlink()
                self._db = _open(path, means, fresh)
            if self._db:
                finalize(self, self._db.close)  # a build that is given up does not keep it

    def recall(self, name: str, digest: str, make: Callable[[], T], shape: Any = Any) -> T:
        """Return the value stored for these parts, or make it now with ``make``."""
        known: T | None = self.look_up(name, digest, shape)
        if known is not None:
            return known
        value = make()
        self._store(f"{name} {digest}", value, shape)
        return value

    def mention(self, name: str, digests: Iterable[str]) -> None:
        """Take values for asked for, without looking at them."""
        self._used += (f"{name} {digest}" for digest in digests)

    def look_up(self, name: str, digest: str, shape: Any = Any) -> Any:
        """Return the value stored for these parts; None where there is none."""
        return self._load(f"{name} {digest}", shape)

    def renew(self, name: str, make: Callable[[T | None], T], shape: Any = Any) -> T:
        """Return the result of ``make`` on the value of the last time, which it may give back; on None without one."""
        known: T | None = self._load(name, shape)
        value = make(known)
        if value is not known:
            self._store(name, value, shape)
        return value

    def take_from(self, path: Path, means: str) -> None:
        """Take over the values of another memory that are not known here; none where it has other ``means``.

        Every value is checked when it is asked for.
        """
        other = _open_to_read(path, means) if path.is_file() else None
        if other is None:
            return
        try:
            for key, crc, value in other.execute("SELECT key, crc, value FROM known"):
                self._ask("INSERT OR IGNORE INTO known VALUES (?, 0, ?, ?)", key, crc, value)
        except sqlite3.DatabaseError:  # it is not whole, and what it lacks is worked out again
            pass
        finally:
            other.close()

    def keep(self) -> None:
        """Store what this build and those before it asked for, and close."""
        if self._read_only:
            return
        self._ask("UPDATE known SET age = age + 1")
        for key in dict.fromkeys(self._used):
            self._ask("UPDATE known SET age = 0 WHERE key = ?", key)
        self._ask("DELETE FROM known WHERE age > ?", _PATIENCE)
        with suppress(sqlite3.Error):
            if self._db:
                self._db.commit()
                self._db.close()
        self._db = None

    def _load(self, key: str, shape: Any) -> Any:
        self._used.append(key)
        row = self._ask("SELECT value, crc FROM known WHERE key = ?", key)
        if row and crc32(row[0]) == row[1]:
            with suppress(ValueError):  # it was not written by us
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
        # As bytes: SQLite takes no text that holds half a surrogate pair.
        values = tuple(v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v for v in values)
        try:
            row: tuple[bytes, int] | None = self._db.execute(question, values).fetchone()
            return row
        except sqlite3.OperationalError:  # the disk is full, or another build is at it
            self._db = None
        except sqlite3.DatabaseError:  # it is not whole
            self._db.close()
            self._db = None
            if self._path:
                self._path.unlink(missing_ok=True)
        return None


def _open_to_read(path: Path, means: str) -> sqlite3.Connection | None:
    """Open a memory that nobody writes to; None where other means made it, or it is none."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if database.execute("SELECT digest FROM means").fetchone() == (means,):
            return database
    except sqlite3.DatabaseError:
        pass
    database.close()
    return None


def _open(path: Path, means: str, fresh: bool) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=0)
    try:
        database.execute("PRAGMA synchronous = OFF")  # a power cut may cost the memory; every value is checked
        database.executescript(_SCHEMA)
        if fresh or database.execute("SELECT digest FROM means").fetchone() != (means,):
            database.execute("DELETE FROM known")
            database.execute("DELETE FROM means")
            database.execute("INSERT INTO means VALUES (?)", (means,))
    except sqlite3.Error:
        database.close()
        raise
    return database
