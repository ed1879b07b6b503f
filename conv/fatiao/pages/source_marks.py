"""The punctuation marks of the source where a page shows normalised ones, so that a reader can see the originals.

The marks are in the order of the page, so that a script finds each by counting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fatiao import ids
from fatiao.language.typesetting import SET_MARKS
from fatiao.model.law import Annex, Article, Passage
from fatiao.pages.dated_text import dated_volumes
from fatiao.pages.text_pages import cut_text
from fatiao.site.model import Entry, Mark, MarkKind


@dataclass(frozen=True, slots=True)
class SourceMarks:
    """The source's mark for each mark of ``SET_MARKS`` on a page; ``count`` is the number of marks that differ."""

    source: str
    count: int


def source_marks(entry: Entry, docname: str, part: Article | Annex | None) -> SourceMarks | None:
    """Return the source's marks for a page of a law, of a part of its text, of an article or of an annex.

    ``part`` is the article or annex of the page, None for a page of the law's text.  Return None if no mark differs.
    """
    if entry.printed is None:
        return None
    pairs = list(_shown_with_source(entry, docname, part))
    count = sum(shown != source for shown, source in pairs)
    return SourceMarks("".join(source for _, source in pairs), count) if count else None


def _shown_with_source(entry: Entry, docname: str, part: Article | Annex | None) -> Iterator[tuple[str, str]]:
    """Yield every mark that a page shows, with the source's mark."""
    assert entry.printed
    law, printed = entry.law, entry.printed
    if isinstance(part, Annex):
        yield from _same(part.label if part.heading.text else "")
        own = next(annex for annex in printed.annexes if annex.number == part.number)
        yield from _of_passages(part.lines, own.lines)
        return
    if docname in (entry.address().docname, ids.law_docname(entry.work.id, entry.pinned or None)):
        yield from _of_passages(law.front.preamble, printed.front.preamble)
    wanted = {id(article) for article in _articles_on(entry, docname, part)}
    for article, own_article in zip(law.articles, printed.articles, strict=True):
        if id(article) in wanted:
            yield from _of_article(article, own_article, entry.marks.get(article.number, ()))


def _articles_on(entry: Entry, docname: str, part: Article | None) -> Iterable[Article]:
    if part is not None:
        return (part,)
    shelves = [(entry.address().docname, cut_text(entry))]
    if entry.pinned:
        shelves.append((ids.law_docname(entry.work.id, entry.pinned), dated_volumes(entry)))
    for first, volumes in shelves:
        if docname == first:
            return () if volumes else entry.law.articles
        for volume in volumes:
            if docname == volume.docname:
                return volume.articles
    return ()


def _of_article(article: Article, printed: Article, marks: Iterable[Mark]) -> Iterator[tuple[str, str]]:
    """Yield the marks of an article; marks within an editor's correction have no source and stand for themselves."""
    at = 0
    for mark in marks:
        if mark.kind is MarkKind.FIX and mark.shown:
            yield from _of_words(article.text[at : mark.span.start], printed.text[at : mark.span.start])
            yield from _same(mark.shown)
            at = mark.span.end
    yield from _of_words(article.text[at:], printed.text[at:])


def _of_passages(shown: Iterable[Passage], printed: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage, own in zip(shown, printed, strict=True):
        yield from _of_words(passage.text, own.text)


def _of_words(shown: str, printed: str) -> Iterator[tuple[str, str]]:
    return ((a, b) for a, b in zip(shown, printed, strict=True) if a in SET_MARKS)


def _same(words: str) -> Iterator[tuple[str, str]]:
    return _of_words(words, words)
