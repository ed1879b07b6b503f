"""Pictures of the whole corpus: who cites whom, when, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fatiao.pictures.citations import draw_citations
from fatiao.pictures.dates import draw_dates
from fatiao.pictures.frame import Picture, frame
from fatiao.pictures.terms import draw_terms
from fatiao.site.model import Site

#: name → what draws it, given the site and the docname of the page that it stands on.
PICTURES: Mapping[str, Callable[[Site, str], Picture]] = {
    "citations": draw_citations,
    "dates": draw_dates,
    "terms": draw_terms,
}


def render_picture(name: str, site: Site, page: str) -> str:
    """One of ``PICTURES`` as HTML, the same for the same site; raises KeyError for another name."""
    return frame(PICTURES[name](site, page))
