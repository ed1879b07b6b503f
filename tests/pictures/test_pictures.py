"""Pictures: well-formed whatever the text, the same every time, and with a table of the same data."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.model.corpus import Corpus
from fatiao.model.law import Division, Event, EventKind, Level, Number, Span
from fatiao.model.layers import Layers
from fatiao.pictures.all import PICTURES, render_picture
from fatiao.pictures.citations import count_citations
from fatiao.pictures.frame import cut, href_from, percent
from fatiao.pictures.law_overview import render_strip
from fatiao.pipeline import build_site
from fatiao.site.model import (
    Annotations,
    BoundNote,
    Citing,
    Entry,
    GlossaryTerm,
    Link,
    Mark,
    MarkKind,
    Site,
    Use,
)
from fatiao.site.objects import collect_objects
from tests.conftest import ROOT
from tests.support.export_laws import HERE, HOSTILE, a_law, a_work, article, paragraph, rich_law, texts, words

ELEMENTS = {
    *("figure", "figcaption", "svg", "title", "a", "text", "path", "circle", "line", "rect", "p", "div", "span"),
    *("details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("class", "id", "href", "tabindex", "scope", "role", "aria-label", "aria-labelledby", "width", "height"),
    *("viewBox", "preserveAspectRatio", "overflow", "vector-effect", "text-anchor", "d", "x", "y", "x1", "x2"),
    *("y1", "y2", "dx", "cx", "cy", "r", "rx"),
}
NOTE = BoundNote("说明", "", (), ())


def parsed(html: str) -> ElementTree.Element:
    """The picture as XML, once it is sure to hold nothing that is not ours."""
    root = ElementTree.fromstring(html)
    for node in root.iter():
        assert node.tag in ELEMENTS, node.tag
        assert set(node.attrib) <= ATTRIBUTES, node.attrib
        assert re.fullmatch(r"(?:\.\./)*[a-z0-9/.@-]*(?:#[a-z0-9-]+)?", node.get("href", "")), node.get("href")
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    return root


def table(root: ElementTree.Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")][1:]


def links(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Title and address of every link inside a drawing."""
    return [(a.findtext("title", ""), a.get("href", "")) for svg in root.iter("svg") for a in svg.iterfind("./a")]


def an_entry(number: int, title: str, targets: tuple[str, ...] = (), articles: int = 2, **rest: object) -> Entry:
    law = a_law(f"law-{number}", *(article(n, paragraph(1, "依照有关规定办理。" * n)) for n in range(1, articles + 1)))
    marks = {Number(1): tuple(Mark(Span(i, i + 1), MarkKind.REFERENCE, t, "") for i, t in enumerate(targets))}
    work = replace(a_work(f"law-{number}"), title=title, short_titles=(), **rest)
    return Entry(work, law, Layers(), marks=marks)


def a_site(entries: tuple[Entry, ...], terms: tuple[GlossaryTerm, ...] = (), citings: tuple[Citing, ...] = ()) -> Site:
    corpus = Corpus(tuple(entry.work for entry in entries))
    return Site(corpus, entries, collect_objects(entries, terms, citings), terms, citings)


def a_term(name: str, uses: int) -> GlossaryTerm:
    return GlossaryTerm(name, "", "A", "", (), (Use(Link("第一条"), "", name, ""),) * uses)


@pytest.fixture(scope="module")
def corpus_site():
    return build_site(ROOT / "corpus", Report())


@pytest.mark.parametrize("name", PICTURES)
def test_the_corpus_has_its_pictures(corpus_site, name):
    html = render_picture(name, corpus_site, "pictures")
    root = parsed(html)
    svg = root.find("svg")
    assert svg.get("aria-labelledby") == svg.find("title").get("id")
    assert svg.findtext("title")
    assert table(root)
    assert html == render_picture(name, build_site(ROOT / "corpus", Report()), "pictures")


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_to_draw_is_said(name):
    assert parsed(render_picture(name, a_site(()), "pictures")).tag == "p"


def test_citations_are_counted_and_linked():
    cited = Citing("中华人民共和国某某法", None, (), ())
    other = cited.object_name
    entries = (
        an_entry(1, "甲条例", (other, other, "law-2:art_1__para_1", "law-1:art_2")),
        an_entry(2, "乙条例", ("law-1",)),
    )
    site = a_site(entries, (), (cited,))
    counted = {(e.source, e.target): e.count for e in count_citations(site)}
    expected = {("law-1", other): 2, ("law-1", "law-2"): 1, ("law-1", "law-1"): 1, ("law-2", "law-1"): 1}
    assert counted == expected
    root = parsed(render_picture("citations", site, "pictures"))
    rows = {tuple(row) for row in table(root)}
    assert rows == {
        ("甲条例", "中华人民共和国某某法", "2"),
        ("甲条例", "乙条例", "1"),
        ("甲条例", "本法", "1"),
        ("乙条例", "甲条例", "1"),
    }
    curves = {a.findtext("title"): a.get("href") for a in root.iterfind("./svg/svg/a")}
    assert curves["《甲条例》引用《乙条例》1处"] == "laws/law-1/art-1.html#para-1"
    assert curves["《甲条例》引用《中华人民共和国某某法》2处"].startswith("cited.html#law-")
    assert len(curves) == 3
    nodes = {title: href for title, href in links(root) if title.startswith("《")}
    assert nodes["《甲条例》，本法内互引1处"] == "laws/law-1/index.html"


def test_many_laws_leave_a_legible_picture():
    everyone = tuple(f"law-{n}" for n in range(9))
    entries = tuple(an_entry(n, f"第{n}号条例", everyone) for n in range(120))
    site = a_site(entries, tuple(a_term(f"术语{n}", n) for n in range(300)))
    citations = parsed(render_picture("citations", site, "pictures"))
    assert 0 < len(list(citations.iterfind("./svg/svg/a"))) <= 72
    assert "共1071对" in citations.findtext("figcaption")
    dates = parsed(render_picture("dates", site, "pictures"))
    assert len(links(dates)) == 40
    assert "另有80部未画" in dates.findtext("figcaption")
    terms = parsed(render_picture("terms", site, "pictures"))
    assert links(terms)[0][0] == "术语299：299次"
    assert len(links(terms)) == 24
    assert "全部300个" in terms.findtext("figcaption")


def test_dates_stand_in_their_order():
    early = an_entry(1, "旧法", adopted="1950-04-13", promulgated="1950-05-01", in_force="1950-05-01")
    late = an_entry(2, "新法", adopted="2025-12-31", promulgated=None, in_force="2027-01-01")
    root = parsed(render_picture("dates", a_site((late, early)), "pictures"))
    assert table(root) == [
        ["旧法", "1950年4月13日", "1950年5月1日", "1950年5月1日"],
        ["新法", "2025年12月31日", "—", "2027年1月1日"],
    ]
    places = [[float(svg.get("x").rstrip("%")) for svg in a.iterfind("svg")] for a in root.iterfind("./svg/a")]
    assert places[0] == sorted(places[0])
    assert places[0][-1] < places[1][0] < places[1][1]
    assert all(0 < place < 100 for row in places for place in row)


def test_a_day_that_no_calendar_has_is_not_drawn():
    entry = an_entry(1, "某法", adopted=None, promulgated=None, in_force=None)
    events = (Event(EventKind.ADOPTED, "2022-02-30", None, ""), Event(EventKind.IN_FORCE, "2022-07-01", None, ""))
    entry = replace(entry, law=replace(entry.law, front=replace(entry.law.front, events=events)))
    root = parsed(render_picture("dates", a_site((entry,)), "pictures"))
    assert table(root) == [["某法", "—", "—", "2022年7月1日"]]


def strip_entry(articles: int, chapters: int = 0, notes: int = 0) -> Entry:
    numbers = range(1, chapters + 1)
    divisions = tuple(Division(Level.CHAPTER, Number(n), f"第{n}章", words("总则"), HERE) for n in numbers)
    given = [
        article(n, paragraph(1, "甲" * n), division=(n - 1) * chapters // articles if chapters else None)
        for n in range(1, articles + 1)
    ]
    annotations = {a.number: Annotations(notes=(NOTE,) * notes) for a in given}
    law = a_law("some-law", *given, divisions=divisions)
    return Entry(a_work("some-law"), law, Layers(), annotations=annotations)


def test_a_strip_has_a_bar_for_every_article():
    root = parsed(render_strip(strip_entry(45, 6, notes=3)))
    bars = links(root)
    assert bars[14] == ("第15条 · 15字 · 3条注释", "art-15.html")
    assert len(bars) == 45
    assert [a.get("href") for a in root.iterfind("./div/div/a")] == [f"#chp-{n}" for n in range(1, 7)]
    assert sum(int(row[3]) for row in table(root)) == sum(range(1, 46))
    assert [row[0] for row in table(root)] == [f"第{n}章 总则" for n in range(1, 7)]
    assert all(svg.get("aria-label") for svg in root.iter("svg"))


def test_the_strip_of_a_code_is_cut_to_some_300_bars_that_wrap():
    for chapters in (0, 7, 100):
        root = parsed(render_strip(strip_entry(1260, chapters)))
        bars = links(root)
        assert 100 < len(bars) <= 300 + 30
        assert bars[0][0].startswith("第1条至第5条")
        assert "每5条一柱" in root.findtext("figcaption")
        assert all(int(svg.get("width")) <= 280 for svg in root.iter("svg"))
        assert sum(int(row[2]) for row in table(root)) == 1260


def test_bars_are_high_by_length_and_dark_by_annotations():
    entry = strip_entry(3)
    annotations = {Number(2): Annotations(notes=(NOTE,)), Number(3): Annotations(notes=(NOTE,) * 9)}
    root = parsed(render_strip(replace(entry, annotations=annotations)))
    drawn = [a.findall("path")[1] for a in root.iter("a") if a.find("path") is not None]
    assert [bar.get("class") for bar in drawn] == ["shade-0", "shade-1", "shade-3"]
    heights = [int(re.search(r"v(\d+)", bar.get("d"))[1]) for bar in drawn]
    assert heights == sorted(heights)
    assert heights[-1] == 40


def test_a_law_without_articles_has_no_strip():
    assert render_strip(strip_entry(0)) == ""


@settings(max_examples=40, deadline=None)
@given(texts(), texts(), texts())
def test_hostile_text_stays_text(title: str, term: str, label: str) -> None:
    citing = Citing(title or "x", None, (label,) if label else (), ())
    targets = (citing.object_name, "law-2")
    divisions = (Division(Level.CHAPTER, Number(1), label, words(title), HERE),)
    entry = an_entry(1, title, targets)
    given_articles = tuple(replace(a, label=label, division=0) for a in entry.law.articles)
    entry = replace(entry, law=replace(entry.law, divisions=divisions, articles=given_articles))
    site = a_site((entry, an_entry(2, term)), (a_term(term or "x", 3),), (citing,))
    for name in PICTURES:
        assert table(parsed(render_picture(name, site, "pictures")))
    assert len(links(parsed(render_strip(entry)))) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_of_a_rich_law(text):
    law = rich_law()
    law = replace(law, articles=tuple(replace(a, label=text) for a in law.articles))
    assert len(links(parsed(render_strip(Entry(a_work(title=text), law, Layers()))))) == len(law.articles)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_has_two_decimals(part, whole):
    shown = percent(part, whole)
    assert re.fullmatch(r"\d+\.\d\d%", shown)
    assert abs(float(shown[:-1]) - 100 * part / whole) < 0.011


def test_words_are_cut_and_addresses_are_relative():
    entry = an_entry(1, "甲")
    assert cut("一二三四五", 5) == "一二三四五"
    assert cut("一二三四五六", 5) == "一二三……"
    first = entry.article_address(entry.law.articles[0])
    assert href_from("laws/law-1/index", first) == "art-1.html"
    assert href_from("guide/pictures", first) == "../laws/law-1/art-1.html"


def test_the_site_shows_them(site, corpus_site):
    page = (site / "pictures.html").read_text(encoding="utf-8")
    assert page.count('<figure class="law-picture') == len(PICTURES)
    assert " style=" not in page
    for entry in corpus_site.current:
        law = (site / f"{entry.address().docname}.html").read_text(encoding="utf-8")
        strip = law[law.index('<figure class="law-strip"') : law.index("</figure>")]
        assert strip.count('<path class="shade-') == len(entry.law.articles)
        assert render_strip(entry) in law
