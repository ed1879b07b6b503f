"""Find tables in lines of text: rows with cells separated by tabs, by ``|``, or by wide spaces if that is certain.

A table keeps the lines as printed; this module finds the lines that are its rows, and the offsets of their cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BARS = re.compile(r"\|")
_TABS = re.compile(r"[ 　]*\t[ 　]*")
#: One full-width space or two half-width ones may separate cells; ``_certain`` rules out letterspacing within a cell.
_GAPS = re.compile(r"(?:　|  )[ 　]*")
#: A gap between two columns, wider than any letterspacing.
_WIDE_GAP = re.compile(r"\S(?:　{2,}| {4,})\S")
#: The longest row of two columns, in characters; a line of wrapped text is longer.
_LONGEST_PAIR = 60
_RULE = re.compile(r"\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-{2,}:?)?[ \t]*")
_NUMBER = re.compile(r"[¥￥]?[\d０-９][\d０-９,.，．]*(?:%|％|元|‰)?")
#: The beginning of a note below a table.
_REMARK = re.compile(r"[（(]?(?:备?注|说明|附注|资料来源)[：:\d]")
#: The fewest rows of a table separated by spaces: two lines in columns may be chance; three rows and a column of
#: numbers are not.
_CERTAIN_ROWS = 3

Cells = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in lines ``first`` to ``last``, both inclusive; ``rows`` begins with the header.

    The offsets of a cell are half-open and refer to its line.  A rule (``|---|---|``) is a line but not a row.
    """

    first: int
    last: int
    rows: tuple[tuple[int, Cells], ...]  # the line, and its cells

    def texts(self, lines: Sequence[str]) -> list[list[str]]:
        """Return the words of the cells; a short row is filled up with empty cells at its end."""
        width = max(len(cells) for _, cells in self.rows)
        return [[lines[at][a:b] for a, b in cells] + [""] * (width - len(cells)) for at, cells in self.rows]


def _is_sparse(text: str) -> bool:
    """Return True if a line contains a cell separator; testing each in turn is faster than any regular expression."""
    return "　" in text or "  " in text or "\t" in text or "|" in text


def is_row(text: str) -> bool:
    """Return True if a line can only be the row of a table."""
    if not _is_sparse(text):  # nearly every line
        return False
    if "\t" in text.strip() or text[:1] == "|":
        return True
    return len(_GAPS.findall(text.strip())) >= 2 or (len(text) <= _LONGEST_PAIR and _WIDE_GAP.search(text) is not None)


def is_remark(text: str) -> bool:
    """Return True if a line is a note below a table: 注：…."""
    return _REMARK.match(text) is not None


def find_tables(lines: Sequence[str]) -> list[FoundTable]:
    """Return the tables in ``lines``, in order."""
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, at) if _is_sparse(lines[at]) else None
        if table is not None:
            found.append(table)
            at = table.last
        at += 1
    return found


def _table_at(lines: Sequence[str], first: int) -> FoundTable | None:
    kind = _kind(lines[first])
    if kind is None or _RULE.fullmatch(lines[first]):
        return None
    rows: list[tuple[int, Cells]] = []
    at = first
    while at < len(lines) and lines[at] and _kind(lines[at]) is kind:
        if not _RULE.fullmatch(lines[at]):
            rows.append((at, _cells(lines[at], kind)))
        at += 1
    width = len(rows[0][1])
    while rows and not 2 <= len(rows[-1][1]) <= width:
        rows.pop()
    if len(rows) < 2 or any(not 1 < len(cells) <= width for _, cells in rows):
        return None
    if sum(len(cells) == width for _, cells in rows) * 2 <= len(rows):
        return None
    if kind is _GAPS and not _certain(lines, rows, width):
        return None
    return FoundTable(first, rows[-1][0], tuple(rows))


def _kind(text: str) -> re.Pattern[str] | None:
    if text[:1] == "|" or text.count("|") > 1:
        return _BARS
    if "\t" in text.strip():
        return _TABS
    return _GAPS if _GAPS.search(text.strip()) else None


def _cells(text: str, kind: re.Pattern[str]) -> Cells:
    low, high = 0, len(text)
    if kind is _BARS:
        trimmed = text.strip()
        low = text.index(trimmed) + trimmed.startswith("|")
        high = len(text.rstrip()) - (trimmed.endswith("|") and len(trimmed) > 1)
    found: list[tuple[int, int]] = []
    for gap in [*kind.finditer(text, low, high), None]:
        end = high if gap is None else gap.start()
        words = text[low:end]
        kept = words.strip()
        start = low + (words.index(kept) if kept else 0)
        found.append((start, start + len(kept)))
        low = high if gap is None else gap.end()
    return tuple(found)


def _certain(lines: Sequence[str], rows: Sequence[tuple[int, Cells]], width: int) -> bool:
    """Return True if columns separated by spaces are certain: rows of equal width, and numbers below a header."""
    if len(rows) < _CERTAIN_ROWS or any(len(cells) != width for _, cells in rows):
        return False
    texts = [[lines[at][a:b] for a, b in cells] for at, cells in rows]
    numbers = [all(_NUMBER.fullmatch(row[c]) for row in texts[1:]) for c in range(width)]
    return any(numbers) and not any(_NUMBER.fullmatch(cell) for cell in texts[0])
