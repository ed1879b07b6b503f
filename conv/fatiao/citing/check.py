"""Check one essay, from its text to the verdicts.  This module alone defines the order of the steps."""

from __future__ import annotations

from fatiao.citing.essay import Essay
from fatiao.citing.judging import Verdict, judge
from fatiao.citing.mentions import find_mentions
from fatiao.citing.quotations import attach, closed_words, find_quotations
from fatiao.citing.shelf import TitleShelf


def check_essay(essay: Essay, shelf: TitleShelf) -> tuple[Verdict, ...]:
    """Return the verdicts on the references of an essay, in the order of its text."""
    quotations = find_quotations(essay)
    closed = closed_words(essay, quotations)
    mentions = find_mentions(essay, shelf, closed)
    return judge(essay, mentions, attach(essay, quotations, closed, mentions))
