"""Find names of files and folders that cannot be published, or that other operating systems do not support."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fatiao.diagnostics import CONTROL, Report

#: Names that Windows reserves for devices, in any folder and with any suffix.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
#: Characters.  A path on Windows has at most 260: a dated page takes 60 beside the work-id, and the folder that
#: somebody unpacks the site into should have 100.
LONGEST_ID = 100


def is_sound(name: str) -> bool:
    """Return True if a name is UTF-8 and has no control character."""
    return not CONTROL.search(name)


def check_entries(entries: Iterable[Path], report: Report) -> list[Path]:
    """Report unsound names, and names that differ by case or Unicode form only; return the paths with sound names."""
    sound: list[Path] = []
    seen: dict[str, Path] = {}
    for path in entries:
        if not is_sound(path.name):
            report.add_at(
                "bad-file-name", "this name is not UTF-8, or has a control character; rename it", path.as_posix()
            )
            continue
        sound.append(path)
        other = seen.setdefault(unicodedata.normalize("NFC", path.name).casefold(), path)
        if other is not path:
            message = (
                f"this name differs from {other.name} only by case, which many systems do not distinguish; rename one"
            )
            report.add_at("unportable-name", message, path.as_posix())
    return sound


def find_unportable(work_id: str) -> str | None:
    """Return the reason why other systems cannot hold the pages of a work, or None where they can."""
    if _DEVICES.fullmatch(work_id):
        return f"{work_id} is the name of a device on Windows, which cannot have such a folder; choose another id"
    if len(work_id) > LONGEST_ID:
        return f"{work_id[:20]}…: this id has {len(work_id)} characters; shorten it to {LONGEST_ID} at most"
    return None


def check_documents(docs: Path, report: Report) -> None:
    """Report entries of a documentation folder that cannot be published: pipes, devices, bad names, cyclic links."""
    if docs.is_dir():
        _check_folder(docs, frozenset(map(_identity, (docs, *docs.resolve().parents))), report)


def _check_folder(folder: Path, above: frozenset[tuple[int, int]], report: Report) -> None:
    for entry in _scan(folder):
        path = Path(entry.path)
        if not is_sound(entry.name):
            report.add_at(
                "bad-file-name", "this name is not UTF-8, or has a control character; rename it", path.as_posix()
            )
        elif entry.is_dir():
            own = _identity(path)
            if own in above:
                report.add_at(
                    "unreadable", "this link leads back to a folder that contains it; remove the link", path.as_posix()
                )
            else:
                _check_folder(path, above | {own}, report)
        elif not entry.is_file() and path.exists():
            report.add_at("unreadable", "this is not a regular file; remove it", path.as_posix())


def leads_out(path: Path) -> bool:
    """Return True if a path is a link to a folder that contains it."""
    return path.is_symlink() and path.parent.resolve().is_relative_to(path.resolve())


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        yield from sorted((e for e in os.scandir(folder) if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError:  # the reader of the folder reports it
        return


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
