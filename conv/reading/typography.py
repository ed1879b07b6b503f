"""What the end of a line, its length and its indent say about sentences and paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from conv.reading.lines import Line

#: Punctuation that ends a sentence or opens a list, in both widths.
SENTENCE_END = frozenset("。！？；：.!?;:…")
#: What may follow it: …”。 and …》。 end with the point, …。” with the quote.
_CLOSERS = frozenset("”’\"'）)】》〉」』〕]")
#: No line starts with these, so one that does goes on with the line before (clreq 3.1.5).
LINE_START_FORBIDDEN = frozenset("，、。；：！？,;!?）)】》〉」』”’〕")


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence, a list entry or a list's lead ends."""
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
    """Whether a line ends a sentence for good, not with ； or ：."""
    at = len(text) - 1
    while at > 0 and text[at] in _CLOSERS:
        at -= 1
    return text[at] in "。！？!?…" or (text[at] == "." and ends_sentence(text))


def is_bare(text: str) -> bool:
    """Whether a line looks like a heading: no sentence ends in it, and none is broken off at its end."""
    last = text[-1]
    return last not in "。；：，、;:," and "。" not in text and "；" not in text


class Layout(NamedTuple):
    """How a source was typed; None or False where its lines do not agree."""

    width: int | None  #: characters of a full line where lines were wrapped to a measure
    indent_tells: bool  #: every paragraph is indented and no continuation is


def measure(lines: Sequence[Line], starts: Sequence[int]) -> Layout:
    """The layout of a source; ``starts`` are the indexes of lines that surely begin a paragraph."""
    return Layout(_width(lines), _indent_tells(lines, starts))


def _width(lines: Sequence[Line]) -> int | None:
    """Wrapped text has many lines of the same length that break off in mid sentence."""
    broken = Counter(len(line.text) for line in lines if not ends_sentence(line.text) and len(line.text) > 15)
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
