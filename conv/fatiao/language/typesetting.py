"""Replace the half-width punctuation of Chinese text by full-width forms, one character for one.

GB/T 15834—2011 (4, 5) gives each mark of Chinese text the width of a character; scans and web copies mix , ; : ( ) "
with 、 and 。.  Length and offsets stay, and only these marks change, so that the marks of the source can be restored
one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

#: Half-width marks and their full-width forms.  A straight double quotation mark becomes “ or ”.
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_STOPS = frozenset(",;:?!")
_HALF = re.compile(r'[,;:?!()"]')
#: A character of Chinese text: ideographs, 〇, and full-width marks.
_CHINESE = re.compile(
    r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff、。，；：？！（）《》〈〉「」『』〔〕【】“”‘’…—]"
)
_LATIN = re.compile(r"[A-Za-z0-9]")
#: A label at the beginning of a line, (1) or (a), which is half-width in Chinese text as well.
_LABEL = re.compile(r"\s*\([0-9A-Za-z]{1,4}\)")
#: Closing marks that may separate a stop from the Chinese words before it: 《办法》,自 and （试行）,自.
_CLOSING = frozenset(')）》〉」』〕】”’"')

#: How many characters to search for the one beside a mark: no text has more white space or brackets in a row.
_REACH = 16

#: The full-width marks that ``set_marks`` may insert; the source has one mark for each of these on a page.
SET_MARKS = "，；：？！（）“”"


def set_marks(text: str) -> str:
    """Return ``text`` with full-width marks in its Chinese parts; its length and all other characters stay.

    Marks in numbers, times, addresses, Latin words and Latin labels stay: 1,000, 12:30, https://, f(x), (1).  Brackets
    and straight double quotation marks change in pairs on one line.
    """
    if _HALF.search(text) is None:
        return text
    out: list[str] = []
    for line in text.split("\n"):
        out.append(_set_line(line) if _HALF.search(line) and _CHINESE.search(line) else line)
    return "\n".join(out)


def _set_line(line: str) -> str:
    out = list(line)
    chinese = [found.start() for found in _CHINESE.finditer(line)]
    label = _LABEL.match(line)
    for opening, closing in _pairs(line):
        if label and closing < label.end():
            continue
        if _is_chinese_pair(line, chinese, opening, closing):
            is_quotation = line[opening] == '"'
            out[opening] = "“" if is_quotation else "（"
            out[closing] = "”" if is_quotation else "）"
    for at, mark in enumerate(line):
        if mark in _STOPS and _is_chinese_stop(out, at):
            out[at] = _FULL[mark]
    return "".join(out)


def _pairs(line: str) -> list[tuple[int, int]]:
    """Return the offsets of each pair of brackets or straight double quotation marks in ``line``.

    One bracket of a pair may be full-width.
    """
    found: list[tuple[int, int]] = []
    open_brackets: list[int] = []
    for at, character in enumerate(line):
        if character in "(（":
            open_brackets.append(at)
        elif character in ")）" and open_brackets:
            found.append((open_brackets.pop(), at))
    quotes = [at for at, character in enumerate(line) if character == '"']
    if len(quotes) % 2 == 0:
        found += zip(quotes[::2], quotes[1::2], strict=True)
    return found


def _is_chinese_pair(line: str, chinese: Sequence[int], opening: int, closing: int) -> bool:
    """Return True if a pair belongs to Chinese text: it contains some, or is next to some and not in a formula."""
    inside = bisect_right(chinese, opening)
    if line[opening] == '"':  # but not the value of an attribute
        return inside < len(chinese) and chinese[inside] < closing and line[opening - 1 : opening] != "="
    if line[opening] == "（" or line[closing] == "）" or (inside < len(chinese) and chinese[inside] < closing):
        return True
    if _LATIN.match(line[max(0, opening - 1) : opening]):  # f(x), H2O(g)
        return False
    return bool(_CHINESE.match(_before(line, opening)) or _CHINESE.match(_after(line, closing)))


def _is_chinese_stop(line: Sequence[str], at: int) -> bool:
    """Return True if a stop ends or separates Chinese words, not a number, time or address."""
    before = _before(line, at, _CLOSING)
    if _CHINESE.match(before):
        return True
    return bool(before) and at + 1 < len(line) and _CHINESE.match(line[at + 1]) is not None


def _before(line: Sequence[str], at: int, passed: frozenset[str] = frozenset()) -> str:
    """Return the last character before ``at`` that is neither white space nor in ``passed``, or an empty string."""
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if not line[place].isspace() and line[place] not in passed:
            return line[place]
    return ""


def _after(line: str, at: int) -> str:
    return line[at + 1 : at + 1 + _REACH].lstrip()[:1]
