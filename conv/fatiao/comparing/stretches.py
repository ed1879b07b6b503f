"""Split the words of an article at its marks, for every output format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fatiao.comparing.model import Change, Op, Stretch
from fatiao.model.law import Law


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of an article with the ``op`` of their mark, None for words without a mark."""

    text: str
    op: Op | None = None


def cut_old(law: Law, place: int, change: Change) -> list[MarkedWords]:
    """Return the words of the old article ``place``, split at the marks of ``change``."""
    return _cut(law.articles[place].text, ((m.old, m.op) for m in change.marks if m.old and m.old.place == place))


def cut_new(law: Law, place: int, change: Change) -> list[MarkedWords]:
    """Return the words of the new article ``place``, split at the marks of ``change``."""
    return _cut(law.articles[place].text, ((m.new, m.op) for m in change.marks if m.new and m.new.place == place))


def _cut(text: str, marks: Iterable[tuple[Stretch, Op]]) -> list[MarkedWords]:
    words: list[MarkedWords] = []
    at = 0
    for stretch, op in sorted(marks, key=lambda mark: (mark[0].start, mark[0].end)):
        start = max(at, stretch.start)
        if start > at:
            words.append(MarkedWords(text[at:start]))
        if stretch.end > start:
            words.append(MarkedWords(text[start : stretch.end], op))
        at = max(at, stretch.end)
    if at < len(text):
        words.append(MarkedWords(text[at:]))
    return words


def labels(law: Law, places: Iterable[int]) -> str:
    """Return the printed labels of the articles at ``places``, joined: 第四十一条、第四十二条."""
    return "、".join(law.articles[place].label or "（无编号）" for place in places)
