"""The language, style sheets and scripts of every page, and the template for furo's pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from fatiao.sphinx_ext.interface import TAGS, interface_of, messages_script

#: Sphinx's own scripts: for its search, its translations (read with ``new Function``, which a strict
#: Content-Security-Policy refuses) and its highlighting of searched words.  No script of this package or the theme
#: needs them.
_STOCK_SCRIPTS = frozenset(
    f"_static/{name}.js" for name in ("documentation_options", "doctools", "sphinx_highlight", "translations")
)
#: Style sheets and scripts for code, cards, tabs and drawings, which an article's page does not contain.
_FOR_OTHER_PAGES = frozenset(
    f"_static/{name}" for name in ("pygments.css", "sphinx-design.min.css", "design-tabs.js", "fatiao-pictures.css")
)


def add_assets(app: Sphinx) -> None:
    """Add this package's style sheets and scripts to every page, after the theme's."""
    app.add_css_file("fatiao-theme.css", priority=690)
    app.add_css_file("fatiao.css", priority=700)
    app.add_css_file("fatiao-pictures.css", priority=710)
    app.add_css_file("fatiao-print.css", priority=720, media="print")
    if messages := messages_script(app.config):
        app.add_js_file(messages.name, priority=680, defer="defer")
    app.add_js_file("fatiao.js", priority=700, defer="defer")


class AssetTags:
    """A cache of the tags of style sheets and scripts by page depth; Sphinx digests each file again for every page."""

    def __init__(self) -> None:
        """Create an empty cache."""
        self._known: dict[tuple[str, Any], str] = {}

    def remember(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Wrap the functions that make the tags of a page with the cache."""
        for name in ("css_tag", "js_tag"):
            if name not in context:
                continue  # a builder that writes no HTML files (json) has no tags
            context[name] = partial(self._make, context["content_root"], context[name])

    def _make(self, root: str, make: Callable[[Any], str], asset: Any) -> str:
        key = (root, asset)
        if key not in self._known:
            self._known[key] = make(asset)
        return self._known[key]


def set_language(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Set the page's language to a BCP 47 tag, whose script subtag fonts and screen readers need, and ``say``."""
    context["language"] = TAGS.get(str(app.config.language), context.get("language"))
    if "css_tag" in context:  # a builder that writes no HTML files (json) has no templates
        context["say"] = interface_of(app).say


def dress_furo(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Return this package's template for a page of furo; remove unused scripts, and the home page's neighbours."""
    if "fatiao_sidebar" not in context:
        return None
    _drop_stock_scripts(context)
    if (
        pagename == app.config.root_doc
    ):  # it leads to the laws; what comes first in a hidden toctree is not its next page
        context["prev"] = context["next"] = None
    if "meta" in context and context.get("fatiao_page"):
        context["furo_hide_toc"] = not context["toc"]
    return "fatiao-page.html"


def give_furo_no_tree(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give furo an empty table of contents to parse, since this package's sidebar replaces that of the whole site."""
    context["toctree"] = lambda **_: ""


def _drop_stock_scripts(context: dict[str, Any]) -> None:
    """Remove Sphinx's own scripts from a page, and from an article's page also the assets that it does not use."""
    article = "article-page" in context.get("fatiao_page_class", "")
    unused = _STOCK_SCRIPTS | _FOR_OTHER_PAGES if article else _STOCK_SCRIPTS
    for kind in ("script_files", "css_files"):
        context[kind] = [f for f in context.get(kind, []) if str(getattr(f, "filename", f)) not in unused]
