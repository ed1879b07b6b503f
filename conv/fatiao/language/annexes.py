"""Parse the label of an annex into its word and its number."""

from __future__ import annotations

import re

from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral

_LABEL = re.compile(rf"附(?P<word>[件表录图]?)(?P<number>[{NUMERAL_CHARACTERS}]{{1,4}}|\d{{1,4}})?")


def read_annex_label(label: str) -> tuple[str, int | None]:
    """Return the word and the number, or None, of 附件2, 附表一 or 附录; any other label is returned with None."""
    found = _LABEL.match(re.sub(r"\s", "", label))
    if found is None:
        return label, None
    return "附" + found["word"], parse_numeral(found["number"]) if found["number"] else None


def is_annex(label: str, only: bool, word: str, number: int) -> bool:
    """Return True if ``label`` names the annex; an ``only`` annex without a printed number, or just 附, is number 1."""
    printed = read_annex_label(label)
    return printed == (word, number) or (only and number == 1 and printed in ((word, None), ("附", None)))
