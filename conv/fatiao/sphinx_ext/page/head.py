"""The metadata in the head of a page: JSON-LD, OpenGraph, a description, links to the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from fatiao import ids
from fatiao.exports.citations.record import one_line
from fatiao.exports.files import LAW_FILES, law_file_stem
from fatiao.exports.linked_data import article_data, data_script, law_data
from fatiao.language.interface import Interface, say
from fatiao.memo import once_per_object
from fatiao.pages.site_pages import list_facts
from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Site
from fatiao.sphinx_ext.frame import Frame
from fatiao.sphinx_ext.navigation import Place
from fatiao.sphinx_ext.page.citation_box import data_links, entry_facts, template
from fatiao.sphinx_ext.urls import Seen

#: Maximum length of a description in characters; search engines show about as many.
_DESCRIPTION = 80
#: The icon of a site that configures none.
ICON = "_static/fatiao-icon.svg"
_FEED = (say("法规更新"), "application/atom+xml", "feed.xml")


def render_head(
    site: Site, frame: Frame, title: str, place: Place | None, kind: str, seen: Seen, words: str = ""
) -> str:
    """Return the metadata for the head of a page; ``title`` is HTML.

    ``words`` is the beginning of the page; it describes a page that shows no law, article or term.
    """
    plain = Markup(title).striptags()  # noqa: S704  # Sphinx escaped the title
    interface = frame.interface
    told = _describe(site, seen.docname, place, kind, interface) or _introduce(frame, plain, place, words)
    alternates: list[tuple[str, str, str]] = []
    if frame.feed and kind != "article":
        alternates.append((say("{title}（Atom）", title=_FEED[0]), _FEED[1], seen.file(_FEED[2])))
    if kind == "law" and place:
        alternates = [*data_links(place.entry, seen), *alternates]
    return template("fatiao-head.html").render(
        title=_title(place, kind) or plain,
        kind="article" if kind else "website",
        site_name=frame.site_name,
        url=seen.whole(frame.base, seen.docname),
        description=_shorten(told),
        alternates=[(interface.words(name), media, file) for name, media, file in alternates],
        icon=seen.file(ICON) if frame.icon else "",
        # data_script escapes its values
        data=Markup(data_script(_data(place, kind, frame.base, seen))) if place and kind else "",  # noqa: S704
    )


def _title(place: Place | None, kind: str) -> str:
    if place is None or not kind:
        return ""
    label = f" {place.entry.law.articles[place.index].label}" if place.index is not None else ""
    return one_line(place.entry.title + label)


def _describe(site: Site, pagename: str, place: Place | None, kind: str, interface: Interface) -> str:
    if place is None:
        return _explanations(site).get(pagename, "")
    if kind == "article" and place.index is not None:
        return place.entry.law.articles[place.index].text
    facts = interface.say("；").join(
        interface.say("{name}：{group}", name=name, group=value) for name, value in list_facts(place.entry)
    )
    return f"{place.entry.title}{interface.say('。')}{facts}" if kind else ""


def _introduce(frame: Frame, title: str, place: Place | None, words: str) -> str:
    """Return the name of the law or site, the title of the page, and the beginning of the page."""
    names = (place.entry.title if place else frame.site_name, title)
    return f"{' · '.join(dict.fromkeys(filter(None, names)))}{f'：{words}' if words else ''}"


@once_per_object
def _explanations(site: Site) -> Mapping[str, str]:
    return {t.docname: f"{t.term}：{t.senses[0].text}" for t in site.glossary if t.senses}


def _shorten(text: str) -> str:
    line = one_line(text.replace("\n", ""))
    return line if len(line) <= _DESCRIPTION else line[: _DESCRIPTION - 2] + "……"


def _data(place: Place, kind: str, base: str, seen: Seen) -> dict[str, Any]:
    """Return the JSON-LD data; URLs are relative to the page if the URL of the site is not known."""
    entry = place.entry
    law = _address(base, seen, entry.address().docname)
    if kind == "article" and place.index is not None:
        article = entry.law.articles[place.index]
        url = _address(base, seen, seen.docname)
        return article_data(entry_facts(entry), url, article.label, ids.article_eid(article.number), law)
    stem = law_file_stem(entry.work.id, entry.version)
    files = [(base + stem + suffix if base else seen.file(stem + suffix), media) for suffix, _, media in LAW_FILES]
    return law_data(entry_facts(entry), law, files, _articles(entry, base, seen))


def _address(base: str, seen: Seen, docname: str) -> str:
    return seen.whole(base, docname) if base else seen.page(docname)


def _articles(entry: Entry, base: str, seen: Seen) -> list[tuple[str, str]]:
    """Return label and URL of every article; none for a law split into parts, where they would take 100 KB.

    They are in the law's data file.
    """
    if cut_text(entry):
        return []
    return [(a.label, _address(base, seen, entry.article_address(a).docname)) for a in entry.law.numbered]
