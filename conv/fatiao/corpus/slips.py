"""Find an editor's slips in notes and terms: wrong quotations, dates of grounds, repetition, gaps.

Only held texts can be compared; the editor has to check a quotation from a law that is only cited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from fatiao.corpus.lookup import hold_titles, law_of_edition, provision_of, provision_text
from fatiao.diagnostics import Report
from fatiao.language.titles import title_key
from fatiao.model.corpus import Corpus, CuratedTerm, Ground, Note, Work
from fatiao.model.law import Law

_QUOTED = re.compile("“([^“”]*)”")
_OMISSION = re.compile("…+|\\.{3,}")
#: Half-width marks and their full-width forms, since printed texts use either.
_WIDTHS = str.maketrans(",;:()?!", "，；：（）？！")
#: Characters of the shortest run that counts as words of another text; shorter runs are names that both must use.
_RUN = 6
#: Characters of the shortest provision whose repetition is reported; a note on a shorter one has to repeat it.
_SHORT = 20
#: The share of a provision's words that a note may repeat.
_HALF = 0.5
#: The share of the shorter of two notes that the other may repeat.
_SAME = 0.5


def check_slips(corpus: Corpus, laws: Mapping[str, Law], older: Mapping[tuple[str, str], Law], report: Report) -> None:
    """Report the slips in the notes of all laws that are not faulty, and in the terms.

    ``laws`` maps the id of each held work to its law in force, ``older`` maps id and date to each earlier text.
    """
    texts = _Texts(corpus, laws, older)
    for work in corpus.works:
        if work.id not in laws or corpus.is_faulty(work.id):
            continue
        for note in work.notes:
            if law_of_edition(note, work, laws, older):  # that there is no such text was said
                _check_note(note, work, texts, report)
        _check_pages(work.notes, report)
    for term in corpus.terms:
        _check_term(term, texts, report)


class _Texts:
    """Lookup of the words of provisions and grounds in held laws, and of the days of the texts that grounds mean."""

    def __init__(self, corpus: Corpus, laws: Mapping[str, Law], older: Mapping[tuple[str, str], Law]) -> None:
        self._laws, self._older, self._held = laws, older, hold_titles(corpus, laws)
        self._works = {work.id: work for work in corpus.works}
        self._days = {title_key(law.title): law.editions for law in corpus.cited}
        self._own_days = {work.id: tuple(version.date for version in work.versions) for work in corpus.works}

    def of_note(self, note: Note) -> str:
        """Return the words of the provision that a note is on, or of the whole law."""
        law = self._law_of(note)
        if note.at is None:
            return squeeze("".join(article.text for article in law.articles))
        return squeeze(provision_text(law, note.at))

    def of_page(self, note: Note) -> str:
        """Return the words of the article that a note is on, or of the whole law."""
        articles = self._law_of(note).articles
        return squeeze("".join(a.text for a in articles if note.at is None or a.number == note.at.article))

    def of_grounds(self, grounds: Iterable[Ground], own: str | None) -> list[str] | None:
        """Return the words of the articles that the grounds name; None where one is in a text that is not held."""
        texts: list[str] = []
        for ground in grounds:
            work = self._work_of(ground, own)
            if work is None or work not in self._laws or ground.edition:
                return None
            target = provision_of(work, ground.target)
            texts += (squeeze(a.text) for a in self._laws[work].articles if a.number == target.article)
        return texts

    def day_of(self, ground: Ground, own: str) -> str:
        """Return the day of the text that a ground means; empty where it is not known, and for a ground in ``own``."""
        work = self._work_of(ground, own)
        if work == own:
            return ""
        days = self._own_days[work] if work else self._days.get(title_key(ground.target.law or ""), ())
        return max((day for day in days if day.startswith(ground.edition or "")), default="")

    def day_of_law(self, work: Work, edition: str | None) -> str:
        """Return the day of the text that a note of a law is on."""
        return work.date_of(edition) or ""

    def before(self, work: Work, edition: str | None) -> dict[str, str]:
        """Return the words of the texts before the one that a note is on, by day, the latest first."""
        own = self.day_of_law(work, edition)
        days = sorted((day for id_, day in self._older if id_ == work.id and day < own), reverse=True)
        return {day: squeeze("".join(a.text for a in self._older[work.id, day].articles)) for day in days}

    def _law_of(self, note: Note) -> Law:
        law = law_of_edition(note, self._works[note.work], self._laws, self._older)
        assert law
        return law

    def _work_of(self, ground: Ground, own: str | None) -> str | None:
        return own if ground.target.law is None else self._held.get(title_key(ground.target.law))


def squeeze(text: str) -> str:
    """Return a text without white space, with full-width marks."""
    return re.sub(r"\s", "", text).translate(_WIDTHS)


def _check_note(note: Note, work: Work, texts: _Texts, report: Report) -> None:
    _check_quotations(note, work, texts, report)
    for ground in note.grounds:
        day = texts.day_of(ground, note.work)
        if day > texts.day_of_law(work, note.edition) > "" and (note.kind != "对照" or not ground.edition):
            message = (
                f"{ground.printed} is of {day}, later than the law; name an older edition, or use 对照 and the year"
            )
            report.add_at("ground-later", message, note.path, note.line, 1)
    provision = _words(texts.of_note(note))
    if note.at and len(provision) >= _SHORT:
        share = _share(provision, _words(note.text))
        if share > _HALF:
            message = f"the note repeats {share:.0%} of the words of its provision; quote only what differs"
            report.add_at("note-repeats", message, note.path, note.line, 1)


def _check_quotations(note: Note, work: Work, texts: _Texts, report: Report) -> None:
    """Report quotations that are printed nowhere, and as errors those that only an older text of the law has."""
    grounds = texts.of_grounds(note.grounds, note.work)
    older = {} if any(ground.edition for ground in note.grounds) else texts.before(work, note.edition)
    for quotation in _list_unfounded(note.text, [texts.of_page(note), *(grounds or ())]):
        day = next((day for day, text in older.items() if not [*_list_unfounded(f"“{quotation}”", [text])]), "")
        if day:
            message = f"“{quotation}” was in the text of {day} but is no longer in the provision; "
            message += f"quote the words in force, or add （{day[:4]}年） to the heading or to a ground"
            report.add_at("quotation-gone", message, note.path, note.line, 1)
        elif grounds is not None:
            message = f"“{quotation}” occurs neither in the provision nor in a ground; quote word for word"
            report.add_at("quotation-unfounded", message, note.path, note.line, 1)


def _check_pages(notes: Iterable[Note], report: Report) -> None:
    """Report pairs of notes on one page that compare with the same provision and say much the same."""
    pages: dict[object, list[Note]] = defaultdict(list)
    for note in notes:
        pages[note.edition, note.at and note.at.article].append(note)
    for page in pages.values():
        for first, second in combinations(page, 2):
            if _is_same_comparison(first, second):
                message = f"this note repeats the comparison of the note on line {first.line}; keep one of them"
                report.add_at("note-twice", message, second.path, second.line, 1)


def _is_same_comparison(first: Note, second: Note) -> bool:
    shared = {(g.target, g.edition) for g in first.grounds} & {(g.target, g.edition) for g in second.grounds}
    if not shared:
        return False
    shorter, longer = sorted((_words(first.text), _words(second.text)), key=len)
    quotations = {squeeze(q) for q in _QUOTED.findall(first.text)} & {squeeze(q) for q in _QUOTED.findall(second.text)}
    return _share(shorter, longer) > _SAME or any(len(quotation) >= _RUN for quotation in quotations)


def _check_term(term: CuratedTerm, texts: _Texts, report: Report) -> None:
    grounds = texts.of_grounds(term.grounds, None)
    if grounds is None:
        return
    for quotation in _list_unfounded(term.definition, grounds):
        if not any(_has_gap(quotation, text) for text in grounds):
            message = f"{term.term}: “{quotation}” does not occur in any ground; quote word for word"
            report.add_at("quotation-unfounded", message, term.path, term.line, 1)
    for words in (*_QUOTED.findall(term.definition), term.definition.rstrip("。")):
        gap = next((gap for text in grounds if (gap := _has_gap(words, text))), "")
        if gap:
            message = f"{term.term}: the ground has more words after “{gap}”; mark the omission with ……"
            report.add_at("definition-gap", message, term.path, term.line, 1)
            break


def _list_unfounded(text: str, sources: Iterable[str]) -> Iterator[str]:
    """Yield the quotations in a text that no source has; …… separates pieces, which are searched one by one."""
    known = list(sources)
    for quotation in _QUOTED.findall(text):
        pieces = [squeeze(piece) for piece in _OMISSION.split(quotation)]
        if not any(all(piece in source for piece in pieces) for source in known):
            yield quotation


def _has_gap(words: str, source: str) -> str:
    """Return the characters before the first omission if ``words`` are a source's with a gap, else an empty string."""
    wanted = squeeze(words)
    if wanted in source or len(wanted) < 2 * _RUN or _OMISSION.search(wanted):
        return ""
    first = next((n for n in range(len(wanted) - 1, _RUN - 1, -1) if wanted[:n] in source), 0)
    at, start = 0, 0
    position, size = source.find(wanted[:first]), first
    while size >= _RUN:
        at, start = at + size, position + size
        if at == len(wanted):
            return wanted[max(0, first - _RUN) : first]
        rest = range(len(wanted) - at, _RUN - 1, -1)
        size = next((n for n in rest if source.find(wanted[at : at + n], start) >= 0), 0)
        position = source.find(wanted[at : at + size], start)
    return ""


def _words(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def _share(words: str, other: str) -> float:
    """Return the share of ``words`` that ``other`` has in runs of at least ``_RUN`` characters."""
    flags = bytearray(len(words))
    for at in range(len(words) - _RUN + 1):
        if words[at : at + _RUN] in other:
            flags[at : at + _RUN] = bytes([1]) * _RUN
    return sum(flags) / len(words) if words else 0.0
