"""The texts of one law that are held beside each other, and which article of one is which of another.

Articles are never paired by number: an article that keeps its number may have become another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fatiao.comparing.compare import compare_laws
from fatiao.model.law import EventKind, Law, Number
from fatiao.site.model import Counterparts, Entry, OtherText

#: The numbers (old, new) of articles that are counterparts.
Pairs = tuple[tuple[Number, Number], ...]


def pair_texts(old: Law, new: Law) -> Pairs:
    """Return the numbers of the articles of two texts that are counterparts, in order."""
    changes = compare_laws(old, new).changes
    pairs = {(old.articles[o].number, new.articles[n].number) for c in changes for o in c.old for n in c.new}
    return tuple(sorted(pairs))


def tie_texts(entries: Sequence[Entry], pair: Callable[[Law, Law], Pairs]) -> tuple[Entry, ...]:
    """Return the entries, each with the other texts of its work; older texts are paired with the present one."""
    by_work: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_work[entry.work.id].append(entry)
    return tuple(
        replace(entry, others=_list_others(entry, group, pair)) if len(group) > 1 else entry
        for entry in entries
        for group in [by_work[entry.work.id]]
    )


def _list_others(entry: Entry, group: Iterable[Entry], pair: Callable[[Law, Law], Pairs]) -> tuple[OtherText, ...]:
    others = []
    for other in group:
        if other is entry:
            continue
        articles: Counterparts | None = None
        if entry.version is None:
            articles = _gather((new, old) for old, new in pair(other.law, entry.law))
        elif other.version is None:
            articles = _gather(pair(entry.law, other.law))
        others.append(OtherText(other.date, force_of(other), other.version, articles))
    return tuple(others)


def force_of(entry: Entry) -> str:
    """Return the day that a text is in force from: what it prints, unless that is the day of an older text of its law.

    A law that was amended goes on to print the day that it first entered into force; its text counts from its own date.
    """
    printed = [event.date for event in entry.law.front.events if event.kind is EventKind.IN_FORCE and event.date]
    days = [*printed, entry.work.in_force if entry.version is None else None]
    return max((day for day in days if day and day >= entry.date), default=entry.date)


def _gather(pairs: Iterable[tuple[Number, Number]]) -> Counterparts:
    found: dict[Number, list[Number]] = defaultdict(list)
    for here, there in pairs:
        found[here].append(there)
    return {here: tuple(sorted(there)) for here, there in sorted(found.items())}
