"""What a page shows around its own text, so that an incremental build gives the same bytes as a fresh one.

Sphinx writes a page again when its document changed.  The sidebar, the breadcrumb, the status line and what is said of
the source come from elsewhere: from the law's metadata, the shape of its text, the lines of the source that an article
stands on, and the list of laws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from conv.provenance import trace
from conv.site import Entry, Site
from conv.sphinx_ext.citing import entry_facts
from conv.sphinx_ext.generation import site_of
from conv.sphinx_ext.navigation import SITE_PAGES, find_place

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
    now = dict(_surroundings(site, env.found_docs))
    every: dict[str, dict[str, str]] = vars(env).setdefault("fatiao_surroundings", {})
    before, every[app.builder.name] = every.get(app.builder.name, {}), now  # other builders share the environment
    return [name for name, digest in now.items() if before.get(name, digest) != digest]


def _surroundings(site: Site, docnames: Collection[str]) -> Iterator[tuple[str, str]]:
    pages = [name for name, _ in SITE_PAGES if name in docnames]
    laws = _digest(*pages, *(f"{entry.key} {entry.short_title}" for entry in site.current))
    said = {entry.key: _describe(entry) for entry in site.entries}
    # an older version leads to the same article of the text in force
    of_law = {entry.key: _digest(*pages, said[entry.key], said.get(entry.work.id, "")) for entry in site.entries}
    for docname in docnames:
        place = find_place(site, docname)
        if place is None:
            yield docname, laws
        elif place.index is None:
            yield docname, of_law[place.entry.key]
        else:
            law = place.entry.law
            yield docname, _digest(of_law[place.entry.key], repr(trace(law, law.articles[place.index])))


def _describe(entry: Entry) -> str:
    """All that is said of a law as a whole; a note or a correction changes the page that it stands on by itself."""
    work = replace(entry.work, notes=(), fixes=(), lines=())
    law = entry.law
    shape = [(article.label, article.division) for article in law.articles]
    divisions = [(division.label, division.heading.text, division.parent) for division in law.divisions]
    return f"{entry.key} {entry.title} {work} {len(entry.notes)} {entry_facts(entry)} {divisions} {shape}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
