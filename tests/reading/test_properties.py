"""Whatever the text, reading it raises nothing, loses nothing, and gives the same again."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.exports.law_json import law_to_json
from fatiao.model.layers import Layers
from fatiao.reading.tree.account import account, find_discrepancies
from tests.support.outlines import outline, read
from tests.support.stock import STOCK

#: What statutes and their surroundings are made of, whole and in pieces.
PARTS = st.sampled_from(STOCK)
TEXTS = st.lists(PARTS | st.text(max_size=4), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_accounted_for(text: str) -> None:
    law, _ = read(text)
    assert find_discrepancies(law) == ()
    assert sum(account(law).values()) == len("".join(text.split()))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_claims_are_in_order_and_apart(text: str) -> None:
    law, _ = read(text)
    claims = [claimed.span for claimed in law.claims]
    assert all(a.end <= b.start for a, b in pairwise(claims))
    assert all(a.start < a.end for a in claims)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_published_words_are_the_sources(text: str) -> None:
    law, _ = read(text)
    passages = [p for article in law.articles for p in article.passages()]
    passages += [d.heading for d in law.divisions] + list(law.front.preamble)
    for passage in passages:
        printed = "".join(text[s.start : s.end] for s in passage.spans)
        assert "".join(passage.text.split()) == "".join(printed.split())
        assert passage.text == passage.text.strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    first, report = read(text)
    second, again = read(text)
    assert outline(first, whole=True) == outline(second, whole=True)
    assert list(report) == list(again)
    dump = json.dumps(law_to_json(first, Layers(), report), ensure_ascii=False)
    assert dump == json.dumps(law_to_json(second, Layers(), again), ensure_ascii=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=2, max_size=25))
def test_every_article_of_a_plain_law_is_found(sizes: list[int]) -> None:
    from fatiao.language.numerals import format_numeral

    lines = ["某某条例"]
    for number, size in enumerate(sizes, 1):
        lines.append(f"第{format_numeral(number)}条 甲应当办理登记。")
        lines += ["乙应当协助。"] * (size - 1)
    law, report = read("\n".join(lines))
    assert [len(article.paragraphs) for article in law.articles] == sizes
    assert report.errors == 0
