"""Tell a misspelt title from the title of another law.

Titles of two laws may differ by one character (民事诉讼法, 刑事诉讼法; 供水条例, 供热条例; 北京市…, 天津市…).  So only
errors typical of writing and of input methods count: characters that sound alike, that are transposed, left out or
doubled, and characters that are often confused.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from fatiao.citing.shelf import Shelved, TitleShelf, area_of
from fatiao.language.pinyin import read_plainly
from fatiao.language.titles import title_key

#: Characters.  Shorter titles are too similar to tell a misspelling from another law.
_SHORTEST = 4
#: Shortest title (in characters) and the slips allowed in it: three from sixteen on, two from ten on, else one.
_SLIPS = ((16, 3), (10, 2), (0, 1))
#: Pairs of characters that writers confuse, and by which no two titles are distinguished.
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in (
        *(
            "列例",
            "机秘",
            "护守",
            "障护",
            "圆园",
            "未末",
            "己已",
            "茶荼",
            "侯候",
            "帐账",
            "镇填",
            "贷货",
            "暴爆",
            "防妨",
            "治制",
        ),
        *("辨辩", "拆折", "徒徙", "拔拨", "券卷", "竞竟", "暑署", "准淮", "冶治", "尔儿", "入人", "楚础", "谍碟"),
    )
)
_KINDS = ("条例", "办法", "规定", "细则", "决定", "规则", "规程", "法", "解释")


def near_works(shelf: TitleShelf, title: str) -> tuple[Shelved, ...]:
    """Return the held works whose title or short title ``title`` misspells; none if it may mean another law."""
    key = title_key(title)
    if len(key) < _SHORTEST or shelf.knows(title):
        return ()
    found = {id(w): w for known, works in shelf.held.items() if is_slip_of(key, known) for w in works}
    if not found or any(is_slip_of(key, other) for other in shelf.other):
        return ()
    return tuple(found.values())


def is_slip_of(printed: str, title: str) -> bool:
    """Return True if ``printed`` is a misspelling of ``title``."""
    if abs(len(printed) - len(title)) > 2 or len(title) < _SHORTEST or printed == title:
        return False
    if _kind_of(title) != _kind_of(printed) and _kind_of(printed):
        return False
    allowed = next(slips for length, slips in _SLIPS if len(title) >= length)
    area, cost = area_of(title), 0
    for tag, a, b, c, d in SequenceMatcher(None, title, printed, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        doubled = tag == "insert" and printed[c:d] in (printed[c - 1 : c], printed[d : d + 1])
        price = _price(tag, title[a:b], printed[c:d], doubled, short=len(title) < _SLIPS[1][0])
        if price is None or (a < len(area) and price > len(area) // 4):
            return False
        cost += price
    return cost <= (2 * allowed if _is_exchange(printed, title) else allowed)


def _price(tag: str, right: str, wrong: str, doubled: bool, short: bool) -> int | None:
    """Return the number of slips that turn one piece into the other; None if slips cannot."""
    if tag == "replace":
        if len(right) != len(wrong):
            return None
        return len(right) if all(_alike(*pair) for pair in zip(right, wrong, strict=True)) else None
    if len(right) + len(wrong) > 1:
        return None
    return 1 if doubled or not short else None


def _is_exchange(printed: str, title: str) -> bool:
    """Return True if ``printed`` has the characters of ``title``, in whatever order."""
    return len(printed) == len(title) and sorted(printed) == sorted(title)


def _alike(one: str, other: str) -> bool:
    return frozenset((one, other)) in _CONFUSED or read_plainly(one) == read_plainly(other)


def _kind_of(title: str) -> str:
    return next((kind for kind in _KINDS if title.endswith(kind)), "")
