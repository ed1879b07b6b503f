"""Slugs of terms and of cited laws, and the names of their objects: two names never share one.

A slug holds a reading and sixteen bits of a digest, so two names of one reading may have the same.  One of them keeps
it, the other has a slug with more of its digest.  Which one, the caller says; ``fatiao.permalinks.names`` knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fatiao import ids

#: Hexadecimal digits of the longer slug: 48 bits beside the reading, then all of a SHA-256.
_LONGER = (12, 64)


@dataclass(frozen=True, slots=True)
class Slugs:
    """The slug of every name of one kind; ``longer`` holds those whose short slug is another name's."""

    longer: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return the slug of a name."""
        return self.longer.get(name) or ids.slug_of(name)


@dataclass(frozen=True, slots=True)
class Names:
    """The slugs of a site: of its terms, and of the works that are cited and not held."""

    terms: Slugs = field(default_factory=Slugs)
    works: Slugs = field(default_factory=Slugs)

    def term_object(self, term: str) -> str:
        """Return the name of a term in the law domain: ASCII, so that a role can carry it whatever the term holds."""
        return f"term:{self.terms.of(term)}"

    def cited_object(self, title: str) -> str:
        """Return the name of a law that is cited but not held."""
        return f"cited:{self.works.of(title)}"


#: Of a site in which no two names have one slug.
PLAIN_NAMES = Names()


def group_by_slug(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names under the short slug of each, in order."""
    groups: dict[str, list[str]] = {}
    for name in sorted({*names}):
        groups.setdefault(ids.slug_of(name), []).append(name)
    return {slug: tuple(group) for slug, group in groups.items()}


def assign_slugs(names: Iterable[str], owners: Mapping[str, str]) -> Slugs:
    """Return slugs for names; ``owners`` says whose a short slug is, else it is the first name's."""
    longer: dict[str, str] = {}
    for slug, group in group_by_slug(names).items():
        owner = owners.get(slug, group[0])
        for digits in _LONGER:
            given = {name: ids.slug_of(name, digits) for name in group if name != owner}
            if len({*given.values()}) == len(given):
                break
        longer |= given
    return Slugs(longer)
