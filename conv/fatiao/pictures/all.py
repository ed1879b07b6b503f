"""The pictures of the whole corpus: citations between laws, dates of laws, most-used terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fatiao.language.interface import CHINESE, Interface
from fatiao.pictures.citations import draw_citations
from fatiao.pictures.dates import draw_dates
from fatiao.pictures.frame import Picture, frame
from fatiao.pictures.terms import draw_terms
from fatiao.site.model import Site

#: Name → the function that draws the picture, given the site, the docname of the page that shows it, and its language.
PICTURES: Mapping[str, Callable[[Site, str, Interface], Picture]] = {
    "citations": draw_citations,
    "dates": draw_dates,
    "terms": draw_terms,
}


def render_picture(name: str, site: Site, page: str, interface: Interface = CHINESE) -> str:
    """Return a picture of ``PICTURES`` as HTML, deterministic for a site; raise KeyError for an unknown name."""
    return frame(PICTURES[name](site, page, interface), interface)
