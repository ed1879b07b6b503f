"""The directives ``{law:picture}`` and ``{law:strip}``: drawings of the corpus and of one law."""

from __future__ import annotations

from functools import partial

from docutils import nodes
from docutils.nodes import Element, NodeVisitor
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from fatiao.pictures.all import PICTURES, render_picture
from fatiao.pictures.frame import href_from
from fatiao.pictures.law_overview import render_strip
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.generation import is_generated
from fatiao.sphinx_ext.interface import interface_from
from fatiao.sphinx_ext.urls import makes_site


class DrawingNode(nodes.General, Element):
    """HTML with links to pages of the html builder; other builders omit it."""


class LawPicture(SphinxDirective):
    """One picture of the whole corpus: ``citations``, ``dates`` or ``terms``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the picture; the document is read again at every build, since a change of any law may change it."""
        site = site_in(self.env)
        name = self.arguments[0]
        if name not in PICTURES:
            raise self.error(f"there is no picture {name!r}; choose one of {', '.join(PICTURES)}")
        if site is None:
            return []
        self.env.note_reread()
        return [DrawingNode(html=render_picture(name, site, self.env.docname, interface_from(self.config)))]


class LawStrip(SphinxDirective):
    """An overview drawing of one law; the argument is the law's object name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the drawing; a document of the project is read again at every build, since the law may change."""
        site, key = site_in(self.env), self.arguments[0]
        entry = next((e for e in site.entries if e.key == key), None) if site else None
        if entry is None:
            return []
        if not is_generated(self.env.docname):
            self.env.note_reread()
        href = partial(href_from, self.env.docname)
        return [DrawingNode(html=render_strip(entry, href, interface_from(self.config)))]


def _visit_drawing(self: HTML5Translator, node: DrawingNode) -> None:
    if makes_site(self.builder):
        self.body.append(node["html"])
    raise nodes.SkipNode


def _skip_drawing(self: NodeVisitor, node: DrawingNode) -> None:
    raise nodes.SkipNode


def setup_pictures(app: Sphinx) -> None:
    """Register the node and the directives."""
    skip = (_skip_drawing, None)
    # not under the name epub: Sphinx would then find no node of any extension under html, the format of that builder
    app.add_node(DrawingNode, html=(_visit_drawing, None), text=skip, latex=skip, man=skip, texinfo=skip)
    app.add_directive_to_domain("law", "picture", LawPicture)
    app.add_directive_to_domain("law", "strip", LawStrip)
