"""Moved and removed addresses: the ledger of the corpus as redirect pages, and as anchors on existing pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from fatiao import ids
from fatiao.diagnostics import Report, format_diagnostic
from fatiao.files import list_tree
from fatiao.language.interface import TEXT_LANGUAGE, Interface
from fatiao.markup import element, escape, escape_attribute
from fatiao.model.findings import Severity
from fatiao.permalinks.file import read_ledger
from fatiao.permalinks.ledger import Ledger
from fatiao.permalinks.pages import Relative, anchor_redirects, redirect_pages
from fatiao.permalinks.site import LEDGER_NAME, check_permalinks
from fatiao.sphinx_ext.generation import generated_pages, site_of
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.urls import Urls

logger = logging.getLogger(__name__)

_SCRIPT = "_static/fatiao-moved.js"
_LEDGERS: WeakKeyDictionary[Sphinx, Ledger] = WeakKeyDictionary()
#: Mark that distinguishes the pages for moved and removed addresses from all other pages.
_MARK = b'<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Gone:
    """An anchor removed from a page, with its new address or the reason for its removal."""

    anchor: str
    target: str
    reason: str


def read_moved(app: Sphinx) -> None:
    """Read the ledger of the corpus; its errors are warnings of the build."""
    if site_of(app) is None:
        return
    report = Report()
    path = Path(app.confdir, app.config.fatiao_corpus, LEDGER_NAME)
    _LEDGERS[app] = read_ledger(path, report, path.as_posix()) or Ledger()
    _warn(report)


def check_promises(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of published addresses that this build would remove."""
    site = site_of(app)
    if site is None or app.builder.name != "html" or not _LEDGERS.get(app, Ledger()).pages:
        return
    report = Report()
    documents = {*env.all_docs, *generated_pages(app)}
    check_permalinks(Path(app.confdir, app.config.fatiao_corpus), site, documents, report)
    _warn(report)


def _warn(report: Report) -> None:
    for diagnostic in report:
        if diagnostic.severity is not Severity.INFO:
            logger.warning(format_diagnostic(diagnostic), type="fatiao", subtype=diagnostic.code)


def ledger_of(app: Sphinx) -> Ledger:
    """Return the ledger of the corpus, which is empty if there is none."""
    return _LEDGERS.get(app, Ledger())


def moved_pages(app: Sphinx) -> dict[str, str]:
    """Return the HTML of every moved or removed page by the name of its file, except those that another page has."""
    site, ledger = site_of(app), _LEDGERS.get(app)
    if site is None or ledger is None:
        return {}
    titles = {ids.url_of(o.at.docname): o.name for o in site.objects.values() if not o.at.anchor}
    pages = redirect_pages(ledger, titles, _SCRIPT, _relative(app))
    published = {*app.env.all_docs, ids.SEARCH}
    return {_file(app, old): html for old, html in pages.items() if _docname(old) not in published}


def stale_pages(app: Sphinx, wanted: Iterable[str]) -> list[str]:
    """Return the files of obsolete pages for moved and removed addresses, written by an earlier build."""
    out = Path(app.outdir)
    keep = {*(_file(app, ids.url_of(docname)) for docname in (*app.env.all_docs, ids.SEARCH)), *wanted}
    found = (name for name, _ in list_tree(out) if name.endswith(".html") and name not in keep)
    return [name for name in found if _MARK in (out / name).read_bytes()[:1000]]


def _docname(page: str) -> str:
    return page.removesuffix(".html")


def _file(app: Sphinx, page: str) -> str:
    """Return the file, below the output folder, of a page given by its address as in the ledger."""
    path = Path(cast(StandaloneHTMLBuilder, app.builder).get_output_path(_docname(page)))
    return path.relative_to(app.outdir).as_posix() if page.endswith(".html") else page


def _relative(app: Sphinx) -> Relative:
    """Return the function that gives the URL of an address, both as in the ledger, in the layout of the builder."""
    urls = Urls(app.builder)

    def relative(page: str, address: str) -> str:
        seen = urls.seen_from(_docname(page))
        target, _, anchor = address.partition("#")
        return seen.place(_docname(target), anchor) if target.endswith(".html") else seen.file(address)

    return relative


def gone_from(ledger: Ledger, docname: str, relative: Relative = ids.relative_url) -> list[Gone]:
    """Return the anchors that were moved or removed from an existing page."""
    page = ids.url_of(docname)
    moved = anchor_redirects(ledger, relative).get(page, {})
    found = [Gone(anchor, target, "") for anchor, target in moved.items()]
    for address, reason in ledger.tombstones.items():
        name, _, anchor = address.partition("#")
        if anchor and name == page:
            found.append(Gone(anchor, "", reason))
    return found


def render_gone(gone: Gone, interface: Interface) -> str:
    """Return a paragraph with the old anchor; CSS shows it only if the URL targets the anchor, without a script."""
    if gone.target:
        link = element("a", {"href": gone.target}, escape(gone.target))
        words = (escape(interface.say("此处内容已移至：")), link)
    else:
        reason = element("span", {"lang": TEXT_LANGUAGE}, escape(gone.reason))
        kept = reason if interface.is_foreign(gone.reason) else escape(gone.reason)
        words = (escape(interface.say("此处内容已不在本页。")), kept)
    return element("p", {"class": "law-moved", "id": gone.anchor}, *words) + "\n"


def list_gone(app: Sphinx) -> dict[str, dict[str, str]]:
    """Return the anchors moved or removed from pages: docname → anchor → HTML."""
    ledger, interface = ledger_of(app), interface_of(app)
    addresses = [*ledger.redirects, *ledger.tombstones]
    pages = {_docname(address.partition("#")[0]) for address in addresses if "#" in address}
    relative = _relative(app) if pages else ids.relative_url
    return {
        docname: {gone.anchor: render_gone(gone, interface) for gone in gone_from(ledger, docname, relative)}
        for docname in sorted(pages)
    }


def add_gone(body: str, gone: Mapping[str, str]) -> str:
    """Return the body of a page with the HTML of its removed anchors added before its last ``</section>``."""
    html = "".join(words for anchor, words in gone.items() if f'id="{escape_attribute(anchor)}"' not in body)
    if not html:
        return body
    text, end, rest = body.rpartition("</section>")
    return f"{text}{html}{end}{rest}" if end else body + html
