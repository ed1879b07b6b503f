"""The relations between the texts of one law: the counterparts of articles, and the history of each article.

Articles are never paired by number: an article with the same number may be a different one.
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
from fatiao.site.history import ComparedWith, Counterparts, OtherText, Step
from fatiao.site.model import Entry

#: The changes of the articles between two texts.
Changes = tuple[Change, ...]


def find_changes(old: Law, new: Law) -> Changes:
    """Return the changes of the articles between a text and a later one."""
    return compare_laws(old, new).changes


def tie_texts(entries: Sequence[Entry], changes: Callable[[Law, Law], Changes]) -> tuple[Entry, ...]:
    """Return the entries, each with the other texts of its work, its comparisons, and the history of its articles.

    Older texts are compared with the newest; each text is compared with the next; and the pairs that an editor requests
    are compared.  ``changes`` compares two laws.
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
    """Return the texts by work and date; the newest of each work also without a date."""
    found: dict[TextName, Entry] = {}
    for entry in entries:
        found[TextName(entry.work.id, entry.date)] = entry
        if entry.version is None:
            found[TextName(entry.work.id)] = entry
    return found


def _add_asked(entry: Entry, texts: Mapping[TextName, Entry], changes: Callable[[Law, Law], Changes]) -> Entry:
    """Return a text with the comparisons requested in its ``law.toml``, except those with texts not on the site."""
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
    """Return the related texts of one work by their keys; ``group`` is sorted by date."""
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

    Earlier steps are included if the article came from exactly one article.  A text that left the words unchanged adds
    no step, unless it renumbered the article.
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
    """Return the pairs (old, new) of numbers of articles that are counterparts, sorted."""
    found = {(old.articles[o].number, new.articles[n].number) for c in changes(old, new) for o in c.old for n in c.new}
    return sorted(found)


def force_of(entry: Entry) -> str:
    """Return the day a text enters into force: as stated by the editor, else as printed, else the text's own date.

    A printed day before the date of the text is ignored: an amended law still prints the day that it first entered into
    force.
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
