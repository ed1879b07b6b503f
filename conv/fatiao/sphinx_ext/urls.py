"""Relative addresses of pages and files, as the builder at hand lays them out."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from fatiao.site.model import Address


class Urls:
    """Addresses for one build; what the pages of a folder share is worked out once."""

    def __init__(self, builder: Builder) -> None:
        """Know nothing yet."""
        self._builder = builder
        self._targets: dict[str, str] = {}
        self._relative: dict[tuple[str, str], str] = {}

    def seen_from(self, docname: str) -> Seen:
        """Return the addresses as they are seen from one page."""
        return Seen(self, docname)

    def target(self, docname: str) -> str:
        """Return the address of a page, seen from the root of the site."""
        known = self._targets.get(docname)
        if known is None:
            known = self._targets[docname] = self._builder.get_target_uri(docname)
        return known

    def relative(self, folder: str, target: str) -> str:
        """Return an address seen from a folder; both are seen from the root of the site."""
        known = self._relative.get((folder, target))
        if known is None:
            known = self._relative[folder, target] = relative_uri(f"{folder}/." if folder else ".", target) or "./"
        return known


class Seen:
    """Addresses as they are seen from one page; ``folder`` is the folder that relative ones start from."""

    __slots__ = ("_urls", "docname", "folder")

    def __init__(self, urls: Urls, docname: str) -> None:
        """Stand on a page."""
        self._urls = urls
        self.docname = docname
        self.folder = urls.target(docname).rpartition("/")[0]

    def page(self, docname: str) -> str:
        """Return the address of a page."""
        return self._urls.relative(self.folder, self._urls.target(docname))

    def place(self, docname: str, anchor: str = "") -> str:
        """Return the address of a place, which is short on the same page."""
        if docname == self.docname:
            return f"#{anchor}"
        return f"{self.page(docname)}#{anchor}" if anchor else self.page(docname)

    def whole(self, base: str, docname: str) -> str:
        """Return the whole address of a page, or nothing where that of the site is not known."""
        return base + self._urls.target(docname) if base else ""

    def at(self, address: Address) -> str:
        """Return the address of a place of the site."""
        return self.place(address.docname, address.anchor)

    def file(self, path: str) -> str:
        """Return the address of a file, whose path is seen from the root of the site."""
        return self._urls.relative(self.folder, path)
