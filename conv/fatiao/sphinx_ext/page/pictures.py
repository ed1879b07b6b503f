"""``{law:picture}`` and ``{law:strip}``: drawings of ``fatiao.writing`` on a page, and pages that keep up with them."""

from __future__ import annotations

import hashlib
from collections.abc import Set

from docutils import nodes
from docutils.nodes import Element, NodeVisitor
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from fatiao.pictures.all import PICTURES, render_picture
from fatiao.pictures.law_overview import render_strip
from fatiao.sphinx_ext.generation import kept_laws, site_of


class Drawing(nodes.General, Element):
    """HTML with links to pages of the html builder; other builders leave it out."""


class LawPicture(SphinxDirective):
    """One picture of the whole corpus: ``citations``, ``dates`` or ``terms``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw it; the page is read again at every build, since any law may have changed it."""
        site = site_of(self.env._app)
        name = self.arguments[0]
        if name not in PICTURES:
            raise self.error(f"no picture {name!r}; there are {', '.join(PICTURES)}")
        if site is None:
            return []
        self.env.note_reread()
        return [Drawing(html=render_picture(name, site, self.env.docname))]


def make_strip(app: Sphinx, key: str) -> list[nodes.Node]:
    """The drawing of the law with this object name; nothing where there is none."""
    site = site_of(app)
    entry = next((e for e in site.entries if e.key == key), None) if site else None
    return [Drawing(html=render_strip(entry))] if entry else []


class LawStrip(SphinxDirective):
    """The shape of one law at a glance; the argument is the law's object name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw it."""
        return make_strip(self.env._app, self.arguments[0])


def _visit_drawing(self: HTML5Translator, node: Drawing) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def _skip_drawing(self: NodeVisitor, node: Drawing) -> None:
    raise nodes.SkipNode


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """The law pages whose strip has changed since the last build, be their text as it was.

    A term that another law defines, or a reference from there, changes the shade of a bar.
    """
    site = site_of(app)
    if site is None:
        return []
    before: dict[str, str] = getattr(env, "fatiao_strips", {})
    kept = kept_laws(app)
    now: dict[str, str] = {}
    for entry in site.entries:
        docname = entry.address().docname
        known = before.get(docname) if entry.key in kept else None
        now[docname] = known or _digest(render_strip(entry))
    env.fatiao_strips = now  # type: ignore[attr-defined]
    return [name for name, digest in now.items() if name in env.all_docs and before.get(name) != digest]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def setup_pictures(app: Sphinx) -> None:
    """Register the node, the directives and the check for outdated pages."""
    app.add_node(
        Drawing,
        html=(_visit_drawing, None),
        epub=(_skip_drawing, None),
        text=(_skip_drawing, None),
        latex=(_skip_drawing, None),
    )
    app.add_directive_to_domain("law", "picture", LawPicture)
    app.add_directive_to_domain("law", "strip", LawStrip)
    app.connect("env-get-outdated", find_outdated)
