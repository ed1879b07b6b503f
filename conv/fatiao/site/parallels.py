"""The selection of the parallel passages that pages show, and the texts of their cards.

``linking.parallels`` finds runs of words that two provisions share.  A page shows only significant runs: long ones with
enough characters outside the names of terms and references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fatiao import ids
from fatiao.model.law import Article, Number, ProvisionId, Span
from fatiao.model.layers import Parallel
from fatiao.site.findings import Found
from fatiao.site.link_places import place_link
from fatiao.site.marks import Correction, list_corrections
from fatiao.site.model import BoundNote, Entry, ParallelCard

#: Minimum length of a run in characters, without punctuation.  In the five laws 42 of 98 runs are shorter: nearly all
#: of them are names of terms or stock phrases.
_LEAST_RUN = 15
#: Minimum number of characters of a run outside terms and references: runs with fewer join two names by 和 or 应当.
_LEAST_OWN = 10

_Place = tuple[str, Number]


class ParallelCards:
    """The cards of every article, sorted by score, the closest parallel first."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        found: Mapping[str, Found],
        parallels: Iterable[Parallel],
    ) -> None:
        self._entries, self._found = entries, found
        self._named: dict[str, dict[Number, list[Span]]] = {}
        cards: dict[_Place, list[tuple[float, ParallelCard]]] = defaultdict(list)
        for p in parallels:
            runs = [run for run in p.runs if self._says_something(p.left, run[0])]
            if not runs:
                continue
            mine, theirs = [run[0] for run in runs], [run[1] for run in runs]
            cards[p.left.work, p.left.article].append((p.score, self._card(p.left, p.right, mine, theirs)))
            cards[p.right.work, p.right.article].append((p.score, self._card(p.right, p.left, theirs, mine)))
        self._cards = {place: [card for _, card in sorted(v, key=lambda x: -x[0])] for place, v in cards.items()}

    def of(self, entry: Entry, article: Article, notes: Iterable[BoundNote]) -> tuple[ParallelCard, ...]:
        """Return the cards of an article, except those of articles that the grounds of its notes refer to."""
        told = {_article_of(ground.target) for note in notes for ground in note.grounds if ground.target}
        cards = self._cards.get((entry.key, article.number), ())
        return tuple(card for card in cards if _article_of(card.there.target or "") not in told)

    def _says_something(self, provision: ProvisionId, run: Span) -> bool:
        """Return True if a run is long enough and consists of more than names."""
        text = self._entries[provision.work].law.article(provision.article).text
        places = [at for at in range(run.start, run.end) if text[at].isalnum()]
        named = self._list_named(provision.work).get(provision.article, ())
        own = sum(not any(span.start <= at < span.end for span in named) for at in places)
        return len(places) >= _LEAST_RUN and own >= _LEAST_OWN

    def _list_named(self, key: str) -> dict[Number, list[Span]]:
        """Return the spans of terms and references in each article of a law."""
        if key not in self._named:
            found = self._found.get(key, Found())
            named = self._named[key] = defaultdict(list)
            for use in found.uses:
                named[use.article].append(use.span)
            for resolved in found.references:
                named[resolved.reference.article].append(resolved.reference.span)
        return self._named[key]

    def _card(
        self, here: ProvisionId, there: ProvisionId, mine: Sequence[Span], theirs: Sequence[Span]
    ) -> ParallelCard:
        article = self._entries[there.work].law.article(there.article)
        link = place_link(self._entries[there.work], article, theirs[0].start)
        own = self._entries[here.work].law.article(here.article)
        only = len(own.paragraphs) == 1 and here.item is None  # the 款 of an article with one 款 is not named
        place = "" if only else ids.provision_name("", here.paragraph, here.item, here.subitem)
        return ParallelCard(place, link, tuple(self._pieces(here, mine)), tuple(self._pieces(there, theirs)))

    def _pieces(self, provision: ProvisionId, runs: Sequence[Span]) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of a provision's corrected text, as shown on a page, and whether each piece is shared."""
        article = self._entries[provision.work].law.article(provision.article)
        corrections = list_corrections(self._entries[provision.work], article)
        for span, shared in _cut(article, provision, runs):
            yield _corrected(article.text, span, corrections), shared


def _article_of(target: str) -> str:
    """Return the object name of the article that contains a provision."""
    return target.partition("__")[0]


def _cut(article: Article, provision: ProvisionId, runs: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    wanted = (provision.paragraph, provision.item, provision.subitem)
    matching = [s for s in article.segments if (s.paragraph, s.item, s.subitem) == wanted]
    shared = min((run.start for run in runs), default=0)  # a 款 with a closing has two segments
    segment = next((s for s in matching if s.span.start <= shared <= s.span.end), next(iter(matching), None))
    start, end = (segment.span.start, segment.span.end) if segment else (0, len(article.text))
    position = start
    for run in sorted(runs):
        run_start, run_end = max(run.start, position), min(run.end, end)
        if run_start >= run_end:
            continue
        if run_start > position:
            yield Span(position, run_start), False
        yield Span(run_start, run_end), True
        position = run_end
    if position < end:
        yield Span(position, end), False


def _corrected(text: str, span: Span, corrections: Sequence[Correction]) -> str:
    """Return the corrected text of a span; a correction that overlaps two spans is in the one where it begins."""
    out, position = "", span.start
    for correction in corrections:
        start, end = correction.span.start, correction.span.end
        if end <= span.start or start >= span.end:
            continue
        if start >= span.start:
            out += text[position:start] + correction.words
        position = end
    return out + text[position : span.end] if position < span.end else out
