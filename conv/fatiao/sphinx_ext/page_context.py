"""The template context of a generated page: plain values, whose digest is the page's key.

A template gets nothing but these values, so a page cannot show anything that its key does not depend on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fatiao import ids
from fatiao.exports.comparison import comparison_files
from fatiao.language.dates import print_date
from fatiao.language.interface import Interface, say
from fatiao.markup import escape, escape_attribute
from fatiao.model.law import Article
from fatiao.pages.blocks import Drawing, Page, Slot, first_words
from fatiao.pages.comparison import FILES, comparison_parts
from fatiao.pages.contents import volume_name
from fatiao.pages.dated_text import SCRIPTS
from fatiao.pages.html import Outside, write_body, write_contents
from fatiao.pages.lists import KEEP
from fatiao.pages.site_pages import BESIDE, say_status
from fatiao.pages.source_marks import source_marks
from fatiao.pages.translation import translate_page
from fatiao.pictures.law_overview import render_strip
from fatiao.site.history import OtherText
from fatiao.site.model import Entry, LawObject, Site
from fatiao.site.objects import find_term
from fatiao.site.provenance import trace
from fatiao.site.standing import list_doubts, list_standings
from fatiao.sphinx_ext.frame import FURO, Frame
from fatiao.sphinx_ext.navigation import (
    LISTS,
    LawTree,
    Place,
    Steps,
    list_above,
    list_places,
    list_steps,
    render_sidebar,
)
from fatiao.sphinx_ext.page.citation_box import fill_template, name_cite_script, page_kind, render_box, render_data_line
from fatiao.sphinx_ext.page.head import render_head
from fatiao.sphinx_ext.page.keeping import render_term_tools, render_tools
from fatiao.sphinx_ext.page.moved import add_gone
from fatiao.sphinx_ext.urls import Seen, Urls

#: Kind of object → the role of the law domain that links to it; all other kinds have the role ``ref``.
_ROLES = {"term": "term", "fix": "fix"}
#: Themes that show a breadcrumb from ``parents`` themselves.
_SHOW_WAY = frozenset({"sphinx_rtd_theme", "pydata_sphinx_theme"})
#: Themes that show links to the previous and next pages themselves.
_SHOW_STEPS = frozenset({FURO, "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"})


#: Docname of a list → the folder of the pages that it links to, if it has another name.
_FOLDERS = {ids.GLOSSARY: ids.TERMS}


class Contexts:
    """A factory of the contexts of pages for one build of one site."""

    def __init__(self, site: Site, objects: Mapping[str, LawObject], urls: Urls, frame: Frame) -> None:
        """Store the values that all pages share."""
        self._site, self._objects, self._urls, self._frame = site, objects, urls, frame
        self._tree: LawTree | None = None
        self._places: dict[str, Place] = {}

    def enter(self, entry: Entry | None) -> None:
        """Prepare for the pages of a law, or for those of no law; call this before ``make``."""
        self._tree = LawTree(entry) if entry else None
        self._places = list_places(entry) if entry else {}

    def make(self, page: Page) -> dict[str, Any]:
        """Return the context of one page of the law passed to ``enter``, or of a list."""
        seen = self._urls.seen_from(page.docname)
        place = self._places.get(page.docname)
        kind = page_kind(place, page.docname)
        steps = list_steps(place) if place else (None, None)
        body = write_body(
            page, Outside(self._resolver(seen), self._filler(place, kind, seen, steps), self._frame.interface)
        )
        context: dict[str, Any] = {
            "title": escape(self._frame.interface.words(_title(page, place))),
            "body": add_gone(body.html, self._frame.gone.get(page.docname, {})),
            "toc": "" if place and place.index is not None else write_contents(page.title, body, self._frame.interface),
            "parents": [],
            "prev": None,
            "next": None,
            "rellinks": [],
            "meta": {"hide-toc": True},  # spares furo from computing it; dress_furo sets furo_hide_toc
            "metatags": self._head(page, place, kind, seen),
            "sourcename": "",
            "page_source_suffix": ".md",
            "fatiao_page": True,
            "fatiao_sidebar": render_sidebar(self._site, self._frame, self._tree, place, seen),
        }
        context["display_toc"] = bool(context["toc"])
        context |= self._around(place, seen, steps) if place else self._way_to_list(page.docname, seen)
        if self._frame.theme != FURO:  # the template for furo places them itself
            context["body"] = context["fatiao_before"] + context["body"] + context["fatiao_after"]
        return context

    def _way_to_list(self, docname: str, seen: Seen) -> dict[str, Any]:
        """Return the values of the breadcrumb of a page of no law: the list that contains the page, if any."""
        interface = self._frame.interface
        folder = docname.rpartition("/")[0]
        lists = ((title, name) for name, title in LISTS if folder == _FOLDERS.get(name, name))
        above = [(interface.words(title), seen.page(name)) for title, name in lists]
        way = {"home": seen.page(self._frame.menu[0].docname), "above": above}
        shown = self._frame.theme not in _SHOW_WAY
        return {
            "parents": [{"title": escape(name), "link": href} for name, href in above],
            "fatiao_before": fill_template("fatiao-way.html", interface, **way) if shown else "",
            "fatiao_after": "",
        }

    def _around(self, place: Place, seen: Seen, steps: Steps) -> dict[str, Any]:
        """Return the values around the body of a law's page: breadcrumb, previous and next page, and source."""
        assert self._tree
        above = [
            (name, seen.page(doc) + (f"#{a}" if a else "")) for name, doc, a in list_above(place, self._tree.headings)
        ]
        before, after = steps
        values: dict[str, Any] = {
            "parents": [{"title": escape(name), "link": href} for name, href in above],
            "prev": {"title": escape(before.name), "link": seen.page(before.docname)} if before else None,
            "next": {"title": escape(after.name), "link": seen.page(after.docname)} if after else None,
            "fatiao_step": _step(place),
            "fatiao_page_class": _page_class(place),
            "fatiao_before": self._before(place, above, seen),
            "fatiao_after": self._after(place, seen, steps),
        }
        return values

    def _before(self, place: Place, above: Sequence[tuple[str, str]], seen: Seen) -> str:
        entry, part = place.entry, place.part
        present = next((other for other in entry.others if other.version is None), None)
        both = _shown_comparison(entry, seen) is not None  # the page shows and names two texts
        listed = both or entry.version or seen.docname == entry.address().docname  # a law's page has a timeline
        return fill_template(
            "fatiao-before.html",
            self._frame.interface,
            law=entry.title,
            address=self._frame.base + self._urls.target(seen.docname),
            home=seen.page(self._frame.menu[0].docname),
            above=above if self._frame.theme not in _SHOW_WAY else [],
            standings=(*list_standings(entry), *(list_doubts(entry, part) if isinstance(part, Article) else ())),
            date=print_date(entry.date) if entry.others else "",
            replaced=print_date(entry.until or "") if entry.successor and not both else "",
            present=self._link_text(place, present, seen) if present and entry.version else None,
            others=[] if listed else [self._link_text(place, o, seen) for o in entry.others if o.version],
        )

    def _after(self, place: Place, seen: Seen, steps: Steps) -> str:
        work, part, entry = place.entry.work, place.part, place.entry
        force = say("{date}起施行", date=print_date(work.in_force)) if work.in_force and not entry.version else None
        facts = [say_status(entry), work.issuer, force]
        alone = self._frame.theme != FURO
        interface = self._frame.interface
        assert self._tree
        return fill_template(
            "fatiao-after.html",
            interface,
            provenance=trace(entry.law, part) if part else None,
            is_article=isinstance(part, Article),
            marks=self._marks(place, seen),
            fixes=len(entry.annotations_of(part).fixes) if isinstance(part, Article) else 0,
            status=[] if _shown_comparison(entry, seen) is not None else [fact for fact in facts if fact],
            steps=[s and (s.name, seen.page(s.docname)) for s in steps] if self._frame.theme not in _SHOW_STEPS else [],
            step=_step(place),
            tree=self._tree.render(place, seen, interface) if alone else "",
        )

    def _marks(self, place: Place, seen: Seen) -> dict[str, Any] | None:
        """Return the values for showing the punctuation of the source on a page, or None if it does not differ."""
        found = source_marks(place.entry, seen.docname, place.part)
        if found is None:
            return None
        return {"source": found.source, "count": found.count, "script": seen.file("_static/fatiao-marks.js")}

    def _link_text(self, place: Place, other: OtherText, seen: Seen) -> dict[str, Any]:
        """Return another text's date, its page, and its counterparts of the page's article, for a template."""
        work, index = place.entry.work.id, place.index
        articles = None
        if index is not None and other.articles is not None:
            key = f"{work}@{other.version}" if other.version else work
            numbers = other.articles.get(place.entry.law.articles[index].number, ())
            found = [(n, self._objects.get(f"{key}:{ids.article_eid(n)}")) for n in numbers]
            articles = [(ids.level_name(n, "条"), seen.page(target.at.docname)) for n, target in found if target]
        page = seen.page(ids.law_docname(work, other.version))
        return {"date": print_date(other.date), "page": page, "articles": articles}

    def _head(self, page: Page, place: Place | None, kind: str, seen: Seen) -> str:
        words = "" if kind else first_words(translate_page(page, self._frame.interface).blocks)
        return render_head(
            self._site, self._frame, escape(self._frame.interface.words(page.title)), place, kind, seen, words
        )

    def _resolver(self, seen: Seen) -> Any:
        objects = self._objects

        def resolve(role: str, target: str) -> str | None:
            found = objects.get(target)
            if found is None and role == "term":
                found = find_term(objects, target)
            if found is None or _ROLES.get(found.kind, "ref") != role:
                return None
            return seen.at(found.at)

        return resolve

    def _filler(self, place: Place | None, kind: str, seen: Seen, steps: Steps) -> Any:
        def fill(block: Drawing | Slot) -> str:
            if place is None:
                return render_term_tools(self._frame, self._site, seen.docname, seen) if block == KEEP else ""
            if isinstance(block, Drawing):
                return render_strip(place.entry, seen.at, self._frame.interface)
            if block == SCRIPTS:
                return _scripts_of(place.entry, seen)
            if block == FILES:
                name = _shown_comparison(place.entry, seen)
                return _comparison_tools(name, seen, self._frame.interface) if name else ""
            if block == BESIDE:
                return self._steps_beside_text(place, seen, steps) + self._tools(place, kind, seen)
            return self._cite(place, kind, seen)

        return fill

    def _tools(self, place: Place, kind: str, seen: Seen) -> str:
        return render_tools(self._frame, place.entry, kind == "article", seen) if kind else ""

    def _cite(self, place: Place, kind: str, seen: Seen) -> str:
        """Return the citation box of a page; on pages other than an article's, also data files and buttons."""
        box = render_box(self._frame, place, kind, seen)
        if place.index is not None:
            return box
        data = render_data_line(self._frame, place.entry, seen) if kind == "law" else ""
        return data + self._tools(place, kind, seen) + box

    def _steps_beside_text(self, place: Place, seen: Seen, steps: Steps) -> str:
        """Return links to the previous and next articles, placed at the end of the article and not below all notes.

        Return "" for themes other than furo.
        """
        if place.index is None or self._frame.theme != FURO:
            return ""
        shown = [s and (s.name, seen.page(s.docname)) for s in steps]
        return fill_template("fatiao-steps.html", self._frame.interface, steps=shown) if any(shown) else ""


def _scripts_of(entry: Entry, seen: Seen) -> str:
    """Return a hidden element with the location of a law's scripts."""
    return f'<span hidden data-script="{escape_attribute(seen.file(name_cite_script(entry)))}"></span>'


def _shown_comparison(entry: Entry, seen: Seen) -> str | None:
    """Return the name of the comparison that a page shows, or None."""
    parts = comparison_parts(entry)
    return next((entry.comparison_docname(part.compared) for part in parts if part.docname == seen.docname), None)


def _comparison_tools(name: str, seen: Seen, interface: Interface) -> str:
    """Return the style sheet and the filters of a comparison, and the links to its data."""
    files = [(form, seen.file(path)) for form, path in comparison_files(name)]
    style, script = (seen.file(f"_static/fatiao-compare.{suffix}") for suffix in ("css", "js"))
    return fill_template("fatiao-compare.html", interface, files=files, style=style, script=script)


def _title(page: Page, place: Place | None) -> str:
    if place is None or (place.index is None and not place.annex and not place.volume):
        return page.title
    name = volume_name(place.entry, place.volume) if place.volume else page.title
    return f"{name} {place.entry.short_title}"


def _step(place: Place) -> str:
    """Return the unit of the previous and next pages: 部分 for parts of a text, else 条."""
    return "部分" if place.volume else "条"


def _page_class(place: Place) -> str:
    if place.index is not None:
        return "law-page article-page"
    return "law-page text-page" if place.volume else "law-page"
