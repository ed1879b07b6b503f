"""Terms by spelling and by reading, and the tables that lead to them from traditional characters and from sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from pypinyin.constants import PINYIN_DICT

from conv.search.normalise import fold, runs
from conv.search.traditional import PAIRS

#: Level 1 of GB/T 2312: the 3,755 commonest characters, which somebody may pick by their sound.
_COMMON = tuple(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
)
_TONES = re.compile(r"[^a-z]")


def plain_reading(text: str) -> str:
    """A reading without tones, spaces and marks; ü is v, as it is typed."""
    text = unicodedata.normalize("NFC", text.lower()).translate({ord(c): "v" for c in "üǖǘǚǜ"})
    return _TONES.sub("", unicodedata.normalize("NFD", text))


@cache
def _sound(char: str) -> str:
    return plain_reading(PINYIN_DICT.get(ord(char), "").split(",")[0])  # the most usual one comes first


def sound_of(text: str) -> str:
    """The most usual reading of each character, joined: what the browser makes of a misspelt query."""
    return "".join(_sound(char) or char for char in fold(text))


def term_entries(terms: Iterable[tuple[str, str, str, Sequence[int]]]) -> list[tuple[str, str, str, str]]:
    """Rows of key, term, url, articles (``3 14``), sorted; one per spelling, one per reading with ``~`` before it."""
    rows: dict[tuple[str, str, str], str] = {}
    for term, url, reading, articles in terms:
        spelling = "".join(runs(fold(term)))
        readings = {plain_reading(reading), sound_of(term)}
        for key in (spelling, *(f"~{sound}" for sound in readings if sound)):
            rows[key, term, url] = " ".join(map(str, articles))
    return [(*row, rows[row]) for row in sorted(rows, key=lambda row: (row[0].encode("utf-16-be"), row))]


def reading_table(terms: Iterable[str]) -> str:
    """``ding定丁订…`` lines: the common characters that sound like one of some term."""
    wanted = {_sound(char) for term in terms for char in term}
    table: dict[str, list[str]] = {sound: [] for sound in sorted(wanted) if sound}
    if table:
        for char in _COMMON:
            if _sound(char) in table:
                table[_sound(char)].append(char)
    return "\n".join(sound + "".join(chars) for sound, chars in table.items())


def simplifications(alphabet: Iterable[str]) -> str:
    """Pairs of characters, traditional then simplified, for the simplified ones that occur in the index."""
    known = set(alphabet)
    return "".join(
        traditional + simplified
        for traditional, simplified in zip(PAIRS[::2], PAIRS[1::2], strict=True)
        if simplified in known
    )
