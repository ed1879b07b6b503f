"""Find the footnotes of an edition: a mark in a provision, and a line below it that begins with the same mark."""

from __future__ import annotations

import re

from fatiao.reading.blocks import reasons
from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.typography import ends_sentence

#: The bracketed mark at the start of a note: [1], ［1］, 〔1〕, 【1】, [注1].
BRACKETED_MARK = r"[\[［〔【]\s*(?:注\s*)?\d{1,3}\s*[\]］〕】]"
#: The mark at the start of a note that is found by the same mark in the text above; * and 注： are too common for that.
_HEAD = re.compile(rf"[\u2460-\u2473]|{BRACKETED_MARK}")
#: The position of the mark after a word; 第①项 and （见①） are references of the law.
_BEHIND_WORD = re.compile(r"(?<=[\u4e00-\u9fff”》）。，；、])(?<![第见项])")
#: A circled number before a word numbers that word and marks no note: …①甲类和②乙类.
_NO_ENTRY = r"(?![\u4e00-\u9fff“《])"
#: The most lines of a page, and so the most lines between a mark and its note.
_PAGE = 60
#: The most lines of a note.
LONGEST_NOTE = 12


def find_page_notes(draft: Draft) -> None:
    """Mark the notes between the provisions as foreign; ``read_tail`` finds those after the last provision."""
    heads = [i for i, line in enumerate(draft.lines) if _HEAD.match(line.text)]
    if not heads or not draft.starts:
        return
    first, last = min(draft.starts), max(draft.starts)
    for index in heads:
        end = _note_end(draft, index) if first < index < last and _is_note(draft, index) else index
        for line in range(index, end):
            draft.set(line, BlockKind.FOREIGN, reasons.NOTE)


def _is_note(draft: Draft, index: int) -> bool:
    """Return True if a line is a note: its mark follows a word above it, and the line is not a list entry."""
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
            return False  # marks further above belong to that note
        if called.search(draft.lines[above].text, 1):
            return True
    return False


def _note_end(draft: Draft, index: int) -> int:
    """Return the index after a note, or ``index`` if the text continues after it without a break."""
    end = index + 1
    while not ends_sentence(draft.lines[end - 1].text) and end - index < LONGEST_NOTE and not _begins(draft, end):
        end += 1
    if _begins(draft, end) or draft.places[end] - draft.places[end - 1] > 1:  # the page ends between
        return end
    return index


def _begins(draft: Draft, index: int) -> bool:
    """Return True if a provision, a heading or a note begins at a line."""
    return index in draft.starts or index in draft.divisions or _HEAD.match(draft.lines[index].text) is not None
