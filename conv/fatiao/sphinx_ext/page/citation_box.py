"""The citation box and the data line of a page, and the templates that the box is filled from.

The box is put beside the text after reading, like the pins, so that the emitted page and the stored document stay free
of it and any theme shows it.  Its forms are the same on all pages of a law: they stand in one script per law,
``laws/<work>/cite.js``, which a page loads when a reader opens the box.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from fatiao import ids
from fatiao.exports.citations.forms import FORMS, form_data, templates
from fatiao.exports.citations.record import Template, compact_json, fill, slot_values, template_data
from fatiao.exports.facts import Facts, facts_of
from fatiao.exports.files import LAW_FILES, law_file_stem
from fatiao.model.law import ProvisionId
from fatiao.site.model import Entry
from fatiao.sphinx_ext.generation import site_of
from fatiao.sphinx_ext.navigation import Place, find_place

#: Not the theme's environment: any theme will do, and what is filled in is escaped.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
#: What the box shows without a script: the forms that need no day of access.
_AT_BUILD_TIME = ("legal-manual", "gbt-2025", "gbt-2015")
#: Which of the data files of a law are citations of it.
_CITATION_FILES = frozenset({".bib", ".csl.json", ".ris"})


def base_url(app: Sphinx) -> str:
    """The address of the site with a slash at its end; empty where ``html_baseurl`` is not set."""
    base = str(app.config.html_baseurl or "")
    return base if not base or base.endswith("/") else base + "/"


def page_kind(place: Place | None, docname: str) -> str:
    """``law``, ``article``, or empty: of an annex, a part of a text and the pages of no law nothing is said."""
    if place is None:
        return ""
    if place.index is not None:
        return "article"
    return "law" if place.entry.address().docname == docname else ""


@cache
def entry_facts(entry: Entry) -> Facts:
    """What every page and file says of a version of a law."""
    return facts_of(entry.work, entry.law, entry.version)


@cache
def _templates(entry: Entry) -> dict[str, Template]:
    return templates(entry_facts(entry), entry.words)


def cite_script(entry: Entry) -> str:
    """``cite.js``: a call of ``fatiaoCite`` with the forms of a law, each with its template."""
    made = _templates(entry)
    forms = [form | {"template": template_data(made[form["key"]])} for form in form_data()]
    return f"fatiaoCite({compact_json({'id': entry.work.id, 'forms': forms})});\n"


def data_links(entry: Entry, only: Container[str] | None = None) -> list[tuple[str, str, str]]:
    """The data files of a law as (name, media type, address seen from its folder); ``only`` are suffixes."""
    stem = law_file_stem(entry.work.id, entry.version).rpartition("/")[2]
    return [(name, media, stem + suffix) for suffix, name, media in LAW_FILES if only is None or suffix in only]


def render_box(app: Sphinx, docname: str, place: Place) -> str:
    """The citation box of the page of a law, an article or an annex."""
    entry, base = place.entry, base_url(app)
    at, cited = None, entry.address().docname
    if place.index is not None:
        at, cited = ProvisionId(entry.work.id, entry.law.articles[place.index].number), docname
    values = slot_values(at, base + ids.url_of(cited) if base else "")
    made = _templates(entry)
    citations = {form.key: (form.label, fill(made[form.key], values)) for form in FORMS}
    return _render(
        app,
        "fatiao-cite.html",
        docname,
        "guide/cite",
        article=str(at.article) if at else "",
        base=base + docname.rpartition("/")[0] + "/" if base else "",
        citations=[citations[key] for key in _AT_BUILD_TIME],
        files=data_links(entry, _CITATION_FILES),
    )


def render_data_line(app: Sphinx, docname: str, entry: Entry) -> str:
    """The line on the page of a law that leads to its data files."""
    return _render(app, "fatiao-data.html", docname, "guide/data", files=data_links(entry))


def _render(app: Sphinx, template: str, docname: str, guide: str, **values: Any) -> str:
    explained = "../" * docname.count("/") + ids.url_of(guide) if guide in app.env.all_docs else ""
    return TEMPLATES.get_template(template).render(guide=explained, **values).strip() + "\n"


class AddCitationBox(SphinxPostTransform):
    """Put the box after the text of an article or annex, and the box and the data line after the facts of a law.

    On the page of an annex it cites the law.
    """

    default_priority = 410
    builders = ("html",)

    def run(self, **_: Any) -> None:
        """Change the document in place."""
        app, docname = self.env._app, self.env.current_document.docname
        site = site_of(app)
        place = find_place(site, docname) if site else None
        kind = page_kind(place, docname)
        if place is None or not (kind or place.annex):
            return
        after = _first(self.document, "law-facts" if kind == "law" else "law-text")
        if after is None or after.parent is None:
            return
        html = render_box(app, docname, place)
        if kind == "law":
            html = render_data_line(app, docname, place.entry) + html
        after.parent.insert(after.parent.index(after) + 1, nodes.raw("", html, format="html"))


def _first(document: nodes.document, name: str) -> nodes.Element | None:
    return next((node for node in document.findall(nodes.container) if name in node["classes"]), None)


def add_assets(app: Sphinx) -> None:
    """Load the style of the box and its script."""
    app.add_css_file("fatiao-cite.css", priority=705)
    app.add_js_file("fatiao-cite.js", priority=705, defer="defer")
