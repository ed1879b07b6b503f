"""What stands beside an article: notes, terms, references, parallels, times, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fatiao import ids
from fatiao.model.corpus import CuratedTerm, Ground, Note
from fatiao.model.law import Article, Number, ProvisionId, Span
from fatiao.model.layers import Parallel, TermUse, TimeExpression, TimeUnit
from fatiao.site.findings import Found
from fatiao.site.link_places import definition_sentence, place_link, without_own_title
from fatiao.site.link_targets import TargetNames
from fatiao.site.model import Annotations, Backlink, BoundNote, Entry, Link, ParallelCard, TermCard, term_object

_UNITS = {
    TimeUnit.HOUR: "小时",
    TimeUnit.DAY: "日",
    TimeUnit.WORKDAY: "个工作日",
    TimeUnit.MONTH: "个月",
    TimeUnit.YEAR: "年",
}


class Binder:
    """Makes the annotations of every article, from what was found in all laws of the site."""

    def __init__(
        self,
        entries: Sequence[Entry],
        found: Mapping[str, Found],
        parallels: Iterable[Parallel],
        ground_link: Callable[[Entry | None, Ground], Link],
    ) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._articles = {(e.key, a.number): a for e in entries for a in reversed(e.law.articles)}
        self._targets = TargetNames(self._entries, self._articles)
        self._found = found
        self._ground_link = ground_link
        self._backlinks = self._collect_backlinks()
        self._parallels = self._collect_parallels(parallels)

    def annotate(self, entry: Entry) -> dict[Number, Annotations]:
        """The annotations of every article of a law that has any."""
        notes = self._notes(entry)
        found = self._found.get(entry.key, Found())
        refers: dict[Number, dict[str, Link]] = defaultdict(dict)
        for r in found.references:
            for target in r.links:
                shown = self._targets.link(entry, target)
                refers[r.reference.article].setdefault(shown.name, shown)
        terms = self._term_cards(entry, found.uses)
        times = self._times(entry, found.times)
        fixes: dict[Number, list[tuple[str, str, str]]] = defaultdict(list)
        for fix in entry.work.fixes if entry.version is None else ():
            fixes[fix.at.article].append((fix.printed, fix.corrected, f"{fix.reason}（{fix.ground.printed}）"))
        return {
            article.number: Annotations(
                notes=tuple(notes[article.number]),
                terms=tuple(terms[article.number]),
                refers_to=tuple(refers[article.number].values()),
                referred_by=tuple(self._backlinks[entry.key, article.number]),
                parallels=tuple(self._parallels[entry.key, article.number]),
                times=tuple(times[article.number]),
                fixes=tuple(fixes[article.number]),
            )
            for article in entry.law.articles
        }

    def _notes(self, entry: Entry) -> dict[Number, list[BoundNote]]:
        notes: dict[Number, list[BoundNote]] = defaultdict(list)
        for note in entry.work.notes if entry.version is None else ():  # notes are on the text in force
            if note.at is not None:
                notes[note.at.article].append(self.bind_note(entry, note))
        return notes

    def bind_note(self, entry: Entry, note: Note) -> BoundNote:
        """A note with its grounds as links."""
        at = note.at
        place = ids.provision_name("", at.paragraph, at.item, at.subitem) if at else ""
        grounds = tuple(self._ground_link(entry, ground) for ground in note.grounds)
        return BoundNote(note.kind, place, tuple(note.text.split("\n")), grounds)

    def _collect_backlinks(self) -> dict[tuple[str, Number], list[Backlink]]:
        backlinks: dict[tuple[str, Number], list[Backlink]] = defaultdict(list)
        for key, found in self._found.items():
            entry = self._entries[key]
            for r in found.references:
                source = self._articles[key, r.reference.article]
                words = source.text[r.reference.span.start : r.reference.span.end]
                link = place_link(entry, source, r.reference.span.start)
                for target in r.links:
                    for at in self._targets.provisions_of(target):
                        if (at.work, at.article) == (key, source.number):  # a provision does not cite itself
                            continue
                        place = ids.provision_name("", at.paragraph, at.item, at.subitem)
                        backlinks[at.work, at.article].append(Backlink(link, words, place))
        return backlinks

    def _collect_parallels(self, parallels: Iterable[Parallel]) -> dict[tuple[str, Number], list[ParallelCard]]:
        cards: dict[tuple[str, Number], list[tuple[float, ParallelCard]]] = defaultdict(list)
        for p in parallels:
            mine, theirs = [run[0] for run in p.runs], [run[1] for run in p.runs]
            cards[p.left.work, p.left.article].append((p.score, self._card(p.left, p.right, mine, theirs)))
            cards[p.right.work, p.right.article].append((p.score, self._card(p.right, p.left, theirs, mine)))
        return defaultdict(list, {k: [c for _, c in sorted(v, key=lambda x: -x[0])] for k, v in cards.items()})

    def _card(
        self, here: ProvisionId, there: ProvisionId, mine: Sequence[Span], theirs: Sequence[Span]
    ) -> ParallelCard:
        other = self._entries[there.work]
        article = self._articles[there.work, there.article]
        link = place_link(other, article, theirs[0].start)
        place = ids.provision_name("", here.paragraph, here.item, here.subitem)
        left = tuple(_pieces(self._articles[here.work, here.article], here, mine))
        return ParallelCard(place, link, left, tuple(_pieces(article, there, theirs)))

    def _term_cards(self, entry: Entry, uses: Sequence[TermUse]) -> dict[Number, list[TermCard]]:
        cards: dict[Number, dict[str, TermCard]] = defaultdict(dict)
        for use in uses:
            if use.term not in cards[use.article]:
                cards[use.article][use.term] = self._term_card(entry, use)
        return defaultdict(list, {number: list(found.values()) for number, found in cards.items()})

    def _term_card(self, entry: Entry, use: TermUse) -> TermCard:
        link = Link(use.term, term_object(use.term))
        if isinstance(use.source, CuratedTerm):
            sources = tuple(without_own_title(entry, self._ground_link(entry, g)) for g in use.source.grounds)
            return TermCard(link, use.source.definition, sources, False, True)
        other = self._entries[use.work or entry.key]
        article = self._articles[other.key, use.source.article]
        place = place_link(other, article, use.source.span.start, with_law=other is not entry)
        return TermCard(link, definition_sentence(article, use.source), (place,), use.inherited, False)

    def _times(self, entry: Entry, times: Sequence[TimeExpression]) -> dict[Number, list[tuple[str, str]]]:
        shown: dict[Number, list[tuple[str, str]]] = defaultdict(list)
        for time in times:
            article = self._articles[entry.key, time.article]
            shown[time.article].append((article.text[time.span.start : time.span.end], _time_meaning(time)))
        return shown


def _pieces(article: Article, at: ProvisionId, runs: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The text of a provision, cut where shared words begin and end."""
    wanted = (at.paragraph, at.item, at.subitem)
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
            yield article.text[position:run_start], False
        yield article.text[run_start:run_end], True
        position = run_end
    if position < end:
        yield article.text[position:end], False


def _time_meaning(time: TimeExpression) -> str:
    """What a time expression comes to: 15个工作日，自收到整改报告之日起."""
    if time.unit is TimeUnit.DATE:
        return time.value
    return f"{time.value}{_UNITS[time.unit]}" + (f"，{time.event}" if time.event else "")
