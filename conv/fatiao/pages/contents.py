"""The table of contents of a law: its divisions with their articles, or with ranges of articles for a large law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fatiao import ids
from fatiao.model.law import Article
from fatiao.pages.blocks import Anchor, Bullets, Inline, Line, ListItem, Styled, Text, joined, line_of, refer
from fatiao.pages.provisions import reference_to
from fatiao.pages.text_pages import Volume, division_places, heading_object, volume_object
from fatiao.site.model import Entry, object_name


def volume_name(entry: Entry, volume: Volume) -> str:
    """Return the name of a volume (第三编 合同 第一分编 通则), with its range of articles unless it holds them all."""
    names = [
        ids.division_name(entry.law.divisions[i]) for i in ids.division_chain(entry.law.divisions, volume.division)
    ]
    if not volume.whole:
        names.append(_ends(volume.articles))
    return " ".join(names)


def render_contents(entry: Entry) -> Bullets:
    """Return every division with a link to each of its articles."""
    divisions = entry.law.divisions
    eids = ids.division_eids(divisions)
    listed: dict[int | None, list[Article]] = {}
    for article in entry.law.numbered:
        listed.setdefault(article.division, []).append(article)
    loose = [ListItem((_links(entry, listed[None]),))] if None in listed else []
    rows: list[tuple[int | None, ListItem]] = []
    for i, division in enumerate(divisions):
        label = refer("ref", ids.division_name(division), object_name(entry, eids[i]))
        links = [_links(entry, listed[i])] if i in listed else []
        rows.append((division.parent, ListItem((line_of(label), *links), apart=True)))
    return Bullets((*loose, *nest(rows)))


def render_ranges(entry: Entry, volumes: Sequence[Volume]) -> Bullets:
    """Return every division with its first and last article, and links to its text and to the pages with parts of it.

    Every division and article has the same anchor here as on the page of a law that holds the whole text.
    """
    return Bullets((*_loose_rows(volumes, entry), *nest(_division_rows(entry, volumes))))


def nest(rows: Sequence[tuple[int | None, ListItem]]) -> tuple[ListItem, ...]:
    """Return the top-level items with their descendants nested; rows are (index of the parent's row, item)."""
    below: dict[int | None, list[ListItem]] = {}
    for at in range(len(rows) - 1, -1, -1):  # descendants of an item follow it
        parent, item = rows[at]
        children = tuple(reversed(below.pop(at, [])))
        below.setdefault(parent, []).append(replace(item, below=(*item.below, *children)) if children else item)
    return tuple(reversed(below.get(None, [])))


def _links(entry: Entry, articles: Sequence[Article]) -> Line:
    return line_of(*joined(" ", (reference_to(entry, article) for article in articles)))


def _loose_rows(volumes: Sequence[Volume], entry: Entry) -> Iterator[ListItem]:
    """Yield links to the pages with articles that are in no division."""
    for volume in volumes:
        if volume.division is None:
            label = refer("ref", volume_name(entry, volume), volume_object(volume))
            yield ListItem(((*_anchors_of(volume.articles), label),))


def _division_rows(entry: Entry, volumes: Sequence[Volume]) -> list[tuple[int | None, ListItem]]:
    eids = ids.division_eids(entry.law.divisions)
    places = division_places(entry, volumes)
    within: dict[int, list[Article]] = {i: [] for i in range(len(eids))}
    for article in entry.law.articles:
        for i in ids.division_chain(entry.law.divisions, article.division):
            within[i].append(article)
    rows: list[tuple[int | None, ListItem]] = []
    for i, division in enumerate(entry.law.divisions):
        own = [article for article in within[i] if article.division == i]
        name = ids.division_name(division)
        label = refer("ref", name, heading_object(entry, eids[i])) if i in places else Text(name)
        line = line_of(Anchor(ids.anchor_of_eid(eids[i])), *_anchors_of(own), label, *_range(entry, within[i]))
        parts = [volume for volume in volumes if volume.division == i and not volume.whole]
        below = tuple(
            ListItem((line_of(refer("ref", _ends(part.articles), volume_object(part))),), apart=True)
            for part in (parts if len(parts) > 1 else ())
        )
        rows.append((division.parent, ListItem((line,), below, apart=True)))
    return rows


def _anchors_of(articles: Sequence[Article]) -> list[Anchor]:
    """Return an anchor for each article number, once for a repeated number."""
    eids = dict.fromkeys(ids.article_eid(article.number) for article in articles)
    return [Anchor(ids.anchor_of_eid(eid)) for eid in eids]


def _ends(articles: Sequence[Article]) -> str:
    first, last = articles[0], articles[-1]
    return first.label if first is last else f"{first.label}至{last.label}"


def _range(entry: Entry, articles: Sequence[Article]) -> tuple[Inline, ...]:
    if not articles:
        return ()
    first, last = articles[0], articles[-1]
    words = [reference_to(entry, first)] if first is last else [*_from_to(entry, first, last)]
    return (Text(" "), Styled(line_of(*words), "law-range"))


def _from_to(entry: Entry, first: Article, last: Article) -> Iterator[Inline]:
    yield from (reference_to(entry, first), Text("至"), reference_to(entry, last))
