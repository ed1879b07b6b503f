"""Find the pinyin of Chinese words; each word is looked up in pypinyin once.

Its tables take 0.15 CPU s and 30 MB, so a build caches the results for the next one (``using_cache``), and they are
loaded only for a word that is not in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import ModuleType

#: A cache lookup: takes the kind of the reading, the words, and a function that computes the reading; returns it.
GetOrMake = Callable[[str, str, Callable[[], tuple[str, ...]]], tuple[str, ...]]


#: The cache to ask before the tables; None outside ``using_cache``.
_GET_OR_MAKE: ContextVar[GetOrMake | None] = ContextVar("get_or_make", default=None)


@contextmanager
def using_cache(get_or_make: GetOrMake) -> Iterator[None]:
    """Use ``get_or_make``, which may know a reading from an earlier build, inside the ``with`` block."""
    token = _GET_OR_MAKE.set(get_or_make)
    try:
        yield
    finally:
        _GET_OR_MAKE.reset(token)


def _ask(name: str, words: str, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    get_or_make = _GET_OR_MAKE.get()
    return get_or_make(name, words, find) if get_or_make else find()


@cache
def _pypinyin() -> ModuleType:
    """Return pypinyin, with its 1,249 syllables shared between the phrases, which halves the memory it takes."""
    import pypinyin.constants  # noqa: PLC0415

    once: dict[tuple[str, ...], list[str]] = {}
    for phrase in pypinyin.constants.PHRASES_DICT.values():
        phrase[:] = [once.setdefault(tuple(syllable), syllable) for syllable in phrase]
    return pypinyin


@cache
def read_plainly(words: str) -> tuple[str, ...]:
    """Return the syllables of a word without tones; a run of other characters is kept as one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words))

    return _ask("plain reading", words, find)


@cache
def read_with_tones(words: str) -> tuple[str, ...]:
    """Return the syllables of a word with tone marks; a run of other characters is kept as one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words, style=_pypinyin().Style.TONE))

    return _ask("reading", words, find)


@cache
def list_readings(character: str) -> tuple[str, ...]:
    """Return every reading of a character with tone marks, the most usual first; none if it is not Chinese."""

    def find() -> tuple[str, ...]:
        return tuple(filter(None, _pypinyin().constants.PINYIN_DICT.get(ord(character), "").split(",")))

    return _ask("readings", character, find)


#: The longest phrase that is taken as one word: longer ones are names of several words (新疆维吾尔自治区) or sayings.
_LONGEST_PHRASE = 3


@cache
def split_phrases(words: str) -> tuple[str, ...]:
    """Return ``words`` split into phrases of pypinyin's dictionary and the single characters between them.

    The longest phrase at each position wins.
    """

    def find() -> tuple[str, ...]:
        known = _pypinyin().constants.PHRASES_DICT
        found: list[str] = []
        at = 0
        while at < len(words):
            sizes = range(min(_LONGEST_PHRASE, len(words) - at), 1, -1)
            size = next((n for n in sizes if words[at : at + n] in known), 1)
            found.append(words[at : at + size])
            at += size
        return tuple(found)

    return _ask("phrases", words, find)
