"""Determine the kind of instrument in a source, where its provisions begin, and where the next instrument begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from fatiao.reading.blocks.back_matter import ANNEX_HEAD
from fatiao.reading.blocks.draft import Draft
from fatiao.reading.blocks.provision_chain import (
    Candidate,
    Skeleton,
    Start,
    article_candidates,
    find_chain,
    numbered_candidates,
    strict_chain,
)
from fatiao.reading.lines.labels import Style
from fatiao.reading.lines.typography import ends_sentence, measure_paragraphs, measure_width

_AMENDS = re.compile(r"关于(?:修改|修正|废止|补充|批准).*(?:决定|决议)|修正案")
#: Titles and remarks within a title or a history: the act that amended a text does not tell the kind of the text.
_NAMED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|[（(][^（）()]*[）)]")


def find_skeleton(draft: Draft) -> None:
    """Choose between articles, clauses and numbered provisions, and find where each begins."""
    width = measure_width(draft.lines)
    chain, again = find_chain(article_candidates(draft.lines, draft.labels, draft.source.text, width))
    style = Style.ARTICLE
    clauses = _clause_chain(draft, chain)
    if clauses:
        style, chain, again = clauses[0].label.style, clauses, _appended(draft, chain, clauses)
    stop = len(draft.lines)
    if again is not None:
        stop = _next_instrument(draft, chain, again)
        chain = [start for start in chain if start.line < stop]
    draft.skeleton = Skeleton(style, tuple(chain), stop)
    for start in chain:
        draft.starts.setdefault(start.line, []).append(start)
    draft.layout = measure_paragraphs(draft.lines, [start.line for start in chain if start.at == 0], width)


def _clause_chain(draft: Draft, articles: list[Start]) -> list[Start]:
    """Return the provisions of an instrument without 条, or of an amendment that quotes articles; else an empty one."""
    numbered = numbered_candidates(draft.lines, draft.labels, Style.COMMA)
    commas = strict_chain(numbered) or _excerpt(draft, numbered)
    if articles:
        head = "".join("".join(line.text.split()) for line in draft.lines[:6])
        amends = _AMENDS.search(_NAMED.sub("", head))
        return commas if amends and commas and commas[0].line < articles[0].line else []
    numbered = numbered_candidates(draft.lines, draft.labels, Style.DOT)
    dots = strict_chain(numbered)
    if len(dots) >= 3 and (not commas or (len(dots) > len(commas) and _run_across(draft, dots, commas))):
        return dots
    if commas:
        return commas
    paren = strict_chain(numbered_candidates(draft.lines, draft.labels, Style.PAREN))
    return paren or dots or _excerpt(draft, numbered)


def _excerpt(draft: Draft, numbered: Sequence[Candidate]) -> list[Start]:
    """Return the provisions of an excerpt, which may begin with any number: 八、删去刑法第六十八条第二款。"""
    first = next((index for index, label in enumerate(draft.labels) if label is not None), None)
    return strict_chain(numbered, 1_000) if numbered and numbered[0].start.line == first else []


def _run_across(draft: Draft, dots: list[Start], commas: list[Start]) -> bool:
    """Return True if 1., 2., 3. … continue across the headings 一、, 二、 instead of beginning again below each."""
    heads = [start.line for start in commas]
    last = -1
    crossed = 0
    for start in dots:
        part = bisect_left(heads, start.line)
        crossed += part != last
        last = part
    ones = sum(label is not None and label.style is Style.DOT and label.value == 1 for label in draft.labels)
    return crossed >= 2 and ones <= 1 + len(heads) // 4


def _appended(draft: Draft, articles: list[Start], clauses: list[Start]) -> Start | None:
    """Return the first article of a law that a decision on its amendment prints after its own provisions, or None."""
    behind = [s for s in articles if s.line > clauses[-1].line and s.label.value == 1]
    return behind[0] if behind else None


def _next_instrument(draft: Draft, chain: list[Start], again: Start) -> int:
    """Return the index of the line where the next instrument begins with its title or, without one, its first article.

    Return the number of lines if an annex heading precedes it.
    """
    last = max((s.line for s in chain if s.line < again.line), default=-1)
    begin = again.line
    while begin - 1 > last and not _closes_instrument(draft, begin - 1):
        begin -= 1
        if ANNEX_HEAD.match(draft.lines[begin].text):
            return len(draft.lines)
    if any(ANNEX_HEAD.match(line.text) for line in draft.lines[last + 1 : begin]):
        return len(draft.lines)
    line = draft.lines[begin]
    draft.report.add(
        "next-instrument",
        "another instrument begins here and is left out; put it into its own file",
        draft.source,
        line.start,
    )
    return begin


def _closes_instrument(draft: Draft, index: int) -> bool:
    text = draft.lines[index].text
    return ends_sentence(text) and not (text[0] in "（(" and "年" in text) and len(text) > 8
