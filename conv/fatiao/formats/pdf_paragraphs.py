"""Turn blocks in reading order into paragraphs: join the lines that were broken at the edge of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from fatiao.formats.article_labels import PROVISION_LABEL
from fatiao.formats.extract import TextLine
from fatiao.formats.pdf_blocks import PdfBlock
from fatiao.formats.pdf_page import PdfLine

#: In character widths: a line that begins farther in is indented, one that ends farther from the edge is not full.
_INDENT, _RAGGED = 0.8, 1.6
#: Lines separated by more than the usual line spacing times this factor are in different paragraphs.
_WIDER = 1.25
_LABEL = re.compile(
    rf"{PROVISION_LABEL}|"
    r"[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]"
)
_HEADING = re.compile(r"第[零〇一二三四五六七八九十百千\d]{1,9}[编章节][^，。；：]{1,30}")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]{1,9}条(?:之[一二三四五六七八九十]{1,3})?[\s　]")
#: The heading of a list of contents, and an entry that ends with its page number, or that number set apart.
_CONTENTS = re.compile(r"目[\s　]*[录次]")
_ENTRY = re.compile(r"(?:第[零〇一二三四五六七八九十百千\d]{1,9}[编章节].*[\s　…·.．])?\d{1,4}")
_ENDS = tuple("。；！？：…”）】")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z0-9,.;:]$"), re.compile(r"^[A-Za-z]")


def paragraphs_of(blocks: Sequence[PdfBlock]) -> Iterator[TextLine]:
    """Yield the paragraphs of blocks, each with the page on which it begins."""
    indents = _uses_indents(blocks)
    words, page = "", 0
    before: tuple[PdfBlock, PdfLine, float] | None = None
    for block in blocks:
        edges = _edges(block, blocks)
        usual = _usual_gap(block)
        for line in block.lines:
            if before is None or _begins(before, block, line, edges, usual, indents):
                if words:
                    yield TextLine(words, page)
                words, page = line.text, line.page
            else:
                words = _join(words, line.text)
            before = (block, line, edges[1])
    if words:
        yield TextLine(words, page)


def _begins(
    before: tuple[PdfBlock, PdfLine, float],
    block: PdfBlock,
    line: PdfLine,
    edges: tuple[float, float],
    usual: float,
    indents: bool,
) -> bool:
    """Return True if ``line`` begins a paragraph; ``before`` is the last block, line, and right edge of its column."""
    last_block, last, last_edge = before
    size = line.size
    if abs(last.size - size) > 0.12 * size or _stands_apart(last.text, line.text):
        return True
    indent = line.left - edges[0]
    if indent > _INDENT * size:
        return True
    ends = last.text.endswith(_ENDS)
    if last_block is block:
        if line.top - last.bottom > usual + (_WIDER - 1) * (usual + size):
            return True
        ragged = edges[1] - last.right > _RAGGED * size
    else:
        ragged = last_edge - last.right > _RAGGED * size
    if ragged:
        return ends or _LABEL.match(line.text) is not None or last_block is block
    if _LABEL.match(line.text) and ends:
        return True
    return not indents and last_block is not block and ends


def _stands_apart(before: str, words: str) -> bool:
    """Return True if a line begins a paragraph wherever it stands: an article below a heading, a list of contents."""
    if _HEADING.fullmatch(before) and _ARTICLE.match(words):
        return True
    heading = _CONTENTS.fullmatch(before) or _CONTENTS.fullmatch(words)
    return heading is not None or _ENTRY.fullmatch(before) is not None


def _edges(block: PdfBlock, blocks: Sequence[PdfBlock]) -> tuple[float, float]:
    """Return the left and right edges of a block's column, which a short block may not reach itself."""
    size = block.size
    peers = [
        other
        for other in blocks
        if abs(other.size - size) < 0.12 * size
        and abs(other.left - block.left) < 3 * size
        and other.left < block.right
        and other.lines[0].page == block.lines[0].page
    ]
    lines = [line for other in peers or [block] for line in other.lines]
    return min(line.left for line in lines), max(line.right for line in lines)


def _usual_gap(block: PdfBlock) -> float:
    gaps = sorted(lower.top - upper.bottom for upper, lower in zip(block.lines, block.lines[1:], strict=False))
    return gaps[len(gaps) // 4] if gaps else block.size


def _uses_indents(blocks: Sequence[PdfBlock]) -> bool:
    """Return True if paragraphs are indented: at least a tenth of the lines begin about two characters in."""
    steps: Counter[int] = Counter()
    for block in blocks:
        left = min(line.left for line in block.lines)
        for line in block.lines:
            steps[round((line.left - left) / line.size)] += 1
    return steps[2] >= 0.1 * max(1, steps.total())


def _join(words: str, more: str) -> str:
    return f"{words} {more}" if _LATIN_END.search(words) and _LATIN_START.match(more) else words + more
