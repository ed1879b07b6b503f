"""Mutable copy of a law: articles divided into 款 and 项, each with its number before the amendment."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fatiao.amending.wording import EMPTY, WorkLine, fresh_line, join_lines
from fatiao.diagnostics import Report
from fatiao.language.numerals import format_numeral, parse_numeral
from fatiao.model.law import Article, Law, Number, Paragraph, Source
from fatiao.reading.law import read_law

_N = "〇零○一二三四五六七八九十百千0-9"
_ARTICLE_LABEL = re.compile(rf"^[\s　]*第([{_N}]+)条(?:之([{_N}]+))?[\s　]+")
_ITEM_LABEL = re.compile(rf"^[\s　]*[（(][{_N}]+[）)][\s　]*")


@dataclass
class WorkItem:
    """A 项 with its label; ``number`` is its number before the amendment, None for a new one.

    ``below`` holds the lines of its 目.
    """

    number: int | None
    text: WorkLine
    below: list[WorkLine] = field(default_factory=list)


@dataclass
class WorkParagraph:
    """A 款; ``number`` is its number before the amendment, None for a new one."""

    number: int | None
    lead: WorkLine
    items: list[WorkItem] = field(default_factory=list)
    closing: WorkLine = EMPTY

    def lines(self) -> list[str]:
        """Return the printed lines of the 款."""
        below = [line.text for item in self.items for line in (item.text, *item.below)]
        return [self.lead.text, *below, *([self.closing.text] if self.closing.text else [])]


@dataclass
class WorkArticle:
    """An article; ``number`` is its number before the amendment, ``becomes`` the one that the decision gives it."""

    number: Number | None
    paragraphs: list[WorkParagraph]
    division: int | None = None
    becomes: Number | None = None
    changed_by: list[str] = field(default_factory=list)


def open_article(article: Article) -> WorkArticle:
    """Return a mutable copy of ``article``."""
    return WorkArticle(article.number, [_open_paragraph(p, WorkLine) for p in article.paragraphs], article.division)


def _open_paragraph(paragraph: Paragraph, line: Callable[[str], WorkLine]) -> WorkParagraph:
    items = [
        WorkItem(
            item.number.value if not item.number.insert else None,
            line(item.words.text),
            [line(s.words.text) for s in item.subitems],
        )
        for item in paragraph.items
    ]
    closing = line(paragraph.closing.text) if paragraph.closing else EMPTY
    return WorkParagraph(paragraph.index, line(paragraph.lead.text), items, closing)


def open_law(law: Law) -> list[WorkArticle]:
    """Return mutable copies of all numbered articles in order."""
    return [open_article(article) for article in law.numbered]


def read_provisions(words: str) -> list[WorkParagraph]:
    """Return quoted words as 款, parsed by ``read_law``, all without a number and their lines fresh.

    Return an empty list if they are not exactly one article.
    """
    law = read_law(Source("", f"某法\n第一条　{strip_label(words)[1]}\n"), "", Report())
    if len(law.articles) != 1:
        return []
    found = [_open_paragraph(paragraph, fresh_line) for paragraph in law.articles[0].paragraphs]
    for paragraph in found:
        paragraph.number = None
        for item in paragraph.items:
            item.number = None
    return found


def split_articles(words: str) -> list[tuple[Number | None, str]]:
    """Return quoted words split at the labels of articles; the number is None if no label is printed."""
    found: list[tuple[Number | None, str]] = []
    for line in words.split("\n"):
        number, rest = strip_label(line.removeprefix("“"))
        if number is not None or not found:
            found.append((number, rest))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
    return found


def strip_label(words: str) -> tuple[Number | None, str]:
    """Return the number of the article label that ``words`` begins with, or None, and the words after the label."""
    match = _ARTICLE_LABEL.match(words)
    if match is None:
        return None, words
    return Number(parse_numeral(match[1]), parse_numeral(match[2]) if match[2] else 0), words[match.end() :]


def strip_item_label(words: str) -> str:
    """Return the words of an item without the label."""
    return _ITEM_LABEL.sub("", words, count=1)


def label_item(number: int, line: WorkLine) -> WorkLine:
    """Return the line of an item with the label for ``number``, such as （三）."""
    label = len(line.text) - len(strip_item_label(line.text))
    return join_lines((WorkLine(f"（{format_numeral(number)}）"), line.between(label, len(line.text))))
