"""Makes the bundle: the built site as a zip file, the book, a PDF of every law, and the sums of them all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from conv.building import build_html
from conv.bundle.epoch import read_epoch
from conv.bundle.epub import make_epub
from conv.bundle.pdfs import make_pdfs
from conv.bundle.zips import make_zip
from conv.diagnostics import FatiaoError
from conv.manifest import corpus_date, hash_chunks, is_inside, list_files
from conv.site import Site
from conv.writing.output import write_atomically

SUMS = "SHA256SUMS"
#: What readers call the site; its title in the book.
TITLE = "法条"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files that were written, in order, with their sizes in bytes, and what the builder warned of."""

    files: tuple[tuple[Path, int], ...]
    warnings: str


def make_bundle(
    site: Site, docs: Path, corpus: Path, output: Path, jobs: int, browser: Path | None, stream: TextIO
) -> Bundle:
    """Build the site anew and write the bundle's files into ``output``; without a ``browser`` there are no PDFs.

    Files of earlier bundles with other names stay.  Nothing is written before everything is made.  Raises FatiaoError
    where the site cannot be built, Chromium fails, or the folder cannot be written.
    """
    date = corpus_date(site)
    moment = read_epoch(date)
    name = f"fatiao-{date}"
    with tempfile.TemporaryDirectory(prefix="fatiao-", ignore_cleanup_errors=True) as folder:
        html = Path(folder, "html")
        built = build_html(docs, html, corpus, jobs, fresh=True, stream=stream)
        made = {
            f"{name}-html.zip": zip_site(html, name, moment),
            f"{name}-epub.epub": make_epub(site, TITLE, date, moment),
        }
        if browser is not None:
            made |= {f"{name}-{law}-print.pdf": pdf for law, pdf in make_pdfs(site, html, browser, moment)}
    made[SUMS] = "".join(f"{hash_chunks([made[file]]).sha256}  {file}\n" for file in sorted(made)).encode()
    for file, content in made.items():
        if not is_inside(file) or "/" in file:
            raise FatiaoError(f"refused to write {file!r}")
        write_atomically(output / file, content)
    return Bundle(tuple((output / file, len(content)) for file, content in made.items()), built.warnings)


def zip_site(html: Path, name: str, moment: datetime) -> bytes:
    """The files of a built site, sorted, in one folder called ``name``."""

    def read() -> Iterator[tuple[str, bytes]]:
        for file, path in list_files(html):
            yield f"{name}/{file}", path.read_bytes()

    try:
        return make_zip(read(), moment)
    except OSError as error:
        raise FatiaoError(f"cannot read {html}: {error.strerror or error}") from error
