"""OCR by the program tesseract."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache, partial

from fatiao.formats.extract import FormatError
from fatiao.formats.ocr import Engine, Gray, Word

#: Timeout for one page, in seconds; a page of a book takes three.
_PATIENCE = 300
_MODEL = "chi_sim"
_LOWEST = 0.9
#: Number of columns of tesseract's TSV output; rows of level 5 are words.
_COLUMNS, _WORD = 12, "5"


@cache
def find() -> Engine | None:
    """Return the engine, or None if the program or its Chinese model is not installed."""
    program = shutil.which(os.environ.get("TESSERACT") or "tesseract")
    if program is None:
        return None
    try:
        models = _run([program, "--list-langs"]).split()
        version = _run([program, "--version"]).split()
    except (OSError, subprocess.TimeoutExpired):
        return None
    if _MODEL not in models:
        return None
    return Engine(" ".join(["tesseract", *version[1:2]]), partial(_recognise, program), _LOWEST)


def _recognise(program: str, picture: Gray) -> list[Word]:
    header = f"P5 {picture.width} {picture.height} 255\n".encode("ascii")
    dots = str(round(72 / picture.scale))
    command = [program, "stdin", "stdout", "-l", _MODEL, "--psm", "3", "--dpi", dots, "tsv"]
    try:
        table = _run(command, header + picture.pixels)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FormatError(f"tesseract cannot read a page: {error}") from error
    words: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.split("\n"):
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) == _COLUMNS and cells[0] == _WORD and cells[-1].strip():
            line = lines.setdefault(tuple(cells[1:5]), len(lines))
            left, top, width, height = map(float, cells[6:10])
            words.append(Word(cells[-1].strip(), left, top, left + width, top + height, float(cells[10]) / 100, line))
    return words


def _run(command: list[str], data: bytes | None = None) -> str:
    """Run the program on one core: pages are read one at a time, and several threads only wait for one another."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603  # no shell
        command, input=data, capture_output=True, timeout=_PATIENCE, check=False, env=environment
    )
    return done.stdout.decode("utf-8", "replace")
