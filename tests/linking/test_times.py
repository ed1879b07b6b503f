"""Deadlines and dates: case by case, and on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.linking.times import find_time_expressions
from fatiao.model.law import Front, Law, Source
from fatiao.model.layers import TimeUnit
from tests.support.linking_laws import a_law, an_article
from tests.support.paths import TESTS

CASES = (TESTS / "cases" / "dates.md").read_text("utf-8")
FOUND = re.findall(r"^## (.+?)\n+```text\n(.*?)\n```\n+```expected\n(.*?)\n```", CASES, re.M | re.S)


def one_article(text: str) -> Law:
    return Law("a-law", Source("a.txt", text), Front(), (), (an_article(text),))


def test_every_case_is_read() -> None:
    assert len(FOUND) == CASES.count("\n## ")


@pytest.mark.parametrize(("title", "text", "expected"), FOUND, ids=[c[0] for c in FOUND])
def test_case(title: str, text: str, expected: str) -> None:
    found = [
        f"{e.unit} | {e.value} | {e.event or '-'} | {text[e.span.start : e.span.end]}"
        for e in find_time_expressions(one_article(text))
    ]
    assert ("\n".join(found) or "none") == expected


PIECES = st.sampled_from([
    "自", "收到", "申请", "之日起", "三十", "15", "0", "个", "工作日", "日", "天", "月", "年", "内", "前", "后", "每年",
    "每月", "2026年", "二〇二六年", "13月", "4月", "31日", "，", "。", "\n", "《", "》", "半", "不得超过", "小时", "周",
    "在", "于", "之",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_never_raises_and_stands_in_the_text_in_order(text: str) -> None:
    law = a_law("第一条 " + text)
    body = law.articles[0].text
    found = find_time_expressions(law)
    assert [e.span for e in found] == sorted(e.span for e in found)
    for e in found:
        assert 0 <= e.span.start < e.span.end <= len(body)
        assert e.event is None or e.event in body[e.span.start : e.span.end]
        dated = re.fullmatch(r"\d{4}(-\d\d){0,2}|--\d\d(-\d\d)?|---\d\d", e.value)
        if e.unit is TimeUnit.RECURRING:
            assert re.fullmatch(r"P[1-9]\d*[YMD]", e.value)
        else:
            assert dated if e.unit is TimeUnit.DATE else e.value.isdigit()
