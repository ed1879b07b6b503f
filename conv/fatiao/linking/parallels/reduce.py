"""Reduce provisions to the words that are compared, and pick their grams by winnowing.

The result for a provision depends on no other provision.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from fatiao.linking.definitions.forms import LABEL
from fatiao.linking.parallels.boilerplate import find_boilerplate
from fatiao.model.law import Law, Segment

#: The shortest run that counts, in characters without marks.
SHORTEST = 12
#: The length of a gram, in characters.
GRAM = 8
_WINDOW = SHORTEST - GRAM + 1
_PRIME = (1 << 61) - 1
#: Characters that NFKC replaces by another single character: full-width digits and letters.
_WIDTHS = {
    code: folded
    for code in range(0xFF00, 0xFFF0)
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1 and folded != chr(code)
}


class Reduced(NamedTuple):
    """A provision reduced to its words: the positions of its article and segment, its start in the article's text.

    ``picked`` holds the offsets in ``text`` of the grams picked by winnowing, ``grams`` the numbers of these grams,
    ``boilerplate`` a flag for every character.  Among a million grams hardly two have the same number.
    """

    article: int
    segment: int
    start: int
    text: str
    picked: array[int]
    grams: array[int]
    boilerplate: bytes


def reduce_law(law: Law) -> tuple[Reduced, ...]:
    """Return the provisions of a law that are long enough to be compared, in order."""
    return tuple(_reduce(law))


def _reduce(law: Law) -> Iterator[Reduced]:
    for a, article in enumerate(law.articles):
        text = article.text
        for s, segment in enumerate(article.segments):
            start = _skip_label(text, segment)
            words = "".join(filter(str.isalnum, text[start : segment.span.end])).translate(_WIDTHS)
            if len(words) >= SHORTEST:
                picked = array("I", _winnow(words))
                grams = array("Q", [_number_gram(words[at : at + GRAM]) for at in picked])
                yield Reduced(a, s, start, words, picked, grams, bytes(find_boilerplate(words)))


def _number_gram(gram: str) -> int:
    return int.from_bytes(gram.encode(), "little") % _PRIME


def _skip_label(text: str, segment: Segment) -> int:
    start, end = segment.span.start, segment.span.end
    label = LABEL.match(text[start:end].translate({0x28: "（", 0x29: "）"})) if segment.item else None
    return start + (label.end() if label else 0)


def _winnow(text: str) -> Iterator[int]:
    """Yield the offsets of the picked grams: in each window the gram with the smallest hash, the last among equals."""
    hashes = _hash_grams(text)
    picked = -1
    for start in range(len(hashes) - _WINDOW + 1):
        if picked >= start:
            if hashes[start + _WINDOW - 1] > hashes[picked]:
                continue
            picked = start + _WINDOW - 1
        else:
            window = hashes[start : start + _WINDOW]
            picked = start + _WINDOW - 1 - window[::-1].index(min(window))
        yield picked


def _hash_grams(text: str) -> list[int]:
    """Return the CRC-32 of the UTF-8 encoding of every gram."""
    encoded = memoryview(text.encode())
    # Neither digits and letters, nor characters outside the BMP: every character has three bytes.
    if len(encoded) == 3 * len(text) and len(text.encode("utf-16-le")) == 2 * len(text):
        return [crc32(encoded[i : i + 3 * GRAM]) for i in range(0, len(encoded) - 3 * GRAM + 1, 3)]
    return [crc32(text[i : i + GRAM].encode()) for i in range(len(text) - GRAM + 1)]
