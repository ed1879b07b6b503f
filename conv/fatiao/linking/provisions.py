"""Find the provisions of one law by number, and explain why a number names no provision of the law."""

from __future__ import annotations

from collections.abc import Sequence

from fatiao.language.annexes import is_annex
from fatiao.model.law import Annex, Article, Item, Law, Level, Number, Paragraph, ProvisionId, Target


def is_one_part(law: Law) -> bool:
    """Return True if a law has divisions and none of them is a 编: it may be one 编 of a code."""
    return bool(law.divisions) and all(division.level is not Level.PART for division in law.divisions)


class NoSuchProvisionError(Exception):
    """The law has no such provision, or several; the message, in Chinese, says which."""


class Provisions:
    """The articles, divisions and annexes of a law, by number."""

    def __init__(self, law: Law) -> None:
        self.law = law
        #: False for an excerpt: one article, or a text without 第一条 (one 编 of a code).  What it lacks may exist.
        self.is_whole = len(law.articles) > 1 and any(article.number.value == 1 for article in law.articles)

    def article(self, number: Number) -> Article:
        """Return the article with a number, the first one if a text has two.  Raises ``NoSuchProvisionError``."""
        article = self.law.find_article(number)
        if article is None:
            raise NoSuchProvisionError(f"没有第{number}条")
        return article

    def lacks(self, target: Target) -> str | None:
        """Return the reason why the law has no such target; None if it has one, or if an excerpt cannot tell."""
        try:
            if target.annex is not None:
                if self.law.annexes:  # a source often leaves its annexes out
                    self.annex(target)
            elif target.article is not None:
                if not self.is_whole and self.law.find_article(target.article) is None:
                    return None
                if target.item and self._lost_first_item(target.article, target.item):
                    return None
                first = self.provision("", target)
                if target.to is not None:
                    self.end_of_range("", target, first)
            elif self.is_whole and not (target.part and is_one_part(self.law)):
                self.division_index(target)
        except NoSuchProvisionError as missing:
            return str(missing)
        return None

    def _lost_first_item(self, number: Number, item: Number) -> bool:
        """Return True if a list of the article begins after ``item``: its first labels are lost, not its items."""
        article = self.law.find_article(number)
        lists = [paragraph.items for paragraph in article.paragraphs if paragraph.items] if article else []
        return any(item < items[0].number for items in lists)

    def annex(self, target: Target) -> Annex:
        """Return the annex that 附件2 or 附表一 names: by its own word and number, never by its position.

        The only annex of a law, if it has no number, is also 附件1.
        """
        word, number, annexes = target.annex_word or "附件", target.annex or 0, self.law.annexes
        found = [annex for annex in annexes if is_annex(annex.label, len(annexes) == 1, word, number)]
        if len(found) != 1:
            raise NoSuchProvisionError(f"{'不止一处有' if found else '没有'}{word}{number}")
        return found[0]

    def provision(self, work: str, target: Target) -> ProvisionId:
        """Return the address of the provision that a target names by 条, 款, 项 and 目."""
        assert target.article is not None
        article = self.article(target.article)
        if target.item is None:
            if target.paragraph is not None and not 0 < target.paragraph <= len(article.paragraphs):
                raise NoSuchProvisionError(f"{article.label}没有第{target.paragraph}款")
            return ProvisionId(work, target.article, target.paragraph)
        paragraph, item = _find_item(article, target.paragraph, target.item)
        if target.subitem is not None and all(s.number != target.subitem for s in item.subitems):
            raise NoSuchProvisionError(f"{article.label}没有这一目")
        return ProvisionId(work, target.article, paragraph.index, target.item, target.subitem)

    def end_of_range(self, work: str, target: Target, first: ProvisionId) -> ProvisionId:
        """Return the last provision of a range, which must exist like the first."""
        end = target.to
        assert end is not None
        if target.item is None and target.paragraph is None:
            self.article(end)
            return ProvisionId(work, end)
        if target.item is None:
            return self.provision(work, Target(article=first.article, paragraph=end.value))
        item, subitem = (first.item, end) if target.subitem is not None else (end, None)
        last = Target(article=first.article, paragraph=first.paragraph, item=item, subitem=subitem)
        return self.provision(work, last)

    def division_index(self, target: Target) -> int | None:
        """Return the index in ``Law.divisions`` of the division that a target names; None if it names none."""
        levels = (Level.PART, Level.SUBPART, Level.CHAPTER, Level.SECTION)
        numbers = (target.part, target.subpart, target.chapter, target.section)
        wanted = [(level, number) for level, number in zip(levels, numbers, strict=True) if number is not None]
        if not wanted:
            return None
        found = [index for index in range(len(self.law.divisions)) if _is_division(self.law, index, wanted)]
        if len(found) != 1:
            raise NoSuchProvisionError("不止一处有这样的编章节" if found else "没有这样的编章节")
        return found[0]


def _find_item(article: Article, paragraph: int | None, number: Number) -> tuple[Paragraph, Item]:
    """Return the item with a number in a 款; if that is None, in the only 款 of the article that has the item."""
    found = [
        (candidate, item)
        for candidate in article.paragraphs
        if paragraph in (None, candidate.index)
        for item in candidate.items
        if item.number == number
    ]
    if len(found) != 1:
        raise NoSuchProvisionError(f"{article.label}{'不止一款有' if found else '没有'}这一项")
    return found[0]


def _is_division(law: Law, index: int, wanted: Sequence[tuple[Level, Number]]) -> bool:
    division = law.divisions[index]
    if (division.level, division.number) != wanted[-1]:
        return False
    around: set[tuple[Level, Number]] = set()
    parent = division.parent
    while parent is not None:
        around.add((law.divisions[parent].level, law.divisions[parent].number))
        parent = law.divisions[parent].parent
    return around.issuperset(wanted[:-1])
