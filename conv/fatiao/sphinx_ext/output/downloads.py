"""The files of a bundle, published with the site so that its pages offer them for download.

``fatiao_bundle`` in ``conf.py`` names the folder of the bundle.  The addresses on the site carry no date, so that they
stay the same when a newer bundle is made; a browser saves a file under its name in the bundle.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from fatiao.diagnostics import FatiaoError
from fatiao.files import list_tree
from fatiao.manifest import SUMS, hash_file, read_sums

#: The folder of the site that holds the files, with a trailing slash.
FOLDER = "fatiao-downloads/"
#: Builders whose pages lead to the files.
_WITH_DOWNLOADS = frozenset({"html", "dirhtml"})
_NAME = re.compile(
    r"fatiao-(?P<date>\d{4}-\d\d-\d\d|undated)-(?:html\.zip|epub\.epub|(?P<law>[a-z][a-z0-9-]*)-print\.pdf)"
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a bundle that the site offers.

    ``name`` is its name in the bundle, ``path`` its place on the site, ``date`` the date of its corpus, ``law`` the
    text that a PDF prints, as ``ids.print_name`` names it, else "".  ``size`` is in bytes, ``sha256`` in hexadecimal.
    """

    name: str
    path: str
    date: str
    law: str
    size: int
    sha256: str


def list_downloads(app: Sphinx) -> tuple[Download, ...]:
    """Return the files of the bundle that ``fatiao_bundle`` names, in the order of its sums; none without a bundle."""
    folder = _bundle_of(app)
    if folder is None:
        return ()
    found = []
    for name, sha256 in read_sums(folder).items():
        match, file = _NAME.fullmatch(name), folder / name
        if match and file.is_file() and not file.is_symlink():
            path = FOLDER + name.replace(f"-{match['date']}-", "-", 1)
            found.append(Download(name, path, match["date"], match["law"] or "", file.stat().st_size, sha256))
    return tuple(found)


def printed_laws(app: Sphinx) -> Mapping[str, str]:
    """Return the place on the site of each printed text, by its ``ids.print_name``."""
    return {file.law: file.path for file in list_downloads(app) if file.law}


def write_downloads(app: Sphinx) -> None:
    """Copy the files of the bundle into the output, and remove those of an earlier one.

    Raises ExtensionError if a file is not the one that the sums of the bundle list, or cannot be copied.
    """
    folder, out = _bundle_of(app), Path(app.outdir)
    found = list_downloads(app)
    wanted = {file.path for file in found} | ({FOLDER + SUMS} if found else set())
    try:
        for name, _ in list_tree(out / FOLDER):
            if FOLDER + name not in wanted:
                (out / FOLDER / name).unlink()
        if folder and found:
            for file in found:
                _copy(folder / file.name, out / file.path, file.sha256)
            shutil.copyfile(folder / SUMS, out / FOLDER / SUMS)
    except OSError as error:
        raise ExtensionError(f"cannot copy the bundle: {error.strerror or error}: {error.filename}") from error


def _bundle_of(app: Sphinx) -> Path | None:
    named = app.config.fatiao_bundle
    return Path(app.confdir, named) if named and app.builder.name in _WITH_DOWNLOADS else None


def _copy(source: Path, target: Path, sha256: str) -> None:
    """Copy a file unless the copy has its size and time already; its content is compared with its sum."""
    there, stat = target.stat() if target.is_file() else None, source.stat()
    if there and (there.st_size, there.st_mtime_ns) == (stat.st_size, stat.st_mtime_ns):
        return
    try:
        digest = hash_file(source).sha256
    except FatiaoError as error:
        raise ExtensionError(str(error)) from error
    if digest != sha256:
        raise ExtensionError(f"{source}: is not the file that {SUMS} lists; make the bundle again, or remove it")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
