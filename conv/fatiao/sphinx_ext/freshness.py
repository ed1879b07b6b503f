"""What a page shows around its own text, so that an incremental build gives the same bytes as a fresh one.

Sphinx writes a page again when its document changed.  The sidebar, the breadcrumb, the status line and what is said of
the source come from elsewhere: from the law's metadata, the shape of its text, the lines of the source that an article
stands on, and the list of laws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Site
from fatiao.site.provenance import trace
from fatiao.sphinx_ext.generation import is_generated, kept_laws, site_of
from fatiao.sphinx_ext.navigation import SITE_PAGES, Place, find_place
from fatiao.sphinx_ext.page.citation_box import entry_facts

#: Set in the metadata of a document that shows the list of laws.
SHOWS_LAWS = "fatiao-shows-laws"


def list_readers(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The documents that show the list of laws, when a law has changed: they are to be read again."""
    site = site_of(app)
    laws = _digest(*map(_describe, site.current)) if site else ""
    before, env.fatiao_laws = getattr(env, "fatiao_laws", ""), laws  # type: ignore[attr-defined]
    if before == laws:
        return []
    return [name for name, values in env.metadata.items() if SHOWS_LAWS in values and name not in removed]


def list_rewritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents whose surroundings have changed since the last build: they are to be written again."""
    site = site_of(app)
    if site is None:
        return []
    every: dict[str, dict[str, _Surroundings]] = vars(env).setdefault("fatiao_surroundings", {})
    before = every.get(app.builder.name, {})  # other builders share the environment
    lines = {name: found.lines for name, found in before.items()}
    now = every[app.builder.name] = dict(_surroundings(site, env.found_docs, kept_laws(app), lines))
    return [name for name, found in now.items() if before.get(name, found) != found]


class _Surroundings(NamedTuple):
    """Digests of what a page shows of its law, or of all, and of the lines of its source."""

    law: str
    lines: str = ""


def _surroundings(
    site: Site, docnames: Collection[str], kept: Container[str], lines: Mapping[str, str]
) -> Iterator[tuple[str, _Surroundings]]:
    """``lines`` are what is known of the pages of the laws in ``kept``."""
    shown = {name for name, _ in SITE_PAGES}  # the sidebar leads to the glossary only where there is one
    pages = sorted(name for name in docnames if name in shown or not is_generated(name))
    pages += _list_cuts(site)  # any page may lead to a chapter, and an edit may move it to another page
    laws = _digest(*pages, *(f"{entry.key} {entry.short_title}" for entry in site.current))
    said = {entry.key: _describe(entry) for entry in site.entries}
    # an older version leads to the same article of the text in force
    of_law = {entry.key: _digest(*pages, said[entry.key], said.get(entry.work.id, "")) for entry in site.entries}
    for docname in docnames:
        place = find_place(site, docname)
        if place is None:
            yield docname, _Surroundings(laws)
            continue
        known = lines.get(docname) if place.entry.key in kept else None
        yield docname, _Surroundings(of_law[place.entry.key], known if known is not None else _digest_lines(place))


def _digest_lines(place: Place) -> str:
    return "" if place.part is None else _digest(repr(trace(place.entry.law, place.part)))


def _list_cuts(site: Site) -> list[str]:
    return [f"{volume.docname} {volume.articles[0].label}" for entry in site.entries for volume in cut_text(entry)]


def _describe(entry: Entry) -> str:
    """All that is said of a law as a whole; a note or a correction changes the page that it stands on by itself."""
    work = replace(entry.work, notes=(), fixes=(), lines=())
    law = entry.law
    shape = [(article.label, article.division) for article in law.articles]
    divisions = [(division.label, division.heading.text, division.parent) for division in law.divisions]
    return f"{entry.key} {entry.title} {work} {len(entry.notes)} {entry_facts(entry)} {divisions} {shape}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()
