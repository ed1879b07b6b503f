"""Find the table of contents (目录) before the text; its entries are not headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.reading.lines.labels import DIVISION_LEVELS, Label, Style
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import ends_full_stop

_HEAD = re.compile(r"目[ 　\xa0\u2002]*[录次][：:]?")
#: The leader and page number at the end of an entry: …… 12.
_LEADER = re.compile(r"[ 　.．·…—-]*[(（]?\d*[)）]?$")
_LONGEST_ENTRY = 60


def find_contents(lines: Sequence[Line], labels: Sequence[Label | None]) -> range:
    """Return the indexes of the lines of the table of contents, or an empty range if there is none."""
    for index, line in enumerate(lines):
        if line.text and line.text[0] == "目" and _HEAD.match(line.text):
            match = _HEAD.match(line.text)
            if match and (match.end() == len(line.text) or "章" in line.text[match.end() : match.end() + 8]):
                return range(index, _end(lines, labels, index + 1, headed=True))
        label = labels[index]
        if label is not None and label.style is Style.ARTICLE:
            break
    return _unheaded(lines, labels)


def _key(text: str) -> str:
    return "".join(_LEADER.sub("", text).split())


def _end(lines: Sequence[Line], labels: Sequence[Label | None], begin: int, *, headed: bool) -> int:
    """Return the index after the list, which ends where its first entry recurs, or at an article or a sentence."""
    first = _key(lines[begin].text) if begin < len(lines) and lines[begin].text else ""
    for index in range(begin, len(lines)):
        text = lines[index].text
        label = labels[index]
        if not text:
            continue
        if index > begin and first and _key(text) == first:
            return index
        if label is not None and label.style is Style.ARTICLE and headed and label.apart:
            return index
        if len(text) > _LONGEST_ENTRY or ends_full_stop(text):
            return _back_to_entries(labels, begin, index)
    return begin


def _back_to_entries(labels: Sequence[Label | None], begin: int, end: int) -> int:
    """Return the index after the last labelled entry; unlabelled lines after it belong to the text (序言)."""
    while end > begin and labels[end - 1] is None:
        end -= 1
    return end


def _unheaded(lines: Sequence[Line], labels: Sequence[Label | None]) -> range:
    """Return the run of headings that is a list without 目录 above it: most of them recur below."""
    run: list[int] = []
    for index, label in enumerate(labels):
        if label is not None and _is_entry(lines[index].text, label):
            run.append(index)
            continue
        if (label is not None and label.style is Style.ARTICLE) or len(lines[index].text) > _LONGEST_ENTRY:
            break
        if run and lines[index].text:
            break
    if len(run) < 3:
        return range(0)
    below = {_key(line.text) for line in lines[run[-1] + 1 :]}
    size = len(run)
    for index in run[1:]:  # the list's last heading and the body's first are adjacent: 二十三、附则 一、管辖
        if _restarts(labels[run[0]], labels[index - 1], labels[index]):
            size = run.index(index)
            break
    below |= {_key(lines[i].text) for i in run[size:]}
    again = sum(_key(lines[i].text) in below for i in run[:size])
    return range(run[0], run[0] + size) if size >= 3 and again >= 0.6 * size else range(0)


def _restarts(first: Label | None, before: Label | None, label: Label | None) -> bool:
    return (
        first is not None
        and before is not None
        and label is not None
        and label.style is first.style
        and label.value <= min(first.value, before.value)
    )


def _is_entry(text: str, label: Label) -> bool:
    if label.style not in DIVISION_LEVELS and label.style is not Style.COMMA:
        return False
    return len(text) <= _LONGEST_ENTRY and not ends_full_stop(text) and text[-1] not in "；：，"
