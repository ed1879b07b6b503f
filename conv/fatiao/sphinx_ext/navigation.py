"""Navigation from the law tree: sidebar, breadcrumb, previous and next.

Replaces the theme's tree of the whole site, which is rendered and parsed again for every page (1.8 s and 480 KB a page
at 4,000 pages), by the current law alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from fatiao import ids
from fatiao.model.law import Annex, Article
from fatiao.pages.contents import division_name, volume_name
from fatiao.pages.list_paging import MANY_LAWS
from fatiao.pages.text_pages import Volume, cut_text, division_places
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.generation import site_of

#: Pages of the site itself that the sidebar leads to: docname and name.
SITE_PAGES = (
    ("index", "首页"),
    ("glossary", "术语表"),
    ("cited", "引用的法律文件"),
    ("pictures", "图说"),
    ("guide/urls", "网址规则"),
)
#: A law without divisions lists this many articles around the current one; so does a division with twice as many.
_WINDOW = 40
#: From so many divisions on, the sidebar shows what is below the open ones only.
_MANY_DIVISIONS = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its law and, on an article page, the article's index in it.

    ``volume`` is the part of the text that the page holds, where the text is on pages of its own; ``annex`` the annex
    that the page is of.
    """

    entry: Entry
    index: int | None
    volume: Volume | None = None
    annex: Annex | None = None

    @property
    def part(self) -> Article | Annex | None:
        """The article or annex that the page is of."""
        return self.annex if self.index is None else self.entry.law.articles[self.index]

    @property
    def division(self) -> int | None:
        """The innermost division that the page is in."""
        if self.index is not None:
            return self.entry.law.articles[self.index].division
        return self.volume.division if self.volume else None


def suppress_global_tree(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the theme an empty tree to parse; ours takes its place afterwards."""
    context["toctree"] = lambda **_: ""


def add_navigation(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Fill in the sidebar, the breadcrumb and the neighbours of a page."""
    site = site_of(app)
    if site is None:
        return
    place = find_place(site, pagename)
    context["furo_navigation_tree"] = render_sidebar(site, pagename, place, app.env.all_docs)
    context["fatiao_place"] = place
    if place is None:
        return
    entry = place.entry
    context["fatiao_breadcrumb"] = list(_breadcrumb(place))
    context["fatiao_page_class"] = "law-page" if place.index is None else "law-page article-page"
    if place.index is not None:
        context["furo_hide_toc"] = True
        article = entry.law.articles[place.index]
        context["title"] = f"{article.label} {entry.short_title}"
        context["prev"], context["next"] = _neighbours(entry.law.numbered, place.index)
    elif place.annex is not None:
        context["title"] = f"{context['title']} {entry.short_title}"
    elif place.volume is not None:
        context["title"] = f"{volume_name(entry, place.volume)} {entry.short_title}"
        context["prev"], context["next"] = _turns(entry, place.volume)
        context["fatiao_step"] = "部分"
        context["fatiao_page_class"] = "law-page text-page"


@lru_cache(maxsize=4)
def _places(site: Site) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for entry in site.entries:
        found[entry.address().docname] = Place(entry, None)
        for volume in cut_text(entry):
            found[volume.docname] = Place(entry, None, volume)
        for annex in entry.law.annexes:
            found[ids.annex_docname(entry.work.id, annex.number, entry.version)] = Place(entry, None, annex=annex)
        for i, article in enumerate(entry.law.articles):
            found.setdefault(entry.article_address(article).docname, Place(entry, i))
    return found


def find_place(site: Site, pagename: str) -> Place | None:
    """Where a page stands, or None for a page that belongs to no law."""
    return _places(site).get(pagename)


def _breadcrumb(place: Place) -> Sequence[tuple[str, str]]:
    """Names and hrefs from the law down to the innermost division, relative to the law's folder."""
    entry = place.entry
    crumbs = [(entry.title, "index.html")]
    at = place.division
    chain: list[tuple[str, str]] = []
    while at is not None:
        division = entry.law.divisions[at]
        chain.append((division_name(division), _division_hrefs(entry)[at]))
        at = division.parent
    return crumbs + chain[::-1]


@lru_cache(maxsize=256)
def _division_hrefs(entry: Entry) -> tuple[str, ...]:
    """Where the heading of each division stands in the text, relative to the law's folder."""
    places = division_places(entry, cut_text(entry))
    pages = [places[i].docname.rpartition("/")[2] if i in places else "index" for i in range(len(entry.law.divisions))]
    eids = ids.division_eids(entry.law.divisions)
    return tuple(ids.url_of(page, ids.anchor_of_eid(eid)) for page, eid in zip(pages, eids, strict=True))


def _neighbours(articles: Sequence[Article], index: int) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    def link(i: int) -> dict[str, str] | None:
        if not 0 <= i < len(articles):
            return None
        return {"title": escape(articles[i].label), "link": f"art-{articles[i].number}.html"}

    return link(index - 1), link(index + 1)


def _turns(entry: Entry, volume: Volume) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """The pages of the text before and after one."""
    volumes = cut_text(entry)
    at = volumes.index(volume)

    def link(i: int) -> dict[str, str] | None:
        if not 0 <= i < len(volumes):
            return None
        name = volumes[i].docname.rpartition("/")[2]
        return {"title": escape(volume_name(entry, volumes[i])), "link": ids.url_of(name)}

    return link(at - 1), link(at + 1)


def render_sidebar(site: Site, pagename: str, place: Place | None, docnames: Any) -> str:
    """The sidebar's lists: the site's pages, the laws, and below the current law its divisions and articles."""
    root = "../" * pagename.count("/")
    lines = ["<ul>"]
    for docname, name in SITE_PAGES:
        if docname in docnames:
            lines.append(_entry_line(f"{root}{docname}.html", name, "toctree-l1", docname == pagename))
    lines.append(
        '</ul>\n<p class="caption" role="heading" aria-level="2"><span class="caption-text">法规</span></p>\n<ul>'
    )
    many = len(site.current) > MANY_LAWS
    for entry in site.current:
        here = place is not None and place.entry is entry
        href = root + ids.url_of(entry.address().docname)
        if here:
            lines.append(_current_law(entry, place, href, pagename))
        elif place is None and not many:
            lines.append(_entry_line(href, entry.short_title, "toctree-l1", False))
    if place is not None and place.entry.version is not None:
        lines.append(_current_law(place.entry, place, "index.html", pagename))
    if place is not None or many:
        lines.append(_entry_line(f"{root}index.html#laws", "全部法规…", "toctree-l1", False))
    lines.append("</ul>")
    return "\n".join(lines)


def _entry_line(href: str, name: str, classes: str, current: bool) -> str:
    mark = " current" if current else ""
    aria = ' aria-current="page"' if current else ""
    link = f'<a class="reference internal{mark}"{aria} href="{escape(href)}">{escape(name)}</a>'
    return f'<li class="{classes}{mark}">{link}</li>'


def _current_law(entry: Entry, place: Place | None, href: str, pagename: str) -> str:
    index = place.index if place else None
    division = place.division if place else None
    tree = _law_tree(entry, division, _window(entry, index), index is not None)
    if index is not None:
        href_now = f'href="art-{entry.law.articles[index].number}.html"'
        tree = tree.replace(
            f"<a {href_now}",
            f'<a aria-current="page" {href_now}',
            1,
        )
    current = index is None and pagename == entry.address().docname
    line = _entry_line(href, entry.short_title, "toctree-l1 current", current)
    return f"{line[:-5]}\n{tree}</li>"


def _window(entry: Entry, index: int | None) -> range | None:
    """Which of an article's neighbours in its division stand beside it, where there are too many for all."""
    if index is None:
        return None
    division = entry.law.articles[index].division
    near = _articles_in(entry)[division]
    if len(near) <= (_WINDOW if division is None else 2 * _WINDOW):
        return None
    at = near.index(index)
    first = max(0, min(at - _WINDOW // 2, len(near) - _WINDOW))
    return range(first, first + _WINDOW)


@lru_cache(maxsize=256)
def _articles_in(entry: Entry) -> dict[int | None, list[int]]:
    """Division → the indices of the articles that stand in it and in none of its own divisions."""
    found: dict[int | None, list[int]] = {None: []}
    for i, article in enumerate(entry.law.numbered):  # what has no number is the last
        found.setdefault(article.division, []).append(i)
    return found


@lru_cache(maxsize=256)
def _law_tree(entry: Entry, open_division: int | None, window: range | None, with_articles: bool) -> str:
    """The lists below a law: its divisions, and the articles of the open one and of those around it."""
    law = entry.law
    hrefs = _division_hrefs(entry)
    opened = set()
    at = open_division
    while at is not None:
        opened.add(at)
        at = law.divisions[at].parent

    def articles_of(division: int | None) -> str:
        chosen = _articles_in(entry).get(division, [])
        if division == open_division and window is not None:
            chosen = chosen[window.start : window.stop]
        links = "".join(
            f'<a href="art-{law.articles[i].number}.html">{escape(law.articles[i].label)}</a>' for i in chosen
        )
        return f'<li class="law-nav-articles">{links}</li>' if links else ""

    def divisions_of(parent: int | None) -> str:
        out = []
        for i, division in enumerate(law.divisions):
            if division.parent != parent:
                continue
            line = _entry_line(hrefs[i], division_name(division), "toctree-l2 law-nav-division", False)
            shown = len(law.divisions) <= _MANY_DIVISIONS or i in opened
            inner = (divisions_of(i) if shown else "") + (articles_of(i) if i in opened and with_articles else "")
            out.append(f"{line[:-5]}<ul>{inner}</ul></li>" if inner else line)
        return "".join(out)

    loose = articles_of(None) if not law.divisions or open_division is None else ""
    return f"<ul>{loose}{divisions_of(None)}</ul>"
