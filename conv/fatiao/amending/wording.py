"""Find quoted words in a line, regardless of the width of punctuation, and change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

#: Punctuation printed half-width in one text and full-width in another; one character for one, to keep offsets.
_WIDTH = str.maketrans(",;:()?!％", "，；：（）？！%")
_QUOTES = str.maketrans({"‘": "“", "’": "”"})


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A printed line; ``fresh`` holds the spans that the decision gave, as half-open pairs of offsets in ``text``.

    Citations in them use the numbers after the amendment.
    """

    text: str
    fresh: tuple[tuple[int, int], ...] = ()

    def is_fresh(self, start: int, end: int) -> bool:
        """Return True if any character of ``text[start:end]`` was given by the decision."""
        return any(first < end and start < last for first, last in self.fresh)

    def between(self, start: int, end: int) -> WorkLine:
        """Return the part from offset ``start`` to ``end``."""
        cut = ((max(first, start) - start, min(last, end) - start) for first, last in self.fresh)
        return WorkLine(self.text[start:end], tuple((first, last) for first, last in cut if first < last))


EMPTY = WorkLine("")


def fresh_line(text: str) -> WorkLine:
    """Return a line that the decision gives as a whole."""
    return WorkLine(text, ((0, len(text)),))


def join_lines(parts: Iterable[WorkLine]) -> WorkLine:
    """Return the parts of a line as one."""
    parts = tuple(parts)
    starts = accumulate((len(part.text) for part in parts), initial=0)
    fresh = tuple((at + s, at + e) for at, part in zip(starts, parts, strict=False) for s, e in part.fresh)
    return WorkLine("".join(part.text for part in parts), fresh)


def _plain(text: str) -> str:
    return text.translate(_WIDTH).translate(_QUOTES)


def _find(line: str, words: str) -> Iterator[int]:
    line, words = _plain(line), _plain(words)
    at = line.find(words)
    while at >= 0 and words:
        yield at
        at = line.find(words, at + len(words))


def count_words(line: WorkLine, words: str) -> int:
    """Return the number of times ``words`` occurs in ``line``."""
    return sum(1 for _ in _find(line.text, words))


def reword(line: WorkLine, old: str, new: str) -> WorkLine | None:
    """Return ``line`` with every ``old`` replaced by ``new``, or None if there is none."""
    return _change(line, old, lambda found: (fresh_line(new),))


def insert_words(line: WorkLine, beside: str, words: str, before: bool) -> WorkLine | None:
    """Return ``line`` with ``words`` inserted before or after every ``beside``, or None if there is none."""
    return _change(line, beside, lambda found: (fresh_line(words), found) if before else (found, fresh_line(words)))


def delete_words(line: WorkLine, words: str) -> WorkLine | None:
    """Return ``line`` without any occurrence of ``words``, or None if there is none."""
    return _change(line, words, lambda found: ())


def _change(line: WorkLine, words: str, change: Callable[[WorkLine], tuple[WorkLine, ...]]) -> WorkLine | None:
    parts: list[WorkLine] = []
    at = 0
    for start in _find(line.text, words):
        parts += [line.between(at, start), *change(line.between(start, start + len(words)))]
        at = start + len(words)
    return join_lines([*parts, line.between(at, len(line.text))]) if parts else None
