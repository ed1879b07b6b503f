"""Navigation from the law tree: sidebar, breadcrumb, previous and next.

It replaces the theme's tree of the whole site, which is rendered and parsed again for every page (1.8 s and 480 KB per
page at 4,000 pages), with a tree of the current law only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.language.interface import CHINESE, Interface, say
from fatiao.markup import escape, escape_attribute
from fatiao.model.law import Annex, Article
from fatiao.pages.comparison import comparison_parts
from fatiao.pages.contents import volume_name
from fatiao.pages.dated_text import list_dated_pages
from fatiao.pages.html import mark_words
from fatiao.pages.list_paging import MANY_LAWS
from fatiao.pages.text_pages import Volume, cut_text, division_places
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.frame import Frame
from fatiao.sphinx_ext.urls import Seen

#: Maximum number of articles of one division, or of a law without any, that the sidebar lists in full: in two columns
#: they fill three screens of a desktop.
_MOST_ARTICLES = 120
#: Number of articles listed around the current one if there are more, between links that name the omitted ones.
_WINDOW = 40
#: Maximum number of divisions that the sidebar shows in full; in a law with more, only the open ones are expanded.
_MANY_DIVISIONS = 30
#: Docname and title of the lists that the menu links to if they exist.
LISTS = (("glossary", say("术语表")), ("cited", say("引用的法律文件")))


@dataclass(frozen=True, slots=True)
class Place:
    """The position of a page: its law and, for an article page, the index of the article in ``Law.articles``.

    ``volume`` is the part of the text on the page, if the text is split into several pages; ``annex`` is the annex on
    an annex page.
    """

    entry: Entry
    index: int | None
    volume: Volume | None = None
    annex: Annex | None = None

    @property
    def part(self) -> Article | Annex | None:
        """The article or annex on the page; None for other pages."""
        return self.annex if self.index is None else self.entry.law.articles[self.index]

    @property
    def division(self) -> int | None:
        """The index of the innermost division that contains the page, or None."""
        if self.index is not None:
            return self.entry.law.articles[self.index].division
        return self.volume.division if self.volume else None


@dataclass(frozen=True, slots=True)
class PageStep:
    """The name and docname of a previous or next page."""

    name: str
    docname: str


#: The previous and next pages of a page.
Steps = tuple[PageStep | None, PageStep | None]


def list_places(entry: Entry) -> dict[str, Place]:
    """Return the places of a law's pages by docname; of articles with the same number, the first has the page."""
    found: dict[str, Place] = {entry.address().docname: Place(entry, None)}
    for volume in cut_text(entry):
        found[volume.docname] = Place(entry, None, volume)
    for annex in entry.law.annexes:
        found[ids.annex_docname(entry.work.id, annex.number, entry.version)] = Place(entry, None, annex=annex)
    found[ids.views_docname(entry.work.id, entry.version)] = Place(entry, None)
    for docname in (*list_dated_pages(entry), *(part.docname for part in comparison_parts(entry))):
        found[docname] = Place(entry, None)
    for i, article in enumerate(entry.law.articles):
        found.setdefault(entry.article_address(article).docname, Place(entry, i))
    return found


def list_above(place: Place, hrefs: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return name, docname and anchor of the law and of each division around a page, the outermost first.

    ``hrefs`` are the docname and anchor of the heading of each division.
    """
    entry = place.entry
    chain: list[tuple[str, str, str]] = []
    at = place.division
    while at is not None:
        division = entry.law.divisions[at]
        chain.append((ids.division_name(division), *hrefs[at]))
        at = division.parent
    return [(entry.title, entry.address().docname, ""), *reversed(chain)]


def list_steps(place: Place) -> Steps:
    """Return the previous and next pages of an article page or of a part of a text."""
    entry = place.entry
    if place.index is not None:
        pages = [place.index - 1, place.index + 1]
        articles = entry.law.numbered
        steps = [
            PageStep(articles[i].label, entry.article_address(articles[i]).docname) if 0 <= i < len(articles) else None
            for i in pages
        ]
        return steps[0], steps[1]
    if place.volume is None:
        return None, None
    volumes = cut_text(entry)
    at = volumes.index(place.volume)
    before, after = volumes[at - 1 : at] if at else (), volumes[at + 1 : at + 2]
    steps = [PageStep(volume_name(entry, v[0]), v[0].docname) if v else None for v in (before, after)]
    return steps[0], steps[1]


class LawTree:
    """The divisions and articles of one law as nested lists of links; lists shared by pages are rendered once."""

    def __init__(self, entry: Entry) -> None:
        """Compute the locations of the headings and articles of a law."""
        self.entry = entry
        eids = ids.division_eids(entry.law.divisions)
        places, own = division_places(entry, cut_text(entry)), entry.address().docname
        #: Docname and anchor of the heading of each division.
        self.headings = [
            (places[i].docname if i in places else own, ids.anchor_of_eid(eid)) for i, eid in enumerate(eids)
        ]
        self._articles: dict[int | None, list[int]] = {None: []}
        for i, article in enumerate(entry.law.numbered):  # unnumbered text comes after all numbered articles
            self._articles.setdefault(article.division, []).append(i)
        self._known: dict[tuple[object, ...], str] = {}

    def render(self, place: Place | None, seen: Seen, interface: Interface) -> str:
        """Return the HTML of the lists: all divisions, and the articles of the open division and of its ancestors."""
        index = place.index if place else None
        division = place.division if place else None
        window = self._window(index)
        key = (division, window, index is not None, seen.folder)
        if key not in self._known:
            self._known[key] = self._write(division, window, index is not None, seen)
        tree = self._known[key].replace("<ul>", f"<ul{interface.text_mark}>", 1)
        if index is None:
            return tree
        link = f'<a href="{self._href(index, seen)}"'
        return tree.replace(link, f'<a aria-current="page"{link[2:]}', 1)

    def _href(self, index: int, seen: Seen) -> str:
        docname = self.entry.article_address(self.entry.law.articles[index]).docname
        return escape_attribute(seen.page(docname))

    def _window(self, index: int | None) -> range | None:
        """Return the range of an article's neighbours in its division to list, or None to list all."""
        if index is None:
            return None
        division = self.entry.law.articles[index].division
        near = self._articles[division]
        if len(near) <= _MOST_ARTICLES:
            return None
        at = near.index(index)
        first = max(0, min(at - _WINDOW // 2, len(near) - _WINDOW))
        return range(first, first + _WINDOW)

    def _ends(self, near: Sequence[int], window: range, seen: Seen) -> tuple[str, str]:
        """Return links to the nearest articles before and after the window; their text names the omitted ranges."""
        labels = [self.entry.law.articles[i].label for i in near]

        def link(target: int, first: int, last: int) -> str:
            words = labels[first] if first == last else f"{labels[first]}—{labels[last]}"
            return f'<a class="law-nav-more" href="{self._href(near[target], seen)}">{escape(words)}</a>'

        before = link(window.start - 1, 0, window.start - 1) if window.start else ""
        after = link(window.stop, window.stop, len(near) - 1) if window.stop < len(near) else ""
        return before, after

    def _write(self, open_division: int | None, window: range | None, with_articles: bool, seen: Seen) -> str:
        law = self.entry.law
        opened = set(ids.division_chain(self.entry.law.divisions, open_division))

        def articles_of(division: int | None) -> str:
            near = chosen = self._articles.get(division, [])
            before = after = ""
            if division == open_division and window is not None:
                chosen = near[window.start : window.stop]
                before, after = self._ends(near, window, seen)
            links = "".join(f'<a href="{self._href(i, seen)}">{escape(law.articles[i].label)}</a>' for i in chosen)
            return f'<li class="law-nav-articles">{before}{links}{after}</li>' if links else ""

        def divisions_of(parent: int | None) -> str:
            out = []
            for i, division in enumerate(law.divisions):
                if division.parent != parent:
                    continue
                docname, anchor = self.headings[i]
                href = f"{seen.page(docname)}#{anchor}"
                shown = len(law.divisions) <= _MANY_DIVISIONS or i in opened
                inner = (divisions_of(i) if shown else "") + (articles_of(i) if i in opened and with_articles else "")
                out.append(list_item(href, ids.division_name(division), "toctree-l2 law-nav-division", inner=inner))
            return "".join(out)

        loose = articles_of(None) if not law.divisions or open_division is None else ""
        return f"<ul>{loose}{divisions_of(None)}</ul>"


def list_item(
    href: str, name: str, classes: str, current: bool = False, inner: str = "", interface: Interface = CHINESE
) -> str:
    """Return an item of a list of links, with the nested list ``inner``."""
    mark = " current" if current else ""
    aria = ' aria-current="page"' if current else ""
    words = mark_words(name, interface)
    link = f'<a class="reference internal{mark}"{aria} href="{escape_attribute(href)}">{words}</a>'
    return f'<li class="{classes}{mark}">{link}{f"<ul>{inner}</ul>" if inner else ""}</li>'


def render_sidebar(site: Site, frame: Frame, tree: LawTree | None, place: Place | None, seen: Seen) -> str:
    """Return the lists of the sidebar: the menu, the laws, and below the current law its divisions and articles.

    The first entry of the menu must be the home page, which lists all laws.
    """
    lines, words = ["<ul>"], frame.interface
    for entry in frame.menu:
        href = entry.url or seen.page(entry.docname)
        lines.append(list_item(href, entry.name, "toctree-l1", entry.docname == seen.docname, interface=words))
    caption = f'<span class="caption-text">{escape(words.say("法规"))}</span>'
    lines.append(f'</ul>\n<p class="caption" role="heading" aria-level="2">{caption}</p>\n<ul>')
    many = len(site.current) > MANY_LAWS
    if tree is not None:
        own = tree.entry.address().docname
        current = seen.docname == own
        line = list_item(seen.page(own), tree.entry.short_title, "toctree-l1 current", current, interface=words)
        lines.append(f"{line.removesuffix('</li>')}\n{tree.render(place, seen, words)}</li>")
    elif not many:
        for law in site.current:
            lines.append(list_item(seen.page(law.address().docname), law.short_title, "toctree-l1", interface=words))
    if tree is not None or many:
        anchor = f"#{frame.all_laws}" if frame.all_laws else ""
        lines.append(
            list_item(seen.page(frame.menu[0].docname) + anchor, say("全部法规"), "toctree-l1", interface=words)
        )
    lines.append("</ul>")
    return "\n".join(lines)
