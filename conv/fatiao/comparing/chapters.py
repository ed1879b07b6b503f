"""Match the chapters of two texts, to tell which articles moved to another chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fatiao.comparing.normalise import fold
from fatiao.model.law import Law, Level

#: An old chapter continues in each new chapter that took at least this share of its articles …
_GOES_ON = 0.25
#: … or at least this share, if a chapter of the new text has the same heading.
_GOES_ON_BESIDE_HEADING = 0.5
#: The levels of division between which an article can move, in order of preference.
_CHAPTERS = (Level.CHAPTER, Level.SUBPART, Level.PART)


class Chapters:
    """The chapters of two texts, and the new chapters in which each old one continues.

    ``pairs`` are pairs of an old and a new article, by their indices in ``Law.articles``.
    """

    def __init__(self, old: Law, new: Law, pairs: Iterable[tuple[int, int]]) -> None:
        self._old, self._new = _chapters_of(old), _chapters_of(new)
        votes = Counter((self._old[o], self._new[n]) for o, n in pairs)
        of_old: Counter[int | None] = Counter()
        for (chapter, _), count in votes.items():
            of_old[chapter] += count
        headings = {_heading(new, chapter) for chapter in self._new}
        self._goes_on = set()
        for (a, b), count in votes.items():
            heading = _heading(old, a)
            share = _GOES_ON_BESIDE_HEADING if heading in headings else _GOES_ON
            if a is None or b is None or heading == _heading(new, b) or count >= share * of_old[a]:
                self._goes_on.add((a, b))

    def has_moved(self, o: int, n: int) -> bool:
        """Return True if the chapter of the new article ``n`` does not continue that of the old article ``o``."""
        return (self._old[o], self._new[n]) not in self._goes_on


def _heading(law: Law, chapter: int | None) -> str:
    return "" if chapter is None else fold(law.divisions[chapter].heading.text).text


def _chapters_of(law: Law) -> list[int | None]:
    """Return for each article the index of its chapter, else of its subpart or part, else None."""
    found: list[int | None] = []
    for article in law.articles:
        at = article.division
        around = []
        while at is not None:
            around.append(at)
            at = law.divisions[at].parent
        ranked = [d for level in _CHAPTERS for d in around if law.divisions[d].level is level]
        found.append(ranked[0] if ranked else None)
    return found
