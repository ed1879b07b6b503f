"""Unique slugs of terms and of cited works, and the names of their objects.

A slug consists of a reading and sixteen bits of a digest, so two names with the same reading may have the same slug.
Then one of them, the owner, keeps it, and the other gets a slug with more of its digest.  The caller determines the
owner (``fatiao.permalinks.names``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fatiao import ids

#: Numbers of hexadecimal digits of longer slugs, tried in turn: 48 bits after the reading, then a whole SHA-256.
_LONGER = (12, 64)


@dataclass(frozen=True, slots=True)
class Slugs:
    """The slugs of all names of one kind; ``longer`` holds those of names whose short slug belongs to another name."""

    longer: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return the slug of a name."""
        return self.longer.get(name) or ids.slug_of(name)


@dataclass(frozen=True, slots=True)
class Names:
    """The slugs of a site: of its terms, and of the cited works not in the corpus."""

    terms: Slugs = field(default_factory=Slugs)
    works: Slugs = field(default_factory=Slugs)

    def term_object(self, term: str) -> str:
        """Return the object name of a term: ASCII only, so that it is valid in a role whatever the term contains."""
        return f"term:{self.terms.of(term)}"

    def cited_object(self, title: str) -> str:
        """Return the object name of a cited work that is not in the corpus."""
        return f"cited:{self.works.of(title)}"


#: The names of a site in which no two names have the same short slug.
PLAIN_NAMES = Names()


def group_by_slug(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the sorted names grouped by their short slugs."""
    groups: dict[str, list[str]] = {}
    for name in sorted({*names}):
        groups.setdefault(ids.slug_of(name), []).append(name)
    return {slug: tuple(group) for slug, group in groups.items()}


def assign_slugs(names: Iterable[str], owners: Mapping[str, str]) -> Slugs:
    """Return unique slugs for names; ``owners`` maps a short slug to its owner, by default the first name."""
    longer: dict[str, str] = {}
    for slug, group in group_by_slug(names).items():
        owner = owners.get(slug, group[0])
        for digits in _LONGER:
            given = {name: ids.slug_of(name, digits) for name in group if name != owner}
            if len({*given.values()}) == len(given):
                break
        longer |= given
    return Slugs(longer)
