"""Fold a text for comparison, so that only a change of words counts as a change.

Folding removes differences of width and compatibility forms (NFKC), glyph variants, script, punctuation, spaces, and
the notation of numbers (十五, １５, 15).  Punctuation between digits stays, since 1.5 is not 15.  Folded text is never
published.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from fatiao.language.numerals import parse_numeral
from fatiao.language.traditional import PAIRS

#: Variant glyphs that OpenCC's table lacks, as consecutive pairs of variant and common character: forms of old print
#: and of the standards of Taiwan and Japan (旣 既), and 巿 (fú), which is typed for 市.
_VARIANTS = (
    "巿市髙高戸户囯国旣既敎教黒黑歩步靑青淸清產产眞真絕绝銳锐稅税戲戏册册冊册敍叙敘叙勅敕倂并祕秘牀床尅克迺乃喦岩徧遍"
    "內内別别戶户沒没呂吕彔录强强強强臺台説说"
)
_GLYPHS = {
    ord(variant): common
    for table in (PAIRS, _VARIANTS)
    for variant, common in reversed(list(zip(table[::2], table[1::2], strict=True)))  # the first of several forms wins
}

#: Circles that stand for 〇 in a numeral (一○五); elsewhere they are marks.
_CIRCLE = re.compile(r"(?<=[〇零一二三四五六七八九])[○◯Ｏ](?=[〇零一二三四五六七八九○◯Ｏ年月日条])")
#: A run parsed as one number.  A number never begins with 百, 千 or 万, which begin other words (万一, 千方百计).
_NUMERAL = re.compile(
    r"(百分之|千分之)?([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?[万千百]?"
    r"|(?:[〇零一二三四五六七八九十]|两(?=[百千万]))[〇零一二三四五六七八九十百千万]*)"
)
_TENFOLDS = {"百": 100, "千": 1000, "万": 10_000}
#: Signs of category P that are kept even without digits on both sides: 5%, 3‰.
_SIGNS = frozenset("%‰&")
_FIRST_OF_NUMERAL = frozenset("〇零一二三四五六七八九十")
#: All dashes and tildes, which separate two numbers, become one sign.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~～〜﹣", "-"))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` is the half-open range ``starts[i]`` to ``ends[i]`` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).translate(_DASHES).translate(_GLYPHS)
    return "".join(c for c in plain.lower() if not c.isspace() and unicodedata.category(c)[0] not in "CZ")


def fold(text: str) -> Folded:
    """Return ``text`` folded for comparison."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(_CIRCLE.sub("〇", text)):
        for plain in "\n" if character == "\n" else _fold_character(character):
            letters.append(plain)
            places.append(at)
    return _fold_numbers("".join(letters), places)


def _fold_numbers(text: str, places: list[int]) -> Folded:
    """Return the folded text with numbers in digits and without punctuation."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0

    def put(characters: str, start: int, end: int) -> None:
        for c in characters:
            out.append(c)
            starts.append(places[start])
            ends.append(places[end - 1] + 1)

    for match in (*_NUMERAL.finditer(text), None):
        start = match.start() if match else len(text)
        for i in range(at, start):
            put(_kept(text[i], out, text[i + 1 :][:1]), i, i + 1)
        if match:
            share = {"百": "%", "千": "‰"}.get((match[1] or "")[:1], "")
            put(_digits(match[2]) + share, start, match.end())
            at = match.end()
    return Folded("".join(out), tuple(starts), tuple(ends))


def _kept(character: str, before: list[str], after: str) -> str:
    """Return the character, or nothing for punctuation, unless it separates two numbers.

    Of such separators ``.-/:`` stay (3-5); any other becomes 、 (第二、三条).
    """
    if character in _SIGNS or not (character == "\n" or unicodedata.category(character).startswith("P")):
        return character
    if not (before and before[-1].isdigit() and (after.isdigit() or after in _FIRST_OF_NUMERAL)):
        return ""
    return character if character in ".-/:" else "、"


@lru_cache(maxsize=4096)
def _digits(numeral: str) -> str:
    numeral = numeral.replace(",", "")
    if numeral[-1] in _TENFOLDS and numeral[0].isdigit() and not numeral.isascii():
        number = numeral[:-1]
        return str(int(number) * _TENFOLDS[numeral[-1]]) if number.isdecimal() and number.isascii() else numeral
    if "." in numeral:
        return numeral
    try:
        return str(parse_numeral(numeral))
    except ValueError:
        return numeral
