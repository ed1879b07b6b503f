"""The search of the built site: the index beside the pages, the search page, and the removal of Sphinx's own index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from fatiao import ids
from fatiao.files import write_through, write_tree
from fatiao.language.dates import print_date
from fatiao.language.interface import CHINESE, Interface
from fatiao.markup import element
from fatiao.model.law import UNNUMBERED, Article, Segment
from fatiao.search.index import Index, SearchDocument, SearchLaw, SearchName, SearchSegment, build_index
from fatiao.search.saved_index import read_index, write_index
from fatiao.site.model import Entry, Site
from fatiao.site.note_texts import notes_of
from fatiao.sphinx_ext.generation import is_staged, kept_laws, site_of, was_made_of
from fatiao.sphinx_ext.interface import interface_of
from fatiao.sphinx_ext.output.scripts import SEARCH_PAGE_SCRIPT
from fatiao.sphinx_ext.output.search_names import list_names, names_with_year
from fatiao.sphinx_ext.page.citation_box import fill_template
from fatiao.sphinx_ext.urls import Urls

#: Kinds of the index groups of notes and of older texts; the scripts depend on these values.
NOTES, PAST = "编者注", "历史文本"
_Input = tuple[list[SearchDocument], list[SearchLaw], list[SearchName]]
#: File with the digest of the index's input; hidden, so it is not published.
_MADE_OF = "search/.made-of"
#: File with the parts of the index that the next build can reuse; hidden too.
_KEPT = "search/.kept"
#: Scripts that the search page needs for its first answer; they are preloaded for slow networks.
_NEEDED_AT_ONCE = (f"_static/{SEARCH_PAGE_SCRIPT}", "search/meta.js")


def turn_off_stock_index(app: Sphinx) -> None:
    """Disable Sphinx's index, which fails on Chinese (recall 0.30 at best), and load the package's own scripts."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False
        app.add_css_file("fatiao-search.css", priority=710)
        app.add_js_file("fatiao-search/search.js", priority=710, defer="defer")


def collect_search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index, and yield the search page, which ``search.html?q=…`` opens."""
    site, interface = site_of(app), interface_of(app)
    if site is not None:
        _write_index(app, search_input(site, app.builder.get_target_uri, interface))
    seen = Urls(app.builder).seen_from(ids.SEARCH)
    home, action = seen.page(str(app.config.root_doc)), seen.page(ids.SEARCH)
    body = fill_template("fatiao-search.html", interface, home=home, action=action)
    head = "".join(
        element("link", {"rel": "preload", "as": "script", "href": seen.file(name)}) + "\n" for name in _NEEDED_AT_ONCE
    )
    yield "search", {"title": interface.say("搜索"), "body": body, "metatags": head}, "page.html"


def _write_index(app: Sphinx, made_of: _Input) -> None:
    """Write the index, unless an unmodified index of the same input exists."""
    digest = hashlib.sha256()
    for part in chain.from_iterable(made_of):
        digest.update(repr(part).encode(errors="replace"))
    if was_made_of(app, _MADE_OF, digest.hexdigest()):
        return
    kept = Path(app.outdir, _KEPT)
    index = build_index(*made_of, _read_kept(kept) if kept_laws(app) else None)
    files: list[tuple[str, str | None]] = [(f"search/{name}", text) for name, text in index.files.items()]
    files.append((_MADE_OF, digest.hexdigest()))
    if is_staged(app):
        write_through(kept, partial(write_index, index))
        files.append((_KEPT, None))
    write_tree(Path(app.outdir), files, ["search"])


def _read_kept(path: Path) -> Index | None:
    with suppress(Exception), path.open("rb") as file:  # a corrupt file may raise any exception
        return read_index(file)
    return None


def search_input(site: Site, url_of: Callable[[str], str] = ids.url_of, interface: Interface = CHINESE) -> _Input:
    """Return the input of the index: documents, their laws, and further names to find.

    The newest texts come first, then the editor's notes and the older texts as separate groups.
    """
    say = interface.say
    documents = [d for entry in site.current for d in _documents(entry, url_of, say)]
    laws = [
        SearchLaw(e.key, e.title, url_of(e.address().docname), e.work.kind or "", e.work.short_titles)
        for e in site.current
    ]
    for entry in site.current:
        notes = list(_notes(entry, url_of))
        if notes:
            title = say("{title}的编者注", title=entry.title)
            laws.append(SearchLaw(notes[0].law, title, url_of(entry.address().docname), NOTES))
            documents += notes
    for entry in site.entries:
        if entry.version:
            laws.append(_older_text(entry, url_of, say))
            documents += _documents(entry, url_of, say)
    return documents, laws, list_names(site, url_of, interface)


def _older_text(entry: Entry, url_of: Callable[[str], str], say: Callable[..., str]) -> SearchLaw:
    """Return an older text as a law of the index; jumps find it by its year: 公司法2018第13条."""
    title = say("{title}（{date}的文本）", title=entry.title, date=print_date(entry.date))
    return SearchLaw(entry.key, title, url_of(entry.address().docname), PAST, names_with_year(entry))


def _notes(entry: Entry, url_of: Callable[[str], str]) -> Iterator[SearchDocument]:
    """Yield the editor's notes on a text, each labelled with the name of its provision."""
    numbers = {article.number for article in entry.law.articles}
    for note in notes_of(entry):
        at = note.at
        page = entry.article_address(entry.law.article(at.article)) if at and at.article in numbers else entry.address()
        label = ids.pinpoint_name(at) if at else entry.short_title
        segments = tuple(SearchSegment("", line) for line in note.text.split("\n") if line)
        yield SearchDocument(f"{entry.key}#notes", "", label, url_of(page.docname), segments)


def shown_text(entry: Entry, article: Article, segment: Segment) -> str:
    """Return the text of a segment with corrections, as the page shows it."""
    text, end = article.text[: segment.span.end], segment.span.start
    for mark in reversed(entry.marks.get(article.number, ())):
        if mark.shown is not None and end <= mark.span.start and mark.span.end <= segment.span.end:
            text = text[: mark.span.start] + mark.shown + text[mark.span.end :]
    return text[end:]


def _headings(entry: Entry, url_of: Callable[[str], str]) -> Iterator[SearchDocument]:
    """Yield the headings of 编, 章 and 节, which are anchors on the law's page."""
    url, divisions = url_of(entry.address().docname), entry.law.divisions
    for eid, division in zip(ids.division_eids(divisions), divisions, strict=True):
        above = f"{divisions[division.parent].label} " if division.parent is not None else ""
        if division.heading.text:
            segment = SearchSegment(ids.anchor_of_eid(eid), division.heading.text)
            yield SearchDocument(entry.key, "", f"{above}{division.label}", url, (segment,))


def _documents(entry: Entry, url_of: Callable[[str], str], say: Callable[..., str]) -> Iterator[SearchDocument]:
    law = entry.law
    if law.front.preamble:
        segments = tuple(SearchSegment("", passage.text) for passage in law.front.preamble)
        yield SearchDocument(entry.key, "", say("序言"), url_of(entry.address().docname), segments)
    seen: set[str] = set()
    for article in law.articles:
        url = url_of(entry.article_address(article).docname)
        if url in seen:
            continue
        seen.add(url)
        segments = tuple(
            SearchSegment(ids.segment_fragment(s), shown_text(entry, article, s))
            for s in article.segments
            if s.span.start < s.span.end
        )
        number = "" if article.number == UNNUMBERED else str(article.number)
        yield SearchDocument(entry.key, number, article.label or say("正文"), url, segments)
    for annex in law.annexes:
        url = url_of(ids.annex_docname(entry.work.id, annex.number, entry.version))
        segments = tuple(SearchSegment("", passage.text) for passage in (annex.heading, *annex.lines) if passage.text)
        yield SearchDocument(entry.key, "", annex.label or annex.heading.text, url, segments)
    yield from _headings(entry, url_of)
