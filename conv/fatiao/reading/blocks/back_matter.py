"""Classify the lines after the last provision: annexes, signatures, notice, footnotes, foreign matter, instruments."""

from __future__ import annotations

import re

from fatiao.reading.blocks import reasons
from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.blocks.footnotes import BRACKETED_MARK, LONGEST_NOTE
from fatiao.reading.blocks.foreign_words import CERTAIN, find_telltales, is_told_twice, speaks_law, weigh
from fatiao.reading.blocks.front_matter import Part, divide_front, is_bracketed_history, is_notice_head, is_signature
from fatiao.reading.blocks.titles import ends_like_title
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.typography import ends_sentence

#: 附件, 附件1：, 附表, 附录, 附：, but not 附则.
ANNEX_HEAD = re.compile(r"附[ 　\xa0]*(?:件|录|表|图|注|单|[：:]|$)")

#: Words in the last provision of a complete instrument; an excerpt may end with any provision.
_CLOSING = re.compile(r"施行|实施|生效|废止|执行|解释")


def read_tail(draft: Draft) -> None:
    """Classify the lines after the last provision: annexes, signatures, the notice, and the next instrument."""
    for index in range(draft.skeleton.stop, len(draft.lines)):
        draft.set(index, BlockKind.FOREIGN, "another instrument")
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
            end = _footnote_end(draft, index)
            for note in range(index, end):
                draft.set(note, BlockKind.FOREIGN, reasons.NOTE)
            index = end
            continue
        foreign = _foreign_from(draft, index)
        if foreign:
            for rest in range(index, draft.skeleton.stop):
                draft.set(rest, BlockKind.FOREIGN, foreign)
            return
        if is_signature(text) and ends_sentence(_words_before(draft, index)) and _signs(draft, index):
            draft.set(index, BlockKind.SIGNATURE)
        index += 1


def _signs(draft: Draft, index: int) -> bool:
    """Return True if a line that could be a signature is one, judging by its length and by the line below."""
    if draft.layout.width is not None and len(draft.lines[index].text) >= draft.layout.width - 1:
        return False
    below = index + 1
    if below >= draft.skeleton.stop:
        return True
    text = draft.lines[below].text
    if is_signature(text) or ANNEX_HEAD.match(text) or is_notice_head(text):
        return True
    if draft.lines[below].gap and not ends_sentence(text):
        return True
    return bool(_foreign_from(draft, below)) or _is_footnote(draft, below)


#: The mark that a note behind the last provision begins with: [1], *, 注：, 注1.
_NOTE = re.compile(
    BRACKETED_MARK + r"|[*＊※]{1,3}(?=\s*[\u4e00-\u9fff《])"
    r"|注\s*\d{0,2}\s*[：:]|注释\s*[：:]?$"
)


def _is_footnote(draft: Draft, index: int) -> bool:
    """Return True if a line after the last provision is a note (①, [1] or 注：) and no list is open."""
    label = draft.labels[index]
    text = draft.lines[index].text
    before = draft.lines[index - 1].text
    circled = label is not None and label.style is Style.CIRCLE
    return (circled or _NOTE.match(text) is not None) and ends_sentence(before) and before[-1] not in "：:；;"


def _footnote_end(draft: Draft, begin: int) -> int:
    """Return the index after a note, which ends with its sentence or where something else begins."""
    parted = draft.lines[begin].gap  # a blank line precedes the note itself, so a further one does not end it
    for index in range(begin + 1, min(begin + LONGEST_NOTE, draft.skeleton.stop)):
        line = draft.lines[index]
        label = draft.labels[index]
        if ends_sentence(draft.lines[index - 1].text) or draft.decided(index) or (line.gap and not parted):
            return index
        if _NOTE.match(line.text) or ANNEX_HEAD.match(line.text) or (label is not None and label.style is Style.CIRCLE):
            return index
        if is_signature(line.text) or is_notice_head(line.text):
            return index
    return min(begin + LONGEST_NOTE, draft.skeleton.stop)


def _words_before(draft: Draft, index: int) -> str:
    while index > 0:
        index -= 1
        if draft.kinds[draft.places[index]] is not BlockKind.SIGNATURE:
            return draft.lines[index].text
    return "。"


def read_annexes(draft: Draft, index: int) -> None:
    """Mark the lines from the annex heading at ``index`` to the end of the instrument as annexes."""
    titles = _titles_behind(draft, index)
    for rest in range(index, draft.skeleton.stop):
        if rest in titles:
            draft.set(rest, BlockKind.ANNEX_TITLE)
            continue
        head = _heads_annex(draft, rest)
        draft.set(rest, BlockKind.ANNEX_HEAD if head else BlockKind.ANNEX)
        if not head and _is_foreign_to_annex(draft, rest):
            draft.set(rest, BlockKind.FOREIGN, reasons.IN_ANNEX)


#: 附件三 followed by words that make it part of a sentence or of a broken title: 附件三所列规定的决定.
_GOES_ON = re.compile(
    r"附[ 　\xa0]*(?:件|录|表|图|注|单)[ 　\xa0]*[0-9０-９一二三四五六七八九十]{0,3}"
    r"(?:所[列附载称]|中[的所，增]|的|规定|[、和与及或至，]|第[一二三四五六七八九十\d]+[条款项]|等)"
)
_LONGEST_HEAD = 60


def _heads_annex(draft: Draft, index: int) -> bool:
    """Return True if a line heads an annex: it begins with 附件三 and does not continue a sentence or a title."""
    text = draft.lines[index].text
    if len(text) > _LONGEST_HEAD or ANNEX_HEAD.match(text) is None:
        return False
    return _GOES_ON.match(text) is None or (ends_sentence(draft.lines[index - 1].text) and not ends_sentence(text))


_LONGEST_TITLE = 6  # lines


def _titles_behind(draft: Draft, begin: int) -> set[int]:
    """Return the indexes of the title lines of instruments printed after the annexes.

    A bracketed history and a finished sentence follow such a title.  Each instrument is kept on a page of its own, and
    reported.
    """
    found: set[int] = set()
    for index in range(begin + 1, draft.skeleton.stop - 1):
        if not is_bracketed_history(draft.lines, index) or not ends_sentence(draft.lines[index + 1].text):
            continue
        top = index
        while index - top < _LONGEST_TITLE and top - 1 > begin and _may_title(draft, top - 1):
            top -= 1
        for first in range(top, index):
            if ends_like_title("".join(line.text for line in draft.lines[first:index])):
                found.update(range(first, index))
                what = "another instrument follows the annexes; it is kept on a page of its own"
                draft.report.add("next-instrument", what, draft.source, draft.lines[first].start)
                break
    return found


def _may_title(draft: Draft, index: int) -> bool:
    text = draft.lines[index].text
    if draft.labels[index] is not None or ends_sentence(text) or text[-1] in "，、":
        return False
    return not _heads_annex(draft, index)


def _is_foreign_to_annex(draft: Draft, index: int) -> bool:
    """Return True if a line of an annex is newspaper matter: two of its words show it, or a line nearby does."""
    if draft.weight(index) < CERTAIN:
        return False
    near = [i for i in range(index - 3, index + 4) if i != index and 0 <= i < draft.skeleton.stop]
    return is_told_twice(draft.lines[index].text) or any(draft.weight(i) > 0 for i in near)


def _read_notice(draft: Draft, index: int) -> int:
    title = "".join(
        "".join(draft.lines[i].text.split())
        for i in range(len(draft.lines))
        if draft.kinds[draft.places[i]] is BlockKind.TITLE
    )
    window = draft.lines[index : min(index + 12, draft.skeleton.stop)]
    joined = "".join("".join(line.text.split()) for line in window)
    if not title or f"《{title}》" not in joined:
        return index
    parts = divide_front(window)
    for offset, part in enumerate(parts):
        if part is not Part.NOTICE:
            return index + offset
        draft.set(index + offset, BlockKind.NOTICE)
    return index + len(parts)


def _closes(draft: Draft) -> bool:
    """Return True if the last provision reads like the end of an instrument (``_CLOSING``)."""
    start = draft.skeleton.starts[-1]
    return _CLOSING.search(draft.lines[start.line].text, start.at) is not None


def _is_next_item(draft: Draft, index: int) -> bool:
    """Return True if a line continues the list of the last provision: （一） after a colon, （三） after （二）."""
    label = draft.labels[index]
    if label is None:
        return False
    for above in range(index - 1, draft.skeleton.starts[-1].line, -1):
        before = draft.labels[above]
        if before is not None and before.style is label.style:
            return label.value == before.value + 1 or label.value == 1
    return label.value == 1 and draft.lines[index - 1].text[-1] in "：:"


#: A line such as （新华社北京3月4日电） or （据新华社电）: no second sign of a newspaper is needed.
_CREDIT = re.compile(r"[（(]\s*(?:据?(?:新华社|中新社|中新网)|据)[^（）()，。；]{0,16}(?:电|讯|消息|报道)\s*[）)]")


def _foreign_from(draft: Draft, index: int) -> str:
    """Return the reason to leave out everything from a line on, or an empty string if it is not foreign."""
    weight = draft.weight(index)
    enough = 1 if _closes(draft) else CERTAIN
    goes_on = weight <= 0 and not ends_sentence(draft.lines[index - 1].text)
    listed = weight < CERTAIN and _is_next_item(draft, index)
    if goes_on or listed or not (weight >= enough or _story_follows(draft, index, enough)):
        return ""
    if weight < CERTAIN and (speaks_law(draft.lines[index].text) or _begins_law(draft, index)):
        return ""
    if not (_CREDIT.fullmatch(draft.lines[index].text) or _is_told_again(draft, index)):
        return ""
    return reasons.BEHIND


#: The most lines of a wrapped sentence, and the fewest characters of its full lines.
_LONGEST_SENTENCE, _SHORTEST_LINE = 8, 16


def _begins_law(draft: Draft, index: int) -> bool:
    """Return True if a full line begins a wrapped sentence that, as a whole, reads like a statute's: …同时废止。"""
    least = draft.layout.width - 2 if draft.layout.width else _SHORTEST_LINE
    words = ""
    for line in draft.lines[index : min(index + _LONGEST_SENTENCE, draft.skeleton.stop)]:
        words += line.text
        if ends_sentence(line.text):
            return weigh(words, draft.own_words()) < 0
        if len(line.text) < least:
            return False
    return False


def _is_told_again(draft: Draft, index: int) -> bool:
    """Return True if the lines from ``index`` on hold more than one word that is foreign to statutes."""
    words: set[str] = set()
    for line in draft.lines[index : min(index + _STORY, draft.skeleton.stop)]:
        words.update(*find_telltales(line.text))
    return len(words - draft.own_words()) > 1


#: Lines within which a story shows a second foreign word.
_STORY = 8


def _story_follows(draft: Draft, index: int, enough: int) -> bool:
    """Return True if foreign lines follow a neutral one: it may be a headline, or they weigh at least ``enough``."""
    if draft.weight(index) < 0 or is_signature(draft.lines[index].text):
        return False
    ahead = [draft.weight(i) for i in range(index + 1, min(index + 5, draft.skeleton.stop))]
    if draft.may_head_story(index):
        return max(ahead, default=0) > 0 and sum(ahead) > -2
    return draft.labels[index] is None and sum(ahead[:3]) >= enough
