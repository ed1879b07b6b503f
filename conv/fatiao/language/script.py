"""Make the reading copy of a text: simplified script and common punctuation, character for character.

The parsing rules know simplified script only and work on the copy; offsets in it are offsets in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fatiao.language.traditional import PAIRS

#: Characters that nearly every text in traditional script has; in simplified script they occur in names at most.
_SIGNS = "條規於為國會"
#: An article label in traditional script, which is sufficient evidence.
_LABEL = re.compile(r"^[ \t　]*第[^條\n]{1,12}條", re.M)
#: The lowest share of Chinese characters in traditional form: a fourth to a third in a statute of Taiwan, Hong Kong or
#: Macau; below a hundredth in a text that quotes some.
_SHARE = 0.06
#: The number of characters from the start of a text in which the share is counted.
_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u9fff]")

#: The simplified form of each traditional character, and of quotation marks: 「」 become “”.
_TO_SIMPLIFIED: dict[int, str] = {ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’"}
for _traditional, _simplified in zip(PAIRS[::2], PAIRS[1::2], strict=True):
    _TO_SIMPLIFIED.setdefault(ord(_traditional), _simplified)


def is_traditional(text: str) -> bool:
    """Return True if ``text`` is in traditional script."""
    if not any(sign in text for sign in _SIGNS):
        return False
    if _LABEL.search(text):
        return True
    han = _HAN.findall(text[:_SAMPLE])
    return sum(ord(character) in _TO_SIMPLIFIED for character in han) > _SHARE * len(han)


#: Half-width, small and vertical punctuation with the full-width forms; without ﹕, which occurs in ratios.
_PUNCTUATION = str.maketrans("｡､｢｣﹐﹑﹒﹔﹙﹚︵︶︿﹀︽︾﹁﹂﹃﹄", "。、「」，、。；（）（）〈〉《》「」『』")
_ODD_MARKS = tuple(map(chr, _PUNCTUATION))


#: A text without any of these characters needs no copy; for use inside the brackets of a regular expression.
COPIED_CHARACTERS = _SIGNS + "".join(_ODD_MARKS)


def odd_marks(text: str) -> list[str]:
    """Return the unusual punctuation marks that occur in ``text``, each once."""
    return [mark for mark in _ODD_MARKS if mark in text]


def common_marks(text: str) -> str:
    """Return ``text`` with common punctuation."""
    return text.translate(_PUNCTUATION)


@lru_cache(maxsize=4)  # the reader and the finders request the same text in turn
def reading_text(text: str) -> str:
    """Return the reading copy of ``text``, of the same length; the text itself if it needs no copy."""
    if odd_marks(text):
        text = common_marks(text)
    return simplify(text) if is_traditional(text) else text


def simplify(text: str) -> str:
    """Return ``text`` in simplified script, of the same length; of several simplified forms the first is used."""
    return text.translate(_TO_SIMPLIFIED)
