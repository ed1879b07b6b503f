"""The directive ``{law:pack}``, and the buttons to copy a provision with its citation or to keep it in a list.

A kept provision is identified by the work, the date of the text, and the place in it; ``fatiao-shelf.js`` uses the same
names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes
from docutils.nodes import Element, NodeVisitor
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from fatiao import ids
from fatiao.language.interface import Interface, say
from fatiao.markup import element
from fatiao.memo import once_per_object
from fatiao.pages.dated_text import dated_volumes
from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Sense, Site, object_name
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.frame import Frame
from fatiao.sphinx_ext.interface import interface_from
from fatiao.sphinx_ext.page.citation_box import base_url, fill_template
from fatiao.sphinx_ext.urls import Seen, Urls, makes_site

#: Docname of the page of kept provisions, which a project writes with ``{law:pack}``.
PACK = "pack"
_WITHOUT_SCRIPTS = say("这一页由浏览器里的脚本显示，请允许脚本。")


def kept_key(entry: Entry) -> str:
    """Return the name of a text in the list of kept provisions: ``work@date``, or the work's id if it has no date."""
    date = entry.version or entry.pinned
    return f"{entry.work.id}@{date}" if date else entry.work.id


def dated_docname(entry: Entry) -> str:
    """Return the docname of the page that continues to show a text after a newer one replaces it."""
    return ids.law_docname(entry.work.id, entry.version or entry.pinned or None)


def is_split(entry: Entry) -> bool:
    """Return True if the dated text is split into several pages, so that the first one contains no 款."""
    return bool(dated_volumes(entry) if entry.pinned else cut_text(entry))


def render_tools(frame: Frame, entry: Entry, article: bool, seen: Seen) -> str:
    """Return the buttons of an article's or a law's page, which are hidden until a script enables them."""
    return _tools(
        seen,
        frame,
        law=kept_key(entry),
        dated=seen.page(dated_docname(entry)),
        split=is_split(entry),
        article=article,
    )


def render_term_tools(frame: Frame, site: Site, docname: str, seen: Seen) -> str:
    """Return the button of the page of a term that a text of the site explains, else ""."""
    found = _explained(site).get(docname)
    return _tools(seen, frame, term=found[0], law=found[1]) if found else ""


def _tools(seen: Seen, frame: Frame, **values: object) -> str:
    pack = seen.page(PACK) if PACK in frame.guides else ""
    return fill_template("fatiao-tools.html", frame.interface, pack=pack, **values).strip() + "\n"


@once_per_object
def _explained(site: Site) -> Mapping[str, tuple[str, str]]:
    """Return the slug of each term that a text of the site explains, and that text's ``kept_key``, by docname."""
    keys = {object_name(entry): kept_key(entry) for entry in site.entries}
    found: dict[str, tuple[str, str]] = {}
    for term in site.glossary:
        explaining = next((key for sense in term.senses if (key := keys.get(sense.law.target or ""))), None)
        if explaining:
            found[term.docname] = (term.slug, explaining)
    return found


@once_per_object
def senses_by_law(site: Site) -> Mapping[str, list[tuple[str, str, Sense]]]:
    """Return slug, term and sense of every term that a law explains, by the object name of the law."""
    found: dict[str, list[tuple[str, str, Sense]]] = {}
    for term in site.glossary:
        for sense in term.senses:
            found.setdefault(sense.law.target or "", []).append((term.slug, term.term, sense))
    return found


#: Placeholder for the slug of a term in the URL pattern that the script fills.
_SOME_TERM = "SLUG"


class Pack(nodes.General, Element):
    """The empty element of the page 我的条文 that ``fatiao-pack.js`` fills; ``fatiao.js`` loads that script."""


class PackPage(SphinxDirective):
    """The list of the provisions that a reader keeps."""

    def run(self) -> list[nodes.Node]:
        """Return the node of the list; builders other than HTML omit it."""
        return [Pack(docname=self.env.docname)] if site_in(self.env) else []


def _visit_pack(self: HTML5Translator, node: Pack) -> None:
    builder = self.builder
    if makes_site(builder):
        seen = Urls(builder).seen_from(node["docname"])
        page, term = (builder.get_target_uri(name) for name in (node["docname"], ids.term_docname(_SOME_TERM)))
        self.body.append("".join(_frame(seen, base_url(builder.config), page, term, interface_from(builder.config))))
    raise nodes.SkipNode


def _frame(seen: Seen, base: str, page: str, term: str, interface: Interface) -> Iterable[str]:
    """Yield the HTML of a ``Pack``; ``page`` and ``term`` are URLs of the page and of terms from the site's root."""
    root = seen.file("laws/").removesuffix("laws/")
    yield element("link", {"rel": "stylesheet", "href": seen.file("_static/fatiao-pack.css")}) + "\n"
    data = {"data-root": root, "data-base": base, "data-page": page, "data-term": term}
    yield element("div", {"class": "law-pack", **data}) + "\n"
    yield element("noscript", None, element("p", None, interface.words(_WITHOUT_SCRIPTS))) + "\n"


def _skip_pack(self: NodeVisitor, node: Pack) -> None:
    raise nodes.SkipNode


def setup_keeping(app: Sphinx) -> None:
    """Register the node and the directive."""
    skip = (_skip_pack, None)
    # not under the name epub: Sphinx would then find no node of any extension under html, the format of that builder
    app.add_node(Pack, html=(_visit_pack, None), text=skip, latex=skip, man=skip, texinfo=skip)
    app.add_directive_to_domain("law", "pack", PackPage)
