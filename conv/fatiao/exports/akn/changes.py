"""Write what became of the articles of the text before as passive modifications of an Akoma Ntoso document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fatiao import ids
from fatiao.comparing.model import Change, Comparison, Kind
from fatiao.markup import xml_element
from fatiao.model.law import Law

#: Kind of a change → type of the ``textualMod`` (Akoma Ntoso 3.0, TextualMods); other kinds change no words.
_TYPES = {
    Kind.CHANGED: "substitution",
    Kind.NEW: "insertion",
    Kind.DELETED: "repeal",
    Kind.RENUMBERED: "renumbering",
    Kind.SPLIT: "split",
    Kind.MERGED: "join",
}


@dataclass(frozen=True, slots=True)
class TextBefore:
    """The comparison with the text before, and the date of that text (ISO 8601)."""

    comparison: Comparison
    date: str


def passive_modifications(before: TextBefore, iri: str, source: str, agent: str) -> str:
    """Return ``<analysis>`` with a ``textualMod`` for each changed article; empty if there is none.

    ``iri`` is that of the law, ``source`` the reference to the event that changed the text, and ``agent`` the one to
    the maker of the analysis.  The destination of a modification is an article of this text, for a repeal one of the
    text before.
    """
    comparison, old = before.comparison, f"{iri}/zho@{before.date}/!main~"
    found = [parts for change in comparison.changes if (parts := _parts(change, comparison, old, source))]
    if not found:
        return ""
    rows = (
        xml_element("textualMod", *parts, type=_TYPES[kind], eId=f"pmod_{at}")
        for at, (kind, parts) in enumerate(found, 1)
    )
    return xml_element("analysis", xml_element("passiveModifications", *rows), source=agent)


def _parts(change: Change, comparison: Comparison, old: str, source: str) -> tuple[Kind, list[str]] | None:
    if change.kind not in _TYPES:
        return None
    was = [f"{old}{eid}" for eid in _eids(comparison.old, change.old)]
    now = [f"#{eid}" for eid in _eids(comparison.new, change.new)]
    if not (now or was):
        return None
    parts = [xml_element("source", href=source)]
    parts += (xml_element("destination", href=href) for href in now or was)
    parts += [xml_element("previous", href=was[0])] if now and was else []
    return change.kind, parts


def _eids(law: Law, places: tuple[int, ...]) -> Iterator[str]:
    articles = (law.articles[place] for place in places)
    return (ids.article_eid(article.number) for article in articles if article.label)
