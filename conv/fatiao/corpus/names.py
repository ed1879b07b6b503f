"""Find names of files and folders that cannot be published, or that other systems cannot hold."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fatiao.diagnostics import CONTROL, Report

#: What Windows keeps for devices, in any folder and with any suffix.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
#: Of the 260 characters of a path on Windows so many are left to a work-id: a dated page takes 60 beside it, and the
#: folder that somebody unpacks the site into should have 100.
LONGEST_ID = 100


def is_sound(name: str) -> bool:
    """Return whether a name is UTF-8 and has no control character."""
    return not CONTROL.search(name)


def check_entries(entries: Iterable[Path], report: Report) -> list[Path]:
    """Report names that are not sound, and names that are one where case does not count; returns the sound ones."""
    sound: list[Path] = []
    seen: dict[str, Path] = {}
    for path in entries:
        if not is_sound(path.name):
            report.add_at("bad-file-name", "its name is not UTF-8, or has a control character", path.as_posix())
            continue
        sound.append(path)
        other = seen.setdefault(unicodedata.normalize("NFC", path.name).casefold(), path)
        if other is not path:
            message = f"differs from {other.name} by case only; many systems can hold one of the two"
            report.add_at("unportable-name", message, path.as_posix())
    return sound


def find_unportable(work_id: str) -> str | None:
    """Return why other systems cannot hold the pages of a work; None where they can."""
    if _DEVICES.fullmatch(work_id):
        return f"{work_id}: Windows has a device of this name, and can hold no such folder"
    if len(work_id) > LONGEST_ID:
        return f"{work_id[:20]}…: has {len(work_id)} characters; {LONGEST_ID} leave room for the pages below it"
    return None


def check_documents(docs: Path, report: Report) -> None:
    """Report what stands in a documentation folder and cannot be read or named: pipes, devices, names, circles."""
    if docs.is_dir():
        _check_folder(docs, frozenset(map(_identity, (docs, *docs.resolve().parents))), report)


def _check_folder(folder: Path, above: frozenset[tuple[int, int]], report: Report) -> None:
    for entry in _scan(folder):
        path = Path(entry.path)
        if not is_sound(entry.name):
            report.add_at("bad-file-name", "its name is not UTF-8, or has a control character", path.as_posix())
        elif entry.is_dir():
            own = _identity(path)
            if own in above:
                report.add_at("unreadable", "a link to a folder that it lies in", path.as_posix())
            else:
                _check_folder(path, above | {own}, report)
        elif not entry.is_file() and path.exists():
            report.add_at("unreadable", "not a file", path.as_posix())


def leads_out(path: Path) -> bool:
    """Return whether a path is a link to a folder that it lies in."""
    return path.is_symlink() and path.parent.resolve().is_relative_to(path.resolve())


def _scan(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        yield from sorted((e for e in os.scandir(folder) if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError:  # who reads it says so
        return


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
