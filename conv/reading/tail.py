"""What follows the last provision: annexes, signatures, the notice, footnotes, newspapers, other instruments."""

from __future__ import annotations

import re

from conv.reading.draft import Draft, Kind
from conv.reading.foreign import weigh
from conv.reading.front import Part, divide_front, is_notice_head, is_signature
from conv.reading.labels import Style
from conv.reading.typography import ends_sentence

#: 附件, 附件1：, 附表, 附录, 附：, but not 附则.
ANNEX_HEAD = re.compile(r"附[ 　\xa0]*(?:件|录|表|图|注|单|[：:]|$)")


#: The weight of words that no statute prints.
_CERTAIN = 4
#: What the last provision of a whole instrument says; an excerpt ends with any other.
_CLOSING = re.compile(r"施行|实施|生效|废止|执行|解释")


def read_tail(draft: Draft) -> None:
    """What follows the last provision: annexes, signatures, the notice; and the next instrument."""
    for index in range(draft.skeleton.stop, len(draft.lines)):
        draft.set(index, Kind.FOREIGN, "another instrument")
    if not draft.skeleton.starts:
        return
    last = draft.skeleton.starts[-1].line
    index = last + 1
    while index < draft.skeleton.stop:
        text = draft.lines[index].text
        if ANNEX_HEAD.match(text) and (ends_sentence(draft.lines[index - 1].text) or index - 1 > last):
            read_annexes(draft, index)
            return
        if is_notice_head(text):
            end = _read_notice(draft, index)
            if end > index:
                index = end
                continue
        if _is_footnote(draft, index):
            draft.set(index, Kind.FOREIGN, "footnote of the edition")
            index += 1
            continue
        foreign = _foreign_from(draft, index)
        if foreign:
            for rest in range(index, draft.skeleton.stop):
                draft.set(rest, Kind.FOREIGN, foreign)
            return
        full = draft.layout.width is not None and len(text) >= draft.layout.width - 1
        if is_signature(text) and not full and ends_sentence(_words_before(draft, index)):
            draft.set(index, Kind.SIGNATURE)
        index += 1


def _is_footnote(draft: Draft, index: int) -> bool:
    """① behind the last provision, where no list is open."""
    label = draft.labels[index]
    before = draft.lines[index - 1].text
    return label is not None and label.style is Style.CIRCLE and ends_sentence(before) and before[-1] not in "：:；;"


def _words_before(draft: Draft, index: int) -> str:
    while index > 0:
        index -= 1
        if draft.kinds[draft.places[index]] is not Kind.SIGNATURE:
            return draft.lines[index].text
    return "。"


def read_annexes(draft: Draft, index: int) -> None:
    """Take the lines from the heading of an annex on as annexes."""
    for rest in range(index, draft.skeleton.stop):
        text = draft.lines[rest].text
        head = ANNEX_HEAD.match(text) is not None and len(text) <= 60
        draft.set(rest, Kind.ANNEX_HEAD if head else Kind.ANNEX)
        if not head and weigh(text) >= 4:
            draft.set(rest, Kind.FOREIGN, "newspaper matter behind the instrument")


def _read_notice(draft: Draft, index: int) -> int:
    title = "".join(
        "".join(draft.lines[i].text.split())
        for i in range(len(draft.lines))
        if draft.kinds[draft.places[i]] is Kind.TITLE
    )
    window = draft.lines[index : min(index + 12, draft.skeleton.stop)]
    joined = "".join("".join(line.text.split()) for line in window)
    if not title or f"《{title}》" not in joined:
        return index
    parts = divide_front(window)
    for offset, part in enumerate(parts):
        if part is not Part.NOTICE:
            return index + offset
        draft.set(index + offset, Kind.NOTICE)
    return index + len(parts)


def _closes(draft: Draft) -> bool:
    """Whether the last provision is one that instruments end with."""
    start = draft.skeleton.starts[-1]
    return _CLOSING.search(draft.lines[start.line].text, start.at) is not None


def _is_next_item(draft: Draft, index: int) -> bool:
    """Whether a line takes up the list of the last provision: （一） behind a colon, （三） behind （二）."""
    label = draft.labels[index]
    if label is None:
        return False
    for above in range(index - 1, draft.skeleton.starts[-1].line, -1):
        before = draft.labels[above]
        if before is not None and before.style is label.style:
            return label.value == before.value + 1 or label.value == 1
    return label.value == 1 and draft.lines[index - 1].text[-1] in "：:"


def _foreign_from(draft: Draft, index: int) -> str:
    """Why everything from a line behind the last provision on is foreign; empty where it is not."""
    weight = draft.weight(index)
    enough = 1 if _closes(draft) else _CERTAIN
    goes_on = weight <= 0 and not ends_sentence(draft.lines[index - 1].text)
    listed = weight < _CERTAIN and _is_next_item(draft, index)
    if goes_on or listed or not (weight >= enough or _story_follows(draft, index, enough)):
        return ""
    return "newspaper or web page matter behind the instrument"


def _story_follows(draft: Draft, index: int, enough: int) -> bool:
    """Whether the lines behind one that says nothing of itself are foreign, by ``enough`` weight."""
    if draft.weight(index) < 0 or is_signature(draft.lines[index].text):
        return False
    ahead = [draft.weight(i) for i in range(index + 1, min(index + 5, draft.skeleton.stop))]
    if draft.may_head_story(index):
        return max(ahead, default=0) > 0 and sum(ahead) > -2
    return draft.labels[index] is None and sum(ahead[:3]) >= enough
