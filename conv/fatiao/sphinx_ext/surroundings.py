"""The values that the pages of a build share, and the invalidation of the project's documents that show them.

A document that Sphinx reads shows the sidebar and links to laws.  If these have changed since the last build, every
document of the project is written again; compared with the laws there are few of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from fatiao.files import list_tree
from fatiao.language.interface import say
from fatiao.rebuild.state import digest_code
from fatiao.rebuild.written_pages import WrittenPages
from fatiao.sphinx_ext.frame import Frame, MenuEntry
from fatiao.sphinx_ext.generation import generated_pages, objects_of, site_of
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.known_pages import is_direct
from fatiao.sphinx_ext.navigation import LISTS, render_sidebar
from fatiao.sphinx_ext.output.downloads import printed_laws
from fatiao.sphinx_ext.page.citation_box import base_url
from fatiao.sphinx_ext.page.head import render_head
from fatiao.sphinx_ext.page.moved import add_gone, list_gone
from fatiao.sphinx_ext.urls import Urls

#: An extension that adds the same metadata to the heads of documents as this one.
_OTHER_TAGS = "sphinxext.opengraph"
#: The label of the list of laws on a home page.
_LIST_OF_LAWS = "laws"
_GUIDES = ("guide/cite", "guide/data", "pack")
#: The tag that docutils writes into the head of every document.
_VIEWPORT = re.compile(r'<meta [^>]*name="viewport"[^>]*>\n?')
#: Elements that scroll sideways in a narrow window; they need a tab stop to be scrolled by keyboard.
_SCROLLING = re.compile(r'<(?=pre>|div class="table-wrapper )(\w+)')
#: Settings with folders of files that are part of every page, or are linked from it with a digest of their content.
_ASSETS = ("html_static_path", "templates_path")


def page_store(app: Sphinx) -> Path:
    """Return the path of the store of the pages that the current builder wrote."""
    return Path(app.doctreedir, f"fatiao-pages-{app.builder.name}.json")


def frame_of(app: Sphinx) -> Frame:
    """Return the values that all pages of this build share."""
    base = base_url(app.config)
    return Frame(
        theme=str(app.config.html_theme),
        site_name=str(app.config.html_title or app.config.project),
        base=base,
        menu=tuple(_menu(app)),
        all_laws=_LIST_OF_LAWS if _has_list_of_laws(app) else "",
        guides=tuple(name for name in _GUIDES if name in app.env.all_docs),  # in the same order in every process
        prints=printed_laws(app),
        gone=list_gone(app),
        feed=bool(base) and app.builder.name == "html",
        icon=not app.config.html_favicon,
        interface=interface_of(app),
    )


def _has_list_of_laws(app: Sphinx) -> bool:
    labels = app.env.domains.standard_domain.anonlabels
    return bool(labels.get(_LIST_OF_LAWS, ("",))[0] == app.config.root_doc)


def _menu(app: Sphinx) -> Iterator[MenuEntry]:
    """Yield the home page, the lists of the site, and the entries of the home page's own table of contents."""
    root, pages, env = str(app.config.root_doc), generated_pages(app), app.env
    yield MenuEntry(say("首页"), root)
    yield from (MenuEntry(name, docname) for docname, name in LISTS if docname in pages)
    contents = env.tocs.get(root, nodes.bullet_list())
    for title, name in (entry for tree in contents.findall(addnodes.toctree) for entry in tree["entries"]):
        if name in env.titles and name not in pages:
            yield MenuEntry(title or env.titles[name].astext(), name)
        elif "://" in name:
            yield MenuEntry(title or name, "", name)


def toolchain_of(app: Sphinx) -> str:
    """Return a digest of all that turns a context into a page: settings, themes, extensions, assets, this code."""
    digest = hashlib.sha256(f"{app.builder.name} {digest_code()}".encode())
    for value in sorted(app.config, key=lambda value: value.name):
        said = repr(sorted(map(repr, value.value)) if isinstance(value.value, set | frozenset) else value.value)
        if " at 0x" not in said:  # the repr of a function differs in every process
            digest.update(f"{value.name} = {said}\n".encode(errors="replace"))
    for name in sorted(app.extensions):
        digest.update(f"{name} {_version(name)}\n".encode())
    for setting in _ASSETS:
        for folder in getattr(app.config, setting):
            for name, path in list_tree(Path(app.confdir, folder)):
                digest.update(hashlib.sha256(Path(path).read_bytes()).digest() + name.encode(errors="replace"))
    return digest.hexdigest()


def _version(extension: str) -> str:
    try:
        return version(extension.partition(".")[0])
    except PackageNotFoundError:
        return ""


def name_one_document(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the home page: without an outdated document, a builder may end before it collects generated pages."""
    return [str(app.config.root_doc)] if site_of(app) is not None and is_direct(app) else []


def list_outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents to be written again: all or none.

    All are written again if the frame, the toolchain or an address changed, or if the last build was not finished.
    """
    if site_of(app) is None or not is_direct(app):
        return []
    digest = hashlib.sha256(f"{frame_of(app)} {toolchain_of(app)}".encode(errors="replace"))
    for name, found in sorted(objects_of(app).items()):
        digest.update(f"{name} {found.at}\n".encode(errors="replace"))
    known: dict[str, str] = vars(env).setdefault("fatiao_surroundings", {})
    finished = WrittenPages(page_store(app)).was_finished
    before, known[app.builder.name] = known.get(app.builder.name), digest.hexdigest()
    same = before == digest.hexdigest() and finished
    return [] if same else sorted(env.found_docs - generated_pages(app).keys())


def add_surroundings(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the sidebar and the head metadata to a document of the project or a page of another extension."""
    site = site_of(app)
    if site is None or not is_direct(app) or "fatiao_sidebar" in context:
        return
    frame = frame_of(app)
    seen = Urls(app.builder).seen_from(pagename)
    context["fatiao_sidebar"] = render_sidebar(site, frame, None, None, seen)
    metatags, words = context.get("metatags", ""), ""
    if doctree is not None:
        body = _SCROLLING.sub(r'<\1 tabindex="0"', context["body"])
        context["body"] = add_gone(body, frame.gone.get(pagename, {}))
        metatags = _VIEWPORT.sub("", metatags)  # the theme writes the same tag
        words = next((found.astext() for found in doctree.findall(nodes.paragraph)), "")
    if _OTHER_TAGS not in app.extensions:
        metatags += render_head(site, frame, context.get("title", ""), None, "", seen, words)
    context["metatags"] = metatags
