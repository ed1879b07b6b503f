"""Write and read the manifest of a built site: its corpus, its counts, and the SHA-256 of every file.

The manifest is ``manifest.json`` at the site's root, online and in the bundle.  It does not depend on the time or the
machine of the build: the same corpus and the same code give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from fatiao import __version__
from fatiao.diagnostics import FatiaoError
from fatiao.files import list_tree

if TYPE_CHECKING:
    from fatiao.site.model import Entry, Site

NAME = "manifest.json"
#: The file in a bundle that lists the SHA-256 of each of its files, in the format of ``sha256sum``.
SUMS = "SHA256SUMS"
_SUM = re.compile(r"([0-9a-f]{64})  (fatiao-[^/]+)")
#: The date of a corpus in which no law has a date.
NO_DATE = "undated"
_FORMAT = 1
_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|{NO_DATE}", re.ASCII)
_CHUNK = 1 << 20
_PART = r"(?!\.\.?(?:/|\Z))[^/\\:]+"
_INSIDE = re.compile(f"{_PART}(?:/{_PART})*")


@dataclass(frozen=True, slots=True)
class Digest:
    """The size of a file in bytes, and its SHA-256 in lower-case hexadecimal."""

    size: int
    sha256: str


def corpus_date(site: Site) -> str:
    """Return the latest day on which one of the texts was adopted, promulgated or repealed, as ISO 8601.

    The day on which a law comes into force does not count, since it may be in the future.  Return ``undated`` if no day
    is known.
    """
    dates = {date for entry in site.entries for date in _dates(entry) if date}
    return max(dates, default=NO_DATE)


def _dates(entry: Entry) -> Iterator[str | None]:
    work = entry.work
    yield from (version.date for version in work.versions)
    yield from (work.adopted, work.promulgated, work.repealed)


def corpus_digest(folder: Path) -> str:
    """Return one SHA-256 over the names and contents of all files in the corpus folder, except hidden ones."""
    digest = hashlib.sha256()
    for name, path in list_files(folder, linked=True):
        digest.update(f"{hash_file(path).sha256}  ".encode() + os.fsencode(name) + b"\n")
    return digest.hexdigest()


def read_sums(folder: Path) -> dict[str, str]:
    """Return the names that the sums of the bundle in a folder list, with the SHA-256 of each.

    The names are those of files in the folder itself.  Empty if the folder has no sums, or other ones than a bundle's.
    """
    path = folder / SUMS
    if path.is_symlink() or not path.is_file():
        return {}
    rows = [_SUM.fullmatch(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return {row[2]: row[1] for row in rows if row} if all(rows) else {}


def list_files(folder: Path, linked: bool = False) -> list[tuple[str, Path]]:
    """Return the files below a folder with their relative names, sorted, without hidden files and hidden folders.

    Links to folders are followed if ``linked`` is set.
    """
    return sorted((name, folder / name) for name, _ in _list_shown(folder, linked))


def _list_shown(folder: Path, linked: bool = False) -> Iterator[tuple[str, os.DirEntry[str]]]:
    found = list_tree(folder, linked=linked)
    return ((name, file) for name, file in found if not any(p.startswith(".") for p in name.split("/")))


def hash_file(path: Path) -> Digest:
    """Return size and SHA-256 of a file; raises FatiaoError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hash_chunks(iter(lambda: file.read(_CHUNK), b""))
    except OSError as error:
        raise FatiaoError(f"cannot read {path}: {error.strerror or error}") from error


def hash_chunks(chunks: Iterable[bytes]) -> Digest:
    """Return size and SHA-256 of the concatenated chunks."""
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return Digest(size, digest.hexdigest())


def make_manifest(site: Site, corpus: Path, folder: Path, again: bool = True) -> Iterator[str]:
    """Yield the manifest of a site built from ``corpus`` into ``folder``, as pieces of a JSON text.

    If ``again`` is False, a file that the existing manifest names and that was not modified since is not read again.
    """
    files = list(_digest_files(folder, again))
    counts = {
        "laws": len({entry.work.id for entry in site.entries}),
        "texts": len(site.entries),
        "articles": sum(len(entry.law.articles) for entry in site.entries),
        "terms": len(site.glossary),
        "pages": sum(name.endswith(".html") for name, _ in files),
        "files": len(files),
        "bytes": sum(digest.size for _, digest in files),
    }
    value = {
        "format": _FORMAT,
        "generator": f"fatiao {__version__}",
        "corpus": {"date": corpus_date(site), "sha256": corpus_digest(corpus)},
        "counts": counts,
        "laws": [_law_row(entry) for entry in site.entries],
    }
    yield json.dumps(value, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "files": {\n'
    for at, (name, digest) in enumerate(files, 1):
        row = json.dumps({"bytes": digest.size, "sha256": digest.sha256})
        yield f"  {json.dumps(name, ensure_ascii=False)}: {row}{',' if at < len(files) else ''}\n"
    yield " }\n}\n"


def _digest_files(folder: Path, again: bool) -> Iterator[tuple[str, Digest]]:
    """Yield every file but the manifest; a listed file older than the manifest is read only if ``again`` is set.

    A file whose name cannot stand on every system is left out; ``publish_tree`` refuses to publish it.
    """
    path = folder / NAME
    try:
        at = 0 if again else _written_at(path.stat())
        known: Mapping[str, Digest] = {} if again else read_manifest(path.read_text(encoding="utf-8")).files
    except (OSError, UnicodeDecodeError, FatiaoError):
        at, known = 0, {}
    # keep only two values of each stat result, which takes a kilobyte
    found = ((name, file.stat()) for name, file in _list_shown(folder) if name != NAME and is_inside(name))
    for name, size, written in sorted((name, stat.st_size, _written_at(stat)) for name, stat in found):
        digest = known.get(name)
        if digest is None or digest.size != size or written >= at:
            digest = hash_file(folder / name)
        yield name, digest


def _written_at(stat: os.stat_result) -> int:
    """Return the time in ns at which a file was last changed, even if its modification time was set back."""
    return max(stat.st_mtime_ns, stat.st_ctime_ns)


def _law_row(entry: Entry) -> dict[str, Any]:
    date = entry.version or (entry.work.versions[-1].date if entry.work.versions else "")
    return {"id": entry.key, "title": entry.title, "text": date or None, "articles": len(entry.law.articles)}


@dataclass(frozen=True)
class Manifest:
    """The contents of a manifest: the date of the corpus, its counts, and the files that must exist."""

    date: str
    counts: Mapping[str, int]
    files: Mapping[str, Digest]

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that contain the files, directly or not, each with a slash at the end."""
        return frozenset(f"{folder.as_posix()}/" for name in self.files for folder in PurePosixPath(name).parents[:-1])


def read_manifest(text: str) -> Manifest:
    """Return the manifest in an untrusted text; raises FatiaoError if it is invalid or names a file outside."""
    try:
        value = json.loads(text, object_pairs_hook=_once)
        if value["format"] != _FORMAT:
            raise FatiaoError(
                f"{NAME}: its format {value['format']!r} is unknown to this version of fatiao; use a newer version"
            )
        files = {str(name): Digest(_count(row["bytes"]), str(row["sha256"])) for name, row in value["files"].items()}
        counts = {str(name): _count(count) for name, count in value["counts"].items()}
        date = value["corpus"]["date"]
        manifest = Manifest(date, counts, files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FatiaoError(f"{NAME}: not a manifest of fatiao") from error
    for name in manifest.files:
        if not is_inside(name):
            raise FatiaoError(f"{NAME}: it names a file outside of the site: {name!r}; do not trust it")
    if not isinstance(date, str) or not _DATE.fullmatch(date):
        raise FatiaoError(f"{NAME}: not a manifest of fatiao")
    return manifest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; raises ValueError if a key occurs twice, since either value may be meant."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 63:
        raise ValueError("not a count")
    return value


def is_inside(name: str) -> bool:
    """Return True if the relative name ``name`` stays below its folder, on every operating system."""
    return name.isprintable() and _INSIDE.fullmatch(name) is not None
