"""The result of a reader: lines of text with their pages, and the pieces left out, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: A label and the tab that a word processor puts after it, which the printed text does not have.
_LABEL_AND_TAB = re.compile(r"^([\s　]*(?:[（(][^（）()]{1,6}[）)]|[一二三四五六七八九十百\d]{1,6}[、．.]))\t+[ 　]*")


class FormatError(Exception):
    """Raised if a file cannot be read; the message is one line and says what to do."""


class MatterKind(StrEnum):
    """Kind of matter that is left out of the text of a document."""

    HEADER = "headers and footers"
    FOOTNOTE = "footnotes"
    COMMENT = "comments"
    DELETED = "tracked deletions"
    HIDDEN = "hidden text"
    FURNITURE = "parts of the web page around the text"
    BOX = "remarks in text boxes"
    STORY = "other stories of the page"
    PAGE = "running heads and page numbers"
    PICTURE = "pictures"
    UNREAD = "characters that are rotated, have no code or no legible size"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the text, without line feed; ``page`` is 1-based, 0 if the format has no pages.

    ``gap`` is True if a paragraph begins here, which a blank line in the assembled text shows.
    """

    text: str
    page: int = 0
    gap: bool = True


@dataclass(frozen=True, slots=True)
class LeftOutPiece:
    """A piece of a document that is not part of its text."""

    kind: MatterKind
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one document.

    ``reader`` is the name and version of the reader; ``confidence`` is that of OCR, from 0 to 1, or None if no text was
    recognised in a picture; ``pictures`` are the pages (1-based) that have no text layer and were not read.
    """

    reader: str
    lines: tuple[TextLine, ...]
    left_out: tuple[LeftOutPiece, ...] = ()
    confidence: float | None = None
    pictures: tuple[int, ...] = ()
    encoding: str = "utf-8"


def assemble(lines: Iterable[TextLine]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of ``lines``, and for each page its number and the 1-based line of the text where it begins."""
    out: list[str] = []
    pages: list[tuple[int, int]] = []
    for line in lines:
        if line.gap and out:
            out.append("")
        out.append(_LABEL_AND_TAB.sub(r"\1", line.text))
        if line.page and (not pages or pages[-1][0] < line.page):
            pages.append((line.page, len(out)))
    return "\n".join(out) + "\n" if out else "", tuple(pages)
