"""Turn lines into blocks: run the steps that classify each line, and emit the blocks in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.diagnostics import Report
from fatiao.model.law import Source
from fatiao.reading.blocks import reasons
from fatiao.reading.blocks.back_matter import read_tail
from fatiao.reading.blocks.contents_list import find_contents
from fatiao.reading.blocks.divisions import find_divisions
from fatiao.reading.blocks.draft import Block, BlockKind, Draft
from fatiao.reading.blocks.enactment import find_enactment
from fatiao.reading.blocks.footnotes import find_page_notes
from fatiao.reading.blocks.foreign_insertions import find_splices
from fatiao.reading.blocks.front_matter import Part, divide_front
from fatiao.reading.blocks.instrument import find_skeleton
from fatiao.reading.blocks.page_furniture import find_page_lines
from fatiao.reading.blocks.provision_chain import Start
from fatiao.reading.blocks.titles import split_title
from fatiao.reading.lines.labels import Label, Style, read_di
from fatiao.reading.lines.matter import Matter, find_matter
from fatiao.reading.lines.split import Line
from fatiao.reading.tree.unnumbered import find_last_words, read_unnumbered

__all__ = ["Block", "BlockKind", "classify"]

#: A heading at the end of a run-on line: after a full stop and white space, without a stop of its own.
_HEADING_WITHIN = re.compile(
    r"[。；！？”）][ 　\xa0\t]+(第[零〇一二三四五六七八九十百\d]{1,5}[编章节][ 　\xa0\t][^。；，：！？]{1,40})$"
)
_FRONT_REASONS = {Part.FOREIGN: reasons.BEFORE, Part.PAGE: reasons.TITLE_AGAIN}


def classify(lines: Sequence[Line], source: Source, report: Report) -> tuple[Block, ...]:
    """Return the blocks that cover the lines of a source in order; never raises."""
    draft = Draft(lines, source, report)
    matter = find_matter(lines)
    _put_aside_matter(draft, matter)
    _put_aside_pages(draft)
    _put_aside_contents(draft)
    find_skeleton(draft)
    if not draft.starts:
        read_unnumbered(draft)
        return _emit_all(draft, _choose_title(draft, matter))
    find_divisions(draft)
    _read_front(draft)
    find_enactment(draft)
    read_tail(draft)
    find_page_notes(draft)
    find_splices(draft)
    find_last_words(draft)
    title = _choose_title(draft, matter)
    return _emit_all(draft, title)


def _put_aside_matter(draft: Draft, matter: Matter) -> None:
    """Set aside the file's front matter and the fields that a database prints above a text."""
    if not (matter.aside or matter.history or matter.certain):
        return
    for index, reason in matter.aside.items():
        draft.kinds[index] = BlockKind.PAGE
        draft.reasons[index] = reason
    for index in matter.history:
        draft.kinds[index] = BlockKind.HISTORY
    if matter.title:
        draft.kinds[matter.title[0]] = BlockKind.PAGE
        draft.reasons.setdefault(matter.title[0], "name of a field")
    draft.keep([i for i in draft.places if draft.kinds[i] is None])


def _choose_title(draft: Draft, matter: Matter) -> tuple[int, int, int] | None:
    """Return the title of a field if it is certain or the text prints no title, else None; see ``Matter.title``.

    Lines of the text that were taken for the title become foreign.
    """
    if matter.title is None or not (matter.certain or BlockKind.TITLE not in draft.kinds):
        return None
    for index, kind in enumerate(draft.kinds):
        if kind is BlockKind.TITLE:
            draft.kinds[index], draft.reasons[index] = BlockKind.FOREIGN, reasons.BEFORE
    return matter.title


def _put_aside_pages(draft: Draft) -> None:
    """Set aside page numbers, running heads and datelines."""
    page = find_page_lines(draft.all)
    if page:
        for index, reason in page.items():
            draft.kinds[index] = BlockKind.PAGE
            draft.reasons[index] = reason
        draft.keep([i for i in draft.places if i not in page])


def _put_aside_contents(draft: Draft) -> None:
    """Set aside the table of contents (目录)."""
    contents = find_contents(draft.lines, draft.labels)
    if contents:
        for index in contents:
            draft.set(index, BlockKind.CONTENTS, "contents list")
        draft.keep([p for i, p in enumerate(draft.places) if i not in contents])


def _read_front(draft: Draft) -> None:
    """Classify the lines before the first provision or heading."""
    first = min([*draft.starts, *draft.divisions], default=None)
    if first is None:
        first = len(draft.lines)
    end = first
    if end < len(draft.lines) and end in draft.starts and draft.starts[end][0].at > 0 and end not in draft.divisions:
        end += 1
    parts = divide_front(draft.lines[:first])
    for index, part in enumerate(parts):
        if not draft.decided(index):
            draft.set(index, BlockKind(part), _FRONT_REASONS.get(part, ""))


def _emit_all(draft: Draft, title: tuple[int, int, int] | None) -> tuple[Block, ...]:
    """Return the blocks of all lines in order; ``title`` is the title that a field gives, if any."""
    where = {place: index for index, place in enumerate(draft.places)}
    out: list[Block] = []
    for place, line in enumerate(draft.all):
        kind = draft.kinds[place]
        if title is not None and place == title[0]:
            out.extend(_emit_field(line, title[1], title[2], draft.reasons[place]))
            continue
        if kind is not None:
            label = draft.labels[where[place]] if kind is BlockKind.ANNEX_HEAD else None
            reason = draft.reasons.get(place, "")
            if kind is BlockKind.TITLE or reason == reasons.TITLE_AGAIN:
                _emit_title(line, kind, reason, out)
            else:
                out.append(Block(kind, line, 0, len(line.text), label, reason))
            continue
        _emit(draft, where[place], line, out)
    return tuple(out)


def _emit_field(line: Line, start: int, end: int, reason: str) -> list[Block]:
    """Return the blocks of a field whose value is the title; the rest of the line is page matter."""
    bounds = [(BlockKind.PAGE, 0, start), (BlockKind.TITLE, start, end), (BlockKind.PAGE, end, len(line.text))]
    return [Block(kind, line, low, high, None, reason) for kind, low, high in bounds if low < high]


def _emit_title(line: Line, kind: BlockKind, reason: str, out: list[Block]) -> None:
    """Emit a line of the title; the footnote mark and the document number after it are blocks of their own."""
    end, number = split_title(line.text)
    out.append(Block(kind, line, 0, end, None, reason))
    if end < number:
        out.append(Block(BlockKind.MARK, line, end, number))
    if number < len(line.text):
        out.append(Block(BlockKind.NOTICE, line, number, len(line.text)))


def _emit(draft: Draft, index: int, line: Line, out: list[Block]) -> None:
    starts = draft.starts.get(index)
    clause = draft.skeleton.style is Style.COMMA or draft.skeleton.style is Style.PAREN
    if starts is None:
        if index in draft.divisions:
            out.append(Block(BlockKind.DIVISION, line, 0, len(line.text), draft.divisions[index]))
        else:
            outside = draft.body is not None and index >= draft.body
            out.append(
                Block(BlockKind.BODY if outside else BlockKind.TEXT, line, 0, len(line.text), draft.labels[index])
            )
        return
    if starts[0].at > 0:
        _emit_before(draft, index, line, starts[0].at, out)
    if starts[0].words is not None:
        out.extend(_emit_vacated(line, start) for start in starts)
        return
    for number, start in enumerate(starts):
        end = starts[number + 1].at if number + 1 < len(starts) else len(line.text)
        _emit_start(line, start, end, clause, out)


def _emit_vacated(line: Line, start: Start) -> Block:
    """Return the block of one of several provisions that share a line; see ``fatiao.reading.blocks.vacated``."""
    return Block(
        BlockKind.ARTICLE, line, start.at, len(line.text), start.label, words=start.words, printed=start.printed
    )


def _emit_before(draft: Draft, index: int, line: Line, end: int, out: list[Block]) -> None:
    """Emit the part of a line before the first article in it."""
    label = draft.labels[index]
    if index in draft.divisions:
        out.append(Block(BlockKind.DIVISION, line, 0, end, label))
    else:
        _emit_text(line, 0, end, label, out, BlockKind.TEXT)


def _emit_start(line: Line, start: Start, end: int, clause: bool, out: list[Block]) -> None:
    _emit_text(line, start.at, end, start.label, out, BlockKind.ARTICLE, clause)


def _emit_text(
    line: Line, start: int, end: int, label: Label | None, out: list[Block], kind: BlockKind, clause: bool = False
) -> None:
    """Emit a provision, and the heading that may follow it on the same line: …。 第二章 定密管理 第九条 …"""
    head = _HEADING_WITHIN.search(line.text, start, end) if "章" in line.text or "节" in line.text else None
    if head is None:
        out.append(Block(kind, line, start, end, label, "", clause))
        return
    at = head.start(1)
    out.append(Block(kind, line, start, at, label, "", clause))
    out.append(Block(BlockKind.DIVISION, line, at, end, read_di(line.text, at)))
