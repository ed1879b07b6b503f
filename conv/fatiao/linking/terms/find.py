"""Find the uses of terms in laws: one scan for all terms, then a selection by scope, position and word boundaries.

The definitions of the law itself take precedence, the narrowest scope first; then the editor's glossary; then the
definitions that other laws give for this one; then those of the laws that it is made under.  The last two are marked
as inherited.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from fatiao.language.titles import TITLE_IN_MARKS, title_key
from fatiao.linking.definitions.scope import articles_in_scope, external_place, paragraphs_in_scope
from fatiao.linking.terms.boundaries import stands_alone
from fatiao.linking.terms.index import EXTERNAL, INHERITED, LONGEST_NAME, Meaning, TermIndex, build_term_index
from fatiao.model.corpus import CuratedTerm
from fatiao.model.law import Article, Law, Number, Span
from fatiao.model.layers import Definition, DefinitionKind, Reference, TermUse

__all__ = ["TermIndex", "build_term_index", "find_term_uses", "superior_works"]

#: The laws that a law is made under: 根据《A》、国务院《B》（…）和…; 为了实施《C》.
_MADE_UNDER = re.compile(
    r"(?:根据|依据|依照|为了?(?:贯彻)?实施)((?:[^。；《》]{0,6}《[^《》]+》(?:[（(][^（）()]*[）)])?)+)"
)


@dataclass(slots=True)
class _TermSearch:
    """The state of the search in one law; ``passages`` holds the article's position and the span of each definition."""

    law: Law
    index: TermIndex
    automaton: AhoCorasick
    own: Mapping[int, Sequence[Meaning]]
    foreign: Mapping[int, Sequence[Meaning]]
    order: dict[Number, int]
    passages: dict[str, list[tuple[int, Span]]]
    taken: dict[Number, list[Span]]
    here: int = 0

    def meanings(self, name: int) -> Sequence[Meaning]:
        """Return the meanings of a name in this law, the nearest first."""
        own = self.own.get(name, ())
        return own if name not in self.foreign else [*own, *self.foreign[name]]


def find_term_uses(law: Law, index: TermIndex, references: Iterable[Reference] = ()) -> tuple[TermUse, ...]:
    """Return the uses of terms in a law, in the order of its text; none inside titles, references or longer words."""
    own, foreign = index.meanings.get(law.work, {}), _foreign_terms(law, index)
    if index.automaton is None or not (own or foreign):
        return ()
    order = {a.number: i for i, a in enumerate(law.articles)}
    reading = _TermSearch(law, index, index.automaton, own, foreign, order, {}, {})
    for definition in index.passages.get(law.work, ()):
        place = (order.get(definition.article, -1), definition.span)
        reading.passages.setdefault(definition.term, []).append(place)
    for reference in references:
        reading.taken.setdefault(reference.article, []).append(reference.span)
    uses: list[TermUse] = []
    for reading.here, article in enumerate(law.articles):
        found = index.automaton.find_matches_as_indexes(article.text)
        if found:
            uses.extend(_uses_in(article, found, reading))
    return tuple(uses)


def _uses_in(article: Article, found: Sequence[tuple[int, int, int]], reading: _TermSearch) -> Iterator[TermUse]:
    text = article.text
    closed = bytearray(len(text))  # 1 where no term may stand
    for span in (*(Span(*m.span()) for m in TITLE_IN_MARKS.finditer(text)), *reading.taken.get(article.number, ())):
        closed[span.start : span.end] = b"\x01" * len(span)
    starts = [s.span.start for s in article.segments]
    seen: set[tuple[int, str]] = set()
    until = 0
    for hit in found:
        match = _choose(article, hit, reading, closed, starts)
        if match is None or match[0].start < until:
            continue
        span, entry, paragraph = match
        until = span.end
        first = (paragraph, entry.term) not in seen
        seen.add((paragraph, entry.term))
        inherited = entry.rank >= EXTERNAL
        yield TermUse(article.number, span, entry.term, entry.source, entry.work, first, inherited)


def _choose(
    article: Article, hit: tuple[int, int, int], reading: _TermSearch, closed: bytearray, starts: Sequence[int]
) -> tuple[Span, Meaning, int] | None:
    """Return the span, meaning and 款 of a hit, or of a name that begins inside it (in 拟定密级, 密级 but not 定密).

    None if neither is a use of a term.
    """
    name, start, end = hit
    entries = reading.meanings(name)
    if not entries:  # a term of another law, which may begin with a term of this law
        for shorter in reading.index.prefixes[name]:
            entries, end = reading.meanings(shorter), start + len(reading.index.names[shorter])
            if entries:
                break
        else:
            return None
    if closed.find(1, start, end) >= 0:
        return None
    if stands_alone(article.text, start, end):
        paragraph = article.segments[bisect_right(starts, start) - 1].paragraph
        for entry in entries:
            if _holds(entry, article, paragraph, start, reading):
                return Span(start, end), entry, paragraph
    inner = reading.automaton.find_matches_as_indexes(article.text[start + 1 : end + LONGEST_NAME])
    if inner and start + 1 + inner[0][1] < end:
        other, at, stop = inner[0]
        return _choose(article, (other, start + 1 + at, start + 1 + stop), reading, closed, starts)
    return None


def _foreign_terms(law: Law, index: TermIndex) -> dict[int, list[Meaning]]:
    """Return the meanings of names in other laws: in laws that name this one, then in those that it is made under."""
    title = title_key(law.front.title.text) if law.front.title else ""
    foreign = {name: list(entries) for name, entries in index.external.get(title, {}).items()}
    above: dict[int, list[Meaning]] = {}
    for work in superior_works(law, index):
        for name, entries in index.handed_down.get(work, {}).items():
            above.setdefault(name, []).extend(entries)
    for name, entries in above.items():
        if len({e.work for e in entries}) == 1:  # if two superior laws define a name, neither is chosen
            foreign.setdefault(name, []).extend(entries)
    return foreign


def superior_works(law: Law, index: TermIndex) -> tuple[str, ...]:
    """Return the held laws that a law says in its first article it is made under (根据《X法》), in the order named."""
    opening = "\n".join(a.text for a in law.articles[:1])
    titles = [t for m in _MADE_UNDER.finditer(opening) for t in re.findall(r"《([^《》]+)》", m[1])]
    works = (index.works.get(title_key(title)) for title in titles)
    return tuple(dict.fromkeys(w for w in works if w is not None and w != law.work))


def _holds(entry: Meaning, article: Article, paragraph: int, start: int, reading: _TermSearch) -> bool:
    source = entry.source
    if isinstance(source, CuratedTerm) or entry.rank == INHERITED:
        return not _in_own_passage(entry, start, reading)
    if entry.rank == EXTERNAL:
        articles = external_place(source.scope)[1]
        return not articles or article.number in articles
    if source.kind is DefinitionKind.ABBREVIATES:  # 以下简称: holds from there on
        there = reading.order.get(source.article, -1)
        if (reading.here, start) < (there, source.span.end):
            return False
    if _in_own_passage(entry, start, reading):
        return False
    return _in_scope(source, article, paragraph, reading)


def _in_own_passage(entry: Meaning, start: int, reading: _TermSearch) -> bool:
    passages = reading.passages.get(entry.term, ())
    return any(at == reading.here and s.start <= start < s.end for at, s in passages)


def _in_scope(source: Definition, article: Article, paragraph: int, reading: _TermSearch) -> bool:
    kind = source.scope.partition(":")[0]
    if kind == "law":
        return True
    home = reading.law.articles[reading.order[source.article]]
    if kind in ("article", "paragraph"):
        same = article.number == source.article
        return same and (kind == "article" or paragraph in paragraphs_in_scope(source, home))
    if kind == "articles":
        return article.number in articles_in_scope(source.scope, home.number) or article.number == source.article
    return _division(reading.law, home, kind) == _division(reading.law, article, kind) is not None


def _division(law: Law, article: Article, level: str) -> int | None:
    """Return the index of the division of a level that holds an article; None if there is none."""
    at = article.division
    while at is not None and law.divisions[at].level != level:
        at = law.divisions[at].parent
    return at
