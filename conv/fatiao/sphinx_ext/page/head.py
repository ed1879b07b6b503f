"""What the head of a page tells other programs: JSON-LD, OpenGraph, a description, links to the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from fatiao import ids
from fatiao.exports.citations.record import one_line
from fatiao.exports.linked_data import article_data, data_script, law_data
from fatiao.pages.site_pages import list_facts
from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.generation import site_of
from fatiao.sphinx_ext.navigation import Place, find_place
from fatiao.sphinx_ext.page.citation_box import TEMPLATES, base_url, data_links, entry_facts, page_kind

#: Characters of a description; search engines show about as many.
_DESCRIPTION = 80
_FEED = ("法规更新", "application/atom+xml", "feed.xml")


def add_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to what the theme prints in the head, whatever the theme."""
    site = site_of(app)
    if site is None or app.builder.name != "html" or doctree is None:
        return
    base, root = base_url(app), "../" * pagename.count("/")
    place = find_place(site, pagename)
    kind = page_kind(place, pagename)
    alternates = [(f"{_FEED[0]}（Atom）", _FEED[1], root + _FEED[2])] if base and kind != "article" else []
    if kind == "law" and place:
        alternates = [*data_links(place.entry), *alternates]
    context["metatags"] = context.get("metatags", "") + TEMPLATES.get_template("fatiao-head.html").render(
        title=_title(place, kind) or Markup(context.get("title", "")).striptags(),  # noqa: S704  # as Sphinx made it
        kind="article" if kind else "website",
        site_name=app.config.html_title or app.config.project,
        url=base + ids.url_of(pagename) if base else "",
        description=_shorten(_describe(site, pagename, place, kind)),
        alternates=alternates,
        data=Markup(data_script(_data(place, kind, base))) if place and kind else "",  # noqa: S704  # escaped by it
    )


def _title(place: Place | None, kind: str) -> str:
    if place is None or not kind:
        return ""
    label = f" {place.entry.law.articles[place.index].label}" if place.index is not None else ""
    return one_line(place.entry.title + label)


def _describe(site: Site, pagename: str, place: Place | None, kind: str) -> str:
    if place is None:
        return _explanations(site).get(pagename, "")
    if kind == "article" and place.index is not None:
        return place.entry.law.articles[place.index].text
    facts = "；".join(f"{name}：{value}" for name, value in list_facts(place.entry))
    return f"{place.entry.title}。{facts}" if kind else ""


@lru_cache(maxsize=4)
def _explanations(site: Site) -> Mapping[str, str]:
    return {ids.term_docname(t.term): f"{t.term}：{t.senses[0].text}" for t in site.glossary if t.senses}


def _shorten(text: str) -> str:
    line = one_line(text.replace("\n", ""))
    return line if len(line) <= _DESCRIPTION else line[: _DESCRIPTION - 1] + "…"


def _data(place: Place, kind: str, base: str) -> dict[str, Any]:
    """The JSON-LD; addresses are relative to the page where that of the site is not known."""
    entry = place.entry
    folder = f"{base}{ids.law_folder(entry.work.id, entry.version)}/" if base else ""
    if kind == "article" and place.index is not None:
        article = entry.law.articles[place.index]
        url = f"{folder}art-{article.number}.html"
        eid = ids.article_eid(article.number)
        return article_data(entry_facts(entry), url, article.label, eid, f"{folder}index.html")
    files = [(folder + name, media) for _, media, name in data_links(entry)]
    return law_data(entry_facts(entry), f"{folder}index.html", files, _articles(entry, folder))


def _articles(entry: Entry, folder: str) -> list[tuple[str, str]]:
    """Label and address of every article; none for a code, of which they would be 100 KB: its data file has them."""
    if cut_text(entry):
        return []
    return [(article.label, f"{folder}art-{article.number}.html") for article in entry.law.numbered]
