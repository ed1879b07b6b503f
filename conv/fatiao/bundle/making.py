"""Make the bundle: the built site as a zip file, the EPUB, a PDF of every law, and the SHA-256 checksums of all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from fatiao.building import build_html
from fatiao.bundle.epoch import read_epoch
from fatiao.bundle.epub import make_epub
from fatiao.bundle.pdfs import make_pdfs
from fatiao.bundle.zips import make_zip
from fatiao.diagnostics import FatiaoError
from fatiao.files import write_atomically
from fatiao.manifest import SUMS, corpus_date, hash_chunks, is_inside, list_files, read_sums
from fatiao.site.model import Site

#: The readers' name for the site; the title of the EPUB.
TITLE = "法条"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files written, in order, with their sizes in bytes, and the warnings of the site build."""

    files: tuple[tuple[Path, int], ...]
    warnings: str


def make_bundle(
    site: Site,
    docs: Path,
    corpus: Path,
    output: Path,
    jobs: int,
    browser: Path | None,
    stream: TextIO,
    adopt: bool = False,
) -> Bundle:
    """Build the site from scratch and write the bundle's files into ``output``; make no PDFs without a ``browser``.

    Files of earlier bundles with other names are kept.  Nothing is written until everything is made.  A file that no
    bundle made is not overwritten unless ``adopt`` is set.  Raises FatiaoError if such a file is in the way, the site
    cannot be built, Chromium fails, or the folder cannot be written.
    """
    date = corpus_date(site)
    moment = read_epoch(date)
    name = f"fatiao-{date}"
    with tempfile.TemporaryDirectory(prefix="fatiao-", ignore_cleanup_errors=True) as folder:
        html = Path(folder, "html")
        built = build_html(docs, html, corpus, jobs, fresh=True, stream=stream, settings={"fatiao_bundle": ""})
        made = {
            f"{name}-html.zip": zip_site(html, name, moment),
            f"{name}-epub.epub": make_epub(site, TITLE, date, moment),
        }
        if browser is not None:
            made |= {f"{name}-{law}-print.pdf": pdf for law, pdf in make_pdfs(site, html, browser, moment)}
    sums = "".join(f"{hash_chunks([made[file]]).sha256}  {file}\n" for file in sorted(made)).encode()
    made = {SUMS: sums, **made}  # first, so that an interrupted bundle is recognised as ours
    _check_names(output, made, adopt)
    for file, content in made.items():
        write_atomically(output / file, content)
    made[SUMS] = made.pop(SUMS)
    return Bundle(tuple((output / file, len(content)) for file, content in made.items()), built.warnings)


def _check_names(output: Path, made: Mapping[str, bytes], adopt: bool) -> None:
    """Raise FatiaoError if a name is no plain file name, or a file that no bundle made would be overwritten."""
    sums = read_sums(output)
    ours = {SUMS, *sums} if sums else frozenset[str]()
    for file, content in made.items():
        if not is_inside(file) or "/" in file:
            raise FatiaoError(f"refused to write {file!r}: this is not a safe file name; rename the law")
        path = output / file
        if adopt or file in ours or not os.path.lexists(path):
            continue
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            raise FatiaoError(
                f"{path}: refused to overwrite this file, which is not from a bundle; move it away, or pass --adopt"
            )


def is_bundle(folder: Path) -> bool:
    """Return True if a folder holds the checksums of a bundle."""
    return bool(read_sums(folder))


def zip_site(html: Path, name: str, moment: datetime) -> bytes:
    """Return a zip file with the files of a built site, sorted, in one folder called ``name``."""

    def read() -> Iterator[tuple[str, bytes]]:
        for file, path in list_files(html):
            yield f"{name}/{file}", path.read_bytes()

    try:
        return make_zip(read(), moment)
    except OSError as error:
        raise FatiaoError(f"cannot read {html}: {error.strerror or error}") from error
