"""The text of a large law cut into pages: a page that held a whole code would have more than a megabyte.

The page of the law then has its contents, and every division a page of its own, or its parts have where it is too
large as well.  What fits one page stays there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fatiao import ids
from fatiao.memo import once_per_object
from fatiao.model.law import Article
from fatiao.site.model import Address, Entry, LawObject, Site, object_name

#: Bytes of HTML that a law may take on one page, and the text of a part of it.
_WHOLE, _PART = 280_000, 200_000
#: Bytes of HTML that an article, a paragraph or item of it, and a link in it take beside their words, and what a law's
#: own page says of an article beside its text; with these the text of 390 laws takes 0.75 to 1.11 of what we reckon.
_PER_ARTICLE, _PER_SEGMENT, _PER_MARK, _BESIDE = 260, 130, 190, 400


@dataclass(frozen=True, slots=True)
class Volume:
    """A page of a law's text: its docname, its articles, and the division they are of (None where there is none).

    ``whole`` says that no other page has articles of that division.
    """

    docname: str
    division: int | None
    articles: tuple[Article, ...]
    whole: bool = True


@once_per_object
def cut_text(entry: Entry) -> tuple[Volume, ...]:
    """Return the pages of a law's text in order; none where the law's own page holds it."""
    articles = entry.law.articles
    if _weigh(entry, articles) + _BESIDE * len(articles) <= _WHOLE:
        return ()
    found: list[Volume] = []
    taken: set[str] = set()
    for volume in _cut(entry, articles, ()):
        docname = volume.docname
        if docname in taken:  # a division that goes on after another one
            docname = f"{docname}-from-{volume.articles[0].number}"
        if docname in taken:  # an article whose number is printed twice: its text stays with what precedes it
            last = found.pop()
            found.append(Volume(last.docname, last.division, last.articles + volume.articles, whole=False))
            continue
        taken.add(docname)
        found.append(Volume(docname, volume.division, volume.articles, volume.whole))
    return tuple(found)


def division_chain(entry: Entry, division: int | None) -> tuple[int, ...]:
    """Return a division and those around it, from the outside in."""
    chain: list[int] = []
    while division is not None:
        chain.append(division)
        division = entry.law.divisions[division].parent
    return tuple(reversed(chain))


def division_places(entry: Entry, volumes: Sequence[Volume]) -> dict[int, Volume]:
    """Division → the page on which its heading stands."""
    places: dict[int, Volume] = {}
    opened = -1
    for volume in volumes:
        for article in volume.articles:
            last = article.division if article.division is not None else opened
            places.update(dict.fromkeys(range(opened + 1, last + 1), volume))
            opened = max(opened, last)
    return places


def volume_object(volume: Volume) -> str:
    """Return the name of a page of text in the law domain."""
    return f"shelf:{volume.docname}"


def heading_object(entry: Entry, eid: str) -> str:
    """Return the name of a division's heading in the text, where the text has pages of its own."""
    return f"shelf:{object_name(entry, eid)}"


def volume_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Object name and object of every page of text, and of every heading on one; for links between our own pages."""
    for entry in site.entries:
        volumes = cut_text(entry)
        if not volumes:
            continue
        title = ids.book_title(entry.title)
        for volume in volumes:
            yield volume_object(volume), LawObject("shelf", title, Address(volume.docname))
        eids = ids.division_eids(entry.law.divisions)
        for at, volume in division_places(entry, volumes).items():
            place = Address(volume.docname, ids.anchor_of_eid(eids[at]))
            yield heading_object(entry, eids[at]), LawObject("shelf", title, place)


def _weigh(entry: Entry, articles: Sequence[Article]) -> int:
    """About how many bytes of HTML the articles take."""
    return sum(
        _PER_ARTICLE
        + len(article.text.encode())
        + _PER_SEGMENT * len(article.segments)
        + _PER_MARK * len(entry.marks.get(article.number, ()))
        for article in articles
    )


def _cut(entry: Entry, articles: Sequence[Article], above: tuple[int, ...]) -> Iterator[Volume]:
    """Yield the articles of the innermost division of ``above``, by the divisions in it."""
    depth = len(above)
    for chain, group in groupby(articles, lambda a: division_chain(entry, a.division)[: depth + 1]):
        inside = tuple(group)
        if chain and _weigh(entry, inside) <= _PART:
            yield Volume(_docname(entry, chain), chain[-1], inside, whole=len(chain) > depth)
        elif len(chain) > depth:
            yield from _cut(entry, inside, chain)
        else:
            yield from _runs(entry, inside, chain)


def _runs(entry: Entry, articles: Sequence[Article], chain: tuple[int, ...]) -> Iterator[Volume]:
    """Articles that no division parts, in runs that fit a page."""
    start, weight = 0, 0
    division = chain[-1] if chain else None
    for at, article in enumerate(articles):
        added = _weigh(entry, (article,))
        if at > start and weight + added > _PART:
            yield Volume(_docname(entry, chain, articles[start]), division, tuple(articles[start:at]), whole=False)
            start, weight = at, 0
        weight += added
    yield Volume(_docname(entry, chain, articles[start]), division, tuple(articles[start:]), whole=False)


def _docname(entry: Entry, chain: tuple[int, ...], first: Article | None = None) -> str:
    eid = ids.division_eids(entry.law.divisions)[chain[-1]] if chain else ""
    return ids.text_docname(entry.work.id, eid, first.number if first else None, entry.version)
