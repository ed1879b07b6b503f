"""Write the pages at addresses that moved or ended: plain HTML for any static host and for ``file://``.

They have no inline script or style, so that a strict Content-Security-Policy works.  HTML alone cannot keep the
fragment of an address in a redirect; the optional script can, and without it the reader lands at the top of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fatiao import ids
from fatiao.markup import element, escape
from fatiao.permalinks.ledger import Ledger, is_address

#: Returns the URL of an address as seen from a page; both are given as in the ledger.
Relative = Callable[[str, str], str]


def redirect_pages(
    ledger: Ledger, titles: Mapping[str, str], script: str = "", relative: Relative = ids.relative_url
) -> dict[str, str]:
    """Return address → HTML for every page that moved or ended; ``anchor_redirects`` covers anchors of other pages.

    ``titles`` maps pages of the site to the texts of links (default: the address); ``script`` is the address, below the
    site's root, of the script that keeps the fragment.  ``relative`` returns the URL of an address as seen from a page.
    """
    pages = {
        old: redirect_page(old, end, titles.get(end.partition("#")[0], end), script, relative)
        for old in ledger.redirects
        if "#" not in old and (end := _end(old, ledger))
    }
    pages |= {old: tombstone_page(reason) for old, reason in ledger.tombstones.items() if "#" not in old}
    return pages


def _end(address: str, ledger: Ledger) -> str:
    """Return the address at the end of a chain of redirects; empty if the chain is circular."""
    seen = set()
    while address in ledger.redirects and address not in seen:
        seen.add(address)
        address = ledger.redirects[address]
    return "" if address in seen else address


def anchor_redirects(ledger: Ledger, relative: Relative = ids.relative_url) -> dict[str, dict[str, str]]:
    """Return page → vanished anchor → URL relative to the page, for the script on a page that still exists."""
    found: dict[str, dict[str, str]] = {}
    for old in ledger.redirects:
        page, _, anchor = old.partition("#")
        if anchor and (end := _end(old, ledger)):
            found.setdefault(page, {})[anchor] = relative(page, end)
    return found


def redirect_page(old: str, new: str, title: str, script: str = "", relative: Relative = ids.relative_url) -> str:
    """Return the page at ``old`` that redirects to ``new`` at once, with a link for browsers that do not.

    Raises ValueError if an address is not below the site's root.
    """
    if not (is_address(old) and is_address(new)):
        raise ValueError(f"not an address of the site: {old!r} or {new!r}")
    target = relative(old, new)
    head = [
        element("meta", {"http-equiv": "refresh", "content": f"0; url={target}"}),
        element("link", {"rel": "canonical", "href": target}),
    ]
    if script:
        head.append(element("script", {"src": relative(old, script), "data-target": target}))
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
