"""Bigram postings as text: the articles that contain each pair of characters, by level of its weight there.

Format of a shard (``search-index.js`` reads it)::

    fatiaoSearch.put("<check>", "k<number>", "<keys>", "<lists>")

A key is a number: with the ``alphabet``, the commonest characters first, and its base n (the multiple of 512 above its
length), the pair (a, b) is ``rank(a)·n + rank(b) + 1``, and a single character a is ``rank(a)·n``.  ``keys`` holds the
gaps between ascending keys; the first gap counts from the shard's first key less one.  ``lists`` has one entry per key,
separated by spaces; an entry has up to three lists separated by ``!``, from the weakest level to the strongest, which
hold different articles.  A list is the gaps between ascending ordinals, the first from -1; or, after ``$``, a bitmap
with one bit per article, six bits per character, lowest bit first.  Every number is one character, and UTF-8 is the
variable-length code: a number below 91 takes one byte, below 2,011 two.  In a small index, ``keys`` and ``lists`` are
deflated together, with a line feed between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import sub
from zlib import crc32

_SKIP = "#"  # a step of _FAR without a member at its end
_BITMAP = "$"
_FAR = 0xC000  # keeps every number below the surrogates
_BACKSLASH = 0x5C
#: A place is an article's ordinal · LEVELS + the level of its weight.
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of keys: the first one, the gaps between them, and their entries."""

    first: int
    keys: str
    lists: str


def _number(value: int) -> str:
    code = value + 0x24
    return chr(code if code < _BACKSLASH else code + 1)


_NUMBERS = [_number(value) for value in range(4096)]
#: The entry of a key with a single place, by that place.
_ALONE = ["!" * (place % LEVELS) + _NUMBERS[place // LEVELS + 1] for place in range(4095 * LEVELS)]


def encode_numbers(values: Iterable[int]) -> str:
    """Return numbers, from 0 to some ten thousands, as text of one character each."""
    return "".join([_number(value + 1) for value in values])


def encode_gaps(ascending: Sequence[int], previous: int = -1) -> str:
    """Return ascending numbers as the gaps between them; the first gap counts from ``previous``."""
    try:
        return "".join(map(_NUMBERS.__getitem__, map(sub, ascending, (previous, *ascending[:-1]))))
    except IndexError:
        return "".join(_far_gaps(ascending, previous))


def _far_gaps(ascending: Sequence[int], previous: int) -> Iterator[str]:
    for value in ascending:
        skips, gap = divmod(value - previous - 1, _FAR)
        yield _SKIP * skips + _number(gap + 1)
        previous = value


def encode_list(documents: Sequence[int]) -> str:
    """Return ascending article ordinals as gaps or as a bitmap, whichever is shorter."""
    if not documents:
        return ""
    gaps = encode_gaps(documents)
    if len(gaps) <= documents[-1] // 6 + 2:
        return gaps
    bits = bytearray(documents[-1] // 6 + 1)
    for document in documents:
        bits[document // 6] |= 1 << document % 6
    return _BITMAP + "".join([_NUMBERS[six + 1] for six in bits])


def encode_entry(places: Sequence[int]) -> str:
    """Return the entry of one key, given its places in ascending order."""
    if len(places) == 1 and places[0] < len(_ALONE):  # more than half of all keys
        return _ALONE[places[0]]
    levels: tuple[list[int], ...] = ([], [], [])
    for place in places:
        levels[place % LEVELS].append(place // LEVELS)
    return "!".join(map(encode_list, levels)).rstrip("!")


def decode_entry(entry: str) -> list[int]:
    """Return the places in an entry of ``encode_entry``, level by level."""
    levels = enumerate(map(_decode_list, entry.split("!")))
    return [ordinal * LEVELS + level for level, ordinals in levels for ordinal in ordinals]


def _decode_list(text: str) -> Iterator[int]:
    if text.startswith(_BITMAP):
        sixes = (code - (0x26 if code > _BACKSLASH else 0x25) for code in map(ord, text[1:]))
        return (6 * at + bit for at, six in enumerate(sixes) for bit in range(6) if six >> bit & 1)
    # the end of a skip is no member, so its sum is dropped
    steps = (_FAR if char == _SKIP else ord(char) - (0x25 if char > "\\" else 0x24) for char in text)
    sums = accumulate(steps, initial=-1)
    next(sums)
    return (value for char, value in zip(text, sums, strict=True) if char != _SKIP)


#: Once a shard may begin by chance, one does after a sixth of the maximum bytes of a shard, on average.
_EAGER = 6
#: The base of the key numbers is a multiple of this.
_SPARE = 512


def rank_characters(keys: Iterable[str]) -> str:
    """Return the characters of the keys, those in most keys first: common pairs then lie close together.

    The counts are compared by their powers of two, so that a character keeps its rank when an edit adds or removes a
    few keys: the numbers of all keys depend on the ranks.
    """
    counts = Counter(char for key in keys for char in key)
    return "".join(sorted(counts, key=lambda char: (-counts[char].bit_length(), char)))


def base_of(alphabet: str) -> int:
    """Return the number of keys reserved per first character: it stays the same if a few characters are added."""
    return (len(alphabet) // _SPARE + 1) * _SPARE


def cut_shards(entries: Iterable[tuple[str, str]], alphabet: str, size: int) -> list[Shard]:
    """Return keys with their entries, in the order of the keys, in shards of about ``size`` bytes.

    The end of a shard depends on the keys near it and not on all before it, so an edit changes the shards of its own
    keys, and those after them are cut as before (content-defined chunking).
    """
    base = base_of(alphabet)
    first = {char: at * base for at, char in enumerate(alphabet)}
    second = {"": 0} | {char: at for at, char in enumerate(alphabet, 1)}
    numbered = {first[key[0]] + second[key[1:]]: entry for key, entry in entries}
    numbers = sorted(numbered)
    lists = [numbered[number] for number in numbers]
    cuts = [*_list_cuts(_weigh(numbers, lists, alphabet), size), len(lists)]
    return [_shard(numbers[start:end], lists[start:end]) for start, end in pairwise(cuts)]


def _weigh(numbers: Sequence[int], lists: Sequence[str], alphabet: str) -> Iterator[tuple[int, float]]:
    """Yield for every key its size in bytes, and a number from 0 to 1 that depends on its characters only."""
    base = base_of(alphabet)
    for number, entry in zip(numbers, lists, strict=True):
        first, second = divmod(number, base)
        key = alphabet[first] + (alphabet[second - 1] if second else "")
        yield (len(entry) if entry.isascii() else len(entry.encode())) + 3, crc32(key.encode()) / (1 << 32)


def _list_cuts(keys: Iterable[tuple[int, float]], size: int) -> Iterator[int]:
    """Yield the index at which each shard begins; a shard has at most ``size`` bytes, or one entry.

    After two thirds of ``size``, a key may begin a shard by chance; the larger it is, the more likely it does.
    """
    total = size
    for at, (length, chance) in enumerate(keys):
        if total + length > size or (total > size * 2 / 3 and chance < length / size * _EAGER):
            yield at
            total = 0
        total += length


def _shard(numbers: Sequence[int], lists: Sequence[str]) -> Shard:
    return Shard(numbers[0], encode_gaps(numbers, numbers[0] - 1), " ".join(lists))
