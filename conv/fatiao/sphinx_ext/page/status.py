"""What surrounds the text of a page: language, assets, status line, provenance."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from fatiao import ids
from fatiao.model.law import Article
from fatiao.pages.site_pages import format_date
from fatiao.site.provenance import trace
from fatiao.sphinx_ext.navigation import Place

#: Sphinx's own scripts: for its search, its translations (read with ``new Function``, which a strict
#: Content-Security-Policy refuses) and its marks of searched words.  Ours and the theme's need none of them.
_STOCK_SCRIPTS = frozenset(
    f"_static/{name}.js" for name in ("documentation_options", "doctools", "sphinx_highlight", "translations")
)
_FOR_OTHER_PAGES = frozenset(f"_static/{name}" for name in ("pygments.css", "sphinx-design.min.css", "design-tabs.js"))


def add_assets(app: Sphinx) -> None:
    """Load our own style and scripts on every page, after the theme's."""
    app.add_css_file("fatiao-theme.css", priority=690)
    app.add_css_file("fatiao.css", priority=700)
    app.add_css_file("fatiao-pictures.css", priority=710)
    app.add_css_file("fatiao-print.css", priority=720, media="print")
    app.add_js_file("fatiao-places.js", priority=680, defer="defer")
    app.add_js_file("fatiao.js", priority=700, defer="defer")


def add_furniture(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Set what the page template prints around the body."""
    if app.config.language == "zh_CN":
        context["language"] = "zh-Hans-CN"  # BCP 47: the script matters to fonts and screen readers
    place: Place | None = context.get("fatiao_place")
    if place is None:
        return
    work = place.entry.work
    facts = [work.status, work.issuer, f"{format_date(work.in_force)}起施行" if work.in_force else None]
    context["fatiao_status"] = [fact for fact in facts if fact]
    if place.entry.version is not None:
        context["fatiao_older"] = format_date(place.entry.version), _current_page(app, place)
    part = place.part
    if part is not None:
        context["fatiao_provenance"] = trace(place.entry.law, part)
        context["fatiao_part"] = "本条" if isinstance(part, Article) else "本附件"
        context["fatiao_fixes"] = len(place.entry.annotations_of(part).fixes) if isinstance(part, Article) else 0


def _current_page(app: Sphinx, place: Place) -> str:
    """The same article of the text in force where it has one, else the law; relative to a dated folder."""
    work, index = place.entry.work, place.index
    if index is not None:
        docname = ids.article_docname(work.id, place.entry.law.articles[index].number)
        if docname in app.env.all_docs:
            return f"../{docname.rpartition('/')[2]}.html"
    return "../index.html"


def drop_stock_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave Sphinx's own scripts out of every page, and off an article's page what dresses code, cards and tabs."""
    place: Place | None = context.get("fatiao_place")
    unused = _STOCK_SCRIPTS | _FOR_OTHER_PAGES if place is not None and place.index is not None else _STOCK_SCRIPTS
    for kind in ("script_files", "css_files"):
        context[kind] = [f for f in context.get(kind, []) if str(getattr(f, "filename", f)) not in unused]
