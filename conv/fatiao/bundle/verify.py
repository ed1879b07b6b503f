"""Compare a bundle or a deployed folder with its manifest, without extracting files or following symbolic links."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fatiao.bundle.zip_gaps import find_gaps
from fatiao.diagnostics import FatiaoError
from fatiao.manifest import NAME, Digest, Manifest, hash_chunks, hash_file, is_inside, read_manifest

#: Files that a host or a builder leaves beside the pages, at the root.
_BESIDE = frozenset({".nojekyll", ".buildinfo"})
_LARGEST_MANIFEST = 1 << 28
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Verified:
    """The differences between a copy of a site and its manifest, as sorted names.

    ``added`` also describes the bytes of a zip file that belong to no file; ``sha256`` is that of the manifest itself.
    """

    manifest: Manifest
    sha256: str
    changed: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True if no file was changed, added or removed."""
        return not (self.changed or self.added or self.missing)


def verify(path: Path, against: Path | None = None) -> Verified:
    """Compare a zip file or a folder with its own manifest, or with that of ``against`` (another copy, or the JSON).

    Raises FatiaoError if no comparison is possible: no such path, no manifest, not a zip file.
    """
    with _open(path) as copy:
        own = copy.read_manifest()
        text = own if against is None else _read_other(against)
        if text is None:
            raise FatiaoError(f"{against or path}: there is no {NAME} here; name a bundle or the folder of a site")
        manifest = read_manifest(text.decode("utf-8", "replace"))
        names = copy.names()
        changed = {name for name, digest in manifest.files.items() if name in names and not copy.agrees(name, digest)}
        if against is not None and own is not None and own != text:
            changed.add(NAME)
        missing = manifest.files.keys() - names.keys() | ({NAME} if own is None else set())
        added = names.keys() - manifest.files.keys() - {NAME}
        gaps = copy.gaps()
        added |= {name for name, count in names.items() if count > 1}  # which of the two gets unpacked is undefined
    digest = hash_chunks([text]).sha256
    shown = {_widest(name, manifest) for name in added} | {*gaps}
    return Verified(manifest, digest, tuple(sorted(changed)), tuple(sorted(shown)), tuple(sorted(missing)))


def _widest(name: str, manifest: Manifest) -> str:
    """Return the outermost folder of an added file that the site does not have, with a slash; else the file itself."""
    folders = [f"{folder.as_posix()}/" for folder in reversed(PurePosixPath(name).parents[:-1])]
    return next((folder for folder in folders if folder != "../" and folder not in manifest.folders), name)


def _read_other(path: Path) -> bytes | None:
    if path.is_file() and not zipfile.is_zipfile(path):
        try:
            return path.read_bytes()
        except OSError as error:
            raise FatiaoError(f"cannot read {path}: {error.strerror or error}") from error
    with _open(path) as copy:
        return copy.read_manifest()


class _Folder:
    """A deployed folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Mapping[str, int]:
        """Return the names of all files, links and other entries below the folder except folders, each with count 1."""
        return dict.fromkeys(self._walk(self._root, ""), 1)

    def gaps(self) -> tuple[str, ...]:
        """Return no gaps: a folder has no bytes between its files."""
        return ()

    def _walk(self, folder: Path, prefix: str) -> Iterator[str]:
        for entry in os.scandir(folder):
            if not prefix and entry.name in _BESIDE:
                continue
            name = prefix + entry.name.encode("utf-8", "backslashreplace").decode()
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(Path(entry.path), f"{name}/")
            else:
                yield name

    def agrees(self, name: str, digest: Digest) -> bool:
        """Return True if ``name`` is a regular file with this size and digest, reached without a symbolic link."""
        path = self._root
        for part in name.split("/"):
            path /= part
            if path.is_symlink():
                return False
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == digest.size and hash_file(path) == digest

    def read_manifest(self) -> bytes | None:
        """Return the bytes of the manifest, or None if it is missing, a symbolic link, or too large."""
        path = self._root / NAME
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_MANIFEST:
            return None
        return path.read_bytes()


class _Zip:
    """A zip file; names are relative to the folder of its manifest, with ``../`` for files outside it."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._gaps = tuple(find_gaps(archive, path))
        entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
        homes = [e.filename.removesuffix(NAME) for e in entries if PurePosixPath(e.filename).name == NAME]
        home = min(homes, key=len, default="")
        names = [name.removeprefix(home) if name.startswith(home) else f"../{name}" for name in archive.namelist()]
        named = dict(zip(archive.infolist(), names, strict=True))
        self._counts = Counter(named[entry] for entry in entries)
        self._by_name = {named[entry]: entry for entry in entries}

    def names(self) -> Mapping[str, int]:
        """Return the names of all files with their numbers of occurrences."""
        return self._counts

    def gaps(self) -> tuple[str, ...]:
        """Return descriptions of the bytes that belong to no file."""
        return self._gaps

    def agrees(self, name: str, digest: Digest) -> bool:
        """Return True if ``name`` is a regular file with this size and digest; False if it is damaged."""
        entry = self._by_name[name]
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.file_size != digest.size:
            return False
        try:
            with self._archive.open(entry) as file:
                return hash_chunks(iter(lambda: file.read(_CHUNK), b"")) == digest
        except _BROKEN:
            return False

    def read_manifest(self) -> bytes | None:
        """Return the bytes of the manifest, or None if it is missing or too large.

        Raises FatiaoError if it is damaged.
        """
        entry = self._by_name.get(NAME)
        try:
            return None if entry is None or entry.file_size > _LARGEST_MANIFEST else self._archive.read(entry)
        except _BROKEN as error:
            raise FatiaoError(f"{self._archive.filename}: its {NAME} cannot be read: {error}") from error


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """Return True if an entry is a plain folder: without content, and without the mode of a link."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return entry.is_dir() and kind in (0, stat.S_IFDIR) and not entry.file_size


@contextmanager
def _open(path: Path) -> Iterator[_Folder | _Zip]:
    try:
        if path.is_dir():
            yield _Folder(path)
        elif path.exists() and not path.is_file():  # reading a pipe would block
            raise FatiaoError(f"{path}: this is neither a folder nor a file")
        else:
            with _open_zip(path) as archive:
                if not all(is_inside(entry.filename.rstrip("/")) for entry in archive.infolist()):
                    raise FatiaoError(f"{path}: a file in it would be unpacked outside of its folder; do not unpack it")
                yield _Zip(archive, path)
    except OSError as error:
        raise FatiaoError(f"cannot read {path}: {error.strerror or error}") from error


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError:
        raise
    except (*_BROKEN, struct.error, OverflowError) as error:
        raise FatiaoError(f"{path}: this is not a complete zip file: {error}") from error
