"""OCR of scans: by rapidocr (extra ``fatiao[ocr]``), which is more accurate, else by tesseract if it is installed.

The text is a guess: it always carries the confidence, and one below the engine's bound is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from fatiao.formats.extract import Extract, FormatError
from fatiao.formats.pdf_page import PdfLine

#: Dots per inch of rendered pages: 10-point type then has 28 pixels; more dots take longer and are read no better.
DOTS = 200
#: Maximum pixels of one picture; a page of a newspaper at 300 dpi has 30 million.
MAX_PIXELS = 120_000_000
#: Half-width punctuation beside a Chinese character; and 〈 where a closing bracket shows that it was （.
_HALF_WIDTH = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[,:;?!()]+|[,:;?!()]+(?=[\u3000-\u9fff\uff00-\uffef]|$)")
_FULL_WIDTH = str.maketrans(",:;?!()", "，：；？！（）")
_OPENING = re.compile(r"[《]?〈[《〈]?(?=[^《〈〉》]{0,30}[)）])")
_MISSING = (
    "{what}: pip install 'fatiao[ocr]' (rapidocr), or install tesseract with its model chi_sim "
    "(Debian: tesseract-ocr-chi-sim), or type the text"
)


class Gray(NamedTuple):
    """A grayscale picture, one byte per pixel, row by row; ``scale`` is the width of a pixel in points."""

    width: int
    height: int
    pixels: bytes
    scale: float = 72 / DOTS


class Word(NamedTuple):
    """A piece of a line as an engine found it, in pixels; pieces with the same ``line`` belong together."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int


class Engine(NamedTuple):
    """A program that reads pictures; below a mean confidence of ``lowest``, one character in fifty or more is wrong."""

    name: str
    read: Callable[[Gray], list[Word]]
    lowest: float


class Reading(NamedTuple):
    """The lines of some pages by page number, the engine's name, and its mean confidence per character."""

    pages: dict[int, list[PdfLine]]
    reader: str
    confidence: float


def find_engine() -> Engine | None:
    """Return the installed engine, preferring rapidocr, or None."""
    from fatiao.formats import ocr_rapid, ocr_tesseract  # noqa: PLC0415  # they import this module

    return ocr_rapid.find() or ocr_tesseract.find()


def recognise(pictures: Iterator[tuple[int, Gray]], what: str) -> Reading:
    """Return the lines of pictures by page number; ``what`` names the pictures in error messages.

    Raises FormatError if no engine is installed, it finds no text, or its confidence is too low.
    """
    engine = find_engine()
    if engine is None:
        raise FormatError(_MISSING.format(what=what))
    pages: dict[int, list[PdfLine]] = {}
    sure = count = 0.0
    for page, picture in pictures:
        words = engine.read(picture)
        pages[page] = _lines(words, page, picture.scale)
        sure += sum(word.confidence * len(word.text) for word in words)
        count += sum(len(word.text) for word in words)
    if not count:
        raise FormatError(f"{what}, and {engine.name} finds no text there; scan again, or type the text")
    confidence = sure / count
    if confidence < engine.lowest:
        raise FormatError(
            f"{what}, and {engine.name} is too unsure of their text (confidence {confidence:.2f}, "
            f"needed {engine.lowest}): scan at 300 dpi, straight and clean, or type the text"
        )
    return Reading(pages, engine.name, confidence)


def read_picture(data: bytes) -> Extract:
    """Return the text of a picture file; raise FormatError if it cannot be read."""
    from fatiao.formats.pdf import arrange  # noqa: PLC0415  # it imports this module
    from fatiao.formats.pictures import open_pictures  # noqa: PLC0415  # an extra

    reading = recognise(enumerate(open_pictures(data), 1), "a picture")
    lines, left_out = arrange([reading.pages[page] for page in sorted(reading.pages)], guessed=True)
    return Extract(f"ocr 1, {reading.reader}", lines, left_out, reading.confidence)


def _lines(words: Sequence[Word], page: int, scale: float) -> list[PdfLine]:
    """Return lines in points; most get the page's usual size, since the size measured on one line is inaccurate."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    sizes = {number: _size(row) for number, row in rows.items()}
    long = sorted(size for number, size in sizes.items() if sum(len(word.text) for word in rows[number]) > 8)
    usual = long[len(long) // 2] if long else 0.0
    lines = []
    for order, (number, row) in enumerate(rows.items()):
        row.sort(key=lambda word: word.left)
        size = usual if abs(sizes[number] - usual) < 0.3 * usual else sizes[number]
        middle = sum(word.top + word.bottom for word in row) / (2 * len(row))
        text = _mend("".join(_space(row, at, size) + word.text for at, word in enumerate(row)))
        left, right = row[0].left * scale, max(word.right for word in row) * scale
        top, bottom = (middle - size / 2) * scale, (middle + size / 2) * scale
        lines.append(PdfLine(text, left, top, right, bottom, size * scale, page, order))
    return lines


def _mend(text: str) -> str:
    """Return a line with Chinese punctuation where the engine read half-width punctuation or a wrong bracket."""
    text = _OPENING.sub("（", text) if text.count("〈") > text.count("〉") else text
    return _HALF_WIDTH.sub(lambda match: match[0].translate(_FULL_WIDTH), text)


def _size(row: Sequence[Word]) -> float:
    """Return the approximate width of a full-width character of a line, in pixels."""
    width = max(word.right for word in row) - min(word.left for word in row)
    cells = sum(1.0 if ord(sign) > 0x2000 else 0.5 for word in row for sign in word.text)
    return max(1.0, width / max(1.0, cells))


def _space(row: Sequence[Word], at: int, size: float) -> str:
    if not at:
        return ""
    before, word = row[at - 1], row[at]
    gap = word.left - before.right
    if before.text[-1].isascii() and word.text[0].isascii():
        return " " if gap > 0.3 * size else ""
    return "　" if gap > 0.9 * size else ""


def render(document: Any, pages: Sequence[int]) -> Iterator[tuple[int, Gray]]:
    """Yield the pages of a PDF with these 1-based numbers as pictures, each with its number."""
    for number in pages:
        page = document[number - 1]
        width, height = page.get_size()
        dots = min(DOTS, int((MAX_PIXELS / max(1.0, width * height)) ** 0.5 * 72))
        bitmap = page.render(scale=dots / 72, grayscale=True)
        yield number, pack(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), 72 / dots)
        bitmap.close()
        page.close()


def pack(width: int, height: int, stride: int, data: bytes, scale: float) -> Gray:
    """Return a picture without the padding at the ends of its rows; ``stride`` is the bytes from row to row."""
    if stride == width:
        return Gray(width, height, data[: width * height], scale)
    rows = (data[row * stride : row * stride + width] for row in range(height))
    return Gray(width, height, b"".join(rows), scale)
