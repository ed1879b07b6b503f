"""Align the articles of two texts: pair each old article with at most one new one, which took over most of its words.

Words alone mislead: a remedy that moved to a general rule, or a new article that copies the words of the old one,
shares more bigrams with it than the true counterpart.  So each article has one partner at most, and the order of the
articles decides near ties.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from fatiao.comparing.articles import Compared, Weights

#: Scores of pairs of an old and a new article, by their indices in ``Law.articles``.
Scores = dict[tuple[int, int], float]

#: The number of best candidates kept for an article: with 8, the true one was among them for all 254 labelled articles.
_CANDIDATES = 8
#: The lowest score of a pair that is taken as certain, if it is the best of both its articles and in order with the
#: other certain pairs.
_ANCHOR = 0.45
#: The bonus for a pair at exactly the position that its neighbouring pairs predict, and the distance in articles at
#: which the bonus is halved.
_ORDER_BONUS = 0.2
_ORDER_REACH = 4.0
#: The factor of the bonus for a pair that would cross its neighbouring pairs.
_CROSSING = 0.4
#: The lowest score of a pair, words and order together.
_FLOOR = 0.3
#: The lowest score of a pair by its words alone, wherever the articles stand.
_WORDS_FLOOR = 0.25


def pair_articles(old: Sequence[Compared], new: Sequence[Compared], weights: Weights) -> tuple[Scores, Scores]:
    """Return the pairs and all scored candidates, each with the similarity of its words from 0 to 1."""
    pairs = _pair_same(old, new)
    took_old, took_new = {o for o, _ in pairs}, {n for _, n in pairs}
    scores = score_candidates(
        [a for a in old if a.place not in took_old], [a for a in new if a.place not in took_new], weights
    )
    chain = _increasing([*pairs, *_mutual_best(scores)])
    ranked = sorted(((score + _bonus(chain, o, n), o, n) for (o, n), score in scores.items()), reverse=True)
    chosen = dict.fromkeys(pairs, 1.0)
    for total, o, n in ranked:
        if total < _FLOOR:
            break
        if o not in took_old and n not in took_new and scores[o, n] >= _WORDS_FLOOR:
            chosen[o, n] = scores[o, n]
            took_old.add(o)
            took_new.add(n)
    return chosen, scores


def _pair_same(old: Sequence[Compared], new: Sequence[Compared]) -> list[tuple[int, int]]:
    """Pair articles with the same folded words; several with the same words are paired in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for article in reversed(new):
        places[article.comparable.text].append(article.place)
    return [
        (article.place, places[article.comparable.text].pop())
        for article in old
        if article.comparable.text and places.get(article.comparable.text)
    ]


def score_candidates(old: Sequence[Compared], new: Sequence[Compared], weights: Weights) -> Scores:
    """Return the similarity of each old article to its best candidates; bigrams of weight 0 are not compared."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, float] = {}
    for article in new:
        shown = weights.shown(article.grams)
        sizes[article.place] = weights.sum(shown)
        for gram in shown:
            holders[gram].append(article.place)
    scores: Scores = {}
    for article in old:
        shared: dict[int, float] = defaultdict(float)
        shown = weights.shown(article.grams)
        size = weights.sum(shown)
        for gram in shown:
            weight = weights.of(gram)
            for place in holders.get(gram, ()):
                shared[place] += weight
        likeness = {place: _likeness(common, size, sizes[place]) for place, common in shared.items()}
        for place in sorted(likeness, key=lambda p: (-likeness[p], p))[:_CANDIDATES]:
            scores[article.place, place] = likeness[place]
    return scores


def _likeness(common: float, old: float, new: float) -> float:
    """Return the mean of the Dice and overlap coefficients, from weights of bigrams.

    The overlap keeps the score of an article high that stays word for word and gains new 款.
    """
    return 0.5 * (2 * common / (old + new)) + 0.5 * common / min(old, new)


def _mutual_best(scores: Scores) -> list[tuple[int, int]]:
    best_new: dict[int, tuple[float, int]] = {}
    best_old: dict[int, tuple[float, int]] = {}
    for (o, n), score in scores.items():
        best_new[o] = max(best_new.get(o, (0.0, 0)), (score, -n))
        best_old[n] = max(best_old.get(n, (0.0, 0)), (score, -o))
    return [(o, -n) for o, (score, n) in best_new.items() if score >= _ANCHOR and -best_old[-n][1] == o]


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs in which both indices increase."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    ordered = sorted(pairs)
    for i, (_, n) in enumerate(ordered):
        at = bisect_left(tails, n)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [n]
        ends[at : at + 1] = [i]
    chain: list[tuple[int, int]] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(ordered[i])
        i = before[i]
    return chain[::-1]


def _bonus(chain: Sequence[tuple[int, int]], o: int, n: int) -> float:
    """Return the bonus that a pair receives for its position among the pairs of ``chain``."""
    at = bisect_left(chain, (o, n))
    low = chain[at - 1] if at else (-1, -1)
    if at < len(chain) and chain[at][0] == o:
        low = chain[at]
    high = chain[at] if at < len(chain) else (o + 1, n + 1)
    expected_low, expected_high = low[1] + (o - low[0]), high[1] - (high[0] - o)
    away = max(0, min(expected_low, expected_high) - n, n - max(expected_low, expected_high))
    crossing = not low[1] <= n <= high[1]
    return _ORDER_BONUS * _ORDER_REACH / (_ORDER_REACH + away) * (_CROSSING if crossing else 1.0)
