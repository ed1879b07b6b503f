"""A copy of a law that can be changed: articles as 款 and 项, each with its number before the amendment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fatiao.diagnostics import Report
from fatiao.language.numerals import format_numeral, parse_numeral
from fatiao.model.law import Article, Law, Number, Paragraph, Source
from fatiao.reading.law import read_law

_N = "〇零○一二三四五六七八九十百千0-9"
_ARTICLE_LABEL = re.compile(rf"^[\s　]*第([{_N}]+)条(?:之([{_N}]+))?[\s　]+")
_ITEM_LABEL = re.compile(rf"^[\s　]*[（(][{_N}]+[）)][\s　]*")


@dataclass
class WorkItem:
    """One 项 with its label; ``number`` is that before the amendment, None for a new one."""

    number: int | None
    text: str
    below: list[str] = field(default_factory=list)


@dataclass
class WorkParagraph:
    """One 款; ``fresh`` says that its words come from the decision, so that its citations count by the new numbers."""

    number: int | None
    lead: str
    items: list[WorkItem] = field(default_factory=list)
    closing: str = ""
    fresh: bool = False

    def lines(self) -> list[str]:
        """Return the printed lines of the 款."""
        below = [line for item in self.items for line in (item.text, *item.below)]
        return [self.lead, *below, *([self.closing] if self.closing else [])]


@dataclass
class WorkArticle:
    """One article; ``number`` is that before the amendment, ``becomes`` that after it where the decision says one."""

    number: Number | None
    paragraphs: list[WorkParagraph]
    division: int | None = None
    becomes: Number | None = None
    changed_by: list[str] = field(default_factory=list)


def open_article(article: Article) -> WorkArticle:
    """Return a copy of an article that can be changed."""
    return WorkArticle(article.number, [_open_paragraph(p) for p in article.paragraphs], article.division)


def _open_paragraph(paragraph: Paragraph) -> WorkParagraph:
    items = [
        WorkItem(
            item.number.value if not item.number.insert else None,
            item.words.text,
            [s.words.text for s in item.subitems],
        )
        for item in paragraph.items
    ]
    return WorkParagraph(
        paragraph.index, paragraph.lead.text, items, paragraph.closing.text if paragraph.closing else ""
    )


def open_law(law: Law) -> list[WorkArticle]:
    """Return copies of all numbered articles in order."""
    return [open_article(article) for article in law.numbered]


def read_provisions(words: str) -> list[WorkParagraph]:
    """Return quoted words as 款, read by the rules of the reader; none has a number of the text before."""
    law = read_law(Source("", f"某法\n第一条　{strip_label(words)[1]}\n"), "", Report())
    if len(law.articles) != 1:
        return []
    found = [_open_paragraph(paragraph) for paragraph in law.articles[0].paragraphs]
    for paragraph in found:
        paragraph.number, paragraph.fresh = None, True
        for item in paragraph.items:
            item.number = None
    return found


def split_articles(words: str) -> list[tuple[Number | None, str]]:
    """Return quoted words cut at the labels of articles; the number is None where no label is printed."""
    found: list[tuple[Number | None, str]] = []
    for line in words.split("\n"):
        number, rest = strip_label(line.removeprefix("“"))
        if number is not None or not found:
            found.append((number, rest))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
    return found


def strip_label(words: str) -> tuple[Number | None, str]:
    """Return the number that words begin with, if any, and the words behind its label."""
    match = _ARTICLE_LABEL.match(words)
    if match is None:
        return None, words
    return Number(parse_numeral(match[1]), parse_numeral(match[2]) if match[2] else 0), words[match.end() :]


def strip_item_label(words: str) -> str:
    """Return the words of an item without its label."""
    return _ITEM_LABEL.sub("", words, count=1)


def label_item(number: int, words: str) -> str:
    """Return an item with the label of a number."""
    return f"（{format_numeral(number)}）{strip_item_label(words)}"
