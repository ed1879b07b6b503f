"""Decide which labels are the instrument's own: the chain of its articles, or of its 一、 provisions.

A line can begin with 第八条 because an article begins there, because a citation was broken there, or because the text
quotes another instrument.  The sequence decides: of several candidates for a number the one after a finished
sentence wins, and a number out of sequence counts only if no better one follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fatiao.reading.blocks.vacated import Vacated, read_vacated
from fatiao.reading.lines.labels import Label, Style, read_di
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import ends_sentence


class Start(NamedTuple):
    """Start of a provision: the line's index, the offset in the line's text, and the label found there.

    If a line covers several provisions, ``words`` is the offset of the words that they share, and ``printed`` is True
    if the label of this one is in the line.
    """

    line: int
    at: int
    label: Label
    words: int | None = None
    printed: bool = True


class Skeleton(NamedTuple):
    """The starts of an instrument's provisions.

    ``stop`` is the index of the line where another instrument begins, or the number of lines.
    """

    style: Style
    starts: tuple[Start, ...]
    stop: int


class Candidate(NamedTuple):
    """A possible start of a provision; ``good`` is True if it may follow the line above and is not a citation."""

    start: Start
    good: bool

    @property
    def number(self) -> tuple[int, int]:
        """The number of the provision and its insert (之一)."""
        return self.start.label.value, self.start.label.insert


#: Words after 第八条 that make it a citation: 第八条第一款, 第八条规定的, 第八条、第九条, 第八条和.
_CITING = re.compile(
    r"第[一二三四五六七八九十\d]+[款项条]|规定|[款项、，,。；;和或及与至到]|的(?:规定|要求)?|之规定|所(?:列|规定|称|指)"
)
#: An article that begins within a line, after a finished sentence or at least after white space.
_RUN_ON = re.compile(r"(?<=[。；：！？”）)!?;: \t　\xa0])第[零〇○一二三四五六七八九十百千\d]{1,9}条")
_SPACES = " \t　\xa0"


def find_chain(candidates: Sequence[Candidate]) -> tuple[list[Start], Start | None]:
    """Return the starts in sequence, and the start where the numbering begins again (the next instrument), or None."""
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    good: list[int] = []
    for index, candidate in enumerate(candidates):
        places[candidate.number].append(index)
        if candidate.good:
            good.append(index)
    chain: list[Start] = []
    last: tuple[int, int] | None = None
    for index, candidate in enumerate(candidates):
        if _restarts(candidate, last, chain):
            return chain, candidate.start
        if _accepts(index, candidate, last, candidates, places, good):
            chain.append(candidate.start)
            last = candidate.number
    return chain, None


def _restarts(candidate: Candidate, last: tuple[int, int] | None, chain: list[Start]) -> bool:
    return candidate.good and last is not None and candidate.number == (1, 0) and last > (1, 0) and len(chain) > 1


def _accepts(
    index: int,
    candidate: Candidate,
    last: tuple[int, int] | None,
    candidates: Sequence[Candidate],
    places: dict[tuple[int, int], list[int]],
    good: list[int],
) -> bool:
    number = candidate.number
    if last is None:
        return candidate.good and _first_fits(index, candidates, places)
    following = {(last[0] + 1, 0), (last[0], last[1] + 1)}
    if number in following:
        return candidate.good or not any(candidates[i].good for i in _later(places[number], index))
    if not candidate.good:
        return False
    after = bisect_right(good, index)
    then = candidates[good[after]].number if after < len(good) else None
    goes_on = then is None or then in {(number[0] + 1, 0), (number[0], number[1] + 1)}
    if number > last:  # a gap, unless the missing number still follows
        return goes_on or not any(candidates[i].good for n in following for i in _later(places.get(n, []), index))
    if then is None:  # the last label of all, printed twice
        return number == last and candidate.start.label.apart
    return goes_on or then in following  # printed twice, or misnumbered


def _first_fits(index: int, candidates: Sequence[Candidate], places: dict[tuple[int, int], list[int]]) -> bool:
    value = candidates[index].number[0]
    return (
        value == 1
        or not _later(places.get((1, 0), []), index)
        or ((value + 1, 0) in places and not any(candidates[i].good for i in _later(places.get((1, 0), []), index)[:1]))
    )


def _later(indexes: list[int], index: int) -> list[int]:
    return indexes[bisect_right(indexes, index) :]


def article_candidates(
    lines: Sequence[Line], labels: Sequence[Label | None], text: str, width: int | None = None
) -> list[Candidate]:
    """Return every 第…条 at a place where an article may begin; ``width`` is that of wrapped lines."""
    short = min(45, width - 2) if width else 45
    found: list[Candidate] = []
    ended = True
    for index, line in enumerate(lines):
        label = labels[index]
        if label is not None and label.style is Style.ARTICLE:
            cited = not label.apart and _CITING.match(line.text, label.end) is not None
            good = ended or (_may_end(lines, index) and (label.apart or len(lines[index - 1].text) <= short))
            first = label.value == 1 and label.apart and not found  # after a truncated history note
            vacated = read_vacated(line.text, label)
            if vacated is not None:
                found += _vacated_candidates(index, vacated, good)
                ended = True
                continue
            found.append(Candidate(Start(index, 0, label), (good or first) and not cited))
        ended = not line.text or ends_sentence(line.text) or (label is not None and _is_heading_style(label))
    shared = {candidate.start.line for candidate in found if candidate.start.words is not None}
    run_on = [c for c in _run_on_candidates(lines, text) if c.start.line not in shared]
    return sorted(found + run_on, key=lambda c: (c.start.line, c.start.at)) if run_on else found


def _vacated_candidates(index: int, vacated: Vacated, good: bool) -> Iterator[Candidate]:
    """Yield a candidate for each provision that a line deletes; an unprinted one has the offset of the one before."""
    at = 0
    for place, label in vacated.labels:
        at = at if place is None else place
        yield Candidate(Start(index, at, label, vacated.words, place is not None), good)


def _may_end(lines: Sequence[Line], index: int) -> bool:
    """Return True if an article may begin at a line: the line above does not break off inside a sentence."""
    return index == 0 or not lines[index - 1].text or lines[index - 1].text[-1] not in "，、,的和或及与第至按照依据"


def _is_heading_style(label: Label) -> bool:
    return label.style in (Style.PART, Style.SUBPART, Style.CHAPTER, Style.SECTION)


def _run_on_candidates(lines: Sequence[Line], text: str) -> list[Candidate]:
    found: list[Candidate] = []
    starts = [line.start for line in lines]
    for match in _RUN_ON.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or lines[index].pieces is not None or lines[index].text[0] == "|":  # a row of a table
            continue
        line = lines[index]
        at = match.start() - line.start
        label = read_di(line.text, at) if 0 < at < len(line.text) else None
        if label is None or label.style is not Style.ARTICLE:
            continue
        before = line.text[:at].rstrip(_SPACES)
        finished = bool(before) and ends_sentence(before)
        if line.text[at - 1] == "\t" and not finished:  # a cell
            continue
        if not label.apart and (not finished or _CITING.match(line.text, label.end)):
            continue
        spaced = line.text[at - 1] in _SPACES
        found.append(Candidate(Start(index, at, label), label.apart and (spaced or finished)))
    return found


def numbered_candidates(lines: Sequence[Line], labels: Sequence[Label | None], style: Style) -> list[Candidate]:
    """Return a candidate for every label of one style at the head of a line."""
    found: list[Candidate] = []
    for index, label in enumerate(labels):
        if label is not None and label.style is style:
            found.append(Candidate(Start(index, 0, label), index == 0 or _ends_before(lines, labels, index)))
    return found


def _ends_before(lines: Sequence[Line], labels: Sequence[Label | None], index: int) -> bool:
    text = lines[index - 1].text
    return not text or ends_sentence(text) or labels[index - 1] is not None or text[-1] not in "，、,的和或及与第"


def strict_chain(candidates: Sequence[Candidate], first: int = 2) -> list[Start]:
    """Return the run 一、二、三… of the first good candidate for each number; it begins with ``first`` at most."""
    chain: list[Start] = []
    for candidate in candidates:
        value = candidate.start.label.value
        if candidate.good and (value == chain[-1].label.value + 1 if chain else value <= first):
            chain.append(candidate.start)
    return chain
