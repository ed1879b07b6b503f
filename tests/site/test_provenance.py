"""Provenance of an article: exactly its own lines of the source, and the changes made to them."""

import re

from hypothesis import assume, given, settings

from fatiao.diagnostics import Report
from fatiao.model.law import Claim, Source
from fatiao.reading.law import read_law as read_law_of
from fatiao.reading.lines.source import decode
from fatiao.site.provenance import OMITTED, Provenance, trace
from tests.conftest import ROOT
from tests.reading.test_properties import TEXTS
from tests.support.outlines import read, read_law


def traced(text: str, index: int = 0) -> Provenance:
    law, _ = read(text)
    return trace(law, law.articles[index])


def shown(provenance: Provenance) -> list[tuple[int, str]]:
    return [(line.number, line.text) for line in provenance.lines]


def test_an_article_has_its_own_lines():
    text = "某某条例\n\n第一条 甲应当登记。\n\n乙应当协助。\n第二条 丙不适用。\n"
    first = traced(text)
    assert shown(first) == [(3, "第一条 甲应当登记。"), (5, "乙应当协助。")]
    assert first.ranges == ((3, 5),)
    assert (first.joined, first.marks, first.encoding) == (0, (), "")
    assert shown(traced(text, 1)) == [(6, "第二条 丙不适用。")]


def test_joined_lines_are_counted():
    found = traced("某某条例\n第一条　为了规范登记，\n根据有关法律，\n制定本条例。\n第二条　甲应当登记。\n")
    assert found.joined == 2
    assert [number for number, _ in shown(found)] == [2, 3, 4]


def test_the_entries_of_a_list_do_not_count_as_joins():
    text = "某某条例\n第一条　下列机关适用：\n甲机关，\n乙机关。\n第二条　甲应当登记。\n"
    law, _ = read(text)
    breaks = sum(passage.text.count("\n") for passage in law.articles[0].passages())
    lines = len(trace(law, law.articles[0]).lines)
    assert trace(law, law.articles[0]).joined == lines - 1 - breaks


def test_bullets_and_bold_marks_are_dropped_and_named():
    text = "某某条例\n- **第一条** 应当符合下列条件：\n  - （一）**甲**；\n  - （二）乙。\n第二条 丙。\n"
    found = traced(text)
    assert shown(found) == [
        (2, "- **第一条** 应当符合下列条件："),
        (3, "  - （一）**甲**；"),
        (4, "  - （二）乙。"),
    ]
    assert found.marks == ("-", "**", "**", "-", "**", "**", "-")
    assert traced(text, 1).marks == ()


def test_items_on_one_line_share_that_line():
    found = traced("某某条例\n第一条 应当符合下列条件：（一）甲；（二）乙。\n第二条 丙。\n")
    assert shown(found) == [(2, "第一条 应当符合下列条件：（一）甲；（二）乙。")]
    assert found.joined == 0


def test_a_line_that_two_articles_share_shows_each_its_own_part():
    text = "某某条例\n第一章 总则 第一条 甲应当登记。第二条 乙应当协助。\n第三条 丙。\n"
    assert shown(traced(text, 0)) == [(2, f"{OMITTED}第一条 甲应当登记。{OMITTED}")]
    assert shown(traced(text, 1)) == [(2, f"{OMITTED}第二条 乙应当协助。")]


def test_separate_lines_are_separate_ranges():
    text = "某某条例\n第一条　为了规范登记，\n- 3 -\n制定本条例。\n第二条　甲应当登记。\n"
    law, _ = read(text)
    assert any(claimed.claim is Claim.PAGE for claimed in law.claims)
    found = trace(law, law.articles[0])
    assert found.ranges == ((2, 2), (4, 4))
    assert found.joined == 1
    assert "3" not in "".join(line.text for line in found.lines)


def test_the_path_is_relative_to_the_corpus():
    text = "某某条例\n第一条 甲。\n第二条 乙。\n"
    for work in ("some-law", "some-law@2020-01-01"):
        law = read_law(Source("/srv/secret/some-law/2020-01-01.txt", text), work, Report())
        assert trace(law, law.articles[0]).path == "some-law/2020-01-01.txt"
    law = read_law(Source("/srv/secret/2020-01-01.txt", text), "", Report())
    assert trace(law, law.articles[0]).path == "2020-01-01.txt"


def test_only_an_unusual_encoding_is_named():
    text = "某某条例\n第一条 甲。\n"
    for encoding, named in (("utf-8", ""), ("gb18030", "GB18030"), ("utf-16-le", "UTF-16-LE")):
        law = read_law(Source("a.txt", text, encoding), "a", Report())
        assert trace(law, law.articles[0]).encoding == named


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_for_any_text_the_lines_show_exactly_the_article(text: str) -> None:
    assume(OMITTED not in text)
    law, _ = read(text)
    lines = law.source.text.split("\n")
    for article in law.articles:
        found = trace(law, article)
        label = law.source.text[article.label_span.start : article.label_span.end]
        spans = [span for passage in article.passages() for span in passage.spans]
        printed = label + "".join(law.source.text[span.start : span.end] for span in spans)
        kept = sorted("".join(printed.split()) + "".join("".join(found.marks).split()))
        raw = "".join(line.text for line in found.lines).replace(OMITTED, "")
        assert sorted("".join(raw.split())) == kept
        for line in found.lines:
            assert all(part in lines[line.number - 1] for part in line.text.split(OMITTED))
            assert any(first <= line.number <= last for first, last in found.ranges)


def test_an_article_page_shows_its_provenance(site):
    for page in site.glob("laws/xj-state-secrets-regulations/art-*.html"):
        text = page.read_text(encoding="utf-8")
        block = text[text.index('<details class="law-provenance">') : text.index("</pre>")]
        assert "<code>xj-state-secrets-regulations/2025-11-26.txt</code>" in block
        assert str(ROOT) not in text
        assert len(re.findall("<[a-z]", block)) == len(["details", "summary", "p", "code", "details", "summary", "pre"])
    block = (site / "laws/xj-state-secrets-regulations/art-15.html").read_text(encoding="utf-8")
    assert "第81—86行" in block
    assert "84\t- (二)定密责任人" in block


def test_an_annex_has_its_own_lines():
    text = "某某条例\n第一条 车型见附件。\n第二条 本条例自公布之日起施行。\n附件\n车型名录\n"
    text += "一、小客车，\n包括轿车。\n二、货车。\n"
    law, _ = read(text)
    (annex,) = law.annexes
    found = trace(law, annex)
    assert shown(found) == [(5, "车型名录"), (6, "一、小客车，"), (7, "包括轿车。"), (8, "二、货车。")]
    assert found.ranges == ((5, 8),)


def test_the_characters_of_the_file_are_shown():
    source = decode("某某条例\n第⼀条 本⽅⾏政区域。\n第二条 丙。\n".encode(), "t", Report())
    law = read_law_of(source, "t", Report())
    assert law.articles[0].text == "本方行政区域。"
    assert shown(trace(law, law.articles[0])) == [(2, "第⼀条 本⽅⾏政区域。")]
