"""Make the copy that a text is read in: simplified script and common punctuation, character for character.

The copy is for reading by rules that know simplified script; offsets in it are offsets in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fatiao.language.traditional import PAIRS

#: Characters that a text in traditional script can hardly do without; in simplified script they stand in names at most.
_SIGNS = "條規於為國會"
#: An article that is headed in traditional script says it all.
_LABEL = re.compile(r"^[ \t　]*第[^條\n]{1,12}條", re.M)
#: The share of Chinese characters that simplified script writes otherwise: a fourth to a third of a statute of
#: Taiwan, Hong Kong or Macau; below a hundredth in a text that quotes some.
_SHARE = 0.06
#: So many characters show it.
_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u9fff]")

#: Quotation marks too: 「」 is what “” is.
_TO_SIMPLIFIED: dict[int, str] = {ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’"}
for _traditional, _simplified in zip(PAIRS[::2], PAIRS[1::2], strict=True):
    _TO_SIMPLIFIED.setdefault(ord(_traditional), _simplified)


def is_traditional(text: str) -> bool:
    """Return whether a text is in traditional script."""
    if not any(sign in text for sign in _SIGNS):
        return False
    if _LABEL.search(text):
        return True
    han = _HAN.findall(text[:_SAMPLE])
    return sum(ord(character) in _TO_SIMPLIFIED for character in han) > _SHARE * len(han)


#: Half-width, small and vertical punctuation, which Chinese text prints full-width; but ﹕, which stands in ratios.
_PUNCTUATION = str.maketrans("｡､｢｣﹐﹑﹒﹔﹙﹚︵︶︿﹀︽︾﹁﹂﹃﹄", "。、「」，、。；（）（）〈〉《》「」『』")
_ODD_MARKS = tuple(map(chr, _PUNCTUATION))


#: What a text that needs a copy has at least one of, for use inside a regular expression's brackets.
COPIED_CHARACTERS = _SIGNS + "".join(_ODD_MARKS)


def odd_marks(text: str) -> list[str]:
    """Return the kinds of punctuation of a text that are read as the common ones."""
    return [mark for mark in _ODD_MARKS if mark in text]


def common_marks(text: str) -> str:
    """Return the text with common punctuation."""
    return text.translate(_PUNCTUATION)


@lru_cache(maxsize=4)  # the reader and the finders ask for the same text, one after the other
def reading_text(text: str) -> str:
    """Return the text as the rules read it, as long as it is; the text itself where it is so already."""
    if odd_marks(text):
        text = common_marks(text)
    return simplify(text) if is_traditional(text) else text


def simplify(text: str) -> str:
    """Return the text in simplified script, as long as it is; a character of several forms has the first."""
    return text.translate(_TO_SIMPLIFIED)
