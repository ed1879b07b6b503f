"""Find parallel provisions, which share exact runs of twelve characters or more, across laws or within one.

Every 款, 项 and 目 is reduced to its words (no marks, no spaces, no label, one width).  Winnowing picks some of its
8-grams so that two texts that share twelve characters share a picked gram (Schleimer, Wilkerson and Aiken,
*Winnowing*, SIGMOD 2003); equal grams are extended to maximal runs.  Phrases that make no parallel are discounted:
phrases of drafting (``boilerplate``), and phrases that a law often repeats, which are its subject.  A gram that occurs
very often starts no run, which also keeps the work near-linear in the size of the corpus.

Given the result of the last build, only the provisions that an edit may affect are compared again.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from fatiao.linking.parallels.reduce import GRAM, SHORTEST, Reduced
from fatiao.model.law import Law, ProvisionId, Span
from fatiao.model.layers import Parallel

#: A gram with more occurrences than this starts no run.
_FREQUENT = 40
#: A number of characters that no provision reaches; the base for packing a provision's number and an offset.
_FAR = 1 << 32
#: A gram in more provisions of one law than this is its subject (关键信息基础设施安全保护工作), not a parallel.
_SUBJECT = 3
#: A gram in more laws than this is drafting language missing from the table of phrases; at least ``_SUBJECT``.
_COMMON = 5
#: The minimum share of the shorter provision that the runs of a parallel cover.
_LEAST_SCORE = 0.15

_Index = Mapping[int, Sequence[tuple[int, int]]]


@dataclass
class _ComparedProvision:
    """A provision prepared for comparison.

    ``discounted`` holds the start offsets of the grams that are the law's subject or common to many laws.
    """

    law: Law
    order: tuple[int, int]  # positions of the law and the article
    position: int  # among the provisions of its law
    reduced: Reduced
    discounted: list[int] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        """Return the position of the law, and the position of the provision in the law."""
        return self.order[0], self.position

    @property
    def id(self) -> ProvisionId:
        """Return the address of the provision."""
        article = self.law.articles[self.reduced.article]
        segment = article.segments[self.reduced.segment]
        return ProvisionId(self.law.work, article.number, segment.paragraph, segment.item, segment.subitem)

    @cached_property
    def at(self) -> list[int]:
        """Return the offset in the article's text of each character of ``reduced.text``."""
        article = self.law.articles[self.reduced.article]
        end = article.segments[self.reduced.segment].span.end
        return [i for i in range(self.reduced.start, end) if article.text[i].isalnum()]

    @cached_property
    def counted(self) -> array[int]:
        """Return, for each offset in ``reduced.text``, the number of characters before it that are not discounted."""
        flags = bytearray(self.reduced.boilerplate)
        for start in self.discounted:
            flags[start : start + GRAM] = bytes([True]) * GRAM
        return array("I", accumulate((not flag for flag in flags), initial=0))


class Pair(NamedTuple):
    """A parallel and the places of its provisions: the position of the law, and the position of the provision in it."""

    left: tuple[int, int]
    right: tuple[int, int]
    parallel: Parallel


class Before(NamedTuple):
    """The result of the last build.

    ``standing`` holds the present position of each law of the last build, in the order of that build; None if the law
    was removed or its text changed.  ``gone`` maps the former positions of these laws to their reduced provisions.
    """

    standing: Sequence[int | None]
    gone: Mapping[int, Sequence[Reduced]]
    pairs: Sequence[Pair]


def find_pairs(
    laws: Sequence[Law], reduced: Sequence[Sequence[Reduced]], before: Before | None = None
) -> tuple[Pair, ...]:
    """Return the parallels in the order of their places; ``reduced`` holds the result of ``reduce_law`` for each law.

    ``before`` saves time but does not change the result.
    """
    provisions = [
        _ComparedProvision(law, (at, own.article), position, own)
        for at, (law, every) in enumerate(zip(laws, reduced, strict=True))
        for position, own in enumerate(every)
    ]
    index = _index_grams(provisions)
    for places in index.values():
        if len(places) > _SUBJECT:
            _discount(places, provisions)
    concerned = _list_concerned(provisions, before) if before else range(len(provisions))
    found = [pair for number in concerned for pair in _compare_with_all(number, provisions, index, concerned)]
    if before:
        again = {provisions[number].place for number in concerned}
        found += (pair for pair in _list_standing(before) if pair.left not in again and pair.right not in again)
    return tuple(sorted(found, key=lambda pair: pair[:2]))


def _compare_with_all(
    number: int, provisions: Sequence[_ComparedProvision], index: _Index, concerned: Container[int]
) -> Iterator[Pair]:
    """Yield the pairs of one provision, except those with an earlier ``concerned`` provision, which yields them itself.

    Only the candidates of one provision are held in memory.
    """
    words = provisions[number]
    shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, gram in zip(words.reduced.picked, words.reduced.grams, strict=True):
        places = index.get(gram, ())
        if len(places) <= _FREQUENT:
            for other, there in places:
                if (other > number or other not in concerned) and provisions[other].order != words.order:
                    shared[other].append((at, there))
    for other in sorted(shared):
        pair = (
            _compare(words, provisions[other], shared[other])
            if other > number
            else _compare(provisions[other], words, [(there, at) for at, there in shared[other]])
        )
        if pair:
            yield pair


def _list_standing(before: Before) -> Iterator[Pair]:
    """Yield the pairs between laws that are unchanged, at their present positions."""
    for (left, a), (right, b), parallel in before.pairs:
        now, there = before.standing[left], before.standing[right]
        if now is not None and there is not None:
            yield Pair((now, a), (there, b), parallel)


def _list_concerned(provisions: Sequence[_ComparedProvision], before: Before) -> set[int]:
    """Return the provisions whose parallels may differ from those of the last build.

    These are the new provisions, and those with a gram that became, or ceased to be, too frequent or discounted in
    their law.
    """
    stand = {law for law in before.standing if law is not None}
    new = [number for number, words in enumerate(provisions) if words.place[0] not in stand]
    # gram → law and provision; a removed law has a negative number, which no present law has
    gone, come, stay = (defaultdict[int, list[tuple[int, int]]](list) for _ in range(3))
    for law, every in before.gone.items():
        for position, reduced in enumerate(every):
            for gram in reduced.grams:
                gone[gram].append((-1 - law, position))
    for number in new:
        for gram in provisions[number].reduced.grams:
            come[gram].append((provisions[number].place[0], number))
    for number, words in enumerate(provisions):
        if words.place[0] in stand:
            for gram in words.reduced.grams:
                if gram in gone or gram in come:
                    stay[gram].append((words.place[0], number))
    concerned = set(new)
    for gram, places in stay.items():
        then, now = places + gone.get(gram, []), places + come.get(gram, [])
        turned = (len(then) > _FREQUENT) != (len(now) > _FREQUENT)
        laws = _list_discounting(then) ^ _list_discounting(now)
        concerned.update(number for law, number in places if turned or law in laws)
    return concerned


def _index_grams(provisions: Sequence[_ComparedProvision]) -> _Index:
    """Return the occurrences (provision, offset) of each picked gram that occurs more than once.

    Two different grams with the same number start no run, because a run is extended by comparing characters.
    """
    first: dict[int, int] = {}
    index: dict[int, list[tuple[int, int]]] = {}
    for number, words in enumerate(provisions):
        for at, gram in zip(words.reduced.picked, words.reduced.grams, strict=True):
            if gram in index:
                index[gram].append((number, at))
            elif gram in first:
                index[gram] = [divmod(first[gram], _FAR), (number, at)]
            else:
                first[gram] = number * _FAR + at
    return index


def _list_discounting(places: Iterable[tuple[int, int]]) -> set[int]:
    """Return the laws in which a gram is discounted: it is their subject, or many laws use it.

    ``places`` holds the law and the provision of each occurrence.
    """
    counts = Counter(law for law, _ in set(places))
    return {law for law, count in counts.items() if count > _SUBJECT or len(counts) > _COMMON}


def _discount(places: Sequence[tuple[int, int]], provisions: Sequence[_ComparedProvision]) -> None:
    laws = _list_discounting((provisions[number].order[0], number) for number, _ in places)
    for number, at in places if laws else ():
        if provisions[number].order[0] in laws:
            provisions[number].discounted.append(at)


def _compare(left: _ComparedProvision, right: _ComparedProvision, seeds: Sequence[tuple[int, int]]) -> Pair | None:
    """Return the parallel between two provisions, or None if too much of their shared runs is discounted."""
    mine, theirs = left.reduced.text, right.reduced.text
    shorter = min(len(mine), len(theirs))
    if len(seeds) == 1 and not _may_grow(mine, theirs, seeds[0], max(SHORTEST, int(_LEAST_SCORE * shorter))):
        return None
    runs = _disjoint(set(_grow(mine, theirs, seeds)))
    if sum(n for _, _, n in runs) < _LEAST_SCORE * shorter:
        return None  # too short even with the boilerplate in them
    counted = [min(_count(left, a, n), _count(right, b, n)) for a, b, n in runs]
    if not counted or max(counted) < SHORTEST:
        return None
    score = sum(counted) / shorter
    if score < _LEAST_SCORE:
        return None
    spans = tuple((_span(left, a, n), _span(right, b, n)) for a, b, n in runs)
    return Pair(left.place, right.place, Parallel(left.id, right.id, spans, round(score, 3)))


def _count(words: _ComparedProvision, start: int, length: int) -> int:
    return words.counted[start + length] - words.counted[start]


def _span(words: _ComparedProvision, start: int, length: int) -> Span:
    return Span(words.at[start], words.at[start + length - 1] + 1)


def _may_grow(left: str, right: str, seed: tuple[int, int], length: int) -> bool:
    """Return True if the run through the gram at ``seed`` can have ``length``: one side must hold half of the rest."""
    a, b = seed
    half = (length - GRAM + 1) // 2
    behind = left[a + GRAM : a + GRAM + half]
    if len(behind) == half and behind == right[b + GRAM : b + GRAM + half]:
        return True
    return min(a, b) >= half and left[a - half : a] == right[b - half : b]


def _grow(left: str, right: str, seeds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the maximal runs (left start, right start, length) through the seeds, if at least ``SHORTEST`` long."""
    reached: dict[int, int] = {}  # diagonal → end of the last run on it
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
    """Return runs that overlap on neither side, chosen longest first, in the order of the left text."""
    chosen: list[tuple[int, int, int]] = []
    for a, b, n in sorted(runs, key=lambda run: (-run[2], run[0] + run[1], run)):
        if all((a + n <= c or c + m <= a) and (b + n <= d or d + m <= b) for c, d, m in chosen):
            chosen.append((a, b, n))
    return sorted(chosen)
