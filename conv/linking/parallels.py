"""Finds provisions that share words: exact runs of twelve characters and more, in other laws or in the same.

Every 款, 项 and 目 is reduced to its words (no marks, no spaces, no label, one width).  Winnowing picks some of its
8-grams in such a way that two texts that share twelve characters share a picked gram (Schleimer, Wilkerson and
Aiken, *Winnowing*, SIGMOD 2003); equal grams are grown to maximal runs.  What makes no parallel is discounted: phrases
of drafting (``parallels_boilerplate``), and what a law says again and again, which is its subject.  A gram that stands
in very many provisions starts no run, which also keeps the work near-linear in the size of the corpus.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from conv.linking.definitions_forms import LABEL
from conv.linking.parallels_boilerplate import find_boilerplate
from conv.model import Law, Parallel, ProvisionId, Segment, Span

#: The shortest run that counts, in characters without marks.
SHORTEST = 12
_GRAM = 8
_WINDOW = SHORTEST - _GRAM + 1
#: A gram in more provisions than this starts no run.
_FREQUENT = 40
#: More characters than a provision has.
_FAR = 1 << 32
#: What stands in more provisions of one law is its subject (关键信息基础设施安全保护工作), not a parallel.
_SUBJECT = 3
#: What stands in more laws is drafting language that the table of phrases does not know.
_COMMON = 5
#: Less than this of the shorter provision is no parallel.
_LEAST_SCORE = 0.15
#: Characters that NFKC makes another single one: full width digits and letters.
_WIDTHS = {
    code: folded
    for code in range(0xFF00, 0xFFF0)
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1 and folded != chr(code)
}


_Index = Mapping[int, Sequence[tuple[int, int]]]


class Reduced(NamedTuple):
    """A provision reduced to its words: its article and its segment by their positions, and where its text begins.

    ``picked`` are the places of the grams that winnowing picks, ``boilerplate`` is a flag for every character.
    """

    article: int
    segment: int
    start: int
    text: str
    picked: array[int]
    boilerplate: bytes


@dataclass
class _Words:
    """A provision that is compared.

    ``discounted`` are the starts of grams that are a law's subject or common to many laws.
    """

    law: Law
    order: tuple[int, int]  # of law and article
    reduced: Reduced
    text: str
    discounted: list[int] = field(default_factory=list)

    @property
    def id(self) -> ProvisionId:
        """The address of the provision."""
        article = self.law.articles[self.reduced.article]
        segment = article.segments[self.reduced.segment]
        return ProvisionId(self.law.work, article.number, segment.paragraph, segment.item, segment.subitem)

    @cached_property
    def at(self) -> list[int]:
        """The offset of each character in the article's text."""
        article = self.law.articles[self.reduced.article]
        end = article.segments[self.reduced.segment].span.end
        return [i for i in range(self.reduced.start, end) if article.text[i].isalnum()]

    @cached_property
    def counted(self) -> array[int]:
        """How many characters before each offset are not discounted."""
        flags = bytearray(self.reduced.boilerplate)
        for start in self.discounted:
            flags[start : start + _GRAM] = bytes([True]) * _GRAM
        return array("I", accumulate((not flag for flag in flags), initial=0))


def reduce_law(law: Law) -> tuple[Reduced, ...]:
    """The provisions of a law that are long enough to be compared; what is made of a law without looking at others."""
    return tuple(_reduce(law))


def find_parallels(laws: Sequence[Law], reduced: Sequence[Sequence[Reduced]] | None = None) -> tuple[Parallel, ...]:
    """Every pair of provisions in different articles that share more than drafting language, in the laws' order.

    ``reduced`` is what ``reduce_law`` makes of each law, where that is known.
    """
    provisions = [
        _Words(law, (at, own.article), own, own.text)
        for at, (law, every) in enumerate(zip(laws, reduced or map(reduce_law, laws), strict=True))
        for own in every
    ]
    index = _index_grams(provisions)
    for places in index.values():
        if len(places) > _SUBJECT:
            _discount(places, provisions)
    return tuple(parallel for left in range(len(provisions)) for parallel in _compare_later(left, provisions, index))


def _compare_later(left: int, provisions: Sequence[_Words], index: _Index) -> Iterator[Parallel]:
    """The parallels of one provision and those after it, which keeps no more than its own pairs in memory."""
    words = provisions[left]
    shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in words.reduced.picked:
        places = index.get(hash(words.text[at : at + _GRAM]), ())
        if len(places) <= _FREQUENT:
            for number, there in places:
                if number > left and provisions[number].order != words.order:
                    shared[number].append((at, there))
    for right in sorted(shared):
        parallel = _compare(words, provisions[right], shared[right])
        if parallel:
            yield parallel


def _reduce(law: Law) -> Iterator[Reduced]:
    for a, article in enumerate(law.articles):
        text = article.text
        for s, segment in enumerate(article.segments):
            start = _skip_label(text, segment)
            words = "".join(filter(str.isalnum, text[start : segment.span.end])).translate(_WIDTHS)
            if len(words) >= SHORTEST:
                yield Reduced(a, s, start, words, array("I", _winnow(words)), bytes(find_boilerplate(words)))


def _skip_label(text: str, segment: Segment) -> int:
    start, end = segment.span.start, segment.span.end
    label = LABEL.match(text[start:end].translate({0x28: "（", 0x29: "）"})) if segment.item else None
    return start + (label.end() if label else 0)


def _index_grams(provisions: Sequence[_Words]) -> _Index:
    """Picked gram → the provisions and places where it stands, if it stands in more than one place.

    Most stand in one.  Grams are known by their hash, which takes less than half the memory; two of a million that have
    the same one would start no run, since a run is grown from equal words.
    """
    first: dict[int, int] = {}
    index: dict[int, list[tuple[int, int]]] = {}
    for number, words in enumerate(provisions):
        for at in words.reduced.picked:
            gram = hash(words.text[at : at + _GRAM])
            if gram in index:
                index[gram].append((number, at))
            elif gram in first:
                index[gram] = [divmod(first[gram], _FAR), (number, at)]
            else:
                first[gram] = number * _FAR + at
    return index


def _winnow(text: str) -> Iterator[int]:
    """The picked places: of every window of grams the one with the smallest hash, of equal ones the last."""
    hashes = _hash_grams(text)
    picked = -1
    for start in range(len(hashes) - _WINDOW + 1):
        if picked >= start:
            if hashes[start + _WINDOW - 1] > hashes[picked]:
                continue
            picked = start + _WINDOW - 1
        else:
            window = hashes[start : start + _WINDOW]
            picked = start + _WINDOW - 1 - window[::-1].index(min(window))
        yield picked


def _hash_grams(text: str) -> list[int]:
    """CRC-32 of the UTF-8 of every gram."""
    encoded = memoryview(text.encode())
    if len(encoded) == 3 * len(text):  # no digit or letter: every character has three bytes
        return [crc32(encoded[i : i + 3 * _GRAM]) for i in range(0, len(encoded) - 3 * _GRAM + 1, 3)]
    return [crc32(text[i : i + _GRAM].encode()) for i in range(len(text) - _GRAM + 1)]


def _discount(places: Sequence[tuple[int, int]], provisions: Sequence[_Words]) -> None:
    """Mark a gram that is some law's subject there, and one that many laws use everywhere."""
    counts = Counter(provisions[number].order[0] for number in {number for number, _ in places})
    for number, at in places:
        if len(counts) > _COMMON or counts[provisions[number].order[0]] > _SUBJECT:
            provisions[number].discounted.append(at)


def _compare(left: _Words, right: _Words, seeds: Sequence[tuple[int, int]]) -> Parallel | None:
    """The runs of two provisions, if enough of them is more than boilerplate."""
    shorter = min(len(left.text), len(right.text))
    if len(seeds) == 1 and not _may_grow(left.text, right.text, seeds[0], max(SHORTEST, int(_LEAST_SCORE * shorter))):
        return None
    runs = _disjoint(set(_grow(left.text, right.text, seeds)))
    if sum(n for _, _, n in runs) < _LEAST_SCORE * shorter:
        return None  # whatever is boilerplate in them
    counted = [min(_count(left, a, n), _count(right, b, n)) for a, b, n in runs]
    if not counted or max(counted) < SHORTEST:
        return None
    score = sum(counted) / shorter
    if score < _LEAST_SCORE:
        return None
    spans = tuple((_span(left, a, n), _span(right, b, n)) for a, b, n in runs)
    return Parallel(left.id, right.id, spans, round(score, 3))


def _count(words: _Words, start: int, length: int) -> int:
    return words.counted[start + length] - words.counted[start]


def _span(words: _Words, start: int, length: int) -> Span:
    return Span(words.at[start], words.at[start + length - 1] + 1)


def _may_grow(left: str, right: str, seed: tuple[int, int], length: int) -> bool:
    """Whether the run through a gram may have a length: half of what is wanted must stand on one side of it."""
    a, b = seed
    half = (length - _GRAM + 1) // 2
    behind = left[a + _GRAM : a + _GRAM + half]
    if len(behind) == half and behind == right[b + _GRAM : b + _GRAM + half]:
        return True
    return min(a, b) >= half and left[a - half : a] == right[b - half : b]


def _grow(left: str, right: str, seeds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Maximal runs (start, start, length) through the seeds, of the shortest length and more."""
    reached: dict[int, int] = {}  # diagonal → how far the last run on it went
    for a, b in sorted(seeds):
        if a < reached.get(a - b, -1):
            continue
        start = 0
        while a - start > 0 and b - start > 0 and left[a - start - 1] == right[b - start - 1]:
            start += 1
        end = 0
        while a + end < len(left) and b + end < len(right) and left[a + end] == right[b + end]:
            end += 1
        reached[a - b] = a + end
        if start + end >= SHORTEST:
            yield a - start, b - start, start + end


def _disjoint(runs: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest runs that overlap on neither side, in the order of the left text."""
    chosen: list[tuple[int, int, int]] = []
    for a, b, n in sorted(runs, key=lambda run: (-run[2], run[0] + run[1], run)):
        if all((a + n <= c or c + m <= a) and (b + n <= d or d + m <= b) for c, d, m in chosen):
            chosen.append((a, b, n))
    return sorted(chosen)
