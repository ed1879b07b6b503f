"""The citation box and the data line of a page, and the templates that they are rendered from.

The box is part of the body, so that any theme shows it.  Its citation forms are the same on all pages of a law; they
are in one script per law, ``laws/<work>/cite.js``, which a page loads when a reader opens the box.
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

#: Separate from the theme's environment, to work with any theme and to escape all values.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
#: Key and label of the forms that the box shows without a script, since they need no date of access.
_AT_BUILD_TIME = [
    (form.key, form.label) for key in ("legal-manual", "gbt-2025", "gbt-2015") for form in FORMS if form.key == key
]
#: File name of the script with the forms of a law.
CITE_SCRIPT = "cite.js"
#: Suffixes of the data files of a law that contain citations of it.
_CITATION_FILES = frozenset({".bib", ".csl.json", ".ris"})


@cache
def template(name: str) -> JinjaTemplate:
    """Return one of the package's templates for a part of a page."""
    return _TEMPLATES.get_template(name)


def fill_template(name: str, interface: Interface, **values: Any) -> str:
    """Render one of the package's templates in the language of the interface.

    In the template, ``mark`` is the ``lang`` attribute for text that is always in Chinese.
    """
    shown = {"say": interface.say, "marked": partial(_mark, interface=interface), "mark": interface.text_mark}
    return template(name).render(**shown, **values)


def _mark(words: str, interface: Interface) -> Markup:
    return Markup(mark_words(words, interface))  # noqa: S704  # mark_words escapes them


def base_url(config: Config) -> str:
    """Return the URL of the site with a trailing slash, or "" if ``html_baseurl`` is not set."""
    base = str(config.html_baseurl or "")
    return base if not base or base.endswith("/") else base + "/"


def page_kind(place: Place | None, docname: str) -> str:
    """Return ``law`` or ``article``, or "" for an annex, a part of a text, and any other page."""
    if place is None:
        return ""
    if place.index is not None:
        return "article"
    return "law" if place.entry.address().docname == docname else ""


@once_per_object
def entry_facts(entry: Entry) -> Facts:
    """Return the facts about a version of a law that pages and files state."""
    return facts_of(entry.work, entry.law, entry.version)


@once_per_object
def _templates(entry: Entry) -> dict[str, Template]:
    return templates(entry_facts(entry), entry.words)


def name_cite_script(entry: Entry) -> str:
    """Return the path of ``cite.js`` of a law, relative to the root of the site; ``terms.js`` is in the same folder."""
    return f"{ids.law_folder(entry.work.id, entry.version)}/{CITE_SCRIPT}"


def cite_script(entry: Entry) -> str:
    """Return the content of ``cite.js``: a call of ``fatiaoCite`` with the citation forms of a law."""
    return f"fatiaoCite({compact_json({'id': entry.work.id, 'forms': citation_forms(entry)})});\n"


def citation_forms(entry: Entry) -> list[dict[str, Any]]:
    """Return the data of the citation forms for a browser, each with its template for a law."""
    made = _templates(entry)
    return [form | {"template": template_data(made[form["key"]])} for form in form_data()]


def data_links(entry: Entry, seen: Seen, only: Container[str] | None = None) -> list[tuple[str, str, str]]:
    """Return name, media type and URL, relative to a page, of a law's data files; ``only`` restricts the suffixes."""
    stem = law_file_stem(entry.work.id, entry.version)
    return [
        (name, media, seen.file(stem + suffix)) for suffix, name, media in LAW_FILES if only is None or suffix in only
    ]


def render_box(frame: Frame, place: Place, kind: str, seen: Seen) -> str:
    """Return the citation box of a page of a law, an article or an annex, else ""; an annex's box cites the law."""
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
    """Return the line on a law's page that links to its data files, and to its PDF if a bundle was made."""
    files = data_links(entry, seen)
    if printed := frame.prints.get(ids.print_name(entry.work.id, entry.version)):
        files.append(("PDF", "application/pdf", seen.file(printed)))
    return _render("fatiao-data.html", frame.interface, guide=_guide(frame, seen, "guide/data"), files=files)


def _guide(frame: Frame, seen: Seen, docname: str) -> str:
    return seen.page(docname) if docname in frame.guides else ""


def _render(name: str, interface: Interface, **values: Any) -> str:
    return fill_template(name, interface, **values).strip() + "\n"


def add_assets(app: Sphinx) -> None:
    """Add the style sheet of the box; its scripts are loaded when it is opened."""
    app.add_css_file("fatiao-cite.css", priority=705)
