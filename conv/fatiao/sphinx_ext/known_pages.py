"""Registration of generated pages in Sphinx's environment, so that the documents of a project can link to them.

HTML builders do not read the emitted folders as documents.  While documents are read and written, the generated pages
are in the environment nevertheless, so that tables of contents, ``{doc}`` and Markdown links can lead to them.  The
environment stored between builds does not contain them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from fatiao.generated import GENERATED
from fatiao.sphinx_ext.generation import generated_pages, is_generated, site_of
from fatiao.sphinx_ext.urls import makes_site

_EXCLUDED = [name if name.endswith(".md") else f"{name}/**" for name in GENERATED]


def is_direct(app: Sphinx) -> bool:
    """Return True if the current builder gets its generated pages directly from the law tree."""
    return makes_site(app.builder)


def refuse_one_page(app: Sphinx) -> None:
    """Raise ExtensionError for the builder that puts a whole site on one page."""
    if site_of(app) is not None and app.builder.name == "singlehtml":
        raise ExtensionError("the singlehtml builder cannot hold a corpus of laws on one page; build html or epub")


def exclude_pages(app: Sphinx) -> None:
    """Exclude the emitted pages from Sphinx's search for documents."""
    if site_of(app) is not None and is_direct(app):
        app.config.exclude_patterns = [*app.config.exclude_patterns, *_EXCLUDED]


def show_to_readers(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Allow tables of contents to name generated pages; restore ``exclude_patterns`` before it is stored."""
    if site_of(app) is None or not is_direct(app):
        return
    app.config.exclude_patterns = [name for name in app.config.exclude_patterns if name not in _EXCLUDED]
    env.found_docs.update(generated_pages(app))


def hide_from_store(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Remove the pages from the environment before it is stored; return no documents to be written."""
    if site_of(app) is not None and is_direct(app):
        env.found_docs.difference_update(generated_pages(app))
    return []


def show_to_writers(app: Sphinx, builder: Builder) -> None:
    """Allow references and tables of contents to lead to the pages while documents are written."""
    if site_of(app) is None or not is_direct(app):
        return
    env, pages = app.env, generated_pages(app)
    titles: dict[str, nodes.title] = {}
    for docname, words in pages.items():
        env.titles[docname] = titles.setdefault(words, nodes.title("", words))  # share nodes: every law has a 第一条
    env.all_docs.update(dict.fromkeys(pages, 0))
    for docname in chain.from_iterable(env.toctree_includes.values()):
        if docname in pages:
            env.longtitles[docname] = env.titles[docname]
            env.tocs[docname] = _entry(docname, pages[docname])
            env.toc_num_entries[docname] = 1


def _entry(docname: str, words: str) -> nodes.bullet_list:
    """Return the entry of a page in a table of contents."""
    link = nodes.reference("", words, internal=True, refuri=docname, anchorname="")
    return nodes.bullet_list("", nodes.list_item("", addnodes.compact_paragraph("", "", link)))


def forget_labels(app: Sphinx, document: nodes.document) -> None:
    """Remove the anchors of a generated page, read as a document, from the project's labels.

    Anchors such as ``para-1`` are on every page, so the last page read would own the label; and Sphinx goes through all
    labels for every page (18.9 ms at 10,000 pages).
    """
    docname = app.env.current_document.docname
    if not is_generated(docname) or docname not in generated_pages(app):
        return
    standard = app.env.domains.standard_domain
    for labels in (standard.anonlabels, standard.labels):
        for name in document.nametypes:
            if name in labels and labels[name][0] == docname:
                del labels[name]
