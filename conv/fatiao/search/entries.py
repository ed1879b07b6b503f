"""List the index entries of all keys from the texts.

After an edit, only the keys of the changed texts are listed again: the weights in the others depend on the usual length
of a text, which is rounded so coarsely that an edit hardly ever changes it.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import log2
from typing import NamedTuple

from fatiao.search.normalise import break_words, fold
from fatiao.search.postings import LEVELS, decode_entry, encode_entry

#: A character whose bigrams take more bytes than this gets its own entry.
SINGLE_BYTES = 16_000
#: If more than one in this many texts changed, listing all of them again is as quick.
_PATCHED = 20
_SPACE, _HALF = 0x20, 0xFFFFFFFF
_K1, _B = 1.2, 0.6  # BM25
_LEVEL_AT = (1.25, 1.7)  # a term that occurs once in an article of mean length has the weight 1.0

#: Key → its places in the order of the articles; a place is ordinal · LEVELS + level.
Postings = dict[str, "array[int]"]


class Entries(NamedTuple):
    """The entries of all keys, the texts they were listed from, and the usual length of a text in characters.

    ``own`` are entries of single characters with so many bigrams that a query for one would load fifty files; they
    replace the entries of the same keys.
    """

    texts: Sequence[str]
    usual: float
    entries: Mapping[str, str]
    own: Mapping[str, str]

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield every key once, with the entry that queries use."""
        yield from ((key, entry) for key, entry in self.entries.items() if key not in self.own)
        yield from self.own.items()


def list_entries(texts: Sequence[str], before: Entries | None = None) -> Entries:
    """Return the entries of texts, given in the order of their ordinals; ``before`` only saves time."""
    usual = _usual_length(texts)
    changed = _list_changed(texts, usual, before) if before else None
    if before is None or changed is None:
        postings = _collect(enumerate(map(_words_of, texts)), usual)
        entries = {key: encode_entry(places) for key, places in postings.items()}
        return Entries(texts, usual, entries, list_characters(entries, postings.__getitem__, SINGLE_BYTES))
    entries = dict(before.entries)
    touched = set()
    for key, places in _list_differing(texts, before, changed):
        touched.add(key[0])
        if places:
            entries[key] = encode_entry(places)
        else:
            del entries[key]
    known = {char: entry for char, entry in before.own.items() if char not in touched}
    own = list_characters(entries, lambda key: decode_entry(entries[key]), SINGLE_BYTES, known)
    return Entries(texts, usual, entries, own)


def list_characters(
    entries: Mapping[str, str],
    places_of: Callable[[str], Sequence[int]],
    limit: int,
    known: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return a separate entry for every character whose bigrams together exceed ``limit`` bytes.

    The entry names every article with the character.  ``known`` are such entries that did not change.
    """
    sizes: Counter[str] = Counter()
    for key, entry in entries.items():
        sizes[key[0]] += len(entry)
    heavy = {char for char, size in sizes.items() if size > limit}
    own = {char: entry for char, entry in (known or {}).items() if char in heavy}
    found: dict[str, set[int]] = {char: set() for char in heavy - own.keys()}
    for key in entries if found else ():
        if key[0] in found:
            found[key[0]].update(places_of(key))
    for char, places in found.items():
        # Of the sorted places of an article, the last has the highest level.
        own[char] = encode_entry(sorted({place // LEVELS: place for place in sorted(places)}.values()))
    return own


def _usual_length(texts: Sequence[str]) -> float:
    """Return the mean length of a text in characters, rounded in steps of about a fifth."""
    mean = sum(map(len, texts)) / len(texts) if texts else 1
    return float(2 ** (round(4 * log2(max(mean, 1))) / 4))


def _list_changed(texts: Sequence[str], usual: float, before: Entries) -> list[int] | None:
    """Return the ordinals of the texts that changed; None if all of them must be listed again."""
    if usual != before.usual or len(texts) != len(before.texts):
        return None
    changed = [n for n, (then, now) in enumerate(zip(before.texts, texts, strict=True)) if then != now]
    return changed if len(changed) <= 1 + len(texts) // _PATCHED else None


def _list_differing(texts: Sequence[str], before: Entries, changed: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Yield each key whose places changed, with its new places."""
    gone = _collect(((n, _words_of(before.texts[n])) for n in changed), before.usual)
    come = _collect(((n, _words_of(texts[n])) for n in changed), before.usual)
    for key in gone.keys() | come.keys():
        then, now = gone.get(key), come.get(key)
        if then != now:
            kept = set(decode_entry(before.entries.get(key, ""))).difference(then or ())
            yield key, sorted(kept.union(now or ()))


def _pairs_of(words: str) -> array[int]:
    """Return every two adjacent characters as one number, the first in the lower half; strings are slower to count."""
    data = words.encode("utf-32-le")
    pairs, odd = array("Q"), array("Q")
    pairs.frombytes(data[: len(data) & ~7])
    odd.frombytes(data[4 : 4 + ((len(data) - 4) & ~7)])
    pairs.extend(odd)
    if sys.byteorder == "big":
        pairs.byteswap()
    return pairs


def _words_of(text: str) -> str:
    """Return the characters of a text that a query may contain, with a space between its lines and nowhere else.

    Readers remember words but not commas: 作中滥用 must find 工作中，滥用职权.
    """
    return " ".join("".join(break_words(fold(line)).split()) for line in text.split("\n"))


def _collect(joined: Iterable[tuple[int, str]], usual: float) -> Postings:
    """Return the places of every key in ``joined``: pairs of an ordinal, ascending, and the words of its text."""
    low, high = _LEVEL_AT
    found: defaultdict[int, array[int]] = defaultdict(partial(array, "I"))
    for ordinal, words in joined:
        norm = _K1 * (1 - _B + _B * len(words) / usual)
        weights = [0] + [(count * (_K1 + 1)) / (count + norm) for count in range(1, 9)]
        places = [ordinal * LEVELS + (weight > low) + (weight > high) for weight in weights]
        runs = words.split()
        for pair, count in Counter(_pairs_of(words + " ")).items():
            found[pair].append(places[count if count < 8 else 8])
        # A character that occurs only at the end of runs starts no bigram, so it gets a key of its own.
        for char in {run[-1] for run in runs}.difference("".join([run[:-1] for run in runs])):
            found[ord(char)].append(places[min(words.count(char), 8)])
    return {
        chr(pair & _HALF) + (chr(pair >> 32) if pair >> 32 else ""): places
        for pair, places in found.items()
        if pair & _HALF != _SPACE != pair >> 32
    }
