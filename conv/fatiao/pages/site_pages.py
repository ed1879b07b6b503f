"""The pages of a site: those of every law, of every article and annex, and the index pages."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from fatiao import ids
from fatiao.language.dates import print_date
from fatiao.language.interface import CHINESE, Interface, say
from fatiao.model.law import Annex, Article, EventKind
from fatiao.pages.annotations import render_aside, render_note
from fatiao.pages.blocks import (
    Block,
    Definitions,
    Drawing,
    Group,
    Heading,
    ListedTerm,
    Page,
    Slot,
    TextParagraph,
    facts_line,
    in_letters,
    line_of,
)
from fatiao.pages.comparison import comparison_parts, comparison_title, render_asked, render_comparison
from fatiao.pages.contents import render_contents, render_ranges
from fatiao.pages.dated_text import list_dated_pages, render_dated
from fatiao.pages.full_text import render_annex_links, render_preamble, render_text, render_volume_pages
from fatiao.pages.lineage import render_lineage
from fatiao.pages.lists import list_list_titles, render_lists
from fatiao.pages.myst import emit_page
from fatiao.pages.provisions import render_article, render_passages
from fatiao.pages.text_pages import cut_text
from fatiao.pages.timeline import render_timeline
from fatiao.pages.translation import translate_page
from fatiao.pages.views import render_views_page, views_link, views_title
from fatiao.pages.vocabulary import name_word
from fatiao.site.model import Entry, Site
from fatiao.site.other_texts import force_of
from fatiao.site.standing import NOT_YET

_EVENT_NAMES = {
    EventKind.ADOPTED: say("通过"),
    EventKind.APPROVED: say("批准"),
    EventKind.PROMULGATED: say("公布"),
    EventKind.IN_FORCE: say("施行"),
    EventKind.AMENDED: say("修改"),
    EventKind.REPEALED: say("废止"),
}


#: The slots that only the HTML backend fills: beside the text of an article, and for citations.
BESIDE, CITE = Slot("beside"), Slot("cite")


def emit_site(
    site: Site, kept: Container[str] = (), interface: Interface = CHINESE
) -> Iterator[tuple[str, str | None]]:
    """Yield the docname and the MyST text of every generated page; the text is None for pages of a law in ``kept``."""
    for entry in site.entries:
        if entry.key in kept:
            yield from ((docname, None) for docname in _list_pages(entry))
        else:
            yield from emit_law(entry, interface)
    for page in render_lists(site):
        yield page.docname, emit_page(translate_page(page, interface))


def emit_law(entry: Entry, interface: Interface = CHINESE) -> Iterator[tuple[str, str]]:
    """Yield the docname and the MyST text of every page of one law."""
    yield from ((page.docname, emit_page(translate_page(page, interface))) for page in render_law(entry))


def list_titles(site: Site) -> dict[str, str]:
    """Return docname → title of every generated page, without rendering the pages."""
    titles: dict[str, str] = {}
    for entry in site.entries:
        titles.update(dict.fromkeys(_list_pages(entry), entry.title))
        titles[ids.views_docname(entry.work.id, entry.version)] = views_title(entry)
        titles.update((part.docname, comparison_title(entry, part.compared)) for part in comparison_parts(entry))
        for article in reversed(entry.law.articles):
            titles[entry.article_address(article).docname] = article.label
        for annex in entry.law.annexes:
            docname = ids.annex_docname(entry.work.id, annex.number, entry.version)
            titles[docname] = _annex_title(annex)
    return list_list_titles(site) | titles


def render_site(site: Site) -> Iterator[Page]:
    """Yield every generated page of the site."""
    for entry in site.entries:
        yield from render_law(entry)
    yield from render_lists(site)


def render_law(entry: Entry) -> Iterator[Page]:
    """Yield every page of one law."""
    yield render_law_page(entry)
    yield from render_volumes(entry)
    seen: set[str] = set()
    for article in entry.law.numbered:
        docname = entry.article_address(article).docname
        if docname not in seen:
            seen.add(docname)
            yield render_article_page(entry, article)
    for annex in entry.law.annexes:
        yield render_annex_page(entry, annex)
    yield render_views_page(entry)
    yield from render_dated(entry)
    yield from render_comparison(entry)


def _list_pages(entry: Entry) -> Iterator[str]:
    """Yield the docnames of a law's pages."""
    yield entry.address().docname
    yield from (volume.docname for volume in cut_text(entry))
    for article in entry.law.numbered:
        yield entry.article_address(article).docname
    for annex in entry.law.annexes:
        yield ids.annex_docname(entry.work.id, annex.number, entry.version)
    yield ids.views_docname(entry.work.id, entry.version)
    yield from list_dated_pages(entry)
    yield from (part.docname for part in comparison_parts(entry))


def render_article_page(entry: Entry, article: Article) -> Page:
    """Return the canonical page of one article."""
    text = Group("law-text", tuple(render_article(entry, article)))
    aside = render_aside(entry.annotations_of(article))
    lineage = render_lineage(entry, article)
    whole = replace(aside, blocks=(*aside.blocks, lineage)) if lineage.blocks else aside
    return Page(entry.article_address(article).docname, article.label, (text, BESIDE, whole, CITE))


def render_annex_page(entry: Entry, annex: Annex) -> Page:
    """Return the page of one annex."""
    docname = ids.annex_docname(entry.work.id, annex.number, entry.version)
    label = [TextParagraph(line_of(annex.label), ("annex-label",))] if annex.label and annex.heading.text else []
    text = Group("law-text", (*label, *render_passages(annex.lines, "paragraph")))
    return Page(docname, _annex_title(annex), (text, CITE))


def _annex_title(annex: Annex) -> str:
    return annex.heading.text or annex.label or say("附件{number}", number=annex.number)


def render_law_page(entry: Entry) -> Page:
    """Return the page of a law: facts, contents, notice, and the whole text if one page can hold it."""
    return Page(entry.address().docname, entry.title, tuple(_law_blocks(entry)))


def _law_blocks(entry: Entry) -> Iterator[Block]:
    if line := facts_line(facts_at_a_glance(entry)):
        yield TextParagraph(line, ("law-glance",))
    yield render_timeline(entry)
    yield from render_asked(entry)
    volumes = cut_text(entry)
    if not volumes:
        yield from _whole_text(entry)
    contents = render_ranges(entry, volumes) if volumes else render_contents(entry)
    if contents.items:
        yield Heading(2, say("目录"))
        yield Group("law-contents law-ranges" if volumes else "law-contents", (contents,))
    yield Group("law-views-line", (views_link(entry),))
    if entry.law.front.notice:
        passages = render_passages(entry.law.front.notice.lines, "notice")
        yield Heading(2, say("公布文件"))
        yield Group("law-notice", tuple(passages))
    if entry.notes:
        yield Heading(2, say("注释"))
        yield from map(render_note, entry.notes)
    if volumes:
        yield from _around_volumes(entry)
    yield Heading(2, say("概况"))
    yield Group("law-facts", (_facts(entry),))
    yield CITE
    if entry.law.front.history:
        yield Group("law-history", tuple(render_passages(entry.law.front.history, "history")))
    yield Drawing(entry.key)


def facts_at_a_glance(entry: Entry) -> Iterator[str]:
    """Yield the main facts of a law, without those that are unknown: kind, status, entry into force, number.

    The editor's status, entry into force and number apply to the newest text, except those in a ``[[version]]``.
    """
    work = entry.work.told_of(entry.version)
    if entry.version:
        since = say("{date}起施行", date=print_date(force_of(entry)))
        yield from filter(None, (name_word(work.kind), since, say_status(entry), work.number))
        return
    force = next((e.date for e in entry.law.front.events if e.kind is EventKind.IN_FORCE), None)
    in_force = work.in_force or force
    status = None if work.status == NOT_YET and in_force else work.status  # the date implies it, and never goes stale
    values = (
        name_word(work.kind),
        name_word(status),
        say("{date}起施行", date=print_date(in_force)) if in_force else None,
        work.number,
    )
    yield from (value for value in values if value)


def _whole_text(entry: Entry) -> Iterator[Block]:
    yield Heading(2, say("全文"))
    yield from render_preamble(entry)
    yield from render_text(entry, entry.law.articles)
    yield from _signature(entry)
    yield from render_annex_links(entry)


def _signature(entry: Entry) -> Iterator[Group]:
    if entry.law.signature:
        yield Group("law-signature", tuple(render_passages(entry.law.signature, "signature")))


def _around_volumes(entry: Entry) -> Iterator[Block]:
    """Yield preamble, signature and annex links of a law whose articles are on pages of their own."""
    if entry.law.front.preamble:
        yield Heading(2, say("序言"))
        yield from render_preamble(entry)
    if entry.law.signature:
        yield Heading(2, say("署名"))
        yield from _signature(entry)
    if entry.law.annexes:
        yield Heading(2, say("附件"))
        yield from render_annex_links(entry)


def render_volumes(entry: Entry) -> Iterator[Page]:
    """Yield the pages of the text; none if the law's own page holds it."""
    yield from render_volume_pages(entry, cut_text(entry))


def say_status(entry: Entry) -> str | None:
    """Return the status of a text, with a date if it changes, so that the words stay correct after the build.

    The editor's status of the law does not apply to a text that a newer one replaces.
    """
    after = entry.successor
    if after:
        day = print_date(entry.until or after.force)
        return say("{day}起为{date}的文本取代", day=day, date=print_date(after.date))
    work = entry.work.told_of(entry.version)
    in_force = work.in_force if work.status == NOT_YET else None
    return say("{date}起施行", date=print_date(in_force)) if in_force else name_word(work.status)


def list_facts(entry: Entry) -> list[tuple[str, str]]:
    """Return the facts of a law as (label, value) for readers, in a fixed order; unknown values are left out."""
    work = entry.work.told_of(entry.version)
    dates = {event.kind: event for event in entry.law.front.events if event.kind is not EventKind.AMENDED}
    facts = [(say("制定机关"), work.issuer), (say("类别"), name_word(work.kind)), (say("效力"), say_status(entry))]
    facts += [(say("文号"), work.number), (say("英文译名"), work.english_title)]
    for kind, date in (
        (EventKind.ADOPTED, work.adopted),
        (EventKind.APPROVED, None),
        (EventKind.PROMULGATED, work.promulgated),
        (EventKind.IN_FORCE, work.in_force),
        (EventKind.REPEALED, work.repealed),
    ):
        found = date or (dates[kind].date if kind in dates else None)
        facts.append((_EVENT_NAMES[kind], print_date(found) if found else None))
    facts.append((say("条数"), say("{count}条", count=len(entry.law.numbered)) if entry.law.numbered else None))
    return [(name, value) for name, value in facts if value]


def _facts(entry: Entry) -> Definitions:
    english = entry.work.told_of(entry.version).english_title
    facts = [
        ListedTerm(line_of(name), (line_of(*in_letters("english", value) if value == english else [value]),))
        for name, value in list_facts(entry)
    ]
    amended = [e for e in entry.law.front.events if e.kind is EventKind.AMENDED]
    facts += [ListedTerm(line_of(say("修改")), (line_of(event.text),)) for event in amended]
    return Definitions(tuple(facts))
