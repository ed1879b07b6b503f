"""List terms by spelling and by reading, with tables of traditional characters and of sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from fatiao.language.pinyin import list_readings
from fatiao.language.traditional import PAIRS
from fatiao.search.normalise import fold, runs
from fatiao.search.postings import encode_gaps, encode_numbers
from fatiao.search.sounds import RUNS

#: Level 1 of GB/T 2312: the 3,755 commonest characters, which a reader may have picked by their sound.
COMMON = tuple(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
)
#: The kind that rows leave out, since most names are of it.
TERM = "术语"
#: Minimum cells in the row of a name; a row with two cells refers to another spelling.
_LEAST = 4
_TONES = re.compile(r"[^a-z]")


def plain_reading(text: str) -> str:
    """Return a reading without tones, spaces and marks; ü becomes v, as it is typed."""
    text = unicodedata.normalize("NFC", text.lower()).translate({ord(c): "v" for c in "üǖǘǚǜ"})
    return _TONES.sub("", unicodedata.normalize("NFD", text))


@cache
def _common_sounds() -> dict[str, str]:
    sounds = (sound for sound, count in _runs() for _ in range(count))
    return dict(zip(COMMON, sounds, strict=True))


def _runs() -> list[tuple[str, int]]:
    return [(sound, int(count)) for sound, count in re.findall(r"(\D+)(\d+)", RUNS)]


@cache
def _sound(char: str) -> str:
    found = _common_sounds().get(char)
    return plain_reading("".join(list_readings(char)[:1])) if found is None else found


def sound_of(text: str) -> str:
    """Return the most usual reading of each character, joined, as the browser does for a misspelt query."""
    return "".join(_sound(char) or char for char in fold(text))


class NameRow(NamedTuple):
    """A name with the page it leads to and its other keys; ``articles`` are the ordinals of those that define it."""

    name: str
    url: str
    reading: str = ""
    articles: Sequence[int] = ()
    kind: str = TERM
    about: str = ""
    keys: Sequence[str] = ()


def name_rows(names: Iterable[NameRow]) -> list[tuple[str, ...]]:
    """Return sorted rows, one per name: spelling, name if it differs, URL, articles (``3 14``), kind, about.

    Empty cells after the fourth are left out, and so is the kind of a term.  Every further key has a row of the key and
    the spelling; so have the readings and the initials, with ``~`` before them.
    """
    rows: set[tuple[str, ...]] = set()
    for row in names:
        spelling = _spell(row.name)
        cells = [
            spelling,
            "" if row.name == spelling else row.name,
            row.url,
            " ".join(map(str, row.articles)),
            "" if row.kind == TERM else row.kind,
            row.about,
        ]
        while len(cells) > _LEAST and not cells[-1]:
            cells.pop()
        rows.add(tuple(cells))
        keys = {key for key in map(_spell, row.keys) if key and key != spelling}
        rows.update((key, spelling) for key in keys)
        rows.update((f"~{sound}", spelling) for sound in _sounds(row) if sound)
    return sorted(rows, key=lambda row: (row[0].encode("utf-16-be"), row))


def _sounds(row: NameRow) -> set[str]:
    """Return the Latin spellings of a name: its readings, and the initials of its usual one."""
    initials = "".join(_sound(char)[:1] for char in row.name if _sound(char))
    return {plain_reading(row.reading), sound_of(row.name), initials if len(initials) > 1 else ""}


def _spell(name: str) -> str:
    return "".join(runs(fold(name)))


def reading_table(terms: Iterable[str]) -> str:
    """Return the sounds of ``COMMON`` as runs: ``.564ding9.1260mi14…``, where ``.`` stands for sounds in no term.

    A number counts the characters of a run.  They are nearly in the order of their sounds, and a browser can list them
    by decoding GBK.
    """
    wanted = {_sound(char) for term in terms for char in term}
    runs_of = groupby(((sound if sound in wanted else ".", count) for sound, count in _runs()), lambda run: run[0])
    return "".join(f"{sound}{sum(count for _, count in run)}" for sound, run in runs_of) if wanted else ""


def simplifications(alphabet: str) -> tuple[str, str]:
    """Return traditional characters, and the positions of their simplified ones in ``alphabet``.

    The first string holds the gaps between sums of code point and index, because a character may occur twice.
    """
    rank = {char: at for at, char in enumerate(alphabet)}
    pairs = [pair for pair in zip(PAIRS[::2], PAIRS[1::2], strict=True) if pair[1] in rank]
    return (
        encode_gaps([ord(traditional) + at for at, (traditional, _) in enumerate(pairs)]),
        encode_numbers(rank[simplified] for _, simplified in pairs),
    )
