"""Splitting into lines: marks that are set aside, and the offsets of the rest in the source."""

from __future__ import annotations

import pytest

from fatiao.model.law import Source
from fatiao.reading.lines.labels import Style, read_label
from fatiao.reading.lines.split import split_lines


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("　　第一条 甲。 ", "第一条 甲。"),
        ("- （一）甲；", "（一）甲；"),
        ("# 某某条例", "某某条例"),
        ("- 12 -", "- 12 -"),
        ("-12-", "-12-"),
        ("**第一条**　甲", "第一条　甲"),
        ("甲**乙", "甲**乙"),
        ("**甲**乙**丙", "甲乙**丙"),
        ("\u200b甲\u200b乙", "甲乙"),
        ("\u200b", ""),
    ],
)
def test_marks_are_put_aside(raw: str, text: str) -> None:
    source = Source("a.txt", f"\n{raw}\n")
    (line,) = split_lines(source)
    assert line.text == text
    assert line.number == 2
    spans = line.spans(0, len(text)) if text else ()
    assert "".join(source.text[s.start : s.end] for s in spans) == text
    covered = sorted([*spans, *line.marks])
    assert "".join("".join(source.text[s.start : s.end].split()) for s in covered) == "".join(raw.split())
    assert all(source.text[line.offset(i)] == c for i, c in enumerate(text))


@pytest.mark.parametrize(
    ("text", "style", "number", "printed"),
    [
        ("第十五条 甲", Style.ARTICLE, (15, 0), "第十五条"),
        ("第 十 五 条甲", Style.ARTICLE, (15, 0), "第十五条"),
        ("第120条 甲", Style.ARTICLE, (120, 0), "第120条"),
        ("第一百二十条之一 甲", Style.ARTICLE, (120, 1), "第一百二十条之一"),
        ("笫五十四条 甲", Style.ARTICLE, (54, 0), "笫五十四条"),
        ("第三十－条 甲", Style.ARTICLE, (31, 0), "第三十－条"),
        ("第 二 章　甲", Style.CHAPTER, (2, 0), "第二章"),
        ("第一分编 甲", Style.SUBPART, (1, 0), "第一分编"),
        ("（十二）甲", Style.PAREN, (12, 0), "（十二）"),
        ("(一)项目", Style.PAREN, (1, 0), "(一)"),
        ("（三）及时", Style.PAREN, (3, 0), "（三）"),
        ("（1）甲", Style.DIGIT_PAREN, (1, 0), "（1）"),
        ("⑵甲", Style.DIGIT_PAREN, (2, 0), "⑵"),
        ("十二、甲", Style.COMMA, (12, 0), "十二、"),
        ("二一、甲", Style.COMMA, (21, 0), "二一、"),
        ("一百十二、甲", Style.COMMA, (112, 0), "一百十二、"),
        ("一百〇一、甲", Style.COMMA, (101, 0), "一百〇一、"),
        ("（ 十二 ）甲", Style.PAREN, (12, 0), "（十二）"),
        ("3．甲", Style.DOT, (3, 0), "3．"),
        ("①甲", Style.CIRCLE, (1, 0), "①"),
    ],
)
def test_labels(text: str, style: Style, number: tuple[int, int], printed: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.style, (label.value, label.insert), label.printed) == (style, number, printed)


@pytest.mark.parametrize(
    "text",
    [
        "（一）项规定",
        "（一）、（二）项",
        "（三）至（五）项",
        "第三-五条",
        "3.5公里",
        "2022年",
        "一九四九年",
        "第条",
        "（）",
        "（百千）甲",
        "（二〇二二）甲",
        "十十、甲",
        "千万、百万元",
        "百、千、万",
        "二十三十、甲",
    ],
)
def test_no_labels(text: str) -> None:
    assert read_label(text) is None
