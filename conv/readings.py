"""How Chinese words are read: pypinyin, asked once for each.

Its tables take 0.15 CPU s and 30 MB, so what it said is remembered between builds where somebody offers to
(``remember``), and they are loaded when there is a word that nobody asked for before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType

#: Of a name, what it is the reading of, and how to find it: the reading.
Recall = Callable[[str, str, Callable[[], tuple[str, ...]]], tuple[str, ...]]


def _forget(_: str, __: str, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    return find()


_recall: Recall = _forget


def remember(recall: Recall) -> None:
    """Ask ``recall`` from now on, which may know a reading from an earlier build."""
    global _recall  # noqa: PLW0603  # what is remembered are facts of the language, the same for all who ask
    _recall = recall


@cache
def _pypinyin() -> ModuleType:
    """The library; of its 1,249 syllables each is held once, not in every phrase, which halves what it takes."""
    import pypinyin.constants  # noqa: PLC0415

    once: dict[tuple[str, ...], list[str]] = {}
    for phrase in pypinyin.constants.PHRASES_DICT.values():
        phrase[:] = [once.setdefault(tuple(syllable), syllable) for syllable in phrase]
    return pypinyin


@cache
def read_plainly(words: str) -> tuple[str, ...]:
    """The syllables of a word without tones; what is no Chinese character stays as it is, in one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words))

    return _recall("plain reading", words, find)


@cache
def read_with_tones(words: str) -> tuple[str, ...]:
    """The syllables of a word with tone marks; what is no Chinese character stays as it is, in one piece."""

    def find() -> tuple[str, ...]:
        return tuple(_pypinyin().lazy_pinyin(words, style=_pypinyin().Style.TONE))

    return _recall("reading", words, find)


@cache
def list_readings(character: str) -> tuple[str, ...]:
    """Every reading of a character with tone marks, the most usual first; none of what is no Chinese character."""

    def find() -> tuple[str, ...]:
        return tuple(filter(None, _pypinyin().constants.PINYIN_DICT.get(ord(character), "").split(",")))

    return _recall("readings", character, find)
