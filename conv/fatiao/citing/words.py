"""Compare quoted words with the words of a provision, ignoring punctuation, width, labels of 项 and ……."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: …… marks an omission, and 〔…〕 or […] encloses words of the writer.
_OMISSION = re.compile(r"…+|\.{3,}|。{3,}|·{3,}|[〔\[［][^〕\]］\n]{0,60}[〕\]］]")
#: （一） and the label of the article are left out or written otherwise when a provision is quoted.
_LABEL = re.compile(r"[（(]\s?[零〇一二三四五六七八九十百0-9０-９]{1,4}\s?[）)]")
_ARTICLE_LABEL = re.compile(
    r"\A[\s>“\"*]*第[零〇一二三四五六七八九十百0-9０-９]{1,8}条(?:之[一二三四五六七八九十]{1,2})?[\s\u3000：:*]+"
)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,20}\]|[①-⑳]")
#: Characters.  A shorter run of equal characters is coincidence (的, 应当).
_SHORTEST_RUN = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """The letters of a quotation, split into pieces at its omissions."""

    pieces: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(len, self.pieces))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text without labels of 项, in one width and case."""
    folded = unicodedata.normalize("NFKC", _LABEL.sub("", text)).lower()
    return "".join(character for character in folded if character.isalnum())


def quoted(text: str) -> Quoted:
    """Return the letters of a quotation, without the article's label and footnote marks."""
    bare = _NOTE_MARK.sub("", _ARTICLE_LABEL.sub("", text))
    return Quoted(tuple(filter(None, map(letters_of, _OMISSION.split(bare)))))


def holds(letters: str, quotation: Quoted) -> bool:
    """Return True if ``letters`` contain the pieces of a quotation, in order."""
    at = 0
    for piece in quotation.pieces:
        found = letters.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(quotation.pieces)


def likeness(letters: str, quotation: Quoted) -> float:
    """Return the share of a quotation, from 0 to 1, that occurs in ``letters`` in runs too long for coincidence."""
    if not len(quotation):
        return 0.0
    equal = 0
    for piece in quotation.pieces:
        matcher = SequenceMatcher(None, letters, piece, autojunk=False)
        equal += sum(block.size for block in matcher.get_matching_blocks() if block.size >= _SHORTEST_RUN)
    return equal / len(quotation)


def differences(letters: str, quotation: Quoted) -> str:
    """Return a description of how a quotation differs: “立即”应为“及时”；缺“依法”；多“一律”."""
    told: list[str] = []
    for piece in quotation.pieces:
        if piece not in letters:
            told.extend(_of_piece(letters, piece))
    return "；".join(told)


def _of_piece(letters: str, piece: str) -> Sequence[str]:
    matcher = SequenceMatcher(None, letters, piece, autojunk=False)
    solid = [block for block in matcher.get_matching_blocks() if block.size >= _SHORTEST_RUN]
    if not solid:
        return [f"“{piece}”不是这一条的文字"]
    start = max(0, solid[0].a - solid[0].b)
    end = min(len(letters), solid[-1].a + len(piece) - solid[-1].b)
    window = letters[start:end]
    told = []
    opcodes = SequenceMatcher(None, window, piece, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(opcodes):
        right, wrong = window[a:b], piece[c:d]
        if tag == "replace":
            told.append(f"“{wrong}”应为“{right}”")
        elif tag == "insert":
            told.append(f"多“{wrong}”")
        elif tag == "delete" and 0 < at < len(opcodes) - 1:  # the words around a quotation are not missing in it
            told.append(f"缺“{right}”")
    return told
