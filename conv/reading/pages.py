"""Page numbers, running heads and datelines: what the printer put between the lines of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from conv.reading.lines import Line

#: ``- 3 -``, ``第3页``, ``第 3 页 共 9 页``, ``3 / 9``, or a number alone on its line.
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•*\s]*(?:第\s*)?[0-9０-９]{1,4}\s*页?(?:\s*[/,，]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–－―·•*\s]*"
    r"|第\s*[一二三四五六七八九十百]{1,5}\s*页(?:\s*共\s*[一二三四五六七八九十百]{1,5}\s*页)?"
    r"|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_PAGE_NUMBER_HEADS = frozenset("-—–－―·•*第0123456789０１２３４５６７８９Pp")
#: 某某日报  2022年6月8日  星期三  第4版.
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_PAPER = re.compile(
    r"(?:第?\s*[\dA-Z一二三四五六七八九十]{1,3}\s*版|版面|[日晚时早周]报(?:$|\s)|责任?编辑?|总第?\d+期)"
)
_COMMENT = re.compile(r"<!--.*-->")
_LONGEST = 60
_NUMBER = "page number"


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return len(text) <= 20 and text[0] in _PAGE_NUMBER_HEADS and _PAGE_NUMBER.fullmatch(text) is not None


def is_dateline(text: str) -> bool:
    """Whether a line is the head of a newspaper page: paper, date, weekday, page."""
    if len(text) > _LONGEST or _DATE.search(text) is None:
        return False
    return _WEEKDAY.search(text) is not None or _PAPER.search(text) is not None


def find_page_lines(lines: Sequence[Line]) -> dict[int, str]:
    """The indexes of lines that belong to the page and not to the text, each with its reason."""
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        text = line.text
        if not text or len(text) > _LONGEST:
            continue
        if is_page_number(text):
            found[index] = _NUMBER
        elif text[0] == "<" and _COMMENT.fullmatch(text):
            found[index] = "comment of the markup"
        elif "年" in text and is_dateline(text):
            found[index] = "head of a newspaper page"
    found.update(_running_heads(lines, found))
    return found


def _running_heads(lines: Sequence[Line], page: dict[int, str]) -> dict[int, str]:
    """Short lines that come again and again, next to the page numbers or, without those, as the first line does."""
    numbers = [i for i, reason in page.items() if reason == _NUMBER]
    if numbers:
        near = {j for i in numbers for j in (i - 1, i + 1) if 0 <= j < len(lines) and j not in page}
        opening = _opening(lines)
        texts = Counter(_key(lines[i].text) for i in near if 0 < len(lines[i].text) <= _LONGEST)
        again = {text for text, count in texts.items() if count >= 2} | (opening & texts.keys())
        printed = {_key(line.text): i for i, line in reversed(list(enumerate(lines[:12])))}  # the title itself
        heads = {i: "running head" for i in near if (key := _key(lines[i].text)) in again and printed.get(key) != i}
        if heads:
            return heads
    first = {line.text for line in lines[:5] if line.text and len(line.text) <= 40 and line.text[-1] not in "。；"}
    places: dict[str, list[int]] = {text: [] for text in first}
    for index, line in enumerate(lines):
        if line.text in first:
            places[line.text].append(index)
    return {i: "running head" for found in places.values() if len(found) >= 3 for i in found[1:]}


def _opening(lines: Sequence[Line]) -> set[str]:
    """What the first lines say, alone or joined: the title among them is what running heads repeat."""
    found: set[str] = set()
    first = [_key(line.text) for line in lines[:12]]
    for begin in range(len(first)):
        joined = ""
        for text in first[begin : begin + 4]:
            joined += text
            if 4 <= len(joined) <= _LONGEST and joined[-1] not in "。；：，":
                found.add(joined)
    return found


def _key(text: str) -> str:
    return "".join(text.split())
