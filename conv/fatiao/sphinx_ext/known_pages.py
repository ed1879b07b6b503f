"""Generated pages that are no documents, made known to Sphinx where a project names them.

For the builders of HTML pages the emitted folders are not read.  While documents are read and written, the pages stand
in the environment all the same, so that a table of contents, ``{doc}`` and a Markdown link may lead to them; what is
stored between builds does not know them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from fatiao.generated import GENERATED
from fatiao.sphinx_ext.generation import generated_pages, is_generated, site_of

#: HTML builders that make one book of documents, and so have to read the pages.
_BOOKS = frozenset({"epub"})
_EXCLUDED = [name if name.endswith(".md") else f"{name}/**" for name in GENERATED]


def is_direct(app: Sphinx) -> bool:
    """Return whether the builder at hand gets its generated pages straight from the law tree."""
    return isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name not in _BOOKS


def refuse_one_page(app: Sphinx) -> None:
    """Refuse the builder that puts a whole site on one page; raises ExtensionError."""
    if site_of(app) is not None and app.builder.name == "singlehtml":
        raise ExtensionError("the singlehtml builder cannot hold a corpus of laws on one page; build html or epub")


def exclude_pages(app: Sphinx) -> None:
    """Keep Sphinx from finding the emitted pages."""
    if site_of(app) is not None and is_direct(app):
        app.config.exclude_patterns = [*app.config.exclude_patterns, *_EXCLUDED]


def show_to_readers(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let tables of contents name generated pages; the setting of ``conf.py`` is again what is stored."""
    if site_of(app) is None or not is_direct(app):
        return
    app.config.exclude_patterns = [name for name in app.config.exclude_patterns if name not in _EXCLUDED]
    env.found_docs.update(generated_pages(app))


def hide_from_store(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Take the pages out of the environment before it is stored; adds no document to those to be written."""
    if site_of(app) is not None and is_direct(app):
        env.found_docs.difference_update(generated_pages(app))
    return []


def show_to_writers(app: Sphinx, builder: Builder) -> None:
    """Let references and tables of contents lead to the pages while documents are written."""
    if site_of(app) is None or not is_direct(app):
        return
    env, pages = app.env, generated_pages(app)
    titles: dict[str, nodes.title] = {}
    for docname, words in pages.items():
        env.titles[docname] = titles.setdefault(words, nodes.title("", words))  # every law has a 第一条
    env.all_docs.update(dict.fromkeys(pages, 0))
    for docname in chain.from_iterable(env.toctree_includes.values()):
        if docname in pages:
            env.longtitles[docname] = env.titles[docname]
            env.tocs[docname] = _entry(docname, pages[docname])
            env.toc_num_entries[docname] = 1


def _entry(docname: str, words: str) -> nodes.bullet_list:
    """Return what a table of contents shows of a page."""
    link = nodes.reference("", words, internal=True, refuri=docname, anchorname="")
    return nodes.bullet_list("", nodes.list_item("", addnodes.compact_paragraph("", "", link)))


def forget_labels(app: Sphinx, document: nodes.document) -> None:
    """Take the anchors of a page that is read as a document out of the project's labels: ``para-1`` is on every page.

    There the last page read would win, and Sphinx goes through all labels for every page (18.9 ms at 10,000 pages).
    """
    docname = app.env.current_document.docname
    if not is_generated(docname) or docname not in generated_pages(app):
        return
    standard = app.env.domains.standard_domain
    for labels in (standard.anonlabels, standard.labels):
        for name in document.nametypes:
            if name in labels and labels[name][0] == docname:
                del labels[name]
