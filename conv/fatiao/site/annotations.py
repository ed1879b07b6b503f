"""The annotations beside an article: notes, terms, references, parallels, times, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from fatiao import ids
from fatiao.model.corpus import CuratedTerm, Ground, Note
from fatiao.model.law import Number
from fatiao.model.layers import DefinitionKind, Parallel, TermUse, TimeExpression
from fatiao.site.findings import Found
from fatiao.site.link_places import definition_sentence, place_link, without_own_title
from fatiao.site.link_targets import TargetNames
from fatiao.site.model import (
    Annotations,
    Backlink,
    BoundNote,
    DefinedTerm,
    Entry,
    GlossaryTerm,
    Link,
    TermCard,
)
from fatiao.site.names import PLAIN_NAMES, Names
from fatiao.site.note_texts import fixes_of, notes_of
from fatiao.site.parallels import ParallelCards
from fatiao.site.times import explain_time


class Binder:
    """A builder of the annotations of every article from the ``Found`` of all laws of the site."""

    def __init__(
        self,
        entries: Sequence[Entry],
        found: Mapping[str, Found],
        parallels: Iterable[Parallel],
        ground_link: Callable[[Entry | None, Ground], Link],
        glossary: Iterable[GlossaryTerm] = (),
        names: Names = PLAIN_NAMES,
    ) -> None:
        self._names = names
        self._entries = {entry.key: entry for entry in entries}
        self._targets = TargetNames(self._entries, names)
        self._found = found
        self._ground_link = ground_link
        self._backlinks = self._collect_backlinks()
        self._parallels = ParallelCards(self._entries, found, parallels)
        self._uses = {term.term: len(term.uses) for term in glossary}

    def annotate(self, entry: Entry) -> dict[Number, Annotations]:
        """Return the annotations of each article of a law, by the number of the article."""
        notes = self._notes(entry)
        found = self._found.get(entry.key, Found())
        refers: dict[Number, dict[str, Link]] = defaultdict(dict)
        for r in found.references:
            for target in r.links:
                shown = self._targets.link(entry, target)
                refers[r.reference.article].setdefault(shown.name, shown)
        terms = self._term_cards(entry, found.uses)
        defines = self._defined_terms(entry)
        times = self._times(entry, found.times)
        fixes: dict[Number, list[tuple[str, str, str]]] = defaultdict(list)
        for fix in fixes_of(entry):
            fixes[fix.at.article].append((fix.printed, fix.corrected, f"{fix.reason}（{fix.ground.printed}）"))
        return {
            article.number: Annotations(
                notes=tuple(notes[article.number]),
                terms=tuple(terms[article.number]),
                refers_to=tuple(refers[article.number].values()),
                referred_by=tuple(self._backlinks[entry.key, article.number]),
                parallels=self._parallels.of(entry, article, notes[article.number]),
                times=tuple(times[article.number]),
                fixes=tuple(fixes[article.number]),
                defines=tuple(defines[article.number].values()),
            )
            for article in entry.law.articles
        }

    def _notes(self, entry: Entry) -> dict[Number, list[BoundNote]]:
        notes: dict[Number, list[BoundNote]] = defaultdict(list)
        for note in notes_of(entry):
            if note.at is not None:
                notes[note.at.article].append(self.bind_note(entry, note))
        return notes

    def bind_note(self, entry: Entry, note: Note) -> BoundNote:
        """Return a note with its grounds resolved to links."""
        at = note.at
        place = ids.provision_name("", at.paragraph, at.item, at.subitem) if at else ""
        grounds = tuple(self._ground_link(entry, ground) for ground in note.grounds)
        return BoundNote(note.kind, place, tuple(note.text.split("\n")), grounds)

    def _collect_backlinks(self) -> dict[tuple[str, Number], list[Backlink]]:
        backlinks: dict[tuple[str, Number], list[Backlink]] = defaultdict(list)
        for key, found in self._found.items():
            entry = self._entries[key]
            for r in found.references:
                source = self._entries[key].law.article(r.reference.article)
                words = source.text[r.reference.span.start : r.reference.span.end]
                link = place_link(entry, source, r.reference.span.start)
                for target in r.links:
                    for at in self._targets.provisions_of(target):
                        if (at.work, at.article) == (key, source.number):  # a provision does not cite itself
                            continue
                        place = ids.provision_name("", at.paragraph, at.item, at.subitem)
                        backlinks[at.work, at.article].append(Backlink(link, words, place))
        return backlinks

    def _defined_terms(self, entry: Entry) -> dict[Number, dict[str, DefinedTerm]]:
        """Return the terms that each article introduces, once each, with their number of uses in all laws in force."""
        defined: dict[Number, dict[str, DefinedTerm]] = defaultdict(dict)
        for d in entry.layers.definitions:
            if d.term in self._uses:
                short = d.kind is DefinitionKind.ABBREVIATES
                card = DefinedTerm(Link(d.term, self._names.term_object(d.term)), short, self._uses[d.term])
                defined[d.article].setdefault(d.term, card)
        return defined

    def _term_cards(self, entry: Entry, uses: Sequence[TermUse]) -> dict[Number, list[TermCard]]:
        cards: dict[Number, dict[str, TermCard]] = defaultdict(dict)
        for use in uses:
            if use.term not in cards[use.article]:
                cards[use.article][use.term] = self._term_card(entry, use)
        return defaultdict(list, {number: list(found.values()) for number, found in cards.items()})

    def _term_card(self, entry: Entry, use: TermUse) -> TermCard:
        link = Link(use.term, self._names.term_object(use.term))
        if isinstance(use.source, CuratedTerm):
            sources = tuple(without_own_title(entry, self._ground_link(entry, g)) for g in use.source.grounds)
            return TermCard(link, use.source.definition, sources, False, True)
        other = self._entries[use.work or entry.key]
        article = other.law.article(use.source.article)
        place = place_link(other, article, use.source.span.start, with_law=other is not entry)
        return TermCard(link, definition_sentence(article, use.source), (place,), use.inherited, False)

    def _times(self, entry: Entry, times: Sequence[TimeExpression]) -> dict[Number, list[tuple[str, str]]]:
        shown: dict[Number, list[tuple[str, str]]] = defaultdict(list)
        for time in times:
            article = entry.law.article(time.article)
            printed = article.text[time.span.start : time.span.end]
            shown[time.article].append((printed, explain_time(time, printed)))
        return shown
