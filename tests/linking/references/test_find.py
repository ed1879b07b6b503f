"""References: every form, the reasons for their targets, and robustness against any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.language.titles import title_key
from fatiao.linking.definitions.find import find_definitions
from fatiao.linking.positions import source_offset
from fatiao.linking.references.find import find_references
from fatiao.linking.titles import is_law_title
from fatiao.model.law import Annex, Front, Law, Number, Passage, Source, Span, Target
from fatiao.model.layers import Reference
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source
from tests.support.linking_laws import a_law, an_article
from tests.support.paths import ROOT, TESTS

CASES = TESTS / "cases" / "references.md"
GOLDEN = TESTS / "golden"
LEVELS = ("part", "subpart", "chapter", "section", "article", "paragraph", "item", "subitem", "annex")


def cases() -> list[tuple[str, str, str]]:
    text = CASES.read_text("utf-8")
    found = re.findall(r"^## (.+?)\n+```text\n(.*?)\n```\n+```expected\n(.*?)\n```", text, re.M | re.S)
    assert len(found) == text.count("\n## ")
    return found


def name_target(target: Target) -> str:
    out = [target.law or "self"]
    out += [f"{level} {getattr(target, level)}" for level in LEVELS if getattr(target, level) is not None]
    if target.edition:
        out.append(f"of {target.edition}")
    return " ".join(out) + (f"–{target.to}" if target.to else "")


def words_of(law: Law, reference: Reference) -> str:
    text = {a.number: a.text for a in reversed(law.articles)}[reference.article]
    return text[reference.span.start : reference.span.end]


def find(law: Law, known: tuple[str, ...] = ()) -> tuple[tuple[Reference, ...], list[str]]:
    report = Report()
    found = find_references(law, find_definitions(law, Report()), known, report)
    return found, [d.message for d in report if d.code == "reference-unresolved"]


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    named = re.search(r"〔(.+)〕", title)
    law = a_law(text, named[1] if named else "某某条例")
    found, complaints = find(law, ("商品检验条例",))
    lines = [f"{words_of(law, r)} = {'; '.join(map(name_target, r.targets))}" for r in found]
    lines += ["? " + complaint[1 : complaint.index("”：")] for complaint in complaints]
    assert "\n".join(lines) == expected.removeprefix("none")


@pytest.mark.parametrize(
    ("text", "words", "rule", "antecedent"),
    [
        ("甲。\n依照前款。", "前款", "“前款”指本条的上一款", "本条第一款"),
        ("甲。\n乙。\n依照前两款。", "前两款", "“前两款”指紧接在前的两款", "本条第一款至第二款"),
        ("依照刑法第三条、第四条。", "第四条", "并列各项承前省略", "《刑法》"),
        ("依照第三条第一款、第二款。", "第二款", "并列各项承前省略", "第三条"),
        ("违反《水法》第三条的，依照该条处罚。", "该条", "“该条”承前文刚提到的条", "《水法》第三条"),
        ("依照本条例第三条。", "本条例第三条", "“本条例”指本部法规", ""),
        ("《海商法》（以下简称商法）。依照商法第三条。", "商法第三条", "前文“以下简称”的名称", "《海商法》"),
    ],
)  # fmt: skip
def test_reason_of_a_target(text: str, words: str, rule: str, antecedent: str) -> None:
    law = a_law(text)
    why = {words_of(law, r): (r.rule, r.antecedent) for r in find(law)[0]}
    assert why[words] == (rule, antecedent)


def test_a_list_gives_a_reference_per_element_and_a_back_reference_to_all() -> None:
    law = a_law("犯本节第三条、第五条规定之罪的，依照各该条处罚。")
    assert [len(r.targets) for r in find(a_law("犯第三条、第五条规定之罪的，依照各该条处罚。"))[0]] == [1, 1, 2]
    assert find(law)[1] == ["“本节第三条、第五条”：本条不在这样的编章节中", "“各该条”：前文没有指明是哪一条"]


def test_headings_and_leading_labels_are_not_references() -> None:
    text = "甲。\n第二节　乙\n第三条 丙。\n第四条规定。"
    law = Law("a", Source("a.txt", text), Front(), (), (an_article(text),))
    assert [words_of(law, r) for r in find(law)[0]] == ["第四条"]


def test_bare_annexes_need_an_annex() -> None:
    text = "车型见附件1，式样见附件2。"
    annexes = (Annex(1, "附件1", Passage("车型", ()), ()),)
    law = Law("a", Source("a.txt", text), Front(), (), (an_article(text),), annexes)
    assert [name_target(r.targets[0]) for r in find(law)[0]] == ["self annex 1"]


def test_reference_to_this_part_without_several_parts() -> None:
    law = a_law("第一章 通则\n第三条 适用本编的规定和本编第六章。")
    assert [(words_of(law, r), name_target(r.targets[0])) for r in find(law)[0]] == [
        ("本编", "self"),
        ("本编第六章", "self chapter 6"),
    ]


def test_findings_have_the_position_of_the_words() -> None:
    text = "某某条例\n\n第一条 甲应当\n登记。\n\n第二条 乙。\n（一）丙；\n（二）依照前款。\n"
    report = Report()
    law = read_law(Source("a.txt", text), "a", Report())
    find_references(law, (), (), report)
    assert [(d.line, d.column) for d in report] == [(8, 6)]
    assert source_offset(law.articles[1], 10_000, law.source) == text.index("第二条")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("中华人民共和国网络安全法", True), ("民法典", True), ("某某条例（试行）", True), ("解释（二）", True),
        ("关于修改〈某某条例〉的决定", True), ("蒙特利尔议定书", True), ("外商投资产业目录", True), ("报告书", False),
        ("登记表", False), ("卫生许可证", False), ("南方日报", False), ("总体方案", False), ("总体规划", False),
        ("商标公告", False), ("检查通知书", False), ("", False),
    ],
)  # fmt: skip
def test_recognition_of_law_titles(title: str, expected: bool) -> None:
    assert is_law_title(title) is expected


def test_titles_compare_without_punctuation_width_and_country() -> None:
    assert title_key("《中华人民共和国 刑法》(试行)") == title_key("刑法（试行）") == "刑法（试行）"
    assert title_key("关于适用〈民法典〉的解释") == title_key("关于适用《中华人民共和国民法典》的解释")


PIECES = st.sampled_from([
    "第一条", "第二款", "第（三）项", "第(一)、(二)项", "第十", "一百", "第", "条", "款", "项", "目", "之一", "至",
    "、", "和", "，", "。", "；", "：", "\n", "（一）", "（二）项", "1.", "《", "》", "〈", "〉", "“", "”", "《刑法》",
    "《X法", "刑法", "本法", "本条例", "本条", "本款", "本项", "本章", "前款", "前两款", "前条", "前项", "上款",
    "该条", "该款", "该项规定", "各该条", "该法", "同条", "附件一", "总则", "及其实施条例", "（以下简称", "）",
    "修改为：", "规定：", "违反", "依照", "有", "下列", "第三人", "条件", "5", "的", " ", "\u3000",
])  # fmt: skip
TITLES = st.sampled_from(["某某条例", "刑法修正案", "关于修改《刑法》的决定", "关于修改《甲》等三件规定的决定", ""])


def holds(law: Law) -> None:
    """Check that spans are in their article, sorted and disjoint, and that references have a target and a reason."""
    found = find_references(law, find_definitions(law, Report()), (), Report())
    lengths = {a.number: len(a.text) for a in law.articles}
    last: dict[Number, Span] = {}
    for r in found:
        before = last.get(r.article, Span(0, 0))
        assert before.end <= r.span.start < r.span.end <= lengths[r.article]
        assert r.targets
        assert r.rule
        last[r.article] = r.span


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), TITLES)
def test_never_raises_and_spans_are_disjoint(text: str, title: str) -> None:
    holds(Law("a", Source("a.txt", text), Front(title=Passage(title, ())), (), (an_article(text),)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all(text: str) -> None:
    holds(Law("a", Source("a.txt", text), Front(), (), (an_article(text),)))


@pytest.mark.parametrize(
    "piece",
    [
        "第一、",
        "第一条、",
        "《",
        "《甲",
        "《甲》",
        "“前款",
        "（一）",
        "第一条第",
        "刑法",
        "本法第一条至",
        "违反第一项",
        "修改为：“",
        "该条",
        "甲\n",
    ],
)  # fmt: skip
def test_time_does_not_grow_faster_than_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * (count // len(piece))
        law = Law("a", Source("a.txt", text), Front(title=Passage("刑法修正案", ())), (), (an_article(text),))
        start = time.process_time()
        find_references(law, (), (), Report())
        return time.process_time() - start

    assert seconds(8_000) < 2.0


CORPUS = ROOT / "corpus"
WORKS = sorted(p.parent.name for p in CORPUS.glob("*/law.toml"))


@pytest.mark.parametrize("work", WORKS)
def test_references_of_the_sources_as_reviewed(work: str) -> None:
    """Each list was compared with the text by eye; a change needs another look."""
    source = read_source(max((CORPUS / work).glob("*.txt")), Report())
    assert source is not None
    law = read_law(source, work, Report())
    found, complaints = find(law)
    lines = [
        f"{r.article} | {words_of(law, r)} | {'; '.join(map(name_target, r.targets))} | {r.rule}"
        + (f" | {r.antecedent}" if r.antecedent else "")
        + "\n"
        for r in found
    ]
    assert complaints == []
    assert "".join(lines) == (GOLDEN / f"references-{work}.txt").read_text("utf-8")


ONE_ANNEX = "附件：收费标准\n甲类十元"


@pytest.mark.parametrize(
    ("words", "annexes", "found"),
    [
        ("见本条例附件、本办法的附件。", ONE_ANNEX, ["本条例附件", "本办法的附件"]),
        ("见本条例附件表格、本条例附件二。", ONE_ANNEX, []),
        ("见本条例附表。", ONE_ANNEX, []),
        ("见本条例附件。", "附件1：收费标准\n甲类十元\n附件2：名录\n甲园", []),
        ("见本条例附件。", "", []),
    ],
)
def test_only_annex(words: str, annexes: str, found: list[str]) -> None:
    law = read_law(Source("x", f"甲市条例\n第一条　{words}\n第二条　单位应当依法办理。\n{annexes}\n"), "x", Report())
    references, _ = find(law)
    assert [words_of(law, r) for r in references] == found
    assert all(r.targets == (Target(annex=1, annex_word="附件"),) for r in references)
