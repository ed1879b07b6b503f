"""The pages of a site as MyST: one per article, one per law, and the lists that lead to them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from fatiao import ids
from fatiao.model.law import Annex, Article, EventKind
from fatiao.pages.annotations import render_aside, render_note
from fatiao.pages.contents import render_contents, render_ranges, volume_name
from fatiao.pages.full_text import render_anchors, render_annex_links, render_preamble, render_text
from fatiao.pages.lists import render_lists
from fatiao.pages.myst import block, escape, fence
from fatiao.pages.provisions import render_article, render_passages
from fatiao.pages.text_pages import cut_text, division_chain
from fatiao.site.model import Entry, Site

_FRONT_MATTER = "---\norphan: true\n---\n"
_EVENT_NAMES = {
    EventKind.ADOPTED: "通过",
    EventKind.APPROVED: "批准",
    EventKind.PROMULGATED: "公布",
    EventKind.IN_FORCE: "施行",
    EventKind.AMENDED: "修改",
    EventKind.REPEALED: "废止",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One MyST document; ``docname`` is its path below the documentation folder, without a suffix.

    Without a text it stays as an earlier build wrote it.
    """

    docname: str
    text: str | None


def render_site(site: Site, kept: Container[str] = ()) -> Iterator[Page]:
    """Every generated page of the site; those of a law whose key is in ``kept`` without their text."""
    for entry in site.entries:
        if entry.key in kept:
            yield from (Page(docname, None) for docname in _list_pages(entry))
            continue
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
    for docname, text in render_lists(site):
        yield Page(docname, text)


def _list_pages(entry: Entry) -> Iterator[str]:
    """The docnames of a law's pages."""
    yield entry.address().docname
    yield from (volume.docname for volume in cut_text(entry))
    for article in entry.law.numbered:
        yield entry.article_address(article).docname
    for annex in entry.law.annexes:
        yield ids.annex_docname(entry.work.id, annex.number, entry.version)


def format_date(date: str) -> str:
    """``2025年11月26日`` for an ISO date."""
    year, month, day = date.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def render_article_page(entry: Entry, article: Article) -> Page:
    """The canonical page of one article."""
    body = "\n".join(render_article(entry, article))
    parts = [_FRONT_MATTER, f"# {escape(article.label)}\n", fence("div", "law-text", body, depth=4)]
    parts.append(render_aside(entry.annotations_of(article)))
    return Page(entry.article_address(article).docname, "\n".join(parts))


def render_annex_page(entry: Entry, annex: Annex) -> Page:
    """The page of one annex."""
    docname = ids.annex_docname(entry.work.id, annex.number, entry.version)
    title = annex.heading.text or annex.label or f"附件{annex.number}"
    body = "\n".join(render_passages(annex.lines, "paragraph"))
    if annex.label and annex.heading.text:
        body = block(escape(annex.label), ["annex-label"]) + "\n" + body
    return Page(docname, "\n".join([_FRONT_MATTER, f"# {escape(title)}\n", fence("div", "law-text", body, depth=4)]))


def render_law_page(entry: Entry) -> Page:
    """The page of a law: facts, notice, contents, and the text for continuous reading where one page can hold it."""
    parts = [_FRONT_MATTER, f"# {escape(entry.title)}\n", fence("div", "law-facts", _facts(entry), depth=4)]
    if entry.law.front.history:
        body = "\n".join(render_passages(entry.law.front.history, "history"))
        parts.append(fence("div", "law-history", body, depth=4))
    parts.append(f":::{{law:strip}} {entry.key}\n:::\n")
    volumes = cut_text(entry)
    contents = render_ranges(entry, volumes) if volumes else render_contents(entry)
    if contents:
        kind = "law-contents law-ranges" if volumes else "law-contents"
        parts += ["## 目录\n", fence("div", kind, contents, depth=4)]
    if entry.law.front.notice:
        body = "\n".join(render_passages(entry.law.front.notice.lines, "notice"))
        parts += ["## 公布文件\n", fence("div", "law-notice", body, depth=4)]
    if entry.notes:
        parts += ["## 注释\n", *map(render_note, entry.notes)]
    parts += _around_volumes(entry) if volumes else _whole_text(entry)
    return Page(entry.address().docname, "\n".join(parts))


def _whole_text(entry: Entry) -> Iterator[str]:
    yield "## 全文\n"
    yield from render_preamble(entry)
    yield from render_text(entry, entry.law.articles)
    yield from _signature(entry)
    yield from render_annex_links(entry)


def _signature(entry: Entry) -> Iterator[str]:
    if entry.law.signature:
        yield fence("div", "law-signature", "\n".join(render_passages(entry.law.signature, "signature")), depth=4)


def _around_volumes(entry: Entry) -> Iterator[str]:
    """What stands before and after the articles, for a law whose articles are on pages of their own."""
    if entry.law.front.preamble:
        yield "## 序言\n"
        yield from render_preamble(entry)
    if entry.law.signature:
        yield "## 署名\n"
        yield from _signature(entry)
    if entry.law.annexes:
        yield "## 附件\n"
        yield from render_annex_links(entry)


def render_volumes(entry: Entry) -> Iterator[Page]:
    """The pages of the text where the law's own page cannot hold it."""
    opened = -1
    for volume in cut_text(entry):
        above = -1 if volume.division is None else volume.division
        parts = [_FRONT_MATTER, f"# {escape(entry.title)}\n", *render_anchors(entry, range(opened + 1, above + 1))]
        opened = max(opened, above)
        parts += [f"## {escape(volume_name(entry, volume))}\n"]
        parts += render_text(entry, volume.articles, opened, len(division_chain(entry, volume.division)))
        opened = max([opened, *(a.division for a in volume.articles if a.division is not None)])
        yield Page(volume.docname, "\n".join(parts))


def list_facts(entry: Entry) -> list[tuple[str, str]]:
    """What is known about a law, as names and values for a reader, in a fixed order."""
    work = entry.work
    dates = {event.kind: event for event in entry.law.front.events if event.kind is not EventKind.AMENDED}
    facts = [("制定机关", work.issuer), ("类别", work.kind), ("效力", work.status), ("文号", work.number)]
    for kind, date in (
        (EventKind.ADOPTED, work.adopted),
        (EventKind.APPROVED, None),
        (EventKind.PROMULGATED, work.promulgated),
        (EventKind.IN_FORCE, work.in_force),
        (EventKind.REPEALED, work.repealed),
    ):
        found = date or (dates[kind].date if kind in dates else None)
        facts.append((_EVENT_NAMES[kind], format_date(found) if found else None))
    facts.append(("篇幅", f"{len(entry.law.numbered)}条" if entry.law.numbered else None))
    return [(name, value) for name, value in facts if value]


def _facts(entry: Entry) -> str:
    lines = [f"{escape(name)}\n: {escape(value)}\n" for name, value in list_facts(entry)]
    amended = [e for e in entry.law.front.events if e.kind is EventKind.AMENDED]
    lines += [f"修改\n: {escape(event.text)}\n" for event in amended]
    return "\n".join(lines)
