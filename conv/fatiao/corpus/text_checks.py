"""Check the facts that ``law.toml`` gives for single texts, and the comparisons that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fatiao.diagnostics import Report
from fatiao.model.corpus import ComparedPair, Corpus, TextFacts, TextName, Version, Work
from fatiao.model.law import EventKind, Law


def check_text_facts(work: Work, version: Version, law: Law, report: Report) -> None:
    """Report facts that contradict their text, and facts without a ground that the text does not print.

    An amended text still prints the day on which the law first entered into force, so a printed day before the text's
    own date is ignored.
    """
    facts = version.facts
    if version is work.versions[-1]:
        _check_newest(work, facts, report)
    number = law.front.notice.number if law.front.notice else None
    if facts.number and number and facts.number != number:
        message = f"number is {facts.number}, but the text prints {number}; correct it"
        report.add_at("contradicts-source", message, work.path, facts.line, 1)
    days = {e.date for e in law.front.events if e.kind is EventKind.IN_FORCE and e.date and e.date >= version.date}
    if facts.in_force and days and facts.in_force not in days:
        message = f"in_force is {facts.in_force}, but the text prints {'、'.join(sorted(days))}; correct it"
        report.add_at("contradicts-source", message, work.path, facts.line, 1)
    unprinted = [
        facts.number if facts.number != number else None,
        facts.in_force if facts.in_force not in days else None,
        facts.until,
        facts.amended_by,
    ]
    if any(unprinted) and not facts.ground:
        message = "the text does not print all values of this [[version]]; add a ground"
        report.add_at("ground-missing", message, work.path, facts.line, 1)


def _check_newest(work: Work, facts: TextFacts, report: Report) -> None:
    """Report values in the newest text's ``[[version]]`` that contradict the keys of the law, and an ``until``."""
    for name in ("number", "in_force"):
        own, general = getattr(facts, name), getattr(work, name)
        if own and general and own != general:
            message = f"{name} is {own} here but {general} at the top of the file, for the same text; remove one"
            report.add_at("wrong-type", message, work.path, facts.line, 1)
    if facts.until:
        message = "until is only for texts that a later one replaced; for a repeal use the key repealed of the law"
        report.add_at("wrong-type", message, work.path, facts.line, 1)


def check_pairs(corpus: Corpus, report: Report) -> None:
    """Report comparisons in ``law.toml`` with a text that is not held, or whose first text is not the earlier one."""
    works = {work.id: work for work in corpus.works}
    for work in corpus.works:
        for pair in work.compare:
            for message in _faults(pair, works, corpus):
                line = dict(work.lines).get("compare", 1)
                report.add_at("no-such-text", f"compare: {pair.printed}: {message}", work.path, line, 1)


def _faults(pair: ComparedPair, works: Mapping[str, Work], corpus: Corpus) -> Iterator[str]:
    if corpus.is_faulty(pair.old.work):  # its errors are reported already
        return
    dates = [_date(name, works) for name in (pair.old, pair.new)]
    for name, date in zip((pair.old, pair.new), dates, strict=True):
        if date is None:
            yield (
                f"the corpus has no text of {name.work}"
                + (f" of {name.date}" if name.date else "")
                + "; correct the id or the date"
            )
        elif not date:
            yield f"the file of {name.work} has no date as its name; rename it, for example to 2022-05-27.txt"
    old, new = dates
    if old and new and pair.old.work == pair.new.work and old >= new:
        yield "the earlier text must come first; swap the dates"


def _date(name: TextName, works: Mapping[str, Work]) -> str | None:
    """Return the date of a held text, empty if it has none; None if the text is not held."""
    work = works.get(name.work)
    held = [version.date for version in work.versions] if work else []
    if name.date is None:
        return max(held, default=None)
    return name.date if name.date in held else None
