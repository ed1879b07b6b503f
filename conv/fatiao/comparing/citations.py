"""Find citations of the law's own articles in folded text: 本法第15条 becomes 本法第#条, and the number is kept apart.

A cited number that only follows its article to a new number is not a change of words, but this is known only after the
articles are aligned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.comparing.normalise import Folded
from fatiao.model.law import Number

#: The character that replaces a cited number.
BLANK = "#"
_CITATION = re.compile(r"第(\d+(?:、\d+)*)(?:-(\d+))?条(?:之(\d+))?")
#: 本法, 本条例, …: the law itself.
_ITSELF = re.compile(
    r"本(?:法|法典|条例|办法|规定|细则|规则|解释|决定|决议|章程|准则|标准|规程|规范|制度|意见|通知|纲要|公约|条约|协定|协议|议定书)$"
)
#: The end of another law's title before the number: 刑法第15条, 《…条例》第15条.  (Folding removes the title marks.)
_OTHER = re.compile(r"[法典例定则程案释约]$")
#: The end of a citation that the next number continues: 第15条第2款和第16条.
_GOES_ON = re.compile(r"(?:条|款|项|目|之\d+)(?:和|或者?|以?及|与|至|到|、)?$")


@dataclass(frozen=True, slots=True)
class Comparable:
    """Folded text in which the numbers of cited articles of the same law are blanked; ``cited`` has them in order.

    ``starts`` and ``ends`` are the offsets of each character in the printed words.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    cited: tuple[Number, ...] = ()

    def shifted(self, offset: int) -> Comparable:
        """Return a copy with ``offset`` added to all offsets, for words that begin there in a longer text."""
        starts, ends = (tuple(at + offset for at in places) for places in (self.starts, self.ends))
        return Comparable(self.text, starts, ends, self.cited)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the printed words for a non-empty range of ``text``."""
        return self.starts[start], self.ends[end - 1]


def blank_citations(folded: Folded) -> Comparable:
    """Return ``folded`` with the number of every cited article of the same law blanked."""
    text = folded.text
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    cited: list[Number] = []
    at = 0
    itself: bool | None = None
    for match in _CITATION.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if itself is None or not _GOES_ON.search(before):
            itself = bool(_ITSELF.search(before)) or not _OTHER.search(before)
        for start, end, number in _numbers(match) if itself else ():
            letters.append(text[at:start] + BLANK)
            starts.extend(folded.starts[at : start + 1])
            ends.extend((*folded.ends[at:start], folded.ends[end - 1]))
            cited.append(number)
            at = end
    letters.append(text[at:])
    return Comparable("".join(letters), (*starts, *folded.starts[at:]), (*ends, *folded.ends[at:]), tuple(cited))


def _numbers(match: re.Match[str]) -> list[tuple[int, int, Number]]:
    """Return start, end and value of each number of one 第…条; 条之一 and 第2-1条 extend the last number."""
    at = match.start(1)
    numbers = [(at + m.start(), at + m.end(), Number(int(m.group()))) for m in re.finditer(r"\d+", match[1])]
    insert = match[2] or match[3]
    if insert:
        start, _, number = numbers[-1]
        numbers[-1] = (start, match.end(3 if match[3] else 2), Number(number.value, int(insert)))
    return numbers
