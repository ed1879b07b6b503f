"""Moved and removed addresses: the ledger of the corpus as redirect pages, and as anchors on existing pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from fatiao import ids
from fatiao.diagnostics import Report, format_diagnostic
from fatiao.files import list_tree
from fatiao.markup import escape, escape_attribute
from fatiao.model.findings import Severity
from fatiao.permalinks.file import read_ledger
from fatiao.permalinks.ledger import Ledger
from fatiao.permalinks.pages import anchor_redirects, redirect_pages
from fatiao.permalinks.site import LEDGER_NAME, check_permalinks
from fatiao.sphinx_ext.generation import generated_pages, site_of

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
    """Return the HTML of every moved or removed page by its address, except addresses in use by another page."""
    site, ledger = site_of(app), _LEDGERS.get(app)
    if site is None or ledger is None:
        return {}
    titles = {ids.url_of(o.at.docname): o.name for o in site.objects.values() if not o.at.anchor}
    pages = redirect_pages(ledger, titles, _SCRIPT)
    published = set(map(ids.url_of, app.env.all_docs)) | {"search.html"}
    return {old: html for old, html in pages.items() if old not in published}


def stale_pages(app: Sphinx, wanted: Iterable[str]) -> list[str]:
    """Return the addresses of obsolete pages for moved and removed addresses, written by an earlier build."""
    out = Path(app.outdir)
    keep = {*map(ids.url_of, app.env.all_docs), *wanted}
    found = (name for name, _ in list_tree(out) if name.endswith(".html") and name not in keep)
    return [name for name in found if _MARK in (out / name).read_bytes()[:1000]]


def gone_from(ledger: Ledger, docname: str) -> list[Gone]:
    """Return the anchors that were moved or removed from an existing page."""
    page = ids.url_of(docname)
    moved = anchor_redirects(ledger).get(page, {})
    found = [Gone(anchor, target, "") for anchor, target in moved.items()]
    for address, reason in ledger.tombstones.items():
        name, _, anchor = address.partition("#")
        if anchor and name == page:
            found.append(Gone(anchor, "", reason))
    return found


def render_gone(gone: Gone) -> str:
    """Return a paragraph with the old anchor; CSS shows it only if the URL targets the anchor, without a script."""
    target = escape_attribute(gone.target)
    words = (
        f'此处内容已移至<a href="{target}">{target}</a>。' if target else f"此处内容已不在本页。{escape(gone.reason)}"
    )
    return f'<p class="law-moved" id="{escape_attribute(gone.anchor)}">{words}</p>\n'


def list_gone(ledger: Ledger) -> dict[str, dict[str, str]]:
    """Return the anchors moved or removed from pages: docname → anchor → HTML."""
    addresses = [*ledger.redirects, *ledger.tombstones]
    pages = {address.partition("#")[0].removesuffix(".html") for address in addresses if "#" in address}
    return {
        docname: {gone.anchor: render_gone(gone) for gone in gone_from(ledger, docname)} for docname in sorted(pages)
    }


def add_gone(body: str, gone: Mapping[str, str]) -> str:
    """Return the body of a page with the HTML of its removed anchors added before its last ``</section>``."""
    html = "".join(words for anchor, words in gone.items() if f'id="{escape_attribute(anchor)}"' not in body)
    if not html:
        return body
    text, end, rest = body.rpartition("</section>")
    return f"{text}{html}{end}{rest}" if end else body + html
