"""Recognize articles with a heading of their own, as in treaties and laws of Macau, and their numbered 款.

第二条　范围⏎本公约适用于…: the heading is not a sentence, and the words begin on the next line.  Below it 1. or 一、
numbers 款 (第三條第二款（一）項); in other laws it numbers 项 after a lead that ends in a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.reading.blocks.draft import Block, BlockKind
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.pieces import Piece

#: The most characters of a heading.
_LONGEST = 30
#: Words and marks that no heading has; 和, 的 or 、 at the end shows that the line was broken.
_STATING = re.compile(
    r"[，。；：！？,;:]|应当?|不得|可以|必须|根据|依照|为了|制定本|本(?:法|条例|办法|规定|公约)(?:适用|所称)|(?<!标)的$|[和与及或、为由]$"
)
#: The least share of articles with a heading in a text whose articles are headed.
_SHARE = 0.8
#: The fewest articles that show a habit.
_FEWEST = 2


def are_headed(blocks: Sequence[Block]) -> bool:
    """Return True if the articles of a text have headings: nearly all begin with a line that is one."""
    articles = headed = 0
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.ARTICLE and block.label is not None and block.label.style is Style.ARTICLE:
            articles += 1
            headed += _has_heading(blocks, index, block.label.end)
            if articles >= _SAMPLE and headed < articles / 2:
                return False
    return articles >= _FEWEST and headed >= _SHARE * articles


#: Number of articles after which the scan stops if fewer than half of them have a heading.
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
    """Return True if a title is that of a treaty, which numbers its 款 even if no article has a heading."""
    return _TREATY.search(title) is not None


def number_paragraphs(pieces: Sequence[Piece], headed: bool = True) -> list[Piece]:
    """Return the pieces with the labels 1. or 一、 removed if they number 款, so that they become words of the 款.

    They do if the first one is at the head of the article or, if ``headed``, below its heading.
    """
    at = 0 if pieces and pieces[0].label is not None else int(headed)
    first = pieces[at].label if at < len(pieces) else None
    if first is None or first.style not in (Style.DOT, Style.COMMA) or first.value != 1:
        return list(pieces)
    return [
        piece._replace(label=None) if piece.label is not None and piece.label.style is first.style else piece
        for piece in pieces
    ]
