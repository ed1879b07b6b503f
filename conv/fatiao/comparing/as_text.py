"""Render a comparison as plain text for a terminal, with [-deleted-] and {+inserted+} words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fatiao.comparing.model import SAME_WORDS, Change, Comparison, Kind, Op
from fatiao.comparing.stretches import MarkedWords, cut_new, cut_old, labels

#: The number of unchanged characters shown on each side of a change.
_CONTEXT = 16


def comparison_to_text(comparison: Comparison, old: str, new: str) -> str:
    """Return a comparison as plain text; ``old`` and ``new`` are the names of the two texts."""
    counts = ", ".join(f"{count} {kind}" for kind, count in comparison.counts().items())
    head = f"{old} → {new}\n{len(comparison.old.articles)} → {len(comparison.new.articles)} articles: {counts}\n"
    return head + "".join(_format_change(change, comparison) for change in comparison.changes)


def _format_change(change: Change, comparison: Comparison) -> str:
    if change.kind is Kind.UNCHANGED:
        return ""
    olds, news = labels(comparison.old, change.old), labels(comparison.new, change.new)
    line = f"\n{olds or '—'} → {news or '—'}  {change.kind}"
    if change.kind not in SAME_WORDS and change.score:
        line += f" {change.score:.2f}"
    if change.moved and change.kind is not Kind.MOVED:
        line += ", moved to another chapter"
    if change.candidates:
        line += f"; perhaps {labels(comparison.new, change.candidates)}"
    return line + "\n" + "".join(f"    {text}\n" for text in _format_words(change, comparison))


def _format_words(change: Change, comparison: Comparison) -> Iterator[str]:
    if change.kind in SAME_WORDS:
        return
    if change.kind is Kind.NEW:
        yield from (_one_line(comparison.new.articles[n].text) for n in change.new)
    elif change.kind in (Kind.DELETED, Kind.UNCERTAIN):
        yield from (_one_line(comparison.old.articles[o].text) for o in change.old)
    else:
        for o in change.old:
            yield f"old {labels(comparison.old, (o,))} {_marked(cut_old(comparison.old, o, change), '[-', '-]')}"
        for n in change.new:
            yield f"new {labels(comparison.new, (n,))} {_marked(cut_new(comparison.new, n, change), '{+', '+}')}"


def _marked(pieces: Iterable[MarkedWords], before: str, after: str) -> str:
    shown = []
    pieces = list(pieces)
    for at, words in enumerate(pieces):
        text = _one_line(words.text)
        if words.op is Op.MOVED:
            shown.append(f"{before[0]}~{text}~{after[-1]}")
        elif words.op is not None:
            shown.append(f"{before}{text}{after}")
        else:
            shown.append(_shorten(text, at == 0, at == len(pieces) - 1))
    return "".join(shown)


def _shorten(text: str, first: bool, last: bool) -> str:
    head, tail = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(text) <= head + tail + 1:
        return text
    return text[:head] + "…" + (text[-tail:] if tail else "")


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
