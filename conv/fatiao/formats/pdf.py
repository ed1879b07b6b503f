"""PDF with a text layer, read by pypdfium2 (extra ``fatiao[pdf]``); pages without one are read by OCR if installed."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from fatiao.formats.article_labels import ARTICLE_LABEL
from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, MatterKind, TextLine
from fatiao.formats.ocr import Reading, find_engine, recognise, render
from fatiao.formats.pdf_blocks import blocks_of
from fatiao.formats.pdf_page import Glyph, PdfLine, lines_and_edges
from fatiao.formats.pdf_paragraphs import paragraphs_of
from fatiao.formats.pdf_running import split_running
from fatiao.formats.pdf_stories import choose_story

_VERSION = "pdf 1"
#: Maximum pages of a document, and characters read of a page; the largest code in print has 600 and 2,500.
MAX_PAGES, MAX_CHARS = 3000, 200_000
#: Range of character sizes, in points; smaller and larger characters are printer's marks or watermarks.
_SIZES = (3.0, 200.0)
#: Characters from this code point on are as wide as high; quotation marks and dashes are so only in a Chinese font.
_WIDE, _MAY_BE_WIDE = 0x2E80, "“”‘’…—·"
_GENERATED_BREAKS = "\r\n\ufffe\ufeff\x02"
#: Stands for a character whose font gives it no code.
_NO_CODE = "\ufffd"
#: The label of an article at the beginning of a paragraph, unless it is cited there.
_LABEL = re.compile(
    rf"^({ARTICLE_LABEL})"
    r"(?![\s　、，至到和及或与之的第规所中各款])"
)
_MISSING = "a PDF: pip install 'fatiao[pdf]' (pypdfium2), or save its text as a text file"


def read_pdf(data: bytes) -> Extract:
    """Return the text of a document; raise FormatError if it cannot be read, or is a mere scan that OCR cannot read."""
    pdfium = _pdfium()
    document = _open(pdfium, data)
    try:
        if len(document) > MAX_PAGES:
            raise FormatError(f"the PDF has more than {MAX_PAGES:,} pages; split it")
        unread: list[LeftOutPiece] = []
        pages = list(_pages(pdfium, document, unread))
        pictures = [at for at, lines in enumerate(pages, 1) if not lines and _is_picture(pdfium, document, at)]
        reading = _read_pictures(document, pictures, whole=not any(pages)) if pictures else None
    finally:
        document.close()
    reader = f"{_VERSION}, pypdfium2 {pdfium.PYPDFIUM_INFO.version}"
    if reading is not None:
        reader += f", ocr 1, {reading.reader}"
        pages = [reading.pages.get(number, lines) for number, lines in enumerate(pages, 1)]
    lines, left_out = arrange(pages, guessed=reading is not None)
    left_out += tuple(unread)
    if reading is None:
        return Extract(reader, lines, left_out, pictures=tuple(pictures))
    return Extract(reader, lines, left_out, reading.confidence)


def arrange(
    pages: Sequence[Sequence[PdfLine]], guessed: bool = False
) -> tuple[tuple[TextLine, ...], tuple[LeftOutPiece, ...]]:
    """Return the paragraphs of a document from the lines of its pages, and the pieces left out.

    ``guessed`` is True if OCR read the lines, since it sees no space after a label.
    """
    kept, running = split_running(pages)
    blocks = [block for lines in kept for block in blocks_of(lines)]
    story, others = choose_story(blocks)
    left_out = [LeftOutPiece(MatterKind.PAGE, line.text, line.page) for line in running]
    left_out += [LeftOutPiece(MatterKind.STORY, line.text, line.page) for block in others for line in block.lines]
    found = paragraphs_of(story)
    if guessed:
        found = (replace(line, text=_LABEL.sub(r"\1　", line.text, count=1)) for line in found)
    return tuple(found), tuple(left_out)


def _read_pictures(document: Any, pictures: Sequence[int], whole: bool) -> Reading | None:
    """Return what OCR reads on pages without a text layer; None if others have one and no engine is installed."""
    what = f"the PDF has only pictures on page {_numbers(pictures)}"
    if not whole and find_engine() is None:
        return None
    return recognise(render(document, pictures), what)


def _numbers(pages: Sequence[int]) -> str:
    """Return page numbers as ranges: 1-3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _is_picture(pdfium: Any, document: Any, number: int) -> bool:
    """Return True if a page without text shows a picture; else it is blank."""
    with contextlib.closing(document[number - 1]) as page:
        return any(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _pdfium() -> Any:
    try:
        import pypdfium2  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise FormatError(_MISSING) from error
    return pypdfium2


def _open(pdfium: Any, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise FormatError("the PDF is encrypted; save it without a password") from error
        raise FormatError(f"a damaged PDF: {error}; get the file again") from error


def _pages(pdfium: Any, document: Any, unread: list[LeftOutPiece]) -> Iterator[list[PdfLine]]:
    """Yield the lines of each page; add to ``unread`` the characters of it that are in no line.

    Raises FormatError if a page is damaged or has more than ``MAX_CHARS`` characters.
    """
    edges: frozenset[int] = frozenset()
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise FormatError(f"page {number} of the PDF is damaged: {error}; get the file again") from error
        with contextlib.closing(page), contextlib.closing(text):
            if text.count_chars() > MAX_CHARS:
                raise FormatError(f"page {number} of the PDF has more than {MAX_CHARS:,} characters; give its text")
            signs: list[str] = []
            lines, edges = lines_and_edges(_glyphs(pdfium.raw, page, text, signs), number, edges)
        if words := "".join(signs).strip():
            unread.append(LeftOutPiece(MatterKind.UNREAD, words, number))
        yield lines


def _glyphs(raw: Any, page: Any, text: Any, unread: list[str]) -> Iterator[Glyph]:
    """Yield the characters of a page as displayed, without those that pdfium generated.

    Characters that have no code, are rotated, or have no legible size are added to ``unread``.
    """
    place = _Placing(page)
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _NO_CODE
        if sign in _GENERATED_BREAKS or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * (matrix.b**2 + matrix.d**2) ** 0.5
        if sign == _NO_CODE or not _SIZES[0] <= size <= _SIZES[1] or not place.is_level(matrix):
            unread.append(sign)
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        left, base = place.point(x.value, y.value)
        width = place.width(box)
        if code >= _WIDE or width > 0.75 * size or (sign in _MAY_BE_WIDE and width <= 0.2 * size):
            width = size
        yield Glyph(sign, left, base - 0.88 * size, left + width, base + 0.12 * size, size)


class _Placing:
    """Conversion from the coordinates of a page to those of its display: the page may be rotated."""

    def __init__(self, page: Any) -> None:
        self._turn = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as its distances from the left and upper edges of the displayed page."""
        return {
            0: (x - self._left, self._top - y),
            90: (y - self._bottom, x - self._left),
            180: (self._right - x, y - self._bottom),
            270: (self._top - y, self._right - x),
        }[self._turn]

    def is_level(self, matrix: Any) -> bool:
        """Return True if a character is not rotated on the displayed page."""
        along, across = {0: (matrix.a, matrix.b), 90: (matrix.b, -matrix.a), 180: (-matrix.a, -matrix.b)}.get(
            self._turn, (-matrix.b, matrix.a)
        )
        return bool(along > 3 * abs(across))

    def width(self, box: Any) -> float:
        """Return the width of a box on the displayed page."""
        return float(box.right - box.left if self._turn in (0, 180) else box.top - box.bottom)
