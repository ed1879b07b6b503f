"""The values that all pages of a build share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fatiao.language.interface import CHINESE, Interface

#: The theme that this package has its own template for.
FURO = "furo"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link in the sidebar of every page, to a page or, with ``url``, to an external address."""

    name: str
    docname: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The values shared by all pages.

    ``all_laws`` is the anchor of the list of laws on the home page, or "".  ``base`` is the URL of the site with a
    trailing slash, or "".  ``guides`` are the project's pages on citations, on data files, and with the provisions
    that a reader keeps, if it has them.  ``prints`` is the place on the site of each printed text, by its
    ``ids.print_name``.  ``gone`` are the anchors removed from pages that still exist: docname → anchor → HTML.
    ``feed`` is True if the site has a feed, ``icon`` if it uses this package's icon.  ``interface`` is the language
    of the text around the laws.
    """

    theme: str
    site_name: str
    base: str
    menu: tuple[MenuEntry, ...]
    all_laws: str
    guides: tuple[str, ...]
    gone: Mapping[str, Mapping[str, str]]
    feed: bool
    icon: bool
    interface: Interface = CHINESE
    prints: Mapping[str, str] = field(default_factory=dict)
