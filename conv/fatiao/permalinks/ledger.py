"""The ledger of published pages and anchors, with the redirects and tombstones of those that are gone.

The ledger only grows: an address that is gone keeps its entry, and ``redirects`` or ``tombstones`` excuse it.
Addresses are relative to the site's root and come from ``fatiao.ids``; a fingerprint is short and ignores
white space, so a different line break is not a change.  ``fatiao.permalinks.file`` owns the form on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.digests import digest_text
from fatiao.model.law import UNNUMBERED, Annex, Article, Law

#: An address below the site's root: no scheme, no host, no path out of the folder.
_SLASH = re.compile(r"[/\\]")
_ADDRESS = re.compile(r"(?P<page>[\w-][\w.%-]*(?:/[\w-][\w.%-]*)*\.html)(?:#(?P<anchor>[\w:.-]+))?")

Pages = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The promised addresses: page → anchor (empty for the page itself) → fingerprint.

    ``redirects`` map an address to its replacement, ``tombstones`` to the reason why it has none.  ``names`` map an
    address to the term or cited law that owns it: two never share one, even if one comes later.  ``lines`` map an
    address to its line in the file ``path``.
    """

    pages: Pages = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    tombstones: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """The effects of a build on the addresses of a ledger, each list in natural order.

    ``misdirected`` are redirects to no published address, ``needless`` those, and tombstones, of published ones.
    """

    added: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    misdirected: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()


def fingerprint(text: str) -> str:
    """Return 48 bits of the SHA-256 of the text without white space, in hexadecimal."""
    return digest_text("".join(text.split()))[:12]


def current_permalinks(laws: Iterable[tuple[Law, str | None]], others: Mapping[str, str] | None = None) -> Ledger:
    """Return the addresses that a build of these laws publishes.

    Each law comes with its dated folder, or None for the text in force.  ``others`` are further addresses of the site,
    with or without an anchor, and their texts for the fingerprint (empty for none).  The first of a repeated article
    wins, as on the site.
    """
    pages: dict[str, dict[str, str]] = {}
    for law, version in laws:
        for page, anchor, text in _places(law, version):
            pages.setdefault(page, {}).setdefault(anchor, fingerprint(text))
    for address, text in (others or {}).items():
        page, _, anchor = address.partition("#")
        pages.setdefault(page, {}).setdefault(anchor, fingerprint(text))
    return Ledger(pages)


def _places(law: Law, version: str | None) -> Iterator[tuple[str, str, str]]:
    whole = ids.url_of(ids.law_docname(law.work, version))
    yield whole, "", "".join(article.label + article.text for article in law.articles)
    for eid, division in zip(ids.division_eids(law.divisions), law.divisions, strict=True):
        yield whole, ids.anchor_of_eid(eid), division.label + division.heading.text
    seen = set()
    for article in law.articles:
        if article.number not in seen:
            seen.add(article.number)
            yield from _article_places(law, version, whole, article)
    for annex in law.annexes:
        yield ids.url_of(ids.annex_docname(law.work, annex.number, version)), "", _annex_text(annex)


def _article_places(law: Law, version: str | None, whole: str, article: Article) -> Iterator[tuple[str, str, str]]:
    page = ids.url_of(ids.article_docname(law.work, article.number, version))
    yield page, "", article.text
    if article.number != UNNUMBERED:
        yield whole, ids.anchor_of_eid(ids.article_eid(article.number)), article.text
    closings = {s.paragraph: article.text[s.span.start : s.span.end] for s in article.segments if s.closing}
    for s in article.segments:
        text = article.text[s.span.start : s.span.end]
        if s.item is None:  # the address of a 款 covers its closing words too
            text += closings.get(s.paragraph, "")
        yield page, ids.segment_fragment(s), text
        yield whole, ids.anchor_of_eid(ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)), text


def _annex_text(annex: Annex) -> str:
    return annex.heading.text + "".join(line.text for line in annex.lines)


def compare(ledger: Ledger, current: Ledger) -> Changes:
    """Return the new, vanished and changed addresses, and the wrong or needless redirects and tombstones."""
    promised = _addresses(ledger.pages)
    published = _addresses(current.pages)
    excuses = {**ledger.redirects, **ledger.tombstones}
    return Changes(
        added=natural(published.keys() - promised.keys()),
        vanished=natural(a for a in promised.keys() - published.keys() if not {a, _page(a)} & excuses.keys()),
        changed=natural(a for a in promised.keys() & published.keys() if promised[a] != published[a]),
        misdirected=natural(a for a in ledger.redirects if not _arrives(a, ledger, published)),
        needless=natural(excuses.keys() & published.keys()),
    )


def _addresses(pages: Pages) -> dict[str, str]:
    return {
        f"{page}#{anchor}" if anchor else page: print_
        for page, anchors in pages.items()
        for anchor, print_ in anchors.items()
    }


def _page(address: str) -> str:
    return address.partition("#")[0]


def _arrives(address: str, ledger: Ledger, published: Mapping[str, str]) -> bool:
    """Return True if the redirects from ``address`` end at a published address."""
    seen = set()
    while address in ledger.redirects and address not in seen:
        seen.add(address)
        address = ledger.redirects[address]
    return address in published and address not in seen


def report_changes(changes: Changes, ledger: Ledger, report: Report) -> None:
    """Report each change at its line of the ledger, the anchors of one page in one finding."""

    def add(code: str, address: str, message: str) -> None:
        line = ledger.lines.get(address, 0)
        report.add_at(code, message, ledger.path, line, 1 if line else 0)

    for code, addresses, said, advice in (
        (
            "permalink-vanished",
            changes.vanished,
            "this address would vanish",
            "add a redirect or a tombstone",
        ),
        (
            "permalink-changed",
            changes.changed,
            "the text changed",
            "record it with fatiao permalinks --update",
        ),
    ):
        for first, others in _by_page(addresses):
            more = f" (and {len(others)} more on this page: {', '.join(_names(others))})" if others else ""
            add(code, first, f"{first}: {said}{more}; {advice}")
    for address in changes.misdirected:
        add(
            "permalink-redirect",
            address,
            f"{address}: its redirect to {ledger.redirects[address]} leads to no published address; correct it",
        )
    for address in changes.needless:
        add("permalink-needless", address, f"{address} is published, but has a redirect or a tombstone; remove that")
    if changes.added:
        first = changes.added[0]
        add(
            "permalink-new",
            "",
            f"{len(changes.added)} new addresses, the first is {first}; to record them run fatiao permalinks --update",
        )


def _by_page(addresses: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    pages: dict[str, list[str]] = {}
    for address in addresses:
        pages.setdefault(_page(address), []).append(address)
    for found in pages.values():
        yield found[0], found[1:]


def _names(addresses: list[str], most: int = 5) -> list[str]:
    names = ["#" + address.partition("#")[2] for address in addresses[:most]]
    return [*names, "…"] if len(addresses) > most else names


def update(ledger: Ledger, current: Ledger) -> Ledger:
    """Return the ledger with everything published now; nothing is removed, so a vanished address stays an error."""
    pages = {page: dict(anchors) for page, anchors in ledger.pages.items()}
    for page, anchors in current.pages.items():
        pages.setdefault(page, {}).update(anchors)
    return replace(ledger, pages=pages, names={**current.names, **ledger.names})


def is_address(text: str) -> bool:
    """Return True if ``text`` is an address below the site's root that cannot lead out of it."""
    found = _ADDRESS.fullmatch(text)
    decoded = unquote(text)  # some servers take %2f or %5c for a slash
    return bool(found) and ".." not in _SLASH.split(decoded) and decoded.isprintable()


def natural(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in natural order: art-2 before art-10."""
    return tuple(sorted(addresses, key=_natural))


def _natural(address: str) -> tuple[list[tuple[int, int, str]], str]:
    # A number sorts by its length, then by its digits: an address may hold more digits than int() takes.
    parts = re.findall(r"[0-9]+|[^0-9]+", address)
    return [(0, len(p.lstrip("0")), p.lstrip("0")) if p[0] in "0123456789" else (1, 0, p) for p in parts], address
