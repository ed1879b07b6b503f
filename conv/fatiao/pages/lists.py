"""The index pages: the glossary, a page per term, the lists of laws, the cited laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fatiao import ids
from fatiao.language.interface import say
from fatiao.pages.annotations import bullets, render_link
from fatiao.pages.blocks import (
    Block,
    Break,
    Definitions,
    Group,
    Heading,
    Inline,
    Line,
    ListedTerm,
    Page,
    Slot,
    Styled,
    Text,
    TextParagraph,
    facts_line,
    in_letters,
    joined,
    line_of,
    refer,
)
from fatiao.pages.cited_laws import render_cited, render_cited_pages
from fatiao.pages.list_page import Shelf, by_title, initial_bar, render_initial
from fatiao.pages.list_paging import (
    by_initial,
    shelf_objects,
    shelve_laws,
    shelve_senses,
    shelve_terms,
    shelve_uses,
    year_of,
)
from fatiao.pages.vocabulary import name_word
from fatiao.site.model import Entry, GlossaryTerm, Link, Sense, Site, Use

#: The slot for the control with which a reader saves a term.
KEEP = Slot("keep")

#: The most laws named for a term or a sense; if there are more, their number is given.
_NAMED_LAWS = 6
#: The least number of laws for which a list has headings by letter.
_LETTERS = 30


def render_glossary(terms: Sequence[GlossaryTerm]) -> Page:
    """Return the glossary: all terms by initial, or links to the pages by initial."""
    shelves = shelve_terms(terms)
    groups = [] if shelves else by_initial(terms)
    count = say("共{count}个术语，按拼音排列。同一术语在不同法规中含义可能不同。", count=len(terms))
    blocks: list[Block] = [TextParagraph(line_of(count))]
    blocks += _letters(shelves) if shelves else [initial_bar(initial for initial, _ in groups)]
    for initial, group in groups:
        blocks += render_initial(initial)
        blocks.append(Definitions(tuple(map(_glossary_entry, group))))
    return Page(ids.GLOSSARY, say("术语表"), tuple(blocks))


def _render_terms(shelf: Shelf, shelves: Sequence[Shelf]) -> Page:
    terms = Definitions(tuple(map(_glossary_entry, shelf.members)))
    return Page(shelf.docname, shelf.title, (*_letters(shelves, shelf), terms))


def _letters(shelves: Sequence[Shelf], here: Shelf | None = None) -> Iterator[TextParagraph]:
    """Yield a line of links to the letters.

    On the glossary page each letter has its number of terms; on the page ``here``, a line of links to the pages of the
    same letter follows if there are several.
    """
    letters: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        letters.setdefault(shelf.name.partition("（")[0], []).append(shelf)
    links: list[Inline] = []
    for letter, pages in letters.items():
        words = letter if here else f"{letter}（{sum(len(page.members) for page in pages)}）"
        links.append(_here(words) if here in pages else refer("ref", words, f"shelf:{pages[0].docname}"))
    yield TextParagraph(line_of(*joined(" ", links)), ("glossary-bar",))
    pages = next((pages for pages in letters.values() if here in pages), [])
    if len(pages) > 1:
        numbered = [(say("第{number}页", number=number), page) for number, page in enumerate(pages, start=1)]
        links = [
            _here(words) if page is here else refer("ref", words, f"shelf:{page.docname}") for words, page in numbered
        ]
        yield TextParagraph(line_of(*joined(" ", links)), ("glossary-pages",))


def _here(words: str) -> Styled:
    return Styled((Text(words),), "here")


def _render_laws(shelf: Shelf) -> Page:
    count = say("共{count}部，按名称的拼音排列，“中华人民共和国”不计。", count=len(shelf.members))
    blocks: list[Block] = [TextParagraph(line_of(count))]
    groups = by_title(shelf.members, lambda entry: entry.title)
    if len(shelf.members) < _LETTERS or len(groups) == 1:
        groups = [("", list(shelf.members))]
    else:
        blocks.append(initial_bar(initial for initial, _ in groups))
    for initial, group in groups:
        blocks += render_initial(initial) if initial else ()
        blocks.append(Group("law-list", (bullets(map(_law_line, group)),)))
    return Page(shelf.docname, shelf.title, tuple(blocks))


def _law_line(entry: Entry) -> Line:
    work, year = entry.work, year_of(entry)
    size = say("{count}条", count=len(entry.law.numbered)) if entry.law.numbered else ""
    facts = [work.issuer, say("{year}年", year=year) if year else "", size, name_word(work.status)]
    about = joined(" · ", (Text(fact) for fact in facts if fact))
    name = refer("ref", ids.book_title(entry.title), entry.key)
    return line_of(name, " ", Styled(line_of(*about), "law-list-facts"))


def _glossary_entry(term: GlossaryTerm) -> ListedTerm:
    head = refer("term", term.term, term.object_name)
    about = joined(" · ", _in_letters(term))
    named = list(dict.fromkeys(render_link(s.law) for s in term.senses))
    more = say("等{count}部", count=len(named)) if len(named) > _NAMED_LAWS else ""
    texts = {sense.text for sense in term.senses}
    first = term.senses[0].text if len(texts) == 1 else say("在{count}处有释义。", count=len(term.senses))
    space = "" if first.endswith("。") else " "
    laws = joined(say("、"), named[:_NAMED_LAWS])
    return ListedTerm((head,), (line_of(*about), line_of(first, space, say("（"), *laws, more, say("）"))))


def _in_letters(term: GlossaryTerm) -> Iterator[Styled]:
    yield from in_letters("pinyin", term.reading)
    yield from in_letters("english", term.english)


def render_term(term: GlossaryTerm) -> Page:
    """Return the page of one term: its senses by law, and its uses in context."""
    about = facts_line(_in_letters(term))
    blocks: list[Block] = [TextParagraph(about, ("term-reading",)), KEEP, Heading(2, say("释义"))]
    senses = shelve_senses(term)
    for shelf in senses[:1]:
        blocks.append(Definitions(tuple(_sense(sense, laws) for sense, laws in shelf.members)))
    blocks += _more(senses)
    blocks.append(Heading(2, say("出现（{count}处）", count=len(term.uses))))
    shelves = shelve_uses(term)
    for shelf in shelves[:1]:
        blocks += _render_uses(shelf.members)
    blocks += _more(shelves)
    return Page(term.docname, term.term, tuple(blocks))


def _more(shelves: Sequence[Shelf]) -> Iterator[TextParagraph]:
    if shelves[1:]:
        links = joined(say("、"), (shelf.link() for shelf in shelves[1:]))
        yield TextParagraph(line_of(say("其余："), *links), ("term-more",))


def _render_uses(uses: Sequence[Use]) -> Iterator[TextParagraph]:
    for use in uses:
        words = line_of(f"……{use.before}", Styled((Text(use.words),), "shared"), f"{use.after}……")
        yield TextParagraph((render_link(use.place), Break(), *words), ("term-use",))


def _render_rest(term: GlossaryTerm, shelf: Shelf, blocks: Iterable[Block]) -> Page:
    back = TextParagraph((refer("term", term.term, term.object_name),), ("term-more",))
    return Page(shelf.docname, shelf.title, (back, *blocks))


def _sense(sense: Sense, laws: Sequence[Link]) -> ListedTerm:
    origin = say("编者释义，依据") if sense.curated else say("法规原文，")
    sources = joined(say("、"), map(render_link, sense.source))
    scope = say("　适用范围：{scope}", scope=sense.scope) if sense.scope else ""
    names = [*joined(say("、"), map(render_link, laws))]
    few = len(laws) <= _NAMED_LAWS
    head = line_of(*names) if few else line_of(say("{count}部法规", count=len(laws)))
    lines = [line_of(sense.text), line_of(origin, *sources, scope)]
    lines += [] if few else [line_of(say("用于"), *names)]
    return ListedTerm(head, tuple(lines))


def render_lists(site: Site) -> Iterator[Page]:
    """Yield every page of this module."""
    if site.glossary:
        yield render_glossary(site.glossary)
    for term in site.glossary:
        yield render_term(term)
        for shelf in shelve_senses(term)[1:]:
            senses = Definitions(tuple(_sense(sense, laws) for sense, laws in shelf.members))
            yield _render_rest(term, shelf, [senses])
        for shelf in shelve_uses(term)[1:]:
            yield _render_rest(term, shelf, _render_uses(shelf.members))
    shelves = shelve_terms(site.glossary)
    for shelf in shelves:
        yield _render_terms(shelf, shelves)
    for group in shelve_laws(site).values():
        yield from map(_render_laws, group)
    if site.citings or site.unlisted:
        yield render_cited(site.citings, site.unlisted)
        yield from render_cited_pages(site.citings)


def list_list_titles(site: Site) -> dict[str, str]:
    """Return docname → title of every page of this module, and of the text volumes."""
    titles: dict[str, str] = {"glossary": say("术语表")} if site.glossary else {}
    titles |= {term.docname: term.term for term in site.glossary}
    for name, found in shelf_objects(site).items():
        if found.at.docname == name.removeprefix("shelf:") and not found.at.anchor:
            titles.setdefault(found.at.docname, found.name)
    return titles | ({"cited": say("引用的法律文件")} if site.citings or site.unlisted else {})
