"""Parse the label at the start of a line: 第十五条, 第二章, （一）, 一、, 1., ⑴, ①.

The ranks below 条 follow 立法法第六十五条: 款 has no label, 项 is （一）, 目 is 1.; other forms occur in practice.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from fatiao.language.numerals import format_numeral, parse_numeral
from fatiao.model.law import Level


class Style(StrEnum):
    """The printed form of a label."""

    ARTICLE = "第一条"
    PART = "第一编"
    SUBPART = "第一分编"
    CHAPTER = "第一章"
    SECTION = "第一节"
    PAREN = "（一）"
    COMMA = "一、"
    DOT = "1."
    DIGIT_PAREN = "（1）"
    CIRCLE = "①"


DIVISION_LEVELS = {
    Style.PART: Level.PART,
    Style.SUBPART: Level.SUBPART,
    Style.CHAPTER: Level.CHAPTER,
    Style.SECTION: Level.SECTION,
}

_UNITS = {"条": Style.ARTICLE, "编": Style.PART, "分编": Style.SUBPART, "章": Style.CHAPTER, "节": Style.SECTION}


class Label(NamedTuple):
    """A label at the head of a text: ``end`` is its end offset, ``printed`` its characters without white space.

    ``apart`` is True if white space or the end of the line follows a label that begins with 第, and False for all other
    labels; ``repaired`` is True if a misread character was replaced by the one that it looks like.
    """

    style: Style
    value: int
    insert: int
    end: int
    printed: str
    apart: bool
    repaired: bool = False


#: Han numerals and look-alikes of 〇; the second set adds the look-alikes of 一 that scans produce (第三十－条).
NUMERAL = "零〇○Ｏ一二两三四五六七八九十百千万"
_NUMERAL_OR_MISREAD = NUMERAL + r"－—―ー\-"
_DIGIT = "0-9０-９"
#: The blanks that are met beside a numeral, as members of a character class; more kinds stand within one.
_BLANK = r" 　\xa0"
_BLANKS = _BLANK + r"\t\u2002\u2003"
_BRANCH = rf"[{NUMERAL}]{{1,3}}|[{_DIGIT}]{{1,2}}"
_DI = re.compile(
    rf"""
    (?P<di>[第笫苐]) [{_BLANKS}]*
    (?P<numeral>
        [{_NUMERAL_OR_MISREAD}] [{_NUMERAL_OR_MISREAD}{_BLANKS}]{{0,18}}
        | [{_DIGIT}]{{1,6}} [{_BLANK}]{{0,3}}
    )
    (?:
        # 第2-1条 is 第二条之一, as Taiwan and Korea number inserted articles
        (?<=[{_DIGIT}]) [ ]? [-－–—―‐‑] [ ]? (?P<dashed>[{_DIGIT}]{{1,2}}) [{_BLANK}]{{0,3}}
        # 第2A條, as Hong Kong does
        | (?<=[{_DIGIT}]) (?P<letter>[A-Z]) [ ]?
        # 第一百二十之一条
        | 之 [{_BLANK}]? (?P<within>{_BRANCH}) [{_BLANK}]?
    )?
    (?P<unit>条|章|节|编|分[ 　]?编)
    (?:
        # 第一百二十条之一, 第120条-1; but not 第三条之二款
        [{_BLANK}]? (?:之|[-－](?=[{_DIGIT}])) [{_BLANK}]?
        (?P<behind>{_BRANCH}) (?![{NUMERAL}{_DIGIT}条款项年月日分内个])
    )?
    """,
    re.VERBOSE,
)
_PAREN = re.compile(rf"[（(][{_BLANK}]*(?:(?P<han>[{NUMERAL}]{{1,6}})|(?P<arabic>[{_DIGIT}]{{1,3}}))[{_BLANK}]*[)）]")
_COMMA = re.compile(rf"([{NUMERAL}](?:[ 　]?[{NUMERAL}]){{0,5}})[ 　]?[、.．](?![{NUMERAL}]、)")
_ARABIC = re.compile(rf"([{_DIGIT}]{{1,3}})[ 　]?(?:[.．、](?![{_DIGIT}])|[)）])")

_CIRCLES = {chr(ord("①") + i): i + 1 for i in range(20)}
_BRACKETED_DIGITS = {chr(ord("⑴") + i): i + 1 for i in range(20)}
_DOTTED_DIGITS = {chr(ord("⒈") + i): i + 1 for i in range(20)}
_BRACKETED_NUMERALS = {chr(ord("㈠") + i): i + 1 for i in range(10)}
_SINGLE = {
    character: (style, value)
    for style, table in (
        (Style.CIRCLE, _CIRCLES),
        (Style.DIGIT_PAREN, _BRACKETED_DIGITS),
        (Style.DOT, _DOTTED_DIGITS),
        (Style.PAREN, _BRACKETED_NUMERALS),
    )
    for character, value in table.items()
}

_SPACES = frozenset(" \t　\xa0\u2002\u2003\u2009\u202f\u3000")
#: （一）项, （一）至（三）项: a citation that a line break moved to the head of a line; but not （一）项目, （二）款项.
CITED_AFTER = r"项(?!目)|款(?!项)|目(?![的标录前])|[、和或及与至到][ 　]*第?[（(]"
_CITED = re.compile(CITED_AFTER)

_ONES = "一二两三四五六七八九"
_ZERO = "零〇○Ｏ"
#: Numerals that number items: 一百二十一, 一百十二, or up to three digits one by one (二一 is 21).
#: 百千 and 千万 are no such numerals, and 二〇二二 is a year.
_ITEM_NUMERAL = re.compile(
    rf"[{_ONES}][{_ONES}{_ZERO}]{{0,2}}|[{_ZERO}]"
    rf"|(?:[{_ONES}]千)?(?:[{_ZERO}]?[{_ONES}]百)?(?:[{_ZERO}]?[{_ONES}]?十)?(?:[{_ZERO}]?[{_ONES}])?"
)


@lru_cache(maxsize=4096)
def numeral_value(text: str) -> tuple[int, bool]:
    """Return the value of a numeral as printed (-1 if it has none), and whether a look-alike was replaced."""
    kept = "".join(c for c in text if c not in _SPACES)
    repaired = any(c in "－—―ー-" for c in kept)
    kept = kept.translate({ord(c): "一" for c in "－—―ー-"}).replace("○", "〇").replace("Ｏ", "〇")
    try:
        value = parse_numeral(kept)
    except ValueError:
        return -1, repaired
    if repaired and (value > 9999 or format_numeral(value) != kept):
        return -1, repaired  # 第三-五条 is a range, not 第三一五条
    return value, repaired


@lru_cache(maxsize=4096)
def _item_value(text: str) -> int | None:
    """Return the value of the numeral of an item, or None if nobody numbers items with it."""
    kept = "".join(c for c in text if c not in _SPACES)
    return numeral_value(kept)[0] if kept.isdecimal() or _ITEM_NUMERAL.fullmatch(kept) else None


@lru_cache(maxsize=8192)
def _squeeze(text: str) -> str:
    return "".join(text.split())


def read_label(text: str) -> Label | None:
    """Return the label at the start of a line, which must not be empty, or None; the caller judges the context."""
    reader = _READERS.get(text[0])
    return reader(text) if reader is not None else None


def read_di(text: str, at: int = 0) -> Label | None:
    """Return the label 第…条, 章, 节, 编 or 分编 at an offset, or None; ``Label.end`` is an offset in ``text`` too."""
    match = _DI.match(text, at)
    if match is None:
        return None
    insert, letter, unit = match["dashed"] or match["within"] or match["behind"], match["letter"], match["unit"]
    value, repaired = numeral_value(match["numeral"])
    if value < 0:
        return None
    end = match.end()
    number = numeral_value(insert)[0] if insert else 0
    if letter:
        number = ord(letter) - ord("A") + 1
    apart = end >= len(text) or text[end] in _SPACES
    style = _UNITS[unit] if len(unit) < 3 else Style.SUBPART
    return Label(style, value, number, end, _squeeze(match[0]), apart, repaired or match["di"] != "第")


def _read_paren(text: str) -> Label | None:
    match = _PAREN.match(text)
    if match is None:
        return None
    end = match.end()
    if _CITED.match(text, end):
        return None
    value = _item_value(match["han"] or match["arabic"])
    if value is None:
        return None
    return Label(Style.PAREN if match["han"] else Style.DIGIT_PAREN, value, 0, end, _squeeze(match[0]), False)


def _read_comma(text: str) -> Label | None:
    match = _COMMA.match(text)
    value = _item_value(match[1]) if match is not None else None
    if match is None or value is None:
        return None
    return Label(Style.COMMA, value, 0, match.end(), _squeeze(match[0]), False)


def _read_digit(text: str) -> Label | None:
    match = _ARABIC.match(text)
    if match is None:
        return None
    return Label(Style.DOT, numeral_value(match[1])[0], 0, match.end(), _squeeze(match[0]), False)


def _read_single(text: str) -> Label | None:
    style, value = _SINGLE[text[0]]
    end = 2 if text[1:2] in (".", "．", "、") else 1
    return Label(style, value, 0, end, text[:end], False)


_READERS = {
    **dict.fromkeys("第笫苐", read_di),
    **dict.fromkeys("（(", _read_paren),
    **dict.fromkeys(NUMERAL, _read_comma),
    **dict.fromkeys("0123456789０１２３４５６７８９", _read_digit),
    **dict.fromkeys(_SINGLE, _read_single),
}
