"""The directives ``{law:search}`` and ``{law:pages}`` for a home page: a search box, and links to other pages."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Element, NodeVisitor
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from fatiao import ids
from fatiao.language.interface import say
from fatiao.markup import element
from fatiao.pages.myst import fence
from fatiao.site.example import choose_example
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.interface import interface_from
from fatiao.sphinx_ext.urls import Urls, makes_site

_LABEL = say("搜索条文、术语或者跳转到某一条")
#: Docname, heading and description of the pages beside the laws; each page that exists gets a card.
_PAGES = (
    ("glossary", say("术语表"), say("按拼音排列的术语，附释义和用例。")),
    ("guide/cite", say("如何引用"), say("每一款、每一项都有不变的网址和引用格式。")),
    ("guide/teaching", say("教学"), say("复制条文、编讲义、检查论文中的引用。")),
    ("cited", say("引用的法律文件"), say("条文提到而本站未收录的文件。")),
    ("pack", say("我的条文"), say("收集、排序、打印选出的条文，附引注。")),
    ("pictures", say("图说"), say("谁引用谁、施行日期、常用术语。")),
    ("guide/offline", say("离线阅读"), say("整个网站可以下载，不联网使用。")),
)


class SearchBox(nodes.General, Element):
    """The empty element of the search box, whose URL depends on the builder; ``hint`` is its placeholder."""


class SearchForm(SphinxDirective):
    """The search box of a home page; its placeholder names an article of a law in the corpus."""

    def run(self) -> list[nodes.Node]:
        """Return the node of the form; builders other than HTML omit it."""
        site = site_in(self.env)
        if site is None:
            return []
        self.env.note_reread()
        example = choose_example(site)
        hint = say("搜索条文、术语，或者输入“{words}”", words=example.words) if example else say("搜索条文、术语")
        return [SearchBox(docname=self.env.docname, hint=interface_from(self.config).words(hint))]


def _visit_search_box(self: HTML5Translator, node: SearchBox) -> None:
    builder = self.builder
    if makes_site(builder):
        label = interface_from(builder.config).words(_LABEL)
        action = Urls(builder).seen_from(node["docname"]).page(ids.SEARCH)
        values = {"class": "fatiao-search fatiao-search-home", "method": "get", "action": action, "role": "search"}
        box = {"type": "search", "name": "q", "aria-label": label, "placeholder": node["hint"], "autocomplete": "off"}
        self.body.append(element("form", values, "\n", element("input", box), "\n") + "\n")
    raise nodes.SkipNode


def _skip_search_box(self: NodeVisitor, node: SearchBox) -> None:
    raise nodes.SkipNode


class PageCards(SphinxDirective):
    """Cards for the pages that the site has beside its laws: glossary, citations, cited works, pictures, bundle."""

    def run(self) -> list[nodes.Node]:
        """Parse the grid of cards as MyST; pages that do not exist have no card."""
        if site_in(self.env) is None:
            return []
        self.env.note_reread()
        shown = interface_from(self.config).words
        cards = [
            fence(
                "grid-item-card",
                shown(title),
                shown(words),
                [("link", f"/{name}"), ("link-type", "doc")],
                depth=4,
            )
            for name, title, words in _PAGES
            if name in self.env.found_docs
        ]
        options = [("gutter", "3"), ("class-container", "home-links")]
        return self.parse_text_to_nodes(fence("grid", "1 2 3 3", "\n".join(cards), options, depth=5)) if cards else []


def setup_home(app: Sphinx) -> None:
    """Register the directives and the node of the search box."""
    skip = (_skip_search_box, None)
    # not under the name epub: Sphinx would then find no node of any extension under html, the format of that builder
    app.add_node(SearchBox, html=(_visit_search_box, None), text=skip, latex=skip, man=skip, texinfo=skip)
    app.add_directive_to_domain("law", "search", SearchForm)
    app.add_directive_to_domain("law", "pages", PageCards)
