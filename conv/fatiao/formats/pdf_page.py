"""Join the characters of a PDF page into lines: those on one baseline without a wide gap between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

#: Smallest gap between columns, in character widths.  Within a column, only labels and headings have a gap above one.
_SPLIT = 1.25
#: Columns may stand closer.  A gap of ``_NARROW`` character widths counts if at least ``_EDGE_CHARS`` characters stand
#: before it, as a label and the space behind it also end at one place in many rows; where ``_EDGE_ROWS`` rows have one
#: at the same place (``_KNOWN_ROWS`` if it parted columns on an earlier page), columns part, and there a gap of
#: ``_AT_EDGE`` is enough: a mark at the end of a line reaches into the gap.
_NARROW, _AT_EDGE, _EDGE_CHARS, _EDGE_ROWS, _KNOWN_ROWS = 0.5, 0.2, 9, 8, 2
#: The number of a provision, and the widest tab that a word processor sets behind it, in character widths.
_NUMBER = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]{1,9}[编章节条](?:之[一二三四五六七八九十]{1,3})?|"
    r"[（(][一二三四五六七八九十百\d]{1,5}[）)]|[一二三四五六七八九十百]{1,4}、|\d{1,3}[.．、]"
)
_TAB = 6.0
#: Marks whose left half is empty, and may stand outside of the column.
_OPENS = "（《〈「『【〔“‘"
#: Left edges of one column differ by less than this, in points.
_STEP = 1.5
#: Excess of a space over the usual gap of its line, in character widths: between Chinese characters, beside a Latin
#: one, beside a mark.  The usual gap counts because justified text spreads its characters evenly.
_SPACE, _SPACE_LATIN, _SPACE_MARK = 0.18, 0.4, 0.6
#: Smallest gap between Latin characters that is a space, in sizes; a space is at least a fifth.
_SPACE_WITHIN_LATIN = 0.18
#: Largest gap within one painted piece of a line, in sizes; a piece in another font may fill a wider one.
_PAINTED = 0.15
#: Baselines that differ by less than this share of the size are one; superscripts are raised by a third or more.
_SAME_LINE = 0.25
_LATIN = re.compile(r"[\x21-\x7e\xc0-\u024f\u0370-\u03ff]")
_MARK = re.compile(r"[，。、；：？！）》」』】“”‘’（《「『【…—·]")


class Glyph(NamedTuple):
    """A character; its box is measured from the top left corner of the page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of one column; its box is in points, ``order`` is its position in the painting order of the page."""

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
        """The vertical centre of the line."""
        return (self.top + self.bottom) / 2


class _Piece(NamedTuple):
    """Characters that the page paints one after another."""

    order: int
    glyphs: Sequence[Glyph]

    @property
    def base(self) -> float:
        return self.glyphs[0].bottom

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[PdfLine]:
    """Return the lines of a page in painting order."""
    return lines_and_edges(glyphs, page, frozenset())[0]


def lines_and_edges(glyphs: Iterable[Glyph], page: int, known: frozenset[int]) -> tuple[list[PdfLine], frozenset[int]]:
    """Return the lines of a page in painting order, and the edges of columns on it and on the pages before.

    ``known`` are the edges on the pages before: a last page may show a column in a few lines only.  Pieces on one
    baseline are joined across a small gap: a line in two fonts may be painted in two steps.
    """
    rows: list[list[_Piece]] = []
    for piece in sorted(_pieces(glyphs), key=lambda piece: piece.base):
        if rows and piece.base - rows[-1][0].base < _SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    found = _column_edges(rows, known)
    lines = [line for row in rows for line in _join_row(row, page, _near(found)) if line.text]
    return sorted(lines, key=lambda line: line.order), found | known


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


def _column_edges(rows: Iterable[Sequence[_Piece]], known: frozenset[int]) -> frozenset[int]:
    """Return the left edges of the columns of a page, in the steps of ``_step``.

    Baselines of two columns need not agree, so a row that holds one column only counts too.
    """
    counts: Counter[int] = Counter()
    for row in rows:
        words, right = "", 0.0
        for piece in sorted(row, key=lambda piece: piece.glyphs[0].left):
            left, size = piece.glyphs[0].left, piece.size
            gap = left - right if words else 2 * _SPLIT * size
            if gap > _NARROW * size and (len(words) >= _EDGE_CHARS or gap > _SPLIT * size):
                counts[_step(left)] += not _is_tab(words, gap / size)
                words = ""
            words += _words(piece)
            right = max(right, piece.glyphs[-1].right)
    rows_at = {step: counts[step - 1] + counts[step] + counts[step + 1] for step in [*counts]}
    near = _near(known)
    return frozenset(step for step, rows in rows_at.items() if rows >= (_KNOWN_ROWS if step in near else _EDGE_ROWS))


def _near(edges: frozenset[int]) -> frozenset[int]:
    return frozenset(near for step in edges for near in (step - 1, step, step + 1))


def _words(piece: _Piece) -> str:
    return "".join(glyph.text for glyph in piece.glyphs).strip()


def _is_tab(before: str, gap: float) -> bool:
    """Return True if a gap, in character widths, can be the tab between a number and its words."""
    return gap <= _TAB and _NUMBER.fullmatch(before) is not None


def _step(left: float) -> int:
    return round(left / _STEP)


def _join_row(row: Sequence[_Piece], page: int, edges: frozenset[int]) -> Iterator[PdfLine]:
    """Yield the lines of one row, joining the pieces that belong to one column."""
    held: list[_Piece] = []
    right = 0.0
    for piece in sorted(row, key=lambda piece: piece.glyphs[0].left):
        left = piece.glyphs[0].left
        gap = (left - right) / max(held[-1].size, piece.size) if held else 0.0
        at_edge = _step(left) in edges or (piece.glyphs[0].text in _OPENS and _step(left + piece.size / 2) in edges)
        if gap > (_AT_EDGE if at_edge else _SPLIT) and (at_edge or not _is_tab("".join(map(_words, held)), gap)):
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
    """Return the usual gap between the characters of a line, in character widths."""
    gaps = [
        (glyph.left - before.right) / glyph.size
        for before, glyph in pairwise(glyphs)
        if not _LATIN.match(before.text) and not _LATIN.match(glyph.text) and not _MARK.match(before.text)
    ]
    return max(0.0, median(gaps)) if len(gaps) > 2 else 0.0


def _space(before: Glyph, glyph: Glyph, usual: float) -> str:
    """Return the space that the gap between two characters stands for; empty if none."""
    if before.text.isspace() or glyph.text.isspace():
        return ""
    gap = (glyph.left - before.right) / max(before.size, glyph.size) - usual
    latin = (_LATIN.match(before.text) is not None) + (_LATIN.match(glyph.text) is not None)
    if latin == 2:
        return " " if gap + usual > _SPACE_WITHIN_LATIN else ""
    if _MARK.match(before.text) or _MARK.match(glyph.text):
        return "　" if gap > _SPACE_MARK else ""
    return "　" if gap > (_SPACE_LATIN if latin else _SPACE) else ""
