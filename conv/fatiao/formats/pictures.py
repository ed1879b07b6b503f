"""Picture files as shades of gray, through Pillow, which comes with the extra ``fatiao[ocr]``."""

from __future__ import annotations

import io
from collections.abc import Iterator

from fatiao.formats.extract import FormatError
from fatiao.formats.ocr import MAX_PIXELS, Gray

#: Pages of one file.
_MAX_PAGES = 500
#: Dots per inch where a file does not say; what they say is often wrong, so that only what is likely is taken.
_USUAL, _LIKELY = 200, (90, 1200)


def open_pictures(data: bytes) -> Iterator[Gray]:
    """Yield the pages of a picture file; raises FormatError where it cannot be read."""
    try:
        from PIL import Image, ImageSequence, UnidentifiedImageError  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise FormatError("a picture: pip install 'fatiao[ocr]' (Pillow and rapidocr), or give the text") from error
    try:
        with Image.open(io.BytesIO(data)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file)):
                if number >= _MAX_PAGES or frame.width * frame.height > MAX_PIXELS:
                    raise FormatError(f"the picture has more than {_MAX_PAGES} pages or {MAX_PIXELS:,} pixels")
                gray = frame.convert("L")
                yield Gray(gray.width, gray.height, gray.tobytes(), 72 / _dots(frame.info.get("dpi")))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise FormatError(f"a damaged picture: {error}; get the file again") from error


def _dots(said: object) -> float:
    dots = said[0] if isinstance(said, tuple) and said else 0
    return float(dots) if isinstance(dots, (int, float)) and _LIKELY[0] <= dots <= _LIKELY[1] else _USUAL
