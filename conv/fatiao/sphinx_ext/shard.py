"""A builder of the pages and files of some laws, in a folder of its own, for a build in another process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.errors import SphinxError

from fatiao.diagnostics import FatiaoError, Report
from fatiao.digests import digest_bytes
from fatiao.files import write_tree
from fatiao.pages.site_pages import emit_law
from fatiao.rebuild.shards import MadeLaw, ShardFolder
from fatiao.site.model import Entry
from fatiao.sphinx_ext.application import prepare_sphinx
from fatiao.sphinx_ext.collect_pages import PageWriter
from fatiao.sphinx_ext.generation import Converted
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.output.law_files import LawFiles


class ShardBuilder:
    """A Sphinx application with the documents of the project built, which can make the pages and files of any law."""

    def __init__(self, docs: Path, overrides: dict[str, str], folder: ShardFolder, converted: Converted) -> None:
        """Build the documents of the project; raises FatiaoError if Sphinx fails.

        ``converted`` is partial; ``overrides`` are settings that replace those of ``conf.py``.
        """
        self._folder, self._converted = folder, converted
        self._entries = {entry.key: entry for entry in converted.site.entries}
        try:
            self._app = prepare_sphinx(docs, folder.path, overrides, converted)
        except SphinxError as error:
            raise FatiaoError(str(error)) from error
        except OSError as error:
            raise FatiaoError(f"cannot build {docs}: {error.strerror or error}: {error.filename}") from error
        self._writer = PageWriter(self._app, converted.site, {})
        self._files = LawFiles(self._app, converted.site, Report())  # the build reports export problems

    def make(self, keys: Iterable[str], toolchain: str) -> int:
        """Make the pages and files of the laws with these keys, record them, and return the number of pages.

        Raises FatiaoError if a file cannot be written.
        """
        try:
            made = {key: self._make_law(self._entries[key]) for key in keys}
        except SphinxError as error:
            raise FatiaoError(str(error)) from error
        self._folder.keep(toolchain, made)
        return sum(len(law.pages.pages) for law in made.values())

    def _make_law(self, entry: Entry) -> MadeLaw:
        pages = self._writer.finish_law(entry)
        out = f"{self._app.outdir}/"
        names = [self._writer.path(docname).removeprefix(out) for docname in pages.pages]
        emitted = [(f"{docname}.md", text.encode()) for docname, text in emit_law(entry, interface_of(self._app))]
        write_tree(self._folder.docs, emitted, ())
        files = list(self._files.compose(entry))
        write_tree(Path(self._app.outdir), files, ())
        digests = {name: digest_bytes(content) for name, content in emitted}
        digest = self._converted.digests[entry.key]
        return MadeLaw(digest, pages, (*names, *(name for name, _ in files)), digests)
