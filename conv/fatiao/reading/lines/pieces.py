"""Parts of lines, and the passages that are joined from them."""

from __future__ import annotations

from typing import NamedTuple

from fatiao.model.law import Passage, Span
from fatiao.reading.lines.labels import Label
from fatiao.reading.lines.split import Line


class Piece(NamedTuple):
    """Part of a line in an article: ``line.text[start:end]``; ``label`` is that of an item at its head, or None."""

    line: Line
    start: int
    end: int
    label: Label | None

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.line.text[self.start : self.end]


class Words:
    """Pieces that make up one passage, and the strings that join them."""

    __slots__ = ("_text", "_texts", "inline_number", "joins", "label", "listing", "pieces", "scanned")

    def __init__(self, piece: Piece | None = None, label: Label | None = None) -> None:
        self.pieces: list[Piece] = [] if piece is None else [piece]
        self.joins: list[str] = []
        self.label = label
        self.listing = False  # True while an unnumbered list is open
        self._text = ""  # of the first ``_texts`` pieces; cached, since it is read at each line of a long 项
        self._texts = 0
        self.inline_number = label.value if label is not None else 0  # of the last inline 项 before ``scanned``
        self.scanned = 0

    def add(self, piece: Piece, join: str) -> None:
        """Append a piece, with ``join`` between it and the piece before, if there is one."""
        if self.pieces:
            self.joins.append(join)
        self.pieces.append(piece)

    def text(self) -> str:
        """Return the joined words, as published."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        if self._texts != len(self.pieces):
            parts = [self._text]
            for index in range(self._texts, len(self.pieces)):
                parts.append(self.joins[index - 1] if index else "")
                parts.append(self.pieces[index].text)
            self._text = "".join(parts)
            self._texts = len(self.pieces)
        return self._text

    def passage(self, low: int = 0, high: int | None = None) -> Passage:
        """Return ``text()[low:high]`` as a passage, without white space at its ends."""
        if len(self.pieces) == 1 and not low and high is None:
            line, start, end, _ = self.pieces[0]
            text = line.text[start:end]
            if text and not text[0].isspace() and not text[-1].isspace():
                return Passage(text, line.spans(start, end))
        whole = self.text()
        high = len(whole) if high is None else high
        text = whole[low:high]
        kept = text.strip()
        low += text.find(kept) if kept else 0
        high = low + len(kept)
        spans: list[Span] = []
        at = 0
        for index, piece in enumerate(self.pieces):
            at += len(self.joins[index - 1]) if index else 0
            begin, end = max(low, at), min(high, at + piece.end - piece.start)
            if begin < end:
                spans.extend(_trimmed(piece, begin - at, end - at))
            at += piece.end - piece.start
        return Passage(kept, tuple(spans))


def _trimmed(piece: Piece, low: int, high: int) -> tuple[Span, ...]:
    text = piece.line.text[piece.start + low : piece.start + high]
    kept = text.strip()
    if not kept:
        return ()
    low += text.find(kept)
    return piece.line.spans(piece.start + low, piece.start + low + len(kept))
