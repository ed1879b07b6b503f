"""From the words of an article back to its source."""

from __future__ import annotations

from conv.model import Article, Source


def source_offset(article: Article, offset: int, source: Source) -> int:
    """Where the character at ``offset`` of ``article.text`` stands in the source; the label's place if unknown."""
    for segment, passage in zip(article.segments, article.passages(), strict=True):
        if offset < segment.span.end or segment is article.segments[-1]:
            wanted = len("".join(article.text[segment.span.start : offset].split()))
            for span in passage.spans:
                for at in range(span.start, min(span.end, len(source.text))):
                    if source.text[at].isspace():
                        continue
                    if not wanted:
                        return at
                    wanted -= 1
            break
    return article.label_span.start
