"""Text boxes of a document: which of them hold a remark beside the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Maximum characters of a remark; the longest stamps and captions have half as many.
_LONGEST = 100
_ARTICLE = re.compile(r"[\s　\xa0]*第[零〇一二三四五六七八九十百千\d]{1,9}条")
#: The marks that end the lines of a law.
_ENDS = ("。", "；", "：", "，", "！", "？", ";", ":")
#: The beginning of a part of the text: a provision, a division, an item, an annex.
_PART = re.compile(
    r"[\s　\xa0]*(?:第[零〇一二三四五六七八九十百千\d]{1,9}[编章节条]|[（(][一二三四五六七八九十\d]{1,4}[）)]|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|附[件表录则图]|\|)"
)


def begins_article(line: str) -> bool:
    """Return True if a line begins with the label of an article, 第一条."""
    return _ARTICLE.match(line) is not None


def holds_remark(box: Sequence[str]) -> bool:
    """Return True if the lines of a text box after the first article are a stamp or a caption, not part of the text.

    A line that begins like a part of the text, or ends like one of its sentences, may be law and is kept.
    """
    is_short = sum(map(len, box)) <= _LONGEST
    return is_short and not any(_PART.match(line) or line.rstrip("　 ”）)").endswith(_ENDS) for line in box)
