"""Report the lines that are left out, with a warning if they are among the words of the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fatiao.diagnostics import Lines, Report
from fatiao.model.law import Claim, Law, LeftOut, Source

#: Reasons of page furniture that is on every page; all of it is reported in one finding.
_ON_EVERY_PAGE = frozenset({"page number", "running head", "head of a newspaper page"})


def find_within(law: Law) -> tuple[LeftOut, ...]:
    """Return the foreign ranges between the title and the last provision; a curator decides if they are left out."""
    if not law.articles or not law.left_out:
        return ()
    lines = Lines(law.source.text)
    title = law.front.title
    first = lines.line((title.spans[-1] if title and title.spans else law.articles[0].label_span).start)
    words = [span for passage in law.articles[-1].passages() for span in passage.spans]
    last = lines.line(words[-1].end - 1 if words else law.articles[-1].label_span.start)
    return tuple(x for x in law.left_out if x.kind is Claim.FOREIGN and first < x.first and x.last < last)


def report_left_out(law: Law, report: Report) -> None:
    """Report every range that is left out; page numbers and running heads in one finding."""
    within = find_within(law)
    pages = [passage for passage in law.left_out if passage.reason in _ON_EVERY_PAGE]
    for passage in law.left_out:
        if len(pages) > 1 and passage.reason in _ON_EVERY_PAGE:
            if passage is pages[0]:
                report.add_at("left-out", _tell_pages(pages), law.source.path, passage.first, 1)
            continue
        code = "left-out-within" if passage in within else "left-out"
        message = f"left out {name_lines(passage)}: {passage.reason}"
        message += "; if they are no part of the law, run fatiao accept" if passage in within else ""
        report.add_at(code, message, law.source.path, passage.first, 1)


def name_lines(passage: LeftOut) -> str:
    """Return ``line 4`` or ``lines 4–7``."""
    return f"lines {_range(passage)}" if passage.last > passage.first else f"line {passage.first}"


def _range(passage: LeftOut) -> str:
    return f"{passage.first}–{passage.last}" if passage.last > passage.first else str(passage.first)


def _tell_pages(pages: Sequence[LeftOut]) -> str:
    counts = Counter(passage.reason for passage in pages)
    what = ", ".join(f"{reason} ({count})" for reason, count in counts.items())
    return f"left out lines {', '.join(map(_range, _joined(pages)))}: {what}"


def _joined(pages: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """Yield the ranges, with adjacent ones merged."""
    last: LeftOut | None = None
    for passage in pages:
        if last is not None and passage.first == last.last + 1:
            last = LeftOut(last.first, passage.last, last.kind, last.reason)
            continue
        if last is not None:
            yield last
        last = passage
    if last is not None:
        yield last


def words_of(source: Source, passage: LeftOut) -> str:
    """Return the lines of a range, verbatim from the source."""
    return "\n".join(source.text.split("\n")[passage.first - 1 : passage.last])
