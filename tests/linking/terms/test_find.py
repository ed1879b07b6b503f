"""Term uses: scope, position, word boundaries, and terms inherited from superior laws."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import Report
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.terms.boundaries import stands_alone
from fatiao.linking.terms.find import TermIndex, build_term_index, find_term_uses
from fatiao.model.corpus import CuratedTerm
from fatiao.model.law import Law, Number, Span, Target
from fatiao.model.layers import Reference, TermUse
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source
from tests.support.linking_laws import a_law
from tests.support.paths import ROOT, TESTS

ROWS = re.findall(r"^\| (.*\[.*) \| (yes|no) \| (.*) \|$", (TESTS / "cases/terms.md").read_text("utf-8"), re.M)


def curated(term: str, *works: str, aliases: tuple[str, ...] = ()) -> CuratedTerm:
    return CuratedTerm(term, "", "", "", (), works or ("a-law",), aliases)


def index_of(*laws: Law, terms: tuple[CuratedTerm, ...] = ()) -> TermIndex:
    return build_term_index(laws, {law.work: find_definitions(law, Report()) for law in laws}, terms)


def shown(law: Law, uses: tuple[TermUse, ...]) -> list[str]:
    """Return uses as 第2条:words, with ! at the first use in its 款."""
    texts = {a.number: a.text for a in law.articles}
    return [f"{u.article}:{texts[u.article][u.span.start : u.span.end]}{'!' if u.first else ''}" for u in uses]


def uses_in(text: str, *terms: CuratedTerm, others: tuple[Law, ...] = ()) -> list[str]:
    law = a_law(text)
    return shown(law, find_term_uses(law, index_of(law, *others, terms=terms)))


@pytest.mark.parametrize(("text", "expected", "why"), ROWS, ids=[r[2] + " " + r[0] for r in ROWS])
def test_word_boundaries(text: str, expected: str, why: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert stands_alone(text.replace("[", "").replace("]", ""), start, end) is (expected == "yes")


def test_the_first_use_in_each_paragraph_and_none_in_the_definition() -> None:
    text = "第一条 本条例所称平安建设，是指平安建设活动。\n第二条 开展平安建设，推进平安建设。\n平安建设实行目标管理。"
    assert uses_in(text) == ["2:平安建设!", "2:平安建设", "2:平安建设!"]


def test_a_short_name_holds_from_where_it_is_introduced() -> None:
    text = (
        "第一条 指导运营者。\n第二条 关键信息基础设施运营者（以下简称运营者）负责。\n"
        "第三条 运营者报告；关键信息基础设施运营者改正。"
    )
    assert uses_in(text) == ["3:运营者!", "3:关键信息基础设施运营者"]


def test_both_parts_together_but_neither_alone() -> None:
    text = (
        "第一条 国家机关和涉及国家秘密的单位(以下简称机关、单位)。\n"
        "第二条 机关、单位应当登记，机关或者单位、其他机关、建设单位。"
    )
    assert uses_in(text) == ["2:机关、单位!", "2:机关或者单位"]


def test_the_longest_term_wins() -> None:
    text = "第一条 保守国家秘密（以下简称保密）。\n第二条 保密行政管理部门负责保密工作。"
    assert uses_in(text, curated("保密行政管理部门")) == ["2:保密行政管理部门!", "2:保密!"]


def test_a_term_may_overlap_a_word_that_is_not_a_term() -> None:
    assert uses_in("第一条 承办人拟定密级。", curated("定密"), curated("密级")) == ["1:密级!"]


def test_no_use_in_a_title_or_a_reference() -> None:
    law = a_law("第一条 依照《国家安全教育条例》和国家安全法第三条，维护国家安全。")
    text = law.articles[0].text
    at = text.index("国家安全法")
    references = [Reference(Number(1), Span(at, at + 8), (Target("国家安全法", article=Number(3)),), "test")]
    uses = find_term_uses(law, index_of(law, terms=(curated("国家安全"),)), references)
    assert [u.span.start for u in uses] == [text.rindex("国家安全")]


def test_a_nearer_scope_beats_a_wider_one() -> None:
    text = (
        "第一条 本条例所称运输，是指客运。\n第二条 从事运输。\n"
        "第三条 本条所称运输，是指货运。\n从事运输的，应当登记。\n第四条 从事运输。"
    )
    law = a_law(text)
    uses = find_term_uses(law, index_of(law))
    assert [(str(u.article), u.source.scope) for u in uses] == [("2", "law"), ("3", "article"), ("4", "law")]  # type: ignore[union-attr]


def test_a_definition_may_be_limited_to_a_chapter_or_paragraph() -> None:
    text = (
        "第一章 总则\n第一条 运输的货物。\n第二章 运输\n第二条 运输的货物。\n从事水运。\n"
        "本章所称货物，是指危险品。\n第三条 涉及货物的。\n第三章 附则\n第四条 涉及货物的。"
    )
    assert uses_in(text) == ["2:货物!", "3:货物!"]
    text = "第一条 涉及货物的。\n前款所称货物，是指危险品。\n第二条 涉及货物的。"
    assert uses_in(text) == ["1:货物!"]


def test_a_short_name_means_its_latest_definition() -> None:
    text = (
        "第一条 工业部门（以下简称审批机关）。\n第二条 报审批机关。\n"
        "第三条 商务部门（以下简称审批机关）。\n第四条 报审批机关。"
    )
    law = a_law(text)
    uses = find_term_uses(law, index_of(law))
    assert [str(u.source.article) for u in uses] == ["1", "3"]  # type: ignore[union-attr]


SUPERIOR = a_law("第一条 本法所称国家秘密，是指依照法定程序确定的事项。", "中华人民共和国保密法", "superior")


def test_a_definition_of_a_superior_law_is_marked_as_inherited() -> None:
    law = a_law("第一条 根据《中华人民共和国保密法》，制定本条例。\n第二条 保守国家秘密。", work="below")
    (use,) = find_term_uses(law, index_of(SUPERIOR, law))
    assert (use.term, use.work, use.inherited) == ("国家秘密", "superior", True)
    unrelated = a_law("第一条 制定本条例。\n第二条 保守国家秘密。", work="beside")
    assert find_term_uses(unrelated, index_of(SUPERIOR, unrelated)) == ()


def test_own_and_curated_definitions_precede_those_of_superior_laws() -> None:
    text = (
        "第一条 根据《中华人民共和国保密法》，制定本条例。\n"
        "第二条 本条例所称国家秘密，是指秘密。\n第三条 保守国家秘密。"
    )
    law = a_law(text, work="below")
    (own,) = find_term_uses(law, index_of(SUPERIOR, law, terms=(curated("国家秘密", "below"),)))
    assert (own.work, own.inherited) == ("below", False)
    law = a_law(text.replace("本条例所称国家秘密，是指秘密。", "甲。"), work="below")
    (edited,) = find_term_uses(law, index_of(SUPERIOR, law, terms=(curated("国家秘密", "below"),)))
    assert (edited.work, edited.inherited) == (None, False)


def test_a_term_defined_by_two_superior_laws_gets_no_link() -> None:
    other = a_law("第一条 本法所称国家秘密，是指别的。", "中华人民共和国档案法", "other")
    law = a_law(
        "第一条 根据《中华人民共和国保密法》、《中华人民共和国档案法》，制定本条例。\n第二条 保守国家秘密。",
        work="below",
    )
    assert find_term_uses(law, index_of(SUPERIOR, other, law)) == ()


def test_a_word_of_an_article_that_another_law_explains() -> None:
    rules = a_law("第一条 《反间谍法》第三条所称“敌对组织”，是指危害国家安全的组织。", "反间谍法实施细则", "rules")
    law = a_law("第一条 反对敌对组织。\n第三条 打击敌对组织。", "中华人民共和国反间谍法", "law")
    (use,) = find_term_uses(law, index_of(rules, law))
    assert (str(use.article), use.work, use.inherited) == ("3", "rules", True)


def test_a_curated_term_holds_only_in_its_laws_and_under_every_name() -> None:
    term = curated("网格管理员", "a-law", aliases=("网格员",))
    assert uses_in("第一条 配备网格员和网格管理员。", term) == ["1:网格员!", "1:网格管理员"]
    assert uses_in("第一条 配备网格员。", curated("网格员", "another-law")) == []


def test_a_term_of_another_law_does_not_hide_one_that_begins_it() -> None:
    other = a_law("第一条 本条例所称保密工作单位，是指企业。", "别的条例", "other")
    text = "第一条 保守国家秘密（以下简称保密）。\n第二条 加强保密工作单位管理。"
    assert uses_in(text, others=(other,)) == ["2:保密!"]


def test_counting_words_are_not_terms() -> None:
    assert uses_in("第一条 本法所称以上、以下，包括本数。\n第二条 处十日以上十五日以下拘留。") == []


@cache
def corpus() -> tuple[dict[str, Law], TermIndex]:
    found = read_corpus(ROOT / "corpus", Report())
    laws = {}
    for work in found.works:
        source = read_source(Path(work.versions[-1].path), Report())
        assert source is not None
        laws[work.id] = read_law(source, work.id, Report())
    definitions = {key: find_definitions(law, Report()) for key, law in laws.items()}
    return laws, build_term_index(list(laws.values()), definitions, found.terms)


@pytest.mark.parametrize(
    ("work", "term", "least"),
    [
        ("xj-critical-infrastructure-regulations", "运营者", 6),
        ("xj-state-secrets-regulations", "保密", 60),
        ("xj-state-secrets-regulations", "机关、单位", 30),
        ("xj-pingan-regulations", "平安建设", 50),
    ],
)
def test_the_defined_terms_of_the_sources_are_linked(work: str, term: str, least: int) -> None:
    laws, index = corpus()
    uses = [u for u in find_term_uses(laws[work], index) if u.term == term]
    assert len(uses) >= least
    assert all(u.work == work and not u.inherited for u in uses)


def test_a_term_of_one_source_is_not_linked_in_another() -> None:
    laws, index = corpus()
    for work, law in laws.items():
        for use in find_term_uses(law, index):
            assert use.work in (None, work)


def test_uses_in_the_corpus_have_exact_spans_and_do_not_overlap() -> None:
    laws, index = corpus()
    for law in laws.values():
        texts = {a.number: a.text for a in law.articles}
        uses = find_term_uses(law, index)
        assert len(uses) > 50
        for before, after in pairwise(uses):
            assert before.article != after.article or before.span.end <= after.span.start
        for use in uses:
            assert texts[use.article][use.span.start : use.span.end] in index.names


PIECES = st.sampled_from([
    "本条例所称", "前款所称", "保密", "工作", "，是指", "事项", "（以下简称", "机关、单位", "）", "，", "。", "\n",
    "《", "》", "国家", "秘密", "运营者", "网络", "开展",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map("".join))
def test_never_raises_on_any_mixture(first: str, second: str) -> None:
    law = a_law(f"第一条 {first}\n第二条 {second}")
    index = index_of(law, terms=(curated("秘密"), curated("国家秘密"), curated("保密工作", aliases=("工作",))))
    numbers = {a.number for a in law.articles}
    for use in find_term_uses(law, index):
        assert use.article in numbers
        assert any(
            a.text[use.span.start : use.span.end] in index.names for a in law.articles if a.number == use.article
        )
