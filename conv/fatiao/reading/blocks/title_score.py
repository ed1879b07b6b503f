"""Scores of lines above the first provision as candidates for the title.

A score is in points; the candidate with the most points above zero is the title.  The points only order candidates.
They were set by hand on a set of damaged texts (newspaper matter, web headers, lost lines), whose titles are all found
(``docs/dev/quality.md``).  The cases and golden files of ``tests/reading`` test the results.  This module must not
know how the front is divided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.language.dates import DATE
from fatiao.reading.blocks.foreign_words import weigh
from fatiao.reading.blocks.titles import ends_like_title, squeezed

#: The notice names exactly these words; no other score is as high.
_NAMED = 20.0
#: The notice names a title that ends with these words: its first lines are missing or were taken for the issuer's name.
_NAMED_END = 4
#: An end of the named title counts only if it has more characters than this: 条例 ends many titles.
_SHORTEST_END = 5
#: The words end as titles do (条例, 办法, 决定).
_ENDS_LIKE_TITLE, _ENDS_OTHERWISE = 4, -1
#: A history, a notice, a long line or nothing follows, as after a title.
_ENDS_BLOCK = 2
#: Nothing, a notice or a history precedes.
_OPENS_FRONT = 1
#: The line directly above could not be a title.
_STARTS_RUN = 0.5
#: 关于…, 的… below another line that could be a title: the words continue that line.
_CONTINUES = -2
#: Fewer characters than the shortest title apart from 刑法 and 民法; that title's length.
_TOO_SHORT, _SHORTEST = -3, 4
#: A comma outside of 《》, as in headlines.
_COMMA = -4
#: A date, or the name of a field of a web page (来源：, 索引号：).
_FIELD = -6
#: For each line: of two otherwise equal candidates, the one with all lines of a wrapped title wins.
_LINE = 0.1
#: Times the share of the front that is above: of two equal titles the upper one wins.
_POSITION = -0.5
#: The most characters of a title (the longest found has 100).
_LONGEST = 120

_FIELD_WORDS = re.compile(r"(?:来源|发布|索引|时间|日期|名称|文号|主题)")
_QUOTED_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """Lines that may be the title: their words without white space, and their surroundings.

    ``position`` is the share of the front above them, from 0 to 1; ``starts_run`` is True if the line directly above
    could not be a title.  ``opens_front`` is True if nothing, a notice or a history precedes; ``ends_block`` is True
    if nothing, a notice, a history or a long line follows.
    """

    words: str
    lines: int
    position: float
    starts_run: bool
    opens_front: bool
    ends_block: bool


def score_title(candidate: TitleCandidate, named: str | None) -> float | None:
    """Return the points of a candidate, or None if it is no title; ``named`` is the title that the notice names."""
    words = candidate.words
    if len(words) > _LONGEST or words.count("《") != words.count("》") or words.count("〈") != words.count("〉"):
        return None
    score = _POSITION * candidate.position - weigh(words)
    if named:
        wanted = squeezed(named)
        if words == wanted:
            return _NAMED
        if len(words) > _SHORTEST_END and wanted.endswith(words):
            score += _NAMED_END
    score += _ENDS_LIKE_TITLE if ends_like_title(words) else _ENDS_OTHERWISE
    score += _ENDS_BLOCK if candidate.ends_block else 0
    score += _OPENS_FRONT if candidate.opens_front else 0
    score += _STARTS_RUN if candidate.starts_run else 0
    return score + _faults(words, candidate.starts_run) + _LINE * candidate.lines


def _faults(words: str, starts_run: bool) -> int:
    """Return the points, zero or below, for features that titles do not have."""
    score = 0
    if words.startswith(("关于", "的", "实施")) and not starts_run:
        score += _CONTINUES
    if len(words) < _SHORTEST and words[-1:] != "法":
        score += _TOO_SHORT
    if re.search("[，,]", _QUOTED_TITLE.sub("", words)):
        score += _COMMA
    if DATE.search(words) or _FIELD_WORDS.match(words):
        score += _FIELD
    return score
