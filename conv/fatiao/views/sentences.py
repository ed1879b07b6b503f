"""Split the text of an article into sentences and clauses; offsets are those of ``Article.text``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fatiao.model.law import Article, Segment, Span

_FULL_WIDTH = tuple(zip(";:()", "；：（）", strict=True))
_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
_QUOTED = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|“[^“”\n]*”")
_BRACKET = re.compile(r"（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）")
_LABEL = re.compile(r"\s*(?:（[^（）]{1,5}）|[0-9]{1,2}[.．、])\s*")
_MARKS = {marks: re.compile(f"[{marks}]") for marks in ("；", "，；：", "。！？\n")}
_CLOSED = str.maketrans("，。；：、", "\x01" * 5)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses and steps; ``text`` is the folded text of the whole article."""

    text: str
    span: Span
    segment: Segment

    @property
    def words(self) -> str:
        """The words of the sentence."""
        return self.text[self.span.start : self.span.end]

    def steps(self) -> tuple[Span, ...]:
        """Return the parts between ；."""
        return tuple(_parts(self.text, self.span, "；"))

    def clauses(self, within: Span) -> tuple[Span, ...]:
        """Return the parts of ``within`` between ，, ； and ：."""
        return tuple(_parts(self.text, within, "，；："))


@lru_cache(maxsize=4)  # each view asks for the same article
def fold(text: str) -> str:
    """Return the text with full-width marks, those in brackets, titles and quotations masked; the length is kept."""
    text = _COMMA.sub("，", text)
    for narrow, wide in _FULL_WIDTH:  # most texts have none of them, which makes this faster than a translation
        text = text.replace(narrow, wide)
    for pattern in (_QUOTED, _BRACKET):
        text = pattern.sub(lambda found: found[0].translate(_CLOSED), text)
    return text


@lru_cache(maxsize=4)
def closed_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of the brackets, titles and quotations of a folded text."""
    return tuple(Span(*found.span()) for pattern in (_QUOTED, _BRACKET) for found in pattern.finditer(text))


def sentences_of(article: Article, text: str) -> Iterator[Sentence]:
    """Yield the sentences of an article in order; no sentence extends beyond its lead, item or closing words."""
    for segment in article.segments:
        for part in _parts(text, _behind_label(text, segment), "。！？\n"):
            yield Sentence(text, part, segment)


def _behind_label(text: str, segment: Segment) -> Span:
    if segment.item is None:
        return segment.span
    label = _LABEL.match(text, segment.span.start, segment.span.end)
    return Span(label.end(), segment.span.end) if label else segment.span


def _parts(text: str, within: Span, marks: str) -> Iterator[Span]:
    start = within.start
    for mark in _MARKS[marks].finditer(text, within.start, within.end):
        at = mark.start()
        if text[start:at].strip():
            yield Span(start, at)
        start = at + 1
    if text[start : within.end].strip():
        yield Span(start, within.end)
