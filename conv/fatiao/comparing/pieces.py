"""Mark the changes of split and merged articles, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from fatiao.comparing.articles import ArticlePiece, Compared
from fatiao.comparing.model import ChangeMark, Op, Stretch
from fatiao.comparing.words import CitedNumbers, WordEdges, find_edits, mark_edits

#: Two sentences with a lower similarity are a deletion and an insertion.
_SAME = 0.4


def mark_pieces(
    old: Sequence[Compared], new: Sequence[Compared], cited: CitedNumbers, edges: WordEdges
) -> list[ChangeMark]:
    """Return the marks between old articles and the new articles that took over their sentences."""
    olds = [piece for article in old for piece in article.pieces]
    news = [piece for article in new for piece in article.pieces]
    ranked = sorted(((_likeness(a, b), -i, -j) for i, a in enumerate(olds) for j, b in enumerate(news)), reverse=True)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in ranked:
        if score < _SAME:
            break
        if -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    marks = []
    for i, piece in enumerate(olds):
        if i in partner:
            other = news[partner[i]]
            edits = find_edits(*cited.encode(piece.comparable, other.comparable), edges)
            marks += mark_edits(piece, other, edits)
        else:
            marks.append(ChangeMark(Op.DELETED, Stretch(piece.place, piece.start, piece.end), None))
    marks += [
        ChangeMark(Op.INSERTED, None, Stretch(piece.place, piece.start, piece.end))
        for j, piece in enumerate(news)
        if j not in taken
    ]
    return marks


def _likeness(old: ArticlePiece, new: ArticlePiece) -> float:
    """Return the Dice coefficient of the bigrams; common ones count too, else formulas would have no partner."""
    common = len(old.grams & new.grams)
    return 2 * common / (len(old.grams) + len(new.grams)) if common else 0.0
