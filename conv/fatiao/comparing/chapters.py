"""Which chapter of the old text goes on in which chapter of the new one, so that a moved article is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fatiao.comparing.normalise import fold
from fatiao.model.law import Law, Level

#: A chapter goes on in each chapter that took this share of its articles …
_GOES_ON = 0.25
#: … or this one, where another chapter has its heading.
_GOES_ON_BESIDE_HEADING = 0.5
#: The ranks that an article is said to move between.
_CHAPTERS = (Level.CHAPTER, Level.SUBPART, Level.PART)


class Chapters:
    """The chapters of two texts, and which goes on in which."""

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
        """Return whether an article stands in a chapter that is no continuation of its own."""
        return (self._old[o], self._new[n]) not in self._goes_on


def _heading(law: Law, chapter: int | None) -> str:
    return "" if chapter is None else fold(law.divisions[chapter].heading.text).text


def _chapters_of(law: Law) -> list[int | None]:
    """Return the index of the chapter of each article, or of its part where there are no chapters, or None."""
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
