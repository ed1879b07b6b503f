"""Find the notes of an edition at the foot of a page: a mark in a provision, and a line below that begins with it."""

from __future__ import annotations

import re

from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.typography import ends_sentence

NOTE_REASON = "footnote of the edition"
#: What a note begins with, ① or [1], and the same behind a word; 第①项 and （见①） are references of the law.
_HEAD = re.compile(r"[\u2460-\u2473]|[\[［〔【]\s*(?:注\s*)?\d{1,3}\s*[\]］〕】]")
_BEHIND_WORD = re.compile(r"(?<=[\u4e00-\u9fff”》）。，；、])(?<![第见项])")
#: …①甲类和②乙类: what a circled number stands before is counted by it.
_NO_ENTRY = r"(?![\u4e00-\u9fff“《])"
#: A page has no more lines than this: the mark stands so near above its note.
_PAGE = 60
#: As many lines may a note have.
_LONGEST_NOTE = 12


def find_page_notes(draft: Draft) -> None:
    """Put aside the notes between the provisions; what stands behind the last one is read with the tail."""
    heads = [i for i, line in enumerate(draft.lines) if _HEAD.match(line.text)]
    if not heads or not draft.starts:
        return
    first, last = min(draft.starts), max(draft.starts)
    for index in heads:
        end = _note_end(draft, index) if first < index < last and _is_note(draft, index) else index
        for line in range(index, end):
            draft.set(line, BlockKind.FOREIGN, NOTE_REASON)


def _is_note(draft: Draft, index: int) -> bool:
    """Return whether the mark of a line stands behind a word above it, and the line is no entry of a list."""
    if draft.decided(index) or index in draft.starts or index in draft.divisions:
        return False
    before, label = draft.lines[index - 1].text, draft.labels[index - 1]
    if before[-1] in "：:；;" or (label and label.style is Style.CIRCLE and not draft.decided(index - 1)):
        return False
    head = _HEAD.match(draft.lines[index].text)
    mark = head[0] if head else ""
    called = re.compile(_BEHIND_WORD.pattern + re.escape(mark) + (_NO_ENTRY if len(mark) == 1 else ""))
    for above in range(index - 1, max(-1, index - _PAGE), -1):
        if draft.lines[above].text.startswith(mark):
            return False  # what stands above it has its note
        if called.search(draft.lines[above].text, 1):
            return True
    return False


def _note_end(draft: Draft, index: int) -> int:
    """Return the index behind a note; the index itself where something goes on behind it that is not parted."""
    end = index + 1
    while not ends_sentence(draft.lines[end - 1].text) and end - index < _LONGEST_NOTE and not _begins(draft, end):
        end += 1
    if _begins(draft, end) or draft.places[end] - draft.places[end - 1] > 1:  # the foot of the page stands between
        return end
    return index


def _begins(draft: Draft, index: int) -> bool:
    """Return whether a provision, a heading or a note begins at a line."""
    return index in draft.starts or index in draft.divisions or _HEAD.match(draft.lines[index].text) is not None
