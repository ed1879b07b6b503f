"""The dated pages of the newest text of a law, which is also published at the undated addresses.

The text at ``laws/<work>/<date>/index`` never changes: a link from a syllabus stays valid when a newer text takes the
undated addresses.  An older text has its ordinary law page at this address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fatiao import ids
from fatiao.language.dates import print_date
from fatiao.language.interface import say
from fatiao.memo import once_per_object
from fatiao.pages.blocks import Anchor, Block, Heading, Page, Slot, TextParagraph, line_of, refer
from fatiao.pages.contents import volume_name
from fatiao.pages.full_text import render_annex_links, render_preamble, render_text, render_volume_pages
from fatiao.pages.provisions import render_passages
from fatiao.pages.text_pages import Volume, cut_text, volume_object
from fatiao.site.model import Address, Entry, LawObject, Site

#: The slot in which an HTML page gives the location of its law's scripts, which are beside the undated pages.
SCRIPTS = Slot("scripts")


@once_per_object
def dated_volumes(entry: Entry) -> tuple[Volume, ...]:
    """Return the pages of the dated text after the first one; none if that holds the whole text."""
    return cut_text(replace(entry, version=entry.pinned))


def list_dated_pages(entry: Entry) -> tuple[str, ...]:
    """Return the docnames of the dated text; none if ``entry.pinned`` is not set."""
    if not entry.pinned:
        return ()
    first = ids.law_docname(entry.work.id, entry.pinned)
    return (first, *(volume.docname for volume in dated_volumes(entry)))


def dated_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Yield (object name, object) for every page of a dated text, for links within the site."""
    for entry in site.entries:
        title = ids.book_title(entry.title)
        for docname in list_dated_pages(entry):
            yield f"shelf:{docname}", LawObject("shelf", title, Address(docname))


def render_dated(entry: Entry) -> Iterator[Page]:
    """Yield the pages of the dated text; none if ``entry.pinned`` is not set."""
    if not entry.pinned:
        return
    volumes = dated_volumes(entry)
    yield Page(ids.law_docname(entry.work.id, entry.pinned), entry.title, tuple(_first_page(entry, volumes)))
    yield from render_volume_pages(entry, volumes, (SCRIPTS,))


def _first_page(entry: Entry, volumes: tuple[Volume, ...]) -> Iterator[Block]:
    said = say("本页固定为{date}的文本，法规修改之后也不变，宜于引用。各条的注释和引用见", date=print_date(entry.date))
    yield TextParagraph(line_of(said, refer("ref", say("本法规的网页"), entry.key), "。"), ("law-pinned",))
    yield SCRIPTS
    yield Heading(2, say("全文"))
    yield from render_preamble(entry)
    if not volumes:
        yield from render_text(entry, entry.law.articles)
    for volume in volumes:
        anchors = [Anchor(ids.article_page(article.number)) for article in volume.articles if article.label]
        link = refer("ref", volume_name(entry, volume) or say("正文"), volume_object(volume))
        yield TextParagraph((*anchors, link), ("law-volume-link",))
    if entry.law.signature:
        yield from render_passages(entry.law.signature, "signature")
    yield from render_annex_links(entry)
