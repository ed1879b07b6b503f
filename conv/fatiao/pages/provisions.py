"""The text of a law as blocks: articles and passages, with their inline marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from unicodedata import east_asian_width

from fatiao import ids
from fatiao.model.law import Article, Number, Passage, Segment
from fatiao.pages.blocks import (
    Anchor,
    Inline,
    Line,
    ObjectLink,
    Pin,
    Styled,
    Table,
    Text,
    TextParagraph,
    line_of,
    refer,
)
from fatiao.site.model import Entry, Mark, object_name
from fatiao.tabular import Cells, FoundTable, find_tables

#: The printed label of a 项 or 目 with the white space after it, which is rendered in a box of its own.
_ITEM_LABEL = re.compile(r"(?:[（(][^（）()]{1,5}[)）]|\d{1,2}[.．、]|[①-⑳])[ \u3000\xa0]*")

#: The default label width in the style sheet, in half-width characters, of a 项 (（一）: 3 em) and a 目 (1.: 1.5 em).
_USUAL_HALVES = {False: 6, True: 3}
#: A list of 项 or 目: the number of its 款, for 目 also that of their 项, and True for 目.
LabelledList = tuple[int, Number | None, bool]

_CLASSES = {0: "paragraph", 1: "item", 2: "subitem"}


def render_marked(text: str, offset: int, marks: Sequence[Mark]) -> Line:
    """Return a line of an article's text with the marks wholly inside it; ``offset`` is the start of ``text`` there."""
    pieces: list[Inline] = []
    at = 0
    for mark in marks:
        start, end = mark.span.start - offset, mark.span.end - offset
        if start < at or end > len(text):
            continue
        pieces += (Text(text[at:start]), _render_mark(mark, text[start:end]))
        at = end
    return line_of(*pieces, Text(text[at:]))


def _render_mark(mark: Mark, text: str) -> Inline:
    return refer(mark.kind.value, mark.shown or text, mark.target, mark.hover)


def render_article(entry: Entry, article: Article, anchor_prefix: str = "") -> Iterator[TextParagraph | Table]:
    """Yield the blocks of an article, one per 款, 项 and 目, each with its anchor.

    ``anchor_prefix`` is prepended to the anchors on a page with more than one article.
    """
    marks = entry.marks.get(article.number, ())
    rooms = label_rooms(article)
    pending: list[Inline] = []
    for segment in article.segments:
        anchor = anchor_prefix + ids.segment_fragment(segment)
        text = article.text[segment.span.start : segment.span.end]
        if not text:  # a 款 that begins with its items: the first of them gets its anchor
            pending.append(Anchor(anchor))
            continue
        classes = classes_of(segment, rooms)
        yield from _render_segment(segment, classes, text, "" if segment.closing else anchor, pending, marks)
        pending = []


def label_rooms(article: Article) -> Mapping[LabelledList, int]:
    """Return the label width in em of each list of 项 or 目 whose labels are wider than the default.

    All labels of a list get the same width, so that their words are aligned: （一） as well as （十一）.
    """
    rooms: dict[LabelledList, int] = {}
    for segment in article.segments:
        label = label_of(segment, article.text[segment.span.start : segment.span.end])
        halves = sum(2 if east_asian_width(c) in "WFA" else 1 for c in label.strip())
        if halves > _USUAL_HALVES[segment.subitem is not None]:
            rooms[_list_of(segment)] = max(rooms.get(_list_of(segment), 0), (halves + 1) // 2)
    return rooms


def _list_of(segment: Segment) -> LabelledList:
    return segment.paragraph, segment.item if segment.subitem is not None else None, segment.subitem is not None


def label_of(segment: Segment, words: str) -> str:
    """Return the printed label of a 项 or 目 with the white space after it; empty if there is none."""
    found = None if segment.item is None or segment.closing else _ITEM_LABEL.match(words)
    return found[0] if found else ""


def classes_of(segment: Segment, rooms: Mapping[LabelledList, int]) -> tuple[str, ...]:
    """Return the classes of a segment's paragraph: its level, and the width of its label if that is not the default."""
    name = _class_of(segment)
    room = rooms.get(_list_of(segment)) if name in ("item", "subitem") else None
    return (name, f"label-{room}") if room else (name,)


def _render_segment(
    segment: Segment,
    classes: tuple[str, ...],
    text: str,
    anchor: str,
    pending: Sequence[Inline],
    marks: Sequence[Mark],
) -> Iterator[TextParagraph | Table]:
    offset = segment.span.start
    lines = text.split("\n")
    tables = {table.first: table for table in find_tables(lines)} if len(lines) > 1 else {}
    if tables:
        yield from _render_tabular(lines, tables, segment, anchor, pending, marks)
        return
    for i, line in enumerate(lines):
        own = [m for m in marks if offset <= m.span.start < offset + len(line) + 1]
        if i == 0:
            rendered = _render_head(segment, line, offset, own)
            yield TextParagraph((*pending, *rendered), classes, anchor, _pin(segment) if anchor else None)
        else:
            yield TextParagraph(render_marked(line, offset, own), (*classes, "line"))
        offset += len(line) + 1


def _render_head(segment: Segment, line: str, offset: int, marks: Sequence[Mark]) -> Line:
    """Return the first line of a segment, with the label of a 项 or 目 styled separately unless a mark touches it."""
    label = label_of(segment, line)
    if not label or any(mark.span.start < offset + len(label) for mark in marks):
        return render_marked(line, offset, marks)
    words = render_marked(line[len(label) :], offset + len(label), marks)
    return (Styled((Text(label),), "item-label"), *words)


def _render_tabular(
    lines: Sequence[str],
    tables: Mapping[int, FoundTable],
    segment: Segment,
    anchor: str,
    pending: Sequence[Inline],
    marks: Sequence[Mark],
) -> Iterator[TextParagraph | Table]:
    """Yield the blocks of a segment that holds tables: a paragraph per line, and a block per table."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=segment.span.start))
    name, at = _class_of(segment), 0
    while at < len(lines):
        table = tables.get(at)
        if table is None:
            rendered = (*pending, *render_marked(lines[at], starts[at], marks))
            if at == 0:
                yield TextParagraph(rendered, (name,), anchor, _pin(segment) if anchor else None)
            else:
                yield TextParagraph(rendered, (name, "line"))
        else:
            if at == 0 and (anchor or pending):
                yield TextParagraph((*pending, *([Anchor(anchor)] if anchor else [])), (name,))
            yield Table(tuple(_render_cells(lines[row], cells, starts[row], marks) for row, cells in table.rows))
            at = table.last
        pending = ()
        at += 1


def _render_cells(line: str, cells: Cells, start: int, marks: Sequence[Mark]) -> tuple[Line, ...]:
    return tuple(render_marked(line[a:b], start + a, marks) for a, b in cells)


def _class_of(segment: Segment) -> str:
    return "closing" if segment.closing else _CLASSES[(segment.item is not None) + (segment.subitem is not None)]


def _pin(segment: Segment) -> Pin:
    """Return the permalink of a segment: in the margin for a 款, at the end for a 项 or 目."""
    is_paragraph = segment.item is None and segment.subitem is None
    name = ids.provision_name("", segment.paragraph, segment.item, segment.subitem)
    return Pin(str(segment.paragraph) if is_paragraph else "#", name, is_paragraph)


def render_passages(passages: Sequence[Passage], name: str) -> Iterator[TextParagraph | Table]:
    """Yield the blocks, without anchors, of a notice, a preamble or an annex; tables become ``Table``."""
    lines = [line for passage in passages for line in passage.text.split("\n")]
    tables = {table.first: table for table in find_tables(lines)}
    at = 0
    while at < len(lines):
        if at in tables:
            yield Table(tuple(tuple(map(line_of, row)) for row in tables[at].texts(lines)))
            at = tables[at].last
        else:
            yield TextParagraph(line_of(lines[at]), (name,))
        at += 1


def reference_to(entry: Entry, article: Article, text: str | None = None) -> ObjectLink | Text:
    """Return a link to an article; its text is the label unless ``text`` is given."""
    return refer("ref", text or article.label, object_name(entry, ids.article_eid(article.number)))
