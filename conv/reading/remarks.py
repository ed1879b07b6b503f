"""Lines among the provisions that are none: a translation, or what an edition says of an article.

They stay where they stand, since nothing is lost; that they read as 款 is told, and a curator takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from conv.diagnostics import Report
from conv.model import Source
from conv.reading.draft import Block, Kind

_AMONG = frozenset({Kind.TEXT, Kind.ARTICLE, Kind.PREAMBLE, Kind.HEADING})
#: Five English words in a row; a name in a statute (Uniform Resource Locator) has fewer, and no "the" or "of the".
_ENGLISH = re.compile(r"[A-Za-z][a-z'’]*(?:[ ,;:.()\-]+[A-Za-z'’]+){4,}")
#: One of these stands in every English sentence of a statute; plain words alone, so that most texts cost nothing.
_ENGLISH_SEEDS = (" the ", " of ", " and ", " shall ", " to ")
_NAMES = (
    "条文主旨|本条主旨|条文要旨|条文释义|条文解读|条文理解|条文说明|理解与适用|释义|解读|评注|评析|立法理由|立法背景|"
    "适用指南|相关法条|参考条文|关联法条|典型案例"
)
#: 【条文主旨】, 释义：, [解读]; and the sentence that every commentary has: 本条是关于立法目的的规定。
_COMMENTARY = re.compile(
    rf"^(?:[【\[［〔](?:{_NAMES})[】\]］〕]|(?:{_NAMES})(?:[:：]|$))|^本条(?:主要)?(?:是|系)(?:关于|对)[^。]{{1,60}}的(?:规定|解释)"
)
_COMMENTARY_SEEDS = (
    "主旨",
    "要旨",
    "释义",
    "解读",
    "理解与适用",
    "本条是",
    "本条系",
    "本条主要",
    "评注",
    "评析",
    "立法理由",
    "法条",
    "条文",
    "案例",
    "适用指南",
)


def tell_remarks(blocks: Sequence[Block], source: Source, report: Report) -> None:
    """Report lines of another language and of commentary among the provisions, each kind once with their number."""
    text = source.text
    if any(seed in text for seed in _ENGLISH_SEEDS):
        _tell(blocks, _ENGLISH, "other-language", "in another language", source, report)
    if any(seed in text for seed in _COMMENTARY_SEEDS):
        _tell(blocks, _COMMENTARY, "commentary", "of commentary", source, report)


def _tell(blocks: Sequence[Block], sign: re.Pattern[str], code: str, kind: str, source: Source, report: Report) -> None:
    found = [block for block in blocks if block.kind in _AMONG and sign.search(block.line.text, block.start, block.end)]
    if not found:
        return
    numbers = sorted({block.line.number for block in found})
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    lines = "line" if len(numbers) == 1 else "lines"
    message = f"{len(numbers)} {lines} {kind} among the provisions, read as part of them: {lines} {shown}"
    report.add(code, message, source, found[0].line.offset(found[0].start))


#: So many lines are named.
_SHOWN = 8
