"""Compare the editor's values, notes, fixes and terms with the texts.

A value that contradicts the text, a value without a ground, and a note or fix on a missing provision are errors:
everything that a reader sees beside the text is either printed in it or names its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fatiao.corpus.lookup import find_provision, hold_titles, law_of_edition, provision_of
from fatiao.corpus.read import LAW_FIELDS
from fatiao.diagnostics import Report
from fatiao.language.dates import print_date
from fatiao.language.titles import title_form, title_key
from fatiao.model.corpus import Corpus, Fix, Ground, Work
from fatiao.model.law import Event, EventKind, Law, Passage, ProvisionId

_SESSION = re.compile(r"第[一二三四五六七八九十]+届")  # the term within an issuer: 自治区第十四届人民代表大会
_EVENT_OF = {
    "adopted": EventKind.ADOPTED,
    "promulgated": EventKind.PROMULGATED,
    "in_force": EventKind.IN_FORCE,
}


def check_work(work: Work, law: Law, report: Report) -> None:
    """Report values that contradict the text, values without a ground, and grounds for what the text prints.

    ``law`` is the version that ``law.toml`` describes: the latest.
    """
    supplied = {entry.field: entry for entry in work.supplied}
    lines = dict(work.lines)
    for name in LAW_FIELDS:
        value = getattr(work, name)
        if not value:
            continue
        printed = _printed(name, law)
        stands = _stands(name, value, law, printed)
        if printed and not stands:
            message = f"{name} is {value}, but the text prints {'、'.join(printed)}; correct it, or add a fix"
            report.add_at("contradicts-source", message, work.path, lines.get(name, 1), 1)
        elif not stands and name not in supplied:
            message = f"the text does not print the value of {name}; add a [[supplied]] entry with its ground"
            report.add_at("ground-missing", message, work.path, lines.get(name, 1), 1)
        elif stands and name in supplied:
            message = f"the text prints the value of {name}; remove its [[supplied]] entry"
            report.add_at("ground-needless", message, work.path, supplied[name].line, 1)
    if not work.path:
        _check_bare(law, report)


def _check_bare(law: Law, report: Report) -> None:
    """Report the facts that citations lack if a law has no ``law.toml``: no text prints its kind and its status."""
    made = (EventKind.ADOPTED, EventKind.APPROVED, EventKind.PROMULGATED)
    named = any(event.by for event in law.front.events if event.kind in made)
    missing = ", ".join(["kind", "status"] if named else ["issuer", "kind", "status"])
    message = f"this law has no law.toml, so {missing} are missing on pages and in citations; add one"
    report.add_at("facts-missing", message, law.source.path, 1, 1)


def _printed(name: str, law: Law) -> tuple[str, ...]:
    """Return the values that the text prints for a field that it can contradict; empty if it prints none."""
    if name == "title":
        return (law.front.title.text,) if law.front.title else ()
    if name == "number":
        return (law.front.notice.number,) if law.front.notice and law.front.notice.number else ()
    if name in _EVENT_OF:
        return tuple(dict.fromkeys(event.date for event in _events(law, _EVENT_OF[name]) if event.date))
    return ()


def _stands(name: str, value: str, law: Law, printed: tuple[str, ...]) -> bool:
    """Return True if the text prints the value of a field, or implies it."""
    if name == "title":
        return any(title_form(value) == title_form(words) for words in printed)
    if name == "number":  # a decree's number stands in the notice, or in the history: 国务院令第646号公布
        words = printed or tuple(event.text for event in law.front.events)
        return any(_squeeze(value) in _squeeze(text) for text in words)
    if name == "issuer":
        return _squeeze(value) in _SESSION.sub("", "".join(_squeeze(words) for words in _front_words(law)))
    if name == "in_force" and not printed:  # 自公布之日起施行
        on_promulgation = any("公布之日" in event.text for event in _events(law, EventKind.IN_FORCE))
        return on_promulgation and _stands("promulgated", value, law, _printed("promulgated", law))
    if name == "promulgated" and not printed:  # the day under a 公告 or 令 is the day of its publication
        return bool(law.front.notice) and print_date(value) in map(_squeeze, _notice_lines(law))
    return value in printed


def _events(law: Law, kind: EventKind) -> Iterator[Event]:
    return (event for event in law.front.events if event.kind is kind)


def _front_words(law: Law) -> Iterator[str]:
    yield from (event.text for event in law.front.events)
    yield from _notice_lines(law)
    yield from (passage.text for passage in law.signature)


def _notice_lines(law: Law) -> Iterator[str]:
    return (passage.text for passage in (law.front.notice.lines if law.front.notice else ()))


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def check_notes(corpus: Corpus, laws: Mapping[str, Law], older: Mapping[tuple[str, str], Law], report: Report) -> None:
    """Report notes, fixes and terms that name a missing provision or law, and fixes that do not match the text.

    ``laws`` maps the id of each held work to its law in force, ``older`` maps id and date to each earlier text.
    """
    grounds = _Grounds(corpus, laws, report)
    for work in corpus.works:
        law = laws.get(work.id)
        if law is None or corpus.is_faulty(work.id):  # its errors are reported already
            continue
        for note in work.notes:
            own = law_of_edition(note, work, laws, older)
            if own is None:
                message = f"the heading names the text of {note.edition}, but {work.id} has none of that date"
                report.add_at("no-such-provision", message, note.path, note.line, 1)
            elif note.at and find_provision(own, note.at) is None:
                report.add_at("no-such-provision", _absent(note.at), note.path, note.line, 1)
            for ground in note.grounds:
                grounds.check(ground, work.id, note.path, note.line)
        for fix in work.fixes:
            _check_fix(fix, work, law_of_edition(fix, work, laws, older), older, report)
            grounds.check(fix.ground, work.id, fix.path, fix.line)
    for term in corpus.terms:
        for ground in term.grounds:
            grounds.check(ground, None, term.path, term.line)


def check_titles(corpus: Corpus, laws: Mapping[str, Law], report: Report) -> None:
    """Report two held laws, or a held and a cited one, whose titles have the same key and make references ambiguous.

    ``corpus.read`` compares the titles that ``law.toml`` gives; this function compares those that only texts print.
    """
    holders: dict[str, str] = {}
    given = {(work.id, title_key(name)) for work in corpus.works for name in (work.title, *work.short_titles) if name}
    for holder, key in sorted(given):
        holders.setdefault(key, holder)
    cited = {title_key(name): law for law in corpus.cited for name in (law.title, *law.short_titles)}
    for work in corpus.works:
        law = laws.get(work.id)
        if law is None or law.front.title is None:
            continue
        title = law.front.title.text
        key = title_key(title)
        if (work.id, key) in given:
            continue
        other = holders.setdefault(key, work.id)
        if other != work.id:
            report.add(
                "duplicate-title",
                f"{title}: {other} has the same title; correct one of them",
                law.source,
                _offset(law.front.title),
            )
        elif key in cited:
            message = f"{title} is in works.toml, but the corpus has this law as {work.id}; remove it from works.toml"
            report.add("duplicate-title", message, law.source, _offset(law.front.title))


def _offset(passage: Passage) -> int:
    return passage.spans[0].start if passage.spans else 0


def _absent(at: ProvisionId) -> str:
    where = [f"article {at.article}"]
    where += [f"paragraph {at.paragraph}"] if at.paragraph is not None else []
    where += [f"item {at.item}"] if at.item else []
    where += [f"subitem {at.subitem}"] if at.subitem else []
    return f"{at.work} has no {' '.join(where)}"


def _check_fix(fix: Fix, work: Work, law: Law | None, older: Mapping[tuple[str, str], Law], report: Report) -> None:
    if law is None:
        report.add_at("no-such-provision", f"text: {work.id} has no text of {fix.edition}", fix.path, fix.line, 1)
        return
    count = _count_printed(law, fix)
    if count == 1:
        return
    day = "" if fix.edition else _last_day_printed(fix, work, older)
    hint = f"; the text of {day} has these words: add text = {day}" if day else ""
    if count is None:
        report.add_at("no-such-provision", _absent(fix.at) + hint, fix.path, fix.line, 1)
        return
    found = (
        f"occurs {count} times in the provision; quote more words"
        if count
        else f"does not occur in the provision{hint or '; quote the words as printed'}"
    )
    report.add_at("fix-mismatch", f"“{fix.printed}” {found}", fix.path, fix.line, 1)


def _count_printed(law: Law, fix: Fix) -> int | None:
    """Return how often the words of a correction stand in its provision; None if the law has no such provision."""
    segments = find_provision(law, fix.at)
    if segments is None:
        return None
    article = law.article(fix.at.article)
    return sum(article.text[s.span.start : s.span.end].count(fix.printed) for s in segments)


def _last_day_printed(fix: Fix, work: Work, older: Mapping[tuple[str, str], Law]) -> str:
    """Return the date of the last older text that prints the words of a correction once; empty if none does."""
    days = (day for (id_, day), law in older.items() if id_ == work.id and _count_printed(law, fix) == 1)
    return max(days, default="")


class _Grounds:
    """Checker of grounds, by the titles of the held and the cited laws."""

    def __init__(self, corpus: Corpus, laws: Mapping[str, Law], report: Report) -> None:
        self._laws, self._report = laws, report
        self._faulty = {title_key(title) for law in corpus.faulty for title in law.titles}
        self._ids = {law.id for law in corpus.faulty}
        self._any_faulty = any(not law.titles for law in corpus.faulty)
        self._held = hold_titles(corpus, laws)
        self._cited = {title_key(law.title): law for law in corpus.cited}

    def check(self, ground: Ground, own: str | None, path: str, line: int) -> None:
        """Report a ground whose law is neither held nor cited, or whose provision or edition does not exist."""
        title = ground.target.law
        work = own if title is None else self._held.get(title_key(title))
        if work is None:
            self._check_cited(ground, title or "", path, line)
            return
        law = None if work in self._ids else self._laws.get(work)
        if law and find_provision(law, provision_of(work, ground.target)) is None:
            message = f"{ground.printed}: {_absent(provision_of(work, ground.target))}"
            self._report.add_at("ground-unknown", message, path, line, 1)

    def _check_cited(self, ground: Ground, title: str, path: str, line: int) -> None:
        cited = self._cited.get(title_key(title))
        if cited is None and (self._any_faulty or title_key(title) in self._faulty):
            return  # it may be a law that was left out for a reported error
        if cited is None:
            message = f"{ground.printed}: this law is not in the corpus; correct its title, or add it to works.toml"
            self._report.add_at("ground-unknown", message, path, line, 1)
        elif ground.edition and not any(date.startswith(ground.edition) for date in cited.editions):
            message = f"{ground.printed}: works.toml has no edition of {ground.edition} for this law; add it there"
            self._report.add_at("ground-unknown", message, path, line, 1)
