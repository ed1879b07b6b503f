"""The strip drawing of a law page: its chapters, and a bar for every article by length and annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isqrt

from fatiao import ids
from fatiao.language.interface import CHINESE, Interface, say
from fatiao.markup import element, escape
from fatiao.model.law import Article
from fatiao.pictures.frame import Cell, href_from, language_of, link, table_of, words_in
from fatiao.site.model import Address, Entry

#: A function from an address to its relative URL, seen from the page of the law.
Href = Callable[[Address], str]

_MOST_BARS = 300
_MOST_GROUPS = 30
_HEIGHT = 40
_WIDE, _NARROW = (10, 8), (6, 5)  # pitch and width of bars, in pixels; narrow for more than ``_MANY`` bars
_MANY = 100
_CHUNK = 280  # pixels: the greatest width of one drawing; on a phone the strip wraps between drawings
#: The numbers of annotations per article from which a bar has the next darker shade.
_SHADES = (1, 3, 6)


@dataclass(frozen=True, slots=True)
class _Group:
    """The articles of one division; ``index`` is None if they are in no division."""

    index: int | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
    articles: tuple[Article, ...]
    length: int  # characters
    notes: int


def render_strip(entry: Entry, href: Href | None = None, interface: Interface = CHINESE) -> str:
    """Return the strip as HTML; empty for a law without articles.

    The bars are not in the tab order, because the table of contents links to the same articles.  The table has the same
    data by group.
    """
    if not entry.law.numbered:
        return ""
    href = href or partial(href_from, entry.address().docname)
    groups = _group(entry)
    size = -(-len(entry.law.articles) // _MOST_BARS)
    bars = [[_bar(entry, g.articles[i : i + size]) for i in range(0, len(g.articles), size)] for g in groups]
    longest = max(bar.length for row in bars for bar in row)
    pitch = _WIDE if sum(map(len, bars)) <= _MANY else _NARROW
    drawn = (
        _draw_group(entry, g, row, longest or 1, pitch, href, interface) for g, row in zip(groups, bars, strict=True)
    )
    unit = say("每{count}条", count=size) if size > 1 else say("每条")
    about = say("{unit}一柱，高低表示篇幅，深浅表示注释（编者注、术语、被引用）多少。", unit=unit)
    return element(
        "figure",
        {"class": "law-strip"},
        element("div", {"class": "law-strip-groups"}, *drawn),
        _table(entry, groups, href, interface),
        element("figcaption", None, words_in(about, interface)),
    )


def _group(entry: Entry) -> list[_Group]:
    """Return the articles grouped at the deepest level with at most ``_MOST_GROUPS`` divisions, else at the top."""
    chains = [ids.division_chain(entry.law.divisions, article.division) for article in entry.law.articles]
    depth = max(map(len, chains))
    while depth > 1 and len({chain[:depth] for chain in chains}) > _MOST_GROUPS:
        depth -= 1
    groups: list[tuple[int | None, list[Article]]] = []
    for article, chain in zip(entry.law.articles, chains, strict=True):
        index = chain[:depth][-1] if chain else None
        if not groups or groups[-1][0] != index:
            groups.append((index, []))
        groups[-1][1].append(article)
    return [_Group(index, tuple(articles)) for index, articles in groups]


def count_annotations(entry: Entry, article: Article) -> int:
    """Return the number of notes, terms and backlinks of an article."""
    found = entry.annotations_of(article)
    return len(found.notes) + len(found.terms) + len(found.referred_by)


def _bar(entry: Entry, articles: Sequence[Article]) -> _Bar:
    length = sum(len(article.text) for article in articles)
    return _Bar(tuple(articles), length, sum(count_annotations(entry, a) for a in articles))


def _draw_group(
    entry: Entry,
    group: _Group,
    bars: Sequence[_Bar],
    longest: int,
    pitch: tuple[int, int],
    href: Href,
    interface: Interface,
) -> str:
    name = _name(entry, group)
    step = _CHUNK // pitch[0]
    drawings = []
    for at in range(0, len(bars), step):
        part = bars[at : at + step]
        said = interface.words(_range((part[0].articles[0], part[-1].articles[-1])))
        shapes = (_draw_bar(entry, bar, i, longest, pitch, href, interface) for i, bar in enumerate(part))
        label = {"role": "group", "aria-label": " ".join(p for p in (name, said) if p)}
        size = {"width": len(part) * pitch[0], "height": _HEIGHT}
        drawings.append(element("svg", {**label, **size}, *shapes))
    boxes = [
        element("div", None, drawings[0], _head(entry, group, interface)),
        *(element("div", None, d) for d in drawings[1:]),
    ]
    return "".join(boxes)


def _head(entry: Entry, group: _Group, interface: Interface) -> str:
    """Return the link 第一章 总则 below the first drawing; the style sheet hides the second word if it does not fit."""
    if group.index is None:
        return ""
    division = entry.law.divisions[group.index]
    words = (element("span", None, escape(word)) for word in (division.label, division.heading.text) if word)
    marked = language_of(_name(entry, group), interface)
    return element("a", {"href": _href(entry, group), **marked}, " ".join(words))


def _draw_bar(
    entry: Entry, bar: _Bar, at: int, longest: int, pitch: tuple[int, int], href: Href, interface: Interface
) -> str:
    x, width = at * pitch[0], pitch[1]
    # the square root keeps short articles distinguishable beside one that is ten times as long
    height = max(3, isqrt(bar.length * _HEIGHT * _HEIGHT // longest))
    shade = sum(bar.notes >= least * len(bar.articles) for least in _SHADES)
    ends = (bar.articles[0], bar.articles[-1])
    drawn = link(
        href(entry.article_address(ends[0])),
        interface.say("{range} · {count}字 · {notes}条注释", range=_range(ends), count=bar.length, notes=bar.notes),
        element("path", {"class": "reach", "d": f"M{x} 0h{pitch[0]}v{_HEIGHT}h-{pitch[0]}z"}),
        element("path", {"class": f"shade-{shade}", "d": f"M{x} {_HEIGHT - height}h{width}v{height}h-{width}z"}),
    )
    return drawn.replace("<a ", '<a tabindex="-1" ', 1)


def _range(ends: tuple[Article, Article]) -> str:
    first, last = ends
    return first.label if first is last else say("{first}至{last}", first=first.label, last=last.label)


def _name(entry: Entry, group: _Group) -> str:
    return "" if group.index is None else ids.division_name(entry.law.divisions[group.index])


def _href(entry: Entry, group: _Group) -> str:
    """Return the link to a group's division on the same page."""
    assert group.index is not None
    return "#" + ids.anchor_of_eid(ids.division_eids(entry.law.divisions)[group.index])


def _table(entry: Entry, groups: Sequence[_Group], href: Href, interface: Interface) -> str:
    def row(group: _Group) -> Iterator[Cell]:
        bar = _bar(entry, group.articles)
        name = _name(entry, group)
        yield Cell(name, _href(entry, group)) if name else Cell("—")
        first = href(_first(entry, group))
        yield Cell(_range((group.articles[0], group.articles[-1])), first)
        yield from (Cell(str(number)) for number in (len(group.articles), bar.length, bar.notes))

    headers = (say("章节"), say("条文"), say("条数"), say("字数"), say("注释"))
    title = say("{title}各章节的条数、字数和注释", title=ids.book_title(entry.title))
    return table_of(title, headers, [tuple(row(group)) for group in groups], interface)


def _first(entry: Entry, group: _Group) -> Address:
    return entry.article_address(group.articles[0])
