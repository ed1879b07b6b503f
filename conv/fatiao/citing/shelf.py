"""The laws that an essay may cite: their titles, their texts by date, and their known dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fatiao.language.national_laws import STATUTES
from fatiao.language.numerals import parse_numeral
from fatiao.language.titles import title_key
from fatiao.linking.provisions import Provisions
from fatiao.model.corpus import CitedWork, Work
from fatiao.model.law import EventKind, Law

#: The kinds of dates.  Adoption and approval are one kind, since a reader calls both 通过.
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
#: The area at the start of the title of a local law: 新疆维吾尔自治区, 北京市.
_AREA = re.compile(r"\A[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|省|市|州|盟|地区|县|区|旗)(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, eq=False, slots=True)
class ShelvedText:
    """One text of a work, with its provisions and its date; ``current`` is True for the newest."""

    law: Law
    provisions: Provisions
    date: str
    current: bool


@dataclass(frozen=True, eq=False, slots=True)
class Shelved:
    """A held work: its texts from the oldest to the newest, its dates by kind, and its numbers."""

    work: Work
    title: str
    texts: tuple[ShelvedText, ...]
    dates: Mapping[str, frozenset[str]]
    numbers: frozenset[str]

    @property
    def current(self) -> ShelvedText:
        """The newest text."""
        return self.texts[-1]

    @property
    def all_dates(self) -> frozenset[str]:
        """All known dates of the work and of its texts."""
        return frozenset().union(*self.dates.values())


@dataclass(frozen=True, eq=False, slots=True)
class TitleShelf:
    """The known titles: ``held`` maps title keys to works, ``other`` has the keys of known laws that are not held."""

    works: tuple[Shelved, ...]
    held: Mapping[str, tuple[Shelved, ...]]
    other: frozenset[str]

    def named(self, title: str) -> tuple[Shelved, ...]:
        """Return the held works that have this title or short title."""
        return self.held.get(title_key(title), ())

    def knows(self, title: str) -> bool:
        """Return True if a title is that of a known law, held or not."""
        key = title_key(title)
        return key in self.held or key in self.other

    def likely(self, title: str) -> tuple[Shelved, ...]:
        """Return the works whose title may be shortened to ``title``: 保守国家秘密条例, 自治区保密条例."""
        key = title_key(title)
        return tuple(work for work in self.works if _shortens(key, title_key(work.title)))


def build_shelf(texts: Iterable[tuple[Work, Law, str]], cited: Iterable[CitedWork]) -> TitleShelf:
    """Return the shelf of a corpus; ``texts`` has each text with its work and date, those of one work oldest first."""
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
            dates[AMENDED if at or _is_amended(text, dates[ADOPTED]) else ADOPTED].add(text.date)
        notice = text.law.front.notice
        numbers |= read_numbers((notice.number if notice else None) or "")
    return Shelved(work, title, shelved, {k: frozenset(v) for k, v in dates.items()}, frozenset(numbers))


def _is_amended(text: ShelvedText, adopted: Collection[str]) -> bool:
    """Return True if the oldest text that is held is not the first of its law: its date is that of an amendment."""
    return bool(adopted and text.date not in adopted) or any(
        event.kind is EventKind.AMENDED for event in text.law.front.events
    )


def read_numbers(words: str) -> set[str]:
    """Return the numbers of acts in ``words``, such as ``71`` or ``2015/5``."""
    found: set[str] = set()
    for one in _NUMBER.finditer(words):
        number = str(parse_numeral(one["number"]))
        found.add(f"{one['year']}/{number}" if one["year"] else number)
    return found


def area_of(title: str) -> str:
    """Return the area at the start of a title, or an empty string."""
    found = _AREA.match(title)
    return found[0] if found else ""


def _shortens(short: str, title: str) -> bool:
    """Return True if a title has all characters of a short form, in order, and both have the same area and ending."""
    if not 4 <= len(short) < len(title) or short[-2:] != title[-2:]:
        return False
    if area_of(short) and area_of(short) not in title:
        return False
    rest = iter(title)
    return all(character in rest for character in short)
