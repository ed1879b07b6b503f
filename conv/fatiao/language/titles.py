"""Decide whether two printed titles name the same text.

All parts of the program use this module: references, scopes of definitions, grounds of an editor, checks of the corpus,
lists, and search.  ``tests/cases/titles.json`` holds the test vectors that the scripts of the site must satisfy too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters

from fatiao.language.dates import iso_date

#: The name of the state, which some prints omit, also inside 《〈…〉》.
STATE = "中华人民共和国"
_MARKS = re.compile(r"[《》〈〉<>«»“”‘’\"'＂＇「」『』\s\u3000\u200b\ufeff]")
#: A title in its marks, with the titles inside it: 《关于修改〈…〉的决定》, 《关于修改《…》的决定》.
TITLE_IN_MARKS = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")
_LETTERS = "0123456789" + ascii_letters
_WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in _LETTERS)
_WIDTH = str.maketrans("()〔〕[]【】" + _WIDE, "（）（）（）（）" + _LETTERS)
#: （2018年修正）, （2010年5月1日通过）, （2014修订）: the edition that a citation names.
_EDITION = re.compile(
    r"(?P<year>[12]\d{3})\s?年?(?:(?<=年)\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日)?"
    r"(?:[^（）()《》，。；\n]{0,24}?(?:修[订正改]|通过|公布|发布|颁布|施行|制定|批准|版本?|文本))?"
)
_EDITION_AT_END = re.compile(rf"[（(]({_EDITION.pattern})[）)]\Z")


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """Return the key of a title: two titles name the same text if and only if their keys are equal.

    The key omits 中华人民共和国, quotation marks, title marks and white space, and unifies width.
    """
    bare = title_form(title)
    return bare.replace(STATE, "") or bare


def title_form(title: str) -> str:
    """Return a title as ``title_key`` does, but with the name of the state."""
    return _MARKS.sub("", title).translate(_WIDTH)


def split_edition(title: str) -> tuple[str, str | None]:
    """Split X条例（2018年修正） into the title and its edition, which is None if the title names none."""
    found = _EDITION_AT_END.search(title)
    edition = read_edition(found[1]) if found else None
    return (title[: found.start()], edition) if found and edition else (title, None)


def read_edition(words: str) -> str | None:
    """Return the edition that ``words`` name, ``2010`` or ``2010-05-01``; None if they name none."""
    found = _EDITION.match(words.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    return iso_date(year, month, day)


def short_title(title: str) -> str:
    """Return a title without the name of the state at its start, for sorting lists and labelling figures."""
    return title.removeprefix(STATE) or title
