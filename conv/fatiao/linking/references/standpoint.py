"""Resolve 本条, 前款 and 本章 from their position, in the text itself or in a quotation."""

from __future__ import annotations

from fatiao.linking.references.patterns import ARTICLE, ITEM, PARAGRAPH, SUBITEM
from fatiao.linking.references.places import NOWHERE, LevelPath, Standpoint, step_into
from fatiao.linking.references.quotations import ForeignQuotation
from fatiao.model.law import Number


class UnresolvedError(Exception):
    """Words look like a reference but cannot be resolved; the message, in Chinese, gives the reason."""


class QuotedStandpoint:
    """A standpoint in an article and the quotation open there; raises ``UnresolvedError`` if a place is absent."""

    def __init__(self, here: Standpoint) -> None:
        self.here = here
        self.quotation: ForeignQuotation | None = None

    def own_law(self) -> str | None:
        """Return the law that 本法 means: None for the law being read, otherwise the quoted law."""
        if self.quotation is None:
            return None
        if not self.quotation.source_known:
            raise UnresolvedError("引文出自哪部法规无从断定")
        return self.quotation.law

    def own_article(self) -> Number:
        """Return the article that 本条 means."""
        if self.quotation is None:
            return self.here.article.number
        if self.quotation.article is None:
            raise UnresolvedError("引文是哪一条无从断定")
        return self.quotation.article

    def own_place(self, at: int, level: int) -> LevelPath:
        """Return the provision that holds the character at ``at``, down to ``level``."""
        self.own_law()
        place = step_into(NOWHERE, ARTICLE, self.own_article())
        segment = self.here.segment(at)
        if segment is None:
            raise UnresolvedError("本条没有款")
        paragraph, item = segment.paragraph, segment.item
        if self.quotation is not None:
            further, item = self.here.quoted_place(self.quotation.start, at)
            paragraph = self.quotation.paragraph + further
        for slot, number in ((PARAGRAPH, Number(paragraph)), (ITEM, item), (SUBITEM, segment.subitem)):
            if slot <= level:
                if number is None:
                    raise UnresolvedError("这段文字不在" + ("项" if slot == ITEM else "目") + "中")
                place = step_into(place, slot, number)
        return place

    def enclosing_place(self, at: int, level: int) -> LevelPath:
        """Return the place that 本条, 本款 or 本章 at ``at`` names."""
        if level >= ARTICLE:
            return step_into(NOWHERE, ARTICLE, self.own_article()) if level == ARTICLE else self.own_place(at, level)
        if self.quotation is not None:
            raise UnresolvedError("引文所在的编章节无从断定")
        place = self.here.enclosing_division(level)
        if place is None:
            raise UnresolvedError("本条不在这样的编章节中")
        return place

    def preceding_place(self, at: int, level: int, count: int) -> tuple[LevelPath, Number | None]:
        """Return the place that 前款 or 前两条 at ``at`` names, and the last number if it names several."""
        if level == ARTICLE:
            earlier = self.here.earlier_articles(count) if self.quotation is None else self._quoted_earlier(count)
            if earlier is None:
                raise UnresolvedError("前面没有这么多条")
            return step_into(NOWHERE, ARTICLE, earlier[0]), earlier[1]
        if level == ITEM and (items := self._items_before(at, count)):
            return items
        own_place = self.own_place(at, level)
        number = own_place[level]
        assert number is not None
        if level == PARAGRAPH and count == 1 == number.value and self._behind_list(at):
            return own_place, None
        if number.value <= count or number.insert:
            raise UnresolvedError(f"前面没有这么多{'款项目'[level - PARAGRAPH]}")
        first = step_into(own_place, level, Number(number.value - count))
        return first, Number(number.value - 1) if count > 1 else None

    def _quoted_earlier(self, count: int) -> tuple[Number, Number | None] | None:
        """Return the articles before the quoted one, counted by number, because the quoted law is not available."""
        self.own_law()
        own = self.own_article()
        if own.insert or own.value <= count:
            return None
        return Number(own.value - count), Number(own.value - 1) if count > 1 else None

    def _behind_list(self, at: int) -> bool:
        """Return True if ``at`` is in a sentence after the last 项 of its 款: the source lost the line break."""
        segment = self.here.segment(at)
        if self.quotation or segment is None or segment.item is None:
            return False
        last = self.here.article.paragraphs[segment.paragraph - 1].items[-1].number
        return segment.item == last and "。" in self.here.article.text[segment.span.start : at]

    def _items_before(self, at: int, count: int) -> tuple[LevelPath, Number | None] | None:
        """Return the items that 前六项 names in a 款 after a list of exactly six 项; otherwise None."""
        segment = self.here.segment(at)
        if self.quotation or segment is None or segment.item is not None or segment.paragraph < 2 or count < 2:
            return None
        before = self.here.article.paragraphs[segment.paragraph - 2]
        if len(before.items) != count:
            return None
        place = step_into(step_into(NOWHERE, ARTICLE, self.here.article.number), PARAGRAPH, Number(before.index))
        return step_into(place, ITEM, before.items[0].number), before.items[-1].number
