"""The rows of the views, as frozen data; all words are as printed, but ``Norm.modal`` is normalised (应 → 应当)."""

from __future__ import annotations

from dataclasses import dataclass, field

from fatiao.model.law import Number, Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time within, until, or at which something is due; ``span`` is that of ``words`` in the text of the article.

    ``kind`` is ``within``, ``recurring``, ``vague`` (及时), ``date`` or ``duration``; ``start`` is the event from which
    the time runs.
    """

    article: Number
    span: Span
    words: str
    who: str | None
    what: str | None
    start: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Norm:
    """An act that an organ or a person must, must not or may do; ``who`` is None if the sentence names neither.

    ``span`` is the range from ``who`` (else from the modal word) to the end of ``what``; ``at`` is the offset of the
    modal word.
    """

    article: Number
    span: Span
    who: str | None
    modal: str
    what: str
    at: int


@dataclass(frozen=True, slots=True)
class ConductItem:
    """One of the conducts that a lead-in announces, and the articles that it names."""

    label: str
    words: str
    refers_to: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Sanction:
    """A legal consequence of a conduct, one row for each step: at once, if the conduct continues, if it is grave.

    ``refers_to`` are the articles of this law that the conduct is said to break; ``condition`` is None for the first
    step; ``by`` is the body that decides.
    """

    article: Number
    span: Span
    conduct: str
    refers_to: tuple[Number, ...]
    by: str | None
    consequence: str
    amount: str | None
    condition: str | None
    items: tuple[ConductItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Views:
    """All rows of one law; ``left_out`` is the number of candidates in each view that make no row."""

    deadlines: tuple[Deadline, ...] = ()
    norms: tuple[Norm, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
