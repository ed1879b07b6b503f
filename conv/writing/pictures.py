"""Pictures of the whole corpus: who cites whom, when, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conv.site import Site
from conv.writing.picture_citations import draw_citations
from conv.writing.picture_dates import draw_dates
from conv.writing.picture_frame import Picture, frame
from conv.writing.picture_terms import draw_terms

#: name → what draws it, given the site and the docname of the page that it stands on.
PICTURES: Mapping[str, Callable[[Site, str], Picture]] = {
    "citations": draw_citations,
    "dates": draw_dates,
    "terms": draw_terms,
}


def render_picture(name: str, site: Site, page: str) -> str:
    """One of ``PICTURES`` as HTML, the same for the same site; raises KeyError for another name."""
    return frame(PICTURES[name](site, page))
