"""Divide the lines before the first provision into title, history, notice, preamble and foreign matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from fatiao.language.dates import DATE
from fatiao.reading.blocks.foreign_words import is_headline, is_told_twice, weigh
from fatiao.reading.blocks.title_score import TitleCandidate, score_title
from fatiao.reading.blocks.titles import (
    bare_words,
    ends_like_title,
    first_name,
    issues,
    letters_of,
    says_twice,
    squeezed,
)
from fatiao.reading.lines.dates import tells_amendment
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import ends_full_stop


class Part(StrEnum):
    """The role of a line before the first provision."""

    TITLE = "title"
    HISTORY = "history"
    NOTICE = "notice"
    PREAMBLE = "preamble"
    FOREIGN = "foreign"
    PAGE = "page"  # the title, repeated


#: 中华人民共和国国务院令, 公 告, 第十四届人民代表大会常务委员会公告: the head of an act of promulgation.
_NOTICE_HEAD = re.compile(
    r".{0,40}(?:公告|令|通告|通知)(?:[(（]?第?[〇零一二三四五六七八九十百\d]+号[)）]?|[(（][^）)]{1,16}号[)）])?"
)
#: （第71号）, 2021年第1号, 法释〔2020〕17号, 国令第743号.
_NUMBER_LINE = re.compile(
    r"第\d{1,4}/\d{4}号(?:法律|行政法规|行政命令|行政长官(?:批示|公告)|批示)|"  # of Macau
    r"[(（]?(?:\S{0,14}?第\s*[〇零一二三四五六七八九十百\d]+\s*号|\S{0,10}[〔\[【(（]\d{4}[〕\]】)）]\s*第?\d+\s*号|第[〇零一二三四五六七八九十百]+届\s*第?\s*\S{1,6}号)(?:公告|令)?[)）]?"
)
_PROMULGATES = re.compile(r"(?:现予|予以)(?:公布|发布|公告)|特此(?:公告|通告|通知|公布)|现将?.{0,30}(?:公布|发布|印发)")
_VERB = re.compile(
    r"通过|订于|签订|缔结|公布|发布|施行|批准|修正|修订|修改|废止|颁布|实施|制定|印发|国务院令|令第|号令"
)
_ORGAN = re.compile(r"(?:人民政府|国务院|主席团|[部厅局署院会])(?:[ 　]*(?:\d{4}年.*)?)$")
_SIGNER = re.compile(r"(?:总理|[部省市州县局署行院]长|检察长|主\s*任|主\s*席)[ 　:：]*[\u4e00-\u9fff· 　]{2,16}")
_PREAMBLE_HEAD = re.compile(r"(?:序\s*言|前\s*言|引\s*言|序|总\s*纲\s*序)")


def is_date_line(text: str) -> bool:
    """Return True if a line is a date and nothing else."""
    match = DATE.fullmatch(squeezed(text).strip("（）()"))
    return match is not None


def is_notice_head(text: str) -> bool:
    """Return True if a line is the head of an act of promulgation."""
    bare = squeezed(text)
    return len(bare) <= 48 and _NOTICE_HEAD.fullmatch(bare) is not None and not bare.startswith("关于")


def is_number_line(text: str) -> bool:
    """Return True if a line is the number of an order, an announcement or an interpretation."""
    return len(text) <= 36 and _NUMBER_LINE.fullmatch(squeezed(text)) is not None and not _is_numbered(text)


def is_organ(text: str) -> bool:
    """Return True if a line is the name of a body that may sign."""
    bare = squeezed(text)
    return len(bare) <= 40 and _ORGAN.search(bare[-12:]) is not None and is_headline(text)


def is_signature(text: str) -> bool:
    """Return True if a line is part of a signature: a body, a person with an office, or a date."""
    return is_date_line(text) or is_organ(text) or (len(text) <= 30 and _SIGNER.fullmatch(text) is not None)


def divide_front(lines: Sequence[Line]) -> list[Part]:
    """Return the ``Part`` of each line."""
    parts: list[Part | None] = [None] * len(lines)
    _mark_history(lines, parts)
    named = _mark_issuing_notice(lines, parts) or _mark_notice(lines, parts)
    _mark_title(lines, parts, named)
    _mark_lone_order(lines, parts)
    _mark_title_again(lines, parts)
    return _mark_rest(lines, parts)


def _mark_history(lines: Sequence[Line], parts: list[Part | None]) -> None:
    index = 0
    while index < len(lines):
        end = _history_end(lines, index)
        for i in range(index, end):
            parts[i] = Part.HISTORY
        index = max(end, index + 1)


_LONGEST_HISTORY = 12


def _history_end(lines: Sequence[Line], index: int) -> int:
    """Return the index after the history note that begins at a line, or ``index`` if none begins there."""
    text = lines[index].text
    if not text:
        return index
    if text[0] in "（(":
        return _bracketed_history(lines, index)
    if DATE.match(text) is None or is_date_line(text):
        return _amending_history(lines, index) if text[0] in "根依经" else index
    joined = text
    for end in range(index + 1, min(index + 4, len(lines)) + 1):
        if _VERB.search(joined) and _closes(joined):
            if ends_full_stop(joined) and len(joined) > 220:
                return index
            return end
        if end >= len(lines) or not lines[end].text or len(joined) > 400 or ends_full_stop(joined):
            break
        if DATE.match(lines[end].text) and not joined.endswith(("、", "和", "，")):
            break
        joined += lines[end].text
    return index + 1 if _VERB.search(text) and len(text) < 300 else index


#: The most lines of a note 根据…修正 without brackets.
_LONGEST_AMENDING = 3


def _amending_history(lines: Sequence[Line], index: int) -> int:
    """Return the index after a note 根据…《…的决定》修正, or ``index`` if the lines are no such note."""
    joined = ""
    for end in range(index, min(index + _LONGEST_AMENDING, len(lines))):
        joined += lines[end].text
        if tells_amendment(joined) and _closes(joined):
            return end + 1
        if not lines[end].text or ends_full_stop(joined):
            break
    return index


def _closes(text: str) -> bool:
    return (
        text.count("《") <= text.count("》")
        and not text.endswith(("、", "和", "，", "会", "员"))
        and text.count("（") <= text.count("）") + text.count(")")
    )


def is_bracketed_history(lines: Sequence[Line], index: int) -> bool:
    """Return True if a line is a complete history note in brackets."""
    return lines[index].text[:1] in ("（", "(") and _bracketed_history(lines, index) == index + 1


def _bracketed_history(lines: Sequence[Line], index: int) -> int:
    joined = ""
    for end in range(index, min(index + _LONGEST_HISTORY, len(lines))):
        joined += lines[end].text
        opened = joined.count("（") + joined.count("(")
        closed = joined.count("）") + joined.count(")")
        if opened <= closed:
            bare = squeezed(joined)
            return end + 1 if "年" in bare and _VERB.search(bare) and DATE.search(bare) else index
    return index


def _mark_notice(lines: Sequence[Line], parts: list[Part | None]) -> str | None:
    """Mark the acts of promulgation, and return the title that the first of them names, or None."""
    named = None
    index = 0
    while index < len(lines):
        if parts[index] is None and lines[index].text and is_notice_head(lines[index].text):
            end, name = _notice_end(lines, parts, index)
            for i in range(index, end):
                parts[i] = Part.NOTICE
            named = named or name
            if end > index:
                _mark_issuer_above(lines, parts, index)
            index = max(end, index + 1)
        else:
            index += 1
    return named


#: 某部关于印发《某某规定》的通知: the title of the notice that issues an instrument, not that of the instrument.
_ISSUING = re.compile(r"关于(?:印发|发布|公布|颁布|颁发|转发)《(?P<title>[^《》]+)》(?:的(?:通知|公告|决定))?$")


def _mark_issuing_notice(lines: Sequence[Line], parts: list[Part | None]) -> str | None:
    """Mark a notice whose title names the instrument printed below it; return the title of that instrument, or None."""
    for index, line in enumerate(lines):
        found = _ISSUING.search(squeezed(line.text)) if parts[index] is None else None
        for below in range(index + 1, len(lines)) if found else ():
            if found and squeezed(lines[below].text) == found["title"]:
                for at in range(index, below):
                    parts[at] = Part.NOTICE
                return found["title"]
    return None


def _mark_issuer_above(lines: Sequence[Line], parts: list[Part | None], index: int) -> None:
    while (
        index > 0
        and parts[index - 1] is None
        and (is_organ(lines[index - 1].text) or is_number_line(lines[index - 1].text))
    ):
        index -= 1
        parts[index] = Part.NOTICE


def _notice_end(lines: Sequence[Line], parts: Sequence[Part | None], begin: int) -> tuple[int, str | None]:
    """Return the index after a notice (``begin`` if it is no notice) and the title that it promulgates, or None."""
    named = None
    body = False
    end = begin
    for index in range(begin + 1, len(lines)):
        text = lines[index].text
        if parts[index] is not None or not text:
            break
        if named and squeezed(text) and squeezed(named).startswith(squeezed(text)):
            break  # the title begins
        if is_date_line(text):
            end = index + 1
            if body or named:
                break
            continue
        if is_number_line(text) or is_signature(text):
            end = index + 1
            continue
        if _PROMULGATES.search(text) or ("《" in text and _VERB.search(text)):
            named = named or first_name("".join(line.text for line in lines[index : index + 3]))
            body = True
            end = index + 1
            continue
        if body and not is_headline(text) and not ends_full_stop(lines[index - 1].text):
            end = index + 1  # the line continues a broken sentence
            continue
        if not body and not is_headline(text):
            body = True
            end = index + 1
            continue
        if body and ends_full_stop(text) and any(_PROMULGATES.search(line.text) for line in lines[index : index + 3]):
            end = index + 1
            continue
        break
    if end == begin:
        return (begin + 1, named) if re.search(r"令|公告", lines[begin].text) and not body else (begin, named)
    return end, named


#: The most lines of a wrapped title.
_MOST_TITLE_LINES = 6


def _mark_title(lines: Sequence[Line], parts: list[Part | None], named: str | None) -> None:
    best: tuple[float, int, int] | None = None
    for begin in range(len(lines)):
        if parts[begin] is not None or not lines[begin].text:
            continue
        if begin and parts[begin - 1] is None and lines[begin - 1].text and _titular(lines[begin - 1].text):
            starts_run = False
        else:
            starts_run = True
        for end in range(begin + 1, min(begin + _MOST_TITLE_LINES, len(lines)) + 1):
            text = lines[end - 1].text
            if parts[end - 1] is not None or not _titular(text) or is_number_line(text):
                break
            score = score_title(_candidate(lines, parts, begin, end, starts_run), named)
            if score is not None and (best is None or score > best[0]) and not says_twice(lines[begin:end]):
                best = (score, begin, end)
    if best is not None and best[0] > 0:
        for i in range(best[1], best[2]):
            parts[i] = Part.TITLE


#: 会计准则解释第5号: a title that ends with the instrument's number in a series, unlike the number of an order.
_IN_SERIES = re.compile(r"第\s*[〇零一二三四五六七八九十百\d]+\s*号$")
_ACT = re.compile(r"(?:令|公告|通告|通知|文|字)$")


def _is_numbered(text: str) -> bool:
    series = _IN_SERIES.search(squeezed(text))
    if series is None:
        return False
    name = squeezed(text)[: series.start()]
    return ends_like_title(name) and _ACT.search(name) is None


#: 某某市人民政府令: the head of an order that promulgates something, not a title.
_BARE_ORDER = re.compile(r"(?:政府|国务院|主席|[部委会局署院厅])(?:令|公告|通告)$")


def _mark_lone_order(lines: Sequence[Line], parts: list[Part | None]) -> None:
    """Mark the head of an order that promulgates nothing as the title: the order is the instrument itself."""
    heads = [i for i, part in enumerate(parts) if part is Part.NOTICE]
    if Part.TITLE in parts or len(heads) != 1:
        return
    text = squeezed(lines[heads[0]].text)
    if ends_like_title(text) and _BARE_ORDER.search(text) is None:
        parts[heads[0]] = Part.TITLE


def _mark_title_again(lines: Sequence[Line], parts: list[Part | None]) -> None:
    """Mark the title that gazettes repeat above the text, often with other line breaks, with or without 、."""
    title = letters_of("".join(bare_words(line) for line, part in zip(lines, parts, strict=True) if part is Part.TITLE))
    for begin in range(len(lines)):
        joined = ""
        for end in range(begin, min(begin + _MOST_TITLE_LINES, len(lines))):
            if not title or parts[end] is not None or not lines[end].text:
                break
            joined += bare_words(lines[end])
            if letters_of(joined) == title:
                for index in range(begin, end + 1):
                    parts[index] = Part.PAGE
                break


#: The most characters of a title line, and of one that ends like a title; the longest such title found has 100.
_LONGEST_TITLE_LINE, _LONGEST_TITLE = 70, 110


def _titular(text: str) -> bool:
    longest = _LONGEST_TITLE if ends_like_title(text) else _LONGEST_TITLE_LINE
    return 0 < len(text) <= longest and text[-1] not in "。；;，,：:?？!！|" and "。" not in text


#: The fewest characters of a line that is prose after a title, not a further line of the title.
_PROSE_LINE = 51


def _candidate(
    lines: Sequence[Line], parts: Sequence[Part | None], begin: int, end: int, starts_run: bool
) -> TitleCandidate:
    behind = parts[end] if end < len(lines) else None
    return TitleCandidate(
        words="".join(squeezed(bare_words(line)) for line in lines[begin:end]),
        lines=end - begin,
        position=begin / max(1, len(lines)),
        starts_run=starts_run,
        opens_front=begin == 0 or parts[begin - 1] in (Part.NOTICE, Part.HISTORY),
        ends_block=end >= len(lines) or behind in (Part.HISTORY, Part.NOTICE) or len(lines[end].text) >= _PROSE_LINE,
    )


def _mark_rest(lines: Sequence[Line], parts: list[Part | None]) -> list[Part]:
    """Classify the remaining lines: notice, foreign if they read so or precede all else, otherwise preamble."""
    first = next((i for i, part in enumerate(parts) if part is not None), 0)
    known = any(part is Part.TITLE for part in parts)
    title = letters_of("".join(bare_words(line) for line, part in zip(lines, parts, strict=True) if part is Part.TITLE))
    out: list[Part] = []
    for index, line in enumerate(lines):
        part = parts[index]
        if part is None and known and issues(line.text, title):
            part = Part.NOTICE
        elif part is None:
            part = _rest_part(line.text, index < first and known)
        out.append(part)
    return out


def _rest_part(text: str, before_all: bool) -> Part:
    if not text:
        return Part.PREAMBLE
    if is_number_line(text):
        return Part.NOTICE
    weight = weigh(text)
    if before_all and weight >= 0:
        return Part.FOREIGN
    if weight > 0 and ("。" not in text or is_told_twice(text)):  # one word alone does not make a sentence foreign
        return Part.FOREIGN
    return Part.PREAMBLE
