"""Write the pages at addresses that moved or ended: plain HTML for any static host and for ``file://``.

No inline script and no inline style, so that a strict Content-Security-Policy holds.  HTML alone cannot carry the
fragment of an address over a redirect; the optional script can, and without it one lands at the head of the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html import escape

from fatiao.permalinks.ledger import Ledger, is_address


def redirect_pages(ledger: Ledger, titles: Mapping[str, str], script: str = "") -> dict[str, str]:
    """Address → HTML for every page that moved or died; anchors on pages that live have none (``anchor_redirects``).

    ``titles`` names the pages of the site for the link, its address serves for one without; ``script`` is the address
    of the script, below the site's root, that carries the fragment over.
    """
    pages = {
        old: redirect_page(old, end, titles.get(end.partition("#")[0], end), script)
        for old in ledger.redirects
        if "#" not in old and (end := _end(old, ledger))
    }
    pages |= {old: tombstone_page(reason) for old, reason in ledger.tombstones.items() if "#" not in old}
    return pages


def _end(address: str, ledger: Ledger) -> str:
    """Return where a chain of redirects ends; empty for a circle."""
    seen = set()
    while address in ledger.redirects and address not in seen:
        seen.add(address)
        address = ledger.redirects[address]
    return "" if address in seen else address


def anchor_redirects(ledger: Ledger) -> dict[str, dict[str, str]]:
    """Page → anchor that is gone → address, relative to the page: what a script on a page that lives needs."""
    found: dict[str, dict[str, str]] = {}
    for old in ledger.redirects:
        page, _, anchor = old.partition("#")
        if anchor and (end := _end(old, ledger)):
            found.setdefault(page, {})[anchor] = relative_address(page, end)
    return found


def relative_address(old: str, new: str) -> str:
    """Return the address ``new`` as a link on the page ``old``, both below the site's root."""
    page, hash_, anchor = new.partition("#")
    return posixpath.relpath(page, posixpath.dirname(old) or ".") + hash_ + anchor


def redirect_page(old: str, new: str, title: str, script: str = "") -> str:
    """Return the page at ``old`` that leads to ``new`` at once, and by a link where the browser does not follow.

    Raises ValueError for an address that is not below the site's root.
    """
    if not (is_address(old) and is_address(new)):
        raise ValueError(f"not an address of the site: {old!r} or {new!r}")
    target = escape(relative_address(old, new))
    head = f'<meta http-equiv="refresh" content="0; url={target}">\n<link rel="canonical" href="{target}">\n'
    if script:
        source = escape(relative_address(old, script))
        head += f'<script src="{source}" data-target="{target}"></script>\n'
    return _page("页面已移动", head, f'<p>本页已移至：<a href="{target}">{escape(title)}</a></p>')


def tombstone_page(reason: str) -> str:
    """Return the page at an address that has no successor, with the reason."""
    return _page("页面已撤下", "", f"<p>本页已撤下。{escape(reason)}</p>")


def _page(title: str, head: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
