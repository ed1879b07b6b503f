"""Write the pages at addresses that moved or ended: plain HTML for any static host and for ``file://``.

No inline script and no inline style, so that a strict Content-Security-Policy holds.  HTML alone cannot carry the
fragment of an address over a redirect; the optional script can, and without it one lands at the head of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fatiao import ids
from fatiao.markup import element, escape
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
            found.setdefault(page, {})[anchor] = ids.relative_url(page, end)
    return found


def redirect_page(old: str, new: str, title: str, script: str = "") -> str:
    """Return the page at ``old`` that leads to ``new`` at once, and by a link where the browser does not follow.

    Raises ValueError for an address that is not below the site's root.
    """
    if not (is_address(old) and is_address(new)):
        raise ValueError(f"not an address of the site: {old!r} or {new!r}")
    target = ids.relative_url(old, new)
    head = [
        element("meta", {"http-equiv": "refresh", "content": f"0; url={target}"}),
        element("link", {"rel": "canonical", "href": target}),
    ]
    if script:
        head.append(element("script", {"src": ids.relative_url(old, script), "data-target": target}))
    link = element("a", {"href": target}, escape(title))
    return _page("页面已移动", head, element("p", None, escape("本页已移至："), link))


def tombstone_page(reason: str) -> str:
    """Return the page at an address that has no successor, with the reason."""
    return _page("页面已撤下", [], element("p", None, escape(f"本页已撤下。{reason}")))


def _page(title: str, head: Sequence[str], body: str) -> str:
    lines = [
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "robots", "content": "noindex"}),
        element("title", None, escape(title)),
        *head,
    ]
    inner = ["\n", element("head", None, "\n", *(f"{line}\n" for line in lines)), "\n"]
    inner += [element("body", None, "\n", body, "\n"), "\n"]
    return f"<!DOCTYPE html>\n{element('html', {'lang': 'zh-Hans-CN'}, *inner)}\n"
