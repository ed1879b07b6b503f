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


def last_inline_number(words: Words) -> int:
    """Return the last number of a list that runs on within a line; 0 where there is none."""
    if not words.pieces:
        return 0
    text = words.text()
    if "）" not in text and ")" not in text:
        return 0
    last = words.label.value if words.label is not None else 0
    for match in _INLINE_LABEL.finditer(text):
        value = numeral_value(match[1])[0]
        if value == last + 1:
            last = value
    return last
