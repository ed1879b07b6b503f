"""Whether a build would change anything: what the last whole build was made from, and what it left behind.

Inputs are compared by content, and what a build wrote by size and time.  Where both are as they were, the site is whole
and Sphinx need not start; one look at 4,000 pages takes a tenth of the time of one check of them by Sphinx.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from conv.diagnostics import FatiaoError
from conv.writing.output import write_atomically

_NAME = "whole.json"
#: What writes our pages beside our own code.
_PACKAGES = (
    "sphinx",
    "docutils",
    "myst-parser",
    "markdown-it-py",
    "sphinx-design",
    "furo",
    "Jinja2",
    "Pygments",
    "pypinyin",
)
_CODE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Whole:
    """A build that was published whole and without a warning: its digests, and what the command said of it."""

    inputs: str
    outputs: str
    findings: tuple[str, ...]
    summary: str


def digest_inputs(folders: Iterable[Path], words: Iterable[str], generated: Container[str]) -> str:
    """One SHA-256 over the content of folders, our code, the versions of what we build with, and ``words``.

    ``generated`` are the names at the top of a folder that a build writes itself.  Raises FatiaoError where a file
    cannot be read.
    """
    digest = hashlib.sha256("\n".join([*words, sys.version, *_versions(), digest_code()]).encode(errors="replace"))
    try:
        for folder in folders:
            for path, _ in _files(folder, generated):
                content = hashlib.sha256(Path(path).read_bytes()).hexdigest()
                digest.update(f"{content} {path}\n".encode(errors="replace"))
    except OSError as error:
        raise FatiaoError(f"cannot read {error.filename}: {error.strerror}") from error
    return digest.hexdigest()


def digest_code() -> str:
    """One SHA-256 over our own code, templates and scripts."""
    digest = hashlib.sha256()
    for path, _ in _files(_CODE):
        digest.update(hashlib.sha256(Path(path).read_bytes()).digest() + path.removeprefix(str(_CODE)).encode())
    return digest.hexdigest()


def digest_outputs(folders: Iterable[Path]) -> str:
    """One SHA-256 over the names, sizes and times of all files."""
    digest = hashlib.sha256()
    for folder in folders:
        for path, stat in _files(folder):
            digest.update(f"{stat.st_size} {stat.st_mtime_ns} {path}\n".encode(errors="replace"))
    return digest.hexdigest()


def recall(folder: Path, inputs: str) -> Whole | None:
    """What was remembered in a folder, if the inputs are the same."""
    try:
        value = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        found = Whole(value["inputs"], value["outputs"], tuple(value["findings"]), value["summary"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.inputs == inputs else None


def remember(folder: Path, whole: Whole) -> None:
    """Keep what a whole build was made from."""
    write_atomically(folder / _NAME, json.dumps(asdict(whole), ensure_ascii=False).encode())


def forget(folder: Path) -> None:
    """Forget it, before anything is written."""
    with suppress(FileNotFoundError, NotADirectoryError):  # then the build itself says what is wrong with the folder
        (folder / _NAME).unlink()


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name


def _files(folder: Path, skipped: Container[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """The files of a folder in a fixed order, without caches and what is skipped at its top."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in found:
        if entry.name in skipped or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(Path(entry.path))
        else:
            yield entry.path, entry.stat()
