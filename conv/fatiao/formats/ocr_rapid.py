"""OCR by the package rapidocr-onnxruntime, whose models come in its wheel (extra ``fatiao[ocr]``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from importlib import metadata
from typing import Any

from fatiao.formats.ocr import Engine, Gray, Word

_PACKAGE = "rapidocr-onnxruntime"
_LOWEST = 0.97


@cache
def find() -> Engine | None:
    """Return the engine, or None if the package is not installed."""
    try:
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    return Engine(f"{_PACKAGE} {metadata.version(_PACKAGE)}", partial(_recognise, RapidOCR()), _LOWEST)


def _recognise(engine: Any, picture: Gray) -> list[Word]:
    import numpy  # noqa: PLC0415  # comes with the package

    pixels = numpy.frombuffer(picture.pixels, numpy.uint8).reshape(picture.height, picture.width)
    found, _ = engine(numpy.stack([pixels] * 3, axis=-1))
    rows = sorted(found or (), key=lambda piece: (min(y for _, y in piece[0]), min(x for x, _ in piece[0])))
    return [_word(piece, line) for line, piece in enumerate(rows) if piece[1].strip()]


def _word(piece: Sequence[Any], line: int) -> Word:
    corners, text, confidence = piece
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Word(text.strip(), min(across), min(down), max(across), max(down), float(confidence), line)
