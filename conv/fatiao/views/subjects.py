"""Find the subject of a word in a sentence: in its clause, in the clauses before, in the sentence before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.model.law import Span
from fatiao.views.actors import is_condition, whole_actor
from fatiao.views.sentences import Sentence

_MODAL = re.compile(r"应当|必须|不得|可以|有权")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a word; ``span`` is None if no actor is named, ``told`` False if the subject is not an actor."""

    span: Span | None
    told: bool = True


def subject_of(sentence: Sentence, at: int, carried: Span | None) -> Subject:
    """Return the subject of the word at ``at``; ``carried`` is that of the sentence before, in the same 款."""
    clauses = [c for c in sentence.clauses(sentence.span) if c.start < at or c.start == at]
    if not clauses:
        return Subject(carried)
    own = clauses[-1]
    before = sentence.text[own.start : at]
    if before.strip():
        if found := whole_actor(before):
            return Subject(Span(own.start + found[0], own.start + found[1]))
        if not _is_empty(before) and not is_condition(before):
            return Subject(None, told=False)
    for clause in reversed(clauses[:-1]):
        words = sentence.text[clause.start : clause.end]
        modal = _MODAL.search(words)
        found = whole_actor(words[: modal.start()] if modal else words)
        if found:
            return Subject(Span(clause.start + found[0], clause.start + found[1]))
        if not modal and not is_condition(words) and clause is not clauses[0]:
            continue
    return Subject(carried if _may_carry(sentence, clauses[:-1]) else None)


def _is_empty(words: str) -> bool:
    """Return True if nothing but adverbs stands before a modal word."""
    return (
        re.fullmatch(
            r"(?:还|也|均|都|一般|依法|统一|首先|同时|分别|仍然?|则|且|并|但|但是|共同|一律|或者|和|\s)*", words
        )
        is not None
    )


def _may_carry(sentence: Sentence, clauses: list[Span]) -> bool:
    return all(is_condition(sentence.text[c.start : c.end]) for c in clauses)
