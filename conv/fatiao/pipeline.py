"""The only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

from fatiao.corpus.accepted import seals_of, settle
from fatiao.corpus.checks import check_notes, check_titles, check_work
from fatiao.corpus.read import read_corpus
from fatiao.corpus.slips import check_slips
from fatiao.corpus.text_checks import check_pairs, check_text_facts
from fatiao.diagnostics import Report
from fatiao.digests import digest_text
from fatiao.language.romanise import list_words
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.parallels.find import Before, Pair, find_pairs
from fatiao.linking.parallels.reduce import Reduced, reduce_law
from fatiao.linking.references.find import find_references
from fatiao.linking.references.known_titles import KnownTitles
from fatiao.linking.resolve import Library, build_library, resolve
from fatiao.linking.script import Printed, reading_copy, simplified_definitions, simplified_titles
from fatiao.linking.terms.find import build_term_index, find_term_uses
from fatiao.linking.times import find_time_expressions
from fatiao.model.amending import AmendedText
from fatiao.model.corpus import Corpus, Faulty, Work
from fatiao.model.findings import Diagnostic, Severity
from fatiao.model.law import Law, Source
from fatiao.model.layers import Definition, Layers, Parallel, Reference, TimeExpression
from fatiao.permalinks.names import name_terms, name_works, read_promised
from fatiao.permalinks.site import LEDGER_NAME
from fatiao.reading.law import read_law
from fatiao.reading.left_out import find_within
from fatiao.reading.lines.source import read_source
from fatiao.rebuild.cache import ResultCache
from fatiao.site.amendments import name_instructions
from fatiao.site.annotations import Binder
from fatiao.site.findings import Found
from fatiao.site.glossary import build_glossary
from fatiao.site.link_grounds import GroundLinks, collect_citings, collect_unlisted
from fatiao.site.marks import make_marks
from fatiao.site.model import Entry, GlossaryTerm, Site
from fatiao.site.names import Names, Slugs
from fatiao.site.note_texts import check_stale, notes_of
from fatiao.site.objects import collect_objects
from fatiao.site.other_texts import Changes, find_changes, tie_texts
from fatiao.site.typeset import typeset_entry

Findings = tuple[Diagnostic, ...]
#: The types of the values that a cache stores.
_READ = tuple[Law, Findings, tuple[Definition, ...], Findings]
_REFERRED = tuple[tuple[Reference, ...], Findings, tuple[TimeExpression, ...]]
_REDUCED = tuple[Reduced, ...]


def build_site(folder: Path, report: Report, cache: ResultCache | None = None, without_faulty: bool = False) -> Site:
    """Read a corpus folder and return the site made from it; findings go to ``report``.

    ``cache`` holds the results of earlier builds for single laws.  With ``without_faulty`` the site omits laws in
    which an error was found.  Raises FatiaoError if the folder cannot be read at all.
    """
    cache = cache or ResultCache()
    corpus = read_corpus(folder, report)
    entries = tuple(entry for work in corpus.works for entry in _read_work(work, report, cache))
    corpus = _name_faulty(corpus, entries, report)
    if without_faulty:
        corpus, entries = _leave_out(corpus, entries)
    laws = {entry.key: entry.law for entry in entries if entry.version is None}
    check_titles(corpus, laws, report)
    older = {(entry.work.id, entry.version): entry.law for entry in entries if entry.version}
    check_notes(corpus, laws, older, report)
    check_slips(corpus, laws, older, report)
    check_pairs(corpus, report)
    if without_faulty:  # the checks above may find errors in notes, and then the whole law is left out
        corpus, entries = _leave_out(_name_faulty(corpus, entries, report), entries)
    promised = read_promised(folder / LEDGER_NAME)
    works = name_works((work.title for work in corpus.cited), promised, report)
    found = _find(corpus, entries, report, cache)
    return _bind(corpus, entries, found, cache, works, partial(name_terms, promised=promised, report=report), report)


def _read_work(work: Work, report: Report, cache: ResultCache) -> tuple[Entry, ...]:
    entries = tuple(_read_versions(work, report, cache))
    _check_accepted(work, entries, report)
    return entries


def read_laws(folder: Path, report: Report) -> tuple[Corpus, tuple[Entry, ...]]:
    """Read the laws of a corpus folder, each with its own definitions, without the stages that need several laws.

    Raises FatiaoError if the folder cannot be read at all.
    """
    corpus = read_corpus(folder, report)
    return corpus, tuple(entry for work in corpus.works for entry in _read_versions(work, report, ResultCache()))


def read_some(folder: Path, is_wanted: Callable[[str], bool], cache: ResultCache) -> int:
    """Store the results that need a single text in ``cache``, for the wanted works; return the number of works.

    ``is_wanted`` takes the id of a work.  The results are the tree, the definitions, and the provisions reduced for the
    search for parallels.  Findings are not reported here: they are stored with the results, and ``build_site`` reports
    them.  Raises FatiaoError if the folder cannot be read at all.
    """
    wanted = [work for work in read_corpus(folder, Report()).works if is_wanted(work.id)]
    for work in wanted:
        for entry in _read_versions(work, Report(), cache):
            if entry.version is None:
                _reduce(entry.law, _digest(entry.law.source, entry.law.work), cache)
    return len(wanted)


def _reduce(law: Law, digest: str, cache: ResultCache) -> tuple[Reduced, ...]:
    return cache.get_or_make("provisions", digest, partial(reduce_law, law), _REDUCED)


def _name_faulty(corpus: Corpus, entries: Sequence[Entry], report: Report) -> Corpus:
    """Return the corpus with ``faulty`` extended by laws that cannot be read or have an error in their folders."""
    read = {entry.work.id for entry in entries if entry.version is None}
    places = {PurePath(d.path) for d in report if d.severity is Severity.ERROR}
    places |= {place.parent for place in places}
    named = tuple(
        _faulty(work, entries)
        for work in corpus.works
        if not corpus.is_faulty(work.id) and (work.id not in read or PurePath(work.versions[0].path).parent in places)
    )
    return replace(corpus, faulty=corpus.faulty + named)


def _leave_out(corpus: Corpus, entries: Sequence[Entry]) -> tuple[Corpus, tuple[Entry, ...]]:
    """Return the corpus and its texts without the faulty laws."""
    works = tuple(work for work in corpus.works if not corpus.is_faulty(work.id))
    return replace(corpus, works=works), tuple(e for e in entries if not corpus.is_faulty(e.work.id))


def _faulty(work: Work, entries: Sequence[Entry]) -> Faulty:
    printed = [e.law.front.title.text for e in entries if e.work.id == work.id and e.law.front.title]
    titles = tuple(filter(None, (work.title, *printed)))
    return Faulty(work.id, (*titles, *work.short_titles) if titles else ())


def _read_versions(work: Work, report: Report, cache: ResultCache) -> Iterator[Entry]:
    """Yield the texts of a work, each with its own definitions; the key of the newest has no date."""
    for version in work.versions:
        source = read_source(Path(version.path), report)
        if source is None:
            continue
        if version.origin is not None:
            source = replace(source, origin=version.origin)
        date = None if version is work.versions[-1] else version.date
        key = f"{work.id}@{date}" if date else work.id
        law, read, definitions, defined = cache.get_or_make(
            "law", _digest(source, key), partial(_read_alone, source, key), _READ
        )
        report.extend(settle(read, seals_of(source, find_within(law)), work.accepted) if work.accepted else read)
        if date is None:
            check_work(work, law, report)
        check_text_facts(work, version, law, report)
        report.extend(defined)
        yield Entry(work, law, Layers(definitions=definitions), date)


def _check_accepted(work: Work, entries: Sequence[Entry], report: Report) -> None:
    """Report each accepted range that no text of the work leaves out any more."""
    if not work.accepted:
        return
    current = {entry for e in entries for entry in seals_of(e.law.source, find_within(e.law))}
    for entry in work.accepted:
        if entry not in current:
            message = (
                f"{entry[:_SHOWN]}…: the text has changed, or these lines are not left out; run fatiao accept {work.id}"
            )
            report.add_at("accepted-void", message, work.path, dict(work.lines).get("accepted", 1), 1)


#: The number of characters of an accepted entry that are shown: its lines and the beginning of its digest.
_SHOWN = 32


def _read_alone(source: Source, key: str) -> tuple[Law, Findings, tuple[Definition, ...], Findings]:
    """Return a law and its definitions, each with the findings; neither depends on another law."""
    read, defined = Report(), Report()
    law = read_law(source, key, read)
    definitions = _find_definitions(law, defined)
    return law, tuple(read), definitions, tuple(defined)


def _find_definitions(law: Law, report: Report) -> tuple[Definition, ...]:
    copy = reading_copy(law)
    return Printed(law, copy).definitions(find_definitions(copy, report))


def _find(corpus: Corpus, entries: Sequence[Entry], report: Report, cache: ResultCache) -> dict[str, Found]:
    """Return the references, resolved against all laws, the uses of terms and the times of every law, by its key."""
    laws = [entry.law for entry in entries]
    library = library_of(corpus, entries)
    definitions = {entry.key: entry.layers.definitions for entry in entries}
    index = build_term_index(laws, definitions, corpus.terms)
    found: dict[str, Found] = {}
    known = KnownTitles(library.holdings)
    for entry in entries:
        law, own = entry.law, entry.layers.definitions
        titles = known.nameable_in(law)
        digest = _digest(law.source, law.work, *titles)
        references, findings, times = cache.get_or_make(
            "references", digest, partial(_find_alone, law, own, titles), _REFERRED
        )
        report.extend(findings)
        resolved = resolve(law, references, own, library, report)
        uses = find_term_uses(law, index, references)
        found[entry.key] = Found(resolved, uses, times)
    return found


def _find_alone(
    law: Law, definitions: Sequence[Definition], titles: Sequence[str]
) -> tuple[tuple[Reference, ...], Findings, tuple[TimeExpression, ...]]:
    """Return the references, findings and times of a law, which depend only on it and on the titles it may name."""
    return *_find_references(law, definitions, titles), _find_times(law)


def _find_references(
    law: Law, definitions: Sequence[Definition], titles: Sequence[str]
) -> tuple[tuple[Reference, ...], Findings]:
    report = Report()
    copy = reading_copy(law)
    if copy is not law:
        own, known = simplified_definitions(law, definitions), simplified_titles(titles)
        return Printed(law, copy, titles).references(find_references(copy, own, known, report)), tuple(report)
    return find_references(law, definitions, titles, report), tuple(report)


def _find_times(law: Law) -> tuple[TimeExpression, ...]:
    copy = reading_copy(law)
    return Printed(law, copy).times(find_time_expressions(copy))


def library_of(corpus: Corpus, entries: Sequence[Entry]) -> Library:
    """Return the library of laws that titles may name: every work once, with its newest text, and the dated texts."""
    versions: dict[str, dict[str, Law]] = {}
    for entry in entries:
        date = entry.version or (entry.work.versions[-1].date if entry.work.versions else "")
        versions.setdefault(entry.work.id, {})[date] = entry.law
    return build_library([(e.work, e.law) for e in entries if e.version is None], corpus.cited, versions)


def _bind(
    corpus: Corpus,
    entries: Sequence[Entry],
    found: Mapping[str, Found],
    cache: ResultCache,
    works: Slugs,
    name_terms: Callable[[Sequence[GlossaryTerm]], Slugs],
    report: Report,
) -> Site:
    """Tie everything together: glossary, marks, annotations, and the addresses of all of it."""
    entries = tie_texts(tuple(map(typeset_entry, entries)), partial(_find_changes, cache=cache))
    entries = name_instructions(entries, partial(_explain, cache=cache, report=report), report)
    current = [entry for entry in entries if entry.version is None]
    grounds = GroundLinks(current, library_of(corpus, entries), Names(works=works))
    glossary = build_glossary(entries, {key: f.uses for key, f in found.items()}, corpus.terms, grounds.link)
    names = Names(name_terms(glossary), works)
    glossary = tuple(replace(term, given_slug=names.terms.of(term.term)) for term in glossary)
    citings = collect_citings(corpus, entries, found, works, glossary)
    unlisted = collect_unlisted(corpus, entries, found)
    parallels = _find_parallels([entry.source_law for entry in current], cache)
    binder = Binder(entries, found, parallels, grounds.link, glossary, names)
    known = {term.term for term in glossary}
    apart = list_words((term.term, term.pinyin) for term in corpus.terms)
    bound = tuple(
        replace(
            entry,
            layers=replace(entry.layers, references=tuple(r.reference for r in found[entry.key].references)),
            marks=make_marks(entry, found[entry.key], known, names),
            annotations=binder.annotate(entry),
            notes=tuple(binder.bind_note(entry, note) for note in notes_of(entry) if note.at is None),
            words=_pick_words(entry, apart),
        )
        for entry in entries
    )
    for entry in bound:
        check_stale(entry, report)
    return Site(corpus, bound, collect_objects(bound, glossary, citings), glossary, citings, unlisted, names)


def _find_changes(old: Law, new: Law, cache: ResultCache) -> Changes:
    key = _digest(old.source, _digest(new.source, f"{old.work} {new.work}"))
    return cache.get_or_make("changes", key, partial(find_changes, old, new), Changes)


def _explain(old: Law, new: Law, path: str, cache: ResultCache, report: Report) -> AmendedText | None:
    from fatiao.amending.explain import explain  # noqa: PLC0415  # its patterns take long to compile, and few need them

    decision = read_source(Path(path), report)
    if decision is None:
        return None
    key = _digest(old.source, _digest(new.source, decision.text))
    return cache.get_or_make("amendment", key, partial(explain, old, new, decision.text), AmendedText)


def _pick_words(entry: Entry, apart: Mapping[str, str]) -> dict[str, str]:
    """Return the words that occur in the title of a law or in the names of the bodies that made it."""
    front = entry.law.front
    events = [event.by or "" for event in front.events]
    names = "\n".join((entry.title, entry.work.issuer or "", *events))
    return {word: reading for word, reading in apart.items() if word in names}


def _find_parallels(laws: Sequence[Law], cache: ResultCache) -> tuple[Parallel, ...]:
    """Return the parallels; those of the last build are reused unless one of their laws changed."""
    digests = tuple(_digest(law.source, law.work) for law in laws)

    def compare(last: _Compared | None) -> _Compared:
        if last and last.digests == digests:  # no source changed: for example, only a note was edited
            cache.keep_alive("provisions", digests)
            return last
        reduced = [_reduce(law, digest, cache) for law, digest in zip(laws, digests, strict=True)]
        return _Compared(digests, find_pairs(laws, reduced, _find_before(last, digests, cache) if last else None))

    return tuple(pair.parallel for pair in cache.update("parallels", compare, _Compared).pairs)


class _Compared(NamedTuple):
    """The digests of the laws that were searched for parallels, and the pairs found."""

    digests: tuple[str, ...]
    pairs: tuple[Pair, ...]


def _find_before(last: _Compared, digests: Sequence[str], cache: ResultCache) -> Before | None:
    """Return the parallels of the last build for an incremental search; None if that is not possible.

    It is not if ``cache`` lacks the reduced provisions of a law that is gone, or if the order of the laws changed.
    """
    now = {digest: at for at, digest in enumerate(digests)}
    standing = [now.get(digest) for digest in last.digests]
    places = [at for at in standing if at is not None]
    gone = {
        then: cache.look_up("provisions", last.digests[then], _REDUCED)
        for then, at in enumerate(standing)
        if at is None
    }
    if None in gone.values() or places != sorted({*places}):
        return None
    return Before(standing, gone, last.pairs)


def _digest(source: Source, *words: str) -> str:
    """Return one SHA-256 over a decoded source and ``words``, the other inputs of its results."""
    parts = (source.text, source.path, source.encoding, repr(source.origin), *words)
    return digest_text(*parts)


def parse_source(source: Source, report: Report) -> tuple[Law, Layers]:
    """Return the law in a source outside a corpus, with all the layers that need no other law."""
    law = read_law(source, "", report)
    return law, find_layers(law, report)


def find_layers(law: Law, report: Report) -> Layers:
    """Return the layers of a law that need no other law."""
    definitions = _find_definitions(law, report)
    references, findings = _find_references(law, definitions, ())
    report.extend(findings)
    return Layers(definitions=definitions, references=references)
