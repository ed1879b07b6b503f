"""Pagination of the text of a large law: one page with a whole code would exceed a megabyte.

The page of such a law has its table of contents but not its text.  Every division has a page of its own, or is split
further if it is too large as well.  The text of a law that fits on one page is not split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fatiao import ids
from fatiao.memo import once_per_object
from fatiao.model.law import Article
from fatiao.site.model import Address, Entry, LawObject, Site, object_name

#: The most bytes of HTML for a whole law on one page, and for a part of its text.
_WHOLE, _PART = 280_000, 200_000
#: Bytes of HTML for an article, for a paragraph or item and for a link, without their words, and for an article's entry
#: outside the text on the law's own page.  The measured text of 390 laws is 0.75 to 1.11 of the estimate.
_PER_ARTICLE, _PER_SEGMENT, _PER_MARK, _BESIDE = 260, 130, 190, 400


@dataclass(frozen=True, slots=True)
class Volume:
    """A page of a law's text: its docname, its articles, and the index of their division (None if they have none).

    ``whole`` is True if no other page has articles of that division.
    """

    docname: str
    division: int | None
    articles: tuple[Article, ...]
    whole: bool = True


@once_per_object
def cut_text(entry: Entry) -> tuple[Volume, ...]:
    """Return the pages of a law's text in order; none if the law's own page holds the text."""
    articles = entry.law.articles
    if _weigh(entry, articles) + _BESIDE * len(articles) <= _WHOLE:
        return ()
    found: list[Volume] = []
    taken: set[str] = set()
    for volume in _cut(entry, articles, ()):
        docname = volume.docname
        if docname in taken:  # a division continued after another one
            docname = f"{docname}-from-{volume.articles[0].number}"
        if docname in taken:  # an article with a repeated number: its text goes to the preceding page
            last = found.pop()
            found.append(Volume(last.docname, last.division, last.articles + volume.articles, whole=False))
            continue
        taken.add(docname)
        found.append(Volume(docname, volume.division, volume.articles, volume.whole))
    return tuple(found)


def division_places(entry: Entry, volumes: Sequence[Volume]) -> dict[int, Volume]:
    """Return division index → the page with the division's heading."""
    places: dict[int, Volume] = {}
    opened = -1
    for volume in volumes:
        for article in volume.articles:
            last = article.division if article.division is not None else opened
            places.update(dict.fromkeys(range(opened + 1, last + 1), volume))
            opened = max(opened, last)
    return places


def volume_object(volume: Volume) -> str:
    """Return the object name of a page of text."""
    return f"shelf:{volume.docname}"


def heading_object(entry: Entry, eid: str) -> str:
    """Return the object name of a division's heading in a text that has pages of its own."""
    return f"shelf:{object_name(entry, eid)}"


def volume_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Yield (object name, object) for every page of text and every heading on it, for links within the site."""
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
    """Return the estimated size of the articles in bytes of HTML."""
    return sum(
        _PER_ARTICLE
        + len(article.text.encode())
        + _PER_SEGMENT * len(article.segments)
        + _PER_MARK * len(entry.marks.get(article.number, ()))
        for article in articles
    )


def _cut(entry: Entry, articles: Sequence[Article], above: tuple[int, ...]) -> Iterator[Volume]:
    """Yield the pages for ``articles``, which are in the last division of ``above``, cut at its subdivisions."""
    depth = len(above)
    for chain, group in groupby(articles, lambda a: ids.division_chain(entry.law.divisions, a.division)[: depth + 1]):
        inside = tuple(group)
        if chain and _weigh(entry, inside) <= _PART:
            yield Volume(_docname(entry, chain), chain[-1], inside, whole=len(chain) > depth)
        elif len(chain) > depth:
            yield from _cut(entry, inside, chain)
        else:
            yield from _runs(entry, inside, chain)


def _runs(entry: Entry, articles: Sequence[Article], chain: tuple[int, ...]) -> Iterator[Volume]:
    """Yield the pages for articles in no further subdivision, as many as fit on each."""
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
