"""The Sphinx extension: ``extensions = ["fatiao.sphinx_ext"]`` and ``fatiao_corpus = "../corpus"``.

At ``builder-inited`` the converter reads the corpus and writes one MyST page per article below the documentation
folder; the ``law`` domain links them; navigation, search and page furniture come from the law tree.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from fatiao import __version__
from fatiao.rebuild.state import digest_code
from fatiao.sphinx_ext import freshness, generation, navigation, unfinished
from fatiao.sphinx_ext.builder import SiteBuilder
from fatiao.sphinx_ext.domain import LawDomain
from fatiao.sphinx_ext.output import data_files, manifest, search, term_cards
from fatiao.sphinx_ext.page import citation_box, head, moved, status
from fatiao.sphinx_ext.page.law_cards import LawCards
from fatiao.sphinx_ext.page.pictures import setup_pictures
from fatiao.sphinx_ext.page.pins import setup_pins
from fatiao.sphinx_ext.page.tables import setup_tables

_HERE = Path(__file__).parent
#: The syntax extensions that generated pages need.
_MYST_EXTENSIONS = frozenset({"attrs_block", "attrs_inline", "colon_fence", "deflist"})


def _complete_config(app: Sphinx, config: Config) -> None:
    """Turn on what the generated pages rely on, whatever the project's ``conf.py`` says."""
    config.myst_enable_extensions = set(config.myst_enable_extensions) | _MYST_EXTENSIONS
    config.fatiao_code = digest_code()
    if not config.fatiao_corpus:
        return  # a project that only cites a site keeps its theme, its search and its own pages as they are
    if config.html_theme == "furo":
        config.templates_path = [*config.templates_path, str(_HERE / "templates")]
        app.connect("html-page-context", navigation.suppress_global_tree, priority=400)
        app.connect("html-page-context", status.drop_stock_scripts, priority=630)
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]
    _connect_site(app)


def _connect_site(app: Sphinx) -> None:
    """Have the converter run, and its site shown."""
    app.connect("builder-inited", generation.generate_pages, priority=400)
    app.connect("builder-inited", moved.read_moved, priority=410)
    app.connect("builder-inited", search.turn_off_stock_index)
    app.connect("builder-inited", status.add_assets)
    app.connect("builder-inited", citation_box.add_assets)
    app.connect("env-get-outdated", generation.remove_outputs)
    app.connect("env-get-outdated", freshness.list_readers)
    app.connect("env-updated", freshness.list_rewritten)
    app.connect("env-updated", moved.list_rewritten)
    app.connect("env-check-consistency", moved.check_promises)
    app.connect("env-updated", unfinished.list_all)
    app.connect("doctree-read", generation.forget_labels)
    app.connect("html-page-context", navigation.add_navigation, priority=600)
    app.connect("html-page-context", status.add_furniture, priority=610)
    app.connect("html-page-context", head.add_head, priority=620)
    app.connect("html-collect-pages", search.collect_search_page)
    app.connect("html-collect-pages", term_cards.write_term_cards)
    app.connect("html-collect-pages", data_files.write_data_files)
    app.connect("builder-inited", unfinished.mark)
    app.connect("build-finished", unfinished.unmark, priority=manifest.LAST + 1)
    app.connect("build-finished", manifest.write_manifest, priority=manifest.LAST)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    app.add_config_value("fatiao_corpus", None, "env", types=frozenset({str, type(None)}))
    app.add_config_value("fatiao_code", "", "env", types=frozenset({str}))  # other code may make other pages
    app.add_builder(SiteBuilder, override=True)
    app.add_domain(LawDomain)
    app.add_directive_to_domain("law", "cards", LawCards)
    setup_pins(app)
    setup_tables(app)
    setup_pictures(app)
    app.connect("config-inited", _complete_config, priority=400)
    app.add_post_transform(citation_box.AddCitationBox)
    app.add_post_transform(moved.AddMovedPlaces)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
