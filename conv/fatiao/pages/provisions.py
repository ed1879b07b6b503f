"""The words of a law: passages with their inline marks, and articles as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from fatiao import ids
from fatiao.model.law import Article, Passage, Segment
from fatiao.pages.blocks import Anchor, Inline, Line, Paragraph, Pin, Reference, Span, Table, Text, line_of, refer
from fatiao.site.model import Entry, Mark, object_name
from fatiao.tabular import Cells, find_tables
from fatiao.tabular import Table as FoundTable

#: The printed label of a 项 or 目, with the white space behind it: it stands in a box of its own.
_ITEM_LABEL = re.compile(r"(?:[（(][^（）()]{1,5}[)）]|\d{1,2}[.．、]|[①-⑳])[ \u3000\xa0]*")

_CLASSES = {0: "paragraph", 1: "item", 2: "subitem"}


def render_marked(text: str, offset: int, marks: Sequence[Mark]) -> Line:
    """Return one line of an article's text, which starts at ``offset`` in it, with the marks that lie inside."""
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


def render_article(entry: Entry, article: Article, anchor_prefix: str = "") -> Iterator[Paragraph | Table]:
    """Yield the blocks of an article, one per 款, 项 and 目, each with its anchor.

    ``anchor_prefix`` stands before the anchors on a page that holds more than one article.
    """
    marks = entry.marks.get(article.number, ())
    pending: list[Inline] = []
    for segment in article.segments:
        anchor = anchor_prefix + ids.segment_fragment(segment)
        text = article.text[segment.span.start : segment.span.end]
        if not text:  # a 款 that begins with its items: its anchor goes to the first of them
            pending.append(Anchor(anchor))
            continue
        yield from _render_segment(segment, text, "" if segment.closing else anchor, pending, marks)
        pending = []


def _render_segment(
    segment: Segment, text: str, anchor: str, pending: Sequence[Inline], marks: Sequence[Mark]
) -> Iterator[Paragraph | Table]:
    name, offset = _class_of(segment), segment.span.start
    lines = text.split("\n")
    tables = {table.first: table for table in find_tables(lines)} if len(lines) > 1 else {}
    if tables:
        yield from _render_tabular(lines, tables, segment, anchor, pending, marks)
        return
    for i, line in enumerate(lines):
        own = [m for m in marks if offset <= m.span.start < offset + len(line) + 1]
        if i == 0:
            rendered = _render_head(segment, line, offset, own)
            yield Paragraph((*pending, *rendered), (name,), anchor, _pin(segment) if anchor else None)
        else:
            yield Paragraph(render_marked(line, offset, own), (name, "line"))
        offset += len(line) + 1


def _render_head(segment: Segment, line: str, offset: int, marks: Sequence[Mark]) -> Line:
    """Return the first line of a passage; the label of a 项 or 目 is told apart from its words."""
    label = None if segment.item is None or segment.closing else _ITEM_LABEL.match(line)
    if label is None or any(mark.span.start < offset + label.end() for mark in marks):
        return render_marked(line, offset, marks)
    words = render_marked(line[label.end() :], offset + label.end(), marks)
    return (Span((Text(label[0]),), "item-label"), *words)


def _render_tabular(
    lines: Sequence[str],
    tables: Mapping[int, FoundTable],
    segment: Segment,
    anchor: str,
    pending: Sequence[Inline],
    marks: Sequence[Mark],
) -> Iterator[Paragraph | Table]:
    """Yield a passage that holds tables: its lines, and each table as one block."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=segment.span.start))
    name, at = _class_of(segment), 0
    while at < len(lines):
        table = tables.get(at)
        if table is None:
            rendered = (*pending, *render_marked(lines[at], starts[at], marks))
            if at == 0:
                yield Paragraph(rendered, (name,), anchor, _pin(segment) if anchor else None)
            else:
                yield Paragraph(rendered, (name, "line"))
        else:
            if at == 0 and (anchor or pending):
                yield Paragraph((*pending, *([Anchor(anchor)] if anchor else [])), (name,))
            yield Table(tuple(_render_cells(lines[row], cells, starts[row], marks) for row, cells in table.rows))
            at = table.last
        pending = ()
        at += 1


def _render_cells(line: str, cells: Cells, start: int, marks: Sequence[Mark]) -> tuple[Line, ...]:
    return tuple(render_marked(line[a:b], start + a, marks) for a, b in cells)


def _class_of(segment: Segment) -> str:
    return "closing" if segment.closing else _CLASSES[(segment.item is not None) + (segment.subitem is not None)]


def _pin(segment: Segment) -> Pin:
    """Return the link that a 款 has in the margin, and a 项 or 目 at its end."""
    is_paragraph = segment.item is None and segment.subitem is None
    name = ids.provision_name("", segment.paragraph, segment.item, segment.subitem)
    return Pin(str(segment.paragraph) if is_paragraph else "#", name, is_paragraph)


def render_passages(passages: Sequence[Passage], name: str) -> Iterator[Paragraph | Table]:
    """Yield plain blocks without anchors: a notice, a preamble, an annex; and the tables among them."""
    lines = [line for passage in passages for line in passage.text.split("\n")]
    tables = {table.first: table for table in find_tables(lines)}
    at = 0
    while at < len(lines):
        if at in tables:
            yield Table(tuple(tuple(map(line_of, row)) for row in tables[at].texts(lines)))
            at = tables[at].last
        else:
            yield Paragraph(line_of(lines[at]), (name,))
        at += 1


def reference_to(entry: Entry, article: Article, text: str | None = None) -> Reference | Text:
    """Return a link to an article, by its label unless another text is given."""
    return refer("ref", text or article.label, object_name(entry, ids.article_eid(article.number)))
