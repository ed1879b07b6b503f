"""The laws that are cited but not held, with their citations: one page, or a list of names and pages by initial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fatiao import ids
from fatiao.language.interface import say
from fatiao.pages.annotations import bullets, render_link
from fatiao.pages.blocks import (
    Anchor,
    Block,
    Definitions,
    Group,
    Heading,
    Inline,
    Line,
    ListedTerm,
    Page,
    Styled,
    Text,
    TextParagraph,
    in_letters,
    joined,
    line_of,
    refer,
)
from fatiao.pages.list_page import Shelf, anchor_of_initial, by_title, initial_bar, render_initial
from fatiao.pages.vocabulary import name_word
from fatiao.site.model import Address, CitedProvision, Citing, LawObject, Link

#: The maximal size of a page in bytes of HTML, as estimated from its links and names by ``_weigh``.
_MOST = 200_000
#: The number of unlisted works shown, and the number of citing provisions shown for each.
_MOST_UNLISTED, _FEW = 200, 3


def shelve_citings(citings: Sequence[Citing]) -> list[Shelf]:
    """Return the pages of laws by initial; none if a single page can hold all laws.

    A law with too many citations for one page is continued on the next.
    """
    if sum(map(_weigh, citings)) <= _MOST:
        return []
    shelves: list[Shelf] = []
    for initial, group in _by_initial(citings):
        pages: list[list[Citing]] = [[]]
        for piece in (piece for law in group for piece in _pieces(law)):
            if pages[-1] and sum(map(_weigh, pages[-1])) + _weigh(piece) > _MOST:
                pages.append([])
            pages[-1].append(piece)
        for number, page in enumerate(pages, start=1):
            tail = (f"-{number}", f"（{number}）") if number > 1 else ("", "")
            docname = f"{ids.CITED}/{anchor_of_initial(initial)}{tail[0]}"
            shelves.append(
                Shelf(docname, say("引用的法律文件 {initial}", initial=initial + tail[1]), initial + tail[1], page)
            )
    return shelves


def cited_objects(citings: Sequence[Citing]) -> Iterator[tuple[str, LawObject]]:
    """Yield (object name, object) for the pages by initial and for every law on them, for links within the site."""
    shelves = shelve_citings(citings)
    if shelves:
        yield "shelf:cited", LawObject("shelf", say("引用的法律文件"), Address(ids.CITED))
    for shelf in reversed(shelves):  # a law on several pages is linked to the first
        yield f"shelf:{shelf.docname}", LawObject("shelf", shelf.title, Address(shelf.docname))
        for law in shelf.members:
            place = Address(shelf.docname, ids.cited_anchor(law.slug))
            yield f"shelf:{law.object_name}", LawObject("shelf", law.title, place)


def render_cited(citings: Sequence[Citing], unlisted: Sequence[Citing] = ()) -> Page:
    """Return the page of the cited laws with their citations, or only their names if there are pages by initial.

    The anchor of each law is on this page in either case.  ``unlisted`` are works of which only the title is known.
    """
    return Page(ids.CITED, say("引用的法律文件"), (*_cited_blocks(citings), *_unlisted_blocks(unlisted)))


def _unlisted_blocks(unlisted: Sequence[Citing]) -> Iterator[Block]:
    if not unlisted:
        return
    yield Heading(2, say("未列入目录的文件"))
    yield TextParagraph(line_of(say("条文还引用了下列文件，名称照录条文，按引用次数排列。")))
    yield bullets(map(_unlisted_row, unlisted[:_MOST_UNLISTED]))
    if len(unlisted) > _MOST_UNLISTED:
        yield TextParagraph(line_of(say("另有{count}件。", count=len(unlisted) - _MOST_UNLISTED)))


def _unlisted_row(work: Citing) -> Line:
    count = len(work.cited_by)
    links = joined(say("、"), map(render_link, work.cited_by[:_FEW]))
    more = say("等{count}处", count=count) if count > _FEW else ""
    return line_of(ids.book_title(work.title), say("："), *links, more)


def _cited_blocks(citings: Sequence[Citing]) -> Iterator[Block]:
    if not citings:
        return
    yield TextParagraph(
        line_of(say("本站未收录下列法律文件的文本。名称之下是引用它的条文，以及引用其中各条的条文、注释和术语。"))
    )
    if not shelve_citings(citings):
        for law in citings:
            yield from _section(law)
        return
    groups = _by_initial(citings)
    yield TextParagraph(line_of(say("共{count}件，按名称的拼音排列，“中华人民共和国”不计。", count=len(citings))))
    yield initial_bar(i for i, _ in groups)
    for initial, group in groups:
        yield from render_initial(initial)
        yield from map(_row, group)


def render_cited_pages(citings: Sequence[Citing]) -> Iterator[Page]:
    """Yield the pages by initial."""
    back = TextParagraph((refer("ref", say("引用的法律文件"), "shelf:cited"),), ("term-more",))
    seen: set[str] = set()
    for shelf in shelve_citings(citings):
        blocks: list[Block] = [back]
        for law in shelf.members:
            blocks += _section(law, again=law.title in seen)
            seen.add(law.title)
        yield Page(shelf.docname, shelf.title, tuple(blocks))


def _by_initial(citings: Sequence[Citing]) -> list[tuple[str, list[Citing]]]:
    return by_title(citings, lambda law: law.title)


def _weigh(law: Citing) -> int:
    return 400 + sum(map(_weigh_link, law.citing_whole)) + sum(map(_weigh_provision, law.provisions))


def _weigh_provision(provision: CitedProvision) -> int:
    words = len(provision.name) + sum(len(words) + 20 for words, _ in provision.quotations)
    return 80 + 3 * words + sum(map(_weigh_link, provision.cited_by))


def _weigh_link(link: Link) -> int:
    return 90 + 3 * len(link.name) + len(link.target or "")


def _pieces(law: Citing) -> Iterator[Citing]:
    """Yield a law in parts that each fit on a page: the citations of the whole law first, then its provisions."""
    bare = replace(law, cited_by=(), provisions=())
    most = _MOST - _weigh(bare)
    whole = [replace(bare, cited_by=part) for part in _cut(law.citing_whole, most)]
    parts = [replace(p, cited_by=part) for p in law.provisions for part in _cut(p.cited_by, most // 2)]
    pieces = whole[:-1]
    last = whole[-1] if whole else bare
    for part in parts:
        if _weigh(last) + _weigh_provision(part) > _MOST:
            pieces.append(last)
            last = bare
        last = replace(last, provisions=(*last.provisions, part))
    yield from (*pieces, last)


def _cut(links: Sequence[Link], most: int) -> Iterator[tuple[Link, ...]]:
    """Yield the links in groups that weigh at most ``most`` bytes; a single link may weigh more."""
    group: list[Link] = []
    weight = 0
    for link in links:
        if group and weight + _weigh_link(link) > most:
            yield tuple(group)
            group, weight = [], 0
        group.append(link)
        weight += _weigh_link(link)
    if group:
        yield tuple(group)


def _section(law: Citing, again: bool = False) -> Iterator[Block]:
    yield TextParagraph((Anchor(ids.cited_anchor(law.slug)),), ("division-anchor",))
    yield Heading(2, say("{title}（续）", title=ids.book_title(law.title)) if again else ids.book_title(law.title))
    short = say("简称：{titles}", titles="、".join(law.short_titles)) if law.short_titles else ""
    facts: list[Inline] = [Text(part) for part in (name_word(law.kind), short) if part]
    english = Styled((Text(say("英文名称：")), *in_letters("english", law.english_title)), "cited-english")
    about = line_of(*joined(say("；"), [*facts, english] if law.english_title else facts))
    if about:
        yield TextParagraph(about, ("cited-about",))
    whole = law.citing_whole
    if whole:
        yield bullets((render_link(link),) for link in whole)
    if law.provisions:
        listed = (ListedTerm(line_of(p.name or _WHOLE), _cited_words(p)) for p in law.provisions)
        yield Group("cited-provisions", (Definitions(tuple(listed)),))
    if not (whole or law.provisions):
        yield TextParagraph(line_of(say("没有条文引用。")))


_WHOLE = say("整部文件")


def _cited_words(provision: CitedProvision) -> tuple[Line, ...]:
    """Return the words of a provision that the editor quotes, and the links that cite it."""
    words = "”、“".join(words for words, _ in provision.quotations)
    quoted = (line_of(say("编者引用的文字：“{words}”", words=words)),) if words else ()
    return (*quoted, line_of(*joined(say("、"), map(render_link, provision.cited_by))))


def _row(law: Citing) -> TextParagraph:
    name = refer("ref", ids.book_title(law.title), f"shelf:{law.object_name}")
    cited = say("{count}处引用", count=len(law.cited_by)) if law.cited_by else ""
    about = line_of(*joined(" · ", (Text(p) for p in (name_word(law.kind), cited) if p)))
    facts = (" ", Styled(about, "cited-facts")) if about else ()
    return TextParagraph(line_of(name, *facts), ("cited-row",), ids.cited_anchor(law.slug))
