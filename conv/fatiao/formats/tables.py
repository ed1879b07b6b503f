"""Tables as lines: rows with bars for a real table, the bare text for one that only lays out the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.formats.article_labels import PROVISION_LABEL

#: Lines of a cell that begin like this are a law laid out by a table, as on old web pages.
PROVISION = re.compile(rf"\s*{PROVISION_LABEL}\s")
#: A cell of at least this many lines holds text, not a value.
_LINES_OF_TEXT = 8

Row = Sequence[Sequence[str]]  #: a row is its cells, a cell its lines


def table_bars(rows: Sequence[Row]) -> list[str] | None:
    """Return the lines that represent a table, ``| a | b |`` for each row; None if it only lays out text."""
    kept = [row for row in rows if any(any(line.strip() for line in cell) for cell in row)]
    if _lays_out(kept):
        return None
    return ["| " + " | ".join(map(_cell, row)) + " |" for row in kept]


def _lays_out(rows: Sequence[Row]) -> bool:
    if all(sum(1 for cell in row if any(line.strip() for line in cell)) <= 1 for row in rows):
        return True
    return any(
        len(cell) >= _LINES_OF_TEXT or sum(PROVISION.match(line) is not None for line in cell) >= 2
        for row in rows
        for cell in row
    )


def _cell(lines: Sequence[str]) -> str:
    """Return the text of a cell on one line, with full-width bars, since a plain bar would end the cell."""
    return "".join(" ".join(line.replace("|", "｜").split()) for line in lines)
