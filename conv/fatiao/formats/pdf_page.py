"""The characters of a PDF page as lines: what stands on one baseline without a wide gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

#: In widths of a character.  Within a column only a label or a heading is parted by more than one; columns are by more.
_SPLIT = 1.25
#: Justified text spreads its characters evenly; a space is wider than the usual gap of its line by so much.
_SPACE, _SPACE_LATIN, _SPACE_MARK = 0.18, 0.4, 0.6
#: A gap within Latin words, of which a space is a fifth of the size at least.
_SPACE_WITHIN_LATIN = 0.18
#: What one piece of a line is painted without; a wider gap may be filled by a piece in another font.
_PAINTED = 0.15
#: Baselines that differ by less than this share of the size are one; indices are raised by a third and more.
_SAME_LINE = 0.25
_LATIN = re.compile(r"[\x21-\x7e\xc0-\u024f\u0370-\u03ff]")
_MARK = re.compile(r"[，。、；：？！）》」』】“”‘’（《「『【…—·]")


class Glyph(NamedTuple):
    """One character: its box from the top left corner of the page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of one column; ``order`` is its place among what the page paints."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int = 0
    order: int = 0

    @property
    def middle(self) -> float:
        """The height that the line stands at."""
        return (self.top + self.bottom) / 2


class _Piece(NamedTuple):
    """Characters that the page paints in one go."""

    order: int
    glyphs: Sequence[Glyph]

    @property
    def base(self) -> float:
        return self.glyphs[0].bottom

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[PdfLine]:
    """Return the lines of a page in the order that it paints them.

    Pieces on one baseline are joined where a small gap parts them: a line in two fonts may be painted in two goes.
    """
    rows: list[list[_Piece]] = []
    for piece in sorted(_pieces(glyphs), key=lambda piece: piece.base):
        if rows and piece.base - rows[-1][0].base < _SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = [line for row in rows for line in _join_row(row, page) if line.text]
    return sorted(lines, key=lambda line: line.order)


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[_Piece]:
    run: list[Glyph] = []
    order = 0
    for number, glyph in enumerate(glyphs):
        if run and not _follows(run[-1], glyph):
            yield _Piece(order, run)
            run, order = [], number
        run.append(glyph)
    if run:
        yield _Piece(order, run)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    level = abs(before.bottom - glyph.bottom) < _SAME_LINE * size
    return level and -0.6 * size < glyph.left - before.right < _PAINTED * size


def _join_row(row: Sequence[_Piece], page: int) -> Iterator[PdfLine]:
    """Join the pieces of one row that belong to one column."""
    held: list[_Piece] = []
    right = 0.0
    for piece in sorted(row, key=lambda piece: piece.glyphs[0].left):
        if held and piece.glyphs[0].left - right > _SPLIT * max(held[-1].size, piece.size):
            yield _line(held, page)
            held = []
        right = max(right if held else 0.0, *(glyph.right for glyph in piece.glyphs))
        held.append(piece)
    if held:
        yield _line(held, page)


def _line(pieces: Sequence[_Piece], page: int) -> PdfLine:
    glyphs = sorted((glyph for piece in pieces for glyph in piece.glyphs), key=lambda glyph: glyph.left)
    usual = _usual_gap(glyphs)
    words = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        words += _space(before, glyph, usual) + glyph.text
    size = median(glyph.size for glyph in glyphs)
    top, bottom = median(glyph.top for glyph in glyphs), median(glyph.bottom for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    return PdfLine(words.strip(), glyphs[0].left, top, right, bottom, size, page, min(piece.order for piece in pieces))


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """Return by how much a line spreads its characters, in widths of one."""
    gaps = [
        (glyph.left - before.right) / glyph.size
        for before, glyph in pairwise(glyphs)
        if not _LATIN.match(before.text) and not _LATIN.match(glyph.text) and not _MARK.match(before.text)
    ]
    return max(0.0, median(gaps)) if len(gaps) > 2 else 0.0


def _space(before: Glyph, glyph: Glyph, usual: float) -> str:
    """Return the space between two characters that the page shows as a gap."""
    if before.text.isspace() or glyph.text.isspace():
        return ""
    gap = (glyph.left - before.right) / max(before.size, glyph.size) - usual
    latin = (_LATIN.match(before.text) is not None) + (_LATIN.match(glyph.text) is not None)
    if latin == 2:
        return " " if gap + usual > _SPACE_WITHIN_LATIN else ""
    if _MARK.match(before.text) or _MARK.match(glyph.text):
        return "　" if gap > _SPACE_MARK else ""
    return "　" if gap > (_SPACE_LATIN if latin else _SPACE) else ""
