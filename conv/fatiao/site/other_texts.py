"""The texts of one law that are held beside each other: which article of one is which of another, and since when.

Articles are never paired by number: an article that keeps its number may have become another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from fatiao.comparing.compare import compare_laws
from fatiao.comparing.model import SAME_WORDS, Change, Comparison
from fatiao.model.corpus import TextName
from fatiao.model.law import EventKind, Law, Number
from fatiao.site.model import ComparedWith, Counterparts, Entry, OtherText, Step

#: What became of the articles of a text in another one.
Changes = tuple[Change, ...]


def find_changes(old: Law, new: Law) -> Changes:
    """Return what became of the articles of a text in a later one."""
    return compare_laws(old, new).changes


def tie_texts(entries: Sequence[Entry], changes: Callable[[Law, Law], Changes]) -> tuple[Entry, ...]:
    """Return the entries, each with the other texts of its work, the one before it, and how its articles came about.

    Older texts are compared with the present one, each with the next, and those that an editor names with each other.
    """
    known: dict[tuple[int, int], Changes] = {}

    def once(old: Law, new: Law) -> Changes:
        key = (id(old), id(new))  # the laws outlive the call
        return known[key] if key in known else known.setdefault(key, changes(old, new))

    by_work: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_work[entry.work.id].append(entry)
    tied: dict[str, Entry] = {}
    for group in by_work.values():
        tied.update(_tie(sorted(group, key=lambda entry: entry.date), once) if len(group) > 1 else ())
    texts = _name_texts(entries)
    everything = (tied.get(entry.key, entry) for entry in entries)
    return tuple(_add_asked(entry, texts, once) for entry in everything)


def _name_texts(entries: Iterable[Entry]) -> dict[TextName, Entry]:
    """Return the texts by their dates, the newest of each work also without one."""
    found: dict[TextName, Entry] = {}
    for entry in entries:
        found[TextName(entry.work.id, entry.date)] = entry
        if entry.version is None:
            found[TextName(entry.work.id)] = entry
    return found


def _add_asked(entry: Entry, texts: Mapping[TextName, Entry], changes: Callable[[Law, Law], Changes]) -> Entry:
    """Return a text with the comparisons that its ``law.toml`` asks for; one with a law that is left out is none."""
    compared = {before.key: before for before in entry.compared}
    for pair in entry.work.compare:
        old, new = texts.get(pair.old), texts.get(pair.new)
        if old and new and new.key == entry.key and old.key not in compared:
            comparison = Comparison(old.law, entry.law, changes(old.law, entry.law))
            compared[old.key] = _compared(old, comparison, asked=True)
    return replace(entry, compared=tuple(compared.values())) if len(compared) > len(entry.compared) else entry


def _compared(old: Entry, comparison: Comparison, asked: bool = False) -> ComparedWith:
    return ComparedWith(old.key, old.work.id, old.title, old.date, comparison, asked)


def _tie(group: Sequence[Entry], changes: Callable[[Law, Law], Changes]) -> dict[str, Entry]:
    """Return the texts of one work by their keys; ``group`` is in order of date."""
    first = group[0]
    lineage: Mapping[Number, tuple[Step, ...]] = {a.number: (Step(first.date, None),) for a in first.law.numbered}
    tied = {first.key: replace(first, others=_list_others(first, group, changes), lineage=lineage)}
    for before, entry in pairwise(group):
        comparison = Comparison(before.law, entry.law, changes(before.law, entry.law))
        lineage = _go_on(lineage, comparison, before.key, entry.date)
        others = _list_others(entry, group, changes)
        tied[entry.key] = replace(entry, others=others, compared=(_compared(before, comparison),), lineage=lineage)
    return tied


def _go_on(
    lineage: Mapping[Number, tuple[Step, ...]], comparison: Comparison, before: str, date: str
) -> dict[Number, tuple[Step, ...]]:
    """Return the steps of each article of the later text, the latest first.

    The steps before go along where the article came from one article alone; a text that left the words as they were is
    no step, unless it gave them another number.
    """
    found: dict[Number, tuple[Step, ...]] = {}
    old, new = comparison.old.articles, comparison.new.articles
    for change in comparison.changes:
        origins = tuple(old[place].number for place in change.old)
        for place in change.new:
            number = new[place].number
            past = lineage.get(origins[0], ()) if len(origins) == 1 else ()
            same = change.kind in SAME_WORDS and origins == (number,)
            step = () if same and past else (Step(date, change.kind, before, origins),)
            found.setdefault(number, (*step, *past))
    return found


def _list_others(entry: Entry, group: Iterable[Entry], changes: Callable[[Law, Law], Changes]) -> tuple[OtherText, ...]:
    others = []
    for other in group:
        if other is entry:
            continue
        articles: Counterparts | None = None
        if entry.version is None:
            articles = _gather((new, old) for old, new in _pair(other.law, entry.law, changes))
        elif other.version is None:
            articles = _gather(_pair(entry.law, other.law, changes))
        others.append(OtherText(other.date, force_of(other), other.version, articles, other.facts.amended_by))
    return tuple(others)


def _pair(old: Law, new: Law, changes: Callable[[Law, Law], Changes]) -> list[tuple[Number, Number]]:
    """Return the numbers (old, new) of articles that are counterparts, in order."""
    found = {(old.articles[o].number, new.articles[n].number) for c in changes(old, new) for o in c.old for n in c.new}
    return sorted(found)


def force_of(entry: Entry) -> str:
    """Return the day that a text is in force from: what the editor says of it, else what it prints, unless that is the
    day of an older text of its law.

    A law that was amended goes on to print the day that it first entered into force; its text counts from its own date.
    """
    if entry.facts.in_force:
        return entry.facts.in_force
    printed = [event.date for event in entry.law.front.events if event.kind is EventKind.IN_FORCE and event.date]
    days = [*printed, entry.work.in_force if entry.version is None else None]
    return max((day for day in days if day and day >= entry.date), default=entry.date)


def _gather(pairs: Iterable[tuple[Number, Number]]) -> Counterparts:
    found: dict[Number, list[Number]] = defaultdict(list)
    for here, there in pairs:
        found[here].append(there)
    return {here: tuple(sorted(there)) for here, there in sorted(found.items())}
