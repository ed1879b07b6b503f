"""Parse and format Chinese numerals: 一百二十 ⇄ 120.

Statutes use 零〇一…九十百千万 and, in scans, look-alikes of 一 and 〇; dates write the digits one by one (二〇二二年).
Source of the forms: GB/T 15835—2011, 出版物上数字用法.
"""

from __future__ import annotations

from functools import lru_cache

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "－": 1, "—": 1}  # － and — are 一 misread by a scanner
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIAD = {"万": 10_000}

#: The characters of printed numerals, for use inside the brackets of a regular expression.
NUMERAL_CHARACTERS = "零〇○一二两三四五六七八九十百千万"
_NAMES = "零一二三四五六七八九"
#: The largest number that ``format_numeral`` accepts; no statute has more provisions.
LARGEST_NUMERAL = 99_999


def parse_numeral(text: str) -> int:
    """Return the value of a numeral in Chinese, ASCII or full-width digits; Chinese ones go up to 99,999,999.

    Raises ValueError for anything else.
    """
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIAD for c in text):
        raise ValueError(f"not a numeral: {text!r}")
    if not any(c in _UNITS or c in _MYRIAD for c in text):  # digits one by one: 二〇二二
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            total += (section + digit or 1) * _MYRIAD[c]
            section = digit = 0
    return total + section + digit


@lru_cache(maxsize=4096)
def format_numeral(value: int) -> str:
    """Return the Chinese numeral for 0 ≤ ``value`` ≤ 99,999 in the form of statutes (十, 十一, 一百零一, 一百一十).

    Raises ValueError outside that range.
    """
    if not 0 <= value <= LARGEST_NUMERAL:
        raise ValueError(f"out of range: {value}")
    if value == 0:
        return "零"
    myriads, rest = divmod(value, 10_000)
    out = _NAMES[myriads] + "万" if myriads else ""
    pending_zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if not digit:
            pending_zero = bool(out)
            continue
        if pending_zero:
            out += "零"
            pending_zero = False
        out += ("" if digit == 1 and unit == 10 and not out else _NAMES[digit]) + name
    return out
