"""The outcome of a comparison: frozen values for text, JSON, CSV and pages alike.  Offsets count code points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from fatiao.model.law import Law


class Kind(StrEnum):
    """What became of an article."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    NEW = "new"
    DELETED = "deleted"
    UNCERTAIN = "uncertain"


#: Kinds of an article whose words are those of the older text.
SAME_WORDS = frozenset({Kind.UNCHANGED, Kind.RENUMBERED, Kind.MOVED})


class Op(StrEnum):
    """What a mark says of its words."""

    DELETED = "deleted"
    INSERTED = "inserted"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the words of one article; ``place`` is its index in ``Law.articles``."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """One change of words: what it was, what it is, or where it went."""

    op: Op
    old: Stretch | None
    new: Stretch | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some articles; ``old`` and ``new`` are indices in ``Law.articles``.

    ``score`` says from 0 to 1 how alike the words are.  ``moved`` is true where they stand in another chapter, whatever
    the kind.  ``candidates`` are new articles that an uncertain one may have become.
    """

    kind: Kind
    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    marks: tuple[ChangeMark, ...] = ()
    moved: bool = False
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what became of each article, in the order of the new text; deleted ones at their old place."""

    old: Law
    new: Law
    changes: tuple[Change, ...]

    def counts(self) -> dict[Kind, int]:
        """Return how many changes there are of each kind that occurs."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in Kind if counted[kind]}
