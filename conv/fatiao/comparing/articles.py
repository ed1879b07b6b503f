"""Articles prepared for comparison: their folded words, the pieces these divide into, and their bigrams."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from fatiao.comparing.citations import Comparable, blank_citations
from fatiao.comparing.normalise import fold
from fatiao.model.law import Article, Law

Grams = frozenset[str]

#: A piece ends with a sentence, an item of a list, or a 款.
_PIECE = re.compile(r"[^。；;\n]+")
#: The printed label of an item, which is not compared: it says nothing about the content.
_ITEM_LABEL = re.compile(r"^\s*(?:[（(][〇零一二三四五六七八九十0-9０-９]+[）)]|\d+[.．、])")
#: The shortest piece, in folded characters; a shorter one is a fragment such as 但书 and identifies nothing.
_SHORTEST_PIECE = 6
#: A bigram in more than this share of all articles (机关, 应当, 规定) identifies nothing, and takes the most time.
_COMMON_SHARE = 0.3


#: The words that a law prints in place of a deleted article.
_VACANT = re.compile(r"\W*(?:均?已|已经)?(?:删除|删去|废止|废除|失效)\W*")


@dataclass(frozen=True, slots=True)
class ArticlePiece:
    """A sentence or item of an article, without its label; ``start`` and ``end`` are offsets in ``article.text``.

    ``place`` is the index of the article in ``Law.articles``.
    """

    article: Article
    place: int
    start: int
    end: int
    comparable: Comparable
    grams: Grams


@dataclass(frozen=True)
class Compared:
    """An article prepared for comparison; ``place`` is its index in ``Law.articles``.

    The ``comparable`` text of an article that was deleted but keeps its number (第三条　（删除）) is empty.
    """

    article: Article
    place: int
    comparable: Comparable

    @property
    def is_vacant(self) -> bool:
        """True if the article has no words to compare."""
        return not self.comparable.text

    @cached_property
    def grams(self) -> Grams:
        """The bigrams of the folded words."""
        return bigrams(self.comparable.text)

    @cached_property
    def pieces(self) -> tuple[ArticlePiece, ...]:
        """The sentences and items of the article, in order."""
        found = []
        for match in _PIECE.finditer(self.article.text) if not self.is_vacant else ():
            label = _ITEM_LABEL.match(match.group())
            start = match.start() + (label.end() if label else 0)
            comparable = blank_citations(fold(self.article.text[start : match.end()])).shifted(start)
            if len(comparable.text) >= _SHORTEST_PIECE:
                found.append(
                    ArticlePiece(self.article, self.place, start, match.end(), comparable, bigrams(comparable.text))
                )
        return tuple(found)


def read_articles(law: Law) -> tuple[Compared, ...]:
    """Return the articles of ``law``, prepared for comparison, in order."""
    return tuple(
        Compared(article, place, blank_citations(fold("" if _VACANT.fullmatch(article.text) else article.text)))
        for place, article in enumerate(law.articles)
    )


def bigrams(text: str) -> Grams:
    """Return the set of pairs of neighbouring characters in ``text``."""
    return frozenset(map(str.__add__, text, text[1:]))


class Weights:
    """Weights of bigrams: the inverse document frequency over the articles of both texts, 0 for common bigrams."""

    def __init__(self, articles: Sequence[Compared]) -> None:
        counts = Counter(gram for article in articles for gram in article.grams)
        total = len(articles)
        self._of = {
            gram: math.log((total + 1) / count) if count <= max(2, total * _COMMON_SHARE) else 0.0
            for gram, count in counts.items()
        }

    def sum(self, grams: Iterable[str]) -> float:
        """Return the total weight of ``grams``."""
        of = self._of
        return sum([of.get(gram, 0.0) for gram in grams])

    def of(self, gram: str) -> float:
        """Return the weight of one bigram."""
        return self._of.get(gram, 0.0)

    def shown(self, grams: Grams) -> Grams:
        """Return the bigrams whose weight is not 0."""
        of = self._of
        return frozenset(gram for gram in grams if of.get(gram, 0.0))
