"""The picture of the most-used terms, as a bar chart."""

from __future__ import annotations

from fatiao import ids
from fatiao.language.interface import Interface, say
from fatiao.markup import element, escape
from fatiao.pictures.frame import Cell, Picture, cut, href_from, language_of, link, percent
from fatiao.site.model import Address, GlossaryTerm, Site

_SHOWN = 24
_ROW = 26
_LABEL = 154  # pixels: ten characters of 14 pixels
_LONGEST = 45  # per cent of the width for the longest bar, which then fits into 320 pixels with label and number


def draw_terms(site: Site, page: str, interface: Interface) -> Picture:
    """Return the terms with the most uses, each as a linked bar; ``page`` is the docname of the showing page."""
    used = sorted((t for t in site.glossary if t.uses), key=lambda t: -len(t.uses))
    shown = used[:_SHOWN]
    most = len(shown[0].uses) if shown else 1
    shapes = [_row(term, _href(site, term, page), at, most, interface) for at, term in enumerate(shown)]
    rows = [(Cell(t.term, _href(site, t, page)), Cell(str(len(t.uses)))) for t in shown]
    about = say("数字为术语在各法规中出现的次数。")
    if len(shown) < len(site.glossary):
        rest = say("只列次数最多的{count}个，全部{all}个见术语表。", count=len(shown), all=len(site.glossary))
        about = say("{about}{more}", about=about, more=rest)
    headers = (say("术语"), say("次数"))
    return Picture("terms", say("使用最多的术语"), about, len(shown) * _ROW + 4, shapes, headers, rows)


def _href(site: Site, term: GlossaryTerm, page: str) -> str:
    found = site.objects.get(term.object_name)
    return href_from(page, found.at if found else Address(ids.GLOSSARY))


def _row(term: GlossaryTerm, href: str, at: int, most: int, interface: Interface) -> str:
    middle, count = at * _ROW + _ROW // 2, len(term.uses)
    width = percent(count * _LONGEST, most * 100)
    bar = {"class": "bar", "x": _LABEL, "y": middle - 8, "width": width, "height": 16, "rx": 2}
    place = {"x": _LABEL - 8, "y": middle + 5, "text-anchor": "end", **language_of(term.term, interface)}
    return link(
        href,
        interface.say("{term}：{count}次", term=term.term, count=count),
        element("text", place, escape(cut(term.term, 10))),
        element("rect", bar),
        element("text", {"class": "quiet", "x": width, "dx": _LABEL + 6, "y": middle + 5}, escape(count)),
    )
