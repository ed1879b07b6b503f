"""Write, list and remove files.  Files are written only if they differ, and atomically; their contents are opaque."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import IO

from fatiao.diagnostics import FatiaoError

#: The name of a temporary file, which a killed build can leave behind.
_TEMPORARY = re.compile(r"\.fatiao-\w{8}")


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers of files written, unchanged and removed."""

    written: int
    unchanged: int
    removed: int


def write_changed(path: str | Path, content: bytes) -> bool:
    """Replace a file atomically unless it has this content already; return True if it was replaced.

    Raises FatiaoError as ``write_atomically`` does.
    """
    if _holds(path, content):
        return False
    write_atomically(path, content)
    return True


def write_atomically(path: str | Path, content: bytes) -> None:
    """Replace a file atomically; raises FatiaoError if the folder cannot be written or the disk is full."""
    write_through(path, lambda file: file.write(content))


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files in their order; if one cannot be written, give every file and folder back as it was before.

    Raises FatiaoError in that case; the message names the files that could not be given back, if any.
    """
    before: dict[Path, bytes | None] = {}
    created: list[Path] = []
    try:
        for path, content in files.items():
            before[path] = path.read_bytes() if path.exists() else None
            created += _create_folder(path.parent)
            write_atomically(path, content)
    except (OSError, FatiaoError) as error:
        left = [path.as_posix() for path, content in before.items() if not _give_back(path, content)]
        for folder in reversed(created):
            with suppress(OSError):
                folder.rmdir()
        said = str(error) if isinstance(error, FatiaoError) else f"cannot write {error.filename}: {error.strerror}"
        raise FatiaoError(f"{said}; not given back: {', '.join(left)}" if left else said) from error


def _create_folder(folder: Path) -> list[Path]:
    """Create a folder and those above it, and return the new ones, the uppermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _give_back(path: Path, content: bytes | None) -> bool:
    """Give a file its content back, or remove it for None; return False if that fails."""
    try:
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_changed(path, content)
    except (OSError, FatiaoError):
        return False
    return True


def write_through(path: str | Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace a file atomically by the output of ``write``; raises FatiaoError as ``write_atomically`` does."""
    try:
        temporary, handle = _open_beside(path)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                os.fchmod(handle, 0o644)
            os.replace(temporary, path)  # noqa: PTH105  # as below
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FatiaoError(f"cannot write {path}: {error.strerror or error}") from error


def _open_beside(path: str | Path) -> tuple[str, int]:
    """Return the name and the handle of a new temporary file in the folder of ``path``, which is created if missing.

    A site has thousands of files, for which tempfile and pathlib take as much time as the disk.
    """
    folder = os.path.dirname(path) or "."  # noqa: PTH120
    while True:
        temporary = f"{folder}/.fatiao-{os.urandom(4).hex()}"
        try:
            return temporary, os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            continue
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)


def write_tree(
    root: Path,
    files: Iterable[tuple[str, str | bytes | None]],
    owned: Iterable[str],
    note: Callable[[str, bytes | None], None] | None = None,
) -> Written:
    """Make the ``owned`` files and folders below ``root`` hold exactly ``files`` (names relative to ``root``).

    A name with None stands for an existing file that is kept.  A file whose bytes are the same already is not written,
    so that Sphinx does not read it again.  ``files`` are consumed one by one, so that not all need be in memory;
    ``note`` is called for each before it is written, and if it is given, hidden files are not removed.  Raises
    FatiaoError for a name outside ``root`` and if a file cannot be written.
    """
    inside = _Inside(root)
    names: set[str] = set()
    written = 0
    for name, content in files:
        inside.check(name)
        names.add(name)
        encoded = content.encode() if isinstance(content, str) else content
        if note:
            note(name, encoded)
        if encoded is None:
            continue
        written += write_changed(f"{root}/{name}", encoded)
    there = (name for place in owned for name in _list_owned(root, place) if name not in names)
    stale = [name for name in there if note is None or not _is_hidden(name)]
    remove_files(root, stale)
    return Written(written, len(names) - written, len(stale))


def move_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Move files from ``source`` to ``target`` under the same relative names, replacing files that exist there.

    Raises FatiaoError for a name outside ``target`` and for disk errors.
    """
    inside = _Inside(target)
    for name in names:
        inside.check(name)
        try:
            _move_file(source / name, target / name)
        except OSError as error:
            raise FatiaoError(f"cannot move {source / name}: {error.strerror or error}") from error


def _move_file(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:  # EXDEV: the two folders are on different disks
            raise
        write_atomically(target, source.read_bytes())
        source.unlink()


class _Inside:
    """A check that names stay inside a folder, also if a part of the path is a symbolic link."""

    def __init__(self, root: Path) -> None:
        self._root, self._base = root, root.resolve()
        self._known: dict[str, bool] = {}

    def check(self, name: str) -> None:
        folder, _, last = name.rpartition("/")
        if folder not in self._known:
            leads = (self._root / folder).resolve().is_relative_to(self._base)
            self._known[folder] = ".." not in Path(folder).parts and leads
        if not self._known[folder] or name.startswith("/") or last in {"", ".", ".."}:
            raise FatiaoError(f"refused to write outside {self._root}: {name}")


def _holds(path: str | Path, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and Path(path).read_bytes() == content  # noqa: PTH116
    except OSError:
        return False


def _is_hidden(name: str) -> bool:
    """Return True if ``name`` is that of a hidden file other than a temporary file of an interrupted build."""
    last = name.rpartition("/")[2]
    return last.startswith(".") and not _TEMPORARY.fullmatch(last)


def _list_owned(root: Path, place: str) -> list[str]:
    """Return the files at ``place``, a folder or a file below ``root``."""
    if (root / place).is_dir():
        return [f"{place}/{name}" for name, _ in list_tree(root / place)]
    return [place] if (root / place).exists() else []


def remove_files(root: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders below ``root`` that become empty; raises FatiaoError if one cannot be removed."""
    folders: set[Path] = set()
    path = root
    try:
        for name in names:
            path = root / name
            path.unlink(missing_ok=True)
            folders.update(folder for folder in path.parents if folder != root and folder.is_relative_to(root))
        for path in sorted(folders, reverse=True):  # subfolders before the folders that contain them
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
    except OSError as error:
        raise FatiaoError(f"cannot remove {path}: {error.strerror or error}") from error


def list_tree(root: Path, skipped: Container[str] = (), linked: bool = False) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below ``root`` with their relative names in a fixed order, without reading them.

    Raises FatiaoError for a folder that cannot be read.
    Entries at the top level named in ``skipped`` are left out.  A link to a file counts as the file.  A link to a
    folder is followed if ``linked`` is set, unless it leads to a folder that contains it.
    """
    above = frozenset(map(_identity, (str(root), *map(str, root.resolve().parents)))) if linked else None
    yield from _list_folder(str(root), "", skipped, above)


def _identity(path: str) -> tuple[int, int]:
    with suppress(OSError):
        status = os.stat(path)  # noqa: PTH116  # scandir yields strings
        return status.st_dev, status.st_ino
    return 0, 0


def _list_folder(
    folder: str, prefix: str, skipped: Container[str], above: frozenset[tuple[int, int]] | None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        found = sorted(os.scandir(folder), key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise FatiaoError(f"cannot read {folder}: {error.strerror or error}") from error
    for entry in found:
        if entry.name in skipped:
            continue
        if entry.is_dir():
            if above is None:
                if not entry.is_symlink():
                    yield from _list_folder(entry.path, f"{prefix}{entry.name}/", (), None)
            elif (own := _identity(entry.path)) not in above:
                yield from _list_folder(entry.path, f"{prefix}{entry.name}/", (), above | {own})
        elif entry.is_file():
            yield prefix + entry.name, entry
