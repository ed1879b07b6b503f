"""Record which pages of a documentation folder are generated, so that no other page is overwritten or deleted.

``docs/.fatiao-generated`` has a line for every page that was written: its SHA-256 and its name.  The line is written
before the page, so that a killed build leaves no unlisted page.  The list is only evidence and need not be trusted.
Without it, for example if an older version generated the pages, a page is recognised by its markup.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from fatiao import ids
from fatiao.diagnostics import FatiaoError
from fatiao.digests import digest_bytes
from fatiao.files import Written, move_files, write_atomically, write_tree

#: The folders and pages of a documentation folder that are generated, and removed if stale.
GENERATED = (*ids.GENERATED_FOLDERS, f"{ids.GLOSSARY}.md", f"{ids.CITED}.md")
#: The list of generated pages, in the documentation folder.
LIST = ".fatiao-generated"
_ROW = re.compile(r"([0-9a-f]{64})  ([!-~]+)")
#: The list is rewritten if it has more than this number of lines per page.
_ROWS_A_PAGE = 4
_ORPHAN = re.compile(rb"---\norphan: true\n---\n\n# ")
#: Markup and sentences that only generated pages have.
_OURS = re.compile(
    rb"^:{3,}\{div\} law-|^\{\.(?:glossary-bar|term-(?:reading|more|use)|division-anchor)[ }]"
    + "|^下列法律文件被本站条文引用|^本站未收录下列法律文件的文本".encode(),
    re.MULTILINE,
)
#: The number of names listed in an error message.
_NAMED = 5


def write_pages(docs: Path, pages: Iterable[tuple[str, str | None]], untouched: bool = False) -> Written:
    """Make the generated places of a documentation folder hold exactly ``pages``, named relative to it.

    A page with None as its content exists and is kept.  ``untouched`` is True if no file written by the last build was
    modified since.  Raises FatiaoError, before anything is written, if these places contain a file that is not
    generated.
    """
    known = _read_list(docs)
    if not untouched:
        _check_own(docs, known)
    with _List(docs, known) as own:
        return write_tree(docs, pages, GENERATED, own.add)


def move_pages(docs: Path, folder: Path, digests: Mapping[str, str], untouched: bool = False) -> None:
    """Move pages that another process generated from ``folder`` to ``docs``, under the same names.

    ``digests`` maps the names of the pages to their SHA-256; ``untouched`` is as in ``write_pages``.  Raises
    FatiaoError as ``write_pages`` does.
    """
    known = _read_list(docs)
    if not untouched:
        _check_own(docs, known)
    with _List(docs, known) as own:
        for name, digest in digests.items():
            own.add_digest(name, digest)
        move_files(folder, docs, digests)


def remove_pages(docs: Path) -> int:
    """Remove all generated pages and the list, and return the number of pages.

    Raises FatiaoError as ``write_pages`` does.
    """
    removed = write_pages(docs, ()).removed
    (docs / LIST).unlink(missing_ok=True)
    return removed


def clean(docs: Path) -> str | None:
    """Remove all generated pages; return None, or the error message if that fails, for ``sys.exit``."""
    try:
        remove_pages(docs)
    except FatiaoError as error:
        return str(error)
    return None


def _check_own(docs: Path, known: dict[str, set[str]]) -> None:
    foreign = sorted(name for name, path in _list_shown(docs) if not _is_own(path, known.get(name), bool(known)))
    if foreign:
        more = f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else ""
        raise FatiaoError(
            f"{docs}: {', '.join(foreign[:_NAMED])}{more}: not generated, but in a place of generated pages "
            f"({', '.join(GENERATED)}), where it would be overwritten or deleted; move it elsewhere in the folder"
        )


def _list_shown(docs: Path) -> Iterator[tuple[str, Path]]:
    """Yield everything in the generated places except folders and hidden files; links are not followed."""
    pending = [place for place in GENERATED if os.path.lexists(docs / place)]
    while pending:
        name = pending.pop()
        path = docs / name
        if path.is_symlink() or not path.is_dir():
            yield name, path
            continue
        try:
            pending += (f"{name}/{entry.name}" for entry in os.scandir(path) if not entry.name.startswith("."))
        except OSError as error:
            raise FatiaoError(f"cannot read {path}: {error.strerror or error}") from error


def _is_own(path: Path, digests: set[str] | None, listed: bool) -> bool:
    """Return True if a build wrote the file.

    It must be a regular ``.md`` file, named in the list if there is one, and its content must have one of ``digests``
    or the markup of a generated page.
    """
    if not stat.S_ISREG(path.lstat().st_mode) or path.suffix != ".md" or (listed and digests is None):
        return False
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FatiaoError(f"cannot read {path}: {error.strerror or error}") from error
    if digests and digest_bytes(content) in digests:
        return True
    return bool(_ORPHAN.match(content) and _OURS.search(content))


def _read_list(docs: Path) -> dict[str, set[str]]:
    """Return the digests that each page may have; incomplete and malformed lines are skipped."""
    path, known = docs / LIST, dict[str, set[str]]()
    if path.is_symlink() or not path.is_file():
        return known
    with suppress(OSError):
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            if row := _ROW.fullmatch(line):
                known.setdefault(row[2], set()).add(row[1])
    return known


class _List:
    """Writer of the list of generated pages; two builds may append to it at the same time."""

    def __init__(self, docs: Path, known: dict[str, set[str]]) -> None:
        self._path, self._known = docs / LIST, known
        self._seen: set[str] = set()
        self._handle: int | None = None

    def __enter__(self) -> _List:
        return self

    def add(self, name: str, content: bytes | None) -> None:
        """Record the content of a page before it is written; None means that the page is kept."""
        self._seen.add(name)
        self.add_digest(name, digest_bytes(content) if content is not None else "")

    def add_digest(self, name: str, digest: str) -> None:
        """Record the digest of a page before it is written."""
        digests = self._known.setdefault(name, set())
        if digest and digest not in digests:
            digests.add(digest)
            self._append(f"{digest}  {name}\n")

    def _append(self, line: str) -> None:
        try:
            if self._handle is None:
                self._handle = self._open()
            os.write(self._handle, line.encode("ascii"))
        except OSError as error:
            raise FatiaoError(f"cannot write {self._path}: {error.strerror or error}") from error

    def _open(self) -> int:
        """Return a handle with a shared lock; while any build has one, no other build rewrites the list."""
        while True:
            if self._path.is_symlink():
                raise FatiaoError(f"{self._path}: refused: it is a link")
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            with suppress(OSError):  # a disk without locks
                fcntl.flock(handle, fcntl.LOCK_SH)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), self._path.lstat()):
                    return handle
            os.close(handle)  # another build rewrote the list before the lock was given

    def __exit__(self, *failed: object) -> None:
        """Close the list; if it has grown too long and there was no error, rewrite it for the current pages.

        Raises FatiaoError if that fails.
        """
        rows = sum(map(len, self._known.values()))
        try:
            if failed[0] is None and self._seen and rows > _ROWS_A_PAGE * max(len(self._seen), 25):
                self._rewrite()
        except OSError as error:
            raise FatiaoError(f"cannot rewrite {self._path}: {error.strerror or error}") from error
        finally:
            if self._handle is not None:
                os.close(self._handle)

    def _rewrite(self) -> None:
        """Write the list anew, unless another build uses it; lines that another build appended are kept."""
        if self._handle is None:
            self._handle = self._open()
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        now = {name: {digest_bytes((self._path.parent / name).read_bytes())} for name in self._seen}
        for name, digests in _read_list(self._path.parent).items():
            now.setdefault(name, set()).update(digests - self._known.get(name, set()))
        lines = [f"{digest}  {name}\n" for name in sorted(now) for digest in sorted(now[name])]
        write_atomically(self._path, "".join(lines).encode("ascii"))
