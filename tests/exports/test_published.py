"""Text that the account counts as published is in the law JSON and on the pages, in order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.exports.published import find_unpublished
from fatiao.model.law import Source
from fatiao.model.layers import Layers
from fatiao.reading.law import read_law
from fatiao.reading.lines.source import decode
from tests.support.paths import TESTS

CASES = [
    match[1]
    for path in sorted((TESTS / "cases").glob("reading*.md"))
    for match in re.finditer(r"^```text\n(.*?)\n```", path.read_text("utf-8"), re.M | re.S)
]
PIECES = """\
仓储条例
（2019年12月1日某市人民代表大会通过）
公告
第7号
2019年12月1日
目录
第一章 总则
第二章 附则
第一条 为了规范仓储，制定本条例。
第二条 有下列情形之一的：
（一）甲；
（二）乙的，
处罚款。
1.丙；
第三条至第五条 （删除）
第六条 本条例自2020年1月1日起施行。
附件一：表
某某市人民政府
1
① 见前条。
[1] 注
仓储条例[1]
一、问：何为仓储？
答：略。
本报记者 摄
**第七条** 丁
- 戊
法释〔2022〕4号
| 甲 | 乙 |
"""
TEXTS = st.lists(st.sampled_from(PIECES.splitlines()) | st.text(max_size=12), max_size=30).map("\n".join)


def unpublished(source: Source) -> object:
    law = read_law(source, "t", Report())
    return find_unpublished(law, law_to_json(law, Layers()))


@pytest.mark.parametrize("text", CASES)
def test_every_case_is_published(text: str) -> None:
    assert unpublished(Source("t", text)) == ()


@given(TEXTS)
@settings(deadline=None)
def test_any_text_is_published(text: str) -> None:
    source = decode(text.encode(errors="replace"), "t", Report())
    assert source is None or unpublished(source) == ()


@pytest.mark.parametrize(
    ("part", "key"), [("history", "history"), ("signature", "signature"), ("provisions", "articles")]
)
def test_what_is_lost_is_found(part: str, key: str) -> None:
    text = "仓储条例\n（2019年12月1日甲市人大通过）\n第一条 甲。\n甲市人民政府\n2019年12月1日\n"
    law = read_law(Source("t", text), "t", Report())
    value = law_to_json(law, Layers())
    assert value[key]
    assert [lost.part for lost in find_unpublished(law, {**value, key: []})] == [part]
