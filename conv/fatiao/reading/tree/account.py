"""Account for the characters of a source: every one that is not white space belongs to exactly one claim."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from fatiao.model.law import Claim, Law, Span

_WORD = re.compile(r"\S+")


class Discrepancy(NamedTuple):
    """A range of the source that no claim covers or, if ``twice``, more than one."""

    span: Span
    twice: bool


def account(law: Law) -> dict[Claim, int]:
    """Return how many characters, without white space, each claim covers, in the order of ``Claim``."""
    text = law.source.text
    counts: Counter[Claim] = Counter()
    for claimed in law.claims:
        words = text[claimed.span.start : claimed.span.end]
        counts[claimed.claim] += len("".join(words.split()))
    return {claim: counts[claim] for claim in Claim if counts[claim]}


def find_discrepancies(law: Law) -> tuple[Discrepancy, ...]:
    """Return the ranges that no claim or several claims cover; empty for a law that was parsed correctly."""
    found: list[Discrepancy] = []
    text = law.source.text
    at = 0
    for claimed in law.claims:
        start, end = claimed.span.start, claimed.span.end
        if start < at:
            found.append(Discrepancy(Span(start, min(at, end)), True))
        elif start > at:
            found.extend(_unclaimed(text, at, start))
        at = max(at, end)
    found.extend(_unclaimed(text, at, len(text)))
    return tuple(found)


def _unclaimed(text: str, start: int, end: int) -> list[Discrepancy]:
    return [Discrepancy(Span(m.start(), m.end()), False) for m in _WORD.finditer(text, start, end)]
