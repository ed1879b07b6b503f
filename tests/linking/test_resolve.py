"""Targets of references: provisions of the corpus, works that are only cited, or plain text with a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fatiao.diagnostics import Report
from fatiao.ids import provision_eid
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.references.find import find_references
from fatiao.linking.resolve import Destination, Library, build_library, resolve
from fatiao.model.corpus import CitedWork, Work
from fatiao.model.law import Annex, Law, Number, Span, Target
from fatiao.model.layers import Reference
from tests.support.linking_laws import a_law, words

POSTAL = a_law(
    "第一章 总则\n第一条 甲。\n乙：\n（一）丙；\n（二）丁：\n1.戊。\n"
    "第二章 附则\n第一节 其他\n第三条 己：\n（一）庚。\n辛：\n（一）壬。\n第四条 癸。",
    "中华人民共和国邮政法",
    "cn-postal-law",
)
RULES = a_law("第一条 甲。", "某市邮政条例", "a-postal-rules")
LIBRARY = build_library(
    [
        (Work("cn-postal-law", (), short_titles=("邮政法",)), POSTAL),
        (Work("a-postal-rules", (), title="某市邮政条例", short_titles=("邮政条例",)), RULES),
        (
            Work("b-postal-rules", (), short_titles=("邮政条例",)),
            a_law("第一条 甲。", "某省邮政条例", "b-postal-rules"),
        ),
    ],
    [CitedWork("中华人民共和国刑法", ("刑法",))],
)


def follow(text: str, library: Library = LIBRARY, law: Law | None = None) -> tuple[list[Destination | None], list[str]]:
    law = law or a_law(text, "某某办法", "some-rules")
    report = Report()
    definitions = find_definitions(law, Report())
    references = find_references(law, definitions, library.holdings.keys(), Report())
    resolved = resolve(law, references, definitions, library, report)
    assert [r.reference for r in resolved] == list(references)
    return [r.link for r in resolved], [d.message for d in report]


@pytest.mark.parametrize(
    ("words", "eid", "to"),
    [
        ("《邮政法》", "", None),
        ("《中华人民共和国邮政法》第四条", "art_4", None),
        ("邮政法第一条第二款", "art_1__para_2", None),
        ("邮政法第一条第二款第二项", "art_1__para_2__point_2", None),
        ("邮政法第一条第二项", "art_1__para_2__point_2", None),
        ("邮政法第一条第二款第二项第1目", "art_1__para_2__point_2__point_1", None),
        ("邮政法第一条至第四条", "art_1", "art_4"),
        ("邮政法第一条第一款至第二款", "art_1__para_1", "art_1__para_2"),
        ("邮政法第一条第一项至第二项", "art_1__para_2__point_1", "art_1__para_2__point_2"),
        ("邮政法第二章", "chp_2", None),
        ("邮政法第二章第一节", "chp_2__sec_1", None),
    ],
)
def test_provisions_of_a_held_law(words: str, eid: str, to: str | None) -> None:
    (link,), complaints = follow(f"依照{words}。")
    assert complaints == []
    assert link is not None
    assert (link.work, link.title, link.eid) == ("cn-postal-law", "中华人民共和国邮政法", eid)
    assert (link.to and provision_eid(link.to)) == to
    assert link.at is None or provision_eid(link.at) == eid


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("邮政法第九条", "没有第9条"),
        ("邮政法第四条第二款", "第4条没有第2款"),
        ("邮政法第一条第二款第三项", "第1条没有这一项"),
        ("邮政法第一条第二款第二项第2目", "第1条没有这一目"),
        ("邮政法第三条第一项", "第3条不止一款有这一项"),
        ("邮政法第一条至第九条", "没有第9条"),
        ("邮政法第三章", "没有这样的编章节"),
        ("《邮政法》附件一", "没有附件1"),
        ("《邮政条例》第一条", "有2部法规都叫《邮政条例》"),
        ("《水法》第一条", "没有收录也没有登记《水法》"),
        ("修改前邮政法第一条", "引用的是修改前的文本"),
        ("2001年修正的《邮政法》第一条", "没有收录2001年的文本"),
    ],
)
def test_what_leads_nowhere_stays_plain_and_is_reported(words: str, why: str) -> None:
    text = (
        f"依照{words.replace('附件', '》附件').replace('邮政法》', '《邮政法》')}。"
        if "附件" in words
        else f"依照{words}。"
    )
    links, complaints = follow(text)
    assert links == [None]
    assert [c.split("：")[1] for c in complaints] == [why]


def test_no_provision_has_a_paragraph_of_number_zero() -> None:
    reference = Reference(Number(1), Span(0, 0), (Target(article=Number(4), paragraph=0),), "")
    (resolved,) = resolve(POSTAL, [reference], (), LIBRARY, Report())  # as the ground of a note is resolved
    assert resolved.link is None


def test_a_cited_work_has_no_provisions() -> None:
    links, complaints = follow("依照刑法第三条和《中华人民共和国刑法》。")
    assert links == [Destination("中华人民共和国刑法", None)] * 2
    assert complaints == []


def test_a_law_own_short_name_comes_before_those_of_the_corpus() -> None:
    links, complaints = follow("根据《某市邮政条例》（以下简称邮政条例），违反邮政条例第一条的。")
    assert [link and link.work for link in links] == ["a-postal-rules", "a-postal-rules"]
    assert complaints == []


def test_own_provisions_and_several_targets() -> None:
    law = a_law("第一条 甲。\n第二条 乙。\n第三条 犯第一条、第二条规定之罪的，依照各该条处罚。\n第四条 依照第九条。")
    report = Report()
    references = find_references(law, (), (), report)
    resolved = resolve(law, references, (), LIBRARY, report)
    assert [[link.eid for link in r.links] for r in resolved] == [["art_1"], ["art_2"], ["art_1", "art_2"]]
    assert [d.code for d in report] == ["reference-unresolved"]


ROADS = {
    "2010-05-01": a_law("第一条 甲。\n第二条 乙。", "某市道路条例", "a-roads@2010-05-01"),
    "2020-05-01": a_law("第一条 甲。\n第三条 丙。", "某市道路条例", "a-roads"),
}
DATED = build_library([(Work("a-roads", ()), ROADS["2020-05-01"])], versions={"a-roads": ROADS})


@pytest.mark.parametrize(
    ("words", "work"),
    [
        ("《某市道路条例》（2010年）第二条", "a-roads@2010-05-01"),
        ("《某市道路条例（2010年）》第二条", "a-roads@2010-05-01"),
        ("2010年《某市道路条例》第二条", "a-roads@2010-05-01"),
        ("2010年通过的《某市道路条例》第二条", "a-roads@2010-05-01"),
        ("《某市道路条例》（2010年5月1日通过）第二条", "a-roads@2010-05-01"),
        ("《某市道路条例》（2020年修订）第三条", "a-roads"),
        ("《某市道路条例》第三条", "a-roads"),
        ("《某市道路条例》（2020年修订）", "a-roads"),
        ("《某市道路条例》（2020年修订）第二条", None),
        ("《某市道路条例》（2015年）第二条", None),
        ("《某市道路条例》（2010年7月1日通过）第二条", None),
        ("原《某市道路条例》第三条", None),
    ],
)
def test_an_edition_means_its_text(words: str, work: str | None) -> None:
    (link,), complaints = follow(f"依照{words}。", DATED)
    assert (link and link.work) == work
    assert len(complaints) == (work is None)


def test_annexes_are_told_by_word_and_number() -> None:
    law = a_law("第一条 依照附件2、附件3和附表一。\n第二条 乙。")
    law = replace(law, annexes=(Annex(1, "附件2", words("甲"), ()), Annex(2, "附表一", words("乙"), ())))
    report = Report()
    resolved = resolve(law, find_references(law, (), (), report), (), LIBRARY, report)
    assert [link.eid for r in resolved for link in r.links] == ["att_1", "att_2"]
