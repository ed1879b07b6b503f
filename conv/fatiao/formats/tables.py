"""Tables as lines: rows with bars for a real table, the bare text for one that only lays out the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from fatiao.formats.article_labels import PROVISION_LABEL
from fatiao.language.numerals import parse_numeral

#: Lines of a cell that begin like this are a law laid out by a table, as on old web pages.
PROVISION = re.compile(rf"\s*{PROVISION_LABEL}\s")
#: A cell of at least this many lines holds text, not a value.
_LINES_OF_TEXT = 8

_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百千]{1,9})条")

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
    if _numbers_articles(rows):
        return True
    return any(
        len(cell) >= _LINES_OF_TEXT or sum(PROVISION.match(line) is not None for line in cell) >= 2
        for row in rows
        for cell in row
    )


def _numbers_articles(rows: Sequence[Row]) -> bool:
    """Return True if the first of two cells numbers the articles in the second: 第一条, 第二条 and so on."""
    labels = [_ARTICLE.fullmatch("".join("".join(row[0]).split())) for row in rows if len(row) == 2]
    numbers = [parse_numeral(label[1]) for label in labels if label]
    following = sum(after == (before or 0) + 1 for before, after in pairwise(numbers))
    return len(numbers) >= 2 and 2 * len(numbers) >= len(rows) and following == len(numbers) - 1


def _cell(lines: Sequence[str]) -> str:
    """Return the text of a cell on one line, with full-width bars, since a plain bar would end the cell."""
    return "".join(" ".join(line.replace("|", "｜").split()) for line in lines)
