"""Find the 项 that run on within a line; know nothing of the paragraphs around them."""

from __future__ import annotations

import re

from fatiao.reading.lines.labels import CITED_AFTER, numeral_value
from fatiao.reading.lines.pieces import Words

#: Offset in the line, number, and label without white space.
InlineItem = tuple[int, int, str]

#: （一） within a line: after a stop or white space, and no citation (第（一）项, （一）至（三）项).
_INLINE_LABEL = re.compile(
    r"(?<![第款、和至或及])[（(][ 　]*([零〇一二三四五六七八九十]{1,4})[ 　]*[)）](?!" + CITED_AFTER + ")"
)
_MAY_PRECEDE_LABEL = frozenset("：:；;。.，, 　、”）)")


def find_inline_items(text: str, after: int) -> list[InlineItem]:
    """Return the offset, number and label of the items that run on in a line behind the number ``after``.

    The list is empty where no list runs on.
    """
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


#: Characters within which a label and what decides whether it is cited stand.
_LABEL_REACH = 20


def last_inline_number(words: Words) -> int:
    """Return the last number of a list that runs on within a line, or that of its label; 0 where there is none.

    Words that grow line by line are scanned once: ``words.scanned`` says from where on labels are not settled.
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
