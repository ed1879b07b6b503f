"""Relative URLs of pages and files in the layout of the current builder."""

from __future__ import annotations

from typing import TypeGuard

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from fatiao.site.model import Address

#: HTML builders that make a book from documents, and so have to read the emitted pages.
_BOOKS = frozenset({"epub"})


def makes_site(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Return True if a builder makes the pages of a site, and not a book or a document."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name not in _BOOKS


class Urls:
    """The URLs of one build; those shared by the pages of a folder are computed once."""

    def __init__(self, builder: Builder) -> None:
        """Create empty caches for the URLs of ``builder``."""
        self._builder = builder
        self._targets: dict[str, str] = {}
        self._relative: dict[tuple[str, str], str] = {}

    def seen_from(self, docname: str) -> Seen:
        """Return the URLs relative to one page."""
        return Seen(self, docname)

    def target(self, docname: str) -> str:
        """Return the URL of a page, relative to the root of the site."""
        known = self._targets.get(docname)
        if known is None:
            known = self._targets[docname] = self._builder.get_target_uri(docname)
        return known

    def relative(self, folder: str, target: str) -> str:
        """Return the URL of ``target`` relative to ``folder``; both are given relative to the root of the site."""
        known = self._relative.get((folder, target))
        if known is None:
            known = self._relative[folder, target] = relative_uri(f"{folder}/." if folder else ".", target) or "./"
        return known


class Seen:
    """The URLs relative to one page; ``folder`` is the folder that they are relative to."""

    __slots__ = ("_urls", "docname", "folder")

    def __init__(self, urls: Urls, docname: str) -> None:
        """Determine the folder of the page ``docname``."""
        self._urls = urls
        self.docname = docname
        self.folder = urls.target(docname).rpartition("/")[0]

    def page(self, docname: str) -> str:
        """Return the relative URL of a page."""
        return self._urls.relative(self.folder, self._urls.target(docname))

    def place(self, docname: str, anchor: str = "") -> str:
        """Return the relative URL of an anchor; on the page itself it is the fragment only."""
        if docname == self.docname:
            return f"#{anchor}"
        return f"{self.page(docname)}#{anchor}" if anchor else self.page(docname)

    def whole(self, base: str, docname: str) -> str:
        """Return the absolute URL of a page, or "" if ``base`` is empty."""
        return base + self._urls.target(docname) if base else ""

    def at(self, address: Address) -> str:
        """Return the relative URL of an ``Address``."""
        return self.place(address.docname, address.anchor)

    def file(self, path: str) -> str:
        """Return the relative URL of a file; ``path`` is relative to the root of the site."""
        return self._urls.relative(self.folder, path)
