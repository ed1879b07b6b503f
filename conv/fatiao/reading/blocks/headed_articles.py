"""Read articles with a heading of their own, as treaties and laws of Macau print them, and their numbered 款.

第二条　范围⏎本公约适用于…: the heading is no sentence and the words begin on the next line.  Below it 1. or 一、 counts
款 (第三條第二款（一）項), where our laws count 项 behind a lead that ends in a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.reading.blocks.draft import Block, BlockKind
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.pieces import Piece

#: Characters of a heading at most.
_LONGEST = 30
#: What a heading does not say; 和, 的 and 、 at its end are a line that was broken.
_STATING = re.compile(
    r"[，。；：！？,;:]|应当?|不得|可以|必须|根据|依照|为了|制定本|本(?:法|条例|办法|规定|公约)(?:适用|所称)|(?<!标)的$|[和与及或、为由]$"
)
#: So much of the articles is headed, or none is.
_SHARE = 0.8
#: Fewer articles show no habit.
_FEWEST = 2


def are_headed(blocks: Sequence[Block]) -> bool:
    """Return whether the articles of a text have headings: nearly all begin with a line that is one."""
    articles = headed = 0
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.ARTICLE and block.label is not None and block.label.style is Style.ARTICLE:
            articles += 1
            headed += _has_heading(blocks, index, block.label.end)
            if articles >= _SAMPLE and headed < articles / 2:
                return False
    return articles >= _FEWEST and headed >= _SHARE * articles


#: After so many articles a text without headings is known.
_SAMPLE = 8


def _has_heading(blocks: Sequence[Block], index: int, end: int) -> bool:
    block = blocks[index]
    words = block.line.text[end : block.end].strip()
    if not words:
        index += 1
        if index >= len(blocks) or blocks[index].kind is not BlockKind.TEXT or blocks[index].label is not None:
            return False
        words = blocks[index].line.text
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None or following.kind is not BlockKind.TEXT:
        return False
    return 0 < len(words) <= _LONGEST and _STATING.search(words) is None


_TREATY = re.compile(r"(?:公约|协定|议定书|条约|宪章|盟约)(?:[（(][^（）()]*[）)])?$")


def is_treaty(title: str) -> bool:
    """Return whether a title is that of a treaty, which numbers its 款 also where no article has a heading."""
    return _TREATY.search(title) is not None


def number_paragraphs(pieces: Sequence[Piece], headed: bool = True) -> list[Piece]:
    """Take 1. or 一、 at the head of an article, or below its heading, for the number of a 款, one of its words."""
    at = 0 if pieces and pieces[0].label is not None else int(headed)
    first = pieces[at].label if at < len(pieces) else None
    if first is None or first.style not in (Style.DOT, Style.COMMA) or first.value != 1:
        return list(pieces)
    return [
        piece._replace(label=None) if piece.label is not None and piece.label.style is first.style else piece
        for piece in pieces
    ]
