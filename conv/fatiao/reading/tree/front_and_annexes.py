"""Build the parts around the provisions: title, history, notice, preamble, and the annexes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fatiao.language.dates import DATE, read_date
from fatiao.model.law import Annex, Article, Event, EventKind, Front, Notice, Passage, Span
from fatiao.reading.blocks.draft import Block, BlockKind
from fatiao.reading.blocks.enactment import is_enactment
from fatiao.reading.blocks.front_matter import is_number_line
from fatiao.reading.lines.dates import begins_history, find_events, find_force
from fatiao.reading.lines.labels import read_label
from fatiao.tabular import is_row

_MADE = frozenset({EventKind.ADOPTED, EventKind.APPROVED, EventKind.PROMULGATED})


def build_front(parts: Mapping[BlockKind, Sequence[Block]], articles: Sequence[Article]) -> Front:
    """Return the front of a law from its blocks by kind; ``articles`` are searched for the entry into force."""
    notice = _notice(parts.get(BlockKind.NOTICE, ()))
    events = _history(parts.get(BlockKind.HISTORY, ()))
    if notice is not None and not any(e.kind is EventKind.ADOPTED for e in events):
        events += notice_events(notice)
    if not any(e.kind in _MADE for e in events):
        lines = [block.line for block in parts.get(BlockKind.SIGNATURE, ()) if is_enactment(block.line.text)]
        events += tuple(event for line in lines for event in find_events(line.text, line.start))
    force = _force([p.text for a in reversed(articles[-4:]) for p in reversed(tuple(a.passages()))])
    printed = tuple(event for event in events if event.kind is EventKind.IN_FORCE)
    events = tuple(event for event in events if event.kind is not EventKind.IN_FORCE)
    if not force and not printed and notice is not None:
        force = _force([passage.text for passage in notice.lines])
    known = {event.date for event in force}
    events += force + tuple(event for event in printed if event.date not in known)
    preamble = tuple(_trimmed(block) for block in parts.get(BlockKind.PREAMBLE, ()))
    history = tuple(_trimmed(block) for block in parts.get(BlockKind.HISTORY, ()))
    return Front(joined_passage(parts.get(BlockKind.TITLE, ())), events, notice, preamble, history)


def _force(texts: Sequence[str]) -> tuple[Event, ...]:
    """Return the event of the first text that states the entry into force: 本条例自2022年7月1日起施行。"""
    for text in texts:
        found = find_force(text)
        if found is not None:
            return (Event(EventKind.IN_FORCE, found[0], None, found[1], None),)
    return ()


def _history(blocks: Sequence[Block]) -> tuple[Event, ...]:
    """Return the events in the lines of history; the lines of a wrapped note are joined."""
    events: list[Event] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is None or (run and _begins_note(block, run)):
            if run:
                text = "".join(b.line.text for b in run)
                events.extend(find_events(text, run[0].line.start if len(run) == 1 else None))
            run = []
        if block is not None:
            run.append(block)
    return tuple(events)


def _begins_note(block: Block, run: Sequence[Block]) -> bool:
    joined = "".join(b.line.text for b in run)
    if joined.count("（") + joined.count("(") > joined.count("）") + joined.count(")"):
        return False
    text = block.line.text
    return text[0] in "（(" or (begins_history(text) and joined[-1] not in "、，和")


def _notice(blocks: Sequence[Block]) -> Notice | None:
    if not blocks:
        return None
    lines = tuple(_trimmed(block) for block in blocks)
    return Notice(lines, next((n for line in lines if (n := notice_number(line.text))), None))


def build_annexes(blocks: Sequence[Block]) -> tuple[Annex, ...]:
    """Return one annex for each heading 附件, 附表 … with the lines below it, and for each instrument printed after."""
    found: list[tuple[list[Block], list[Passage]]] = []
    previous: BlockKind | None = None
    for block in blocks:
        goes_on = block.kind is BlockKind.ANNEX_TITLE and previous is BlockKind.ANNEX_TITLE
        if block.kind is BlockKind.ANNEX_HEAD or (block.kind is BlockKind.ANNEX_TITLE and not goes_on):
            found.append(([block], []))
        elif goes_on:
            found[-1][0].append(block)
        elif block.kind is BlockKind.ANNEX and found:
            found[-1][1].append(block.line.passage())
        previous = previous if block.kind in (BlockKind.PAGE, BlockKind.MARK) else block.kind
    return tuple(_annex(n, heads, lines) for n, (heads, lines) in enumerate(found, 1))


#: The most characters of a heading, which is one line and neither a sentence nor a row of a table.
_LONGEST_ANNEX_HEADING = 40


def _annex(number: int, heads: Sequence[Block], lines: list[Passage]) -> Annex:
    """Return one annex; if its label is alone on its line, the line below is its heading if it reads like one.

    Another instrument that is printed after the annexes has a title and no label.
    """
    if heads[0].kind is BlockKind.ANNEX_TITLE:
        return Annex(number, "", joined_passage(heads) or Passage("", ()), tuple(lines))
    label, heading = annex_heading(heads[0])
    if not heading.text and lines and _heads_annex(lines[0].text):
        heading = Passage(close_up(lines[0].text), lines[0].spans)
        lines = lines[1:]
    return Annex(number, label, heading, tuple(lines))


def _heads_annex(text: str) -> bool:
    if len(text) > _LONGEST_ANNEX_HEADING or is_row(text) or text[-1] in "。；：，、;:,.？！…":
        return False
    return not any(mark in text for mark in "，；。_＿") and read_label(text) is None


def joined_passage(blocks: Sequence[Block]) -> Passage | None:
    """Return the lines of a wrapped text as one passage, or None if there are none."""
    if not blocks:
        return None
    text = ""
    spans: list[Span] = []
    for block in blocks:
        words = close_up(block.line.text[block.start : block.end])
        if text and text[-1].isascii() and words[0].isascii() and text[-1].isalnum() and words[0].isalnum():
            text += " "
        text += words
        spans.extend(block.line.spans(block.start, block.end))
    return Passage(text, tuple(spans))


def close_up(text: str) -> str:
    """Return a heading without the letterspacing of its characters: 总　则 → 总则, but 投票 选举 stays."""
    parts = text.split()
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return " ".join(parts)


def _trimmed(block: Block) -> Passage:
    """Return the words of a block without white space at its ends."""
    text = block.line.text[block.start : block.end]
    start = block.start + len(text) - len(text.lstrip())
    return block.line.passage(start, block.start + len(text.rstrip()))


def notice_number(text: str) -> str | None:
    """Return the number if a line is that of an announcement or an order (第71号, 2021年第1号), else None."""
    if is_number_line(text):
        return "".join(text.split()).strip("（）()")
    return None


def notice_events(notice: Notice) -> tuple[Event, ...]:
    """Return the events in an act of promulgation: the adoption of the law, and the date of the act itself."""
    events: list[Event] = []
    for passage in notice.lines:
        if "《" in passage.text:
            offset = passage.spans[0].start if passage.spans else None
            events.extend(e for e in find_events(passage.text, offset) if e.kind is not EventKind.AMENDED)
    for passage in reversed(notice.lines):
        match = DATE.fullmatch("".join(passage.text.split()))
        if match is not None:
            events.append(Event(EventKind.PROMULGATED, read_date(match), None, passage.text, passage.spans[0]))
            break
    return tuple(events)


def annex_heading(block: Block) -> tuple[str, Passage]:
    """Return the label and the heading of an annex: 附件2：查处… → 附件2 and the rest."""
    text = block.line.text
    match = re.match(r"附[ 　]*(?:件|录|表|图|注|单)?[ 　]*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?", text)
    end = match.end() if match else 0
    label = "".join(text[:end].split())
    rest = end
    while rest < len(text) and text[rest] in "：: 　、.．":
        rest += 1
    return label, block.line.passage(rest, len(text)) if rest < len(text) else Passage("", ())
