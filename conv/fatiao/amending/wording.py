"""Find quoted words in a line, regardless of the width of punctuation, and change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

#: Punctuation printed half-width in one text and full-width in another; one character for one, to keep offsets.
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
    """Return the number of times ``words`` occurs in ``line``."""
    return sum(1 for _ in _find(line, words))


def reword(line: str, old: str, new: str) -> str | None:
    """Return ``line`` with every ``old`` replaced by ``new``, or None if there is none."""
    return _change(line, old, lambda found: new)


def insert_words(line: str, beside: str, words: str, before: bool) -> str | None:
    """Return ``line`` with ``words`` inserted before or after every ``beside``, or None if there is none."""
    return _change(line, beside, lambda found: words + found if before else found + words)


def delete_words(line: str, words: str) -> str | None:
    """Return ``line`` without any occurrence of ``words``, or None if there is none."""
    return _change(line, words, lambda found: "")


def _change(line: str, words: str, change: Callable[[str], str]) -> str | None:
    parts: list[str] = []
    at = 0
    for start in _find(line, words):
        parts += [line[at:start], change(line[start : start + len(words)])]
        at = start + len(words)
    return "".join([*parts, line[at:]]) if parts else None
