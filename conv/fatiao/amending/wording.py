"""Find quoted words in a line, whatever the width of its punctuation, and change them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

#: One character for one, so that offsets stay: what is printed half-width here and full-width there.
_WIDTH = str.maketrans(",;:()?!％", "，；：（）？！%")
_QUOTES = str.maketrans({"‘": "“", "’": "”"})


def _plain(text: str) -> str:
    return text.translate(_WIDTH).translate(_QUOTES)


def _find(line: str, words: str) -> Iterator[int]:
    line, words = _plain(line), _plain(words)
    at = line.find(words)
    while at >= 0 and words:
        yield at
        at = line.find(words, at + len(words))


def count_words(line: str, words: str) -> int:
    """Return how often words stand in a line."""
    return sum(1 for _ in _find(line, words))


def reword(line: str, old: str, new: str) -> str | None:
    """Return a line with other words in the place of every ``old``; None where there is none."""
    return _change(line, old, lambda found: new)


def insert_words(line: str, beside: str, words: str, before: bool) -> str | None:
    """Return a line with words before or behind every ``beside``; None where there is none."""
    return _change(line, beside, lambda found: words + found if before else found + words)


def delete_words(line: str, words: str) -> str | None:
    """Return a line without the words; None where they do not stand in it."""
    return _change(line, words, lambda found: "")


def _change(line: str, words: str, change: Callable[[str], str]) -> str | None:
    parts: list[str] = []
    at = 0
    for start in _find(line, words):
        parts += [line[at:start], change(line[start : start + len(words)])]
        at = start + len(words)
    return "".join([*parts, line[at:]]) if parts else None
