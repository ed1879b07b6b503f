"""The result of a comparison: frozen values for text, JSON, CSV and pages.  Offsets count code points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from fatiao.model.law import Law


class Kind(StrEnum):
    """Kind of change between two versions of an article."""

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
    """Kind of change of the words that a mark covers."""

    DELETED = "deleted"
    INSERTED = "inserted"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open range of ``Article.text``; ``place`` is the index of the article in ``Law.articles``."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """A change of words; ``old`` is None for an insertion, ``new`` for a deletion."""

    op: Op
    old: Stretch | None
    new: Stretch | None


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one or several articles; ``old`` and ``new`` are indices in ``Law.articles``.

    ``score`` is the similarity of the words from 0 to 1.  ``moved`` is True if the articles moved to another chapter,
    whatever the kind.  ``candidates`` are the indices of new articles that an uncertain one may have become.
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
    """Two texts and the changes of their articles, in the order of the new text; deleted ones at their old place."""

    old: Law
    new: Law
    changes: tuple[Change, ...]

    def counts(self) -> dict[Kind, int]:
        """Return the number of changes of each kind that occurs."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in Kind if counted[kind]}
