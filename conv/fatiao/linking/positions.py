"""Map offsets in the text of an article to offsets in its source."""

from __future__ import annotations

from fatiao.model.law import Article, Passage, Source


def source_offset(article: Article, offset: int, source: Source) -> int:
    """Return the source offset of the character at ``offset`` of ``article.text``; of the label if unknown."""
    places = source_offsets(article, source)
    return places[offset] if 0 <= offset < len(places) else article.label_span.start


def source_offsets(article: Article, source: Source) -> list[int]:
    """Return the offset in the source of each character of ``article.text``.

    White space gets the offset of the next character; a passage without spans gets that of the label.
    """
    unknown = article.label_span.start
    places = [unknown] * len(article.text)
    for segment, passage in zip(article.segments, article.passages(), strict=True):
        printed = _printed(passage, source)
        found = len(printed) - 1
        last = unknown
        for at in range(segment.span.end - 1, segment.span.start - 1, -1):
            if not article.text[at].isspace() and found >= 0:
                last = printed[found]
                found -= 1
            places[at] = last
    return places


def _printed(passage: Passage, source: Source) -> list[int]:
    """Return the source offsets of the characters of a passage that are not white space."""
    return [
        at
        for span in passage.spans
        for at in range(span.start, min(span.end, len(source.text)))
        if not source.text[at].isspace()
    ]
