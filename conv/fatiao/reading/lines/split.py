"""Split a source into lines, without indents, bullets and bold marks, and map each line back to the source."""

from __future__ import annotations

import re
from typing import NamedTuple

from fatiao.model.law import Passage, Source, Span


class Line(NamedTuple):
    """One line that is not blank.

    ``text`` is without indent, trailing white space and word processor's marks; ``pieces`` holds its spans in the
    source (one, unless a mark was inside), ``marks`` the spans of the marks.
    """

    number: int  #: 1-based
    text: str
    start: int  #: offset of the first character of ``text`` in the source
    indented: bool
    gap: bool  #: a blank line precedes it
    pieces: tuple[Span, ...] | None = None  #: None: ``text`` is one piece that begins at ``start``
    marks: tuple[Span, ...] = ()

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the ranges of the source that hold ``text[start:end]``."""
        if self.pieces is None:
            return (Span(self.start + start, self.start + end),)
        found: list[Span] = []
        at = 0
        for piece in self.pieces:
            size = piece.end - piece.start
            low, high = max(start, at), min(end, at + size)
            if low < high:
                found.append(Span(piece.start + low - at, piece.start + high - at))
            at += size
        return tuple(found)

    def range(self, start: int, end: int) -> Span:
        """Return the one range of the source from ``text[start]`` to ``text[end - 1]``, marks inside it included."""
        spans = self.spans(start, end)
        return Span(spans[0].start, spans[-1].end)

    def offset(self, at: int) -> int:
        """Return the offset in the source of ``text[at]``."""
        if self.pieces is None:
            return self.start + at
        for piece in self.pieces:
            size = piece.end - piece.start
            if at < size:
                return piece.start + at
            at -= size
        return self.pieces[-1].end

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Return ``text[start:end]`` as a passage."""
        text = self.text if end is None and not start else self.text[start:end]
        return Passage(text, self.spans(start, len(self.text) if end is None else end))


#: A bullet, a Markdown heading or quotation mark, with the white space that distinguishes it.
_LEADING_MARK = re.compile(r"(?:[-*+•·▪◦‣]|#{1,6}|>)[ \t　\xa0]+(?=\S)")
_LEADING_MARK_CHARACTERS = frozenset("-*+•·▪◦‣#>")
#: ``- 3 -`` is a page number, not a bullet.
_PAGE_DASHES = re.compile(r"[-–—*·•+]\s*\d+\s*[-–—*·•+]")
#: Bold marks, which are removed in pairs, and zero-width characters, which ``str.strip`` does not remove.
_INNER_MARK = re.compile(r"\*\*|[\u200b-\u200f\u2060\ufeff\u00ad]")


def split_lines(source: Source) -> tuple[Line, ...]:
    """Return the lines that are not blank, in order."""
    out: list[Line] = []
    at = 0
    gap = False
    marked = _INNER_MARK.search(source.text) is not None
    for number, raw in enumerate(source.text.split("\n"), 1):
        text = raw.strip()
        if not text:
            gap = True
        else:
            start = at + raw.find(text)
            if text[0] in _LEADING_MARK_CHARACTERS or (marked and _INNER_MARK.search(text)):
                out.append(_marked_line(number, text, start, start > at, gap))
            else:
                out.append(Line(number, text, start, start > at, gap))
            gap = False
        at += len(raw) + 1
    return tuple(out)


def _marked_line(number: int, text: str, start: int, indented: bool, gap: bool) -> Line:
    marks: list[Span] = []
    body = 0
    leading = _LEADING_MARK.match(text)
    if leading and not _PAGE_DASHES.fullmatch(text):
        body = leading.end()
        marks.append(Span(start, start + len(leading[0].rstrip())))
    inner = list(_INNER_MARK.finditer(text, body))
    bold = [m for m in inner if m[0] == "**"]
    if len(bold) % 2:  # the last one has no partner: leave it in the text
        inner.remove(bold[-1])
    if not inner:
        return Line(number, text[body:], start + body, indented, gap, None, tuple(marks))
    pieces: list[Span] = []
    at = body
    for mark in inner:
        if mark.start() > at:
            pieces.append(Span(start + at, start + mark.start()))
        marks.append(Span(start + mark.start(), start + mark.end()))
        at = mark.end()
    if at < len(text):
        pieces.append(Span(start + at, start + len(text)))
    trimmed = _trim(pieces, text, start)
    words = "".join(text[p.start - start : p.end - start] for p in trimmed)
    first = trimmed[0].start if trimmed else start
    return Line(number, words, first, indented, gap, tuple(trimmed), tuple(marks))


def _trim(pieces: list[Span], text: str, start: int) -> list[Span]:
    """Remove white space from both ends of a list of pieces in place, and return it."""
    while pieces:
        words = text[pieces[0].start - start : pieces[0].end - start]
        kept = words.lstrip()
        if kept:
            pieces[0] = Span(pieces[0].end - len(kept), pieces[0].end)
            break
        del pieces[0]
    while pieces:
        words = text[pieces[-1].start - start : pieces[-1].end - start]
        kept = words.rstrip()
        if kept:
            pieces[-1] = Span(pieces[-1].start, pieces[-1].start + len(kept))
            break
        del pieces[-1]
    return pieces
