"""Group the lines of a page into blocks in reading order: one block for each run of lines in one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from fatiao.formats.pdf_page import PdfLine

#: Largest gap between lines of one block, in line heights, and largest ratio of their sizes.
_LEADING, _SIZES = 2.2, 1.12
#: Two lines share a column if they overlap by this share of the narrower one.
_OVERLAP = 0.5
#: How far a line may begin left of its block, and end right of it once ``_KNOWN`` lines show its edges, in sizes.
_INDENT, _EDGE, _KNOWN = 2.6, 1.1, 3
#: The painting order is not trusted if more than this share of the blocks stand above or left of the one painted
#: before.
_DISORDER = 0.25


@dataclass(frozen=True)
class PdfBlock:
    """Lines of one size, one below the other; all measures are in points."""

    lines: tuple[PdfLine, ...]

    @cached_property
    def left(self) -> float:
        """The left edge."""
        return min(line.left for line in self.lines)

    @cached_property
    def right(self) -> float:
        """The right edge."""
        return max(line.right for line in self.lines)

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return self.lines[0].top

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return self.lines[-1].bottom

    @cached_property
    def size(self) -> float:
        """The size of the largest characters."""
        return max(line.size for line in self.lines)


def blocks_of(lines: Sequence[PdfLine]) -> list[PdfBlock]:
    """Return the blocks of a page in reading order.

    Most programs paint a page column by column and story by story; if this one did not, geometry decides.
    """
    painted = _chain(sorted(lines, key=lambda line: line.order))
    if _is_plausible(painted):
        return painted
    return _in_order(_columns(lines))


def _chain(lines: Sequence[PdfLine]) -> list[PdfBlock]:
    """Split a sequence of lines wherever one does not continue the column of the last."""
    blocks: list[list[PdfLine]] = []
    for line in lines:
        if blocks and _continues(blocks[-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [PdfBlock(tuple(block)) for block in blocks]


def _columns(lines: Sequence[PdfLine]) -> list[PdfBlock]:
    """Append each line to the nearest block above whose column it continues."""
    blocks: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        above = [block for block in blocks if _continues(block, line)]
        if above:
            min(above, key=lambda block: (line.top - block[-1].bottom, abs(line.left - block[-1].left))).append(line)
        else:
            blocks.append([line])
    return [PdfBlock(tuple(block)) for block in blocks]


def _continues(block: Sequence[PdfLine], line: PdfLine) -> bool:
    last = block[-1]
    if not line.middle - last.middle > 0 or line.top - last.bottom > _LEADING * last.size:
        return False
    if max(last.size, line.size) > _SIZES * min(last.size, line.size):
        return False
    if _overlap(last, line) < _OVERLAP * min(last.right - last.left, line.right - line.left):
        return False
    left, right = min(other.left for other in block), max(other.right for other in block)
    if line.left < left - _INDENT * line.size:
        return False
    return len(block) < _KNOWN or line.right < right + _EDGE * line.size


def _is_plausible(blocks: Sequence[PdfBlock]) -> bool:
    """Return True if the painting order of blocks can be the reading order: few go back up or left."""
    back = sum(
        (_overlap(before, block) > 0 and block.bottom <= before.top + 1)
        or (block.right <= before.left and min(block.bottom, before.bottom) - max(block.top, before.top) > 0)
        for before, block in pairwise(blocks)
    )
    alone = sum(
        len(block.lines) == 1 and abs(block.lines[0].middle - before.lines[-1].middle) < block.size
        for before, block in pairwise(blocks)
    )
    return back + alone <= 1 + _DISORDER * len(blocks)


def _overlap(a: PdfLine | PdfBlock, b: PdfLine | PdfBlock) -> float:
    return max(0.0, min(a.right, b.right) - max(a.left, b.left))


def _in_order(blocks: Sequence[PdfBlock]) -> list[PdfBlock]:
    """Return blocks in reading order: down a column, then the next to the right, unless a block lies across both.

    The rules are those of T. M. Breuel, High Performance Document Layout Analysis (2003), §5.
    """
    waiting = {index: _before(index, blocks) for index in range(len(blocks))}
    ordered: list[PdfBlock] = []
    while waiting:
        free = [index for index, before in waiting.items() if not before & waiting.keys()]
        chosen = min(free or waiting, key=lambda index: (blocks[index].top, blocks[index].left))
        if free and ordered:  # continue the column that was read last
            last = ordered[-1]
            same = [index for index in free if _overlap(blocks[index], last) > 0 and blocks[index].top >= last.top]
            chosen = min(same, key=lambda index: blocks[index].top) if same else chosen
        ordered.append(blocks[chosen])
        del waiting[chosen]
    return ordered


def _before(index: int, blocks: Sequence[PdfBlock]) -> set[int]:
    """Return the indexes of the blocks that must be read before the one at ``index``."""
    own = blocks[index]
    found = set()
    for other, block in enumerate(blocks):
        if other == index:
            continue
        if _overlap(block, own) > 0:
            if block.top < own.top:
                found.add(other)
        elif block.right <= own.left and not any(_parts(third, block, own) for third in blocks):
            found.add(other)
    return found


def _parts(third: PdfBlock, a: PdfBlock, b: PdfBlock) -> bool:
    """Return True if a block across the columns of two others stands between them vertically."""
    if third is a or third is b or not (_overlap(third, a) > 0 and _overlap(third, b) > 0):
        return False
    return min(a.bottom, b.bottom) <= third.top + 1 and third.bottom <= max(a.top, b.top) + 1
