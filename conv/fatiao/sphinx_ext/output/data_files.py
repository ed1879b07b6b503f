"""Writes what other programs read beside the built pages: data files, feed, sitemap, redirects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from fatiao import ids
from fatiao.diagnostics import Report, format_diagnostic
from fatiao.exports.comparison import comparison_files, write_comparison
from fatiao.exports.feeds import sitemaps
from fatiao.exports.files import LAW_FILES, corpus_files, law_file_stem, law_files
from fatiao.exports.iris import list_iris
from fatiao.exports.views import VIEW_FILES, view_files
from fatiao.files import list_tree, write_tree
from fatiao.pages.views import views_of
from fatiao.site.model import Site
from fatiao.sphinx_ext.generation import findings_of, kept_laws, site_of
from fatiao.sphinx_ext.output.term_cards import TERM_CARDS, name_term_cards
from fatiao.sphinx_ext.output.words import WORDS, name_words, words_script
from fatiao.sphinx_ext.page.citation_box import (
    CITE_SCRIPT,
    base_url,
    cite_script,
    entry_facts,
    name_cite_script,
    template,
)
from fatiao.sphinx_ext.page.keeping import dated_docname
from fatiao.sphinx_ext.page.moved import moved_pages, stale_pages

logger = logging.getLogger(__name__)

#: What hosts of static sites serve where there is nothing.
NOT_FOUND = "404.html"
#: Builders whose pages lead to the files.
_WITH_FILES = frozenset({"html", "dirhtml"})
#: An extension that writes a sitemap.xml of its own.
OTHER_SITEMAP = "sphinx_sitemap"


def write_data_files(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write every data file whose bytes differ, and remove those that nothing asks for any more; adds no page."""
    site = site_of(app)
    if site is None or app.builder.name not in _WITH_FILES:
        return []
    report = Report()
    moved = moved_pages(app)
    owned = [*_written_before(Path(app.outdir), _sitemap(app)), *stale_pages(app, moved)]
    files = chain(_law_files(app, site, report), _corpus_files(app, site), moved.items())
    write_tree(Path(app.outdir), files, owned)
    for diagnostic in report:
        logger.info(format_diagnostic(diagnostic))
    return []


def _corpus_files(app: Sphinx, site: Site) -> Iterator[tuple[str, str | bytes]]:
    base = base_url(app.config)
    for file in corpus_files([(entry.source_law, entry.work, entry.version) for entry in site.entries], base):
        yield file.path, file.content
    if base:
        yield from sitemaps(_pages(app, site), base, name=_sitemap(app)).items()
        if not _has_own_not_found(app):
            yield NOT_FOUND, render_not_found(app, base)


def _has_own_not_found(app: Sphinx) -> bool:
    """Return whether the project brings a page of its own, as a document or as an extra file."""
    extra = (Path(app.confdir, path, NOT_FOUND) for path in app.config.html_extra_path)
    return "404" in app.env.all_docs or any(path.exists() for path in extra)


def render_not_found(app: Sphinx, base: str) -> str:
    """Return the page that a server shows for an address that there is none at; its links are whole addresses."""
    home, found = (app.builder.get_target_uri(name) for name in (str(app.config.root_doc), ids.SEARCH))
    site = str(app.config.html_title or app.config.project)
    return template("fatiao-404.html").render(site=site, base=base, home=home, search=found)


def _sitemap(app: Sphinx) -> str:
    """Return the name of the sitemap, which is not that of another extension's."""
    return "sitemap-laws" if OTHER_SITEMAP in app.extensions else "sitemap"


def _law_files(app: Sphinx, site: Site, report: Report) -> Iterator[tuple[str, str | bytes | None]]:
    iris = list_iris((entry.title, entry.law, entry.work) for entry in site.current)
    findings, kept, base = findings_of(app), kept_laws(app), base_url(app.config)
    for entry in site.entries:
        script = name_cite_script(entry)
        yield name_term_cards(entry), None  # written already
        address = app.builder.get_target_uri(dated_docname(entry))
        if entry.key in kept:
            yield from ((name, None) for name in (script, name_words(entry)))
            yield from ((law_file_stem(entry.work.id, entry.version) + suffix, None) for suffix, _, _ in LAW_FILES)
            yield from ((f"{ids.law_folder(entry.work.id, entry.version)}/{name}", None) for name in VIEW_FILES)
            if before := entry.earlier:
                yield from ((path, None) for _, path in comparison_files(entry.work.id, before.date, entry.date))
            continue
        yield script, cite_script(entry)
        yield name_words(entry), words_script(entry, site, address)
        for file in law_files(
            entry.source_law,
            entry.work,
            entry.layers,
            entry.version,
            base,
            iris,
            [d for d in findings if d.path == entry.law.source.path],
            report,
        ):
            yield file.path, file.content
        yield from view_files(entry.source_law, entry.work.id, views_of(entry), entry.layers, entry.version, base)
        if before := entry.earlier:
            yield from write_comparison(entry.work.id, entry.title, before.date, entry.date, before.comparison)
        views_of.forget(entry)  # the pages are written; those of a large corpus are much


def _pages(app: Sphinx, site: Site) -> Iterator[tuple[str, str | None]]:
    """Every page of the site; that of a law with the date of its text, since no other date is in the corpus."""
    dates = {entry.address().docname: entry_facts(entry).version for entry in site.entries}
    for docname in app.env.all_docs:
        yield app.builder.get_target_uri(docname), dates.get(docname)


def _written_before(out: Path, sitemap: str) -> list[str]:
    """Return the names that earlier builds may have written: pages of the law folders are Sphinx's, all else is
    named.
    """
    endings = (
        f"/{CITE_SCRIPT}",
        f"/{TERM_CARDS}",
        f"/{WORDS}",
        ".csv",
        *(suffix for suffix, _, _ in LAW_FILES),
        *(f"/{name}" for name in VIEW_FILES),
    )
    beside = [f"laws/{name}" for name, _ in list_tree(out / "laws") if name.endswith(endings)]
    return ["data", "feed.xml", *(path.name for path in out.glob(f"{sitemap}*.xml")), *beside]
