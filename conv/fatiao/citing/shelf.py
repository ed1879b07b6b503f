"""The laws that an essay may cite: their titles, their texts by date, and what is known of their dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fatiao.language.national_laws import STATUTES
from fatiao.language.numerals import parse_numeral
from fatiao.language.titles import title_key
from fatiao.linking.provisions import Provisions
from fatiao.model.corpus import CitedWork, Work
from fatiao.model.law import EventKind, Law

#: What a title is about: adopted and approved are one act to a reader, 通过.
ADOPTED, PROMULGATED, IN_FORCE, AMENDED, REPEALED = "adopted", "promulgated", "in-force", "amended", "repealed"
_KINDS = {
    EventKind.ADOPTED: ADOPTED,
    EventKind.APPROVED: ADOPTED,
    EventKind.PROMULGATED: PROMULGATED,
    EventKind.IN_FORCE: IN_FORCE,
    EventKind.AMENDED: AMENDED,
    EventKind.REPEALED: REPEALED,
}
_NUMBER = re.compile(
    r"(?:[〔\[（(]\s?(?P<year>\d{4})\s?[〕\]）)]\s?(?:第\s?)?|第\s?)(?P<number>[0-9０-９]{1,5}|[〇零一二三四五六七八九十百千]{1,7})\s?号"
)
#: The area that a title of local law begins with: 新疆维吾尔自治区, 北京市.
_AREA = re.compile(r"\A[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|省|市|州|盟|地区|县|区|旗)(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, eq=False, slots=True)
class ShelvedText:
    """One text of a work: its provisions, its date, and the day it came into force where that is known."""

    law: Law
    provisions: Provisions
    date: str
    current: bool


@dataclass(frozen=True, eq=False, slots=True)
class Shelved:
    """A work that is held: its texts from the oldest to the one in force, its dates by kind, its numbers."""

    work: Work
    title: str
    texts: tuple[ShelvedText, ...]
    dates: Mapping[str, frozenset[str]]
    numbers: frozenset[str]

    @property
    def current(self) -> ShelvedText:
        """The text in force, or the newest."""
        return self.texts[-1]

    @property
    def all_dates(self) -> frozenset[str]:
        """Every day that is known of the work and of its texts."""
        return frozenset().union(*self.dates.values())


@dataclass(frozen=True, eq=False, slots=True)
class TitleShelf:
    """Every title that is known; ``held`` by key, ``other`` the keys of laws that are known and not held."""

    works: tuple[Shelved, ...]
    held: Mapping[str, tuple[Shelved, ...]]
    other: frozenset[str]

    def named(self, title: str) -> tuple[Shelved, ...]:
        """Return the works that go by a title."""
        return self.held.get(title_key(title), ())

    def knows(self, title: str) -> bool:
        """Return whether a title is that of a law, held or not."""
        key = title_key(title)
        return key in self.held or key in self.other

    def likely(self, title: str) -> tuple[Shelved, ...]:
        """Return the works whose title a shorter form may stand for: 保守国家秘密条例, 自治区保密条例."""
        key = title_key(title)
        return tuple(work for work in self.works if _shortens(key, title_key(work.title)))


def build_shelf(texts: Iterable[tuple[Work, Law, str]], cited: Iterable[CitedWork]) -> TitleShelf:
    """Return the shelf of a corpus: every text with its work and date, those of a work from the oldest on."""
    by_work: dict[str, list[tuple[Work, Law, str]]] = {}
    for work, law, date in texts:
        by_work.setdefault(work.id, []).append((work, law, date))
    works = tuple(map(_shelve, by_work.values()))
    held: dict[str, list[Shelved]] = {}
    for shelved in works:
        printed = [text.law.front.title.text for text in shelved.texts if text.law.front.title]
        for key in {title_key(t) for t in (shelved.title, *shelved.work.short_titles, *printed)} - {""}:
            held.setdefault(key, []).append(shelved)
    other = STATUTES | {title_key(t) for one in cited for t in (one.title, *one.short_titles)}
    return TitleShelf(works, {key: tuple(found) for key, found in held.items()}, frozenset(other))


def _shelve(texts: list[tuple[Work, Law, str]]) -> Shelved:
    work = texts[-1][0]
    printed = texts[-1][1].front.title
    title = work.title or (printed.text if printed else "") or work.id
    shelved = tuple(
        ShelvedText(law, Provisions(law), date, at == len(texts) - 1) for at, (_, law, date) in enumerate(texts)
    )
    dates: dict[str, set[str]] = {kind: set() for kind in (ADOPTED, PROMULGATED, IN_FORCE, AMENDED, REPEALED)}
    laid_down = (work.adopted, work.promulgated, work.in_force, work.repealed)
    for kind, day in zip((ADOPTED, PROMULGATED, IN_FORCE, REPEALED), laid_down, strict=True):
        dates[kind].update({day} if day else ())
    numbers = read_numbers(work.number or "")
    for at, text in enumerate(shelved):
        for event in text.law.front.events:
            dates[_KINDS[event.kind]].update({event.date} if event.date else ())
            numbers |= read_numbers(event.number or "") | read_numbers(event.text)
        if text.date:
            dates[AMENDED if at else ADOPTED].add(text.date)
        notice = text.law.front.notice
        numbers |= read_numbers((notice.number if notice else None) or "")
    return Shelved(work, title, shelved, {k: frozenset(v) for k, v in dates.items()}, frozenset(numbers))


def read_numbers(words: str) -> set[str]:
    """Return the numbers of acts that words name, ``71`` or ``2015/5``."""
    found: set[str] = set()
    for one in _NUMBER.finditer(words):
        number = str(parse_numeral(one["number"]))
        found.add(f"{one['year']}/{number}" if one["year"] else number)
    return found


def area_of(title: str) -> str:
    """Return the area that a title begins with, or nothing."""
    found = _AREA.match(title)
    return found[0] if found else ""


def _shortens(short: str, title: str) -> bool:
    """Return whether all characters of a short form stand in a title, in order, and both end alike."""
    if not 4 <= len(short) < len(title) or short[-2:] != title[-2:]:
        return False
    if area_of(short) and area_of(short) not in title:
        return False
    rest = iter(title)
    return all(character in rest for character in short)
