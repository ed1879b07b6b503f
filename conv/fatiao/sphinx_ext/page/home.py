"""The directives ``{law:search}`` and ``{law:pages}`` for a home page: a search box, and links to other pages."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from fatiao.language.interface import say
from fatiao.markup import escape_attribute
from fatiao.pages.myst import fence
from fatiao.site.example import choose_example
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.interface import interface_from

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


class SearchForm(SphinxDirective):
    """The search box of a home page; its placeholder names an article of a law in the corpus."""

    def run(self) -> list[nodes.Node]:
        """Return the form as raw HTML; other builders have no search."""
        site = site_in(self.env)
        if site is None:
            return []
        self.env.note_reread()
        example = choose_example(site)
        words = interface_from(self.config).words
        hint = say("搜索条文、术语，或者输入“{words}”", words=example.words) if example else say("搜索条文、术语")
        form = (
            '<form class="fatiao-search fatiao-search-home" method="get" action="search.html" role="search">\n'
            f'<input type="search" name="q" aria-label="{escape_attribute(words(_LABEL))}"'
            f' placeholder="{escape_attribute(words(hint))}"'
            ' autocomplete="off">\n'
            "</form>\n"
        )
        return [nodes.raw("", form, format="html")]


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
                [("link", f"{name}.html"), ("link-type", "url")],
                depth=4,
            )
            for name, title, words in _PAGES
            if name in self.env.found_docs
        ]
        options = [("gutter", "3"), ("class-container", "home-links")]
        return self.parse_text_to_nodes(fence("grid", "1 2 3 3", "\n".join(cards), options, depth=5)) if cards else []
