"""Determine where sentences and paragraphs end, by the end, the length and the indent of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fatiao.reading.lines.split import Line

#: Punctuation that ends a sentence or opens a list, in both widths.
SENTENCE_END = frozenset("。！？；：.!?;:…")
#: Marks that may follow it: …”。 and …》。 end with the full stop, …。” with the quotation mark.
_CLOSERS = frozenset("”’\"'）)】》〉」』〕]")
#: Marks that must not start a line, so that a line which starts with one continues the line before (clreq 3.1.5).
LINE_START_FORBIDDEN = frozenset("，、。；：！？,;!?）)】》〉」』”’〕")


def ends_sentence(text: str) -> bool:
    """Return True if a line ends like a sentence, a list entry or the lead of a list."""
    last = text[-1]
    if last in SENTENCE_END:
        return last != "." or len(text) < 2 or not (text[-2].isascii() and text[-2].isalnum())
    if last not in _CLOSERS:
        return False
    at = len(text) - 1
    while at > 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] in SENTENCE_END


def ends_full_stop(text: str) -> bool:
    """Return True if a line ends with a full stop or its equivalent, not with ； or ：."""
    at = len(text) - 1
    while at > 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] in "。！？!?…" or (text[at] == "." and ends_sentence(text))


def is_bare(text: str) -> bool:
    """Return True if a line looks like a heading: no sentence ends in it, and none is broken off at its end."""
    last = text[-1]
    return last not in "。；：，、;:," and "。" not in text and "；" not in text


#: A rate, a fee or a measure, with the punctuation after it.
_AMOUNT = re.compile(
    r"[\d０-９零一二三四五六七八九十百千万]\s*(?:元|角|％|%|‰|件|份|个|人|日|天|小时|年|月|米|公里|公顷|亩|吨|公斤|千克|克|"
    r"度|倍|次|张|辆|台|平方米|立方米)[^\u4e00-\u9fff]*$"
)


def ends_in_amount(text: str) -> bool:
    """Return True if a line ends with a rate, a fee or a measure, as entries of a list do and headings do not."""
    return _AMOUNT.search(text, max(0, len(text) - 12)) is not None


class Layout(NamedTuple):
    """The typographic conventions of a source; a field is None, False or 0 if its lines are not consistent."""

    width: int | None  #: characters of a full line, if lines were wrapped to a fixed width
    indent_tells: bool  #: every paragraph is indented and no continuation line is
    full: int = 0  #: the fewest characters of a full line, if blank lines or indents separate all paragraphs; else 0
    gap_parts: bool = False  #: a blank line precedes every paragraph

    def runs_on(self, before: Line, line: Line) -> bool:
        """Return True if a line continues the full line before it, even if that one ends with a full stop."""
        return bool(self.full) and len(before.text) >= self.full and not (line.gap if self.gap_parts else line.indented)


def measure(lines: Sequence[Line], starts: Sequence[int]) -> Layout:
    """Return the layout of a source; ``starts`` holds the indexes of lines that certainly begin a paragraph."""
    return measure_paragraphs(lines, starts, measure_width(lines))


def measure_paragraphs(lines: Sequence[Line], starts: Sequence[int], width: int | None) -> Layout:
    """Return the layout of a source, given the result of ``measure_width``."""
    told = _indent_tells(lines, starts)
    if len(starts) < 3 or not (full := _longest(lines, min(starts))):
        return Layout(width, told)
    for gap_parts in (True, False):
        if _has_habit(lines, starts, gap_parts, full):
            return Layout(width, told, full, gap_parts)
    return Layout(width, told)


#: The most characters of a wrapped line: two columns of a page have 40 characters, one has 45.
_WIDEST_MEASURE = 60
#: Share of the longest line from which a line is full: one that ends before a mark that must not begin the next line,
#: or before a word in letters, is a little shorter.
_FULL_SHARE = 0.85
_LISTED = frozenset("（(①②③⑴⒈1234567890一二三四五六七八九十|“")


def _longest(lines: Sequence[Line], first: int) -> int:
    """Return the fewest characters of a full line of wrapped text, or 0 if the longest line is too long for one."""
    full = int(_FULL_SHARE * max(len(line.text) for line in lines[first:]))
    return 0 if full > _FULL_SHARE * _WIDEST_MEASURE else full


def _has_habit(lines: Sequence[Line], starts: Sequence[int], gap_parts: bool, full: int) -> bool:
    """Return True if a blank line (``gap_parts``) or an indent separates all paragraphs of wrapped text.

    The result is False if more than 5 percent of the provisions are not separated, if fewer than two other paragraphs
    are, or if lines that are not separated follow short lines, which only the end of a paragraph leaves.
    """
    first = min(starts)
    known = set(starts)
    if sum(_is_parted(lines[i], gap_parts) for i in starts if i > first) < 0.95 * (len(starts) - 1):
        return False
    paragraphs = run_on = odd = 0
    for at in range(first + 1, len(lines)):
        line, before = lines[at], lines[at - 1].text
        if at in known or line.text[0] in _LISTED or before[-1] in "：:；;":
            continue
        if _is_parted(line, gap_parts):
            paragraphs += 1
        elif len(before) >= full:
            run_on += 1
        else:
            odd += 1
    return paragraphs >= 2 and run_on >= 2 and odd <= 0.05 * run_on


def _is_parted(line: Line, gap_parts: bool) -> bool:
    return line.gap if gap_parts else line.indented


def measure_width(lines: Sequence[Line]) -> int | None:
    """Return the width of wrapped text, the length of many lines that break off inside a sentence, or None."""
    broken = Counter(len(line.text) for line in lines if len(line.text) > 15 and not ends_sentence(line.text))
    if not broken:
        return None
    length, count = broken.most_common(1)[0]
    near = count + broken[length - 1] + broken[length + 1]
    return length if near >= 6 and near * 6 >= len(lines) else None


def _indent_tells(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    if len(starts) < 4 or sum(lines[i].indented for i in starts) < 0.9 * len(starts):
        return False
    known = set(starts)
    going_on = [
        lines[i + 1].indented
        for i in range(len(lines) - 1)
        if i + 1 not in known and len(lines[i].text) > 15 and not ends_sentence(lines[i].text)
    ]
    return sum(going_on) <= 0.1 * len(going_on) and len(going_on) >= 3
