"""Laws for the tests of the linking stage, built from lines: a line is a 款, or a 项 or 目 if it begins （一） or 1."""

from __future__ import annotations

import re

from fatiao.language.numerals import parse_numeral
from fatiao.model.law import (
    Article,
    Division,
    Front,
    Item,
    Law,
    Level,
    Number,
    Paragraph,
    Passage,
    Source,
    Span,
    Subitem,
)

_ITEM = re.compile(r"[（(]([一二三四五六七八九十]+)[）)]")
_SUBITEM = re.compile(r"(\d+)[.．、]")
_HEAD = re.compile(r"第([一二三四五六七八九十百零]+)(条|章|节)\s*(.*)")


def words(text: str) -> Passage:
    """Return a passage without spans of a source."""
    return Passage(text, ())


FIRST = Number(1)


def an_article(text: str, number: Number = FIRST, division: int | None = None) -> Article:
    """Return an article built from its lines."""
    paragraphs: list[tuple[str, list[tuple[Number, str, list[tuple[Number, str]]]]]] = []
    for line in text.split("\n"):
        item, sub = _ITEM.match(line), _SUBITEM.match(line)
        if item and paragraphs:
            paragraphs[-1][1].append((Number(parse_numeral(item[1])), line, []))
        elif sub and paragraphs and paragraphs[-1][1]:
            paragraphs[-1][1][-1][2].append((Number(int(sub[1])), line))
        else:
            paragraphs.append((line, []))
    built = tuple(
        Paragraph(
            index,
            words(lead),
            tuple(
                Item(n, "", words(t), tuple(Subitem(m, "", words(u)) for m, u in subitems)) for n, t, subitems in items
            ),
        )
        for index, (lead, items) in enumerate(paragraphs, 1)
    )
    return Article(number, f"第{number}条", Span(0, 0), built, division)


def a_law(text: str, title: str = "某某条例", work: str = "a-law") -> Law:
    """Return a law built from lines.

    Lines such as 第一章 总则 and 第一条 … begin divisions and articles; text without any is one article.
    """
    divisions: list[Division] = []
    articles: list[tuple[Number, int | None, list[str]]] = []
    for line in text.split("\n"):
        head = _HEAD.match(line)
        if head and head[2] == "条":
            articles.append((Number(parse_numeral(head[1])), len(divisions) - 1 if divisions else None, [head[3]]))
        elif head and len(line) < 30 and not line.endswith("。"):
            level = Level.CHAPTER if head[2] == "章" else Level.SECTION
            parent = None if level is Level.CHAPTER else max(
                i for i, d in enumerate(divisions) if d.level is Level.CHAPTER
            )  # fmt: skip
            number = Number(parse_numeral(head[1]))
            divisions.append(Division(level, number, head[0], words(head[3]), Span(0, 0), parent))
        elif articles:
            articles[-1][2].append(line)
        else:
            articles.append((Number(1), None, [line]))
    return Law(
        work,
        Source(f"{work}.txt", text),
        Front(title=words(title)),
        tuple(divisions),
        tuple(an_article("\n".join(lines), number, division) for number, division, lines in articles),
    )
