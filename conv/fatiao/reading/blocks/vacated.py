"""Parse a line that covers several deleted provisions: 第三条至第五条　（删除）, 第七条、第八条　（删去）.

Each of the provisions keeps its number, so that a citation of 第四条 resolves to a deleted article and no gap is
reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao import ids
from fatiao.model.law import Number
from fatiao.reading.lines.labels import Label, Style, read_di

#: The words in place of deleted provisions, with or without brackets.
_WORD = r"(?:均?已|已经)?(?:删除|删去|废止|废除|失效|撤销|取消|作废|省略|略|空缺|空白|保留)"
_VACATED = re.compile(rf"(?:[（(【\[]{_WORD}[^（）()。]{{0,40}}[）)】\]]|{_WORD})[。.]?")
_RANGE = re.compile(r"[ \t　\xa0]*(?:至|到|—+|－|-|–|~|～)[ \t　\xa0]*")
_LIST = re.compile(r"[ \t　\xa0]*(?:、|，|,|和|与|及|以及)[ \t　\xa0]*|[ \t　\xa0]+(?=第)")
_DI = re.compile(
    r"第?[ \t　\xa0]*([零〇一二三四五六七八九十百千\d]{1,9})[ \t　\xa0]*条(?:之([一二三四五六七八九十]{1,3}))?"
)
_SPACES = " \t　\xa0"
#: The most provisions within a range; a line with a longer range is read like any other line.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Vacated:
    """The labels of the provisions that a line deletes; ``words`` is the offset of the words that all of them share.

    Each label is paired with its offset in the line, or with None if it is not printed.
    """

    labels: tuple[tuple[int | None, Label], ...]
    words: int


def read_vacated(text: str, first: Label) -> Vacated | None:
    """Return the deleted provisions of a line that begins with the label ``first``; None for any other line."""
    if first.style is not Style.ARTICLE or first.end >= len(text):
        return None
    labels: list[tuple[int | None, Label]] = [(0, first)]
    at = first.end
    while (joint := _RANGE.match(text, at) or _LIST.match(text, at)) is not None:
        label = _label_at(text, joint.end())
        if label is None:
            return None
        if _RANGE.match(text, at):
            between = _between(labels[-1][1], label)
            if between is None:
                return None
            labels += between
        labels.append((joint.end(), label))
        at = label.end
    numbers = [(label.value, label.insert) for _, label in labels]
    if len(labels) < 2 or numbers != sorted(set(numbers)):
        return None
    while at < len(text) and text[at] in _SPACES + "：:":
        at += 1
    return Vacated(tuple(labels), at) if at < len(text) and _VACATED.fullmatch(text, at) else None


def joint_end(text: str, at: int) -> int:
    """Return the offset after the 至 or 、 that follows a label, or ``at`` if neither follows."""
    joint = _RANGE.match(text, at) or _LIST.match(text, at)
    return at if joint is None else joint.end()


def _label_at(text: str, at: int) -> Label | None:
    """Return the label of an article at an offset, or None; it may lack its 第: 第三条至五条."""
    label = read_di(text, at)
    if label is not None:
        return label if label.style is Style.ARTICLE else None
    found = _DI.match(text, at)
    if found is None:
        return None
    whole = read_di(f"第{found[1]}条" + (f"之{found[2]}" if found[2] else ""))
    return whole._replace(end=found.end()) if whole is not None else None


def _between(label: Label, last: Label) -> list[tuple[int | None, Label]] | None:
    """Return the unprinted provisions between the two ends of a range; None if they are unknown or too many."""
    if last.value == label.value:
        inserts = range(label.insert + 1, last.insert)
        named = [(label.value, insert) for insert in inserts]
    elif label.insert or last.insert:
        return None  # 第三条之一至第五条: the number between is unknown
    else:
        named = [(value, 0) for value in range(label.value + 1, last.value)]
    if last.value < label.value or len(named) > _MOST:
        return None
    return [(None, _unprinted(label, value, insert)) for value, insert in named]


def _unprinted(like: Label, value: int, insert: int) -> Label:
    return like._replace(value=value, insert=insert, printed=ids.level_name(Number(value, insert), "条"))
