"""Compare two texts of a law: find the change of each article.  The entry point of this package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fatiao.comparing.align import Scores, pair_articles
from fatiao.comparing.articles import Compared, Weights, read_articles
from fatiao.comparing.chapters import Chapters
from fatiao.comparing.links import drop_outbid, link_pieces, link_taken_up
from fatiao.comparing.model import Change, Comparison, Kind
from fatiao.comparing.pieces import mark_pieces
from fatiao.comparing.words import CitedNumbers, WordEdges, find_edits, mark_edits, mark_moves
from fatiao.model.law import Law

#: An old article without a counterpart is uncertain, not deleted, if it is at least this similar to a new article
#: without an origin.
_UNCERTAIN = 0.15
#: The number of candidates listed for an uncertain article.
_NAMED = 3
#: The highest score of an article whose words changed; rounding must not give 1.
_ALMOST = 0.99


def compare_laws(old: Law, new: Law) -> Comparison:
    """Return the changes of all articles between ``old`` and ``new``."""
    olds, news = read_articles(old), read_articles(new)
    weights = Weights([*olds, *news])
    pairs, candidates = pair_articles(olds, news, weights)
    pairs = drop_outbid(olds, news, pairs, weights)
    links = _join_links(olds, news, pairs, weights)
    sides = _Sides(
        olds,
        news,
        weights,
        CitedNumbers(olds, news, links),
        WordEdges([*olds, *news]),
        Chapters(old, new, pairs),
    )
    changes = [*_linked(links, sides), *_vacant(olds, news)]
    has_origin = {n for change in changes for n in change.new}
    goes_on = {o for change in changes for o in change.old}
    changes += [_gone(a.place, candidates, has_origin) for a in olds if a.place not in goes_on and not a.is_vacant]
    changes += [Change(Kind.NEW, (), (a.place,), 0.0) for a in news if a.place not in has_origin and not a.is_vacant]
    return Comparison(old, new, _in_order(changes))


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both texts and the data derived from both."""

    old: Sequence[Compared]
    new: Sequence[Compared]
    weights: Weights
    cited: CitedNumbers
    edges: WordEdges
    chapters: Chapters


def _join_links(old: Sequence[Compared], new: Sequence[Compared], pairs: Scores, weights: Weights) -> Scores:
    links = dict(pairs)
    for link in link_pieces(old, new, pairs, weights):
        at = link.old.place, link.new.place
        links[at] = max(links.get(at, 0.0), link.score)
    for o, n, score in link_taken_up(old, new, pairs, weights):
        links.setdefault((o, n), score)
    return links


def _linked(links: Iterable[tuple[int, int]], sides: _Sides) -> list[Change]:
    """Return one change for each group of linked articles; every link belongs to a change."""
    to_new: dict[int, list[int]] = defaultdict(list)
    to_old: dict[int, list[int]] = defaultdict(list)
    for o, n in sorted(links):
        to_new[o].append(n)
        to_old[n].append(o)
    found = [_many(Kind.SPLIT, (o,), tuple(news), sides) for o, news in to_new.items() if len(news) > 1]
    for n, olds in to_old.items():
        single = tuple(o for o in olds if len(to_new[o]) == 1)
        if single and len(olds) > 1:
            found.append(_many(Kind.MERGED, single, (n,), sides))
        elif single:
            found.append(_one(single[0], n, sides))
    return found


def _one(o: int, n: int, sides: _Sides) -> Change:
    old, new = sides.old[o], sides.new[n]
    words = sides.cited.encode(old.comparable, new.comparable)
    edits = find_edits(*words, sides.edges)
    moved = sides.chapters.has_moved(o, n)
    if edits:
        kept = 2 * (len(words[0]) - sum(b - a for a, b, _, _ in edits)) / (len(words[0]) + len(words[1]))
        marks = mark_moves(mark_edits(old, new, edits), sides.old, sides.new)
        return Change(Kind.CHANGED, (o,), (n,), min(_ALMOST, round(kept, 2)), marks, moved)
    same_number = old.article.number == new.article.number
    kind = Kind.MOVED if moved else Kind.UNCHANGED if same_number else Kind.RENUMBERED
    return Change(kind, (o,), (n,), 1.0, (), moved)


def _many(kind: Kind, olds: tuple[int, ...], news: tuple[int, ...], sides: _Sides) -> Change:
    """Return a split or a merger; the score is the weighted share of the one article found in the others."""
    was, became = [sides.old[o] for o in olds], [sides.new[n] for n in news]
    one, others = (was[0], became) if kind is Kind.SPLIT else (became[0], was)
    shown = sides.weights.shown(one.grams)
    there = shown & frozenset().union(*(other.grams for other in others))
    score = sides.weights.sum(there) / (sides.weights.sum(shown) or 1.0)
    marks = mark_moves(mark_pieces(was, became, sides.cited, sides.edges), sides.old, sides.new)
    moved = all(sides.chapters.has_moved(o, n) for o in olds for n in news)
    return Change(kind, olds, news, min(_ALMOST, round(score, 2)), marks, moved)


def _vacant(old: Sequence[Compared], new: Sequence[Compared]) -> list[Change]:
    """Return the vacant articles whose number is vacant in both texts, as unchanged."""
    vacant = {article.article.number: article.place for article in new if article.is_vacant}
    return [
        Change(Kind.UNCHANGED, (article.place,), (vacant.pop(article.article.number),), 1.0)
        for article in old
        if article.is_vacant and article.article.number in vacant
    ]


def _gone(o: int, candidates: Mapping[tuple[int, int], float], has_origin: set[int]) -> Change:
    near = sorted((-score, n) for (a, n), score in candidates.items() if a == o and n not in has_origin)
    named = [(-score, n) for score, n in near[:_NAMED] if -score >= _UNCERTAIN]
    if not named:
        return Change(Kind.DELETED, (o,), (), 0.0)
    return Change(Kind.UNCERTAIN, (o,), (), round(named[0][0], 2), candidates=tuple(n for _, n in named))


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order of the new text; an article that is gone follows the one that it followed before."""
    changes = list(changes)
    became = {o: change.new[0] for change in changes if change.new for o in change.old}
    last = -1
    behind: dict[int, int] = {}
    for o in range(max((o for change in changes for o in change.old), default=-1) + 1):
        last = became.get(o, last)
        behind[o] = last
    return tuple(sorted(changes, key=lambda c: (c.new[0], 0, 0) if c.new else (behind[c.old[0]], 1, c.old[0])))
