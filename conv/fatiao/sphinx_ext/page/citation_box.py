"""The citation box and the data line of a page, and the templates that the box is filled from.

The box is part of the body, so that any theme shows it.  Its forms are the same on all pages of a law: they stand in
one script per law, ``laws/<work>/cite.js``, which a page loads when a reader opens the box.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2 import Template as JinjaTemplate
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config

from fatiao import ids
from fatiao.exports.citations.forms import FORMS, form_data, templates
from fatiao.exports.citations.record import Template, compact_json, fill, slot_values, template_data
from fatiao.exports.facts import Facts, facts_of
from fatiao.exports.files import LAW_FILES, law_file_stem
from fatiao.language.interface import Interface
from fatiao.memo import once_per_object
from fatiao.model.law import ProvisionId
from fatiao.pages.html import mark_words
from fatiao.site.model import Entry
from fatiao.sphinx_ext.frame import Frame
from fatiao.sphinx_ext.navigation import Place
from fatiao.sphinx_ext.urls import Seen

#: Not the theme's environment: any theme will do, and what is filled in is escaped.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
#: What the box shows without a script: the forms that need no day of access.
_AT_BUILD_TIME = [
    (form.key, form.label) for key in ("legal-manual", "gbt-2025", "gbt-2015") for form in FORMS if form.key == key
]
#: The script with the forms of a law.
CITE_SCRIPT = "cite.js"
#: Which of the data files of a law are citations of it.
_CITATION_FILES = frozenset({".bib", ".csl.json", ".ris"})


@cache
def template(name: str) -> JinjaTemplate:
    """Return one of our templates for a part of a page."""
    return _TEMPLATES.get_template(name)


def fill_template(name: str, interface: Interface, **values: Any) -> str:
    """Return one of our templates filled, with the words of the interface; ``mark`` is on what is Chinese anyway."""
    shown = {"say": interface.say, "marked": partial(_mark, interface=interface), "mark": interface.text_mark}
    return template(name).render(**shown, **values)


def _mark(words: str, interface: Interface) -> Markup:
    return Markup(mark_words(words, interface))  # noqa: S704  # escaped by it


def base_url(config: Config) -> str:
    """Return the address of the site with a slash at its end; empty where ``html_baseurl`` is not set."""
    base = str(config.html_baseurl or "")
    return base if not base or base.endswith("/") else base + "/"


def page_kind(place: Place | None, docname: str) -> str:
    """``law``, ``article``, or empty: of an annex, a part of a text and the pages of no law nothing is said."""
    if place is None:
        return ""
    if place.index is not None:
        return "article"
    return "law" if place.entry.address().docname == docname else ""


@once_per_object
def entry_facts(entry: Entry) -> Facts:
    """Return the facts that every page and file states of a version of a law."""
    return facts_of(entry.work, entry.law, entry.version)


@once_per_object
def _templates(entry: Entry) -> dict[str, Template]:
    return templates(entry_facts(entry), entry.words)


def name_cite_script(entry: Entry) -> str:
    """Return the path of ``cite.js`` of a law, seen from the root of the site; ``terms.js`` lies beside it."""
    return f"{ids.law_folder(entry.work.id, entry.version)}/{CITE_SCRIPT}"


def cite_script(entry: Entry) -> str:
    """``cite.js``: a call of ``fatiaoCite`` with the forms of a law, each with its template."""
    return f"fatiaoCite({compact_json({'id': entry.work.id, 'forms': citation_forms(entry)})});\n"


def citation_forms(entry: Entry) -> list[dict[str, Any]]:
    """Return the forms for a browser, each with the template of a law."""
    made = _templates(entry)
    return [form | {"template": template_data(made[form["key"]])} for form in form_data()]


def data_links(entry: Entry, seen: Seen, only: Container[str] | None = None) -> list[tuple[str, str, str]]:
    """Return the data files of a law as (name, media type, address seen from a page); ``only`` are suffixes."""
    stem = law_file_stem(entry.work.id, entry.version)
    return [
        (name, media, seen.file(stem + suffix)) for suffix, name, media in LAW_FILES if only is None or suffix in only
    ]


def render_box(frame: Frame, place: Place, kind: str, seen: Seen) -> str:
    """Return the citation box of the page of a law, an article or an annex, which cites the law."""
    entry = place.entry
    if not kind and not place.annex:
        return ""
    at, cited = None, entry.address().docname
    if place.index is not None:
        at, cited = ProvisionId(entry.work.id, entry.law.articles[place.index].number), seen.docname
    home = seen.page(entry.address().docname)
    values = slot_values(at, seen.whole(frame.base, cited))
    made = _templates(entry)
    return _render(
        "fatiao-cite.html",
        frame.interface,
        guide=_guide(frame, seen, "guide/cite"),
        script=seen.file(name_cite_script(entry)),
        article=str(at.article) if at else "",
        base=frame.base + seen.folder + "/" if frame.base else "",
        pages=f"{home}art-*/" if home.endswith("/") else "",
        law=home,
        citations=[(label, fill(made[key], values)) for key, label in _AT_BUILD_TIME],
        files=data_links(entry, seen, _CITATION_FILES),
    )


def render_data_line(frame: Frame, entry: Entry, seen: Seen) -> str:
    """Return the line on the page of a law that leads to its data files."""
    return _render(
        "fatiao-data.html", frame.interface, guide=_guide(frame, seen, "guide/data"), files=data_links(entry, seen)
    )


def _guide(frame: Frame, seen: Seen, docname: str) -> str:
    return seen.page(docname) if docname in frame.guides else ""


def _render(name: str, interface: Interface, **values: Any) -> str:
    return fill_template(name, interface, **values).strip() + "\n"


def add_assets(app: Sphinx) -> None:
    """Load the style of the box; its scripts come when it is opened."""
    app.add_css_file("fatiao-cite.css", priority=705)
