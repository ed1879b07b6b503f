"""Classify text outside of numbered provisions: in a 批复 that has none, and after the last 一、 of a decision."""

from __future__ import annotations

import re

from fatiao.reading.blocks import reasons
from fatiao.reading.blocks.back_matter import ANNEX_HEAD, read_annexes
from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.blocks.foreign_words import CERTAIN
from fatiao.reading.blocks.front_matter import Part, divide_front, is_signature
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.typography import ends_sentence

#: Sentences of a decision about itself after its last provision, of which they are not part.
_LAST_WORDS = re.compile(
    r"此外[，,]"
    r"|本(?:决定|修正案|决议|解释|规定|通知|批复|意见|办法)(?:自|从|由|的施行)"
    r"|《.+》(?:的有关条文)?(?:根据|依照|按照)本(?:决定|修正案|决议)"
    r"|(?:根据|依照|按照)本(?:决定|修正案|决议).*重新公布"
)


def read_unnumbered(draft: Draft) -> None:
    """Classify the lines of an instrument without numbered provisions: front, text, signature and annexes."""
    parts = divide_front(draft.lines)
    first = _first_words(parts)
    for index, part in enumerate(parts[:first]):
        draft.set(index, BlockKind(part), _REASONS.get(part, ""))
    if first == len(draft.lines):
        return
    draft.body = first
    end = len(draft.lines)
    for index in range(first + 1, end):
        if ANNEX_HEAD.match(draft.lines[index].text) and _may_end(draft, index - 1):
            read_annexes(draft, index)
            end = index
            break
    foreign: list[int] = []
    for index in range(first, end):
        if draft.weight(index) >= CERTAIN:
            draft.set(index, BlockKind.FOREIGN)
            foreign.append(index)
    last = end - 1
    while last > first and (draft.decided(last) or is_signature(draft.lines[last].text)):
        if not draft.decided(last):
            draft.set(last, BlockKind.SIGNATURE)
        last -= 1
    for index in foreign:
        draft.set(index, BlockKind.FOREIGN, reasons.WITHIN if index < last else reasons.BEHIND)


_REASONS = {Part.FOREIGN: reasons.BEFORE, Part.PAGE: reasons.TITLE_AGAIN}


def _first_words(parts: list[Part]) -> int:
    """Return the index of the first preamble line after the title, with which the text of the instrument begins."""
    known = [index for index, part in enumerate(parts) if part is Part.TITLE]
    first = known[-1] + 1 if known else 0
    while first < len(parts) and parts[first] is not Part.PREAMBLE:
        first += 1
    return first


def _may_end(draft: Draft, index: int) -> bool:
    return ends_sentence(draft.lines[index].text) or is_signature(draft.lines[index].text)


def find_last_words(draft: Draft) -> None:
    """Set ``draft.body`` to the first of the final sentences of a decision, after its last 一、 provision.

    Such sentences are 此外，对条文顺序作相应调整。 本决定自…起施行。
    """
    if draft.skeleton.style is not Style.COMMA:
        return
    depth = 0
    for index in range(draft.skeleton.starts[-1].line, draft.skeleton.stop):
        if draft.decided(index):
            continue
        text = draft.lines[index].text
        if depth <= 0 and index > draft.skeleton.starts[-1].line and _LAST_WORDS.match(text):
            if not _lists_on(draft, index):
                draft.body = index
            return
        depth += text.count("“") - text.count("”")


def _lists_on(draft: Draft, index: int) -> bool:
    """Return True if a labelled line follows, so that the provision above continues."""
    return any(draft.labels[i] is not None and not draft.decided(i) for i in range(index, draft.skeleton.stop))
