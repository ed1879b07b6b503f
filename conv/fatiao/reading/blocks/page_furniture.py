"""Find page numbers, running heads and datelines between the lines of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from fatiao.reading.lines.labels import read_label
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import ends_sentence

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
_NUMBER, _HEAD = "page number", "running head"


def is_page_number(text: str) -> bool:
    """Return True if a line is a page number and nothing else."""
    return len(text) <= 20 and text[0] in _PAGE_NUMBER_HEADS and _PAGE_NUMBER.fullmatch(text) is not None


def is_dateline(text: str) -> bool:
    """Return True if a line is the head of a newspaper page: paper, date, weekday, page."""
    if len(text) > _LONGEST or _DATE.search(text) is None:
        return False
    return _WEEKDAY.search(text) is not None or _PAPER.search(text) is not None


def find_page_lines(lines: Sequence[Line]) -> dict[int, str]:
    """Return the indexes of lines that belong to the page and not to the text, each with its reason."""
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
    """Return short lines that recur next to page numbers or, failing that, repeat one of the first five lines."""
    numbers = [i for i, reason in page.items() if reason == _NUMBER]
    if numbers:
        near = {j for i in numbers for j in (i - 1, i + 1) if _may_run(lines, j) and j not in page}
        opening = _opening(lines)
        texts = Counter(_key(lines[i].text) for i in near if 0 < len(lines[i].text) <= _LONGEST)
        again = {text for text, count in texts.items() if count >= 2} | (opening & texts.keys())
        printed = {_key(line.text): i for i, line in reversed(list(enumerate(lines[:12])))}  # to keep the title
        heads = {i: _HEAD for i in near if (key := _key(lines[i].text)) in again and printed.get(key) != i}
        if heads:
            return {**_heads_within(lines, page), **heads}
    first = {
        line.text
        for index, line in enumerate(lines[:5])
        if _may_run(lines, index) and len(line.text) <= 40 and line.text[-1] not in "。；"
    }
    places: dict[str, list[int]] = {text: [] for text in first}
    for index, line in enumerate(lines):
        if line.text in first:
            places[line.text].append(index)
    heads = _heads_within(lines, page)
    heads.update((i, _HEAD) for found in places.values() if len(found) >= 3 for i in found[1:])
    return heads


def _may_run(lines: Sequence[Line], index: int) -> bool:
    """Return True if a line may be a running head: it holds a word, not only the full stop of a broken sentence."""
    return 0 <= index < len(lines) and any(c.isalnum() for c in lines[index].text)


#: 2016年第3号, 第12期, 总第45期; and the digits that differ from page to page.
_ISSUE = re.compile(r"第\s*[0-9０-９〇零一二三四五六七八九十百]{1,5}\s*[号期卷辑版]|\d{4}年第")
_DIGITS = re.compile(r"[0-9０-９]+")
_PERIODICAL = re.compile(r"公报|[日晚时早周]报|汇编|法律法规|文件|专刊|简报|政报|学报")


def _heads_within(lines: Sequence[Line], page: dict[int, str]) -> dict[int, str]:
    """Return lines that name a periodical or the title, recur apart from their digits, and interrupt sentences.

    甲市人民代表大会常务委员会公报　2016年第3号 between 违反本条例的， and 处罚款。  Other words may recur in narrow
    columns of law text.
    """
    keys: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text
        if 4 <= len(text) <= _LONGEST and text[-1] not in _SENTENCE_MARKS and index and index not in page:
            keys.setdefault(_DIGITS.sub("0", _key(text)), []).append(index)
    places = {key: indexes for key, indexes in keys.items() if len(indexes) > 1}
    opening = _opening(lines) if places else set()
    found: dict[int, str] = {}
    for key, indexes in places.items():
        if not (_PERIODICAL.search(key) or _ISSUE.search(key) or key in opening):
            continue
        named = _PERIODICAL.search(key) is not None and _ISSUE.search(key) is not None
        broken = sum(_breaks(lines, i, page) for i in indexes)
        if (named and broken) or (broken == len(indexes) >= _OFTEN and read_label(key) is None):
            found.update((i, _HEAD) for i in indexes)
    return found


#: The least number of sentences interrupted by a running head that names no issue of a periodical.
_OFTEN = 3
_SENTENCE_MARKS = "。；：，、;:,.!！?？"


def _follows_break(lines: Sequence[Line], index: int, page: dict[int, str]) -> bool:
    before = _neighbour(lines, index, page, -1)
    return before is not None and not ends_sentence(before.text)


def _breaks(lines: Sequence[Line], index: int, page: dict[int, str]) -> bool:
    """Return True if a line interrupts a sentence: none ends above it, and the line below has no label."""
    after = _neighbour(lines, index, page, 1)
    if after is None or not _follows_break(lines, index, page):
        return False
    return read_label(after.text) is None and _key(after.text) != _key(lines[index].text)


def _neighbour(lines: Sequence[Line], index: int, page: dict[int, str], step: int) -> Line | None:
    """Return the nearest line in direction ``step`` that has words and is not page furniture, or None."""
    at = index + step
    while 0 <= at < len(lines):
        if lines[at].text and at not in page:
            return lines[at]
        at += step
    return None


def _opening(lines: Sequence[Line]) -> set[str]:
    """Return the first lines, single and joined: a running head may repeat the title, which is among them."""
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
