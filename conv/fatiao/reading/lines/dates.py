"""Parse the dated events in the history of a law, and the day of its entry into force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.language.dates import DATE, read_date
from fatiao.language.titles import TITLE_IN_MARKS
from fatiao.model.law import Event, EventKind, Span
from fatiao.reading.lines.bodies import Maker, read_maker

#: 根据1994年5月12日…《关于修改…的决定》修正, a line of history as collections print it without brackets.
_BEGINS = re.compile(rf"(?:根据|依据|依照|经)?\s*{DATE.pattern}")
_AMENDED_AT_END = re.compile(r"(?:修正|修订|修改|废止)(?:[（(][^（）()]*[）)])?[。；;]?$")


def begins_history(text: str) -> bool:
    """Return True if a line may begin a history note: with a date, or with the act that amended the text."""
    return DATE.match(text) is not None or tells_amendment(text)


def tells_amendment(text: str) -> bool:
    """Return True if a line names the act that amended the text: 根据…《关于修改…的决定》修正."""
    return text[:1] in "根依经" and _BEGINS.match(text) is not None and _AMENDED_AT_END.search(text) is not None


#: The verbs of each kind of event; the first kind with a verb in the clause wins.
_VERBS: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    # 《…修正案》, 《关于修改…的决定》, 第二次修正, 修订
    (EventKind.AMENDED, re.compile(r"修正|修订|修改|通过的?《[^》]*(?:修正案|修改|决定|补充)|《[^》]*修正案[^》]*》")),
    (EventKind.REPEALED, re.compile(r"废止|失效")),
    (EventKind.IN_FORCE, re.compile(r"施行|实施|生效|试行")),
    (EventKind.APPROVED, re.compile(r"批准")),
    (EventKind.ADOPTED, re.compile(r"通过|制定|审议|议决|订于|签订|缔结")),
    (EventKind.PROMULGATED, re.compile(r"公布|发布|颁布|印发|令(?:第?[^，。]*号)?$|公告|号令?$")),
)
_SEPARATORS = re.compile(r"[，,；;。]")
_TRIM = "，,。；;：:、（）() 　\t\n根据自起经由于并的已"


#: 修正日期：民国112年5月31日: the verb precedes its date.
_LABELLED = re.compile(r"([\u4e00-\u9fff]{2})日期[:：]\s*\Z")


def find_events(text: str, offset: int | None = None) -> Iterator[Event]:
    """Yield the events in a line of history, at most one for each date; ``offset`` is that of ``text`` in its source.

    Without an offset the events have no span.
    """
    blank = _blank_titles(text)
    dates = list(DATE.finditer(blank))
    ends = [*(match.start() for match in dates[1:]), len(text)][: len(dates)]
    for index, (match, end) in enumerate(zip(dates, ends, strict=True)):
        kind, stop = _first_kind(text, blank, match.end(), end)
        if kind is None and index + 1 < len(dates) and text[:end].rstrip().endswith(("、", "和", "，")):
            # two courts adopt on two days: …会议、2018年…会议通过
            kind, _ = _first_kind(text, blank, dates[index + 1].end(), ends[index + 1])
        if kind is None and (named := _LABELLED.search(text, 0, match.start())):
            kind, stop = _kind(named[1]), match.end()
        if kind is None:
            continue
        printed = text[match.start() : stop].strip(" 　\t\n，,；;、（）()")
        span = None if offset is None else Span(offset + match.start(), offset + match.start() + len(printed))
        maker = _maker(text[match.end() : stop])
        yield Event(kind, read_date(match), maker.body, printed, span, maker.session, maker.number)


def _first_kind(text: str, blank: str, start: int, end: int) -> tuple[EventKind | None, int]:
    """Return the kind of event in the first clause with a verb after a date, or None, and the end of that clause."""
    at = start
    while at < end:
        stop = _SEPARATORS.search(blank, at + 1, end)
        until = stop.start() if stop else end
        kind = _kind(text[start:until])
        if kind is not None:
            return kind, until
        at = stop.end() if stop else end
    return None, end


def _blank_titles(text: str) -> str:
    """Return the text with titles blanked: a date in a title (《…（2020年12月1日修订）》) belongs to no event."""
    return TITLE_IN_MARKS.sub(lambda m: "《" + "×" * (len(m[0]) - 2) + "》", text)


def _kind(rest: str) -> EventKind | None:
    for kind, verb in _VERBS:
        if verb.search(rest):
            return kind
    return None


_BY_END = re.compile(
    r"(?:第[一二三四五六七八九十]+次)?(?:审议|修订|表决)*(?:通过|订于|签订|缔结|批准|公布|发布|颁布|修正|修订|修改|施行|实施|废止|印发|制定).*$"
)


#: 国务院　中央军事委员会令: the space means 、; within a name or before a session it has no meaning.
_JOINT_GAP = re.compile(
    r"(?<=[部院局委署行厅府会])[ 　]+(?=[\u4e00-\u9fff]{2,20}?(?:[部院局委署行厅府]|委员会)"
    r"(?:令|公告|[ 　]|第|联合|发布|公布|印发|$))"
    r"(?!常务|审判|检察|第|人大|主席|主任)"
)


def _maker(rest: str) -> Maker:
    words = _JOINT_GAP.sub("、", rest.replace("\n", ""))
    words = words.partition("《")[0]  # …会议《关于修改…的决定》修正: the decision is not the maker
    words = _BY_END.sub("", words, count=1).strip(_TRIM)
    return read_maker("".join(words.split()))


#: 自2022年7月1日起施行, 从…开始实施, 于…生效.
_FORCE_DATE = re.compile(
    rf"(?:自|从|于)?\s*{DATE.pattern}\s*(?:起|开始|正式|之日起|零时起|0时起)*\s*(?:正式)?(?:施行|实施|生效|试行|执行)"
)
#: 自公布之日起施行, 自发布之日起三十日后施行, 自2022年起施行 …
_FORCE_PHRASE = re.compile(
    r"[自从](?:本[^，。；自]{1,5})?(?:公布|发布|颁布|印发|通过|批准|签署|下发|发文)(?:之?日|翌日|次日|后)(?:起|后|以后)?[^，。；]{0,12}?(?:施行|实施|生效|试行|执行)"
    r"|[自从][^，。；]{2,24}(?:之日|年)起[^，。；]{0,8}?(?:施行|实施|生效|试行|执行)"
)


def find_force(text: str) -> tuple[str | None, str] | None:
    """Return the entry into force that a provision states: ISO date or None, and the phrase as printed; else None."""
    if not any(verb in text for verb in ("施行", "实施", "生效", "试行", "执行")):
        return None
    match = _FORCE_DATE.search(text)
    if match is not None:
        return read_date(match), match[0]
    match = _FORCE_PHRASE.search(text)
    return (None, match[0]) if match is not None else None
