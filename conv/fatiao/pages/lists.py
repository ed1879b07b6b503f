"""Pages that lead to provisions: the glossary, a page per term, the lists of laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fatiao import ids
from fatiao.pages.annotations import render_link
from fatiao.pages.cited_laws import render_cited, render_cited_pages
from fatiao.pages.list_page import ORPHAN, Shelf, by_title, initial_bar, render_initial
from fatiao.pages.list_paging import by_initial, shelve_laws, shelve_senses, shelve_terms, shelve_uses, year_of
from fatiao.pages.myst import block, escape, fence, role
from fatiao.site.model import Entry, GlossaryTerm, Link, Sense, Site, Use, term_object

#: A term of more laws says how many, and its own page names them.
_NAMED_LAWS = 6
#: From so many laws on a list has letters.
_LETTERS = 30


def render_glossary(terms: Sequence[GlossaryTerm]) -> str:
    """The list of all terms under their initials, or of the pages that hold them."""
    shelves = shelve_terms(terms)
    groups = [] if shelves else by_initial(terms)
    parts = [
        ORPHAN,
        "# 术语表\n",
        f"共{len(terms)}个术语，按拼音排列。同一术语在不同法规中含义可能不同。\n",
        *(_letters(shelves) if shelves else [initial_bar(initial for initial, _ in groups)]),
    ]
    for initial, group in groups:
        parts += render_initial(initial)
        parts += [_glossary_entry(term) for term in group]
    return "\n".join(parts)


def _render_terms(shelf: Shelf, shelves: Sequence[Shelf]) -> str:
    parts = [ORPHAN, f"# {shelf.title}\n", *_letters(shelves, shelf), *map(_glossary_entry, shelf.members)]
    return "\n".join(parts)


def _letters(shelves: Sequence[Shelf], here: Shelf | None = None) -> Iterator[str]:
    """Links to the letters, with how many terms each has; on the page of one, to its further pages."""
    letters: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        letters.setdefault(shelf.name.partition("（")[0], []).append(shelf)
    links = []
    for letter, pages in letters.items():
        words = letter if here else f"{letter}（{sum(len(page.members) for page in pages)}）"
        links.append(f"[{words}]{{.here}}" if here in pages else role("ref", words, f"shelf:{pages[0].docname}"))
    yield block(" ".join(links), ["glossary-bar"])
    pages = next((pages for pages in letters.values() if here in pages), [])
    if len(pages) > 1:
        numbered = [(f"第{number}页", page) for number, page in enumerate(pages, start=1)]
        links = [
            f"[{words}]{{.here}}" if page is here else role("ref", words, f"shelf:{page.docname}")
            for words, page in numbered
        ]
        yield block(" ".join(links), ["glossary-pages"])


def _render_laws(shelf: Shelf) -> str:
    parts = [
        ORPHAN,
        f"# {escape(shelf.title)}\n",
        f"共{len(shelf.members)}部，按名称的拼音排列，“中华人民共和国”不计。\n",
    ]
    groups = by_title(shelf.members, lambda entry: entry.title)
    if len(shelf.members) < _LETTERS or len(groups) == 1:
        groups = [("", list(shelf.members))]
    else:
        parts.append(initial_bar(initial for initial, _ in groups))
    for initial, group in groups:
        parts += render_initial(initial) if initial else ()
        lines = "\n".join(f"- {_law_line(entry)}" for entry in group)
        parts.append(fence("div", "law-list", lines, depth=4))
    return "\n".join(parts)


def _law_line(entry: Entry) -> str:
    work, year = entry.work, year_of(entry)
    size = f"{len(entry.law.numbered)}条" if entry.law.numbered else ""
    facts = [work.issuer, f"{year}年" if year else "", size, work.status]
    about = escape(" · ".join(fact for fact in facts if fact))
    return role("ref", ids.book_title(entry.title), entry.key) + f" [{about}]{{.law-list-facts}}"


def _glossary_entry(term: GlossaryTerm) -> str:
    head = role("term", term.term, term_object(term.term))
    about = " · ".join(p for p in (term.reading, term.english) if p)
    named = list(dict.fromkeys(render_link(s.law) for s in term.senses))
    more = f"等{len(named)}部" if len(named) > _NAMED_LAWS else ""
    laws = "、".join(named[:_NAMED_LAWS]) + more
    texts = {sense.text for sense in term.senses}
    first = escape(term.senses[0].text) if len(texts) == 1 else f"在{len(term.senses)}处有释义。"
    return f"{head}\n: {escape(about)}\n\n  {first}{'' if first.endswith('。') else ' '}（{laws}）\n"


def render_term(term: GlossaryTerm) -> str:
    """The page of one term: senses by law, and the uses in context."""
    about = " · ".join(p for p in (term.reading, term.english) if p)
    parts = [ORPHAN, f"# {escape(term.term)}\n", block(escape(about), ["term-reading"]), "## 释义\n"]
    senses = shelve_senses(term)
    for shelf in senses[:1]:
        parts += [_sense(sense, laws) for sense, laws in shelf.members]
    parts += _more(senses)
    parts.append(f"## 使用（{len(term.uses)}处）\n")
    shelves = shelve_uses(term)
    for shelf in shelves[:1]:
        parts += _render_uses(shelf.members)
    parts += _more(shelves)
    return "\n".join(parts)


def _more(shelves: Sequence[Shelf]) -> Iterator[str]:
    if shelves[1:]:
        yield block("其余：" + "、".join(shelf.link() for shelf in shelves[1:]), ["term-more"])


def _render_uses(uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        line = f"{escape('…' + use.before)}[{escape(use.words)}]{{.shared}}{escape(use.after + '…')}"
        yield block(f"{render_link(use.place)}\\\n{line}", ["term-use"])


def _render_rest(term: GlossaryTerm, shelf: Shelf, blocks: Iterable[str]) -> str:
    back = block(role("term", term.term, term_object(term.term)), ["term-more"])
    return "\n".join([ORPHAN, f"# {escape(shelf.title)}\n", back, *blocks])


def _sense(sense: Sense, laws: Sequence[Link]) -> str:
    origin = "编者释义，依据" if sense.curated else "法规原文，"
    sources = "、".join(render_link(link) for link in sense.source)
    scope = f"　适用范围：{escape(sense.scope)}" if sense.scope else ""
    names = "、".join(map(render_link, laws))
    few = len(laws) <= _NAMED_LAWS
    lines = [names if few else f"{len(laws)}部法规", f": {escape(sense.text)}", "", f"  {origin}{sources}{scope}"]
    lines += [] if few else ["", f"  用于{names}"]
    return "\n".join(lines) + "\n"


def render_lists(site: Site) -> Iterator[tuple[str, str]]:
    """Docname and text of every page of this module."""
    if site.glossary:
        yield "glossary", render_glossary(site.glossary)
    for term in site.glossary:
        yield ids.term_docname(term.term), render_term(term)
        for shelf in shelve_senses(term)[1:]:
            yield shelf.docname, _render_rest(term, shelf, [_sense(sense, laws) for sense, laws in shelf.members])
        for shelf in shelve_uses(term)[1:]:
            yield shelf.docname, _render_rest(term, shelf, _render_uses(shelf.members))
    shelves = shelve_terms(site.glossary)
    for shelf in shelves:
        yield shelf.docname, _render_terms(shelf, shelves)
    for group in shelve_laws(site).values():
        for shelf in group:
            yield shelf.docname, _render_laws(shelf)
    if site.citings:
        yield "cited", render_cited(site.citings)
        yield from render_cited_pages(site.citings)
