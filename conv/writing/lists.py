"""Pages that lead to provisions: the glossary, a page per term, the laws that are cited but not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conv import ids
from conv.site import Citing, Entry, GlossaryTerm, Sense, Site, Use, term_object
from conv.writing.aside import render_link
from conv.writing.myst import block, escape, role
from conv.writing.shelves import (
    Shelf,
    anchor_of_initial,
    by_initial,
    shelve_laws,
    shelve_terms,
    shelve_uses,
    year_of,
)

_ORPHAN = "---\norphan: true\n---\n"


def render_glossary(terms: Sequence[GlossaryTerm]) -> str:
    """The list of all terms under their initials, or of the pages that hold them."""
    shelves = shelve_terms(terms)
    groups = [] if shelves else by_initial(terms)
    bar = " ".join(shelf.link() for shelf in shelves) or " ".join(
        f"[{initial}](#{anchor_of_initial(initial)})" for initial, _ in groups
    )
    parts = [
        _ORPHAN,
        "# 术语表\n",
        f"共{len(terms)}个术语，按拼音排列。同一术语在不同法规中含义可能不同。\n",
        block(bar, ["glossary-bar"]),
    ]
    for initial, group in groups:
        if not initial.isascii():
            parts.append(block(f"[]{{#{anchor_of_initial(initial)}}}", ["division-anchor"]))
        parts.append(f"## {initial}\n")
        parts += [_glossary_entry(term) for term in group]
    return "\n".join(parts)


def _render_terms(shelf: Shelf, shelves: Sequence[Shelf]) -> str:
    bar = block(" ".join(other.link() for other in shelves), ["glossary-bar"])
    return "\n".join([_ORPHAN, f"# {shelf.title}\n", bar, *map(_glossary_entry, shelf.members)])


def _render_laws(shelf: Shelf) -> str:
    parts = [_ORPHAN, f"# {escape(shelf.title)}\n", f"共{len(shelf.members)}部。\n"]
    return "\n".join(parts) + "\n" + "\n".join(f"- {_law_line(entry)}" for entry in shelf.members) + "\n"


def _law_line(entry: Entry) -> str:
    work, year = entry.work, year_of(entry)
    facts = [work.issuer, f"{year}年" if year else "", f"{len(entry.law.articles)}条", work.status]
    return role("ref", f"《{entry.title}》", entry.key) + escape("　" + " · ".join(f for f in facts if f))


def _glossary_entry(term: GlossaryTerm) -> str:
    head = role("term", term.term, term_object(term.term))
    about = " · ".join(p for p in (term.reading, term.english) if p)
    laws = "、".join(dict.fromkeys(render_link(s.law) for s in term.senses))
    first = escape(term.senses[0].text) if len(term.senses) == 1 else f"在{len(term.senses)}处有释义。"
    return f"{head}\n: {escape(about)}\n\n  {first}{'' if first.endswith('。') else ' '}（{laws}）\n"


def render_term(term: GlossaryTerm) -> str:
    """The page of one term: senses by law, and the uses in context."""
    about = " · ".join(p for p in (term.reading, term.english) if p)
    parts = [_ORPHAN, f"# {escape(term.term)}\n", block(escape(about), ["term-reading"]), "## 释义\n"]
    parts += [_sense(sense) for sense in term.senses]
    parts.append(f"## 使用（{len(term.uses)}处）\n")
    shelves = shelve_uses(term)
    for shelf in shelves[:1]:
        parts += _render_uses(shelf.members)
    if shelves[1:]:
        parts.append(block("其余：" + "、".join(shelf.link() for shelf in shelves[1:]), ["term-more"]))
    return "\n".join(parts)


def _render_uses(uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        line = f"{escape('…' + use.before)}[{escape(use.words)}]{{.shared}}{escape(use.after + '…')}"
        yield block(f"{render_link(use.place)}\\\n{line}", ["term-use"])


def _render_more_uses(term: GlossaryTerm, shelf: Shelf) -> str:
    back = block(role("term", term.term, term_object(term.term)), ["term-more"])
    return "\n".join([_ORPHAN, f"# {escape(shelf.title)}\n", back, *_render_uses(shelf.members)])


def _sense(sense: Sense) -> str:
    origin = "编者释义，依据" if sense.curated else "法规原文，"
    sources = "、".join(render_link(link) for link in sense.source)
    scope = f"　适用范围：{escape(sense.scope)}" if sense.scope else ""
    lines = [render_link(sense.law), f": {escape(sense.text)}", "", f"  {origin}{sources}{scope}"]
    return "\n".join(lines) + "\n"


def render_cited(citings: Sequence[Citing]) -> str:
    """The laws that are cited and not held, and who cites them."""
    parts = [_ORPHAN, "# 引用的法律文件\n", "下列法律文件被本站条文引用，本站未收录其文本。\n"]
    for law in citings:
        parts.append(block(f"[]{{#{ids.cited_anchor(law.title)}}}", ["division-anchor"]))
        parts.append(f"## {escape(ids.book_title(law.title))}\n")
        about = "；".join(
            p for p in (law.kind or "", "简称：" + "、".join(law.short_titles) if law.short_titles else "") if p
        )
        if about:
            parts.append(block(escape(about), ["cited-about"]))
        parts.append("\n".join(f"- {render_link(link)}" for link in law.cited_by) + "\n")
    return "\n".join(parts)


def render_lists(site: Site) -> Iterator[tuple[str, str]]:
    """Docname and text of every page of this module."""
    if site.glossary:
        yield "glossary", render_glossary(site.glossary)
    for term in site.glossary:
        yield ids.term_docname(term.term), render_term(term)
        for shelf in shelve_uses(term)[1:]:
            yield shelf.docname, _render_more_uses(term, shelf)
    shelves = shelve_terms(site.glossary)
    for shelf in shelves:
        yield shelf.docname, _render_terms(shelf, shelves)
    for group in shelve_laws(site).values():
        for shelf in group:
            yield shelf.docname, _render_laws(shelf)
    if site.citings:
        yield "cited", render_cited(site.citings)
