"""Running heads and page numbers: lines at the edge of a page that recur on others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fatiao.formats.article_labels import ARTICLE_LABEL
from fatiao.formats.pdf_page import PdfLine
from fatiao.reading.blocks.page_furniture import is_page_number

#: Number of rows at the upper and at the lower edge that are examined.
_DEPTH = 2
#: A running head recurs on at least this share of the pages: on every second if left and right pages differ.
_SHARE = 0.4
_DIGITS = re.compile(r"[0-9０-９一二三四五六七八九十]+")
_PROVISION = re.compile(ARTICLE_LABEL + r"|[（(][一二三四五六七八九十]{1,3}[）)]")
_LONGEST = 60


def split_running(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[list[PdfLine]], list[PdfLine]]:
    """Return the lines of each page without running heads and page numbers, and the lines removed."""
    edges = [_edge_lines(lines) for lines in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = max(2, _SHARE * sum(bool(lines) for lines in pages))
    again = {key for key, count in counts.items() if count >= often}
    kept, running = [], []
    for lines, edge in zip(pages, edges, strict=True):
        out = {id(line) for line in edge if _key(line) in again or is_page_number(line.text)}
        kept.append([line for line in lines if id(line) not in out])
        running += [line for line in lines if id(line) in out]
    return kept, running


def _edge_lines(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the short lines of the first and last rows of a page."""
    rows: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    outer = rows[:_DEPTH] + rows[max(_DEPTH, len(rows) - _DEPTH) :]
    return [line for row in outer for line in row if len(line.text) <= _LONGEST and not _PROVISION.match(line.text)]


def _key(line: PdfLine) -> tuple[str, int]:
    """Return a line's text with its numbers masked, and its approximate vertical position in line heights."""
    return _DIGITS.sub("0", "".join(line.text.split())), round(line.middle / max(1.0, line.size))
