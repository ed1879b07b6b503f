"""Long lists cut into pages: laws by kind, issuer and year, terms by initial, uses by hundreds.

A page of a list stays below 300 KB at 400 laws and 5,000 terms.  Its address is not promised: it comes and goes with
what it lists.
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

#: So many laws fit the home page and the sidebar.
MANY_LAWS = 40
_LAWS, _TERMS, _USES, _SENSES = 400, 250, 400, 100
_UNKNOWN = say("未注明")
_NO_LAW = Link("")


def shelve_laws(site: Site) -> dict[str, list[Shelf]]:
    """Return the laws by name, kind, issuer and year, where there are many of them; keys are names for a reader.

    What no law says of itself is no way to part them.
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
    """Return the terms by initial, in pages where there are many of them and else in none."""
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
    """Letters from A on, the newest year first, else the largest group first; what is not known comes last."""
    if folder == "year":
        return group == _UNKNOWN, -int(group) if group.isdigit() else 0, group
    return group in {_UNKNOWN, OTHER}, 0 if folder == "name" else -size, group


def by_initial(terms: Iterable[GlossaryTerm]) -> list[tuple[str, list[GlossaryTerm]]]:
    """Return the terms under the letters A to Z; those that begin with none come last."""
    groups: dict[str, list[GlossaryTerm]] = defaultdict(list)
    for term in terms:
        groups[term.initial if term.initial.isascii() and term.initial.isalpha() else OTHER].append(term)
    return sorted(groups.items(), key=lambda item: (item[0] == OTHER, item[0]))


def shelve_uses(term: GlossaryTerm) -> list[Shelf]:
    """Return the uses of a term; the first page is the term's own."""
    name = term.docname
    return cut(name, say("{term}：使用", term=term.term), say("使用"), term.uses, _USES)


def shelve_senses(term: GlossaryTerm) -> list[Shelf]:
    """Return the senses of a term, each with the laws that share it; the first page is the term's own."""
    groups: dict[Sense, list[Link]] = defaultdict(list)
    for sense in term.senses:
        groups[replace(sense, law=_NO_LAW)].append(sense.law)
    found = [(sense, tuple(laws)) for sense, laws in groups.items()]
    name = term.docname
    return cut(f"{name}-senses", say("{term}：释义", term=term.term), say("释义"), found, _SENSES)


def shelf_objects(site: Site) -> dict[str, LawObject]:
    """Object name → object for every page of a list, for links between our own pages."""
    shelves = [*shelve_terms(site.glossary)]
    for group in shelve_laws(site).values():
        shelves += group
    for term in site.glossary:
        shelves += shelve_uses(term)[1:] if len(term.uses) > _USES else []
        shelves += shelve_senses(term)[1:] if len(term.senses) > _SENSES else []
    listed = {f"shelf:{s.docname}": LawObject("shelf", s.title, Address(s.docname)) for s in shelves}
    return listed | dict(volume_objects(site)) | dict(cited_objects(site.citings))


def page_objects(site: Site) -> dict[str, LawObject]:
    """Return all objects that only links between our own pages lead to: of lists, views, comparisons, dated texts."""
    of_laws = (views_objects(site), comparison_objects(site), dated_objects(site))
    return shelf_objects(site) | dict(chain.from_iterable(of_laws))


def year_of(entry: Entry) -> str:
    """Return the year in which a law was made public, as far as it is known."""
    work = entry.work
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
