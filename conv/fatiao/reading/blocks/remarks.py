"""Report lines among the provisions that are not part of them: a translation, or the commentary of an edition.

The lines are kept and read as 款, so that nothing is lost; the finding says so, and a curator removes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_letters

from fatiao.diagnostics import Report
from fatiao.model.law import Source
from fatiao.reading.blocks.draft import Block, BlockKind

_AMONG = frozenset({BlockKind.TEXT, BlockKind.ARTICLE, BlockKind.PREAMBLE, BlockKind.HEADING})
#: Five English words in a row, or the label of a provision; names in a statute (Uniform Resource Locator) have fewer.
_ENGLISH = re.compile(
    r"[A-Za-z][a-z'’]*(?:[ ,;:.()\-]+[A-Za-z'’]+){4,}|^(?:Article|Chapter|Section|Part)\s+(?:\d+|[IVXLC]+)\b"
)
_NAMES = (
    "主旨|要旨|释义|解读|理解与适用|注释|注解|评注|评析|立法理由|立法背景|立法沿革|条文说明|"
    "相关法条|参考条文|关联法条|案例"
)
#: 【条文主旨】, 条文释义：; and the sentence that every commentary has: 本条是关于立法目的的规定。
_COMMENTARY = re.compile(
    rf"^(?:[【〖\[［〔][\u4e00-\u9fff]{{0,4}}(?:{_NAMES})[】〗\]］〕]|(?:条文|本条|典型)?(?:{_NAMES})[:：]"
    r"|(?:条文|本条)(?:主旨|要旨|释义|解读|说明|注释)$)"
    r"|^本条(?:主要)?(?:是|系)(?:关于|对)[^。]{1,60}的(?:规定|解释)"
)
#: First characters of such lines; most lines begin otherwise and need no search.
_FIRST = frozenset(ascii_letters + "【〖[［〔条本释解理评立相参关典主要注案")


def tell_remarks(blocks: Sequence[Block], source: Source, report: Report) -> None:
    """Report lines in another language and lines of commentary among the provisions, in one finding for each kind."""
    likely = [b for b in blocks if (text := b.line.text) and (text[0] in _FIRST or text[-1] == ".")]
    likely = [block for block in likely if block.kind in _AMONG]
    english = [block for block in likely if _ENGLISH.search(block.line.text, block.start, block.end)]
    comments = [block for block in likely if block not in english and _COMMENTARY.match(block.line.text)]
    if english:
        _tell(english, "other-language", "in another language", source, report)
    if comments:
        _tell(comments, "commentary", "of commentary", source, report)


#: The most line numbers that a finding lists.
_SHOWN = 8


def _tell(found: Sequence[Block], code: str, kind: str, source: Source, report: Report) -> None:
    numbers = sorted({block.line.number for block in found})
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    lines = "line" if len(numbers) == 1 else "lines"
    message = f"{len(numbers)} {lines} {kind} among the provisions, read as part of them; remove them: {lines} {shown}"
    report.add(code, message, source, found[0].line.offset(found[0].start))
