"""Pagination of long lists: laws by name, kind, issuer and year, terms by initial, uses of a term by hundreds.

A page of a list stays below 300 KB at 400 laws and 5,000 terms.  Its address is not permanent: it depends on the
entries of the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from fatiao import ids
from fatiao.language.interface import say
from fatiao.model.law import EventKind
from fatiao.pages.cited_laws import cited_objects
from fatiao.pages.comparison import comparison_objects
from fatiao.pages.dated_text import dated_objects
from fatiao.pages.list_page import OTHER, Shelf, anchor_of_initial, cut, initial_of, reading_key
from fatiao.pages.text_pages import volume_objects
from fatiao.pages.views import views_objects
from fatiao.site.model import Address, Entry, GlossaryTerm, LawObject, Link, Sense, Site

#: The most laws that the home page and the sidebar can list.
MANY_LAWS = 40
_LAWS, _TERMS, _USES, _SENSES = 400, 250, 400, 100
_UNKNOWN = say("未注明")
_NO_LAW = Link("")


def shelve_laws(site: Site) -> dict[str, list[Shelf]]:
    """Return the pages of laws by name, kind, issuer and year, keyed by label; none for up to ``MANY_LAWS`` laws.

    A property that is unknown for every law is left out.
    """
    if len(site.current) <= MANY_LAWS:
        return {}
    keys = {
        say("名称"): ("name", _initial),
        say("类别"): ("kind", _kind),
        say("制定机关"): ("issuer", _issuer),
        say("年份"): ("year", year_of),
    }
    found: dict[str, list[Shelf]] = {}
    for name, (folder, key) in keys.items():
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(site.current, key=lambda entry: reading_key(entry.title)):
            groups[key(entry) or _UNKNOWN].append(entry)
        if set(groups) == {_UNKNOWN}:
            continue
        order = sorted(groups, key=lambda group: _rank(folder, group, len(groups[group])))
        found[name] = [
            shelf
            for group in order
            for shelf in cut(
                f"{ids.LISTS}/{folder}-{_slug(group)}",
                say("{name}：{group}", name=name, group=group),
                group,
                groups[group],
                _LAWS,
            )
        ]
    return found


def shelve_terms(terms: Sequence[GlossaryTerm]) -> list[Shelf]:
    """Return the pages of terms by initial; none if the glossary page can hold all terms."""
    if len(terms) <= _TERMS:
        return []
    return [
        shelf
        for initial, group in by_initial(terms)
        for shelf in cut(
            f"{ids.GLOSSARY}/{anchor_of_initial(initial)}",
            say("术语表 {initial}", initial=initial),
            initial,
            group,
            _TERMS,
        )
    ]


def _rank(folder: str, group: str, size: int) -> tuple[Any, ...]:
    """Return the sort key of a group: by letter from A, by year from the newest, else by size; unknown ones last."""
    if folder == "year":
        return group == _UNKNOWN, -int(group) if group.isdigit() else 0, group
    return group in {_UNKNOWN, OTHER}, 0 if folder == "name" else -size, group


def by_initial(terms: Iterable[GlossaryTerm]) -> list[tuple[str, list[GlossaryTerm]]]:
    """Return (letter, terms) from A to Z; the terms that do not begin with a letter come last."""
    groups: dict[str, list[GlossaryTerm]] = defaultdict(list)
    for term in terms:
        groups[term.initial if term.initial.isascii() and term.initial.isalpha() else OTHER].append(term)
    return sorted(groups.items(), key=lambda item: (item[0] == OTHER, item[0]))


def shelve_uses(term: GlossaryTerm) -> list[Shelf]:
    """Return the pages of a term's uses; the first is the page of the term itself."""
    name = term.docname
    return cut(name, say("{term}：使用", term=term.term), say("使用"), term.uses, _USES)


def shelve_senses(term: GlossaryTerm) -> list[Shelf]:
    """Return the pages of a term's senses, each with the laws that share it; the first is shown on the term's page."""
    groups: dict[Sense, list[Link]] = defaultdict(list)
    for sense in term.senses:
        groups[replace(sense, law=_NO_LAW)].append(sense.law)
    found = [(sense, tuple(laws)) for sense, laws in groups.items()]
    name = term.docname
    return cut(f"{name}-senses", say("{term}：释义", term=term.term), say("释义"), found, _SENSES)


def shelf_objects(site: Site) -> dict[str, LawObject]:
    """Return object name → object for the pages of lists, text volumes and cited laws, for links within the site."""
    shelves = [*shelve_terms(site.glossary)]
    for group in shelve_laws(site).values():
        shelves += group
    for term in site.glossary:
        shelves += shelve_uses(term)[1:] if len(term.uses) > _USES else []
        shelves += shelve_senses(term)[1:] if len(term.senses) > _SENSES else []
    listed = {f"shelf:{s.docname}": LawObject("shelf", s.title, Address(s.docname)) for s in shelves}
    return listed | dict(volume_objects(site)) | dict(cited_objects(site.citings))


def page_objects(site: Site) -> dict[str, LawObject]:
    """Return all objects that only the site itself links to: lists, views, comparisons, dated texts."""
    of_laws = (views_objects(site), comparison_objects(site), dated_objects(site))
    return shelf_objects(site) | dict(chain.from_iterable(of_laws))


def year_of(entry: Entry) -> str:
    """Return the year of promulgation, else of adoption, else of entry into force; empty if all are unknown."""
    work = entry.work.told_of(entry.version)
    printed = {event.kind: event.date for event in reversed(entry.law.front.events)}
    dates = (
        work.promulgated or printed.get(EventKind.PROMULGATED),
        work.adopted or printed.get(EventKind.ADOPTED),
        work.in_force or printed.get(EventKind.IN_FORCE),
    )
    return next((date[:4] for date in dates if date), "")


def _initial(entry: Entry) -> str:
    return initial_of(entry.title)


def _kind(entry: Entry) -> str:
    return entry.work.kind or ""


def _issuer(entry: Entry) -> str:
    return entry.work.issuer or ""


def _slug(group: str) -> str:
    if group == OTHER:
        return anchor_of_initial(group)
    return (
        "unknown" if group == _UNKNOWN else group.lower() if group.isascii() and group.isalnum() else ids.slug_of(group)
    )
