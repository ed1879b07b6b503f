"""The contents of a law: its divisions with their articles, or with ranges of them where the law is large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fatiao import ids
from fatiao.model.law import Article, Division
from fatiao.pages.myst import escape, role
from fatiao.pages.provisions import reference_to
from fatiao.pages.text_pages import Volume, division_chain, division_places, heading_object, volume_object
from fatiao.site.model import Entry, object_name


def division_name(division: Division) -> str:
    """第一章 总则."""
    return " ".join(p for p in (division.label, division.heading.text) if p)


def volume_name(entry: Entry, volume: Volume) -> str:
    """第三编 合同 第一分编 通则, with the articles that the page holds where it holds not all of them."""
    names = [division_name(entry.law.divisions[i]) for i in division_chain(entry, volume.division)]
    if not volume.whole:
        names.append(_ends(volume.articles))
    return " ".join(names)


def render_contents(entry: Entry) -> str:
    """Every division with a link to each of its articles."""
    divisions, law = entry.law.divisions, entry.law
    eids = ids.division_eids(divisions)
    lines: list[str] = []
    loose = " ".join(reference_to(entry, a) for a in law.numbered if a.division is None)
    if loose:
        lines.append(f"- {loose}")
    for i, division in enumerate(divisions):
        indent = "  " * (len(division_chain(entry, i)) - 1)
        label = role("ref", division_name(division), object_name(entry, eids[i]))
        lines.append(f"{indent}- {label}\n")
        articles = " ".join(reference_to(entry, a) for a in law.numbered if a.division == i)
        if articles:
            lines.append(f"{indent}  {articles}\n")
    return "\n".join(lines)


def render_ranges(entry: Entry, volumes: Sequence[Volume]) -> str:
    """Every division with its first and last article, and a link to its text; pages that hold a part of one, too.

    Every division and article has its anchor here, as it has where the page of a law holds the whole text.
    """
    return "\n".join([*_loose_rows(entry, volumes), *_division_rows(entry, volumes)])


def _loose_rows(entry: Entry, volumes: Sequence[Volume]) -> Iterator[str]:
    """The pages of articles that stand in no division."""
    for volume in volumes:
        if volume.division is None:
            label = role("ref", volume_name(entry, volume), volume_object(volume))
            yield f"- {_anchors_of(volume.articles)}{label}\n"


def _division_rows(entry: Entry, volumes: Sequence[Volume]) -> Iterator[str]:
    eids = ids.division_eids(entry.law.divisions)
    places = division_places(entry, volumes)
    below: dict[int, list[Article]] = {i: [] for i in range(len(eids))}
    for article in entry.law.articles:
        for i in division_chain(entry, article.division):
            below[i].append(article)
    for i, division in enumerate(entry.law.divisions):
        indent = "  " * (len(division_chain(entry, i)) - 1)
        own = [article for article in below[i] if article.division == i]
        anchors = f"[]{{#{ids.anchor_of_eid(eids[i])}}}" + _anchors_of(own)
        name = division_name(division)
        label = role("ref", name, heading_object(entry, eids[i])) if i in places else escape(name)
        yield f"{indent}- {anchors}{label}{_range(entry, below[i])}\n"
        parts = [volume for volume in volumes if volume.division == i and not volume.whole]
        for volume in parts if len(parts) > 1 else ():
            yield f"{indent}  - {role('ref', _ends(volume.articles), volume_object(volume))}\n"


def _anchors_of(articles: Sequence[Article]) -> str:
    """An anchor for each article; the first of a repeated number has it."""
    eids = dict.fromkeys(ids.article_eid(article.number) for article in articles)
    return "".join(f"[]{{#{ids.anchor_of_eid(eid)}}}" for eid in eids)


def _ends(articles: Sequence[Article]) -> str:
    first, last = articles[0], articles[-1]
    return first.label if first is last else f"{first.label}至{last.label}"


def _range(entry: Entry, articles: Sequence[Article]) -> str:
    if not articles:
        return ""
    first, last = articles[0], articles[-1]
    words = reference_to(entry, first) + ("" if first is last else f"至{reference_to(entry, last)}")
    return f" [{words}]{{.law-range}}"
