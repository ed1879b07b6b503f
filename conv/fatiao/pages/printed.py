"""Check that the words of a law are on its pages, part by part and in order, before the pages are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from fatiao.exports.plain import in_order
from fatiao.model.law import UNNUMBERED, Article, Division, Law, Passage, Segment
from fatiao.pages.blocks import (
    Admonition,
    Block,
    Bullets,
    Definitions,
    Group,
    Heading,
    Inline,
    Jump,
    ListItem,
    ObjectLink,
    Page,
    Rubric,
    Styled,
    Table,
    Text,
    TextParagraph,
)
from fatiao.pages.site_pages import render_annex_page, render_article_page, render_law_page, render_volumes
from fatiao.site.model import Entry, MarkKind

#: The lines that only draw a table, and its bars: they are not words of the table.
_RULE = re.compile(r"[\s|:｜│+=-]+")
_BARS = frozenset("|｜│")
#: The number of characters on the page within which the next character of a table must follow: its cells hold nothing
#: else.
_APART = 2


class Missing(NamedTuple):
    """Words missing from the page where they belong; ``offset`` is their start in the source's text."""

    page: str
    words: str
    offset: int


class _Words(NamedTuple):
    words: str
    offset: int
    tabular: bool = False


def find_missing(entry: Entry) -> Iterator[Missing]:
    """Yield the words that are missing from the pages of the law, of an article or of an annex."""
    law_page, volumes = render_law_page(entry), tuple(render_volumes(entry))
    front = [*_title(entry), *_passages(entry.law.front.preamble)]
    behind = [*_passages(entry.law.signature)]
    text = [*_provisions(entry)]
    # looked for separately: the page shows the notice and the history after the text
    notice = entry.law.front.notice
    yield from _look_for(_passages(notice.lines if notice else ()), (law_page,))
    yield from _look_for(_passages(entry.law.front.history), (law_page,))
    yield from _look_for(front + behind if volumes else front + text + behind, (law_page,))
    if volumes:
        yield from _look_for(text, volumes)
    last = (_Words(d.label + d.heading.text, d.label_span.start) for d in _closing_divisions(entry.law))
    yield from _look_for(last, (law_page,))  # a heading without an article is only in the contents
    seen = {UNNUMBERED}
    for article in entry.law.articles:
        if article.number not in seen:  # the page shows the first article of a repeated number
            seen.add(article.number)
            yield from _look_for(_article(entry, article), (render_article_page(entry, article),))
    for annex in entry.law.annexes:
        head = (annex.heading.text,) if annex.heading.text else ()
        starts = annex.heading.spans or tuple(span for line in annex.lines for span in line.spans[:1])
        offset = starts[0].start if starts else 0
        parts = [_Words(words, offset) for words in (*head, annex.label)]
        yield from _look_for([*parts, *_passages(annex.lines)], (render_annex_page(entry, annex),))


def _title(entry: Entry) -> Iterator[_Words]:
    title = entry.law.front.title
    if title and not entry.work.title:  # an editor's title replaces it
        yield from _passages((title,))


def _passages(passages: Iterable[Passage]) -> Iterator[_Words]:
    for passage in passages:
        yield _Words(passage.text, passage.spans[0].start if passage.spans else 0, tabular=True)


def _closing_divisions(law: Law) -> tuple[Division, ...]:
    """Return the headings after the last article."""
    opened = max((a.division for a in law.articles if a.division is not None), default=-1)
    return law.divisions[opened + 1 :]


def _provisions(entry: Entry) -> Iterator[_Words]:
    """Yield headings and articles in the order of the source, without the headings after the last article."""
    closing = _closing_divisions(entry.law)
    for part in in_order(entry.law):
        if isinstance(part, Article):
            if part.number != UNNUMBERED:
                yield _Words(part.label, part.label_span.start)
            yield from _article(entry, part)
        elif part not in closing:
            yield _Words(part.label + part.heading.text, part.label_span.start)


def _article(entry: Entry, article: Article) -> Iterator[_Words]:
    for segment, passage in zip(article.segments, article.passages(), strict=True):
        if segment.span.start < segment.span.end:
            offset = passage.spans[0].start if passage.spans else article.label_span.start
            yield _Words(_shown(entry, article, segment), offset, tabular=True)


def _shown(entry: Entry, article: Article, segment: Segment) -> str:
    """Return the words of a segment with the editor's corrections applied, as a page shows them."""
    at, end = segment.span.start, segment.span.end
    pieces: list[str] = []
    for mark in entry.marks.get(article.number, ()):
        if mark.kind is MarkKind.FIX and mark.shown and at <= mark.span.start and mark.span.end <= end:
            pieces += (article.text[at : mark.span.start], mark.shown)
            at = mark.span.end
    return "".join((*pieces, article.text[at:end]))


def _look_for(parts: Iterable[_Words], pages: Sequence[Page]) -> Iterator[Missing]:
    """Yield the parts that are not on the pages in order, each with the page that goes on behind the part before it."""
    texts = ["".join("".join(_words_of(page)).split()) for page in pages]
    printed, ends, at = "".join(texts), list(accumulate(map(len, texts))), 0
    for part in parts:
        words = "".join(part.words.split())
        start = printed.find(words, at)
        end = start + len(words) if start >= 0 else _find_table(part, printed, at)
        if end is None:
            yield Missing(pages[min(bisect_right(ends, at), len(pages) - 1)].docname, words, part.offset)
        else:
            at = end


def _find_table(part: _Words, printed: str, at: int) -> int | None:
    """Return the end offset in ``printed`` of a table's words, whose cells are on the page without bars; else None."""
    if not part.tabular:
        return None
    lines = (line for line in part.words.split("\n") if not _RULE.fullmatch(line))
    words = [c for line in lines for c in line if not c.isspace() and c not in _BARS]
    first = printed.find(words[0], at) if words else at
    while first >= 0:
        end = first
        for character in words:
            found = printed.find(character, end, end + _APART)
            if found < 0:
                break
            end = found + 1
        else:
            return end
        first = printed.find(words[0], first + 1)
    return None


def _words_of(page: Page) -> Iterator[str]:
    yield page.title
    yield from _words_in(page.blocks)


def _words_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, (Heading, Rubric)):
            yield block.words
        elif isinstance(block, TextParagraph):
            yield from _words_on(block.line)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _words_on(cell)
        elif isinstance(block, (Group, Admonition)):
            yield from _words_in(block.blocks)
        elif isinstance(block, Bullets):
            yield from _words_of_items(block.items)
        elif isinstance(block, Definitions):
            for entry in block.entries:
                yield from _words_on(entry.term)
                for line in entry.lines:
                    yield from _words_on(line)


def _words_of_items(items: Iterable[ListItem]) -> Iterator[str]:
    for item in items:
        for line in item.lines:
            yield from _words_on(line)
        yield from _words_of_items(item.below)


def _words_on(line: Iterable[Inline]) -> Iterator[str]:
    for piece in line:
        if isinstance(piece, Styled):
            yield from _words_on(piece.line)
        elif isinstance(piece, (Text, ObjectLink, Jump)):
            yield piece.words
