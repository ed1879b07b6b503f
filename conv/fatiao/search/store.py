"""Store the texts as small compressed blocks with a preset dictionary.

A block of 4 KB is deflated with a dictionary of the corpus's commonest sentences, which the browser loads once.  Such
blocks take less than blocks of 12 KB without a dictionary, and a page of ten hits loads a third.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_GRAM = 4
#: Once a block may end by chance, it does after half of the maximum bytes of a block, on average.
_EAGER = 2
_SAMPLE = 40_000  # characters from which the dictionary is built; more of them do not improve it
_SENTENCE = re.compile(r"[^。；;\n]{8,}[。；;]?")
#: Printable ASCII that needs no escape in a JavaScript string: all but the double quote, the backslash and the space.
_DIGITS = "!" + "".join(map(chr, range(0x23, 0x5C))) + "".join(map(chr, range(0x5D, 0x7F)))
_PAIRS = [_DIGITS[value % 91] + _DIGITS[value // 91] for value in range(8192)]


def build_dictionary(texts: Sequence[str], size: int) -> bytes:
    """Return the commonest sentences, at most ``size`` bytes of UTF-8, the best ones last, as deflate prefers."""
    step = 1 + sum(map(len, texts)) // _SAMPLE
    found = [sentence for text in texts[::step] for sentence in _SENTENCE.findall(text)]
    sentences = {sentence: _grams(sentence) for sentence in found}
    counts: Counter[str] = Counter()
    for sentence in found:
        counts.update(sentences[sentence])
    scored = ((sum(map(counts.__getitem__, grams)) / len(grams), text) for text, grams in sentences.items())
    seen: set[str] = set()
    chosen: list[bytes] = []
    left = size
    for score, sentence in sorted(scored, reverse=True):
        if score <= 1.2 or left <= 0:
            break
        grams = sentences[sentence]
        if len(grams - seen) >= 0.6 * len(grams):
            seen.update(grams)
            chosen.append(sentence.encode()[:left])
            left -= len(chosen[-1])
    return b"".join(reversed(chosen)).decode("utf-8", "ignore").encode()


def _grams(sentence: str) -> set[str]:
    return {sentence[at : at + _GRAM] for at in range(len(sentence) - _GRAM + 1)}


def encode_bytes(data: bytes) -> str:
    """Return bytes as text, 13 bits in two characters (1.23 characters per byte; base64 takes 1.33)."""
    out = []
    padded = data + bytes(-len(data) % 13)
    for at in range(0, len(padded), 13):
        bits = int.from_bytes(padded[at : at + 13], "little")
        out += [_PAIRS[bits >> shift & 8191] for shift in range(0, 104, 13)]
    return "".join(out)


def deflate(data: bytes, dictionary: bytes = b"") -> str:
    """Return ``data`` as raw deflate, encoded as text; the inflater ignores the padding at the end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return encode_bytes(packer.compress(data) + packer.flush())


def check_of(text: str, pairs: int = 1) -> str:
    """Return a short checksum that tells a text from an earlier one: ``pairs`` character pairs, each one of 8,192."""
    digest = hashlib.sha256(text.encode()).digest()
    numbers = (int.from_bytes(digest[2 * at : 2 * at + 2]) for at in range(pairs))
    return "".join(_PAIRS[number % len(_PAIRS)] for number in numbers)


class Deflater:
    """``deflate`` with a cache: results in ``before`` are reused, those in ``packed`` serve the next build."""

    def __init__(self, before: Mapping[bytes, str]) -> None:
        self._before = before
        self.packed: dict[bytes, str] = {}

    def deflate(self, data: bytes, dictionary: bytes = b"") -> str:
        """Return the same as the function ``deflate``, from the cache if possible."""
        key = hashlib.sha256(b"%d %b%b" % (len(dictionary), dictionary, data)).digest()
        found = self._before.get(key)
        self.packed[key] = deflate(data, dictionary) if found is None else found
        return self.packed[key]


def cut_blocks(records: Iterable[str], size: int) -> list[list[str]]:
    """Return whole records in blocks of about ``size`` bytes: a block that has reached ``size`` ends.

    After two thirds of ``size``, a block may end by chance after a record, depending on this record only, so blocks
    after an edit are soon cut as before.
    """
    blocks: list[list[str]] = []
    ended = True
    total = 0
    for record in records:
        if ended:
            blocks.append([])
            total = 0
        blocks[-1].append(record)
        encoded = record.encode()
        total += len(encoded)
        by_chance = zlib.crc32(encoded) / (1 << 32) < len(encoded) / size * _EAGER
        ended = total >= size or (total > size * 2 / 3 and by_chance)
    return blocks
