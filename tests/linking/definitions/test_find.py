"""Definitions: every form, their spans and scopes, and robustness against any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.definitions.scope import paragraphs_in_scope
from fatiao.linking.definitions.short_names import term_parts
from fatiao.model.law import Front, Law, Passage, Source
from fatiao.model.layers import Definition, DefinitionKind
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source
from tests.support.linking_laws import a_law, an_article
from tests.support.paths import ROOT, TESTS

CASES = TESTS / "cases" / "definitions.md"


def cases() -> list[tuple[str, str, str]]:
    found = re.findall(
        r"^## (.+?)\n+```text\n(.*?)\n```\n+```expected\n(.*?)\n```", CASES.read_text("utf-8"), re.M | re.S
    )
    assert len(found) == CASES.read_text("utf-8").count("\n## ")
    return found


def one_article(text: str, title: str = "某某条例") -> Law:
    return Law("a-law", Source("a.txt", text), Front(title=Passage(title, ())), (), (an_article(text),))


def line_of(definition: Definition) -> str:
    line = f"{definition.term} | {definition.kind} | {definition.scope}"
    if definition.kind is DefinitionKind.ABBREVIATES:
        line += f" | {definition.expansion or '='}"
    return line


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    named = re.search(r"〔(.+)〕", title)
    found = find_definitions(one_article(text, named[1] if named else "某某条例"), Report())
    assert ("\n".join(map(line_of, found)) or "none") == expected


def test_spans_of_sentence_list_and_bracket() -> None:
    text = (
        "本市制定规划。本条例所称名木是指下列树木：\n（一）树种珍贵的；\n（二）具有历史价值的。\n"
        "国家机关（以下简称机关）依法履行职责；其他。"
    )
    tree, short = find_definitions(one_article(text), Report())
    assert text[tree.span.start : tree.span.end].startswith("本条例所称名木")
    assert text[tree.span.start : tree.span.end].endswith("（二）具有历史价值的。")
    assert text[short.span.start : short.span.end] == "（以下简称机关）"


def test_an_unclear_definition_is_reported_and_not_guessed() -> None:
    report = Report()
    assert find_definitions(one_article("产品有国家标准的，是指不符合该标准。"), report) == ()
    assert [d.code for d in report] == ["definition-unclear"]


def test_paragraphs_in_the_scope_of_a_definition() -> None:
    text = "甲从事运输。\n乙从事运输。\n前款所称运输，是指公路运输。\n本条第一款所称甲，是指企业。"
    law = one_article(text)
    first, second = find_definitions(law, Report())
    assert paragraphs_in_scope(first, law.articles[0]) == {2, 3}
    assert paragraphs_in_scope(second, law.articles[0]) == {1, 4}


@pytest.mark.parametrize(
    ("term", "parts"),
    [("机关、单位", ("机关", "单位")), ("运营者", ("运营者",)), ("县（市、区）部门", ("县（市、区）部门",)), ("", ())],
)
def test_parts_of_a_term(term: str, parts: tuple[str, ...]) -> None:
    assert term_parts(term) == parts


PIECES = st.sampled_from([
    "本条例所称", "本法", "前款", "刑法第六十条", "所称", "规定的", "是指", "，是指", "系指", "包括", "是", "以下简称",
    "（以下统称", "（", "）", "〔", "〕", "“", "”", "、", "，", "。", "；", "：", "\n", "（一）", "1.", "《", "》",
    "X", "合同", "的", "统称为", "其中，", "下列用语的含义：", "的，为", "的，是", "包括本数", "以上", "机关", "单位",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_never_raises_and_every_span_matches_its_term(text: str) -> None:
    law = a_law("第一条 " + text)
    by_number = {a.number: a.text for a in law.articles}
    for d in find_definitions(law, Report()):
        body = by_number[d.article]
        assert body[d.term_span.start : d.term_span.end] == d.term != ""
        assert d.span.start <= d.term_span.start < d.term_span.end <= d.span.end <= len(body)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all(text: str) -> None:
    law = one_article(text)
    assert all(text[d.term_span.start : d.term_span.end] == d.term for d in find_definitions(law, Report()))


ODD = [
    "本条例和", "规定法条例办法", "（", "甲（以下简称乙", "“甲”、", "刑法第一条规定的“甲", "是指", "所称", "甲乙是甲的",
    "的，是", "以上、", "（甲（乙", "（简称", "统称为", "《", "本法下列用语的含义：\n",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_takes_little_time(odd: str) -> None:
    laws = [
        one_article(before + odd * 2000 + after)
        for before in ("", "所称")
        for after in ("", "所称甲，是指乙。", "包括本数")
    ]
    start = time.process_time()
    for law in laws:
        find_definitions(law, Report())
    assert time.process_time() - start < 10


CORPUS = ROOT / "corpus"
WORKS = sorted(p.parent.name for p in CORPUS.glob("*/law.toml"))


@pytest.mark.parametrize("work", WORKS)
def test_definitions_of_the_sources_as_reviewed(work: str) -> None:
    """Each list was compared with the text by eye; a change needs another look."""
    report = Report()
    source = read_source(max((CORPUS / work).glob("*.txt")), report)
    assert source is not None
    law = read_law(source, work, report)
    texts = {a.number: a.text for a in law.articles}
    found = [
        f"{d.article} | {line_of(d)} | {texts[d.article][d.span.start : d.span.end]}\n"
        for d in find_definitions(law, report)
    ]
    assert "".join(found) == (CASES.parents[1] / "golden" / f"definitions-{work}.txt").read_text("utf-8")
