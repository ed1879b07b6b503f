"""The provenance of an article or annex: the lines of its source, and how they were altered for the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import PurePath

from fatiao.diagnostics import Lines
from fatiao.model.law import Annex, Article, Law, Origin, Passage, Source, Span

#: Placeholder for other text on a line that an article shares; that text is never shown.
OMITTED = "〔…〕"
_START, _EXTENT = attrgetter("start"), attrgetter("start", "end")


@dataclass(frozen=True, slots=True)
class RawLine:
    """The part of one line of the source that belongs to an article, with indent and marks; ``number`` is 1-based."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provenance of one article or annex.

    ``path`` is relative to the corpus; ``encoding`` is empty for UTF-8.  ``ranges`` are 1-based, inclusive ranges of
    lines; blank lines do not separate ranges.  ``joined`` is the number of line breaks removed from the text, ``marks``
    are the removed bullets and bold marks in order.  ``received`` is the file in the same folder that the text was
    extracted from, or ""; ``pages`` are page numbers in it; ``guessed`` is True if the text was read by OCR.
    """

    path: str
    encoding: str
    ranges: tuple[tuple[int, int], ...]
    lines: tuple[RawLine, ...]
    joined: int
    marks: tuple[str, ...]
    received: str = ""
    pages: tuple[int, ...] = ()
    guessed: bool = False


def trace(law: Law, part: Article | Annex) -> Provenance:
    """Return the provenance of an article or annex; its lines contain no text of other parts of the law."""
    text, lines, received = law.source.text, _lines_of(law.source), _received_text(law.source)
    passages = _passages(part)
    pieces = _pieces_by_line(_spans(part, passages), text, lines)
    raw: list[RawLine] = []
    marks: list[Span] = []
    for number, own in pieces.items():
        line = _line_around(text, own[0].start)
        taken = _marks_of(own, _marks_on(law, line), text, line)
        marks += taken
        raw.append(RawLine(number, _own_part(_merged([*own, *taken]), received, line)))
    ranges, origin = tuple(_ranges(pieces, text)), law.source.origin
    return Provenance(
        _relative_path(law),
        "" if law.source.encoding.lower().startswith("utf-8") else law.source.encoding.upper(),
        ranges,
        tuple(raw),
        sum(_joins(passage, lines) for passage in passages),
        tuple(text[mark.start : mark.end] for mark in marks),
        origin.file if origin else "",
        _pages(origin, ranges) if origin else (),
        origin is not None and origin.confidence is not None,
    )


def _pages(origin: Origin, ranges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the page numbers of the received file that contain the lines of ``ranges``."""
    pages = {origin.page(line) for first, last in ranges for line in range(first, last + 1)}
    return tuple(sorted(pages - {0}))


def _passages(part: Article | Annex) -> tuple[Passage, ...]:
    return tuple(part.passages()) if isinstance(part, Article) else (part.heading, *part.lines)


def _spans(part: Article | Annex, passages: Iterable[Passage]) -> list[Span]:
    label = [part.label_span] if isinstance(part, Article) else []
    return [*label, *(span for passage in passages for span in passage.spans)]


@lru_cache(maxsize=8)
def _lines_of(source: Source) -> Lines:
    return Lines(source.text)


@lru_cache(maxsize=8)
def _received_text(source: Source) -> str:
    """Return the text with the original characters of the file in place of those that they are read as."""
    if not source.received:
        return source.text
    characters = list(source.text)
    for offset, character in source.received:
        characters[offset] = character
    return "".join(characters)


def _relative_path(law: Law) -> str:
    """Return ``<work-id>/<date>.txt``, or the file name alone if the file is not in the folder of the work."""
    path = PurePath(law.source.path)
    folder = law.work.partition("@")[0]
    return f"{folder}/{path.name}" if folder and path.parent.name == folder else path.name


def _line_around(text: str, offset: int) -> Span:
    """Return the span of the line that contains an offset, without its line feed."""
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _pieces_by_line(spans: Iterable[Span], text: str, lines: Lines) -> dict[int, list[Span]]:
    """Return the merged spans of an article, cut at line feeds, by 1-based line number."""
    found: dict[int, list[Span]] = {}
    for span in _merged(s for s in spans if s.end <= len(text)):
        at = span.start
        while at < span.end:
            end = min(span.end, _line_around(text, at).end)
            if at < end:
                found.setdefault(lines.line(at), []).append(Span(at, end))
            at = end + 1
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, with adjacent and overlapping ones merged and empty ones removed."""
    out: list[Span] = []
    for span in sorted((s for s in spans if s.start < s.end), key=_EXTENT):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _marks_on(law: Law, line: Span) -> list[Span]:
    marks = law.marks
    found = []
    for mark in marks[bisect_left(marks, line.start, key=_START) :]:
        if mark.start >= line.end:
            break
        if mark.end <= line.end:
            found.append(mark)
    return found


def _marks_of(own: Sequence[Span], marks: Sequence[Span], text: str, line: Span) -> list[Span]:
    """Return the marks of a line that belong to an article: those before its pieces, and those at the line's end.

    Only white space may separate them from the piece.  A mark between two articles on one line belongs to the second,
    as a bullet or an opening bold mark does.
    """
    taken: set[Span] = set()
    for piece in own:
        at = piece.start
        for mark in reversed([m for m in marks if m.end <= piece.start]):
            if text[mark.end : at].strip():
                break
            taken.add(mark)
            at = mark.start
    closing = [m for m in marks if m.start >= own[-1].end]
    at = own[-1].end
    for mark in closing:
        if text[at : mark.start].strip():
            break
        at = mark.end
    if not text[at : line.end].strip():
        taken.update(closing)
    return sorted(taken)


def _own_part(own: Sequence[Span], text: str, line: Span) -> str:
    """Return the pieces of one line and the white space around them, with ``OMITTED`` in place of other text."""
    out: list[str] = []
    at = line.start
    for piece in own:
        out += (_space_or_omission(text[at : piece.start]), text[piece.start : piece.end])
        at = piece.end
    return "".join((*out, _space_or_omission(text[at : line.end]))).rstrip()


def _space_or_omission(text: str) -> str:
    return OMITTED if text.strip() else text


def _ranges(pieces: Mapping[int, Sequence[Span]], text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last numbers of runs of lines that are separated by blank lines at most."""
    first = last = end = 0
    for number, own in pieces.items():
        line = _line_around(text, own[0].start)
        if last and text[end : line.start].strip():
            yield first, last
            first = 0
        first, last, end = first or number, number, line.end
    if last:
        yield first, last


def _joins(passage: Passage, lines: Lines) -> int:
    """Return the number of line breaks in the source that the text of a passage lacks."""
    numbers = [lines.line(span.start) for span in passage.spans]
    breaks = sum(a != b for a, b in pairwise(numbers))
    return max(0, breaks - passage.text.count("\n"))
