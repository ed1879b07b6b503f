"""Judge by the end of a line, its length and its indent where sentences and paragraphs end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fatiao.reading.lines.split import Line

#: Punctuation that ends a sentence or opens a list, in both widths.
SENTENCE_END = frozenset("。！？；：.!?;:…")
#: What may follow it: …”。 and …》。 end with the point, …。” with the quote.
_CLOSERS = frozenset("”’\"'）)】》〉」』〕]")
#: No line starts with these, so one that does goes on with the line before (clreq 3.1.5).
LINE_START_FORBIDDEN = frozenset("，、。；：！？,;!?）)】》〉」』”’〕")


def ends_sentence(text: str) -> bool:
    """Return whether a line ends where a sentence, a list entry or a list's lead ends."""
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
    """Return whether a line ends a sentence for good, not with ； or ：."""
    at = len(text) - 1
    while at > 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] in "。！？!?…" or (text[at] == "." and ends_sentence(text))


def is_bare(text: str) -> bool:
    """Return whether a line looks like a heading: no sentence ends in it, and none is broken off at its end."""
    last = text[-1]
    return last not in "。；：，、;:," and "。" not in text and "；" not in text


#: A rate, a fee or a measure, with the stop behind it.
_AMOUNT = re.compile(
    r"[\d０-９零一二三四五六七八九十百千万]\s*(?:元|角|％|%|‰|件|份|个|人|日|天|小时|年|月|米|公里|公顷|亩|吨|公斤|千克|克|"
    r"度|倍|次|张|辆|台|平方米|立方米)[^\u4e00-\u9fff]*$"
)


def ends_in_amount(text: str) -> bool:
    """Return whether a line ends with a rate, a fee or a measure, as the entries of a list of them do and no heading
    does.
    """
    return _AMOUNT.search(text, max(0, len(text) - 12)) is not None


class Layout(NamedTuple):
    """The habits of typing in a source; None or False where its lines do not agree."""

    width: int | None  #: characters of a full line where lines were wrapped to a measure
    indent_tells: bool  #: every paragraph is indented and no continuation is
    full: int = 0  #: from so many characters on a line is full, where something parts all paragraphs; else 0
    gap_parts: bool = False  #: a blank line stands before every paragraph

    def runs_on(self, before: Line, line: Line) -> bool:
        """Return whether a line continues the full line before it, whatever that ends with."""
        return bool(self.full) and len(before.text) >= self.full and not (line.gap if self.gap_parts else line.indented)


def measure(lines: Sequence[Line], starts: Sequence[int]) -> Layout:
    """Return the layout of a source; ``starts`` are the indexes of lines that surely begin a paragraph."""
    return measure_paragraphs(lines, starts, measure_width(lines))


def measure_paragraphs(lines: Sequence[Line], starts: Sequence[int], width: int | None) -> Layout:
    """Return the layout of a source whose width is known."""
    told = _indent_tells(lines, starts)
    if len(starts) < 3 or not (full := _longest(lines, min(starts))):
        return Layout(width, told)
    for gap_parts in (True, False):
        if _has_habit(lines, starts, gap_parts, full):
            return Layout(width, told, full, gap_parts)
    return Layout(width, told)


#: No text is wrapped to a longer line: two columns of a page have 40 characters, one has 45.
_WIDEST_MEASURE = 60
#: A line that ends before a mark that must not begin the next one, or before a word in letters, is a little shorter.
_FULL_SHARE = 0.85
_LISTED = frozenset("（(①②③⑴⒈1234567890一二三四五六七八九十|“")


def _longest(lines: Sequence[Line], first: int) -> int:
    """Return the length of a full line of wrapped text; 0 where the longest line is too long for any measure."""
    full = int(_FULL_SHARE * max(len(line.text) for line in lines[first:]))
    return 0 if full > _FULL_SHARE * _WIDEST_MEASURE else full


def _has_habit(lines: Sequence[Line], starts: Sequence[int], gap_parts: bool, full: int) -> bool:
    """Return whether the paragraphs of wrapped text are all parted by a blank line, or by an indent.

    The file has no such habit where some provision is not parted, no other paragraph is, or some line that is not
    parted follows a line that has room to spare, which only a paragraph's end leaves.
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
    """Return the width of wrapped text: many lines of one length that break off inside a sentence; None otherwise."""
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
