"""Ties the layers to the pages: marks in the text, and what stands beside an article.

Everything here is a view for a reader of what ``conv.linking`` found; nothing is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from conv import ids
from conv.diagnostics import Report
from conv.linking.resolve import Library, Resolved, resolve
from conv.linking.resolve import Link as Target
from conv.model import (
    Article,
    CitedWork,
    CuratedTerm,
    Definition,
    DefinitionKind,
    Fix,
    Ground,
    Note,
    Number,
    Parallel,
    ProvisionId,
    Reference,
    Segment,
    Span,
    TermUse,
    TimeExpression,
    TimeUnit,
)
from conv.site import (
    Annotations,
    Backlink,
    BoundNote,
    Citing,
    Entry,
    Link,
    Mark,
    MarkKind,
    ParallelCard,
    TermCard,
    cited_object,
    fix_object,
    object_name,
    term_object,
)

_UNITS = {
    TimeUnit.HOUR: "小时",
    TimeUnit.DAY: "日",
    TimeUnit.WORKDAY: "个工作日",
    TimeUnit.MONTH: "个月",
    TimeUnit.YEAR: "年",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one law, resolved."""

    references: Sequence[Resolved] = ()
    uses: Sequence[TermUse] = ()
    times: Sequence[TimeExpression] = ()


def target_object(link: Target) -> str:
    """The object of the law domain that a resolved target leads to."""
    if link.work is None:
        return cited_object(link.title)
    return f"{link.work}:{link.eid}" if link.eid else link.work


def segment_at(article: Article, offset: int) -> Segment:
    """The 款, 项 or 目 that holds an offset of the article's text."""
    for segment in article.segments:
        if segment.span.start <= offset <= segment.span.end:
            return segment
    raise ValueError(f"offset {offset} outside {article.label}")


def place_name(segment: Segment) -> str:
    """第一款第二项, without the article."""
    return ids.provision_name("", segment.paragraph, segment.item, segment.subitem)


def place_link(entry: Entry, article: Article, offset: int, with_law: bool = True) -> Link:
    """A link to the provision that holds an offset."""
    s = segment_at(article, offset)
    eid = ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)
    prefix = f"《{entry.title}》" if with_law else ""
    only = len(article.paragraphs) == 1 and s.item is None  # an article of one 款 is cited without it
    name = article.label if only else ids.provision_name(article.label, s.paragraph, s.item, s.subitem)
    return Link(prefix + name, object_name(entry, eid))


def make_marks(entry: Entry, found: Found, glossary: Iterable[str]) -> dict[Number, tuple[Mark, ...]]:
    """The links and corrections inside each article; where two overlap, a correction wins, then a reference."""
    known = set(glossary)
    by_article: dict[Number, list[Mark]] = defaultdict(list)
    for fix in entry.work.fixes:
        marks = by_article[fix.at.article]  # corrections come first, so their count is their number
        if (mark := _fix_mark(entry, fix, len(marks) + 1)) is not None:
            marks.append(mark)
    for resolved in found.references:
        reference = resolved.reference
        if resolved.link is not None:
            why = "：".join(p for p in (reference.rule, reference.antecedent) if p)
            mark = Mark(reference.span, MarkKind.REFERENCE, target_object(resolved.link), why)
            by_article[reference.article].append(mark)
    for use in found.uses:
        if use.first and use.term in known:
            by_article[use.article].append(Mark(use.span, MarkKind.TERM, term_object(use.term), ""))
    return {number: _without_overlaps(marks) for number, marks in by_article.items()}


def _fix_mark(entry: Entry, fix: Fix, index: int) -> Mark | None:
    article = next((a for a in entry.law.articles if a.number == fix.at.article), None)
    if article is None:
        return None
    for s in article.segments:
        if (s.paragraph, s.item, s.subitem) == (fix.at.paragraph or 1, fix.at.item, fix.at.subitem):
            at = article.text.find(fix.printed, s.span.start, s.span.end)
            if at >= 0:
                target = fix_object(entry.key, fix.at.article, index)
                hover = f"原文作“{fix.printed}”。{fix.reason}"
                return Mark(Span(at, at + len(fix.printed)), MarkKind.FIX, target, hover, fix.corrected)
    return None


def _without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    rank = {MarkKind.FIX: 0, MarkKind.REFERENCE: 1, MarkKind.TERM: 2}
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (rank[m.kind], m.span.start)):
        if all(mark.span.end <= t.span.start or mark.span.start >= t.span.end for t in taken):
            taken.append(mark)
    return tuple(sorted(taken, key=lambda m: m.span.start))


class GroundLinks:
    """Turns the grounds of notes and terms into links, through the same door as printed references."""

    def __init__(self, entries: Sequence[Entry], library: Library) -> None:
        self._library = library
        self._any = next((entry.law for entry in entries if entry.law.articles), None)

    def link(self, entry: Entry | None, ground: Ground) -> Link:
        """A ground as printed, linked where it leads somewhere; ``entry`` is the law that 本条例 means."""
        law = entry.law if entry and entry.law.articles else self._any
        if law is None:
            return Link(ground.printed)
        reference = Reference(law.articles[0].number, Span(0, 0), (ground.target,), "")
        (resolved,) = resolve(law, [reference], (), self._library, Report())
        return Link(ground.printed, target_object(resolved.link) if resolved.link else None)


def collect_citings(
    cited: Iterable[CitedWork], entries: Sequence[Entry], found: Mapping[str, Found]
) -> tuple[Citing, ...]:
    """The laws that are not held, in order of title, and the provisions of the laws in force that cite them."""
    sources: dict[str, dict[Link, None]] = defaultdict(dict)
    for entry in entries:
        articles = {a.number: a for a in reversed(entry.law.articles)}
        for r in found[entry.key].references if entry.version is None else ():
            for target in r.links:
                if target.work is None:
                    link = place_link(entry, articles[r.reference.article], r.reference.span.start)
                    sources[target.title].setdefault(link)
    return tuple(Citing(w.title, w.kind, w.short_titles, tuple(sources[w.title])) for w in cited)


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
                shown = self._target_link(entry, target)
                refers[r.reference.article].setdefault(shown.name, shown)
        terms = self._term_cards(entry, found.uses)
        times = self._times(entry, found.times)
        fixes: dict[Number, list[tuple[str, str, str]]] = defaultdict(list)
        for fix in entry.work.fixes:
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
        for note in entry.work.notes:
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
                    for at in self._provisions_of(target):
                        place = ids.provision_name("", at.paragraph, at.item, at.subitem)
                        backlinks[at.work, at.article].append(Backlink(link, words, place))
        return backlinks

    def _provisions_of(self, target: Target) -> Iterator[ProvisionId]:
        """The provision a target names, or every one of a range."""
        first, last = target.at, target.to
        if first is None or (first.work, first.article) not in self._articles:
            return
        if last is None:
            yield first
        elif first.article != last.article:
            for article in self._entries[first.work].law.articles:
                if first.article <= article.number <= last.article:
                    yield ProvisionId(first.work, article.number)
        else:
            for s in self._articles[first.work, first.article].segments:
                at = ProvisionId(first.work, first.article, s.paragraph, s.item, s.subitem)
                if _is_between(at, first, last):
                    yield at

    def _target_link(self, entry: Entry, target: Target) -> Link:
        """A target by the name that a reader knows it by; a law of its own without its title."""
        title = "" if target.work == entry.key else f"《{target.title}》"
        name = title + self._place_of(target) if target.at else title + self._division_name(target)
        return Link(name or f"《{target.title}》", target_object(target))

    def _place_of(self, target: Target) -> str:
        at, to = target.at, target.to
        assert at is not None
        label = self._articles[at.work, at.article].label
        name = ids.provision_name(label, at.paragraph, at.item, at.subitem)
        if to is None:
            return name
        last = self._articles[to.work, to.article].label if to.article != at.article else ""
        return f"{name}至{ids.provision_name(last, *_new_levels(at, to))}"

    def _division_name(self, target: Target) -> str:
        if target.work is None or not target.eid:
            return ""
        law = self._entries[target.work].law
        for eid, division in zip(ids.division_eids(law.divisions), law.divisions, strict=True):
            if eid == target.eid:
                return division.label
        return next((a.label for a in law.annexes if ids.annex_eid(a.number) == target.eid), "")

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
            sources = tuple(_without_own_title(entry, self._ground_link(entry, g)) for g in use.source.grounds)
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


def _is_between(at: ProvisionId, first: ProvisionId, last: ProvisionId) -> bool:
    """Whether a provision is one of a range of 款 or 项 of one article; what lies below them is not listed again."""
    if first.item is None or last.item is None:
        inside = (first.paragraph or 1) <= (at.paragraph or 1) <= (last.paragraph or 1)
        return inside and at.item is None
    return at.paragraph == first.paragraph and at.item is not None and first.item <= at.item <= last.item


def _new_levels(at: ProvisionId, to: ProvisionId) -> tuple[int | None, Number | None, Number | None]:
    """What the end of a range says anew: 第一款第一项至第三项 does not repeat the 款."""
    if to.article != at.article or to.paragraph != at.paragraph:
        return to.paragraph, to.item, to.subitem
    return None, to.item if to.item != at.item else None, to.subitem


def _pieces(article: Article, at: ProvisionId, runs: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The text of a provision, cut where shared words begin and end."""
    wanted = (at.paragraph, at.item, at.subitem)
    segment = next((s for s in article.segments if (s.paragraph, s.item, s.subitem) == wanted), None)
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


def _without_own_title(entry: Entry, link: Link) -> Link:
    """A provision of the law whose page this is, by its number alone."""
    own = link.target is not None and link.target.partition(":")[0] == entry.key
    return replace(link, name=link.name.rpartition("》")[2]) if own and not link.name.endswith("》") else link


def definition_sentence(article: Article, definition: Definition) -> str:
    """The defining passage as printed; for an abbreviation, what it stands for."""
    if definition.kind is DefinitionKind.ABBREVIATES and definition.expansion:
        return f"{definition.expansion}的简称。"
    start, end = definition.span.start, definition.span.end
    if definition.kind is DefinitionKind.ABBREVIATES:  # what it stands for begins somewhere in this sentence
        start = max(article.text.rfind(stop, 0, start) for stop in "。；：\n") + 1
    return article.text[start:end]
