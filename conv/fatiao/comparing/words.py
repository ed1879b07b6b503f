"""Compare the words of two articles: find the words that were deleted, inserted, replaced or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from fatiao.comparing.articles import ArticlePiece, Compared
from fatiao.comparing.citations import BLANK, Comparable
from fatiao.comparing.model import ChangeMark, Op, Stretch
from fatiao.comparing.normalise import fold
from fatiao.model.law import Number

#: Base of the private-use plane whose characters encode cited numbers, one for each article of the new text.
_PRIVATE = 0xF0000
#: Base of the plane that encodes numbers of which the new text has no article.
_ABSENT = 0x100000
_ROOM = 0xFFFE
#: The length of an equal run between two changes that is taken as chance (的, 和) and as part of the change.
_CHANCE_RUN = 1
#: If the product of the lengths of the differing parts is larger (two tables of 2,000 characters), they are one change.
_LARGEST = 4_000_000
#: The shortest stretch, in folded characters, that counts as moved if the same words were deleted and inserted.
_SHORTEST_MOVE = 8
#: The number of characters by which a change may grow on each side, to reach the boundary of a word.
_LONGEST_GROWTH = 3
#: Two neighbouring characters belong to one word if the pair makes up this share of the occurrences of the rarer …
_BOUND = 0.5
#: … and occurs at least this often in both texts together.
_SEEN = 4

#: Punctuation before and after inserted or deleted words that is included in their mark.
_OPENING = "（(《〈“‘「『"
_CLOSING = "）)》〉”’」』，。；：、,;:"

#: A change as half-open ranges of the two folded texts: old start, old end, new start, new end.
Edit = tuple[int, int, int, int]


class CitedNumbers:
    """The mapping from a number cited in the old text to the articles that a new citation must name.

    ``links`` are pairs of an old and a new article, by their indices in ``Law.articles``.
    """

    def __init__(self, old: Sequence[Compared], new: Sequence[Compared], links: Iterable[tuple[int, int]]) -> None:
        self._place = {article.article.number: article.place for article in new}
        self._counterparts: dict[Number, set[int]] = {article.article.number: set() for article in old}
        for o, n in links:
            self._counterparts[old[o].article.number].add(n)

    def encode(self, old: Comparable, new: Comparable) -> tuple[str, str]:
        """Return both texts with each cited number as one character, equal in both if it is the same provision."""
        cited = {self._place.get(number) for number in new.cited} - {None}
        return _fill(old.text, [self._old_character(number, cited) for number in old.cited]), _fill(
            new.text, [self._new_character(number) for number in new.cited]
        )

    def _old_character(self, number: Number, cited: set[int | None]) -> str:
        became = self._counterparts.get(number)
        if became is None:
            return self._new_character(number)  # the old text has no such article: compare the number itself
        named = sorted(place for place in became if place in cited) or sorted(became)
        return chr(_PRIVATE + named[0]) if named else BLANK

    def _new_character(self, number: Number) -> str:
        place = self._place.get(number)
        return (
            chr(_PRIVATE + place) if place is not None else chr(_ABSENT + (number.value * 100 + number.insert) % _ROOM)
        )


def _fill(text: str, characters: Sequence[str]) -> str:
    parts = text.split(BLANK)
    return "".join(map(str.__add__, parts, (*characters, "")))


class WordEdges:
    """Word boundaries, derived from the frequencies of characters and pairs in the two texts themselves."""

    def __init__(self, articles: Iterable[Compared]) -> None:
        self._pairs: Counter[str] = Counter()
        self._single: Counter[str] = Counter()
        for article in articles:
            text = article.comparable.text
            self._pairs.update(map(str.__add__, text, text[1:]))
            self._single.update(text)

    def is_inside(self, text: str, at: int) -> bool:
        """Return True if the position before the character ``at`` is inside a word or a number."""
        if not 0 < at < len(text):
            return False
        before, after = text[at - 1], text[at]
        if before.isascii() and after.isascii():
            return before.isalnum() and after.isalnum()
        seen = self._pairs[before + after]
        rarer = min(self._single[before], self._single[after])
        return seen >= _SEEN and seen >= _BOUND * rarer


def find_edits(old: str, new: str, edges: WordEdges) -> list[Edit]:
    """Return the changes between two encoded texts, in order, each extended to word boundaries."""
    grown = [_grow(old, new, edit, edges) for edit in _join_chance(_raw_edits(old, new))]
    return _join_touching(grown)


def _raw_edits(old: str, new: str) -> list[Edit]:
    """Return the changes between the common beginning and the common end of two texts."""
    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    was, became = old[head : len(old) - tail], new[head : len(new) - tail]
    if not was and not became:
        return []
    if not was or not became or len(was) * len(became) > _LARGEST:
        return [(head, head + len(was), head, head + len(became))]
    matcher = SequenceMatcher(None, was, became, autojunk=False)
    return [(head + a, head + b, head + c, head + d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _common_head(old: str, new: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _join_chance(edits: Sequence[Edit]) -> list[Edit]:
    joined: list[Edit] = []
    for edit in edits:
        if joined and edit[0] - joined[-1][1] <= _CHANCE_RUN:
            joined[-1] = (joined[-1][0], edit[1], joined[-1][2], edit[3])
        else:
            joined.append(edit)
    return joined


def _grow(old: str, new: str, edit: Edit, edges: WordEdges) -> Edit:
    """Return the change extended to word boundaries in both texts, by at most ``_LONGEST_GROWTH`` on each side."""
    a, b, c, d = edit
    for _ in range(_LONGEST_GROWTH):
        if not (a and c and old[a - 1] == new[c - 1]):
            break
        if not (edges.is_inside(old, a) or edges.is_inside(new, c)):
            break
        a, c = a - 1, c - 1
    for _ in range(_LONGEST_GROWTH):
        if not (b < len(old) and d < len(new) and old[b] == new[d]):
            break
        if not (edges.is_inside(old, b) or edges.is_inside(new, d)):
            break
        b, d = b + 1, d + 1
    return a, b, c, d


def _join_touching(edits: Sequence[Edit]) -> list[Edit]:
    joined: list[Edit] = []
    for a, b, c, d in edits:
        if joined and (a <= joined[-1][1] or c <= joined[-1][3]):
            first = joined.pop()
            joined.append((first[0], max(first[1], b), first[2], max(first[3], d)))
        else:
            joined.append((a, b, c, d))
    return joined


def mark_edits(old: Compared | ArticlePiece, new: Compared | ArticlePiece, edits: Iterable[Edit]) -> list[ChangeMark]:
    """Return the edits of two articles, or of two pieces, as marks on the printed words."""
    marks = []
    for a, b, c, d in edits:
        alone = b == a or d == c
        was = _stretch(old, a, b, alone) if b > a else None
        became = _stretch(new, c, d, alone) if d > c else None
        op = Op.REPLACED if was and became else Op.DELETED if was else Op.INSERTED
        marks.append(ChangeMark(op, was, became))
    return marks


def _stretch(side: Compared | ArticlePiece, start: int, end: int, alone: bool) -> Stretch:
    """Return the printed range of folded characters; if ``alone``, with the punctuation around it.

    ``alone`` is True for words that only one of the texts has.
    """
    text = side.article.text
    first, last = side.comparable.span(start, end)
    if alone:
        while first and text[first - 1] in _OPENING:
            first -= 1
        while last < len(text) and text[last] in _CLOSING:
            last += 1
    return Stretch(side.place, first, last)


def mark_moves(marks: Sequence[ChangeMark], old: Sequence[Compared], new: Sequence[Compared]) -> tuple[ChangeMark, ...]:
    """Return the marks, with each deletion and an insertion of the same words elsewhere merged into one move."""
    alone = [mark for mark in reversed(marks) if mark.op is Op.INSERTED]
    inserted = {words: mark for mark in alone if mark.new and (words := _words(mark.new, new))}
    moved: dict[int, ChangeMark] = {}
    gone: set[ChangeMark] = set()
    for at, mark in enumerate(marks):
        target = inserted.pop(_words(mark.old, old), None) if mark.old and mark.op is Op.DELETED else None
        if target is not None:
            moved[at] = ChangeMark(Op.MOVED, mark.old, target.new)
            gone.add(target)
    return tuple(moved.get(at, mark) for at, mark in enumerate(marks) if mark not in gone)


def _words(stretch: Stretch, articles: Sequence[Compared]) -> str:
    """Return the folded words of a stretch, or an empty string if they are too few to identify a move."""
    words = fold(articles[stretch.place].article.text[stretch.start : stretch.end]).text
    return words if len(words) >= _SHORTEST_MOVE else ""
