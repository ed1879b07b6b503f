"""Represent places in a law as eight slots from 编 to 目, and print their names."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from fatiao import ids
from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.linking.provisions import is_one_part
from fatiao.linking.references.patterns import ARTICLE, CHAPTER, ITEM, PARAGRAPH, PART, SECTION, SUBITEM, SUBPART
from fatiao.model.law import Article, Law, Level, Number, Segment, Target

LevelPath = tuple[Number | None, ...]
NOWHERE: LevelPath = (None,) * 8

_UNIT_NAMES = ("编", "分编", "章", "节", "条", "款", "项", "目")
_LEVELS = {Level.PART: PART, Level.SUBPART: SUBPART, Level.CHAPTER: CHAPTER, Level.SECTION: SECTION}

_LINE = re.compile(r"[^\n]+")
#: A line that begins with the label of a 项; in a quotation, a mark may precede the label: “（一）….
_QUOTED_ITEM = re.compile(rf"[“\"＂]?[（(]([{NUMERAL_CHARACTERS}]{{1,4}})[）)]")


def step_into(place: LevelPath, level: int, number: Number) -> LevelPath:
    """Return the place below ``place`` at a level; the place of an article leaves out the divisions around it."""
    above = NOWHERE[:level] if level == ARTICLE else place[:level]
    return (*above, number, *NOWHERE[level + 1 :])


def cut_above(place: LevelPath, level: int) -> LevelPath:
    """Return the part of a place above ``level``: a list element that begins at ``level`` inherits it."""
    return (*place[:level], *NOWHERE[level:])


def depth_of(place: LevelPath) -> int:
    """Return the deepest level that is set, or -1."""
    return max((level for level, number in enumerate(place) if number is not None), default=-1)


def name_place(law: str | None, place: LevelPath, own: Number | None = None, to: Number | None = None) -> str:
    """Return the name of a place, such as 《商标法》第十条第一款至第三款.

    The article ``own`` of the law being read (``law`` is None) is called 本条: 本条第一款.
    """
    out = [f"《{law}》"] if law else []
    for level, number in enumerate(place):
        if number is not None:
            own_article = level == ARTICLE and number == own and law is None
            out.append("本条" if own_article else ids.level_name(number, _UNIT_NAMES[level]))
    if to is not None:
        out.append("至" + ids.level_name(to, _UNIT_NAMES[depth_of(place)]))
    return "".join(out)


def as_target(law: str | None, place: LevelPath, to: Number | None) -> Target:
    """Return the place as a ``Target`` of the model."""
    paragraph = place[PARAGRAPH]
    return Target(
        law,
        place[PART],
        place[SUBPART],
        place[CHAPTER],
        place[SECTION],
        place[ARTICLE],
        paragraph.value if paragraph else None,
        place[ITEM],
        place[SUBITEM],
        None,
        to,
    )


class Standpoint:
    """The position of an article and its words: their 款, 项 and 目, the articles before, the divisions around."""

    def __init__(self, law: Law, position: int) -> None:
        self._law = law
        self._position = position
        self.article: Article = law.articles[position]
        self.segments = self.article.segments
        self._starts = [segment.span.start for segment in self.segments]

    def index(self, offset: int) -> int:
        """Return the index of the segment that holds a character of the article."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def segment(self, offset: int) -> Segment | None:
        """Return the segment of a character; None in an article without words."""
        return self.segments[self.index(offset)] if self.segments else None

    @cached_property
    def _quoted_leads(self) -> list[int]:
        """Return the start offsets of the lines that are not 项; in a quotation each of them is a 款."""
        return [found.start() for found in _LINE.finditer(self.article.text) if not _QUOTED_ITEM.match(found[0])]

    def quoted_place(self, start: int, at: int) -> tuple[int, Number | None]:
        """Return the number of 款 from ``start``, where a quotation begins, to ``at``, and the 项 that holds ``at``.

        A quotation may run over lines of one passage or over several 款 of the tree, so its lines are counted.
        """
        leads = self._quoted_leads
        line = self.article.text.rfind("\n", 0, at) + 1
        found = _QUOTED_ITEM.match(self.article.text, max(line, start - 1))
        item = Number(parse_numeral(found[1])) if found else None
        return bisect_right(leads, at) - bisect_right(leads, start), item

    def earlier_articles(self, count: int) -> tuple[Number, Number | None] | None:
        """Return the articles that 前条 or 前N条 names: the first, and the last if there are several."""
        articles, at = self._law.articles, self._position
        own = self.article.number
        if at and self._follows(articles[at - 1].number, own):
            if at < count:
                return None
            return articles[at - count].number, (articles[at - 1].number if count > 1 else None)
        # The text begins here or has a gap: count backwards; the resolver checks whether the article is held.
        if own.insert or own.value <= count:
            return None
        return Number(own.value - count), (Number(own.value - 1) if count > 1 else None)

    @staticmethod
    def _follows(before: Number, after: Number) -> bool:
        return before.value == after.value or (before.value == after.value - 1 and not after.insert)

    def enclosing_division(self, level: int) -> LevelPath | None:
        """Return the division of a level that holds the article, with its outer divisions; None if there is none."""
        place: list[Number | None] = list(NOWHERE)
        at = self.article.division
        while at is not None:
            division = self._law.divisions[at]
            slot = _LEVELS.get(division.level)
            if slot is not None and slot <= level and place[slot] is None:
                place[slot] = division.number
            at = division.parent
        return tuple(place) if place[level] is not None else None

    @property
    def is_one_part(self) -> bool:
        """Return True if the law has divisions and none of them is a 编."""
        return is_one_part(self._law)

    def complete_division(self, place: LevelPath) -> LevelPath:
        """Return a place with the 编 or 章 around the article, if it is a 节, or a 章 whose number is not unique."""
        top = next((level for level, number in enumerate(place) if number is not None), ARTICLE)
        if top in (PART, SUBPART) or top >= ARTICLE:
            return place
        level = {slot: name for name, slot in _LEVELS.items()}[top]
        same = sum(d.level is level and d.number == place[top] for d in self._law.divisions)
        if same < 2 and top == CHAPTER:
            return place
        around = self.enclosing_division(top - 1) or self.enclosing_division(SUBPART) or self.enclosing_division(PART)
        return (*around[:top], *place[top:]) if around and (top == CHAPTER or around[CHAPTER]) else place
