"""The pages of a site as MyST: one per article, one per law, and the lists that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conv import ids
from conv.model import Annex, Article, Division, EventKind
from conv.site import Entry, Site, object_name
from conv.writing.aside import render_aside, render_note
from conv.writing.lists import render_lists
from conv.writing.myst import block, escape, fence, role
from conv.writing.text import reference_to, render_article, render_passages

#: What of a documentation folder is generated, and removed when stale.
GENERATED = ("laws", "terms", "lists", "glossary", "glossary.md", "cited.md")

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
    """One MyST document; ``docname`` is its path below the documentation folder, without a suffix."""

    docname: str
    text: str


def render_site(site: Site) -> Iterator[Page]:
    """Every generated page of the site."""
    for entry in site.entries:
        yield render_law_page(entry)
        seen: set[str] = set()
        for article in entry.law.articles:
            docname = entry.article_address(article).docname
            if docname not in seen:
                seen.add(docname)
                yield render_article_page(entry, article)
        for annex in entry.law.annexes:
            yield render_annex_page(entry, annex)
    for docname, text in render_lists(site):
        yield Page(docname, text)


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
    return Page(docname, "\n".join([_FRONT_MATTER, f"# {escape(title)}\n", fence("div", "law-text", body, depth=4)]))


def render_law_page(entry: Entry) -> Page:
    """The page of a whole law: facts, notice, contents, and the text for continuous reading."""
    parts = [_FRONT_MATTER, f"# {escape(entry.title)}\n", fence("div", "law-facts", _facts(entry), depth=4)]
    parts.append(f":::{{law:strip}} {entry.key}\n:::\n")
    parts += ["## 目录\n", fence("div", "law-contents", _contents(entry), depth=4)]
    if entry.law.front.notice:
        body = "\n".join(render_passages(entry.law.front.notice.lines, "notice"))
        parts += ["## 公布文件\n", fence("div", "law-notice", body, depth=4)]
    if entry.notes:
        parts += ["## 注释\n", *map(render_note, entry.notes)]
    parts += ["## 全文\n", *_full_text(entry)]
    return Page(entry.address().docname, "\n".join(parts))


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
    facts.append(("篇幅", f"{len(entry.law.articles)}条"))
    return [(name, value) for name, value in facts if value]


def _facts(entry: Entry) -> str:
    lines = [f"{escape(name)}\n: {escape(value)}\n" for name, value in list_facts(entry)]
    amended = [e for e in entry.law.front.events if e.kind is EventKind.AMENDED]
    lines += [f"修改\n: {escape(event.text)}\n" for event in amended]
    return "\n".join(lines)


def _contents(entry: Entry) -> str:
    divisions, law = entry.law.divisions, entry.law
    eids = ids.division_eids(divisions)
    lines: list[str] = []
    loose = " ".join(reference_to(entry, a) for a in law.articles if a.division is None)
    if loose:
        lines.append(f"- {loose}")
    for i, division in enumerate(divisions):
        indent = "  " * _depth(entry, division)
        label = role("ref", division_name(division), object_name(entry, eids[i]))
        lines.append(f"{indent}- {label}\n")
        articles = " ".join(reference_to(entry, a) for a in law.articles if a.division == i)
        if articles:
            lines.append(f"{indent}  {articles}\n")
    return "\n".join(lines)


def division_name(division: Division) -> str:
    """第一章 总则."""
    return " ".join(p for p in (division.label, division.heading.text) if p)


def _depth(entry: Entry, division: Division) -> int:
    depth = 0
    while division.parent is not None:
        division = entry.law.divisions[division.parent]
        depth += 1
    return depth


def _full_text(entry: Entry) -> Iterator[str]:
    law = entry.law
    if law.front.preamble:
        yield fence("div", "law-text", "\n".join(render_passages(law.front.preamble, "preamble")), depth=4)
    eids = ids.division_eids(law.divisions)
    opened = -1
    for article in law.articles:
        last = article.division if article.division is not None else opened
        for i in range(opened + 1, last + 1):
            division = law.divisions[i]
            level = "#" * min(6, 3 + _depth(entry, division))
            # An id on the heading itself would be a label of the whole project, and collide with every other law's.
            yield block(f"[]{{#{ids.anchor_of_eid(eids[i])}}}", ["division-anchor"])
            yield f"{level} {escape(division_name(division))}\n"
        opened = max(opened, last)
        yield _book_article(entry, article)
    for annex in law.annexes:
        docname = object_name(entry, ids.annex_eid(annex.number))
        yield block(role("ref", annex.heading.text or annex.label, docname), ["annex-link"])


def _book_article(entry: Entry, article: Article) -> str:
    anchor = ids.anchor_of_eid(ids.article_eid(article.number))
    label = block(reference_to(entry, article) + _annotation_mark(entry, article), ["article-label"], anchor)
    body = "\n".join([label, *render_article(entry, article, f"{anchor}-")])
    return fence("div", "law-article", body, depth=4)


def _annotation_mark(entry: Entry, article: Article) -> str:
    """A small link to the article's page where an editor has something to say or another provision refers to it."""
    found = entry.annotations_of(article)
    counts = [("注", "编者注", len(found.notes)), ("引", "被引用", len(found.referred_by))]
    shown = [(f"{letter}{count}", f"{name}{count}处") for letter, name, count in counts if count]
    if not shown:
        return ""
    name = object_name(entry, ids.article_eid(article.number))
    mark = role("ref", " ".join(letter for letter, _ in shown), name, "，".join(words for _, words in shown))
    return f" [{mark}]{{.article-mark}}"
