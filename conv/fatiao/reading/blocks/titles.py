"""Analyse titles: their endings, the footnote mark or number after them, and the equality of two printings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from fatiao.reading.lines.split import Line


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


_TITLE_END = re.compile(
    r"(?:法|典|条例|办法|规定|细则|决定|决议|解释|规则|规程|规范|准则|章程|批复|答复|解答|意见|通知|公约|制度|标准|方案|纲要|修正案|条约|协定|议定书|宪章|序列|目录|名单|命令|纪要|安排|令)"
    r"(?:[(（][^（）()]{1,24}[)）])*"
)


def ends_like_title(joined: str) -> bool:
    """Return True if words end as the title of an instrument does."""
    return any(match.end() == len(joined) for match in _TITLE_END.finditer(joined))


#: A document number after a title on its line: 法释〔2022〕4号, （甲发〔2022〕17号).
_TRAILING_NUMBER = re.compile(
    r"(?<![ 　\xa0])(?:[ 　\xa0]+[\u4e00-\u9fff]{1,8}[〔\[【(（]\d{4}[〕\]】)）]\s*第?\d+\s*号"
    r"|[ 　\xa0]*[(（][\u4e00-\u9fff]{1,8}[〔\[【]\d{4}[〕\]】]\s*第?\d+\s*号[)）])$"
)
#: The mark of a footnote after a title: ①, [1], ［1］, *.
_TRAILING_NOTE = re.compile(r"(?<![ 　\xa0])[ 　\xa0]*(?:[\u2460-\u2473]|[\[［]\d{1,2}[\]］]|[*＊]){1,4}$")


def split_title(text: str) -> tuple[int, int]:
    """Return the offsets where the title in a line ends, and where a document number after it begins.

    Without such a number the second offset is the length of the line.
    """
    number = _TRAILING_NUMBER.search(text)
    begin = number.start() if number else len(text)
    note = _TRAILING_NOTE.search(text, 0, begin)
    return (note.start() if note and note.start() else begin), begin


#: （修订）, （试行） after a title; some printings lack it.
_REMARK = re.compile(r"[(（][^（）()]{1,24}[)）]$")


def bare_words(line: Line) -> str:
    """Return a line of a title without footnote mark and document number."""
    return line.text[: split_title(line.text)[0]]


def letters_of(text: str) -> str:
    """Return the letters and digits of a title in NFKC, without a last remark, so that two printings are equal."""
    return "".join(c for c in unicodedata.normalize("NFKC", _REMARK.sub("", text.strip())) if c.isalnum())


_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")


def first_name(text: str) -> str | None:
    """Return the first title in 《》, or None."""
    match = _NAMED.search(text)
    return match[1] if match else None


def says_twice(lines: Sequence[Line]) -> bool:
    """Return True if lines hold two printings of a title, or a title and the title of the notice that issued it."""
    texts = [bare_words(line) for line in lines]
    for cut in range(1, len(texts)):
        first, second = letters_of("".join(texts[:cut])), letters_of("".join(texts[cut:]))
        if first == second:
            return True
        for own, other in ((first, texts[cut:]), (second, texts[:cut])):
            named = first_name("".join(other))
            if named and letters_of(named) == own:
                return True
    return False


_ISSUING = re.compile(r"(?:印发|公布|发布|颁布|颁发|下发|转发)《.*》的?(?:通知|公告|通告|命令|令)$")


def issues(text: str, title: str) -> bool:
    """Return True if a line is the title of the notice that issued the instrument: 关于印发《…》的通知."""
    if "《" not in text or _ISSUING.search(squeezed(text)) is None:
        return False
    return letters_of(first_name(text) or "") == title
