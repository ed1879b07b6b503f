"""Traditional script: references and definitions of a copy, led back to the words as printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.language.script import is_traditional, simplify
from fatiao.model.law import Law, Source
from fatiao.model.layers import Layers
from fatiao.pipeline import parse_source

TAIWAN = """漁港管理法
第 1 條
本法用詞，定義如下：
一、漁船：指從事漁業之船舶。
二、漁具：指網及籠。
本法所稱主管機關，謂農業部。
第 2 條
違反前條第一項第二款規定者，準用行政程序法第一百條第一項之規定。
前項之情形，亦同。
"""
MAINLAND = """電信管理條例
第一條　本條例所稱電信，是指傳送信息的活動：
（一）有線；
（二）無線。
第二條　違反本條例第一條第一款第（二）項規定的，依照《網絡條例》第三條處罰。
"""


def layers_of(text: str) -> tuple[Law, Layers]:
    return parse_source(Source("a.txt", text), Report())


def references_of(text: str) -> list[tuple[str, str | None, str, int | None, str | None]]:
    law, layers = layers_of(text)
    texts = {article.number: article.text for article in law.articles}
    return [
        (
            texts[one.article][one.span.start : one.span.end],
            target.law,
            str(target.article),
            target.paragraph,
            str(target.item) if target.item else None,
        )
        for one in layers.references
        for target in one.targets
    ]


def test_items_of_taiwan_are_paragraphs() -> None:
    assert references_of(TAIWAN) == [
        ("前條第一項第二款", None, "1", 1, "2"),
        ("行政程序法第一百條第一項", "行政程序法", "100", 1, None),
        ("前項", None, "2", 1, None),
    ]


def test_items_elsewhere_are_items() -> None:
    assert references_of(MAINLAND) == [
        ("本條例第一條第一款第（二）項", None, "1", 1, "2"),
        ("《網絡條例》第三條", "網絡條例", "3", None, None),
    ]


def test_terms_are_as_printed() -> None:
    for text, terms in ((TAIWAN, ["漁船", "漁具", "主管機關"]), (MAINLAND, ["電信"])):
        law, layers = layers_of(text)
        texts = {article.number: article.text for article in law.articles}
        assert [one.term for one in layers.definitions] == terms
        for one in layers.definitions:
            assert texts[one.article][one.term_span.start : one.term_span.end] == one.term


def test_a_traditional_name_makes_no_text_traditional() -> None:
    assert not is_traditional("某某条例\n第一条 为了保护張學良旧居，制定本条例。\n第二条 本条例自公布之日起施行。")
    assert is_traditional("關於電信的決定\n為了規範電信，作如下決定：應當登記。")


@given(st.text(alphabet="第一二條項款目規於為「」、。前本同該(2-1)\n 甲〈張"))
def test_a_copy_is_as_long_as_its_text(text: str) -> None:
    assert len(simplify(text)) == len(text)
    law, layers = layers_of("甲條例\n第一條 " + text)
    words = "".join(law.source.text.split())
    for article in law.articles:
        for passage in article.passages():
            assert "".join(passage.text.split()) in words
    assert layers is not None
