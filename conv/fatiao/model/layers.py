"""Annotations found in the text of a law: definitions, references, uses of terms, parallels, times."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from fatiao.model.corpus import CuratedTerm
from fatiao.model.findings import Diagnostic
from fatiao.model.law import Number, ProvisionId, Span, Target


@dataclass(frozen=True, slots=True)
class Reference:
    """A printed reference; ``span`` is a range of the text of ``article``.

    ``rule`` and ``antecedent`` explain how the targets were found.
    """

    article: Number
    span: Span
    targets: tuple[Target, ...]
    rule: str
    antecedent: str = ""


class DefinitionKind(StrEnum):
    """Form in which a text introduces a term."""

    DEFINES = "defines"  # 本法所称X，是指…
    ABBREVIATES = "abbreviates"  # 以下简称X
    ENUMERATED = "enumerated"  # one of a list of terms


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition of a term: ``span`` is the defining passage, ``term_span`` the term, both in ``article``.

    ``scope`` is ``law``, ``part``, ``chapter``, ``section``, ``article``, ``paragraph`` (the 款 that it names),
    ``articles:<articles of this law>`` or ``external:<law and article>``; ``expansion`` is the long form of an
    abbreviation, or None if it is not clear.
    """

    article: Number
    term: str
    kind: DefinitionKind
    scope: str
    span: Span
    term_span: Span
    expansion: str | None = None


@dataclass(frozen=True, slots=True)
class TermUse:
    """The use of a term in a text; ``span`` is a range of the text of ``article`` and may contain an alias of ``term``.

    ``source`` explains the term: a definition in the law ``work``, or a curated term, for which ``work`` is None.
    ``inherited`` is True if the definition is in another law, ``first`` if the use is the first one in its 款.
    """

    article: Number
    span: Span
    term: str
    source: Definition | CuratedTerm
    work: str | None
    first: bool
    inherited: bool


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two provisions that share words: ``runs`` are the shared pieces, equal apart from width, punctuation and spaces.

    The spans of a run are ranges of the texts of the two articles; ``score`` is the shared part of the shorter
    provision.
    """

    left: ProvisionId
    right: ProvisionId
    runs: tuple[tuple[Span, Span], ...]
    score: float


class TimeUnit(StrEnum):
    """Unit of a time expression; or DATE for a date, RECURRING for an interval at which a duty recurs."""

    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"
    DATE = "date"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A deadline or a date in the text of ``article``.

    ``value`` is the number of units, or a date as far as it is given: ``2026-03-01``, ``2026-03``, ``--04`` for
    every April, ``--04-15`` for every 15 April, or an interval (ISO 8601): ``P1Y`` for every year.  ``event`` is the
    event from which a deadline runs, as printed.
    """

    article: Number
    span: Span
    unit: TimeUnit
    value: str
    event: str | None


@dataclass(frozen=True, slots=True)
class Layers:
    """Annotations found in one law."""

    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
