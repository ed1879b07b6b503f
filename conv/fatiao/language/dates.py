"""Find, parse and print dates in Chinese texts.

In the code a date is ISO 8601, as far as it is known: ``2025-11-26``, ``2025-11``, ``2025``; one that recurs every
year or month has no year: ``--04-15``, ``---10``.  This module does not know what happened on a date.
"""

from __future__ import annotations

import re
from datetime import date

from fatiao.language.interface import say
from fatiao.language.numerals import parse_numeral

_DIGITS = "〇○Ｏ零一二三四五六七八九"
#: 2022年 5月27日, 二〇二二年五月二十七日, 中华民国一百十二年五月三日, also letterspaced.
DATE = re.compile(
    rf"(?P<year>[0-9０-９]{{4}}|[{_DIGITS}]{{4}}"
    r"|(?:中华)?民国\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十百零〇]{1,5}))\s*年\s*"
    r"(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
#: Added to a year of 民国: 民国元年 is 1912.
_REPUBLIC = 1911
#: A year in which every day of the calendar exists, to validate recurring days.
_LEAP_YEAR = 2000


def read_date(match: re.Match[str]) -> str | None:
    """Return the date in the groups ``year``, ``month`` and ``day`` of ``match``, as far as the match has them.

    Return None if the calendar has no such day.
    """
    parts = match.groupdict()
    year, month, day = (_read(parts.get(name)) for name in ("year", "month", "day"))
    try:
        date(_LEAP_YEAR if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return iso_date(year, month, day)


def _read(printed: str | None) -> int | None:
    if printed is None:
        return None
    _, republic, numeral = printed.rpartition("国")
    return parse_numeral(numeral.strip()) + (_REPUBLIC if republic else 0)


def iso_date(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Return a date as ISO 8601, without a check that the calendar has it."""
    if year is None and month is None:
        return f"---{day:02}"
    head = "-" if year is None else f"{year:04}"
    return head + "".join(f"-{part:02}" for part in (month, day) if part is not None)


def print_date(iso: str) -> str:
    """Return a date in the form of Chinese texts: ``2025年11月26日``, ``2025年11月``, ``2025年``.

    One that recurs is ``每年4月15日``, ``每年4月`` or ``每月10日``.
    """
    match iso.split("-"):
        case ["", "", "", day]:
            return say("每月{day}日", day=int(day))
        case ["", "", month, day]:
            return say("每年{month}月{day}日", month=int(month), day=int(day))
        case ["", "", month]:
            return say("每年{month}月", month=int(month))
        case [year, month, day]:
            return say("{year}年{month}月{day}日", year=int(year), month=int(month), day=int(day))
        case [year, month]:
            return say("{year}年{month}月", year=int(year), month=int(month))
    return say("{year}年", year=int(iso))


def is_day(text: str) -> bool:
    """Return True if ``text`` is a day of the calendar in the form ``2022-05-27``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
