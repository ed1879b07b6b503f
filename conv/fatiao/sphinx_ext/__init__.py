"""The Sphinx extension, enabled by ``extensions = ["fatiao.sphinx_ext"]`` and ``fatiao_corpus = "../corpus"``.

At ``builder-inited`` the converter reads the corpus and writes one MyST page per article below the documentation
folder.  The ``law`` domain links these pages; navigation, search and other page elements come from the law tree.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from fatiao import __version__
from fatiao.sphinx_ext import collect_pages, generation, known_pages, surroundings
from fatiao.sphinx_ext.domain import LawDomain
from fatiao.sphinx_ext.interface import add_catalogue, set_default_language
from fatiao.sphinx_ext.output import data_files, manifest, scripts, search
from fatiao.sphinx_ext.page import citation_box, moved, status
from fatiao.sphinx_ext.page.guides import fill_guides
from fatiao.sphinx_ext.page.home import setup_home
from fatiao.sphinx_ext.page.keeping import setup_keeping
from fatiao.sphinx_ext.page.law_cards import LawCards
from fatiao.sphinx_ext.page.pictures import setup_pictures

_HERE = Path(__file__).parent
#: The syntax extensions that generated pages need.
_MYST_EXTENSIONS = frozenset({"attrs_block", "attrs_inline", "colon_fence", "deflist"})


def _complete_config(app: Sphinx, config: Config) -> None:
    """Enable the settings that generated pages need; leave a project without a corpus unchanged."""
    if not config.fatiao_corpus:
        return
    set_default_language(app, config)
    config.myst_enable_extensions = set(config.myst_enable_extensions) | _MYST_EXTENSIONS
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    if config.html_theme == "furo":
        config.templates_path = [*config.templates_path, str(_HERE / "templates")]
    _connect_site(app)


def _connect_site(app: Sphinx) -> None:
    """Connect the event handlers that run the converter and add its pages to Sphinx."""
    app.connect("builder-inited", generation.generate_pages, priority=400)
    app.connect("builder-inited", known_pages.refuse_one_page, priority=405)
    app.connect("builder-inited", known_pages.exclude_pages, priority=405)
    app.connect("builder-inited", moved.read_moved, priority=410)
    app.connect("builder-inited", _dress_pages)
    app.connect("env-get-outdated", surroundings.name_one_document)
    app.connect("env-before-read-docs", known_pages.show_to_readers)
    app.connect("source-read", fill_guides)
    app.connect("doctree-read", known_pages.forget_labels)
    app.connect("env-updated", surroundings.list_outdated)
    app.connect("env-get-updated", known_pages.hide_from_store, priority=900)
    app.connect("env-check-consistency", moved.check_promises)
    app.connect("write-started", known_pages.show_to_writers, priority=100)


def _dress_pages(app: Sphinx) -> None:
    """Connect the event handlers that render the pages of an HTML builder and write the files beside them."""
    if not known_pages.is_direct(app):
        return
    collect_pages.begin_build(app)
    scripts.write_scripts(app)
    search.turn_off_stock_index(app)
    status.add_assets(app)
    citation_box.add_assets(app)
    if app.config.html_theme == "furo":
        app.connect("html-page-context", status.give_furo_no_tree, priority=400)
        app.connect("html-page-context", status.dress_furo, priority=630)
    app.connect("html-page-context", surroundings.add_surroundings, priority=600)
    app.connect("html-page-context", status.set_language, priority=610)
    app.connect("html-page-context", status.AssetTags().remember, priority=640)
    if generation.is_partial(app):  # another process writes what belongs to no law
        return
    app.connect("html-collect-pages", collect_pages.collect_pages, priority=400)
    app.connect("html-collect-pages", data_files.write_data_files)  # releases memory for the index
    app.connect("html-collect-pages", search.collect_search_page)
    app.connect("build-finished", collect_pages.end_build, priority=manifest.LAST + 1)
    app.connect("build-finished", manifest.write_manifest, priority=manifest.LAST)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    app.add_config_value("fatiao_corpus", None, "env", types=frozenset({str, type(None)}))
    app.add_config_value("fatiao_bundle", None, "html", types=frozenset({str, type(None)}))
    app.add_domain(LawDomain)
    add_catalogue(app)
    app.add_directive_to_domain("law", "cards", LawCards)
    setup_home(app)
    setup_pictures(app)
    setup_keeping(app)
    app.connect("config-inited", _complete_config, priority=400)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
