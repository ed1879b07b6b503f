"""Numbers of automatic lists as word processors print them: 3 as 三, 叁, III, c, ③ or 丙.

The names of formats are those of Office Open XML (ST_NumberFormat, ISO/IEC 29500-1 §17.18.59); ``odt_lists`` and
``html`` translate their own.
"""

from __future__ import annotations

from fatiao.language.numerals import format_numeral

_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_CHINESE = {"chineseCountingThousand", "taiwaneseCountingThousand", "ideographTraditionalThousand", "koreanCounting"}
#: Counted in words below a hundred, digit by digit from there on: 九十九, 一〇〇.
_CHINESE_SHORT = {"chineseCounting", "taiwaneseCounting"}
_DIGIT_BY_DIGIT = {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"}
_FINANCIAL_FORMATS = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
#: A format's first character and the length of its series; larger numbers are printed in digits.
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}


def format_label(value: int, name: str) -> str:
    """Return a number in the Office Open XML format ``name``; in plain digits if the format is unknown."""
    if name in ("none", "bullet"):
        return ""
    if value < 1:
        return "零" if value == 0 and name in _CHINESE else str(value)
    sign, signs = _SIGNS.get(name, ("", 0))
    if value <= signs:
        return chr(ord(sign) + value - 1)
    return _in_words(value, name) or _in_letters(value, name) or str(value)


def _in_words(value: int, name: str) -> str:
    if value > 99_999:
        return ""
    words = ""
    if name in _CHINESE or (name in _CHINESE_SHORT and value < 100):
        words = format_numeral(value)
    elif name in _CHINESE_SHORT or name in _DIGIT_BY_DIGIT:
        words = "".join(_DIGITS[int(digit)] for digit in str(value))
    elif name == "japaneseCounting":  # 百 and 千 without 一 before them, and no 零
        words = format_numeral(value).replace("零", "")
        words = words[1:] if words[:2] in ("一百", "一千") else words
    elif name in _FINANCIAL_FORMATS:
        words = format_numeral(value)
        words = ("一" + words if words[0] == "十" else words).translate(_FINANCIAL)
    elif name == "ideographTraditional":
        words = _STEMS[(value - 1) % len(_STEMS)]
    elif name == "ideographZodiac":
        words = _BRANCHES[(value - 1) % len(_BRANCHES)]
    return words


def _in_letters(value: int, name: str) -> str:
    if name in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate(_FULL_WIDTH)
    if name == "decimalZero":
        return f"{value:02}"
    if name in ("upperLetter", "lowerLetter"):  # z is followed by aa, that by bb
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 10)
        return letter.upper() if name == "upperLetter" else letter
    if name in ("upperRoman", "lowerRoman") and value < 4000:
        out = ""
        for size, sign in _ROMAN:
            out += sign * (value // size)
            value %= size
        return out.upper() if name == "upperRoman" else out
    return ""


def set_apart(label: str, follows: str = "space") -> str:
    """Return a printed label with its separator: nothing after 、 and other marks or brackets, else a wide space."""
    if not label or follows == "nothing" or label[-1] in "、）)．.。，：":
        return label
    return label + "　"
