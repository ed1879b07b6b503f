"""The output of generated pages by HTML builders, directly from the law tree, at ``html-collect-pages``.

A page is rendered by the theme's template through the builder's ``handle_page``.  A page whose key is unchanged and
whose file was not modified is neither rendered nor written; the pages of an unchanged law are not even composed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, parallel_available

from fatiao.diagnostics import FatiaoError
from fatiao.files import list_tree, write_changed
from fatiao.generated import GENERATED
from fatiao.pages.blocks import Page
from fatiao.pages.lists import render_lists
from fatiao.pages.site_pages import render_law
from fatiao.rebuild.written_pages import PageFile, PageGroup, WrittenPages, describe
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.generation import generated_pages, law_digests, made_laws, objects_of, site_of
from fatiao.sphinx_ext.known_pages import is_direct
from fatiao.sphinx_ext.output.data_files import OTHER_SITEMAP
from fatiao.sphinx_ext.page.moved import moved_pages
from fatiao.sphinx_ext.page_context import Contexts
from fatiao.sphinx_ext.shared_frames import SharedFrames, can_share
from fatiao.sphinx_ext.surroundings import frame_of, page_store, toolchain_of
from fatiao.sphinx_ext.urls import Urls

_TEMPLATE = "page.html"
#: Number of laws up to which writing them takes less time than starting another process.
_FEW = 8
#: Number of portions of laws per process; several keep processes from waiting long for each other.
_PORTIONS = 4
#: Name of the page group of the pages that belong to no law.
_LISTS = ""
#: End of a page that was written completely; Sphinx only warns if the disk is full.
_END = b"</html>"

#: Example of a docname other than that of a folder's index page.
_SOME_PAGE = "laws/any/page"

Context = tuple[str, dict[str, Any], str]


def store_of(app: Sphinx) -> WrittenPages:
    """Return the store of the pages that the current builder wrote."""
    return WrittenPages(page_store(app))


def begin_build(app: Sphinx) -> None:
    """Record the beginning of a build."""
    store_of(app).begin()


def end_build(app: Sphinx, error: Exception | None) -> None:
    """Record that the build was finished, unless it failed."""
    if error is None:
        store_of(app).finish()


def collect_pages(app: Sphinx) -> Iterator[Context]:
    """Yield the pages that Sphinx has to render; with several processes, render the pages of laws here."""
    site = site_of(app)
    if site is None or not is_direct(app):
        return
    _check_documents(app)
    store = store_of(app)
    # an extension that writes a sitemap lists only the pages that are rendered in this build
    anew = app.fresh_env_used or OTHER_SITEMAP in app.extensions
    writer = PageWriter(app, site, {**({} if anew else store.read()), **_pages_of_others(app)})
    laws = [entry for entry in site.entries if not writer.take_over(entry)]
    if parallel_available and app.parallel > 1 and len(laws) > _FEW:
        writer.write_in_parallel(laws, app.parallel)
        laws = []
    for entry in status_iterator(laws, "writing output... ", "darkgreen", len(laws), stringify_func=_name):
        yield from writer.write_law(entry)
    yield from writer.write_lists()
    _remove_stale(app, writer)
    store.keep(writer.groups)


def _pages_of_others(app: Sphinx) -> Mapping[str, PageGroup]:
    """Return the pages made by other processes, or none if an extension may need to see every page rendered."""
    return made_laws(app) if can_share(app) else {}


def _remove_stale(app: Sphinx, writer: PageWriter) -> None:
    """Delete files of pages and laws that no longer exist, which would otherwise be published.

    Of a removed law, all files in its folder are deleted, including exports and scripts.
    """
    out, suffix = str(app.outdir), str(getattr(app.builder, "out_suffix", ".html"))
    wanted = set(map(writer.path, generated_pages(app))) | {f"{out}/{name}" for name in moved_pages(app)}
    folders = {path.rpartition("/")[0] for path in wanted}
    for name in GENERATED:
        top = name.removesuffix(".md")
        for place in (f"{out}/{top}{suffix}", *(f"{out}/{top}/{below}" for below, _ in list_tree(Path(out, top)))):
            folder = place.rpartition("/")[0]
            is_page = place.endswith(suffix) and place not in wanted
            if is_page or (top == "laws" and not {folder, folder.rpartition("/")[0]} & folders):
                Path(place).unlink(missing_ok=True)


def _name(entry: Entry) -> str:
    return entry.key


class PageWriter:
    """A writer of the pages that differ from the last build, which records all pages in ``groups``."""

    def __init__(self, app: Sphinx, site: Site, before: Mapping[str, PageGroup]) -> None:
        """Compute the values shared by all pages; ``before`` are the existing pages by the key of the law."""
        self.groups: dict[str, PageGroup] = {}
        self._builder = cast(StandaloneHTMLBuilder, app.builder)
        before_name, _, after_name = str(self._builder.get_output_path(_SOME_PAGE)).rpartition(_SOME_PAGE)
        self._around_docname = (before_name, after_name)
        self._site, self._before = site, before
        frame = frame_of(app)
        self._contexts = Contexts(site, objects_of(app), Urls(app.builder), frame)
        self._frames = SharedFrames(app, _TEMPLATE) if can_share(app) else None
        self._toolchain = toolchain_of(app)
        digests, shared = law_digests(app), repr(frame)
        self._keys = {
            entry.key: _digest(self._toolchain, shared, digests[entry.key], digests.get(entry.work.id, ""))
            for entry in site.entries
        }

    def take_over(self, entry: Entry) -> bool:
        """Record the pages of a law if the law and their files are unchanged; return True in this case."""
        group = self._before.get(entry.key)
        if group is None or group.key != self._keys[entry.key]:
            return False
        if not all(page.stands(self.path(docname)) for docname, page in group.pages.items()):
            return False
        self.groups[entry.key] = group
        return True

    def write_law(self, entry: Entry) -> Iterator[Context]:
        """Write the pages of one law that differ, and yield those that have to be rendered by Sphinx."""
        self._contexts.enter(entry)
        pages: dict[str, PageFile] = {}
        for page in render_law(entry):
            yield from self._write(page, self._before.get(entry.key), pages)
        self.groups[entry.key] = PageGroup(self._keys[entry.key], pages)

    def write_lists(self) -> Iterator[Context]:
        """Write the pages of no law that differ, and yield those that have to be rendered by Sphinx."""
        self._contexts.enter(None)
        pages: dict[str, PageFile] = {}
        for page in render_lists(self._site):
            yield from self._write(page, self._before.get(_LISTS), pages)
        self.groups[_LISTS] = PageGroup("", pages)

    def _write(self, page: Page, before: PageGroup | None, pages: dict[str, PageFile]) -> Iterator[Context]:
        context = self._contexts.make(page)
        path = self.path(page.docname)
        known = before.pages.get(page.docname) if before else None
        filled = self._frames.fill(page.docname, context) if self._frames else None
        html = None if filled is None else filled.encode("utf-8", "xmlcharrefreplace")  # as Sphinx writes it
        key = (
            _digest_bytes(html)
            if html is not None
            else _digest(self._toolchain, json.dumps(context, ensure_ascii=False))
        )
        if known is not None and known.key == key and known.stands(path):
            pages[page.docname] = known
        elif html is not None:
            _write_html(path, html)
            pages[page.docname] = describe(path, key)
        else:
            yield from _render_whole(Path(path), (page.docname, context, _TEMPLATE))
            pages[page.docname] = _describe_whole(Path(path), key)

    def path(self, docname: str) -> str:
        """Return the path of the file of a page; index pages may be laid out differently from the others."""
        if docname.endswith("index"):
            return str(self._builder.get_output_path(docname))
        return docname.join(self._around_docname)

    def write_in_parallel(self, laws: Sequence[Entry], processes: int) -> None:
        """Write laws in several processes, and merge the page groups that they return."""
        tasks = ParallelTasks(processes)
        count = processes * _PORTIONS
        portions = [portion for at in range(count) if (portion := laws[at::count])]
        told = status_iterator(portions, "writing output... ", "darkgreen", len(portions), stringify_func=_names)
        for portion in portions:
            tasks.add_task(self._write_portion, portion, lambda _, groups: (self.groups.update(groups), next(told)))
        tasks.join()

    def _write_portion(self, laws: Sequence[Entry]) -> dict[str, PageGroup]:
        for entry in laws:
            self.finish_law(entry)
        return {entry.key: self.groups[entry.key] for entry in laws}

    def finish_law(self, entry: Entry) -> PageGroup:
        """Write the pages of one law that differ, rendering them here, and return all its pages."""
        for docname, context, template in self.write_law(entry):
            self._builder.handle_page(docname, context, template)
        return self.groups[entry.key]


def _render_whole(file: Path, context: Context) -> Iterator[Context]:
    """Yield a page for Sphinx to render; if its content is unchanged, restore the file's modification time.

    An unchanged page is thus not published again.  The old file is unlinked first, since it may be a hard link to a
    published file, which Sphinx would overwrite.
    """
    held = (file.read_bytes(), file.stat()) if file.is_file() else None
    file.unlink(missing_ok=True)
    yield context
    if held and file.is_file() and file.read_bytes() == held[0]:
        os.utime(file, ns=(held[1].st_atime_ns, held[1].st_mtime_ns))


def _write_html(path: str, html: bytes) -> None:
    """Write a page if its content differs from the file; raises ExtensionError if that fails."""
    try:
        write_changed(path, html)
    except FatiaoError as error:
        raise ExtensionError(str(error)) from error


def _check_documents(app: Sphinx) -> None:
    """Raise ExtensionError if a document of the project was not written completely; Sphinx only warns of that."""
    for docname in app.env.found_docs:
        _describe_whole(Path(cast(StandaloneHTMLBuilder, app.builder).get_output_path(docname)), "")


def _describe_whole(path: Path, key: str) -> PageFile:
    """Return the ``PageFile`` of a written page; raises ExtensionError if it was not written completely."""
    try:
        if path.suffix != ".html" or path.read_bytes().rstrip().endswith(_END):
            return describe(path, key)
    except OSError as error:
        raise ExtensionError(f"cannot write {path}: {error.strerror or error}") from error
    raise ExtensionError(f"cannot write {path}: the page is not complete; is the disk full?")


def _names(laws: Sequence[Entry]) -> str:
    return f"{laws[0].key} …"


def _digest(*parts: str) -> str:
    return _digest_bytes("\n".join(parts).encode(errors="replace"))


def _digest_bytes(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
