"""Parallel passages: those to find, drafting language to ignore, and the equality of their runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.linking.parallels import find
from fatiao.linking.parallels.find import Before, find_pairs
from fatiao.linking.parallels.reduce import SHORTEST, reduce_law
from fatiao.model.law import Law, Number, ProvisionId, Span
from fatiao.model.layers import Parallel
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source
from tests.support.linking_laws import a_law
from tests.support.paths import ROOT

CORPUS = ROOT / "corpus"
SENTENCE = "考核结果纳入领导班子绩效考核范围，并作为奖励惩处等的重要参考。"


def find_parallels(laws: Sequence[Law]) -> tuple[Parallel, ...]:
    return tuple(pair.parallel for pair in find_pairs(laws, [*map(reduce_law, laws)]))


@cache
def corpus() -> tuple[Law, ...]:
    laws = []
    for folder in sorted(p.parent for p in CORPUS.glob("*/law.toml")):
        source = read_source(max(folder.glob("*.txt")), Report())
        assert source is not None
        laws.append(read_law(source, folder.name, Report()))
    return tuple(laws)


def text_of(laws: tuple[Law, ...], at: ProvisionId) -> str:
    return next(a.text for law in laws if law.work == at.work for a in law.articles if a.number == at.article)


def plain(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def check(laws: tuple[Law, ...], found: Parallel) -> None:
    left, right = text_of(laws, found.left), text_of(laws, found.right)
    assert (found.left.work, found.left.article) != (found.right.work, found.right.article)
    assert found.runs
    assert 0 < found.score <= 1
    for side in (0, 1):
        spans = [run[side] for run in found.runs]
        assert all(a.end <= b.start or b.end <= a.start for a in spans for b in spans if a is not b)
    for mine, theirs in found.runs:
        words = plain(left[mine.start : mine.end])
        assert words == plain(right[theirs.start : theirs.end])
        assert len(words) >= SHORTEST
        assert left[mine.start].isalnum() and left[mine.end - 1].isalnum()


def test_known_parallels_of_the_corpus() -> None:
    found = {
        (p.left.work, str(p.left.article), p.right.work, str(p.right.article)): p for p in find_parallels(corpus())
    }
    measures, peace = "xj-national-security-measures", "xj-pingan-regulations"
    assessment = found[measures, "30", peace, "49"]
    assert text_of(corpus(), assessment.left)[slice(*_range(assessment.runs[-1][0]))].startswith("绩效考核范围，并作为")
    assert found[measures, "25", peace, "4"].score > 0.7


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_every_run_in_the_corpus_is_equal_on_both_sides() -> None:
    found = find_parallels(corpus())
    assert len(found) > 10
    for parallel in found:
        check(corpus(), parallel)


def test_marks_width_and_breaks_do_not_matter() -> None:
    left = a_law(f"第一条 甲单位的{SENTENCE}", work="left")
    right = a_law("第九条 乙单位的考核结果纳入领导班子绩效考核范围,并作为\n奖励惩处等的重要参考", work="right")
    (found,) = find_parallels([left, right])
    assert found.left == ProvisionId("left", Number(1), 1)
    check((left, right), found)


def test_labels_of_items_are_ignored() -> None:
    law = a_law(f"第一条 下列事项：\n（一）{SENTENCE}\n第二条 有关事项：\n（一）{SENTENCE}")
    (found,) = find_parallels([law])
    assert found.score == 1
    assert text_of((law,), found.left)[found.runs[0][0].start :].startswith("考核结果")


@pytest.mark.parametrize(
    "phrase",
    [
        "本条例自2026年3月1日起施行。",
        "构成犯罪的，依法追究刑事责任。",
        "违反本条例规定的行为，法律、法规已有处罚规定的，从其规定。",
        "对直接负责的主管人员和其他直接责任人员依法给予处分；构成犯罪的，依法追究刑事责任。",
        "对做出突出贡献的单位和个人，按照国家和自治区有关规定给予表彰和奖励。",
        "县级以上人民政府及其有关部门应当在各自职责范围内开展工作。",
        "国家机关、社会团体、企业事业单位和其他组织以及公民",
    ],
)
def test_drafting_language_makes_no_parallel(phrase: str) -> None:
    laws = [a_law(f"第一条 甲乙丙丁。{phrase}", work="left"), a_law(f"第一条 子丑寅卯。{phrase}", work="right")]
    assert find_parallels(laws) == ()


def test_the_subject_of_a_law_is_no_parallel_within_it() -> None:
    subject = "跨境数据流动安全监测预警平台"
    law = a_law("\n".join(f"第{n}条 {c}{subject}。" for n, c in zip("一二三四五", "甲乙丙丁戊", strict=True)))
    assert find_parallels([law]) == ()
    assert len(find_parallels([replace(law, articles=law.articles[:2])])) == 1


@pytest.mark.parametrize("run", ["桑榆槐柳梓椿棠杏桃李梅杨", "泾渭沅湘漳淮济沂泗汝颍洛", "钟磬琴瑟笙箫笛管埙篪柷敔"])
def test_characters_of_two_and_of_four_bytes_hide_no_run(run: str) -> None:
    """The two together have as many bytes as two Han characters."""
    laws = [
        a_law(f"第一条 \U00020bb7{run}é。", title="甲条例", work="law-a"),
        a_law(f"第一条 {run}。", title="乙条例", work="law-b"),
    ]
    assert len(find_parallels(laws)) == 1


def test_paragraphs_of_one_article_are_not_compared() -> None:
    assert find_parallels([a_law(f"第一条 {SENTENCE}\n{SENTENCE}")]) == ()


def han(first: int) -> st.SearchStrategy[str]:
    """Return text from a range of characters; texts of two ranges share no character."""
    return st.text(st.characters(min_codepoint=first, max_codepoint=first + 0xFF), min_size=0, max_size=30)


@settings(max_examples=100, deadline=None)
@given(
    *(han(0x4E00), han(0x4F00)),
    st.text(st.characters(min_codepoint=0x6000, max_codepoint=0x6FFF), min_size=12, max_size=30),
    *(han(0x5000), han(0x5100)),
)
def test_no_run_of_twelve_is_missed(a: str, b: str, run: str, c: str, d: str) -> None:
    # what stands around the run is not shared: of two shared runs that cross, only the longer is kept
    laws = (a_law(f"第一条 {a}{run}{b}", work="left"), a_law(f"第一条 {c}{run}{d}", work="right"))
    (found,) = find_parallels(laws)
    check(laws, found)
    text = text_of(laws, found.left)
    assert any(run in text[mine.start : mine.end] for mine, _ in found.runs)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("甲乙丙丁戊，。 ", min_size=0, max_size=60), min_size=2, max_size=4))
def test_never_raises_and_does_not_depend_on_the_order(texts: list[str]) -> None:
    laws = tuple(a_law(f"第一条 {text}", work=f"law-{i}") for i, text in enumerate(texts))
    found = find_parallels(laws)
    for parallel in found:
        check(laws, parallel)
    turned = find_parallels(laws[::-1])
    assert {(p.left, p.right) for p in found} == {(p.right, p.left) for p in turned}
    assert sorted(p.score for p in found) == pytest.approx(sorted(p.score for p in turned))


#: Sentences that share nothing, so that each is said as often as it is drawn.
SENTENCES = tuple("".join(map(chr, range(first, first + 16))) for first in range(0x5000, 0x5100, 0x20))
drawn_laws = st.lists(
    st.lists(st.lists(st.sampled_from(SENTENCES), max_size=4).map("，".join), min_size=1, max_size=6), max_size=5
)


def make_laws(texts: dict[int, list[str]]) -> list[Law]:
    articles = {
        key: "\n".join(f"第{n}条 甲{t}" for n, t in zip("一二三四五六", every, strict=False))
        for key, every in texts.items()
    }
    return [a_law(text, work=f"law-{key}") for key, text in articles.items()]


@settings(max_examples=300, deadline=None)
@given(drawn_laws, drawn_laws, st.sets(st.integers(0, 4)), st.sampled_from([(3, 5), (40, 3)]))
def test_reused_results_make_no_difference(
    then: list[list[str]], now: list[list[str]], edited: set[int], limits: tuple[int, int]
) -> None:
    """Some laws change, by which grams of the others become common or frequent, or cease to be."""
    old = dict(enumerate(then))
    new = {
        **{key: text for key, text in old.items() if key not in edited},
        **dict(zip(sorted(edited), now, strict=False)),
    }
    new = dict(sorted(new.items()))
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in zip(("_FREQUENT", "_COMMON"), limits, strict=True):
            patch.setattr(find, name, limit)
        laws = make_laws(old)
        reduced = [*map(reduce_law, laws)]
        at = {key: place for place, key in enumerate(new)}
        standing = [at[key] if new.get(key) == text else None for key, text in old.items()]
        gone = {then: reduced[then] for then, place in enumerate(standing) if place is None}
        before = Before(standing, gone, find_pairs(laws, reduced))
        laws = make_laws(new)
        reduced = [*map(reduce_law, laws)]
        assert find_pairs(laws, reduced, before) == find_pairs(laws, reduced)
