"""Publish a staged site into a folder that may contain other files.

Our files are those named in the manifest of the last build, and those named in ``.fatiao-publishing`` while a build
publishes or after one was killed.  No other file is overwritten or deleted, and no link inside the folder is followed.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from fatiao.diagnostics import FatiaoError
from fatiao.files import Written, remove_files, write_atomically
from fatiao.manifest import NAME, hash_file, is_inside, read_manifest

#: Names, in lower case, that a host or a version control system keeps at the root of a published folder.
HOST_NAMES = frozenset({".buildinfo", ".domains", ".ds_store", ".git", ".gitattributes", ".github", ".gitignore"}) | {
    ".gitkeep",
    ".htaccess",
    ".nojekyll",
    ".well-known",
    "_headers",
    "_redirects",
    "cname",
    "robots.txt",
}
#: The journal, which names the files of a publication and exists from before the first to after the last is written.
JOURNAL = ".fatiao-publishing"
#: Suffix of the names of copies before they are renamed.
_COPY = ".fatiao-new"
#: Modes of published files and folders, which everybody may read, whatever the umask of the build.
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
#: The number of names listed in an error message.
_NAMED = 3

#: For each name, the SHA-256 digests of the contents that a build may have written there.
Owned = Mapping[str, frozenset[str]]


def check_output(
    output: Path, sources: Mapping[str, Path], adopt: bool, is_ours: Callable[[Path], bool] | None = None
) -> None:
    """Raise FatiaoError with the reason if ``output`` is not a safe folder to write to.

    It must not be or contain a source, the working directory or a home folder, nor be inside a source, nor contain
    foreign files.  ``sources`` are the folders that are read, by their descriptions.  ``is_ours`` returns True if an
    earlier run wrote to a folder; by default its manifest tells.  ``adopt`` allows foreign files, which are kept.
    """
    if os.path.lexists(output) and not output.is_dir():
        raise FatiaoError(f"{output}: refused as output: it is not a folder; pass another --output")
    read = {words: folder for words, folder in _with_linked(sources) if folder.is_dir()}
    kept = {**read, "the working directory": Path.cwd(), **_homes(), "the root folder": Path("/")}
    own = _identities(output)
    for words, folder in kept.items():
        place = _identities(folder)
        if output.exists() and own[-1] in place:
            relation = "is" if own[-1] == place[-1] else "contains"
            raise FatiaoError(f"{output}: refused as output: it {relation} {words}; pass another --output")
        if words in read and place[-1] in own:
            raise FatiaoError(f"{output}: refused as output: it is inside {words}; pass another --output")
    if not adopt and not (is_ours or _is_published)(output) and (foreign := list_foreign(output)):
        raise FatiaoError(
            f"{output}: refused as output: it has files that no build wrote: {name_some(foreign)}; choose an empty "
            "folder, or pass --adopt to write to this one and keep them"
        )


def list_foreign(folder: Path) -> list[str]:
    """Return the names in a folder that belong neither to a host nor to an interrupted build."""
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in os.scandir(folder))
    return [name for name in names if name.lower() not in HOST_NAMES and not name.startswith(".fatiao-")]


def name_some(names: list[str]) -> str:
    """Return the first names of a list and the number of the others, as text."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _with_linked(sources: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield the source folders, and the targets of links at their top level."""
    for words, folder in sources.items():
        yield words, folder
        with suppress(OSError):
            yield from ((f"{words} (by {path.name})", path) for path in folder.iterdir() if path.is_symlink())


def _identities(path: Path) -> list[tuple[int, int]]:
    """Return device and inode of every folder above the resolved path, and last of the path itself if it exists."""
    found = []
    real = Path(os.path.realpath(path))
    for folder in (*reversed(real.parents), real):
        with suppress(OSError):
            status = folder.stat()
            found.append((status.st_dev, status.st_ino))
    return found


def _homes() -> dict[str, Path]:
    homes = {Path.home(), Path("/root")}
    for shared in (Path("/home"), Path("/Users")):  # of every user
        with suppress(OSError):
            homes.update(shared.iterdir())
    return {f"the home folder {home}": home for home in sorted(homes) if home.is_dir() and home != Path("/")}


def _is_published(folder: Path) -> bool:
    return bool(_read_owned(folder))


def _read_owned(folder: Path) -> Owned:
    """Return the files that builds wrote into a folder, from its manifest and the journal of an interrupted build."""
    owned: dict[str, set[str]] = {}
    for read, name in ((_read_manifest, NAME), (_read_journal, JOURNAL)):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        with suppress(OSError, ValueError, FatiaoError):
            for owner, digests in read(path).items():
                owned.setdefault(owner, set()).update(digests)
    return {name: frozenset(digests) for name, digests in owned.items()}


def _read_manifest(path: Path) -> Owned:
    content = path.read_text(encoding="utf-8")
    files = {name: frozenset({digest.sha256}) for name, digest in read_manifest(content).files.items()}
    return {**files, NAME: frozenset({hash_file(path).sha256})}


def _read_journal(path: Path) -> Owned:
    value = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(value, dict) or not all(isinstance(digests, list) for digests in value.values()):
        raise ValueError("not a journal")
    return {name: frozenset(map(str, digests)) for name, digests in value.items() if is_inside(name)}


def publish_tree(
    staged: Path, target: Path, adopt: bool = False, again: bool = False, replaced: Container[str] = ()
) -> Written:
    """Make ``target`` equal to ``staged``: new and changed files are first copied aside, and then all are renamed.

    So a full disk leaves the old tree whole.  A file that is equal already is not written; files are compared by size
    and time, or by content if ``again`` is set.  Hidden files are not published.  Files that no build wrote are kept;
    one in the way of a published file is an error unless ``adopt`` is set.  Raises FatiaoError for that, for disk
    errors, and, before anything is written, for names that cannot stand on every system.

    ``replaced`` are folders at the top of ``staged`` whose files are always replaced and never written to: they are
    hard-linked if the disk supports it, which costs a tenth of a copy.  A change to a published file then also changes
    the staged one; the next build detects it by size and time, and ``again`` compares more than these.
    """
    wanted = dict(_walk(str(staged)))
    if unusual := [ascii(name) for name in wanted if not is_inside(name)]:
        raise FatiaoError(
            f"{target}: refused to write {name_some(unusual)}: a name with one of : \\ or with characters that cannot "
            "be printed cannot stand on every system, nor in the offline site; rename the file that it comes from"
        )
    there = dict(_walk(str(target)))
    changed = [name for name, x in wanted.items() if not _is_same(staged, target, name, x, there.get(name), again)]
    others = there.keys() - wanted.keys()
    interrupted = (target / JOURNAL).exists()
    if not changed and not others and not interrupted:
        return Written(0, len(wanted), 0)
    owned = _read_owned(target)
    stale = [name for name in sorted(others & owned.keys()) if _is_as_written(target, name, there[name], owned[name])]
    _check_places(target, changed, there, owned, adopt)
    if changed or stale:
        _publish(staged, target, changed, stale, owned, replaced)
    for name in owned if interrupted else ():
        Path(_copy_of(target, name)).unlink(missing_ok=True)
    (target / JOURNAL).unlink(missing_ok=True)
    return Written(len(changed), len(wanted) - len(changed), len(stale))


def _walk(folder: str, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything below a folder except folders and hidden names; links are not followed."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, PermissionError):  # an unreadable folder contains no file of ours
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.stat(follow_symlinks=False)


def _is_same(staged: Path, target: Path, name: str, x: os.stat_result, y: os.stat_result | None, again: bool) -> bool:
    """Return True if two files are equal; a staged file rewritten with the same bytes gets the published one's time."""
    if y is None or not stat.S_ISREG(y.st_mode) or x.st_size != y.st_size:
        return False
    try:
        if again or x.st_mtime_ns != y.st_mtime_ns:
            if (staged / name).read_bytes() != (target / name).read_bytes():
                return False
            os.utime(staged / name, ns=(y.st_mtime_ns, y.st_mtime_ns))
        if stat.S_IMODE(y.st_mode) != _FILE_MODE:
            (target / name).chmod(_FILE_MODE)
    except OSError:
        return False
    return True


def _is_as_written(target: Path, name: str, status: os.stat_result, digests: frozenset[str]) -> bool:
    return stat.S_ISREG(status.st_mode) and hash_file(target / name).sha256 in digests


def _check_places(
    target: Path, changed: list[str], there: Mapping[str, os.stat_result], owned: Owned, adopt: bool
) -> None:
    """Raise FatiaoError, before anything is written, if something that is not ours is in the way."""
    foreign = [name for name in changed if name in there and name not in owned]
    folders = [name for name in changed if name not in there and os.path.isdir(f"{target}/{name}")]  # noqa: PTH112
    lowest = {name.rpartition("/")[0] for name in changed}
    above = {folder.as_posix() for name in lowest for folder in (PurePosixPath(name), *PurePosixPath(name).parents)}
    if blocked := sorted({*folders, *(name for name in above if name in there)}):
        raise FatiaoError(f"{target}: refused to write: {name_some(blocked)} is in the way of the site; move it away")
    if foreign and not adopt:
        raise FatiaoError(
            f"{target}: refused to overwrite {name_some(foreign)}, which no build wrote; move it away, or pass --adopt"
        )


def _publish(
    staged: Path, target: Path, changed: list[str], stale: list[str], owned: Owned, replaced: Container[str]
) -> None:
    copies = {name: _copy_of(target, name) for name in changed}  # as strings: pathlib takes as much time as the disk
    begun = False
    try:
        _make_folder(target)
        _write_journal(staged, target, changed, owned)
        for folder in {name.rpartition("/")[0] for name in changed}:
            _make_folder(target / folder)
        for name, copy in copies.items():
            if name.partition("/")[0] not in replaced or not _link(f"{staged}/{name}", copy):
                _copy(staged / name, Path(copy))
        begun = True
        for name in sorted(copies, key=lambda name: name == NAME):  # the manifest last: until then the journal counts
            os.replace(copies[name], f"{target}/{name}")  # noqa: PTH105
        remove_files(target, stale)
    except OSError as error:
        for copy in copies.values():
            Path(copy).unlink(missing_ok=True)
        if not begun:
            (target / JOURNAL).unlink(missing_ok=True)
        raise FatiaoError(f"cannot write {target}: {error.strerror or error}") from error


def _copy_of(target: Path, name: str) -> str:
    folder, slash, last = name.rpartition("/")
    return f"{target}/{folder}{slash}.{last}{_COPY}"


def _write_journal(staged: Path, target: Path, changed: list[str], owned: Owned) -> None:
    made = _read_owned(staged)
    names = {name: set(digests) for name, digests in owned.items()}
    for name in changed:
        names.setdefault(name, set()).update(made.get(name) or {hash_file(staged / name).sha256})
    content = json.dumps({name: sorted(digests) for name, digests in sorted(names.items())}, ensure_ascii=True)
    write_atomically(target / JOURNAL, content.encode())


def _make_folder(folder: Path) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        path.chmod(_FOLDER_MODE)


def _link(source: str, copy: str) -> bool:
    """Create a hard link ``copy`` to ``source``; return False if the disk does not support it."""
    with suppress(FileNotFoundError):
        os.unlink(copy)  # noqa: PTH108
    try:
        if stat.S_IMODE(os.lstat(source).st_mode) != _FILE_MODE:
            os.chmod(source, _FILE_MODE)  # noqa: PTH101
        os.link(source, copy)
    except OSError:  # another disk, or one without links
        return False
    return True


def _copy(source: Path, copy: Path) -> None:
    """Copy a file with its times to a new file at ``copy``; a link there is removed, not followed."""
    copy.unlink(missing_ok=True)
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(handle, "wb") as file, source.open("rb") as content:
        shutil.copyfileobj(content, file)
    copy.chmod(_FILE_MODE)
    status = source.stat()
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
