"""The words of a law as Markdown: passages with their inline marks, and articles as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from fatiao import ids
from fatiao.model.law import Article, Passage, Segment
from fatiao.pages.myst import block, escape, render_rows, role
from fatiao.site.model import Entry, Mark, object_name
from fatiao.tabular import Cells, Table, find_tables

_CLASSES = {0: "paragraph", 1: "item", 2: "subitem"}


def render_marked(text: str, offset: int, marks: Sequence[Mark]) -> str:
    """One line of an article's text, which starts at ``offset`` in it, with the marks that lie inside."""
    out: list[str] = []
    at = 0
    for mark in marks:
        start, end = mark.span.start - offset, mark.span.end - offset
        if start < at or end > len(text):
            continue
        out.append(_escape_within(text[at:start], first=not out))
        out.append(_render_mark(mark, text[start:end]))
        at = end
    out.append(_escape_within(text[at:], first=not out, last=True))
    return "".join(out)


def _escape_within(text: str, first: bool, last: bool = False) -> str:
    """Escape a piece of a line; white space needs its entity only at the edges of the whole."""
    if first or last or not text:
        return escape(text)
    return escape("x" + text + "x")[1:-1]


def _render_mark(mark: Mark, text: str) -> str:
    return role(mark.kind.value, mark.shown or text, mark.target, mark.hover)


def render_article(entry: Entry, article: Article, anchor_prefix: str = "") -> Iterator[str]:
    """The blocks of an article, one per 款, 项 and 目, each with its anchor.

    ``anchor_prefix`` stands before the anchors on a page that holds more than one article.
    """
    marks = entry.marks.get(article.number, ())
    pending = ""
    for segment in article.segments:
        anchor = anchor_prefix + ids.segment_fragment(segment)
        text = article.text[segment.span.start : segment.span.end]
        if not text:  # a 款 that begins with its items: its anchor goes to the first of them
            pending += f"[]{{#{anchor}}}"
            continue
        yield from _render_segment(segment, text, "" if segment.closing else anchor, pending, marks)
        pending = ""


def _render_segment(segment: Segment, text: str, anchor: str, pending: str, marks: Sequence[Mark]) -> Iterator[str]:
    name = "closing" if segment.closing else _CLASSES[(segment.item is not None) + (segment.subitem is not None)]
    offset = segment.span.start
    lines = text.split("\n")
    tables = {table.first: table for table in find_tables(lines)} if len(lines) > 1 else {}
    if tables:
        yield from _render_tabular(lines, tables, name, offset, anchor, pending, marks)
        return
    for i, line in enumerate(lines):
        rendered = render_marked(line, offset, [m for m in marks if offset <= m.span.start < offset + len(line) + 1])
        yield block(pending + rendered, [name], anchor) if i == 0 else block(rendered, [name, "line"])
        offset += len(line) + 1
        pending = ""


def _render_tabular(
    lines: Sequence[str],
    tables: Mapping[int, Table],
    name: str,
    offset: int,
    anchor: str,
    pending: str,
    marks: Sequence[Mark],
) -> Iterator[str]:
    """A passage that holds tables: its lines, and each table as one block."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=offset))
    at = 0
    while at < len(lines):
        table = tables.get(at)
        if table is None:
            rendered = pending + render_marked(lines[at], starts[at], marks)
            yield block(rendered, [name] if at == 0 else [name, "line"], "" if at else anchor)
            pending = ""
        else:
            if at == 0 and (anchor or pending):
                yield block(pending + (f"[]{{#{anchor}}}" if anchor else ""), [name])
                pending = ""
            yield render_rows([_render_cells(lines[row], cells, starts[row], marks) for row, cells in table.rows])
            at = table.last
        at += 1


def _render_cells(line: str, cells: Cells, start: int, marks: Sequence[Mark]) -> list[str]:
    return [render_marked(line[a:b], start + a, marks) for a, b in cells]


def render_passages(passages: Sequence[Passage], name: str) -> Iterator[str]:
    """Plain blocks without anchors: a notice, a preamble, an annex; and the tables among them."""
    lines = [line for passage in passages for line in passage.text.split("\n")]
    tables = {table.first: table for table in find_tables(lines)}
    at = 0
    while at < len(lines):
        if at in tables:
            yield render_rows([[escape(cell) for cell in row] for row in tables[at].texts(lines)])
            at = tables[at].last
        else:
            yield block(escape(lines[at]), [name])
        at += 1


def reference_to(entry: Entry, article: Article, text: str | None = None) -> str:
    """A link to an article, by its label unless another text is given."""
    return role("ref", text or article.label, object_name(entry, ids.article_eid(article.number)))
