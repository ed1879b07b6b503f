"""Find how Chinese words are read; pypinyin is asked once for each word.

Its tables take 0.15 CPU s and 30 MB, so a build keeps what it said for the next one (``recalling``), and they are
loaded when there is a word that nobody asked for before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import ModuleType

#: Of a name, what it is the reading of, and how to find it: the reading.
Recall = Callable[[str, str, Callable[[], tuple[str, ...]]], tuple[str, ...]]


#: Who is asked before the tables are; nobody outside ``recalling``.
_RECALL: ContextVar[Recall | None] = ContextVar("recall", default=None)


@contextmanager
def recalling(recall: Recall) -> Iterator[None]:
    """Ask ``recall``, which may know a reading from an earlier build, until the block ends in whatever way."""
    token = _RECALL.set(recall)
    try:
        yield
    finally:
        _RECALL.reset(token)


def _ask(name: str, words: str, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    recall = _RECALL.get()
    return recall(name, words, find) if recall else find()


@cache
def _pypinyin() -> ModuleType:
    """Return the library; of its 1,249 syllables each is held once, not in every phrase, which halves what it takes."""
    import pypinyin.constants  # noqa: PLC0415

    once: dict[tuple[str, ...], list[str]] = {}
    for phrase in pypinyin.constants.PHRASES_DICT.values():
        phrase[:] = [once.setdefault(tuple(syllable), syllable) for syllable in phrase]
    return pypinyin


@cache
def read_plainly(words: str) -> tuple[str, ...]:
    """Return the syllables of a word without tones; what is no Chinese character stays as it is, in one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words))

    return _ask("plain reading", words, find)


@cache
def read_with_tones(words: str) -> tuple[str, ...]:
    """Return the syllables of a word with tone marks; what is no Chinese character stays as it is, in one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words, style=_pypinyin().Style.TONE))

    return _ask("reading", words, find)


@cache
def list_readings(character: str) -> tuple[str, ...]:
    """Return every reading of a character with tone marks, the most usual first; none of what is no Chinese
    character.
    """

    def find() -> tuple[str, ...]:
        return tuple(filter(None, _pypinyin().constants.PINYIN_DICT.get(ord(character), "").split(",")))

    return _ask("readings", character, find)


#: The longest phrase that is one word: longer ones are names of several words (新疆维吾尔自治区) or sayings.
_LONGEST_PHRASE = 3


@cache
def split_phrases(words: str) -> tuple[str, ...]:
    """Return the phrases of pypinyin's dictionary that a text consists of, and the characters between them, in order.

    The longest phrase at each place wins.
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
