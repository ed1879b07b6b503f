"""Picture files in grayscale, read by Pillow, which comes with the extra ``fatiao[ocr]``."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from fatiao.formats.extract import FormatError
from fatiao.formats.ocr import MAX_PIXELS, Gray

#: Maximum pages of one file.
_MAX_PAGES = 500
#: Dots per inch if a file gives none, and the range of values that are believed: files often give wrong ones.
_USUAL, _LIKELY = 200, (90, 1200)


def open_pictures(data: bytes) -> Iterator[Gray]:
    """Yield the pages of a picture file; raise FormatError if it cannot be read or is too large."""
    try:
        from PIL import Image, ImageSequence, UnidentifiedImageError  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise FormatError("a picture: pip install 'fatiao[ocr]' (Pillow and rapidocr), or type the text") from error

    def pages() -> Iterator[Gray]:
        with Image.open(io.BytesIO(data)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file)):
                if number >= _MAX_PAGES or frame.width * frame.height > MAX_PIXELS:
                    raise FormatError(
                        f"the picture has more than {_MAX_PAGES} pages or {MAX_PIXELS:,} pixels; split it"
                    )
                gray = frame.convert("L")
                yield Gray(gray.width, gray.height, gray.tobytes(), 72 / _dots(frame.info.get("dpi")))

    found = pages()
    while True:
        try:
            with warnings.catch_warnings():  # what Pillow warns of in a damaged file is told by what comes of it
                warnings.simplefilter("ignore")
                page = next(found, None)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
            raise FormatError(f"a damaged picture: {error}; get the file again") from error
        if page is None:
            return
        yield page


def _dots(said: object) -> float:
    dots = said[0] if isinstance(said, tuple) and said else 0
    return float(dots) if isinstance(dots, (int, float)) and _LIKELY[0] <= dots <= _LIKELY[1] else _USUAL
