"""Reading of sources by case, with the findings on odd ones."""

from __future__ import annotations

import re

import pytest

from fatiao.reading.tree.account import find_discrepancies
from tests.support.outlines import outline, read
from tests.support.paths import TESTS

CASES = sorted((TESTS / "cases").glob("reading*.md"))


def cases() -> list[tuple[str, str, str]]:
    text = "\n".join(path.read_text("utf-8") for path in CASES)
    found = re.findall(r"^## (.+?)\n+```text\n(.*?)\n```\n+```expected\n(.*?)\n```", text, re.M | re.S)
    assert len(found) == text.count("\n## ")
    return found


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in cases()], ids=[c[0] for c in cases()])
def test_case(source: str, expected: str) -> None:
    law, _ = read(source)
    assert outline(law, whole=True).split("\n") == expected.split("\n")
    assert find_discrepancies(law) == ()


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("某某条例\n第一条 甲。\n第三条 丙。\n第四条 丁。", "article-gap", 3),
        ("某某条例\n第一条 甲。\n第二条 乙。\n第二条 乙。\n第三条 丙。", "article-repeated", 4),
        ("某某条例\n没有条文。", "unnumbered", 2),
        ("某某条例", "no-article", 1),
        ("第一条 甲。\n第二条 乙。", "no-title", 1),
        ("某某条例\n第三十条 甲。\n第三十－条 乙。", "label-repaired", 3),
        ("某某条例\n第一条 甲：\n（一）乙；\n（三）丙。", "item-gap", 4),
        ("某某公约\n第一条 甲：\n(a) 乙；\n(b) 丙。\n第二条 丁。", "letter-labels", 3),
        ("某某条例\n第一条 甲①。\n① 见乙。\n第二条 乙。", "left-out-within", 3),
        ("甲条例\n第一条 甲。\n第二条 乙。\n丙办法\n第一条 丙。\n第二条 丁。", "next-instrument", 4),
        ("某某条例\n第一条 甲。\n2\n第二条 乙。", "left-out", 3),
        ("某某条例\n第一条 甲。\n第二条 乙。", "no-adoption", 1),
        ("某某条例\n第一条 甲。\n第二条 乙。", "no-force-date", 1),
        ("某某条例\n第一章 总则\n第一条 甲。\n监督\n第二条 乙。\n第三章 附则\n第三条 丙。", "division-gap", 4),
        ("某某條例\n第一條 為了規範。\n第二條 乙。", "traditional-script", 1),
        ("某某条例\n第一条 甲。\nArticle 1 The purpose of this is as follows.\n第二条 乙。", "other-language", 3),
        ("某某条例\n第一条 甲。\n【条文主旨】\n本条是关于甲的规定。\n第二条 乙。", "commentary", 3),
        ("某某条例\n第一条 甲。\n第二条 乙。\n释义：丙。", "commentary", 4),
        ("某某条例\n第一条 甲。\n〖本条注释〗丙。\n第二条 乙。", "commentary", 3),
        ("某某条例\n第一章 总则\nChapter I General Provisions\n第一条 甲。\n第二条 乙。", "other-language", 3),
        ("某某条例\n第一条 甲。\n乡村一日\n去年的路不好走。\n第二条 乙。", "ambiguous-structure", 3),
    ],
)
def test_finding(source: str, code: str, line: int) -> None:
    _, report = read(source)
    assert [found.line for found in report if found.code == code] == [line]


def test_a_clean_law_has_no_finding() -> None:
    _, report = read("某某条例\n（2021年9月1日某市人大常委会通过）\n第一条 甲。\n第二条 本条例自2022年1月1日起施行。")
    assert list(report) == []
