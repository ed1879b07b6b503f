"""Find the parts of an article that went to other articles than its partner: splits, merges and moved parts.

A sentence or item counts only if neither it nor its counterpart is explained by the partner of its own article.  A new
article that repeats common words of the law, or the words of a similar article, is therefore not a counterpart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fatiao.comparing.align import Scores
from fatiao.comparing.articles import ArticlePiece, Compared, Grams, Weights

#: A piece is explained if the partner of its article contains at least this share of its weight.
_EXPLAINED = 0.62
#: Two pieces are counterparts if their Dice coefficient is at least this …
_SAME_PIECE = 0.45
#: … or if the larger contains this share of the smaller, and the smaller weighs too much to be a mere formula.
_CONTAINED = 0.65
_CONTAINED_WEIGHT = 20.0


#: The lowest common weight of counterparts; pieces with less share only a formula (情节严重的, 处…罚款).
_SMALLEST = 20.0
#: A piece must share this many times more weight with its counterpart than with the partner of its article.
_MORE = 1.25

#: An article without a partner was taken up by another that contains at least this share of its weight …
_TAKEN_UP = 0.45
#: … and at least this share not counting the words that the other article has from its own partner.  (In labelled
#: data: true from 0.47 and 0.22 on; false up to 0.34 and 0.23.)
_TAKEN_UP_OWN = 0.2

#: A pair with a lower score than ``_WEAK`` is dropped if another article contains ``_OUTBID`` times as much of the old
#: one.
_WEAK = 0.4
_OUTBID = 1.4


@dataclass(frozen=True, slots=True)
class PieceLink:
    """A piece of an old article and its counterpart in a new one."""

    old: ArticlePiece
    new: ArticlePiece
    score: float


def link_pieces(
    old: Sequence[Compared], new: Sequence[Compared], pairs: Scores, weights: Weights
) -> tuple[PieceLink, ...]:
    """Return the links between articles that are not partners, in the order of the old text."""
    left_old = _unexplained(old, {o: new[n] for o, n in pairs}, weights)
    left_new = _unexplained(new, {n: old[o] for o, n in pairs}, weights)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(left_new):
        for gram in piece.shown:
            holders[gram].append(at)
    found = []
    for piece in left_old:
        best = _best(piece, holders, left_new, weights)
        if best is not None:
            other, score = best
            if (piece.piece.place, other.piece.place) not in pairs:
                found.append(PieceLink(piece.piece, other.piece, score))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Left:
    """A piece that the partner of its article does not explain; ``known`` is the weight that the partner shares."""

    piece: ArticlePiece
    shown: Grams
    weight: float
    known: float


def link_taken_up(
    old: Sequence[Compared], new: Sequence[Compared], pairs: Scores, weights: Weights
) -> list[tuple[int, int, float]]:
    """Return links for the articles of either text that have no partner but were taken up by one of the other text.

    A link is the old index, the new index and the score.  Words that the other article has from its own partner do not
    suffice: a general rule has words of every article.
    """
    of_new, of_old = {n: old[o] for o, n in pairs}, {o: new[n] for o, n in pairs}
    found = []
    for article in old:
        if article.place not in of_old:
            found += [(article.place, n, score) for n, score in _taken_up(article, new, of_new, weights)]
    for article in new:
        if article.place not in of_new:
            found += [(o, article.place, score) for o, score in _taken_up(article, old, of_old, weights)]
    return found


def drop_outbid(old: Sequence[Compared], new: Sequence[Compared], pairs: Scores, weights: Weights) -> Scores:
    """Return ``pairs`` without the weak ones for which another new article contains far more of the old article."""
    owners = {n: old[o] for o, n in pairs}
    kept = dict(pairs)
    for (o, n), score in pairs.items():
        if score < _WEAK:
            shown = weights.shown(old[o].grams)
            share = weights.sum(shown & new[n].grams) / weights.sum(shown)
            if any(best >= _OUTBID * share for place, best in _taken_up(old[o], new, owners, weights) if place != n):
                del kept[o, n]
    return kept


def _taken_up(
    article: Compared, others: Sequence[Compared], partners: Mapping[int, Compared], weights: Weights
) -> list[tuple[int, float]]:
    shown = weights.shown(article.grams)
    whole = weights.sum(shown) or 1.0
    best: list[tuple[float, float, int]] = []
    for other in others:
        common = shown & other.grams
        share = weights.sum(common) / whole if common else 0.0
        if share >= _TAKEN_UP:
            partner = partners.get(other.place)
            own = weights.sum(common - partner.grams) / whole if partner is not None else share
            best.append((own, share, other.place))
    return [(place, share) for own, share, place in sorted(best)[-1:] if own >= _TAKEN_UP_OWN]


def _unexplained(articles: Iterable[Compared], partners: Mapping[int, Compared], weights: Weights) -> list[_Left]:
    found = []
    for article in articles:
        partner = partners.get(article.place)
        if partner is not None and partner.comparable.text == article.comparable.text:
            continue
        for piece in article.pieces:
            shown = weights.shown(piece.grams)
            weight = weights.sum(shown)
            known = weights.sum(shown & partner.grams) if partner is not None else 0.0
            if weight and known < _EXPLAINED * weight:
                found.append(_Left(piece, shown, weight, known))
    return found


def _best(
    piece: _Left, holders: Mapping[str, Sequence[int]], pieces: Sequence[_Left], weights: Weights
) -> tuple[_Left, float] | None:
    """Return the most similar piece and its score, or None if no piece is a counterpart."""
    shared: dict[int, float] = defaultdict(float)
    for gram in piece.shown:
        weight = weights.of(gram)
        for at in holders.get(gram, ()):
            shared[at] += weight
    best: tuple[_Left, float] | None = None
    for at in sorted(shared):
        other, common = pieces[at], shared[at]
        score = _piece_score(piece, other, common)
        if score and (best is None or score > best[1]):
            best = other, score
    return best


def _piece_score(old: _Left, new: _Left, common: float) -> float:
    """Return the similarity of two pieces from 0 to 1, or 0 if they are not counterparts."""
    if common < _SMALLEST or common < _MORE * max(old.known, new.known):
        return 0.0
    dice = 2 * common / (old.weight + new.weight)
    smaller = min(old.weight, new.weight)
    contained = common / smaller if smaller >= _CONTAINED_WEIGHT else 0.0
    if dice < _SAME_PIECE and contained < _CONTAINED:
        return 0.0
    return max(dice, 0.9 * contained)
