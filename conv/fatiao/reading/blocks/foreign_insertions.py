"""Find stories, advertisements and notices that a newspaper page printed between the provisions."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from fatiao.reading.blocks import reasons
from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.blocks.foreign_words import find_hard, is_furniture, is_told_twice, speaks_law
from fatiao.reading.lines.typography import ends_sentence


def find_splices(draft: Draft) -> None:
    """Mark stories and notices between the provisions as foreign; report doubtful ones, which are kept."""
    hard = set(_lines_at(draft, find_hard(draft.source.text)))
    structural = sorted(set(draft.starts) | set(draft.divisions))
    for position, following in pairwise(structural):
        inside = range(position + 1, following)
        if inside and (any(i in hard for i in inside) or any(draft.may_head_story(i) for i in inside)):
            _find_splice(draft, inside, hard)


def _lines_at(draft: Draft, offsets: list[int]) -> list[int]:
    begins = [line.start for line in draft.lines] if offsets else []
    return [bisect_right(begins, offset) - 1 for offset in offsets]


def _find_splice(draft: Draft, inside: range, hard: set[int]) -> None:
    anchor = next((i for i in inside if _may_begin_splice(draft, i)), None)
    if anchor is None:
        return
    begin = _story_begin(draft, anchor, inside.start)
    end, total = _story_end(draft, anchor, inside.stop)
    headed = draft.may_head_story(begin)
    sure = any(i in hard for i in range(begin, end))
    if total < (3 if sure else 2) or (not headed and not sure) or not _is_enough(draft, begin, end, headed):
        if headed and end - begin > 1 and total > 0:
            what = "these lines may not belong to the law; they are kept: remove them from the source if they do not"
            draft.report.add("ambiguous-structure", what, draft.source, draft.lines[begin].start)
        return
    for index in range(begin, end):
        draft.set(index, BlockKind.FOREIGN, reasons.BETWEEN)
        draft.divisions.pop(index, None)


def _is_enough(draft: Draft, begin: int, end: int, headed: bool) -> bool:
    """Return True if the evidence that lines are foreign is more than one word, and not all of it is in lines of law.

    The further evidence is a headline, a second line, a second word, or a line of page furniture.
    """
    heard = [i for i in range(begin, end) if draft.weight(i) > 0]
    texts = [draft.lines[i].text for i in heard]
    if all(speaks_law(text) for text in texts):
        return False
    return headed or len(heard) > 1 or any(is_told_twice(text) or is_furniture(text) for text in texts)


def _may_begin_splice(draft: Draft, index: int) -> bool:
    """Return True if a line may begin a story: unlabelled, with foreign words, after a sentence or a headline."""
    if draft.decided(index) or draft.labels[index] is not None or draft.weight(index) <= 0:
        return False
    return ends_sentence(draft.lines[index - 1].text) or draft.may_head_story(index - 1)


def _story_begin(draft: Draft, anchor: int, first: int) -> int:
    """Return the index of a story's headline, at most 5 lines above its first foreign words, or else ``anchor``."""
    begin = anchor
    for index in range(anchor - 1, max(first, anchor - 5) - 1, -1):
        if draft.weight(index) < 0 or draft.labels[index] is not None or draft.decided(index):
            break
        if draft.may_head_story(index):
            begin = index
    return begin


def _story_end(draft: Draft, anchor: int, stop: int) -> tuple[int, int]:
    """Return the index after a story, and its weight; lines up to ``stop`` belong to it unless they read like law."""
    total = best = 0
    end = anchor
    for index in range(anchor, stop):
        weight = draft.weight(index)
        total += weight
        if weight > 0 or total > best:
            best = max(best, total)
            end = index + 1
    rest = sum(draft.weight(i) for i in range(end, stop))
    return (end, best) if rest <= -3 else (stop, best)
