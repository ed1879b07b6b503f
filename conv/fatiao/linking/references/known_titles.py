"""Select the titles of a corpus that the articles of a law can name.

Only these titles affect the references of the law.  When a law is added to the corpus or removed from it, references
are therefore read again only in the laws that can name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from fatiao.model.law import Law

#: Characters that are the same in a title and in every copy of a text; marks and digits have several forms.
_HAN = re.compile("[\u4e00-\u9fff]+")


class KnownTitles:
    """Titles in a fixed order, indexed by the longest run of Chinese characters in each."""

    def __init__(self, titles: Iterable[str]) -> None:
        """Index the titles and short titles of all laws."""
        self._titles = tuple(titles)
        places: dict[str, list[int]] = {}
        for at, title in enumerate(self._titles):
            places.setdefault(max(_HAN.findall(title), key=len, default=""), []).append(at)
        self._always = places.pop("", [])
        self._places = list(places.values())
        self._automaton = AhoCorasick(list(places)) if places else None

    def nameable_in(self, law: Law) -> tuple[str, ...]:
        """Return the titles that an article may name; all titles for a law that is read in a copy (``script``)."""
        if not law.source.plain:
            return self._titles
        found: set[int] = set()
        if self._automaton:
            for article in law.articles:
                found.update(n for n, _, _ in self._automaton.find_matches_as_indexes(article.text, overlapping=True))
        places = sorted([*self._always, *(at for n in found for at in self._places[n])])
        return tuple(self._titles[at] for at in places)
