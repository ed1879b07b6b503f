"""What all pages of a build share, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fatiao.language.interface import CHINESE, Interface

#: The theme that our own template is for.
FURO = "furo"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page that the sidebar leads to from everywhere, or with ``url`` an address outside."""

    name: str
    docname: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of every page.

    ``all_laws`` is the anchor of the list of laws on the home page, where it has one;
    ``base`` is the address of the site with a slash at its end, or empty; ``guides`` are the pages of the project that
    explain citations and data files and hold what a reader keeps, where it has them; ``gone`` are the places that left
    a page: docname → anchor → HTML.  ``feed`` says whether the site has one, ``icon`` whether it shows ours;
    ``interface`` is the language of the words around the texts.
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
