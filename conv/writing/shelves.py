"""Long lists cut into pages: laws by kind, issuer and year, terms by initial, uses by hundreds.

A page of a list stays below 300 KB at 400 laws and 5,000 terms.  Its address is not promised: it comes and goes with
what it lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from conv import ids
from conv.model import EventKind
from conv.site import Address, Entry, GlossaryTerm, LawObject, Site
from conv.writing.myst import role
from conv.writing.volumes import volume_objects

#: So many laws fit the home page and the sidebar.
MANY_LAWS = 40
_LAWS, _TERMS, _USES = 400, 250, 400
_OTHER = "其他"
_UNKNOWN = "未注明"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of a list: its docname, its title, a short name for a link to it, and what it lists."""

    docname: str
    title: str
    name: str
    members: Sequence[Any]

    def link(self) -> str:
        """A role that leads to the page."""
        return role("ref", f"{self.name}（{len(self.members)}）", f"shelf:{self.docname}")


def shelve_laws(site: Site) -> dict[str, list[Shelf]]:
    """The laws by kind, by issuer and by year, where there are many of them; keys are names for a reader."""
    if len(site.current) <= MANY_LAWS:
        return {}
    keys = {"类别": ("kind", _kind), "制定机关": ("issuer", _issuer), "年份": ("year", year_of)}
    found: dict[str, list[Shelf]] = {}
    for name, (folder, key) in keys.items():
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in site.current:
            groups[key(entry) or _UNKNOWN].append(entry)
        order = sorted(groups, key=lambda g: (g == _UNKNOWN, g if folder == "year" else -len(groups[g])))
        found[name] = [
            shelf
            for group in order
            for shelf in _cut(f"lists/{folder}-{_slug(group)}", f"{name}：{group}", group, groups[group], _LAWS)
        ]
    return found


def shelve_terms(terms: Sequence[GlossaryTerm]) -> list[Shelf]:
    """The terms by initial, in pages where there are many of them and else in none."""
    if len(terms) <= _TERMS:
        return []
    return [
        shelf
        for initial, group in by_initial(terms)
        for shelf in _cut(f"glossary/{anchor_of_initial(initial)}", f"术语表 {initial}", initial, group, _TERMS)
    ]


def by_initial(terms: Iterable[GlossaryTerm]) -> list[tuple[str, list[GlossaryTerm]]]:
    """The terms under the letters A to Z; those that begin with none come last."""
    groups: dict[str, list[GlossaryTerm]] = defaultdict(list)
    for term in terms:
        groups[term.initial if term.initial.isascii() and term.initial.isalpha() else _OTHER].append(term)
    return sorted(groups.items(), key=lambda item: (item[0] == _OTHER, item[0]))


def anchor_of_initial(initial: str) -> str:
    """``a`` for A; the name in a URL of the terms under one letter."""
    return "other" if initial == _OTHER else initial.lower()


def shelve_uses(term: GlossaryTerm) -> list[Shelf]:
    """The uses of a term; the first page is the term's own."""
    name = ids.term_docname(term.term)
    return _cut(name, f"{term.term}：使用", "使用", term.uses, _USES)


def shelf_objects(site: Site) -> dict[str, LawObject]:
    """Object name → object for every page of a list, for links between our own pages."""
    shelves = [*shelve_terms(site.glossary)]
    for group in shelve_laws(site).values():
        shelves += group
    for term in site.glossary:
        shelves += shelve_uses(term)[1:] if len(term.uses) > _USES else []
    listed = {f"shelf:{s.docname}": LawObject("shelf", s.title, Address(s.docname)) for s in shelves}
    return listed | dict(volume_objects(site))


def year_of(entry: Entry) -> str:
    """The year in which a law was made public, as far as it is known."""
    work = entry.work
    printed = {event.kind: event.date for event in reversed(entry.law.front.events)}
    dates = (
        work.promulgated or printed.get(EventKind.PROMULGATED),
        work.adopted or printed.get(EventKind.ADOPTED),
        work.in_force or printed.get(EventKind.IN_FORCE),
    )
    return next((date[:4] for date in dates if date), "")


def _kind(entry: Entry) -> str:
    return entry.work.kind or ""


def _issuer(entry: Entry) -> str:
    return entry.work.issuer or ""


def _slug(group: str) -> str:
    return "unknown" if group == _UNKNOWN else group if group.isascii() and group.isalnum() else ids.slug_of(group)


def _cut(docname: str, title: str, name: str, members: Sequence[Any], size: int) -> list[Shelf]:
    return list(_parts(docname, title, name, members, size))


def _parts(docname: str, title: str, name: str, members: Sequence[Any], size: int) -> Iterator[Shelf]:
    for number, start in enumerate(range(0, len(members), size), start=1):
        part = members[start : start + size]
        if number == 1:
            yield Shelf(docname, title, name, part)
        else:
            yield Shelf(f"{docname}-{number}", f"{title}（{number}）", f"{name}（{number}）", part)
