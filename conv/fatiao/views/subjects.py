"""Find the subject of a word in a sentence: in its clause, in the clauses before, in the sentence before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.model.law import Span
from fatiao.views.actors import is_condition, is_name, whole_actor
from fatiao.views.sentences import Sentence

#: Beginnings of an actor that starts a statement of its own.
_ANEW = ("其", "该", "所在", "有关", "相关", "各", "任何", "上级", "本级", "同级", "当地", "所在地")
#: 根据该材料作出的鉴定意见不得…: a thing, though the clause begins like a condition.
_THING_BY_RULE = re.compile(
    r"\s*(?:根据|按照|依照)[^，]*的(?![^，的]*(?:职责|规定|权限|要求|标准|原则|程序|约定|需要|部门|机关|机构|单位|人员|组织|者))[^，的]{2,10}"
)
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
            return Subject(Span(_list_start(sentence, clauses[:-1], own, found[0]), own.start + found[1]))
        if not _is_empty(before) and (not is_condition(before) or _THING_BY_RULE.fullmatch(before)):
            return Subject(None, told=False)
    for clause in reversed(clauses[:-1]):
        words = sentence.text[clause.start : clause.end]
        modal = _MODAL.search(words)
        found = whole_actor(words[: modal.start()]) if modal else whole_actor(words, aside=True)
        if found:
            return Subject(Span(clause.start + found[0], clause.start + found[1]))
        if not modal and not is_condition(words) and clause is not clauses[0]:
            continue
    return Subject(carried if _may_carry(sentence, clauses[:-1]) else None)


def _list_start(sentence: Sentence, earlier: list[Span], own: Span, offset: int) -> int:
    """Return the start of an actor; of a list with commas (省政府，市、县政府应当…) that of its first part."""
    start = own.start + offset
    if sentence.text[own.start : start].strip() not in ("", "以及") or sentence.text[start : own.end].startswith(_ANEW):
        return start
    for clause in reversed(earlier):
        words = sentence.text[clause.start : clause.end]
        if sentence.text[clause.end] != "，" or is_condition(words) or not is_name(words):
            return start
        start = clause.start + len(words) - len(words.lstrip())
        if sentence.text[: clause.start].endswith(("；", "：")):
            break
    return start


def _is_empty(words: str) -> bool:
    """Return True if nothing but adverbs stands before a modal word."""
    return (
        re.fullmatch(
            r"(?:还|也|均|都|一般|依法|统一|首先|同时|分别|仍然?|则|且|并|但|但是|共同|一律|或者|和|\s)*", words
        )
        is not None
    )


def _may_carry(sentence: Sentence, clauses: list[Span]) -> bool:
    return all(_keeps_subject(sentence.text[c.start : c.end]) for c in clauses)


def _keeps_subject(words: str) -> bool:
    """Return True if a clause is a condition, or a further act of the same subject: …，应当受理；不符合的，应当告知."""
    modal = _MODAL.search(words)
    before = words[: modal.start()] if modal else words
    return is_condition(words) or (modal is not None and (_is_empty(before) or is_condition(before)))
