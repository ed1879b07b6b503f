"""Compare the ledger with a site: the addresses that its pages publish, and the report of ``fatiao check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.permalinks.file import read_ledger
from fatiao.permalinks.ledger import Ledger, compare, current_permalinks, report_changes, update
from fatiao.site.model import Entry, GlossaryTerm, Site

#: The beginning and end of the addresses of terms and of cited laws; the slug stands between them.
TERM_NAMES = (ids.url_of(ids.term_docname(""))[: -len(".html")], ".html")
CITED_NAMES = (ids.url_of(ids.CITED, ids.cited_anchor("")), "")
#: The file name of the ledger, in the folder of the corpus.
LEDGER_NAME = "permalinks.json"


def site_permalinks(site: Site, documents: Iterable[str] = ()) -> Ledger:
    """Return the addresses that a build of this site publishes; ``documents`` are docnames of hand-written pages.

    Of lists, the search page and hand-written pages only the address is promised, not the text; the headings of
    hand-written pages are not promised as anchors.
    """
    laws = [(replace(entry.source_law, work=entry.work.id), entry.version) for entry in site.entries]
    others = {ids.url_of(ids.SEARCH): ""}
    if site.glossary:
        others[ids.url_of(ids.GLOSSARY)] = ""
    if site.citings or site.unlisted:
        others[ids.url_of(ids.CITED)] = ""
    others |= {ids.url_of(o.at.docname, o.at.anchor): "" for o in site.objects.values()}
    others |= {ids.url_of(term.docname): explain(term) for term in site.glossary}
    others |= dict.fromkeys(_list_pages_beside(site.entries), "")
    others |= {url: "" for url in map(ids.url_of, documents) if not ids.is_generated(url)}
    names = {ids.url_of(term.docname): term.term for term in site.glossary}
    names |= {ids.url_of(ids.CITED, ids.cited_anchor(law.slug)): law.title for law in site.citings}
    published = current_permalinks(laws, others)
    pinned = [(law, entry.pinned) for (law, _), entry in zip(laws, site.entries, strict=True) if entry.pinned]
    whole = {ids.url_of(ids.law_docname(law.work, date)) for law, date in pinned}
    dated = current_permalinks(pinned).pages
    pages = {**published.pages, **{page: anchors for page, anchors in dated.items() if page in whole}}
    return replace(published, pages=pages, names=names)


def _list_pages_beside(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the addresses of the pages derived from a law's text: its views and its comparisons."""
    for entry in entries:
        yield ids.url_of(ids.views_docname(entry.work.id, entry.version))
        yield from (ids.url_of(entry.comparison_docname(compared)) for compared in entry.compared)


def explain(term: GlossaryTerm) -> str:
    """Return the text of a term's page without its uses, so that another law that uses the term is no change."""
    return term.term + "".join(sense.law.name + sense.text for sense in term.senses)


def judged_part(ledger: Ledger, documents: Iterable[str] | None) -> Ledger:
    """Return the part of a ledger that can be compared: without hand-written pages if ``documents`` is None."""
    if documents is not None:
        return ledger
    return replace(ledger, pages={page: anchors for page, anchors in ledger.pages.items() if ids.is_generated(page)})


def without_faulty(ledger: Ledger, site: Site) -> Ledger:
    """Return the part of a ledger that can be compared while laws with errors are left out of the site.

    These are the pages of the other laws and hand-written pages; terms, lists and cited works will change again once
    the errors are mended.
    """
    faulty = site.corpus.faulty
    if not faulty:
        return ledger
    folders = tuple(f"{ids.law_folder(law.id)}/" for law in faulty)
    pages = {
        page: anchors
        for page, anchors in ledger.pages.items()
        if not page.startswith(folders) and (page.startswith(f"{ids.LAWS}/") or not ids.is_generated(page))
    }
    return replace(ledger, pages=pages)


def check_permalinks(folder: Path, site: Site, documents: Iterable[str] | None, report: Report) -> None:
    """Report the effects of a build on published addresses; do nothing if the corpus has no ledger.

    ``documents`` are the docnames of hand-written pages, or None if they are not known.
    """
    path = folder / LEDGER_NAME
    if not path.exists():
        return
    ledger = read_ledger(path, report, path.as_posix())
    if ledger is not None:
        judged = without_faulty(judged_part(ledger, documents), site)
        report_changes(compare(judged, site_permalinks(site, documents or ())), judged, report)


def record(ledger: Ledger, current: Ledger) -> tuple[Ledger, Mapping[str, str]]:
    """Return the ledger with everything that is published now, and the redirects that were added to it.

    An address without a date means the text in force.  If a newer text has no such provision, and the text that it
    replaced is kept under its date, the address is redirected there.  If a text was added between two compared ones,
    their comparison is redirected to that of the added text with the later one.
    """
    grown = update(ledger, current)
    vanished = compare(grown, current).vanished
    found = {**dict(_dated_redirects(vanished, current)), **dict(_comparison_redirects(vanished, current))}
    return replace(grown, redirects={**grown.redirects, **found}), found


def _dated_redirects(vanished: Iterable[str], current: Ledger) -> Iterator[tuple[str, str]]:
    moved: set[str] = set()
    dated = [law for law in map(ids.parse_law_url, current.pages) if law and law.version]
    for address in vanished:
        page, _, anchor = address.partition("#")
        law = ids.parse_law_url(page)
        if law is None or law.version or page in moved:
            continue
        versions = {other.version for other in dated if other.work == law.work}
        for version in sorted(filter(None, versions), reverse=True):
            there = ids.url_of(f"{ids.law_folder(law.work, version)}/{law.page}")
            if anchor in current.pages.get(there, {}):
                moved |= set() if anchor else {page}
                yield address, f"{there}#{anchor}" if anchor else there
                break


def _comparison_redirects(vanished: Iterable[str], current: Ledger) -> Iterator[tuple[str, str]]:
    """Yield each vanished comparison with its replacement: one of the same laws with the same later text.

    If there is none, a comparison with the same earlier text replaces it.
    """
    held = [found for found in map(ids.parse_compare_url, current.pages) if found]
    for address in vanished:
        gone = ids.parse_compare_url(address)
        if gone is None:
            continue
        own = [other for other in held if (other.work, other.other) == (gone.work, gone.other)]
        near = [other for other in own if other.new == gone.new] or [other for other in own if other.old == gone.old]
        if near:
            yield address, ids.url_of(ids.compare_docname(*near[0]))
