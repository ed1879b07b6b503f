"""Normalise text for matching; ``search-text.js`` does the same in the browser.

``tests/cases/search-normalise.json`` holds the vectors that both are tested with.  Width, case and compatibility forms
are folded; punctuation is kept but separates the runs that are indexed; invisible characters are removed.
"""

from __future__ import annotations

import re
import unicodedata

#: Folded in addition to NFKC.  ○ stands for 〇 in scanned dates; curly quotes are typed as straight ones.
_EXTRA = {"○": "〇", "“": '"', "”": '"', "‘": "'", "’": "'"}
#: Variation selectors: they choose a glyph, not a character.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INVISIBLE = frozenset({"Cf", "Cs"})
#: The voiced sound marks of half-width kana, which compose but do not have the category of marks.
_HALF_WIDTH_MARKS = "\uff9e\uff9f"
_SPACES = frozenset({"Zs", "Zl", "Zp", "Cc"})


def _fold_cluster(cluster: str) -> str:
    out = []
    for char in unicodedata.normalize("NFKC", cluster):
        if unicodedata.category(char) in _INVISIBLE or _SELECTORS.match(char):
            continue
        if unicodedata.category(char) in _SPACES:
            out.append(" ")
        else:
            out.append(_EXTRA.get(char) or char.lower())
    return "".join(out)


class _Folded(dict[str, str]):
    """Cache: character → folded characters."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_cluster(char)
        return folded


class _Keys(dict[str, str]):
    """Cache: folded character → itself if it belongs to a word, a space if it breaks one."""

    def __missing__(self, char: str) -> str:
        key = self[char] = " " if breaks_word(char) else char
        return key


_folded = _Folded()
_keys = _Keys()
_MARK_FREE = re.compile("[\x00-\u02ff\u2000-\u206f\u3000-\u3029\u3030-\u3098\u30a0-\ua62f\uff00-\uff9d]*\\Z")


def breaks_word(char: str) -> bool:
    """Return True if a folded character separates words: punctuation, symbols, white space.

    Unassigned characters do not, because one that is unassigned here may be a letter in a newer browser.
    """
    return unicodedata.category(char)[0] in "PSZ"


def clusters(text: str) -> list[str]:
    """Return the characters of a text, each with the combining marks that follow it."""
    out: list[str] = []
    for char in text:
        if out and (unicodedata.category(char)[0] == "M" or char in _HALF_WIDTH_MARKS):
            out[-1] += char
        else:
            out.append(char)
    return out


def fold(text: str) -> str:
    """Return the text in the form that is compared.

    It is in NFKC and lower case, with straight quotes and punctuation, without invisible characters.  Each cluster is
    folded separately, so that a browser can map offsets of the folded text to the original.
    """
    if _MARK_FREE.match(text):  # the usual case, ten times as fast
        return "".join(map(_folded.__getitem__, text))
    return "".join(_fold_cluster(cluster) for cluster in clusters(text))


def break_words(folded: str) -> str:
    """Return a folded text with a space for every character that breaks a word."""
    return "".join(map(_keys.__getitem__, folded))


def runs(folded: str) -> list[str]:
    """Return the words of a folded text: the runs between punctuation, symbols and white space."""
    return break_words(folded).split()
