"""Pair straight quotation marks: decide which " opens and which closes."""

from __future__ import annotations

import re

_STRAIGHT = re.compile(r"[\"＂]")
_BEGINS_LONG = frozenset("\n：:")
_ENDS = frozenset("。；！？”’")


def pair_marks(text: str) -> str:
    """Return the text with straight double marks replaced by “ or ”; the length and all other characters are unchanged.

    A mark at the start of a line opens, because a quotation of several 款 has one before each.  A quotation that opens
    there or after a colon runs to the end of a sentence, and the marks within it stay straight.
    """
    if _STRAIGHT.search(text) is None:
        return text
    out = list(text)
    line = -1
    inside = long = False
    for found in _STRAIGHT.finditer(text):
        at = found.start()
        begin = text.rfind("\n", 0, at)
        if begin != line:
            line, inside = begin, False
        before = text[at - 1] if at else "\n"
        after = text[at + 1] if at + 1 < len(text) else "\n"
        if inside and long and not (after == "\n" or before in _ENDS):
            continue
        opens = before == "\n" or (after != "\n" and not inside)
        out[at] = "“" if opens else "”"
        inside = opens
        long = opens and before in _BEGINS_LONG
    return "".join(out)
