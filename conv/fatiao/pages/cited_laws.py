"""The laws that are cited and not held, and who cites them: one page, or a list of names and pages by initial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fatiao import ids
from fatiao.pages.annotations import render_link
from fatiao.pages.list_page import ORPHAN, Shelf, anchor_of_initial, by_title, initial_bar, render_initial
from fatiao.pages.myst import block, escape, role
from fatiao.site.model import Address, Citing, LawObject, cited_object

#: So many names and links fit a page.
_ROWS = 600


def shelve_citings(citings: Sequence[Citing]) -> list[Shelf]:
    """The laws under their initials, in pages where one cannot hold them; one that is cited by many goes on."""
    if sum(map(_weigh, citings)) <= _ROWS:
        return []
    shelves: list[Shelf] = []
    for initial, group in _by_initial(citings):
        pages: list[list[Citing]] = [[]]
        for piece in (piece for law in group for piece in _pieces(law)):
            if pages[-1] and sum(map(_weigh, pages[-1])) + _weigh(piece) > _ROWS:
                pages.append([])
            pages[-1].append(piece)
        for number, page in enumerate(pages, start=1):
            tail = (f"-{number}", f"（{number}）") if number > 1 else ("", "")
            docname = f"cited/{anchor_of_initial(initial)}{tail[0]}"
            shelves.append(Shelf(docname, f"引用的法律文件 {initial}{tail[1]}", initial + tail[1], page))
    return shelves


def cited_objects(citings: Sequence[Citing]) -> Iterator[tuple[str, LawObject]]:
    """Object name and object of the pages by initial and of every law on them, for links between our own pages."""
    shelves = shelve_citings(citings)
    if shelves:
        yield "shelf:cited", LawObject("shelf", "引用的法律文件", Address("cited"))
    for shelf in reversed(shelves):  # the first page of a law that goes on is its own
        yield f"shelf:{shelf.docname}", LawObject("shelf", shelf.title, Address(shelf.docname))
        for law in shelf.members:
            place = Address(shelf.docname, ids.cited_anchor(law.title))
            yield f"shelf:{cited_object(law.title)}", LawObject("shelf", law.title, place)


def render_cited(citings: Sequence[Citing]) -> str:
    """The laws and who cites them, or their names where that is on other pages: the place of each stays here."""
    parts = [ORPHAN, "# 引用的法律文件\n", "下列法律文件被本站条文引用，本站未收录其文本。\n"]
    if not shelve_citings(citings):
        for law in citings:
            parts += _section(law)
        return "\n".join(parts)
    groups = _by_initial(citings)
    parts += [f"共{len(citings)}件，按名称的拼音排列，“中华人民共和国”不计。\n", initial_bar(i for i, _ in groups)]
    for initial, group in groups:
        parts += render_initial(initial)
        parts += map(_row, group)
    return "\n".join(parts)


def render_cited_pages(citings: Sequence[Citing]) -> Iterator[tuple[str, str]]:
    """Docname and text of the pages by initial."""
    back = block(role("ref", "引用的法律文件", "shelf:cited"), ["term-more"])
    seen: set[str] = set()
    for shelf in shelve_citings(citings):
        parts = [ORPHAN, f"# {shelf.title}\n", back]
        for law in shelf.members:
            parts += _section(law, again=law.title in seen)
            seen.add(law.title)
        yield shelf.docname, "\n".join(parts)


def _by_initial(citings: Sequence[Citing]) -> list[tuple[str, list[Citing]]]:
    return by_title(citings, lambda law: law.title)


def _weigh(law: Citing) -> int:
    return 2 + len(law.cited_by)


def _pieces(law: Citing) -> Iterator[Citing]:
    step = _ROWS - 2
    for start in range(0, max(1, len(law.cited_by)), step):
        yield replace(law, cited_by=law.cited_by[start : start + step])


def _section(law: Citing, again: bool = False) -> Iterator[str]:
    yield block(f"[]{{#{ids.cited_anchor(law.title)}}}", ["division-anchor"])
    yield f"## {escape(ids.book_title(law.title) + ('（续）' if again else ''))}\n"
    about = "；".join(
        p for p in (law.kind or "", "简称：" + "、".join(law.short_titles) if law.short_titles else "") if p
    )
    if about:
        yield block(escape(about), ["cited-about"])
    yield "\n".join(f"- {render_link(link)}" for link in law.cited_by) + "\n"


def _row(law: Citing) -> str:
    name = role("ref", ids.book_title(law.title), f"shelf:{cited_object(law.title)}")
    about = " · ".join(p for p in (law.kind or "", f"{len(law.cited_by)}处引用" if law.cited_by else "") if p)
    return block(
        name + (f" [{escape(about)}]{{.cited-facts}}" if about else ""), ["cited-row"], ids.cited_anchor(law.title)
    )
