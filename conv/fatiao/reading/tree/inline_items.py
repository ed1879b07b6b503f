"""Find the 项 that run on within a line.  This module must not know the paragraphs around them."""

from __future__ import annotations

import re

from fatiao.reading.lines.labels import CITED_AFTER, numeral_value
from fatiao.reading.lines.pieces import Words

#: Offset in the line, number, and label without white space.
InlineItem = tuple[int, int, str]

#: （一） within a line: after a stop or white space, and not a citation (第（一）项, （一）至（三）项).
_INLINE_LABEL = re.compile(
    r"(?<![第款、和至或及])[（(][ 　]*([零〇一二三四五六七八九十]{1,4})[ 　]*[)）](?!" + CITED_AFTER + ")"
)
_MAY_PRECEDE_LABEL = frozenset("：:；;。.，, 　、”）)")


def find_inline_items(text: str, after: int) -> list[InlineItem]:
    """Return the items that run on in a line, numbered from ``after`` + 1 on; empty if there are none."""
    items: list[InlineItem] = []
    expected = after + 1
    for match in _INLINE_LABEL.finditer(text):
        value = numeral_value(match[1])[0]
        if value != expected or (match.start() and text[match.start() - 1] not in _MAY_PRECEDE_LABEL):
            continue
        if text.count("“", 0, match.start()) > text.count("”", 0, match.start()):
            continue
        items.append((match.start(), value, "".join(match[0].split())))
        expected += 1
    return items


#: The most characters of a label and of the words after it that show whether it is a citation.
_LABEL_REACH = 20


def last_inline_number(words: Words) -> int:
    """Return the number of the last item that runs on in ``words``, or else that of their label; 0 if there is none.

    Words that grow line by line are scanned once: labels from the offset ``words.scanned`` on may still change.
    """
    text = words.text()
    settled = len(text) - _LABEL_REACH
    last = words.inline_number
    for match in _INLINE_LABEL.finditer(text, words.scanned):
        value = numeral_value(match[1])[0]
        if value == last + 1:
            last = value
        if match.end() <= settled:
            words.inline_number, words.scanned = last, match.end()
    words.scanned = max(words.scanned, settled - _LABEL_REACH)
    return last
