"""The files beside the built pages for other programs: data files, feed, sitemap, redirects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from fatiao import ids
from fatiao.diagnostics import Report, format_diagnostic
from fatiao.exports.feeds import sitemaps
from fatiao.exports.files import LAW_FILES, corpus_files
from fatiao.exports.views import VIEW_FILES
from fatiao.files import list_tree, write_tree
from fatiao.site.model import Site
from fatiao.sphinx_ext.generation import site_of, standing_laws
from fatiao.sphinx_ext.interface import TAGS, interface_of
from fatiao.sphinx_ext.output.downloads import write_downloads
from fatiao.sphinx_ext.output.law_files import LawFiles, list_law_files
from fatiao.sphinx_ext.output.term_cards import TERM_CARDS, name_term_cards, term_cards
from fatiao.sphinx_ext.output.words import WORDS
from fatiao.sphinx_ext.page.citation_box import CITE_SCRIPT, base_url, entry_facts, fill_template
from fatiao.sphinx_ext.page.moved import moved_pages, stale_pages

logger = logging.getLogger(__name__)

#: Page that hosts of static sites serve for missing addresses.
NOT_FOUND = "404.html"
#: Builders whose pages link to the files.
_WITH_FILES = frozenset({"html", "dirhtml"})
#: An extension that writes its own sitemap.xml.
OTHER_SITEMAP = "sphinx_sitemap"


def write_data_files(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write every data file whose content differs, and remove obsolete ones; return no pages to be rendered."""
    site = site_of(app)
    if site is None:
        return []
    if app.builder.name not in _WITH_FILES:  # its pages need only the scripts
        interface = interface_of(app)
        write_tree(Path(app.outdir), ((name_term_cards(x), term_cards(x, interface)) for x in site.entries), ())
        return []
    report = Report()
    moved = moved_pages(app)
    owned = [*_written_before(Path(app.outdir), _sitemap(app)), *stale_pages(app, moved)]
    files = chain(_law_files(app, site, report), _corpus_files(app, site), moved.items())
    write_tree(Path(app.outdir), files, owned)
    write_downloads(app)
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
    """Return True if the project has its own 404 page, as a document or as an extra file."""
    extra = (Path(app.confdir, path, NOT_FOUND) for path in app.config.html_extra_path)
    return "404" in app.env.all_docs or any(path.exists() for path in extra)


def render_not_found(app: Sphinx, base: str) -> str:
    """Return the page that a server shows for a missing address; its links are absolute URLs."""
    home, found = (app.builder.get_target_uri(name) for name in (str(app.config.root_doc), ids.SEARCH))
    site = str(app.config.html_title or app.config.project)
    interface = interface_of(app)
    language = TAGS.get(interface.language, interface.language.replace("_", "-"))
    return fill_template("fatiao-404.html", interface, language=language, site=site, base=base, home=home, search=found)


def _sitemap(app: Sphinx) -> str:
    """Return the name of the sitemap, which differs from that of another extension's sitemap."""
    return "sitemap-laws" if OTHER_SITEMAP in app.extensions else "sitemap"


def _law_files(app: Sphinx, site: Site, report: Report) -> Iterator[tuple[str, str | bytes | None]]:
    files, standing = LawFiles(app, site, report), standing_laws(app)
    for entry in site.entries:
        if entry.key in standing:
            yield from ((name, None) for name in list_law_files(entry))
        else:
            yield from files.compose(entry)


def _pages(app: Sphinx, site: Site) -> Iterator[tuple[str, str | None]]:
    """Yield every page of the site with its date: that of the text for a law's page, else None."""
    dates = {entry.address().docname: entry_facts(entry).version for entry in site.entries}
    for docname in app.env.all_docs:
        yield app.builder.get_target_uri(docname), dates.get(docname)


def _written_before(out: Path, sitemap: str) -> list[str]:
    """Return the names of files and folders that earlier builds may have written.

    In the folders of laws these are recognised by their endings, since Sphinx writes the pages there.
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
